// Facts without a figure that a clause states outright: who builds or runs something, with whom a contract was signed,
// where something lies, who holds an office. Pure.
import { type Interval } from '../text.ts'
import { isName, subjectOf, type Setting } from './names.ts'

export interface Statement {
  question: string
  rule: 'agent' | 'partner' | 'place' | 'office'
  subject: string
  /** The answer, within the clause. */
  span: Interval
}

const ORGANISATION =
  '(?:公司|集团|银行|研究院|研究所|大学|学院|委员会|管委会|人民政府|政府|商务厅|商务局|发改委|工信局|协会|商会|联合会|基金会|中心|基金|股份|厅|局|委|院)'
const AGENT = new RegExp(
  `^(.{3,24}?)是?由(.{3,28}?${ORGANISATION}(?:、.{3,24}?${ORGANISATION})?)(?:共同|联合|负责|全额|独家|牵头)?(投资建设|投资|建设|承建|运营|主办|承办|开发|设立|研发|发起设立|发起|实施|指导)(?=$|[的，。])`,
  'u',
)
const PARTNER =
  /^(.{2,18}?)(?:近日|日前|正式|成功)?[与和同](.{3,28}?)(?:在[\p{Script=Han}]{2,6})?(?:正式|成功|共同|举行)?(签署|签订|达成)了?((?:全面)?(?:战略|深度|投资|项目|框架|银企)?合作(?:框架)?(?:协议|备忘录)|(?:项目)?投资(?:合作)?(?:框架)?协议|战略合作)/u
const PLACE =
  /^(.{3,24}?)(位于|坐落于|坐落在|落户于|落户在|选址于|选址在)([\p{Script=Han}A-Za-z0-9]{3,24})(?=$|[，。])/u
const OFFICE =
  /^([\p{Script=Han}A-Za-z]{3,18}?)(党委书记、董事长|董事长兼总经理|董事长|总经理|总裁|行长|首席执行官|首席经济学家|局长|厅长|部长|主任|会长|秘书长|院长|校长|市长|县长|区长|董事会秘书|新闻发言人)([\p{Script=Han}]{2,3})(?=表示|介绍|说|指出|认为|称|告诉|出席|主持|透露|强调)/u
const SURNAME =
  /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文施洪欧辛柯尚宁蓝葛樊兰殷齐牛安俞章鲁岳倪]/u

/** What a clause (without its stops) states; null when nothing that a question could ask for by a name. */
export function statementOf(clause: string, setting: Setting): Statement | null {
  const agent = AGENT.exec(clause)
  if (agent !== null) {
    return statement(
      'agent',
      agent[1]!,
      agent[2]!,
      clause,
      setting,
      (subject) => `${subject}由谁${agent[3]!}？`,
    )
  }
  const partner = PARTNER.exec(clause)
  if (partner !== null) {
    const [, who, whom, verb, what] = partner as unknown as [string, string, string, string, string]
    if (/[的其该与和]|分别|[多余]家|[一二三四五六七八九十\d]家/u.test(whom)) return null
    return statement('partner', who, whom, clause, setting, (subject) => `${subject}和谁${verb}了${what}？`)
  }
  const place = PLACE.exec(clause)
  if (place !== null) {
    if (place[3]!.includes(place[1]!.slice(0, 2))) return null
    const verb = /^位于|^坐落/u.test(place[2]!) ? '位于哪里' : `${place[2]!.slice(0, 2)}在哪里`
    return statement('place', place[1]!, place[3]!, clause, setting, (subject) => `${subject}${verb}？`)
  }
  const office = OFFICE.exec(clause)
  if (office === null || !SURNAME.test(office[3]!)) return null
  if (/副$|[原前]$|[、和与]/u.test(office[1]!)) return null
  return statement(
    'office',
    office[1]!,
    office[3]!,
    clause,
    setting,
    (subject) => `${subject}${office[2]!}是谁？`,
  )
}

function statement(
  rule: Statement['rule'],
  beginning: string,
  answer: string,
  clause: string,
  setting: Setting,
  ask: (subject: string) => string,
): Statement | null {
  const subject = rule === 'office' ? office(beginning, setting) : subjectOf(beginning, setting)
  if (subject === null) return null
  const start = clause.indexOf(answer, beginning.length)
  return { question: ask(subject), rule, subject, span: { start, end: start + answer.length } }
}

// An office is held in what has a name and a kind of its own: “丹阳市商务局”, “中金公司”.
function office(beginning: string, setting: Setting): string | null {
  const named = subjectOf(beginning, setting)
  if (named !== null) return named
  return /^[\p{Script=Han}]{4,14}(?:厅|局|委|院|部|会|所|室|办公室)$/u.test(beginning) &&
    isName(`${beginning.slice(0, -1)}中心`, setting)
    ? beginning
    : null
}

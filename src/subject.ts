// The parts of a question that a later turn may leave out: the name at its head, what is measured, what is asked.
// Pure. Chinese puts the owner before the thing (“丹阳开发区外资到账目标”), so the name ends where the field's own
// vocabulary begins: no dictionary of names is needed, and none could be complete.
import { periods } from './period.ts'
import { quantities } from './quantity.ts'
import { isRegion } from './regions.ts'
import type { Interval } from './text.ts'

/** What is measured or told of a name; never part of who it is. */
const INDICATORS =
  '(?:协议|合同|计划|预计|实际|签约|意向|年度|累计|首期|[一二三四五]期|固定资产|工业|民间|对外直接|直接)?总?投资(?!促进|公司|集团|基金|银行|者|商|推介|洽谈|贸易|控股|发展|管理|协议|仪式|额?项目)(?:总?额|规模|强度)?|(?:实际|合同)?(?:使用|利用|到账|到位)?外资(?!企业|项目|公司|银行|准入|政策)(?:到账|到位|金额|总?额)?|(?<!招商)引资|(?:总|协议)?资金(?!投向)(?:总?规模|总?额)?|融资(?!平台|担保|租赁)|募资|募集|增资|注资|出资|(?:营业|销售|主营)?收入|营业额|营收|(?:归母)?净?利润|净利|亏损|(?:年|总)?产值|产能|(?:年|日)?产量|销量|销售额?|出货量?|订单|市值|估值|股价|[收开]盘价|最[高低]价|发行(?:价格?|数量|总?股[本数])|成交[量额]|换手率|毛利率|净利率|负债率|市盈率|每股收益|目标价|评级|保荐(?:机构|代表人|人)|承销商|审计机构|主营(?:业务|构成)|经营范围|股份数?|股权|持股|占股|价格|单价|成本|费用|税收|纳税|(?:进出口|进口|出口|贸易)(?:总?额|总值)?(?!商品|博览|加工|公司|交易)|顺差|逆差|(?:地区|国内)?生产总值|经济总量|GDP|FDI|增加值|占地|用地|(?:总|建筑)?面积|人口|就业(?!局)|岗位|员工|职工|用工|工资|薪酬|补贴|补助|贷款(?!公司)|存款|余额|利率|利息|收益率?|分红|注册资本|法人代表|法定代表人|实际控制人|控股股东|大股东|发言人|秘书长|董事长|总经理|总裁|负责人|书记|局长|区长|市长|县长|校长|院长|会长|创始人|地址|总部|电话|排名|总[数量额值]|数量|金额|工期|期限|选址|主体(?!工程)|规模(?!以上)'
/** Said of an indicator, not instead of it: “同比呢” asks of the same one. */
const ASPECTS =
  '同比|环比|增长|增速|增幅|下降|降幅|涨幅|增加|减少|占比|比重|份额|完成率|均价|平均|第几|排第|目标|占(?:总量|全|了|到)'
const ACTS =
  '签约|签订|签署|签下|落户|落地|入驻|进驻|开工|动工|竣工|完工|投产|达产|试投产|投用|启用|运营|建成|建设|新建|在建|扩建|改建|建厂|开建|奠基|封顶|交付|验收|收购|并购|入股|参股|合资|合作|成立|设立|创办|发布|公布|印发|出台|举办|召开|举行|开幕|闭幕|承办|主办|协办|参加|参与|出席|招引|引进|引入|招商|推介|考察|调研|走访|对接|挂牌|退市|发行|生产|制造(?!业)|研发|采购|供应(?!链)|服务(?!业)|带动|吸引|吸纳|创造|带来|培育|认定|获得|获批|荣获|入选|拿下|拿到|完成|实现|达到|超过|突破|支持|提供|推出|推进|推动|打造|开展|覆盖|涉及|包括|属于|来自|位于|坐落|毕业|任职|担任|生效|实施|执行|开始|结束|截止|截至|持有|控制|减持|增持|质押|转让|出售|花了|用了|想要|表示|认为|介绍|透露|强调|提出|盘活|明确|排定'
const GENERIC =
  '管委会|政府|招商局|商务局|科技(?![部厅局])|创新|数字|绿色|智能|计划|银团|协议|工业|农业|制造业|服务业|第[一二三]产业|产业|行业|高技术|高新技术|现代|先进|高端|战略|重点|重大|民间|民营|规上|规模以上|固定|社会消费|零售|财政|预算|人均|居民|城镇|外商|外贸|内贸|投后|投前|首期|[一二三四]期|第?[一二三]阶段|首批|上市|IPO|项目|企业|公司|产品|工程|机构|单位|部门|平台|协议|合同|会议|活动|新闻|报道|消息|文章|数据|情况|问题|结果|方案|措施|名称|内容|原因|条件|要求|标准|领域|方向|特点|优势|政策|进展|近况|现状|地点|时间|日期|年度|全年|全部|年产|两个|几个|亿元'
// Verbs of one character are parts of names as well (“建霖”, “招商银行”): they end a name and begin none.
const SHORT_ACTS = '(?<=..)[有是叫建投签招引买卖花用想说称做搞获达占选]'

const pattern = (...parts: string[]): RegExp => new RegExp(parts.join('|'), 'u')
const VOCABULARY = pattern(INDICATORS, ASPECTS, ACTS, GENERIC, SHORT_ACTS)
const INDICATOR = pattern(INDICATORS)
const ASPECT = pattern(ASPECTS)
const ACT = pattern(ACTS)

/** Endings by which organisations, places and undertakings are known. */
const ENDING =
  '开发区|高新区|经开区|自贸区|自贸港|自贸试验区|保税区|综保区|示范区|新片区|片区|新区|园区|产业园|科技园|工业园|软件园|创业园|物流园|孵化器|科学城|科技城|公司|集团|银行|证券|基金|保险|信托|股份|控股|资本|创投|大学|学院|学校|医院|研究院|研究所|实验室|委员会|管委会|商务厅|商务局|投促局|促进局|管理局|外汇局|统计局|财政局|发改委|证监会|银保监会|协会|商会|联盟|基地|工厂|产业链|经济圈|机场|港口|码头|铁路|高速|大桥|电站|核电|油田|气田|论坛|峰会|大会|博览会|展览会|交易会|洽谈会|推介会|招商会|运动会|大运会|亚运会|南博会|进博会|项目|工程|街道|省|(?<![上超股楼债牛熊入])市|县|区|州|镇|乡|村|岛|港|湾|厅|局|委|署|院|馆|厂|[分支央商工农中建交招]行'
const ORGANISATION = /(?:集团|银行|开发区|高新区|经开区|新区|园区|产业园|大学|学院|协会|商会|委员会)$/u
const NAME = new RegExp(
  String.raw`^(?:“[^”]{1,30}”|《[^》]{1,40}》|[\p{Script=Han}A-Za-z0-9·&（）()．.-]{1,30}?(?:${ENDING}))+`,
  'u',
)

const ASKING =
  /(?:一共|总共|大概|大约|究竟|到底|分别|各)?(?:是|有|为|达到|达|要|了)?(?:多少(?:个|家|户|人次|人|名|项|亩|亿元|万元|亿|万|元|美元|钱|平方米|平方公里|公顷|公里|米|吨|股|天|年|岁|次|辆|台|套|座|条|种|倍)?|百分之几|几[个家户人名位项次只件台条座所届期轮种类批年月天亿万成倍号]|第几|什么时候|啥时候|何时|哪(?:一|几)?[年天月日个家位些几里儿种类项座]?|谁|什么|啥|怎么样?|如何)|是不是|是否|有没有|吗|呢|为什么|为何|为啥|多[大高长久重远快]|[？?！!]/gu
const BREAK =
  /其中|里面|主要|分别|目前|现在|具体|最[多大高少早近新]|以[上下内外]|左右|因为|由于|关于|对于|[的了在与和对被把从向给让及这那此该，,。；;：:\s]|跟(?!踪)|将(?!军)|(?<!\d)(?:19|20)\d{2}(?!\d)年?/gu
const QUOTES = [
  ['“', '”'],
  ['《', '》'],
] as const

const ENGLISH_ASKING =
  /^(?:how|what|which|who|whom|whose|when|where|why|is|are|was|were|do|does|did|will|would|can|could|has|have|had|in|on|at|by|for|since|the|a|an|and|please|tell)$/iu

const COUNTRIES = new Set(
  '中国 全国 我国 国内 全球 海外 美国 日本 韩国 德国 法国 英国 印度 越南 泰国 俄罗斯 新加坡 马来西亚 印尼 印度尼西亚 菲律宾 老挝 缅甸 柬埔寨 澳大利亚 新西兰 加拿大 墨西哥 巴西 阿根廷 智利 意大利 西班牙 荷兰 瑞士 瑞典 丹麦 挪威 芬兰 波兰 匈牙利 捷克 奥地利 比利时 希腊 葡萄牙 爱尔兰 土耳其 沙特 阿联酋 卡塔尔 以色列 伊朗 埃及 南非 尼日利亚 肯尼亚 哈萨克斯坦 乌兹别克斯坦 巴基斯坦 孟加拉 蒙古 欧盟 东盟 欧洲 亚洲 非洲 北美 拉美 中东 中亚 东南亚'.split(
    ' ',
  ),
)

/** Whether a text is the name of a Chinese region, a country or a group of countries. */
export function isPlace(name: string): boolean {
  return COUNTRIES.has(name) || isRegion(name)
}

/** The names a question holds, in order; of English ones the first run of capitalised words. `plain`: simplified, NFKC. */
export function namesIn(plain: string): Interval[] {
  if (!/\p{Script=Han}/u.test(plain)) return properName(plain)
  return segments(plain).flatMap(({ start, end }) => {
    if (/^[a-z\d\s.]+$/u.test(plain.slice(start, end)) || ENGLISH_ASKING.test(plain.slice(start, end)))
      return []
    const skipped = /^[是有为]?/u.exec(plain.slice(start, end))![0].length
    const length = nameLength(plain.slice(start + skipped, end))
    return length === 0 ? [] : [{ start: start + skipped, end: start + skipped + length }]
  })
}

/** A question without the words that ask, its periods and what they leave dangling. */
export function topicOf(plain: string): string {
  return joined(plain, plain.length)
}

/** The topic of a question up to what is measured: “益佳通在建湖的项目总投资多少” is about “益佳通在建湖的项目”. */
export function ownerOf(plain: string): string {
  const names = namesIn(plain)
  if (!/\p{Script=Han}/u.test(plain))
    return names[0] === undefined ? plain : plain.slice(names[0].start, names[0].end)
  // A name may hold such a word itself (“投资促进局”).
  const from = names[0]?.end ?? 0
  const measured = pattern('其中', INDICATORS, ASPECTS).exec(plain.slice(from))
  const owner = joined(plain, measured === null ? plain.length : from + measured.index)
  return owner === '' ? topicOf(plain) : owner
}

/** Whether a question says what is measured (“总投资”), or only a side of it (“同比”), or an act (“投产”). */
export function saysOf(plain: string): { indicator: boolean; aspect: boolean; act: boolean } {
  return { indicator: INDICATOR.test(plain), aspect: ASPECT.test(plain), act: ACT.test(plain) }
}

/** Whether a text has any word that asks. */
export function asksAnything(plain: string): boolean {
  return (
    plain.search(ASKING) >= 0 ||
    /\b(?:how|what|which|who|when|where|why|is|are|do|does|did|will)\b/iu.test(plain)
  )
}

function joined(plain: string, end: number): string {
  const cut = new Uint8Array(plain.length)
  for (const { start, end: to } of timesIn(plain)) cut.fill(1, start, to)
  for (const match of plain.matchAll(ASKING)) cut.fill(1, match.index, match.index + match[0].length)
  let text = ''
  for (let i = 0; i < end; i += 1) if (cut[i] === 0) text += plain[i]
  return text.replace(/^[的是，,、\s]+|(?:截至|到|的|是|有|为|在|从|,|，|、|\s){1,40}$/gu, '')
}

function timesIn(plain: string): Interval[] {
  return [...periods(plain, null), ...quantities(plain).filter(({ kind }) => kind === 'date')]
}

// The stretches of a question that may be names: without times, amounts, asking words and function words.
function segments(plain: string): Interval[] {
  const cut = new Uint8Array(plain.length)
  for (const { start, end } of timesIn(plain)) cut.fill(1, start, end)
  for (const { start, end, kind } of quantities(plain)) {
    if (kind === 'money' || kind === 'percent') cut.fill(1, start, end)
  }
  for (const breaks of [ASKING, BREAK]) {
    for (const match of plain.matchAll(breaks)) {
      // Quotation marks and titles hold a name together, whatever stands in it.
      if (!quoted(plain, match.index)) cut.fill(1, match.index, match.index + match[0].length)
    }
  }
  const found: Interval[] = []
  let start = -1
  for (let i = 0; i <= plain.length; i += 1) {
    const open = i < plain.length && cut[i] === 0
    if (open && start < 0) start = i
    if (!open && start >= 0) {
      found.push({ start, end: i })
      start = -1
    }
  }
  return found
}

function quoted(plain: string, at: number): boolean {
  return QUOTES.some(([open, close]) => {
    const from = plain.lastIndexOf(open, at)
    return from >= 0 && plain.indexOf(close, from) > at
  })
}

// How much of a segment's head is a name; 0 when it begins with the field's vocabulary.
function nameLength(text: string): number {
  const vocabulary = VOCABULARY.exec(text)?.index ?? text.length
  const ended = NAME.exec(text)?.[0].length ?? 0
  // “江苏省投资促进局”: the ending closes a name that holds a word of the field.
  if (ended > vocabulary && vocabulary >= 2) return ended
  // “现代汽车集团”: what begins like vocabulary may still be an organisation.
  if (vocabulary === 0 && ended >= 5 && ORGANISATION.test(text.slice(0, ended))) return ended
  if (vocabulary < 2) return 0
  return isRegion(text.slice(0, 2)) && ended > 0 && ended < vocabulary
    ? Math.max(ended, vocabulary)
    : vocabulary
}

// The first run of capitalised words that asks nothing: “Changan”, “Suzhou Industrial Park”.
function properName(plain: string): Interval[] {
  for (const match of plain.matchAll(/[A-Z][\w&.-]*(?:\s(?:of\s)?[A-Z][\w&.-]*){0,6}/gu)) {
    const words = match[0].split(' ')
    while (words.length > 0 && ENGLISH_ASKING.test(words[0]!)) words.shift()
    const name = words.join(' ').replace(/\.$/, '')
    const start = match.index + match[0].lastIndexOf(name)
    if (name.length > 1) return [{ start, end: start + name.length }]
  }
  return []
}

/** Where a question first says what is measured or done; its length when it does not. */
export function saidAt(plain: string): number {
  return pattern(INDICATORS, ASPECTS, ACTS).exec(plain)?.index ?? plain.length
}

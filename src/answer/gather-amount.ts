// Named things with the amount a text gives them: “总投资70亿元的恒美光电项目”, “X产业园，计划总投资20亿元”. Pure; it
// knows how news writes such sentences, no question.
import { quantities, type Quantity } from '../quantity.ts'
import { clauseAround, sentences, type Interval } from '../text.ts'

export interface NamedAmount {
  name: Interval
  /** The amount with the word before it that qualifies it (“超10亿元”). */
  amount: Interval
  /** In the currency `unit`, never converted. */
  value: number
  /** The currency under one name: “元” also for 人民币. */
  unit: string
  /** What the amount is of, as written before it: “投资”, “产值”; '' when nothing says. */
  measure: string
  /** From the sentence of the name to the sentence of the amount. */
  quote: Interval
}

/** What is named: projects and places that are built, or companies. */
export type NamedKind = 'project' | 'company'

/** Words that say what an amount is of. The last one before an amount decides. */
export const MEASURE =
  /投资|投入|出资|注资|金额|造价|产值|产出|营收|营业收入|主营业务收入|销售|税收|纳税|利税|利润|融资|募资|注册资本|市值|估值|贷款|授信|成交|交易额|进出口|出口|外资|到账|补贴|奖励|收入/gu
const WORKS =
  '项目|工程|基地|产业园|科技园|物流园|园区|工厂|生产线|产线|总部|中心|电站|电厂|机场|公路|高速|铁路|大桥|隧道|综合体|医院|学校|港区|码头|水库|小镇'
/** Behind a head these make another word of it: “工程技术学院”, “项目部”. */
const NOT_ON = '(?!技术|师|学|造价|机械|质量|部|经理|负责|组|局|城|站|单位|主体|名单|清单|库|方|院|款)'
const HEAD: Record<NamedKind, string> = {
  project: `(?:${WORKS})${NOT_ON}`,
  company: '公司|集团|股份|银行|企业',
}
/** What may stand between the comma before an amount and the amount, when the thing is named further on the left. */
const BARE_LEAD =
  /计划|预计|规划|估算|概算|固定资产|年度|一期|二期|首期|整个|该项目|此项目|本项目|项目|工程|人民币|其中|总|额|累计|约|超过|超|达到|达|为|拟|近|逾|仅|将|共|均|需|是|的|投资|投入|造价|金额|资金|规模|[\s:：]/gu
/** Words behind which a name begins, when it is read from its end. */
const EDGE =
  /[，。；：:！？!?,;\s\n、]|的|等地?|签约|签下|开工|动工|奠基|引进|引入|招引|落户|推进|推动|加快|启动|实施|打造|建成|建立|建造|设立|购买|用于|投建|新建了|总?投资|其中|包括|例如|比如|涉及|涵盖|以及|作为|位于|还有|就是|分别是|分别为|为代表|参观|走进|走访|了解|来到|安排|明确|举[行办]了?|发布|推出|储备|策划|实现|参与|获批|虽然|对(?!外)|和(?!谐)|[在是由与及把将让给向从]|为(?!民)/gu
const SITE = /^在[^，。；\s]{1,20}?(?:投资)?(?:建设|投建|打造|实施|兴建|新建)/u
const MAX_NAME = 36
/** How far, in characters, a name stands before its amount at most. */
const REACH = 90
const QUALIFIED = /(?:不低于|不少于|不超过|超过|突破|高达|至少|将近|接近|大约|超|近|约|逾|达)$/u
/** What names nothing in particular, or many things at once: “6个大项目”, “该项目”. */
const VAGUE =
  /^(?:[这那该此其各每某另共有]|项目|工程|企业|公司|全[国省市区县]|上述|以上|前述|一[批个些系]|系列|首批|所有|全部|部分|多个|若干|我们|清单|一?大批|一堆)|[\d〇零一二两三四五六七八九十百千余多几](?:个|项|家|批|大|座|条|支)|亿元?|万元/u
const GENERIC =
  /重点|重大|特大|产业类?|工业|农业|服务业|制造业|投资|建设|招商|引资|签约|开工|竣工|完工|新建|续建|扩建|技改|在建|省级|市级|区级|县级|国家级|外资|内资|民生|实事|基础设施|年度|计划|单体|优质|高质量|领域|类别?|型|级|大|好|新|老|个|总|全国|全市|全省|全区|全县|本市|合作|意向|储备|谋划|规划|研究|前期|开展|集中|协议|合同|主要|相关|有关|地块|用地|核心|示范|先进|公共|国际|国内|服务|现代|租赁|全年|一期|二期|首期|配套|[今去前明本当]年|\d{4}年|企业/gu

/** All things of one kind that a text gives an amount of money, in the order of their amounts. */
export function namedAmounts(
  text: string,
  kind: NamedKind = 'project',
  found: Quantity[] = quantities(text),
): NamedAmount[] {
  const money = found.filter((q) => q.kind === 'money' && q.value !== null)
  const cut = sentences(text)
  return money.flatMap((q): NamedAmount[] => {
    const at = cut.findIndex((s) => s.start <= q.start && q.start < s.end)
    const sentence = cut[at]
    if (sentence === undefined) return []
    const before = money.findLast((other) => other.end <= q.start && other.start >= sentence.start)
    const previous = before === undefined ? cut[at - 1] : undefined
    const name =
      (kind === 'project' ? nameAfter(text, q, sentence) : null) ??
      nameBefore(text, q, { start: Math.max(sentence.start, before?.end ?? 0), end: q.start }, kind) ??
      (previous === undefined ? null : nameBefore(text, q, { start: previous.start, end: q.start }, kind))
    if (name === null || isSum(text, name, found)) return []
    const lead = text.slice(Math.max(clauseAround(text, q).start, before?.end ?? 0), q.start)
    const qualifier = QUALIFIED.exec(text.slice(Math.max(0, q.start - 3), q.start))
    return [
      {
        name,
        amount: { start: q.start - (qualifier?.[0].length ?? 0), end: q.end },
        value: q.value!,
        unit: currency(q.unit),
        measure: measureOf(lead),
        quote: {
          start: Math.min(sentence.start, cut.findLast((s) => s.start <= name.start)!.start),
          end: sentence.end,
        },
      },
    ]
  })
}

// What has been spent so far is not what a project costs.
function measureOf(lead: string): string {
  if (/完成[^，]{0,8}投资|投资[^，]{0,3}完成/u.test(lead)) return '完成投资'
  const found = [...lead.matchAll(MEASURE)]
  const last = found.at(-1)
  const before = found.at(-2)
  if (last === undefined) return ''
  // “成交金额”, “销售收入”: the first of the two says of what.
  const joined = before !== undefined && before.index + before[0].length === last.index
  return joined && last[0] !== '投资' ? before[0] : last[0]
}

/** One name for a currency: only amounts of one currency are compared. */
export function currency(unit: string): string {
  if (/^(?:人民币|元人民币|块钱|元|角|)$/u.test(unit)) return '元'
  if (unit === '美金') return '美元'
  if (unit === '港币') return '港元'
  return unit === '日圆' ? '日元' : unit
}

// “总投资70亿元的恒美光电项目”, “拟投资100亿元在福州建设海上风电产业园项目” and “20亿元康达项目”.
function nameAfter(text: string, q: Quantity, sentence: Interval): Interval | null {
  const rest = text.slice(q.end, Math.min(sentence.end, q.end + 60))
  // “10亿元以上项目3个” is a class of things.
  if (/^[及或]?以[上下内]/u.test(rest)) return null
  const join = /^(?:人民币)?(?:的|建设的?|打造的?|[并收]购的?|新建的?)?/u.exec(rest)![0]
  const site = SITE.exec(rest.slice(join.length))?.[0] ?? ''
  const from = q.end + join.length + site.length
  const run = /^(?:[^，。；：:！？!?,;\s（）()、]|[（(][^（）()]{1,12}[）)]){1,40}/u.exec(
    text.slice(from, Math.min(sentence.end, from + 50)),
  )?.[0]
  const first = run === undefined ? null : new RegExp(HEAD.project, 'u').exec(run)
  if (run === undefined || first === null) return null
  let end = first.index + first[0].length
  // “产业园” may only begin the name of the “产业园二期项目”.
  const more = /^[^的将已也在于和与及有建开签落投预占是，、]{0,8}?(?:项目|工程)/u.exec(run.slice(end))
  if (more !== null) end += more[0].length
  return proper(text, { start: from, end: from + end }, 'project')
}

// “X项目总投资20亿元”, “X项目占地800亩，总投资20亿元”. A clause that says more than the amount has its own subject.
function nameBefore(text: string, q: Quantity, within: Interval, kind: NamedKind): Interval | null {
  const clause = Math.max(within.start, clauseAround(text, q).start)
  const bare = text.slice(clause, q.start).replace(BARE_LEAD, '') === ''
  const from = Math.max(bare ? within.start : clause, q.start - REACH)
  const heads = [...text.slice(from, q.start).matchAll(new RegExp(HEAD[kind], 'gu'))]
  for (const head of heads.toReversed()) {
    const end = from + head.index + head[0].length
    const floor = Math.max(from, end - MAX_NAME)
    const edge = [...text.slice(floor, end - head[0].length).matchAll(EDGE)].at(-1)
    const start = edge === undefined ? floor : floor + edge.index + edge[0].length
    // Cut in the middle of something longer than a name.
    if (edge === undefined && floor > 0 && floor !== from) return null
    const name = proper(text, { start, end }, kind)
    if (name !== null) return name
    // “项目总投资…” and “该项目…” go on about the thing before.
    if (!/^(?:[该此本]|整个)?(?:项目|工程|企业|公司)$/u.test(text.slice(start, end))) return null
  }
  return null
}

// “重点项目13个，投资…”, “X项目、Y项目等，投资…”: the amount is of all of them.
function isSum(text: string, name: Interval, found: Quantity[]): boolean {
  const after = text.slice(name.end, name.end + 3)
  return (
    /^[”’）)]?等/u.test(after) ||
    found.some((q) => q.kind === 'count' && q.start >= name.end && q.start <= name.end + 2)
  )
}

/** Whether a text names a thing in particular, and not “6个大项目” or “该项目”. */
export function isProperName(text: string): boolean {
  return proper(text, { start: 0, end: text.length }, 'project') !== null
}

// A name that says which: something is left of it without the words that any project has.
function proper(text: string, { start, end }: Interval, kind: NamedKind): Interval | null {
  let from = start
  while (from < end && /[\s、”"'’·（()）]/u.test(text[from]!)) from += 1
  from += /^\d{1,2}[.．、](?!\d)/u.exec(text.slice(from, end))?.[0].length ?? 0
  if (/[“‘]/u.test(text[from] ?? '') && !/[”’]/u.test(text.slice(from, end))) from += 1
  if (text.startsWith('建设“', from)) from += 2
  const name = text.slice(from, end)
  if (VAGUE.test(name) || count(name, /[“‘]/gu) !== count(name, /[”’]/gu) || /[的了]$/u.test(name))
    return null
  const rest = name.replace(new RegExp(HEAD[kind], 'gu'), '').replace(GENERIC, '')
  return [...rest.replace(/[^\p{L}\p{N}]/gu, '')].length >= 2 ? { start: from, end } : null
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

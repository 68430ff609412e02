// What a list question demands of its items: how many, of which kind, how large, in which order. Pure; words only.
import { numberOf } from '../quantity.ts'
import { searchTerms } from '../text.ts'
import type { Question } from '../question.ts'
import { coverageIn, type TermWeights } from '../terms.ts'
import { currency } from './gather-amount.ts'

export type ItemKind = 'project' | 'company' | 'place' | 'person' | 'other'

/** Amounts from `min` to `max`, both inclusive, in one currency, of what `measure` matches. */
export interface AmountRange {
  min: number
  max: number
  unit: string
  measure: RegExp
}

export interface ListRequest {
  kind: ItemKind
  /** How many are asked for; null when the question does not say. */
  count: number | null
  range: AmountRange | null
  /** Whether the largest, or an order by amount, is asked for. */
  byAmount: boolean
  /** Deeds that the text must tell of, such as signing or breaking ground. */
  deeds: RegExp[]
  /** Whether the items may stand in several passages; else the question is about one enumeration. */
  across: boolean
  /** What the question is about, besides all that. */
  topic: Set<string>
}

const KINDS: [ItemKind, RegExp][] = [
  ['project', /项目|工程|projects?/iu],
  ['company', /企业|公司|厂商|集团|机构|银行|车企|房企|药企|券商|品牌|单位|compan(?:y|ies)|firms?/iu],
  ['place', /城市|地方|地区|国家|省份|开发区|高新区|园区|新区|[省市县区镇乡州邦]|countr(?:y|ies)|cities/iu],
  ['person', /人员|领导|专家|代表|院士|[人谁]|people|who/iu],
]
const COUNT =
  /哪([二两三四五六七八九十\d]{1,3})(?=[个家大种类项款座所条位名只支市省县区])|([二两三四五六七八九十\d]{1,3})(?:个|家|大|项|座|位|名)[^，。]{0,12}(?:是哪|有哪|分别|是谁|叫什么|是什么|涉及哪)/u
const NUMERAL = String.raw`\d{1,20}(?:\.\d{1,20})?|[一二两三四五六七八九十百千]{1,5}`
const AMOUNT = new RegExp(
  `(?<before>不低于|不少于|不小于|超过|大于|高于|至少|突破|超|逾|过|达到?|不超过|不高于|低于|少于|小于|不到|不足)?(?<number>${NUMERAL})?(?<scale>[百千]?万亿|[百千]?亿|[百千]?万)(?<unit>元人民币|人民币|美元|美金|欧元|港元|港币|日元|日圆|英镑|元)?级?(?<after>(?:及|或|\\(含\\))?以[上下内])?`,
  'gu',
)
const SCALE: Record<string, number> = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 }
const MEASURES: [RegExp, RegExp][] = [
  [/产值/u, /产值|产出/u],
  [/营收|营业收入|销售/u, /营收|收入|销售/u],
  [/融资|募资/u, /融资|募资/u],
  [/税收|纳税/u, /税/u],
  [/利润/u, /利润/u],
  [/市值|估值/u, /市值|估值/u],
  [/外资/u, /外资|投资/u],
]
/** What a project costs; also how an amount of a project is meant when nothing is said. */
const INVESTED = /^(?:投资|投入|出资|注资|金额|造价)$/u
const DEEDS: [RegExp, RegExp][] = [
  [/签约|签下|签了|签署|签订/u, /签约|签下|签了|签署|签订|签/u],
  [/开工|动工|奠基|开建/u, /开工|动工|奠基|开建|开始(?:施工|建设)|启动/u],
  [/投产|竣工|建成|完工/u, /投产|竣工|建成|完工|投用|投入使用/u],
  [/落户|落地|入驻|引进|招引|引入|招商/u, /落户|落地|入驻|引进|招引|引入|签|进驻|布局|选址|招商/u],
  [/并购|收购/u, /并购|收购/u],
]
const LARGEST = /最大|最高|最多|从大到小|由大到小|排名|排行|前[三五十\d]/u
const WITHOUT_TOPIC =
  /哪[二两三四五六七八九十\d几些个家]*[个家大种类项款座所条位名只支]?|有?什么|多少|总?投资额?|金额|资金|规模|签约|签下|签了|签署|签订|开工|动工|奠基|开建|投产|竣工|建成|完工|落户|落地|入驻|引进|招引|引入|涉及|宣布|公布|[今去前明本当]年|上半年|下半年|[第]?[一二三四]季度|最近|近期|以来|目前|已经|\d{4}年|\d{1,2}月(?:\d{1,2}日)?|[上中下]旬|最[大高多]|单项|以上|以下|超过|不低于|不少于|至少|列出|列举|名单|清单|全部|所有|都有|分别|其中|里面?|重大|重点|大型|的|了|在|是|有|和|与|这次|本次/gu

/** Read the demands from a question of type `list`. */
export function listRequest(question: Question): ListRequest {
  const { plain } = question
  const found = COUNT.exec(plain)
  const count = found === null ? null : numberOf(found[1] ?? found[2]!)
  const kind = kindOf(plain)
  const range = rangeOf(plain, kind)
  const about = plain.replace(AMOUNT, ' ').replace(WITHOUT_TOPIC, ' ')
  const bare = KINDS.filter(([name]) => name !== 'place').reduce(
    (text, [, pattern]) => text.replace(new RegExp(pattern.source, 'giu'), ' '),
    about,
  )
  return {
    kind,
    count,
    range,
    byAmount: range !== null || LARGEST.test(plain),
    deeds: DEEDS.filter(([asked]) => asked.test(plain)).map(([, said]) => said),
    across: count === null && !/分别/u.test(plain),
    topic: new Set(searchTerms(bare).filter((term) => question.terms.includes(term))),
  }
}

// The noun that “哪些” asks for: the first behind it, else the last before it.
function kindOf(plain: string): ItemKind {
  const at = /哪[^，。？?]/u.exec(plain)?.index ?? -1
  const behind = at === -1 ? '' : (/^[^，。？?]{0,24}/u.exec(plain.slice(at))?.[0] ?? '')
  const first = KINDS.map(([kind, pattern]) => ({ kind, at: pattern.exec(behind)?.index ?? -1 }))
    .filter((one) => one.at >= 0)
    .sort((a, b) => a.at - b.at)[0]
  if (first !== undefined) return first.kind
  const before = at === -1 ? plain : plain.slice(0, at)
  const last = KINDS.map(([kind, pattern]) => ({
    kind,
    at: [...before.matchAll(new RegExp(pattern.source, 'giu'))].at(-1)?.index ?? -1,
  }))
    .filter((one) => one.at >= 0)
    .sort((a, b) => b.at - a.at)[0]
  return last?.kind ?? 'other'
}

function rangeOf(plain: string, kind: ItemKind): AmountRange | null {
  let min = 0
  let max = Infinity
  let unit = '元'
  let bounds = 0
  for (const { groups = {} } of plain.matchAll(AMOUNT)) {
    const { before = '', after = '', number, scale = '' } = groups
    if (number === undefined && !/^[百千]/u.test(scale)) continue
    const value =
      (number === undefined ? 1 : numberOf(number)!) * [...scale].reduce((x, c) => x * SCALE[c]!, 1)
    const below = /以[下内]/u.test(after) || /^(?:不超过|不高于|低于|少于|小于|不到|不足)$/u.test(before)
    if (below) max = Math.min(max, value)
    else min = Math.max(min, value)
    if (groups.unit !== undefined) unit = currency(groups.unit)
    bounds += 1
  }
  const measure = MEASURES.find(([asked]) => asked.test(plain))?.[1] ?? INVESTED
  // “超10亿人次” is no money; without a currency only projects and investments are taken to be.
  const money = /元|美金|人民币|英镑|港币|投资|金额/u.test(plain) || kind === 'project'
  return bounds === 0 || !money ? null : { min, max, unit, measure }
}

/** Whether an amount meets the range. `currency` of the amount as `currency()` names it. */
export function meets(range: AmountRange, amount: { value: number; unit: string; measure: string }): boolean {
  return (
    amount.unit === range.unit &&
    amount.value >= range.min &&
    amount.value <= range.max &&
    range.measure.test(amount.measure)
  )
}

/** Share, 0–1, of the topic's weight that a text holds; 1 when the question has no topic. */
export function onTopic(topic: ReadonlySet<string>, weights: TermWeights, text: string): number {
  if (topic.size === 0) return 1
  const of = new Map([...topic].map((term) => [term, weights.get(term) ?? 0]))
  return coverageIn(of, text)
}

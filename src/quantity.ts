// Quantities and dates in text: where they stand, what kind they are, what they are worth. Pure.
// Amounts are normalised for comparison only; what is shown is always the source's own characters.
import { halfWidth, type Interval } from './text.ts'

/** Kind of a quantity. `count` carries its measure word in `unit`, `money` its currency. */
export type QuantityKind =
  | 'money'
  | 'percent'
  | 'points'
  | 'date'
  | 'duration'
  | 'count'
  | 'area'
  | 'length'
  | 'weight'
  | 'energy'
  | 'rank'
  | 'times'
  | 'bare'

export interface Quantity {
  start: number
  end: number
  kind: QuantityKind
  /** Currency or measure word, in half width, '' when there is none. */
  unit: string
  /** Value with 万/亿 resolved; null for dates and for what cannot be computed. */
  value: number | null
}

const DIGITS = String.raw`\d+(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?`
const HAN = '[〇零一二两三四五六七八九十百千]{1,9}'
const MAGNITUDE = '[十百千]?[万亿兆]{1,2}|[十百千]'
const CURRENCY =
  '元人民币|人民币|美元|美金|欧元|港元|港币|日元|日圆|英镑|澳元|韩元|卢布|卢比|新元|加元|瑞郎|新台币|台币|泰铢|林吉特|雷亚尔|比索|元|块钱|角'
const UNITS: [QuantityKind, string][] = [
  ['percent', '[%％‰]|个百分比'],
  ['points', '个百分点|个基点|基点|BP|bp|个点'],
  ['money', CURRENCY],
  ['area', '平方公里|平方千米|平方米|平米|㎡|公顷|亩'],
  ['weight', '吨标准煤|吨|公斤|千克|毫克|克|立方米|立方|升|桶|斤'],
  ['energy', '千瓦时|兆瓦时|吉瓦时|[kMGT]Wh|千瓦|兆瓦|吉瓦|[kMGT]W|kW|伏|安时|度电|度|马力|匹'],
  ['length', '公里|千米|海里|英里|厘米|毫米|纳米|微米|nm|米|英寸'],
  ['duration', '个工作日|个交易日|个多月|个月|个季度|小时|分钟|秒钟|秒|周年|年半|年|天|周|日'],
  ['times', '倍|成|折'],
  [
    'count',
    '人次|人|名|位|个|家|户|项|次|只|件|套|台|辆|架|艘|列|条|座|处|所|间|栋|幢|场|届|期|轮|种|类|批|款|份|本|篇|部|对|组|张|片|块|根|支|股|笔|单|宗|起|班|标准箱|标箱|箱|颗|粒|头|手|层|级|门|道|盏|幅|枚|株|棵|孔|床|席|站|例|岁|车次|架次|国|省|市|县|区|村|强',
  ],
]
const UNIT = UNITS.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|')
const YEAR = String.raw`(?:19|20)\d{2}年(?:度)?|[一二][〇零一二三四五六七八九]{3}年`
const MONTH = String.raw`\d{1,2}月(?:份)?|[一二三四五六七八九十]{1,2}月(?:份)?|[上中下]半年|[第]?[一二三四1-4]季度|年[底末初中]|[上中下]旬`
// A time of day belongs to its date: “27日9时30分”, “8月16日14:00”.
const CLOCK = String.raw`(?:[上下]午|晚)?\d{1,2}(?:[时点](?:\d{1,2}分|半)?|[:：]\d{2})`
const DAY = String.raw`\d{1,2}[日号](?:${CLOCK})?|[上中下]旬|底|初|中旬|末`
const DATE = String.raw`(?:${YEAR})(?:(?:${MONTH})(?:${DAY})?)?|(?:今年|去年|明年|前年)?(?:${MONTH})(?:${DAY})?|\d{1,2}[日号](?:${CLOCK})?(?!均|间)|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}`
const NUMBER = `(?:${DIGITS}|${HAN})`
// What a price or a rate is for: “8000元/平方米”, “50万吨/年”.
const PER = String.raw`平方公里|平方米|立方米|千瓦时|人次|\p{Script=Han}{1,2}`
const QUANTITY = new RegExp(
  [
    `(?<date>${DATE})`,
    `(?<rankAll>第(?:\\d+|${HAN})(?:位|名|大|家|期|届|批|个|次|轮|条|款)?)`,
    `(?<percentHan>百分之${NUMBER}(?:点[〇零一二三四五六七八九]{1,4})?)`,
    `(?<number>${NUMBER})(?:(?:\\s*[-–—~～至到]\\s*)(?<upper>${NUMBER}))?(?<more>[余多])?(?:\\s(?=[万亿]))?(?<magnitude>${MAGNITUDE})?(?<tail>[余多])?\\s?(?:(?:${UNIT})(?:/(?:${PER})){0,2})?`,
  ].join('|'),
  'gu',
)

/** All quantities and dates, in order, without overlap. Linear in the length of the text. */
export function quantities(text: string): Quantity[] {
  const found: Quantity[] = []
  for (const match of halfWidth(text).matchAll(QUANTITY)) {
    const groups = match.groups as Record<string, string | undefined>
    const quantity = classify(groups, match[0])
    if (quantity !== null) {
      const trimmed = match[0].trimEnd()
      found.push({ start: match.index, end: match.index + trimmed.length, ...quantity })
    }
  }
  return found
}

function classify(
  groups: Record<string, string | undefined>,
  whole: string,
): Omit<Quantity, 'start' | 'end'> | null {
  if (groups.date !== undefined) return { kind: 'date', unit: '', value: null }
  if (groups.rankAll !== undefined)
    return { kind: 'rank', unit: '', value: numberOf(whole.replace(/^第|[位名大家期届批个次轮条款]$/gu, '')) }
  if (groups.percentHan !== undefined) return { kind: 'percent', unit: '%', value: numberOf(whole.slice(3)) }
  const digits = /\d/.test(whole)
  const kind = UNITS.find(([name]) => groups[name] !== undefined)?.[0] ?? 'bare'
  // A Han numeral without a unit is mostly part of a word (“一致”, “三资”).
  if (kind === 'bare' && !digits) return null
  const value = numberOf(groups.number!)
  const scale = magnitude(groups.magnitude ?? '')
  const unit = kind === 'bare' ? '' : groups[kind]!
  return { kind, unit, value: value === null ? null : value * scale }
}

function magnitude(text: string): number {
  let scale = 1
  for (const char of text) scale *= { 十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8, 兆: 1e12 }[char] ?? 1
  return scale
}

const HAN_DIGIT: Record<string, number> = {
  〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
} // prettier-ignore

/** Those of the quantities that stand at least partly within an interval of their text. */
export function quantitiesIn(all: Quantity[], { start, end }: Interval): Quantity[] {
  return all.filter((one) => one.start < end && one.end > start)
}

/** Whether one quantity may stand for the other: of the same kind and unit, days of any precision. */
export function isLike(one: Quantity, other: Quantity): boolean {
  return one.kind === other.kind && (one.kind === 'date' || one.unit === other.unit)
}

/** Value of “1,234.5” or “三十二”; null when it is neither. */
export function numberOf(text: string): number | null {
  const plain = text.replace(/[,，]/g, '')
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Number(plain)
  if (!/^[〇零一二两三四五六七八九十百千]+$/.test(plain)) return null
  if (!/[十百千]/.test(plain)) return Number([...plain].map((char) => HAN_DIGIT[char]).join(''))
  let total = 0
  let digit = 0
  for (const char of plain) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[char]
    if (scale === undefined) {
      digit = HAN_DIGIT[char]!
    } else {
      total += (digit === 0 ? 1 : digit) * scale
      digit = 0
    }
  }
  return total + digit
}

/** Every run of digits in a text, with thousands separators removed: the figures an answer may not invent. */
export function figures(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(/\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/g)].map((m) =>
    m[0].replaceAll(',', ''),
  )
}

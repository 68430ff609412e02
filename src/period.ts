// The time a text speaks of: months, parts of years, years and spans of years, with “今年” read against a reference
// date. Pure; it knows words for time, not what they are said of.
import { halfWidth } from './text.ts'

/** Whole months, from month `from` (1–12) of `year` to month `to` of `until`, both inclusive. */
export interface Period {
  /** Year of the first month; null: neither said nor inferable. */
  year: number | null
  from: number
  /** Year of the last month, null as `year` is; the same as `year` unless the span reaches over years. */
  until: number | null
  to: number
  /** Whether the year stood in the text as a figure (or a five-year plan), and not as “今年” or not at all. */
  explicit: boolean
  /** The word that is read against the reference: “今年”, “近三年”, “上月”; null for a figure and a bare “上半年”. */
  relative: string | null
  /** Whether it is the state at its end: “截至6月”, “2022年底”. */
  ends: boolean
  /** Whether it runs on to the reference: “今年以来”, “2021年至今”. */
  open: boolean
  start: number
  end: number
}

const HAN_DIGITS = '〇一二三四五六七八九'
const RELATIVE: Record<string, number> = {
  今年: 0, 本年: 0, 当年: 0, 去年: -1, 上年: -1, 前年: -2, 明年: 1, 后年: 2,
} // prettier-ignore
const QUARTER: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 }
/** First years of the five-year plans by their first numeral: 十一五 began in 2006. */
const PLANS: Record<string, number> = { 一: 2006, 二: 2011, 三: 2016, 四: 2021, 五: 2026 }
const JOIN = '[-—–~～至到]{1,2}'
const JOINED = new RegExp(`^年?${JOIN}$`, 'u')

const YEAR = [
  // Not the end of a longer number, and with a point only as a date: “52019.5平方米”, “2023.5亿元”.
  String.raw`(?<![\d.])(?<year>(?:19|20)\d{2})(?=年|${JOIN}(?:19|20)\d{2}年|[-/]\d{1,2}(?!\d)|\.\d{1,2}\.\d|[Hh][12]|[Qq][1-4]|上半年|下半年|前[两三]季度|[一二三四]季[度报]|中报|半年报)`,
  '(?<hanYear>[一二][〇零一二三四五六七八九]{3})(?=年)',
  '(?<relative>今年|本年|去年|上年|前年|明年|(?<![产成工用营运交])后年(?!产))',
].join('|')
const NUMERAL = String.raw`\d{1,2}|[一二两三四五六七八九十]`
// Spans and months named from the reference, and the plans, which stand alone.
const ALONE = [
  `(?:最?近|过去|这)(?<lastYears>${NUMERAL})个?年(?![前后级度])(?:[来间]|多来)?`,
  `(?<![\\d一二三四五六七八九十第每])(?<yearsOn>${NUMERAL})年[来间](?!的?首)`,
  '[“"]?十(?<plan>[一二三四五])五[”"]?(?:(?<planEnd>末)|(?=期间|时期|以来|开局))',
  '(?<monthBack>上个?月|本月|当月)(?![球饼])',
  '(?<quarterBack>上个?季度|本季度)',
  '年(?<bareEdge>[底末初])(?![中级端])',
].join('|')
// What a listed company reports of: its report of the third quarter counts from January on.
const REPORTS: Record<string, [number, number]> = { 一季报: [1, 3], 三季报: [1, 9] }
const HALF_YEAR: [number, number] = [1, 6]
const PART = [
  '(?<report>[一三]季报|中报(?!告)|半年报|半年度报告)',
  '(?<half>[上下])半年',
  '(?<![A-Za-z])[Hh](?<halfDigit>[12])(?![A-Za-z0-9])',
  `(?<quarterFrom>[一二三])(?:、|和|${JOIN})(?<quarterTo>[二三四])季度`,
  '第?(?<quarter>[一二三四1-4])季度?',
  '(?<![A-Za-z])[Qq](?<quarterDigit>[1-4])(?![A-Za-z0-9])',
  '前(?<firstQuarters>[二两三])个?季度?',
  String.raw`[前头](?<firstMonths>\d{1,2}|[一二三四五六七八九十]{1,2})(?:个月|月(?!\d))`,
  String.raw`(?<monthFrom>\d{1,2})(?:月份?)?${JOIN}(?<monthTo>\d{1,2})月`,
  String.raw`(?<month>\d{1,2})(?:月(?!球)|(?<=(?:19|20)\d{2}[-/.]\d{1,2})(?=[-/.]\d))`,
  '(?<monthHan>[一二三四五六七八九十]{1,2})月',
].join('|')
const EDGE = '(?:份?(?<edge>[底末初])(?![中级端特部座层]))?'
// A year with or without a part, a part alone, or what stands alone. The look-ahead demands one of them, so nothing
// matches empty.
const PERIOD = new RegExp(
  `(?:${ALONE})|(?=${bare(YEAR)}|${bare(PART)})(?:(?:${YEAR})(?:年度?)?(?:[-/.](?!(?:19|20)\\d{2}))?)?(?:${PART})?${EDGE}`,
  'gu',
)

// The same pattern without names, which may occur only once.
function bare(pattern: string): string {
  return pattern.replace(/\(\?<\w+>/g, '(?:')
}

type Groups = Record<string, string | undefined>

/**
 * Periods named in a text, in order. `reference`: the day the text was written (or asked), which gives “今年”
 * its year and a bare “上半年” or “7月” the year they most likely mean; null when it is not known.
 */
export function periods(text: string, reference: string | null): Period[] {
  const plain = halfWidth(text)
  const now =
    reference === null ? null : monthOf(Number(reference.slice(0, 4)), Number(reference.slice(5, 7)))
  const found: Period[] = []
  for (const match of plain.matchAll(PERIOD)) {
    const groups = match.groups as Groups
    const read = alone(groups, now, match[0]) ?? dated(groups, now)
    if (read === null) continue
    const previous = found.at(-1)
    const period = closed(placed(read, match.index, match.index + match[0].length), plain, now)
    if (previous !== undefined) inherit(period, previous, plain)
    if (previous !== undefined && isJoined(previous, period, plain)) {
      found[found.length - 1] = {
        ...previous,
        until: period.until,
        to: period.to,
        end: period.end,
        ends: false,
      }
    } else found.push(period)
  }
  return found
}

type Read = Omit<Period, 'start' | 'end'>

// Written out, as spreading takes ten times as long and a text may name a time in every other character.
function placed(
  { year, from, until, to, explicit, relative, ends, open }: Read,
  start: number,
  end: number,
): Period {
  return { year, from, until, to, explicit, relative, ends, open, start, end }
}

function readAgainst(word: string, from: number | null, to: number | null, ends = false): Read {
  const { year, from: first, until, to: last } = fromMonths(from, to)
  return { year, from: first, until, to: last, explicit: false, relative: word, ends, open: false }
}

function alone(groups: Groups, now: number | null, word: string): Read | null {
  const count = groups.lastYears ?? groups.yearsOn
  if (count !== undefined) {
    const years = numeralOf(count)
    if (years === 0) return null
    const year = now === null ? null : yearOfMonth(now)
    return readAgainst(
      word,
      year === null ? null : monthOf(year - years + 1, 1),
      year === null ? null : monthOf(year, 12),
    )
  }
  if (groups.plan !== undefined) {
    const year = PLANS[groups.plan]!
    const ends = groups.planEnd !== undefined
    return {
      ...readAgainst(word, monthOf(ends ? year + 4 : year, 1), monthOf(year + 4, 12), ends),
      explicit: true,
      relative: null,
    }
  }
  if (groups.monthBack !== undefined) {
    const month = now === null ? null : now - (groups.monthBack.startsWith('上') ? 1 : 0)
    return readAgainst(word, month, month)
  }
  if (groups.quarterBack !== undefined) {
    const first = now === null ? null : now - (now % 3) - (groups.quarterBack.startsWith('上') ? 3 : 0)
    return readAgainst(word, first, first === null ? null : first + 2)
  }
  if (groups.bareEdge === undefined) return null
  const year = now === null ? null : yearOfMonth(now)
  const month = groups.bareEdge === '初' ? 1 : 12
  return {
    year,
    until: year,
    from: month,
    to: month,
    explicit: false,
    relative: null,
    ends: month === 12,
    open: false,
  }
}

function dated(groups: Groups, now: number | null): Read | null {
  const months = monthsOf(groups)
  const explicitYear = yearOf(groups)
  const { relative = null, edge } = groups
  if (explicitYear === null && relative === null && months === null) return null
  const shift = relative === null ? 0 : RELATIVE[relative]!
  const year = explicitYear ?? (now === null ? null : yearOfMonth(now) + shift)
  let [from, to] = months ?? [1, 12]
  if (edge === '初') to = from
  if (edge === '底' || edge === '末') from = to
  return {
    year, until: year, from, to, explicit: explicitYear !== null, relative,
    ends: edge === '底' || edge === '末', open: false,
  } // prettier-ignore
}

// What stands around it: “截至…” makes it a state, “…以来” lets it run on.
function closed(period: Period, plain: string, now: number | null): Period {
  const before = plain.slice(Math.max(0, period.start - 3), period.start)
  const after = plain.slice(period.end, period.end + 6)
  if (/^(?:年?(?:度|份|底|初)?)?(?:以来|起?至今(?!年)|到现在|到目前|到今(?!年))/u.test(after)) {
    const known = now !== null && period.year !== null && monthOf(period.year, period.from) <= now
    return known
      ? { ...period, until: yearOfMonth(now), to: (now % 12) + 1, ends: false, open: true }
      : { ...period, open: true }
  }
  if (/(?:截至|截止到?|截至到)$/u.test(before)) return { ...period, ends: true }
  return period
}

// “去年同期” speaks of the months named before it; a bare “一季度” of the year named before it in its sentence.
function inherit(period: Period, previous: Period, plain: string): void {
  const between = plain.slice(previous.end, period.start)
  if (/[。；\n]/u.test(between)) return
  if (plain.startsWith('同期', period.end) && isWhole(period) && previous.year === previous.until) {
    period.from = previous.from
    period.to = previous.to
  } else if (
    !period.explicit &&
    period.relative === null &&
    previous.explicit &&
    isWhole(previous) &&
    !previous.open
  ) {
    period.year = previous.year
    period.until = previous.until
    period.explicit = true
  }
}

function isJoined(a: Period, b: Period, plain: string): boolean {
  if (a.year === null || b.year === null || monthOf(a.year, a.from) > monthOf(b.until!, b.to)) return false
  return b.end - b.start > 1 && JOINED.test(plain.slice(a.end, b.start))
}

/** Months as numbers that can be compared: 12 times the year, and 0–11. */
export function monthOf(year: number, month: number): number {
  return year * 12 + month - 1
}

function yearOfMonth(month: number): number {
  return Math.floor(month / 12)
}

function fromMonths(from: number | null, to: number | null): Pick<Period, 'year' | 'from' | 'until' | 'to'> {
  return {
    year: from === null ? null : yearOfMonth(from),
    from: from === null ? 1 : (from % 12) + 1,
    until: to === null ? null : yearOfMonth(to),
    to: to === null ? 12 : (to % 12) + 1,
  }
}

function yearOf(groups: Groups): number | null {
  if (groups.year !== undefined) return Number(groups.year)
  if (groups.hanYear === undefined) return null
  return Number([...groups.hanYear.replaceAll('零', '〇')].map((char) => HAN_DIGITS.indexOf(char)).join(''))
}

function monthsOf(groups: Groups): [number, number] | null {
  if (groups.report !== undefined) return REPORTS[groups.report] ?? HALF_YEAR
  const half = groups.half ?? groups.halfDigit
  if (half !== undefined) return half === '上' || half === '1' ? [1, 6] : [7, 12]
  const quarter = groups.quarter ?? groups.quarterDigit
  if (quarter !== undefined) return [QUARTER[quarter]! * 3 - 2, QUARTER[quarter]! * 3]
  if (groups.quarterFrom !== undefined)
    return range(QUARTER[groups.quarterFrom]! * 3 - 2, QUARTER[groups.quarterTo!]! * 3)
  if (groups.firstQuarters !== undefined) return [1, groups.firstQuarters === '三' ? 9 : 6]
  const first = groups.firstMonths
  if (first !== undefined) return range(1, numeralOf(first))
  if (groups.monthFrom !== undefined) return range(Number(groups.monthFrom), Number(groups.monthTo))
  const month = groups.month ?? groups.monthHan
  return month === undefined ? null : range(numeralOf(month), numeralOf(month))
}

function range(from: number, to: number): [number, number] | null {
  return from >= 1 && to <= 12 && from <= to ? [from, to] : null
}

function numeralOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [first, second] = text.replaceAll('两', '二')
  if (first === '十') return second === undefined ? 10 : 10 + HAN_DIGITS.indexOf(second)
  return HAN_DIGITS.indexOf(first!)
}

/** Whether a period is one or more whole years. */
export function isWhole({ from, to }: Period): boolean {
  return from === 1 && to === 12
}

/** Whether two periods can be about the same time: they share a month, as far as both years are known. */
export function overlaps(a: Period, b: Period): boolean {
  if (a.year === null || b.year === null) return a.from <= b.to && b.from <= a.to
  return (
    monthOf(a.year, a.from) <= monthOf(b.until!, b.to) && monthOf(b.year, b.from) <= monthOf(a.until!, a.to)
  )
}

/** Whether two periods are the same time, as far as both say. */
export function same(a: Period, b: Period): boolean {
  const years = a.year === null || b.year === null || (a.year === b.year && a.until === b.until)
  return years && a.from === b.from && a.to === b.to
}

/** Whether all months of `b` lie in `a`, as far as both years are known. */
export function holds(a: Period, b: Period): boolean {
  if (a.year === null || b.year === null) return a.from <= b.from && b.to <= a.to
  return (
    monthOf(a.year, a.from) <= monthOf(b.year, b.from) && monthOf(b.until!, b.to) <= monthOf(a.until!, a.to)
  )
}

// The time a text speaks of: years and parts of years, with “今年” read against a reference date. Pure.
import { halfWidth } from './text.ts'

/** `from`/`to`: months 1–12, inclusive, of `year`; a whole year is 1–12. `year` null: not said and not inferable. */
export interface Period {
  year: number | null
  from: number
  to: number
  /** Whether the year stood in the text as a figure, and not as “今年” or not at all. */
  explicit: boolean
  start: number
  end: number
}

const HAN_DIGITS = '〇一二三四五六七八九'
const RELATIVE: Record<string, number> = {
  今年: 0,
  本年: 0,
  当年: 0,
  去年: -1,
  上年: -1,
  前年: -2,
  明年: 1,
  后年: 2,
}
const QUARTER: Record<string, number> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 }

const YEAR = [
  // Not the end of a longer number, and with a point only as a date: “52019.5平方米”, “2023.5亿元”.
  String.raw`(?<![\d.])(?<year>(?:19|20)\d{2})(?=年|[-/]\d{1,2}|\.\d{1,2}\.\d|[Hh][12]|[Qq][1-4])`,
  '(?<hanYear>[一二][〇零一二三四五六七八九]{3})(?=年)',
  '(?<relative>今年|本年|去年|上年|前年|明年|后年)',
].join('|')
const PART = [
  '(?<half>[上下])半年',
  '(?<![A-Za-z])[Hh](?<halfDigit>[12])(?![A-Za-z0-9])',
  '第?(?<quarter>[一二三四1-4])季度?',
  '(?<![A-Za-z])[Qq](?<quarterDigit>[1-4])(?![A-Za-z0-9])',
  '前(?<firstQuarters>[二两三])个?季度?',
  String.raw`前(?<firstMonths>\d{1,2}|[一二三四五六七八九十]{1,2})个?月`,
  String.raw`(?<monthFrom>\d{1,2})(?:月份?)?[-—–~～至到](?<monthTo>\d{1,2})月`,
  String.raw`(?<month>\d{1,2})(?:月(?!球)|(?<=[-/.]\d{1,2})(?=[-/.]\d))`,
  '(?<monthHan>[一二三四五六七八九十]{1,2})月',
].join('|')
// A year with or without a part, or a part alone. The look-ahead demands one of them, so nothing matches empty.
const PERIOD = new RegExp(`(?=${bare(YEAR)}|${bare(PART)})(?:(?:${YEAR})(?:年度?)?[-/.]?)?(?:${PART})?`, 'gu')

// The same pattern without names, which may occur only once.
function bare(pattern: string): string {
  return pattern.replace(/\(\?<\w+>/g, '(?:')
}

/**
 * Periods named in a text, in order. `reference`: the day the text was written (or asked), which gives “今年”
 * its year and a bare “上半年” or “7月” the year they most likely mean; null when it is not known.
 */
export function periods(text: string, reference: string | null): Period[] {
  const referenceYear = reference === null ? null : Number(reference.slice(0, 4))
  const found: Period[] = []
  for (const match of halfWidth(text).matchAll(PERIOD)) {
    const groups = match.groups as Record<string, string | undefined>
    const months = monthsOf(groups)
    const explicitYear = yearOf(groups)
    const relative = groups.relative === undefined ? 0 : RELATIVE[groups.relative]!
    if (explicitYear === null && groups.relative === undefined && months === null) continue
    const year = explicitYear ?? (referenceYear === null ? null : referenceYear + relative)
    found.push({
      year,
      from: months?.[0] ?? 1,
      to: months?.[1] ?? 12,
      explicit: explicitYear !== null,
      start: match.index,
      end: match.index + match[0].length,
    })
  }
  return found
}

function yearOf(groups: Record<string, string | undefined>): number | null {
  if (groups.year !== undefined) return Number(groups.year)
  if (groups.hanYear === undefined) return null
  return Number([...groups.hanYear.replaceAll('零', '〇')].map((char) => HAN_DIGITS.indexOf(char)).join(''))
}

function monthsOf(groups: Record<string, string | undefined>): [number, number] | null {
  const half = groups.half ?? groups.halfDigit
  if (half !== undefined) return half === '上' || half === '1' ? [1, 6] : [7, 12]
  const quarter = groups.quarter ?? groups.quarterDigit
  if (quarter !== undefined) return [QUARTER[quarter]! * 3 - 2, QUARTER[quarter]! * 3]
  if (groups.firstQuarters !== undefined) return [1, groups.firstQuarters === '三' ? 9 : 6]
  const first = groups.firstMonths
  if (first !== undefined) return range(1, monthNumber(first))
  if (groups.monthFrom !== undefined) return range(Number(groups.monthFrom), Number(groups.monthTo))
  const month = groups.month ?? groups.monthHan
  return month === undefined ? null : range(monthNumber(month), monthNumber(month))
}

function range(from: number, to: number): [number, number] | null {
  return from >= 1 && to <= 12 && from <= to ? [from, to] : null
}

function monthNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [first, second] = text
  if (first === '十') return second === undefined ? 10 : 10 + HAN_DIGITS.indexOf(second)
  return HAN_DIGITS.indexOf(first!)
}

/** Whether two periods can be about the same time: years equal where both are known, months overlapping. */
export function overlaps(a: Period, b: Period): boolean {
  if (a.year !== null && b.year !== null && a.year !== b.year) return false
  return a.from <= b.to && b.from <= a.to
}

/** Whether two periods are the same time, as far as both say. */
export function same(a: Period, b: Period): boolean {
  return (a.year === null || b.year === null || a.year === b.year) && a.from === b.from && a.to === b.to
}

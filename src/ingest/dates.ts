// Calendar dates in the forms that Chinese pages print them. It knows days, not what they are the day of.

/** A date found in a text. Offsets refer to the text after NFKC. */
export interface FoundDate {
  /** `YYYY-MM-DD`; null when the date is printed but does not exist, such as 2022-02-30. */
  day: string | null
  raw: string
  start: number
  end: number
}

// All repetitions are bounded, so that matching takes linear time.
const DIGITS =
  /(?<!\d)((?:19|20)\d{2})[ \t]{0,2}[-/.年–—_][ \t]{0,2}(\d{1,2})[ \t]{0,2}[-/.月–—_][ \t]{0,2}(\d{2}(?=\d{2}:\d{2})|\d{1,2}(?!\d))(?:[ \t]?日)?/g
const HAN =
  /([一二][〇零○oO0九八][〇零○oO0一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})日/g
const ZONED =
  /((?:19|20)\d{2}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2})?(?:\.\d{1,9})?[ ]?(Z|[+-]\d{2}:?\d{2})(?!\d)/
// Set in a box: a large day under or over year and month, or month and day beside the year.
const DAY_FIRST = /(?<![\d:])(\d{1,2})[ \t日/]{1,3}((?:19|20)\d{2})[ \t]?[-/.年][ \t]?(\d{1,2})(?![\d:])/
const YEAR_APART = /(?<![\d:])((?:19|20)\d{2})[ \t]{1,4}(\d{1,2})[ \t]?[-/.月][ \t]?(\d{1,2})(?![\d:])/
const MONTH_FIRST = /(?<![\d:])(\d{1,2})[-/.月](\d{1,2})日?[ \t]{1,3}((?:19|20)\d{2})(?![\d:])/
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?:\d{6})?$/

const HAN_DIGITS = '〇一二三四五六七八九'

/** `YYYY-MM-DD` if that day exists. */
export function dayOf(year: number, month: number, day: number): string | null {
  const time = new Date(Date.UTC(year, month - 1, day))
  if (time.getUTCFullYear() !== year || time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day)
    return null
  return time.toISOString().slice(0, 10)
}

/** All dates of a text in order: 2022-03-04, 2022年3月4日, 2022/3/4, 2022.03.04, 二〇二二年三月四日. */
export function findDates(text: string): FoundDate[] {
  const plain = text.normalize('NFKC')
  const found: FoundDate[] = []
  for (const match of plain.matchAll(DIGITS)) {
    const day = dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
    found.push(foundAt(match, day))
  }
  for (const match of plain.matchAll(HAN)) {
    const year = [...match[1]!].map((char) => hanDigit(char)).join('')
    found.push(foundAt(match, dayOf(Number(year), hanNumber(match[2]!), hanNumber(match[3]!))))
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The one date that a value such as a meta tag or a JSON field states; with a time zone, the day in Shanghai. */
export function readDay(value: string): FoundDate | null {
  const plain = value.normalize('NFKC').trim().slice(0, 200)
  const zoned = ZONED.exec(plain)
  if (zoned !== null) {
    const time = Date.parse(`${zoned[1]}T${zoned[2]}:${zoned[3]}:00${withColon(zoned[4]!)}`)
    const exists = dayOf(Number(plain.slice(zoned.index, zoned.index + 4)), ...monthAndDay(zoned[1]!))
    const shanghai = Number.isNaN(time) || exists === null ? null : new Date(time + 8 * 3_600_000)
    return foundAt(zoned, shanghai === null ? null : shanghai.toISOString().slice(0, 10))
  }
  const compact = COMPACT.exec(plain)
  if (compact !== null) {
    return foundAt(compact, dayOf(Number(compact[1]), Number(compact[2]), Number(compact[3])))
  }
  return findDates(plain)[0] ?? null
}

/** A date torn apart by the layout: “04 2022-03”, “2022 03/04” or “03-04 2022”. Only for lines that hold little else. */
export function findTornDate(text: string): FoundDate | null {
  const plain = text
    .normalize('NFKC')
    .slice(0, 200)
    .replace(/\s+/g, ' ')
    .replace(/ ?([/.-]) ?/g, '$1')
  const dayFirst = DAY_FIRST.exec(plain)
  if (dayFirst !== null) {
    return foundAt(dayFirst, dayOf(Number(dayFirst[2]), Number(dayFirst[3]), Number(dayFirst[1])))
  }
  const apart = YEAR_APART.exec(plain)
  if (apart !== null) return foundAt(apart, dayOf(Number(apart[1]), Number(apart[2]), Number(apart[3])))
  const monthFirst = MONTH_FIRST.exec(plain)
  if (monthFirst === null) return null
  return foundAt(monthFirst, dayOf(Number(monthFirst[3]), Number(monthFirst[1]), Number(monthFirst[2])))
}

function foundAt(match: RegExpExecArray | RegExpMatchArray, day: string | null): FoundDate {
  const start = match.index ?? 0
  return { day, raw: match[0].trim(), start, end: start + match[0].length }
}

function monthAndDay(iso: string): [number, number] {
  return [Number(iso.slice(5, 7)), Number(iso.slice(8, 10))]
}

function withColon(zone: string): string {
  return /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
}

function hanDigit(char: string): number {
  return 'oO0零○'.includes(char) ? 0 : HAN_DIGITS.indexOf(char)
}

// 一 to 三十一, also 廿 and 卅 for the tens.
function hanNumber(text: string): number {
  const plain = text.replace(/^廿/, '二十').replace(/^卅/, '三十')
  const ten = plain.indexOf('十')
  if (ten < 0) return plain.length === 1 ? hanDigit(plain) : Number.NaN
  const tens = ten === 0 ? 1 : hanDigit(plain[0]!)
  const ones = plain.slice(ten + 1)
  if (ten > 1 || ones.length > 1) return Number.NaN
  return tens * 10 + (ones === '' ? 0 : hanDigit(ones))
}

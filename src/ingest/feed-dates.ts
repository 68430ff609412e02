// The dates that feeds write: RFC 822 (RSS) besides what pages print. A day is the day in Shanghai.
import { dayOf, readDay } from './dates.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const RFC822 =
  /(\d{1,2})[\s-]{1,3}([A-Za-z]{3})[a-z]{0,6}\.?[\s-]{1,3}(\d{4}|\d{2})(?:[\s,]{1,3}(\d{1,2}):(\d{2})(?::\d{2})?)?\s{0,3}([A-Z]{1,5}|[+-]\d{2}:?\d{2})?/i

// Minutes east of Greenwich. In Chinese feeds CST is China's time, not that of Chicago.
const ZONES: Readonly<Record<string, number>> = {
  GMT: 0, UT: 0, UTC: 0, Z: 0, CST: 480, HKT: 480, SGT: 480, JST: 540,
  EST: -300, EDT: -240, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420,
} // prettier-ignore

/** `YYYY-MM-DD` in Asia/Shanghai; a time without zone is Shanghai's. Null when no day that exists is given. */
export function feedDay(value: string): string | null {
  const printed = readDay(value)
  if (printed !== null) return printed.day
  const match = RFC822.exec(value.slice(0, 100))
  if (match === null) return null
  const month = MONTHS.indexOf(match[2]!.toLowerCase()) + 1
  const year = Number(match[3]!) + (match[3]!.length === 2 ? 2000 : 0)
  const day = dayOf(year, month, Number(match[1]))
  if (day === null || match[4] === undefined) return day
  const minutes = Number(match[4]) * 60 + Number(match[5]) - zoneMinutes(match[6]) + 480
  return new Date(Date.parse(`${day}T00:00:00Z`) + minutes * 60_000).toISOString().slice(0, 10)
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined) return 480
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (offset !== null) return (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === '-' ? -1 : 1)
  return ZONES[zone.toUpperCase()] ?? 480
}

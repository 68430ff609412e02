// Times: 2022-03-04 08:15 in tables, in the time of whoever looks; or how long ago it was, with the time itself behind it.
import { language } from '../here.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** `2022-03-04 08:15` of a moment in RFC 3339, by the clock of this machine; as it is when it is none. */
export function dateTime(at: string): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return at
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`
}

const UNITS = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
  ['month', 30 * 86_400],
  ['year', 365 * 86_400],
] as const
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })

/** “3 hours ago” in the language of the page. */
export function ago(at: string, now = Date.now()): string {
  const seconds = (Date.parse(at) - now) / 1000
  const [unit, size] = UNITS.findLast(([, size]) => Math.abs(seconds) >= size) ?? UNITS[0]
  return relative.format(Math.round(seconds / size), unit)
}

interface WhenProps {
  /** RFC 3339. */
  at: string
  /** Say how long ago it was. */
  relatively?: boolean
}

/** A moment. */
export function When({ at, relatively = false }: WhenProps) {
  return (
    <time datetime={at} title={relatively ? dateTime(at) : ago(at)}>
      {relatively ? ago(at) : dateTime(at)}
    </time>
  )
}

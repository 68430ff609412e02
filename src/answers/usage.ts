// How much was asked in some days, and how it went: from counts to the report.
import { InputError } from '../errors.ts'
import { MOST_DAYS, USAGE_ZONE, type ReportUsage, type Usage, type UsageTotals } from '../usage-contract.ts'
import type { UsageStore } from './sql-usage.ts'

interface Deps {
  store: UsageStore
  /** How long answers are kept, in days. */
  keptDays: number
  /** Stores what waits. */
  flush(): Promise<void>
  now?: () => Date
}

const DAY = 86_400_000
/** The time of `USAGE_ZONE` before UTC; the same all year, since 1992. */
const AHEAD = 8 * 3_600_000
const SHOWN = 10
const MOST_CHANNELS = 100
const DEFAULT_DAYS = 30

/** The report over a store. */
export function createUsage({ store, keptDays, flush, now = () => new Date() }: Deps): ReportUsage {
  return async (request) => {
    const { channel } = request
    const at = now().getTime()
    const { from, to } = periodOf(request, at)
    await flush()
    const span = { from: startOf(from), until: startOf(to) + DAY, channel }

    // Day by day, each awaited: answers that are asked for meanwhile wait for one day's counting, not for all.
    const days: Usage['days'] = []
    const all: number[][] = []
    for (let start = span.from; start < span.until; start += DAY) {
      const { totals, ms } = await store.timed({ from: start, until: start + DAY, channel })
      days.push({ day: dayOf(start), ...totals, ...percentiles(ms) })
      all.push(ms)
    }
    const before = { from: 2 * span.from - span.until, until: span.from, channel }
    const kept = before.from >= at - keptDays * DAY
    return {
      from,
      to,
      time_zone: USAGE_ZONE,
      totals: { ...sumOf(days), ...percentiles(all.flat()) },
      before: kept ? await store.totals(before) : null,
      days,
      channels: await store.most('channel', { ...span, channel: undefined }, MOST_CHANNELS),
      zones: await store.most('zone', span, SHOWN),
      questions: await store.asked(span, SHOWN),
    }
  }
}

// --- Internal helpers ---

function periodOf(request: Parameters<ReportUsage>[0], at: number): { from: string; to: string } {
  const today = dayOf(at)
  const to = request.to ?? (request.from !== undefined && request.from > today ? request.from : today)
  const from = request.from ?? dayOf(startOf(to) - (DEFAULT_DAYS - 1) * DAY)
  if ((startOf(to) - startOf(from)) / DAY < MOST_DAYS) return { from, to }
  const message = `at most ${MOST_DAYS} days are told at once; give a later day, or \`to\``
  throw new InputError(`from: ${message}`, { code: 'invalid_request', fields: [{ field: 'from', message }] })
}

/** The first moment of a day of `USAGE_ZONE`. */
function startOf(day: string): number {
  return Date.parse(day) - AHEAD
}

function dayOf(at: number): string {
  return new Date(at + AHEAD).toISOString().slice(0, 10)
}

function sumOf(days: readonly UsageTotals[]): UsageTotals {
  const sum = { answered: 0, refused: 0, conflicting: 0, up: 0, down: 0 }
  for (const day of days) {
    for (const name of Object.keys(sum) as (keyof UsageTotals)[]) sum[name] += day[name]
  }
  return sum
}

// The nearest rank: the least value that so many are not above (Hyndman & Fan 1996, definition 1).
function percentiles(ms: readonly number[]): { p50_ms: number | null; p95_ms: number | null } {
  const sorted = Float64Array.from(ms).sort()
  const at = (share: number): number | null => sorted[Math.ceil(share * sorted.length) - 1] ?? null
  return { p50_ms: at(0.5), p95_ms: at(0.95) }
}

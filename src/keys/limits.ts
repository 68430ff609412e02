// How much a client or a key may ask: so many a minute, so many a day. Counted in memory of bounded size; the budgets of keys
// and channels are kept beyond a restart.
import type { Budgets } from './budgets.ts'
import type { Client, Limits, Quota, Verdict } from './key.ts'
import { OPEN_CHANNEL, type Principal } from './principal.ts'

export interface LimitsOptions {
  /** Requests of a client without a key; 0: no limit. */
  perMinute: number
  perDay: number
  /** Requests of a key; 0: no limit. */
  keyPerMinute: number
  /** Whether this machine itself is limited. */
  limitLoopback: boolean
  /** Requests a day, by channel. */
  channelDaily: ReadonlyMap<string, number>
  budgets: Pick<Budgets, 'used' | 'add'>
  now?: () => Date
  /** Clients remembered; the one that was away for longest is forgotten first. */
  most?: number
}

interface Count {
  /** When the client would be where it began if it asked at the rate of the limit, in ms. */
  due: number
  /** Number of the day that `used` is of. */
  day: number
  used: number
}

const MINUTE = 60_000
const DAY = 86_400_000

/** Build the limits. */
export function createLimits(options: LimitsOptions): Limits {
  const { perMinute, perDay, keyPerMinute, limitLoopback, channelDaily, budgets } = options
  const { now = () => new Date(), most = 50_000 } = options
  const counts = new Map<string, Count>()

  // The entry of a client, now the youngest.
  const countOf = (name: string, at: number): Count => {
    const count = counts.get(name) ?? { due: at, day: 0, used: 0 }
    counts.delete(name)
    if (counts.size >= most) counts.delete(counts.keys().next().value!)
    counts.set(name, count)
    return count
  }
  let [today, todayNumber] = ['', -1]

  return {
    take: ({ address, loopback }: Client, principal: Principal | null): Verdict | null => {
      const at = now().getTime()
      const day = Math.floor(at / DAY)
      if (day !== todayNumber) [today, todayNumber] = [new Date(at).toISOString().slice(0, 10), day]
      const key = principal?.id ?? null
      const spared = loopback && !limitLoopback
      const checks: Check[] = []
      const minute = spared ? 0 : key === null ? perMinute : keyPerMinute
      const daily = spared || key !== null ? 0 : perDay
      if (minute > 0 || daily > 0) {
        const count = countOf(key ?? address, at)
        if (count.day !== day) [count.day, count.used] = [day, 0]
        if (minute > 0) checks.push(rate(count, minute, at))
        if (daily > 0) checks.push(share('day', daily, count.used, at, () => (count.used += 1)))
      }
      const budget = (name: string, of: string, limit: number | undefined): void => {
        if (limit !== undefined)
          checks.push(share(name, limit, budgets.used(of, today), at, () => budgets.add(of, today)))
      }
      if (key !== null) {
        // Counted also without a limit, for whoever looks at his keys.
        if (principal?.daily === undefined)
          checks.push({ quota: null, fits: true, take: () => budgets.add(key, today) })
        else budget('day', key, principal.daily)
      }
      const channel = key === null ? OPEN_CHANNEL : principal?.channel
      if (principal !== null && channel !== undefined && !(spared && key === null)) {
        budget('channel', `channel:${channel}`, channelDaily.get(channel))
      }
      return verdictOf(checks)
    },
  }
}

// --- Internal helpers ---

interface Check {
  /** As it is before the request; null: nothing to tell. */
  quota: Quota | null
  fits: boolean
  /** Count the request. */
  take(): unknown
}

// A request counts towards all limits or, beyond one of them, towards none.
function verdictOf(checks: readonly Check[]): Verdict | null {
  const failed = checks.filter(({ fits }) => !fits)
  if (failed.length === 0) {
    for (const check of checks) {
      check.take()
      if (check.quota !== null) check.quota.remaining -= 1
    }
  }
  const quotas = checks.flatMap(({ quota }) => (quota === null ? [] : [quota]))
  if (quotas.length === 0) return null
  const exceeded = failed.flatMap(({ quota }) => quota ?? []).toSorted((a, b) => b.reset - a.reset)[0] ?? null
  return { quotas, exceeded }
}

/**
 * The generic cell rate algorithm (ITU-T I.371, annex A; as a limit of requests: https://brandur.org/rate-limiting): one
 * moment per client instead of a list of requests. A client that was quiet may ask `limit` times at once, and then as often
 * as the rate allows; in any minute it is fewer than twice the limit.
 */
function rate(count: Count, limit: number, at: number): Check {
  const interval = MINUTE / limit
  const due = Math.max(count.due, at)
  const remaining = Math.max(0, Math.floor((MINUTE - (due - at)) / interval + 1e-9))
  // What is owed after this request, and when that lets one more pass than now.
  const owed = remaining >= 1 ? due + interval - at : due - at
  const reset = Math.max(1, Math.ceil((owed - MINUTE + Math.max(1, remaining) * interval) / 1000))
  return {
    quota: { name: 'minute', limit, window: 60, remaining, reset },
    fits: remaining >= 1,
    take: () => (count.due = due + interval),
  }
}

// So many in the day of UTC.
function share(name: string, limit: number, used: number, at: number, take: () => unknown): Check {
  const reset = Math.max(1, Math.ceil((DAY - (at % DAY)) / 1000))
  const remaining = Math.max(0, limit - used)
  return { quota: { name, limit, window: DAY / 1000, remaining, reset }, fits: remaining >= 1, take }
}

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
  // What is configured and, for its visitors, what its staff allows: the smaller one.
  const limitOf = (channel: string | null, principal: Principal | null): number | undefined => {
    const configured = channel === null ? undefined : channelDaily.get(channel)
    const own = channel !== null && principal?.visitor === true ? principal.daily : undefined
    return configured === undefined || own === undefined ? (configured ?? own) : Math.min(configured, own)
  }

  return {
    // No closures and few objects: this runs for every request.
    take: ({ address, loopback }: Client, principal: Principal | null): Verdict | null => {
      const at = now().getTime()
      const day = Math.floor(at / DAY)
      if (day !== todayNumber) [today, todayNumber] = [new Date(at).toISOString().slice(0, 10), day]
      const key = principal?.id ?? null
      const spared = loopback && !limitLoopback
      const own = principal?.visitor === true ? null : key
      const minute = spared ? 0 : own === null ? perMinute : keyPerMinute
      const clientDaily = spared || own !== null ? 0 : perDay
      const count = minute > 0 || clientDaily > 0 ? countOf(own ?? address, at) : null
      if (count !== null) {
        if (count.day !== day) [count.day, count.used] = [day, 0]
        // A clock that was set back must not shut a client out for longer.
        if (count.due > at + MINUTE) count.due = at + MINUTE
      }
      const channel = channelOf(principal, spared)
      const channelLimit = limitOf(channel, principal)

      const quotas: Quota[] = []
      if (count !== null && minute > 0) quotas.push(rate(count.due, minute, at))
      if (count !== null && clientDaily > 0) quotas.push(share('day', clientDaily, count.used, at))
      if (own !== null && principal?.daily !== undefined) {
        quotas.push(share('day', principal.daily, budgets.used(own, today), at))
      }
      if (channelLimit !== undefined) {
        quotas.push(share('channel', channelLimit, budgets.used(`channel:${channel}`, today), at))
      }

      // A request counts towards all limits or, beyond one of them, towards none.
      let exceeded: Quota | null = null
      for (const quota of quotas) {
        if (quota.remaining < 1 && quota.reset > (exceeded?.reset ?? 0)) exceeded = quota
      }
      if (exceeded === null) {
        for (const quota of quotas) quota.remaining -= 1
        if (count !== null) {
          if (minute > 0) count.due = Math.max(count.due, at) + MINUTE / minute
          count.used += 1
        }
        // Counted also without a limit, for whoever looks at his keys.
        if (own !== null) budgets.add(own, today)
        if (channelLimit !== undefined || (channel !== null && own !== key)) {
          budgets.add(`channel:${channel}`, today)
        }
      }
      return quotas.length === 0 ? null : { quotas, exceeded }
    },
  }
}

// --- Internal helpers ---

// Null: of none, or not to be counted.
function channelOf(principal: Principal | null, spared: boolean): string | null {
  if (principal === null) return null
  if (principal.id !== null) return principal.channel ?? null
  return spared ? null : OPEN_CHANNEL
}

/**
 * The generic cell rate algorithm (ITU-T I.371, annex A; as a limit of requests: https://brandur.org/rate-limiting): one
 * moment per client instead of a list of requests. A client that was quiet may ask `limit` times at once, and then as often
 * as the rate allows; in any minute it is fewer than twice the limit.
 */
function rate(due: number, limit: number, at: number): Quota {
  const interval = MINUTE / limit
  const owed = Math.max(0, due - at)
  const remaining = Math.max(0, Math.floor((MINUTE - owed) / interval + 1e-9))
  // When one more may pass than after this request: what is then owed must have gone down so far.
  const then = remaining >= 1 ? owed + interval : owed
  const reset = Math.ceil((then - MINUTE + Math.max(1, remaining) * interval) / 1000)
  return { name: 'minute', limit, window: 60, remaining, reset: Math.max(1, reset) }
}

// So many in the day of UTC.
function share(name: string, limit: number, used: number, at: number): Quota {
  const reset = Math.ceil((DAY - (at % DAY)) / 1000)
  return { name, limit, window: DAY / 1000, remaining: Math.max(0, limit - used), reset: Math.max(1, reset) }
}

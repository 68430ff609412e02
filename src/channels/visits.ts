// Sessions of visitors: short-lived tokens for the pages of one origin, signed and kept nowhere. Each use is held against the
// channel as it is now, so that a session ends when its channel does.
import { z } from 'zod'
import { SESSION_PREFIX, type Channel, type ChannelVisits } from '../channel-contract.ts'
import { originAllowed } from '../origin.ts'
import type { Tickets } from '../tickets.ts'

interface VisitsDeps {
  /** The channel of an id, read anew; null when there is none. */
  channel(id: string): Promise<Channel | null>
  /** Origins of all channels that are not switched off. */
  origins(): Promise<string[]>
  tickets: Tickets
  now?: () => Date
}

export interface Visits extends ChannelVisits {
  /** A channel was changed by this process. */
  forget(): void
}

/** Long enough to read an answer, too short to be worth stealing. */
const SECONDS = 15 * 60
/** How long a channel is taken for what it was, in ms: what another process changed holds after that. */
const FRESH_MS = 2000
/** Channels remembered, also as unknown: their ids come from anybody. */
const REMEMBERED = 200

const claimsSchema = z.object({ channel: z.string(), origin: z.string() })

/** Build it over channels and tickets. */
export function createVisits({ channel, origins, tickets, now = () => new Date() }: VisitsDeps): Visits {
  const remembered = new Map<string, { until: number; found: unknown }>()
  // Counts changes, so that what was read before one is not remembered after it.
  let changes = 0
  // What was found is remembered, never the finding: on Workers one request must not wait for the promise of another.
  const fresh = async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    const [at, before] = [now().getTime(), changes]
    const known = remembered.get(name)
    if (known !== undefined && known.until > at) return known.found as T
    const found = await read()
    if (changes !== before) return found
    remembered.delete(name)
    if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value!)
    remembered.set(name, { until: at + FRESH_MS, found })
    return found
  }
  const shown = async (id: string): Promise<Channel | null> => {
    const found = await fresh(`channel ${id.slice(0, 50)}`, () => channel(id))
    return found !== null && found.enabled ? found : null
  }
  return {
    shown,
    begin: async (id, origin) => {
      const ticket = await tickets.issue('channel', { channel: id, origin }, SECONDS)
      const expires_at = new Date(now().getTime() + SECONDS * 1000).toISOString()
      return { token: `${SESSION_PREFIX}${ticket}`, expires_at }
    },
    bearer: async (token) => {
      if (!token.startsWith(SESSION_PREFIX)) return null
      const ticket = await tickets.read('channel', token.slice(SESSION_PREFIX.length))
      const claims = claimsSchema.safeParse(ticket?.body)
      if (!claims.success) return null
      const { channel: id, origin } = claims.data
      const found = await shown(id)
      if (found === null || !originAllowed(found.origins, origin)) return null
      return {
        channel: id,
        origin,
        ...(found.filters === null ? {} : { filters: found.filters }),
        ...(found.daily === null ? {} : { daily: found.daily }),
      }
    },
    allowsOrigin: async (origin) => originAllowed(await fresh('origins', origins), origin),
    forget: () => {
      changes += 1
      remembered.clear()
    },
  }
}

// The session of a page: asked of the server, and kept for the next page of the same visit.
import type { Session } from '../../channel-contract.ts'

export type Found =
  | { kind: 'session'; session: Session; until: number }
  /** Pages of this origin may not show the channel. `told`: the server's own words. */
  | { kind: 'refused'; told: string }
  /** There is no such channel, or it is switched off. */
  | { kind: 'none'; told: string }
  /** The server does not answer. */
  | { kind: 'away' }

/** Values by name that outlive the page; nothing where storage is blocked. */
export interface Memory {
  get(name: string): unknown
  set(name: string, value: unknown): void
}

/** The next page shows what was changed of the channel at the latest after this time. */
const KEPT_MS = 5 * 60_000
/** A token that ends within this time is not begun with. */
export const LEAST_MS = 60_000
const PATIENCE_MS = 10_000

/** The session that is kept, or a new one. `fresh`: a new one in any case. */
export async function findSession(
  base: string,
  channel: string,
  memory: Memory,
  fresh = false,
): Promise<Found> {
  const now = Date.now()
  const kept = memory.get('session') as { at: number; session: Session } | null
  if (!fresh && kept !== null && typeof kept === 'object' && now - kept.at < KEPT_MS) {
    const until = Date.parse(kept.session?.expires_at)
    if (until > now + LEAST_MS) return { kind: 'session', session: kept.session, until }
  }
  const address = `${base}/v1/channels/${encodeURIComponent(channel)}/sessions`
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const body: unknown = await response.json()
    if (!response.ok) return refusalOf(response.status, body)
    const session = body as Session
    memory.set('session', { at: now, session })
    return { kind: 'session', session, until: Date.parse(session.expires_at) }
  } catch {
    return { kind: 'away' }
  }
}

function refusalOf(status: number, body: unknown): Found {
  const told = String((body as { detail?: unknown } | null)?.detail ?? '').slice(0, 500)
  if (status === 403) return { kind: 'refused', told }
  return status === 404 ? { kind: 'none', told } : { kind: 'away' }
}

/** What a page keeps for its visit. */
export function visitMemory(prefix: string): Memory {
  return {
    get: (name) => {
      try {
        return JSON.parse(sessionStorage.getItem(`${prefix}.${name}`) ?? 'null') as unknown
      } catch {
        return null
      }
    },
    set: (name, value) => {
      try {
        sessionStorage.setItem(`${prefix}.${name}`, JSON.stringify(value))
      } catch {
        // Blocked or full: the next page asks again.
      }
    },
  }
}

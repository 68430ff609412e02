// The limits of requests on the wire: RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10, structured
// fields of RFC 9651), 429 with Retry-After. How requests are counted is the port's.
import type { Context } from 'hono'
import { LimitError } from '../errors.ts'
import type { Limits } from '../keys/key.ts'
import type { Principal } from '../keys/principal.ts'
import type { NameClient } from './client.ts'
import { isSessionPath } from './cors.ts'
import type { AppEnv } from './deps.ts'
import { replyHeader } from './reply-headers.ts'

export interface LimitDeps extends Limits {
  client: NameClient
  /** The address at the other end of the connection, from what the server gives with a request; null: not known. */
  addressOf(request: Request, env: unknown): string | null
}

/** Counts the request of a principal, or of a key that is not valid (null). Throws `LimitError` (429). */
export type CountRequest = (c: Context<AppEnv>, principal: Principal | null) => void

const WHAT: Readonly<Record<string, string>> = {
  minute: 'requests a minute',
  day: 'requests a day',
  channel: 'requests a day of this channel',
}

/** Counting by the given limits; nothing is counted without any. `limited`: whether the requests of a path are counted. */
export function counting(
  limits: LimitDeps | undefined,
  limited: (path: string) => boolean = isLimited,
): CountRequest {
  if (limits === undefined) return () => undefined
  return (c, principal) => {
    const { path } = c.req
    if (!limited(path)) return
    const { raw } = c.req
    const client = limits.client(limits.addressOf(raw, c.env), raw.headers)
    const verdict = limits.take(client, counted(principal, path))
    if (verdict === null) return
    let policy = ''
    let state = ''
    for (const { name, limit, window, remaining, reset } of verdict.quotas) {
      const comma = policy === '' ? '' : ', '
      policy += `${comma}"${name}";q=${limit};w=${window}`
      state += `${comma}"${name}";r=${remaining};t=${reset}`
    }
    replyHeader(c, 'ratelimit-policy', policy)
    replyHeader(c, 'ratelimit', state)
    if (verdict.exceeded === null) return
    const { name, limit, reset } = verdict.exceeded
    const keyless = principal === null || principal.id === null
    const key = keyless ? '; a key has limits of its own' : ''
    throw new LimitError(
      `${limit} ${WHAT[name] ?? 'requests'} are used up; come again in ${reset} seconds${key}`,
      reset,
    )
  }
}

// What does work is limited. Health, description and pages are not, nor is the beginning of a session: every view of a page
// that holds the widget is one, also from an office behind one address.
function isLimited(path: string): boolean {
  return (path.startsWith('/v1/') && !isSessionPath(path)) || path === '/mcp' || path.startsWith('/mcp/')
}

const ASKING = new Set(['/v1/ask', '/v1/chat', '/v1/chat/completions', '/v1/search', '/mcp'])

// The budget of a channel is one of questions: to open a source is not to ask.
function counted(principal: Principal | null, path: string): Principal | null {
  if (principal?.visitor !== true || ASKING.has(path)) return principal
  const { channel: _channel, daily: _daily, ...rest } = principal
  return rest
}

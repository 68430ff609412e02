// The limits of requests on the wire: RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10, structured
// fields of RFC 9651), 429 with Retry-After. How requests are counted is the port's.
import type { Context } from 'hono'
import { LimitError } from '../errors.ts'
import type { Limits, Quota } from '../keys/key.ts'
import type { Principal } from '../keys/principal.ts'
import type { NameClient } from './client.ts'
import type { AppEnv } from './deps.ts'

export interface LimitDeps extends Limits {
  client: NameClient
  /** The address at the other end of the connection, from what the server gives with a request; null: not known. */
  addressOf(request: Request, env: unknown): string | null
}

/** Counts the request of a principal, or of a key that is not valid (null). Throws `LimitError` (429). */
export type CountRequest = (c: Context<AppEnv>, principal: Principal | null) => void

/** Paths that are limited: what does work. Health, description and pages are not. */
const LIMITED = ['/v1/', '/mcp']

const WHAT: Readonly<Record<string, string>> = {
  minute: 'requests a minute',
  day: 'requests a day',
  channel: 'requests a day of this channel',
}

/** Counting by the given limits; nothing is counted without any. */
export function counting(limits: LimitDeps | undefined): CountRequest {
  if (limits === undefined) return () => undefined
  return (c, principal) => {
    const { path } = c.req
    if (!LIMITED.some((start) => path.startsWith(start))) return
    const { raw } = c.req
    const verdict = limits.take(limits.client(limits.addressOf(raw, c.env), raw.headers), principal)
    if (verdict === null) return
    c.header('RateLimit-Policy', list(verdict.quotas, policy))
    c.header('RateLimit', list(verdict.quotas, state))
    if (verdict.exceeded === null) return
    const { name, limit, reset } = verdict.exceeded
    const key = principal === null || principal.id === null ? '; a key has limits of its own' : ''
    throw new LimitError(
      `${limit} ${WHAT[name] ?? 'requests'} are used up; come again in ${reset} seconds${key}`,
      reset,
    )
  }
}

function list(quotas: readonly Quota[], item: (quota: Quota) => string): string {
  return quotas.map(item).join(', ')
}

function policy({ name, limit, window }: Quota): string {
  return `"${name}";q=${limit};w=${window}`
}

function state({ name, remaining, reset }: Quota): string {
  return `"${name}";r=${remaining};t=${reset}`
}

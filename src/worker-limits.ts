// Requests a minute, counted by the bindings of Cloudflare: of an address without a key, and of a key.
import { LimitError, UnauthorizedError } from './errors.ts'
import { cloudflareAddress } from './http/client.ts'
import { isSessionPath } from './http/cors.ts'
import type { AppDeps } from './http/deps.ts'
import type { Principal } from './keys/principal.ts'

/** https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/ */
export interface RateLimiter {
  limit(of: { key: string }): Promise<{ success: boolean }>
}

/** Absent: counted in each Worker's memory only. */
export interface RateLimiters {
  LIMIT_OPEN?: RateLimiter
  LIMIT_KEYS?: RateLimiter
}

type Authenticate = NonNullable<AppDeps['authenticate']>

/** Count requests before they are let in. The bindings count for a whole location, where a Worker's memory counts for itself. */
export function limited(authenticate: Authenticate, { LIMIT_OPEN, LIMIT_KEYS }: RateLimiters): Authenticate {
  if (LIMIT_OPEN === undefined && LIMIT_KEYS === undefined) return authenticate
  return async (request, c) => {
    const address = cloudflareAddress(request) ?? 'unknown'
    if (!isCounted(new URL(request.url))) return authenticate(request, c)
    let principal: Principal
    try {
      principal = await authenticate(request, c)
    } catch (error) {
      if (error instanceof UnauthorizedError) await count(LIMIT_OPEN, address)
      throw error
    }
    // The visitors of a channel are many people, each with an address of his own.
    const key = principal.visitor === true ? null : principal.id
    await (key === null ? count(LIMIT_OPEN, address) : count(LIMIT_KEYS, key))
    return principal
  }
}

// --- Internal helpers ---

// What does work: the API but for the beginning of sessions, and a question that the page itself asks.
function isCounted({ pathname, searchParams }: URL): boolean {
  if (pathname === '/') return searchParams.has('q')
  return (pathname.startsWith('/v1/') && !isSessionPath(pathname)) || pathname.startsWith('/mcp')
}

async function count(limiter: RateLimiter | undefined, key: string): Promise<void> {
  if (limiter === undefined || (await limiter.limit({ key })).success) return
  throw new LimitError('too many requests in this minute; come again in a minute', 60)
}

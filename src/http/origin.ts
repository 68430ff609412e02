// From which web pages a path may be called. A page under a foreign name may resolve to this machine (DNS rebinding): so
// the Host header proves nothing, and the name of the page itself must be known.
import { cors } from 'hono/cors'
import type { MiddlewareHandler } from 'hono'
import { InputError } from '../errors.ts'
import type { AppEnv } from './deps.ts'

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

/**
 * Lets pass what comes from no page at all, from a page on the client's own machine, or from an origin that is `allowed`
 * (`https://news.example.cn`). Throws `InputError` (403) for any other.
 */
export function fromPages(allowed: (origin: string) => boolean): MiddlewareHandler<AppEnv> {
  const share = cors({
    origin: (origin) => origin,
    allowMethods: ['POST'],
    allowHeaders: ['Authorization', 'Content-Type', 'Mcp-Protocol-Version', 'Mcp-Session-Id', 'X-Request-Id'],
    exposeHeaders: ['Mcp-Session-Id', 'Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
    maxAge: 600,
  })
  return async function fromPages(c, next) {
    const origin = c.req.header('Origin')
    if (origin === undefined) return next()
    if (!LOOPBACK.test(origin) && !allowed(origin)) {
      const shown = origin.slice(0, 100)
      throw new InputError(
        `pages of “${shown}” may not call this; name the origin in TOUWEN_ORIGINS to allow it`,
        { code: 'origin_not_allowed', status: 403 },
      )
    }
    return share(c, next)
  }
}

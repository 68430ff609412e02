// From which web pages a path may be called. A page under a foreign name may resolve to this machine (DNS rebinding): so
// the Host header proves nothing, and the name of the page itself must be known.
import { cors } from 'hono/cors'
import type { MiddlewareHandler } from 'hono'
import { InputError } from '../errors.ts'
import type { AppEnv } from './deps.ts'

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/

/**
 * Lets pass what comes from no page at all, from a page on the client's own machine, or from one of `origins`
 * (`https://news.example.cn`). Throws `InputError` (403) for any other.
 */
export function fromPages(origins: readonly string[]): MiddlewareHandler<AppEnv> {
  const known = new Set(origins.map((origin) => origin.toLowerCase()))
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
    if (!LOOPBACK.test(origin) && !known.has(origin.toLowerCase())) {
      const shown = origin.slice(0, 100)
      throw new InputError(
        `pages of “${shown}” may not call this; name the origin in TOUWEN_MCP_ORIGINS to allow it`,
        { code: 'origin_not_allowed', status: 403 },
      )
    }
    return share(c, next)
  }
}

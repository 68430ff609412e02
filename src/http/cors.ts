// Which pages of other origins may call from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol). It never allows
// cookies: whoever asks is known by a key.
import type { Context, MiddlewareHandler, Next } from 'hono'
import type { KeyRing } from '../keys/key.ts'
import { originAllowed } from '../origin.ts'
import type { AppDeps, AppEnv } from './deps.ts'

export interface CorsOptions extends Pick<KeyRing, 'allowsOrigin'> {
  /** As `originAllowed` takes them. */
  origins: readonly string[]
}

const METHODS = 'GET, HEAD, POST, PUT, DELETE'
/** What a page may send. */
const REQUEST_HEADERS = [
  'Authorization',
  'X-Api-Key',
  'Content-Type',
  'Accept',
  'If-Match',
  'If-None-Match',
  'Idempotency-Key',
  'Last-Event-ID',
  'X-Request-Id',
  'traceparent',
  'tracestate',
  'Mcp-Session-Id',
  'Mcp-Protocol-Version',
].join(', ')
/** What a page may read besides the usual. */
const EXPOSED = [
  'ETag',
  'Location',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'Server-Timing',
  'WWW-Authenticate',
  'X-Request-Id',
  'X-Vercel-AI-UI-Message-Stream',
  'Mcp-Session-Id',
].join(', ')
const NOBODY: CorsOptions = { origins: [], allowsOrigin: async () => false }
/** How long a browser need not ask again, in seconds. */
const MAX_AGE = 600

/**
 * Answers the question a browser asks before a call (preflight), and lets the configured origins read replies. A preflight
 * brings no key, so it also allows the origins of any key; whose key it is, `allowOrigin` sees at the call itself.
 */
export function cors({ cors: options = NOBODY }: Pick<AppDeps, 'cors'>): MiddlewareHandler<AppEnv> {
  const fromPage = async (c: Context<AppEnv>, next: Next, origin: string): Promise<Response | void> => {
    c.header('Vary', 'Origin', { append: true })
    const configured = isSessionPath(c.req.path) || originAllowed(options.origins, origin)
    if (c.req.method !== 'OPTIONS' || c.req.header('Access-Control-Request-Method') === undefined) {
      if (configured) expose(c, origin)
      return next()
    }
    // Left to the route, which refuses the method: without the headers the browser does not call.
    if (!configured && !(await options.allowsOrigin(origin))) return next()
    c.header('Access-Control-Allow-Origin', origin)
    c.header('Access-Control-Allow-Methods', METHODS)
    c.header('Access-Control-Allow-Headers', REQUEST_HEADERS)
    c.header('Access-Control-Max-Age', String(MAX_AGE))
    return c.body(null, 204)
  }
  return function cors(c, next) {
    const origin = c.req.raw.headers.get('Origin')
    return origin === null ? next() : fromPage(c, next, origin)
  }
}

/**
 * Whether it is where a session of a channel begins. Every page may read what that says, also which origin is not allowed:
 * nothing of it is secret, and a session is given to allowed origins only.
 */
export function isSessionPath(path: string): boolean {
  return path.endsWith('/sessions') && path.startsWith('/v1/channels/')
}

/** Let the page read the reply when its origin is one of the key's own. */
export function allowOrigin(c: Context<AppEnv>, origins: readonly string[] | undefined): void {
  if (origins === undefined) return
  const origin = c.req.header('Origin')
  if (origin !== undefined && originAllowed(origins, origin)) expose(c, origin)
}

function expose(c: Context<AppEnv>, origin: string): void {
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Expose-Headers', EXPOSED)
}

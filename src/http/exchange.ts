// What surrounds every request: its id, the security headers, one log record.
import type { MiddlewareHandler } from 'hono'
import type { Principal } from '../keys/principal.ts'
import { holdsKey, maskKeys } from '../secrets.ts'
import type { AppDeps, AppEnv, LogRecord } from './deps.ts'
import { handleError, OWN_PATH_LENGTH } from './problem.ts'

const CLIENT_ID = /^[A-Za-z0-9_-]{1,64}$/

/** Headers of every reply: it is what its type says, and it gives no address away. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
}

/** The outermost middleware. */
export function exchange(deps: Pick<AppDeps, 'id' | 'log'>): MiddlewareHandler<AppEnv> {
  const { id = () => crypto.randomUUID(), log } = deps
  return async function exchange(c, next) {
    const began = performance.now()
    const given = c.req.header('X-Request-Id')
    const requestId = given !== undefined && CLIENT_ID.test(given) && !holdsKey(given) ? given : id()
    c.set('requestId', requestId)
    c.set('note', {})
    c.header('X-Request-Id', requestId)
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value)
    try {
      await next()
    } catch (thrown) {
      // Hono hands only real errors to onError.
      c.res = handleError(new Error(`something was thrown that is no error: ${String(thrown)}`), c)
    }
    const { status } = c.res
    const write = (note: AppEnv['Variables']['note']): void =>
      log?.({
        time: new Date().toISOString(),
        level: levelOf(status, note),
        event: 'request',
        request_id: requestId,
        method: c.req.method,
        path: maskKeys(c.req.path).slice(0, OWN_PATH_LENGTH),
        status,
        ms: Math.round((performance.now() - began) * 10) / 10,
        ...keyOf(c.get('principal')),
        ...note,
      })
    const ended = c.get('ended')
    if (ended === undefined) write(c.get('note'))
    else void ended.then((more) => write({ ...c.get('note'), ...more }))
  }
}

// Absent for whoever brings none.
function keyOf(principal: Principal | undefined): Pick<LogRecord, 'key'> {
  return principal === undefined || principal.id === null ? {} : { key: principal.id }
}

// A stream that failed had begun with 200.
function levelOf(status: number, { code, error }: AppEnv['Variables']['note']): LogRecord['level'] {
  if (status >= 500 || error !== undefined) return 'error'
  return status >= 400 || code !== undefined ? 'warn' : 'info'
}

// Headers that stand on every reply. Where the server offers to write them itself, the reply's own Headers object, which
// costs more than most handlers, need not exist at all.
import type { Context } from 'hono'
import type { AppEnv } from './deps.ts'

/** Set headers, names in lower case; one that a handler sets on its reply goes before. Possible before and after it. */
export function replyHeader(c: Context<AppEnv>, name: string, value: string): void {
  // Without a server, as in a test, there is no environment at all.
  const own = (c.env as AppEnv['Bindings'] | undefined)?.replyHeaders
  if (own !== undefined) own[name] = value
  else if (c.finalized) c.res.headers.set(name, value)
  else c.header(name, value)
}

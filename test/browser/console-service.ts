// The console over real keys and sessions, for tests of its pages: a key to sign in with, and the steps to do so.
import { byKey } from '../../src/http/access.ts'
import { bySession, createSessions } from '../../src/http/console-session.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import type { Scope } from '../../src/keys/principal.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createEndedSessions } from '../../src/keys/sql-ended-sessions.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createTickets } from '../../src/tickets.ts'
import type { BrowserContextOptions } from 'playwright-core'
import type { Visit } from './browser.ts'

/** Keys in memory, and sessions over them; `clock.at` is the time of both. */
export async function consoleAccess() {
  const clock = { at: Date.now() }
  const now = (): Date => new Date(clock.at)
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const keys = createKeys({ store: createKeyStore(sql), now })
  const tickets = createTickets({ secret: async () => 'a secret of at least 32 characters', now })
  const sessions = createSessions({ tickets, ring: keys, ended: createEndedSessions(sql, now), now })
  const deps = {
    keys,
    sessions,
    authenticate: bySession(sessions, byKey(keys, ['ask', 'search'])),
  } satisfies Partial<AppDeps>
  const key = async (...scopes: Scope[]) => keys.create({ name: 'staff', scopes })
  return { deps, keys, key, clock, close: () => sql.close() }
}

/** Sign in by the form. */
export async function signIn({ page }: Pick<Visit, 'page'>, key: string): Promise<void> {
  await page.getByLabel('密钥').fill(key)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation', { name: '后台页面' }).waitFor({ state: 'attached' })
}

/** What a browser holds that has signed in with a key, without the form: quicker, for `visit`. */
export async function signedIn(
  url: string,
  key: string,
): Promise<Exclude<BrowserContextOptions['storageState'], string | undefined>> {
  const reply = await fetch(`${url}/console/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ key }),
  })
  const [, name, value] = /^(\w+)=([^;]+)/.exec(reply.headers.get('Set-Cookie') ?? '') ?? []
  if (name === undefined || value === undefined) throw new Error(`no session, but ${reply.status}`)
  const { hostname } = new URL(url)
  const held = { domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false }
  return { cookies: [{ name, value, ...held, sameSite: 'Strict' }], origins: [] }
}

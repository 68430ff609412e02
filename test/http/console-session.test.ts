// Sessions of the console over real keys: who gets one, what it is good for, and what ends it.
import { describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { byKey } from '../../src/http/access.ts'
import { createClients } from '../../src/http/client.ts'
import { bySession, createSessions } from '../../src/http/console-session.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import type { NewKey } from '../../src/keys/key.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createLimits } from '../../src/keys/limits.ts'
import { createEndedSessions } from '../../src/keys/sql-ended-sessions.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openAccess } from '../../src/node-access.ts'
import { createTickets } from '../../src/tickets.ts'
import { fakeApp, problemIn } from './fakes.ts'

const HERE = 'http://localhost'
const OWN = { Origin: HERE }
const HOUR = 3_600_000

interface Sending {
  method?: string
  headers?: Record<string, string>
  body?: string
}

interface Options {
  perMinute?: number
  origins?: string[]
}

/** An application with real keys, limits and sessions, and a clock that is set by hand. */
async function consoleApp({ perMinute = 0, origins = [] }: Options = {}) {
  const clock = { at: Date.parse('2026-12-01T08:00:00Z') }
  const now = () => new Date(clock.at)
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const keys = createKeys({ store: createKeyStore(sql), now })
  const tickets = createTickets({ secret: async () => 'a secret of at least 32 characters', now })
  const sessions = createSessions({ tickets, ring: keys, ended: createEndedSessions(sql, now), now })
  const budgets = { used: () => 0, add: () => undefined }
  const limited = { perMinute, perDay: 0, keyPerMinute: 0, limitLoopback: false, channelDaily: new Map() }
  const deps: Partial<AppDeps> = {
    keys,
    sessions,
    authenticate: bySession(sessions, byKey(keys, ['ask', 'search'])),
    cors: { origins, allowsOrigin: keys.allowsOrigin },
    limits: {
      ...createLimits({ ...limited, budgets, now }),
      client: createClients({ trustedProxies: [], proxyHeader: 'x-forwarded-for' }),
      addressOf: () => '203.0.113.5',
    },
  }
  const { app } = fakeApp(deps)
  const key = (wish: Partial<NewKey> = {}) => keys.create({ name: 'staff', scopes: ['admin'], ...wish })
  const send = (path: string, init: Sending = {}) => app.request(path, init)
  const signIn = (text: string, headers: Record<string, string> = OWN, at = '/console/session') =>
    send(at, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ key: text }),
    })
  const form = (fields: Record<string, string>, headers: Record<string, string> = OWN) =>
    send('/console/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields).toString(),
    })
  /** Signed in with a key; `call` is what the console's script sends. */
  const session = async (wish: Partial<NewKey> = {}) => {
    const made = await key(wish)
    const cookie = cookieOf(await signIn(made.key))
    const call = (path: string, init: Sending = {}) =>
      send(path, { ...init, headers: { Cookie: cookie, 'X-TouWen-Console': '1', ...init.headers } })
    return { ...made, cookie, call }
  }
  /** How many sessions are remembered as ended. */
  const remembered = async () =>
    (await sql.all("SELECT 1 FROM records WHERE name LIKE 'console.ended:%'")).length
  return { app, remembered, keys, tickets, clock, key, send, signIn, form, session }
}

/** What a browser sends back: `tw_console=…`. */
function cookieOf(response: Response): string {
  const cookie = response.headers.get('Set-Cookie')
  expect(cookie).toMatch(/^tw_console=[\w.-]+;/)
  return cookie!.split(';')[0]!
}

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends, and that holds no key', async () => {
    const { signIn, key } = await consoleApp()
    const { key: text } = await key()
    const reply = await signIn(text)
    expect(reply.status).toBe(204)
    const cookie = reply.headers.get('Set-Cookie')!
    expect(cookie.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict'])
    expect(cookie).not.toContain(text)
    expect(reply.headers.get('Cache-Control')).toBe('no-store')
    // By https, also by way of a proxy that ends TLS: the page says so.
    const secure = await signIn(text, { Origin: 'https://localhost' })
    expect(secure.headers.get('Set-Cookie')).toContain('; Secure')
    const direct = await signIn(text, { Origin: 'https://touwen.example.cn' }, 'https://touwen.example.cn/console/session')
    expect(direct.headers.get('Set-Cookie')).toContain('; Secure')
  }) // prettier-ignore

  it('works by a plain form, which leads back to where one was, on this server only', async () => {
    const { form, key } = await consoleApp()
    const { key: text } = await key()
    const backs = [
      ['/console/questions?outcome=refused', '/console/questions?outcome=refused'],
      ['/console', '/console'],
      ['', '/console'],
      ['/', '/console'],
      ['/consoles', '/console'],
      ['//evil.example/console', '/console'],
      ['/\\evil.example', '/console'],
      ['https://evil.example/console', '/console'],
      ['/console\r\nX: y', '/console'],
    ]
    for (const [back, to] of backs) {
      const reply = await form({ key: ` ${text}\n`, back: back! })
      expect([reply.status, reply.headers.get('Location')]).toEqual([303, to])
      cookieOf(reply)
    }
  })

  it('shows the form again with what is wrong', async () => {
    const { form, key, signIn } = await consoleApp()
    const wrong = await form({ key: 'tw_wrong', back: '/console/keys' })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('Set-Cookie')).toBe(null)
    const page = await wrong.text()
    expect(page).toContain('密钥无效')
    expect(page).toContain('value="/console/keys"')
    expect(page).not.toContain('tw_wrong')
    expect((await form({ key: '' })).status).toBe(401)
    // Neither may read what was asked; the third is known to everybody who looks at a page.
    for (const wish of [
      { scopes: ['ask', 'search'] as const },
      { scopes: ['ingest'] as const },
      { scopes: ['admin'] as const, origins: ['http://localhost'] },
    ]) {
      const { key: text } = await key({ ...wish, scopes: [...wish.scopes] })
      expect((await form({ key: text })).status).toBe(403)
      const refused = await signIn(text)
      expect(await problemIn(refused)).toMatchObject({ status: 403, code: 'forbidden' })
    }
    expect(await problemIn(await signIn('x'))).toMatchObject({ status: 401, code: 'unauthorized' })
    expect(await problemIn(await signIn(''))).toMatchObject({ status: 422 })
  })

  it('takes a key only from its own pages, and never in an address', async () => {
    const { signIn, form, key, send } = await consoleApp()
    const { key: text } = await key()
    const foreign = [
      {},
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: HERE, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: HERE, 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
    ]
    for (const headers of foreign) {
      expect((await signIn(text, headers)).status).toBe(403)
      expect((await form({ key: text }, headers)).status).toBe(403)
    }
    const behindProxy = { Origin: 'https://touwen.example.cn', 'Sec-Fetch-Site': 'same-origin' }
    expect((await signIn(text, behindProxy)).status).toBe(204)
    for (const path of [`/console?key=${text}`, `/console/session?token=${text}`, `/console/${text}`]) {
      const reply = await send(path, { headers: OWN })
      expect(await problemIn(reply)).toMatchObject({ status: 400, code: 'key_in_url' })
    }
  })

  it('is limited for whoever tries keys, as elsewhere', async () => {
    const { signIn, form, key } = await consoleApp({ perMinute: 3 })
    const statuses: number[] = []
    for (let i = 0; i < 5; i += 1) statuses.push((await signIn('tw_wrong')).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    const shown = await form({ key: 'tw_wrong' })
    expect(shown.status).toBe(429)
    expect(Number(shown.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await shown.text()).toContain('请求太多')
    // A good one has limits of its own.
    expect((await signIn((await key()).key)).status).toBe(204)
  })
})

describe('a session', () => {
  it('does what its key may, and with an admin’s all', async () => {
    const { session } = await consoleApp()
    const admin = await session()
    expect((await admin.call('/v1/keys')).status).toBe(200)
    // Answers are not kept here: it was let in.
    expect(await problemIn(await admin.call('/v1/questions'))).toMatchObject({ code: 'answers_off' })
    const body = JSON.stringify({ name: 'new', scopes: ['ask'] })
    const headers = { ...OWN, 'Content-Type': 'application/json' }
    expect((await admin.call('/v1/keys', { method: 'POST', headers, body })).status).toBe(201)
    const reader = await session({ scopes: ['logs'] })
    expect(await problemIn(await reader.call('/v1/questions'))).toMatchObject({ code: 'answers_off' })
    expect((await reader.call('/v1/keys')).status).toBe(403)
  })

  it('serves only the console’s script, and only on its own pages', async () => {
    const { session, send } = await consoleApp({ origins: ['https://portal.example.cn'] })
    const { cookie, call } = await session()
    // Without the header the cookie is nothing: a form, an image, a link of another page send it no more than this.
    expect((await send('/v1/keys', { headers: { Cookie: cookie, ...OWN } })).status).toBe(401)
    const refused: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: 'https://evil.example' },
      // Allowed to call with a key, but not with the cookie of somebody else.
      { Origin: 'https://portal.example.cn' },
      { Origin: 'http://localhost:8080' },
      { Origin: 'null' },
      { Origin: HERE, 'Sec-Fetch-Site': 'cross-site' },
    ]
    for (const headers of refused) {
      for (const method of ['GET', 'DELETE']) {
        const path = method === 'GET' ? '/v1/keys' : '/v1/keys/key_1'
        const reply = await call(path, { method, headers })
        expect([method, headers, reply.status]).toEqual([method, headers, 403])
      }
    }
    // What browsers send from a page of this server: over https or localhost, and over plain http.
    expect((await call('/v1/keys', { headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(200)
    expect((await call('/v1/keys')).status).toBe(200)
    const change = { method: 'DELETE' }
    expect((await call('/v1/keys/key_1', change)).status).toBe(403)
    expect((await call('/v1/keys/key_1', { ...change, headers: OWN })).status).toBe(404)
  })

  it('is never opened to pages of other origins', async () => {
    const { app, session } = await consoleApp({ origins: ['https://portal.example.cn'] })
    const preflight = await app.request('/v1/keys', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://portal.example.cn',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'x-touwen-console',
      },
    })
    expect(preflight.headers.get('Access-Control-Allow-Headers')?.toLowerCase()).not.toContain('console')
    const { call } = await session()
    const reply = await call('/v1/starters', { headers: { Origin: 'https://portal.example.cn' } })
    for (const { headers } of [preflight, reply]) {
      expect(headers.get('Access-Control-Allow-Credentials')).toBe(null)
    }
  })

  it('stands behind a key that is sent', async () => {
    const { session, key } = await consoleApp()
    const { call } = await session()
    const { key: text } = await key({ scopes: ['ask'] })
    expect((await call('/v1/keys', { headers: { Authorization: `Bearer ${text}` } })).status).toBe(403)
    expect((await call('/v1/keys', { headers: { 'X-Api-Key': 'tw_wrong' } })).status).toBe(401)
  })

  it('ends with its key: revoked, or expired', async () => {
    const { session, send, keys, clock } = await consoleApp()
    const one = await session()
    expect((await one.call('/v1/keys')).status).toBe(200)
    await keys.revoke(one.id)
    expect(await problemIn(await one.call('/v1/keys'))).toMatchObject({ status: 401, code: 'unauthorized' })
    const page = await send('/console', { headers: { Cookie: one.cookie } })
    expect(await page.text()).toContain('登录已失效')
    const other = await session({ expires_at: '2026-12-01T09:00:00Z' })
    expect((await other.call('/v1/keys')).status).toBe(200)
    clock.at += HOUR
    expect((await other.call('/v1/keys')).status).toBe(401)
  })

  it('lasts for 12 hours from its last use', async () => {
    const { session, clock } = await consoleApp()
    const { call } = await session()
    const soon = await call('/v1/keys')
    expect(soon.headers.get('Set-Cookie')).toBe(null)
    clock.at += 11 * HOUR
    const renewed = await call('/v1/keys')
    const cookie = cookieOf(renewed)
    clock.at += 2 * HOUR
    expect((await call('/v1/keys')).status).toBe(401)
    expect((await call('/v1/keys', { headers: { Cookie: cookie } })).status).toBe(200)
    clock.at += 12 * HOUR
    expect((await call('/v1/keys', { headers: { Cookie: cookie } })).status).toBe(401)
  })

  it('is not to be made by others', async () => {
    const { call, cookie, tickets } = await (async () => {
      const made = await consoleApp()
      return { ...(await made.session()), tickets: made.tickets }
    })()
    const forged = [
      'tw_console=',
      `${cookie}x`,
      cookie.replace(/\w(?=\.)/, (char) => (char === 'A' ? 'B' : 'A')),
      `tw_console=${await tickets.issue('channel', { key: 'key_1' }, 60)}`,
      `tw_console=${await tickets.issue('console', { key: 'key_nobody00000' }, 60)}`,
      `tw_console=${await tickets.issue('console', { key: 7, session: 'a' }, 60)}`,
      // Without the id of a session it could not be ended.
      `tw_console=${await tickets.issue('console', { key: 'key_1' }, 60)}`,
      `tw_console=${await tickets.issue('console', {}, 60)}`,
    ]
    for (const Cookie of forged) {
      expect((await call('/v1/keys', { headers: { Cookie } })).status).toBe(401)
    }
  })

  it('outlives a restart of the server', async () => {
    const sql = await openSqlite(':memory:', { schema: 'records' })
    onTestFinished(() => sql.close())
    const { access } = readConfig({})
    const first = await openAccess(access, sql)
    const { key } = await first.deps.keys.create({ name: 'staff', scopes: ['admin'] })
    const headers = { 'Content-Type': 'application/json', ...OWN }
    const signIn = { method: 'POST', headers, body: JSON.stringify({ key }) }
    const Cookie = cookieOf(await fakeApp(first.deps).app.request('/console/session', signIn))
    await first.close()
    const second = await openAccess(access, sql)
    const call = { headers: { Cookie, 'X-TouWen-Console': '1' } }
    const again = fakeApp(second.deps).app
    expect((await again.request('/v1/keys', call)).status).toBe(200)
    const out = { method: 'DELETE', headers: { ...OWN, Cookie } }
    expect((await again.request('/console/session', out)).status).toBe(204)
    await second.close()
    // And so does its end.
    const third = await openAccess(access, sql)
    expect((await fakeApp(third.deps).app.request('/v1/keys', call)).status).toBe(401)
    await third.close()
  })

  it('is left by signing out, which only its own pages may', async () => {
    const { session, send } = await consoleApp()
    const { call, cookie } = await session()
    const out = { method: 'DELETE' }
    const forced = await send('/console/session', { ...out, headers: { Cookie: cookie, Origin: 'https://evil.example' } })
    expect([forced.status, forced.headers.get('Set-Cookie')]).toEqual([403, null])
    const reply = await call('/console/session', { ...out, headers: OWN })
    expect(reply.status).toBe(204)
    expect(reply.headers.get('Set-Cookie')).toMatch(/^tw_console=; Max-Age=0/)
  }) // prettier-ignore

  it('ends for every copy of its cookie when it is signed out, older and renewed ones too', async () => {
    const { session, clock, signIn, remembered } = await consoleApp()
    const { call, key } = await session()
    const other = cookieOf(await signIn(key))
    clock.at += HOUR
    const renewed = cookieOf(await call('/v1/keys'))
    expect((await call('/v1/keys', { headers: { Cookie: renewed } })).status).toBe(200)
    // Signed out with the one: the other ends too.
    expect((await call('/console/session', { method: 'DELETE', headers: { ...OWN, Cookie: renewed } })).status).toBe(204)
    for (const headers of [{}, { Cookie: renewed }] as Record<string, string>[]) {
      const reply = await call('/v1/keys', { headers })
      expect(await problemIn(reply)).toMatchObject({ status: 401, code: 'unauthorized' })
      expect(reply.headers.get('Set-Cookie')).toBe(null)
    }
    // A session of its own, be it with the same key, goes on.
    expect((await call('/v1/keys', { headers: { Cookie: other } })).status).toBe(200)
    expect(await remembered()).toBe(1)
    // What could not hold any longer need not be remembered.
    clock.at += 12 * HOUR
    const late = cookieOf(await signIn(key))
    await call('/console/session', { method: 'DELETE', headers: { ...OWN, Cookie: late } })
    expect(await remembered()).toBe(1)
    // Who is signed out already, or was never in, changes nothing.
    await call('/console/session', { method: 'DELETE', headers: { ...OWN, Cookie: 'tw_console=x' } })
    expect(await remembered()).toBe(1)
  }) // prettier-ignore
})

describe('the page', () => {
  it('asks for a key, or is the console, and tells which it is for', async () => {
    const { send, session } = await consoleApp()
    const asked = await send('/console/keys?x=1')
    expect(asked.status).toBe(200)
    expect(asked.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(asked.headers.get('Referrer-Policy')).toBe('same-origin')
    expect(asked.headers.get('Cache-Control')).toBe('no-store')
    expect(asked.headers.get('Refresh')).toBe(null)
    const page = await asked.text()
    expect(page).toContain('value="/console/keys?x=1"')
    expect(page).not.toContain('登录已失效')
    expect(page).toContain('noindex')
    const { cookie, id, key } = await session({ scopes: ['logs'] })
    const shown = await (await send('/console/keys', { headers: { Cookie: cookie } })).text()
    expect(shown).toContain(id)
    expect(shown).not.toContain(key)
    expect(shown).not.toContain('type="password"')
  })

  it('previews the panel of a channel to whoever has signed in, in frames of its own pages only', async () => {
    const { send, session } = await consoleApp()
    const nobody = await send('/console/preview')
    expect(nobody.status).toBe(401)
    expect(await nobody.text()).not.toContain('<script')
    const { cookie } = await session()
    const reply = await send('/console/preview?language=en&theme=dark', { headers: { Cookie: cookie } })
    expect(reply.status).toBe(200)
    const page = await reply.text()
    expect(page).toContain('lang="en"')
    expect(page).toMatch(/assets\/preview-\w+\.js/)
    for (const { headers } of [nobody, reply]) {
      expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'self'")
      expect(headers.get('Cache-Control')).toBe('no-store')
    }
    const around = await send('/console/channels', { headers: { Cookie: cookie } })
    expect(around.headers.get('Content-Security-Policy')).toContain("frame-src 'self'")
    expect(around.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
  })

  it('is asked for again when a link of another site leads to it, which brings no cookie', async () => {
    const { send, session } = await consoleApp()
    const reply = await send('/console', { headers: { 'Sec-Fetch-Site': 'cross-site' } })
    expect(reply.headers.get('Refresh')).toBe('0')
    const { cookie } = await session()
    const signedIn = await send('/console', { headers: { 'Sec-Fetch-Site': 'cross-site', Cookie: cookie } })
    expect(signedIn.headers.get('Refresh')).toBe(null)
  })

  it('is not there where nobody can sign in', async () => {
    const { app } = fakeApp()
    expect((await app.request('/console')).status).toBe(404)
    expect((await app.request('/console/session', { method: 'POST' })).status).toBe(404)
  })
})

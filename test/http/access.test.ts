import { describe, expect, it } from 'vitest'
import type { Filters } from '../../src/article.ts'
import { byKey } from '../../src/http/access.ts'
import { createClients } from '../../src/http/client.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import type { NewKey } from '../../src/keys/key.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createLimits, type LimitsOptions } from '../../src/keys/limits.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { article, fakeApp, json, problemIn } from './fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }
const ADDRESS = '203.0.113.5'
const NO_BUDGETS = { used: () => 0, add: () => undefined }

interface Options extends Partial<LimitsOptions> {
  open?: ('ask' | 'search')[]
  origins?: string[]
  deps?: Partial<AppDeps>
}

/** An application with real keys and limits; `ask` asks with headers. */
async function guarded({ open = ['ask', 'search'], origins = [], deps = {}, ...limits }: Options = {}) {
  const clock = { at: Date.parse('2026-12-01T08:00:00Z') }
  const now = () => new Date(clock.at)
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const keys = createKeys({ store: createKeyStore(sql), now })
  const fake = fakeApp({
    keys,
    authenticate: byKey(keys, open),
    cors: { origins, allowsOrigin: keys.allowsOrigin },
    limits: {
      ...createLimits({
        perMinute: 0,
        perDay: 0,
        keyPerMinute: 0,
        limitLoopback: false,
        channelDaily: new Map(),
        budgets: NO_BUDGETS,
        now,
        ...limits,
      }),
      client: createClients({ trustedProxies: [], proxyHeader: 'x-forwarded-for' }),
      addressOf: () => ADDRESS,
    },
    ...deps,
  })
  const key = async (wish: Partial<NewKey> = {}) =>
    (await keys.create({ name: 'k', scopes: ['ask'], ...wish })).key
  const ask = (headers: Record<string, string> = {}, body: object = QUESTION) =>
    fake.app.request('/v1/ask', json(body, headers))
  return { ...fake, keys, key, ask, clock }
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })

describe('who asks', () => {
  it('needs no key to read, as long as reading is open', async () => {
    expect((await (await guarded()).ask()).status).toBe(200)
    const closed = await guarded({ open: [] })
    const refused = await closed.ask()
    expect(refused.status).toBe(401)
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer realm="touwen"')
    expect((await closed.ask(bearer(await closed.key()))).status).toBe(200)
    const searchOnly = await guarded({ open: ['search'] })
    expect((await searchOnly.ask()).status).toBe(401)
    expect((await searchOnly.app.request('/v1/search', json({ query: '外资' }))).status).toBe(200)
  })

  it('brings a key as Authorization: Bearer or as X-Api-Key, not as both', async () => {
    const { ask, key } = await guarded({ open: [] })
    const text = await key()
    expect((await ask({ Authorization: `bearer   ${text}` })).status).toBe(200)
    expect((await ask({ 'X-Api-Key': text })).status).toBe(200)
    const both = await ask({ ...bearer(text), 'X-Api-Key': text })
    expect(both.status).toBe(400)
    expect(await problemIn(both)).toMatchObject({ code: 'two_keys' })
  })

  it('may send “none” where a client insists on a key', async () => {
    const { ask } = await guarded()
    expect((await ask(bearer('none'))).status).toBe(200)
  })

  it('learns nothing of why a key is not valid', async () => {
    const { ask, key, keys, clock, app } = await guarded({ open: [] })
    const expired = await key({ expires_at: '2026-12-01T08:00:01Z' })
    const revoked = await key()
    await keys.revoke((await keys.list({ limit: 1 })).items[0]!.id)
    const good = await key()
    clock.at += 2000
    const forged = `${good.slice(0, 16)}${'0'.repeat(38)}`
    const tried = [expired, revoked, forged, 'sk-something', 'x'.repeat(300), '"', 'a b']
    const replies = await Promise.all([
      ask(),
      ...tried.map((text) => ask(bearer(text))),
      ask({ Authorization: `Basic ${btoa(`a:${good}`)}` }),
      ask({ Authorization: 'Bearer' }),
      ask({ 'X-Api-Key': '' }),
      // Where a key is needed whatever is open, too.
      app.request('/v1/keys'),
    ])
    const bodies = await Promise.all(replies.map(problemIn))
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 401))
    const told = bodies.map((body) => JSON.stringify({ ...body, trace_id: null }))
    expect(new Set(told).size).toBe(1)
    expect(new Set(replies.map(({ headers }) => headers.get('WWW-Authenticate')))).toEqual(
      new Set(['Bearer realm="touwen"']),
    )
  })

  it('is refused with 403 what its scopes do not hold', async () => {
    const { app, key } = await guarded()
    const reply = await app.request('/v1/search', json({ query: '外资' }, bearer(await key())))
    expect(reply.status).toBe(403)
    expect(await problemIn(reply)).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('“search”'),
    })
    expect(
      (await app.request('/v1/keys', { headers: bearer(await key({ scopes: ['ask', 'logs', 'ingest'] })) }))
        .status,
    ).toBe(403)
  })
})

describe('a key', () => {
  it.each(['?key=', '?api_key=', '?access_token=', '?x=1&token=', '?q='])(
    'in the address after %s is refused',
    async (query) => {
      const { app, key } = await guarded()
      const reply = await app.request(`/v1/starters${query}${await key()}`)
      expect(reply.status).toBe(400)
      expect(await problemIn(reply)).toMatchObject({
        code: 'key_in_url',
        detail: expect.stringContaining('Authorization: Bearer'),
      })
    },
  )

  it('stands in no log record and no problem, wherever a client puts it', async () => {
    const { app, log, ask, key, keys } = await guarded({
      deps: {
        article: (id) => Promise.reject(new Error(`cannot read ${id}`)),
        search: (request) => Promise.reject(new Error(`cannot search ${JSON.stringify(request)}`)),
      },
    })
    const text = await key({ scopes: ['ask', 'search', 'admin'] })
    const secret = text.slice(16)
    const auth = bearer(text)
    const replies = [
      await ask(auth),
      await ask({ ...auth, 'X-Request-Id': text }),
      await ask(auth, { question: 'q', [text]: 1 }),
      await ask(auth, { question: 'q', top_k: text }),
      await ask({ ...auth, 'Content-Type': text }),
      await app.request(`/v1/articles/${text}`, { headers: auth }),
      await app.request(`/${text}`),
      await app.request(`/v1/starters?limit=${text}`, { headers: auth }),
      await app.request(`/v1/keys/${text}`, { method: 'DELETE', headers: auth }),
      await app.request('/v1/keys?cursor=x', { headers: auth }),
      await app.request('/v1/keys', { headers: auth }),
      await app.request('/v1/search', json({ query: text }, auth)),
      await app.request('/v1/keys', json({ name: text.slice(0, 50), scopes: ['ask'] }, auth)),
      await ask({ Authorization: text }),
      await ask({ 'X-Api-Key': `${text}x` }),
      await ask({ Authorization: `Basic ${text}` }),
    ]
    const made = replies.findIndex(({ status }) => status === 201)
    const told = await Promise.all(replies.map((reply) => reply.text()))
    // The reply that makes a key tells that one only, and its own name as it was given.
    const others = told.filter((_, i) => i !== made)
    expect(others.join('\n')).not.toContain(secret)
    expect(JSON.stringify(replies.map(({ headers }) => [...headers]))).not.toContain(secret)
    expect(log).toHaveLength(replies.length)
    expect(JSON.stringify(log)).not.toContain(secret)
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 201, 400, 401, 415, 422, 500]))
    expect(log[0]).toMatchObject({ key: (await keys.list({ limit: 2 })).items[1]!.id })
    expect(log.at(-1)).not.toHaveProperty('key')
  })
})

describe('a key held to one zone', () => {
  const filters: Filters = { zone: '江苏丹阳经济开发区' }

  it('asks, searches and begins within it', async () => {
    const starters: unknown[] = []
    const { app, ask, key, asked, searched } = await guarded({
      deps: {
        starters: async (_limit, given) => {
          starters.push(given)
          return []
        },
      },
    })
    const auth = bearer(await key({ scopes: ['ask', 'search'], filters }))
    await ask(auth)
    await ask(auth, { ...QUESTION, filters: { region: '镇江', zone: filters.zone } })
    await ask(auth, { ...QUESTION, filters: { zone: '昆山开发区' } })
    await app.request('/v1/search', json({ query: '外资' }, auth))
    await app.request(`/v1/starters?region=${encodeURIComponent('镇江')}`, { headers: auth })
    expect(asked.map((request) => request.filters)).toEqual([
      filters,
      { ...filters, region: '镇江' },
      { article_ids: ['\0'] },
    ])
    expect(searched.map((request) => request.filters)).toEqual([filters])
    expect(starters).toEqual([{ ...filters, region: '镇江' }])
  })

  it('sees an article inside, and 404 as for none outside', async () => {
    const { app, key } = await guarded()
    const get = async (held: Filters, id = article.id) => {
      const auth = bearer(await key({ scopes: ['search'], filters: held }))
      return app.request(`/v1/articles/${encodeURIComponent(id)}`, { headers: auth })
    }
    expect((await get(filters)).status).toBe(200)
    const outside = await get({ zone: '昆山开发区' })
    const none = await get({ zone: '昆山开发区' }, 'dy/2')
    expect([outside.status, none.status]).toEqual([404, 404])
    expect(outside.headers.get('ETag')).toBeNull()
    const toldOf = async (reply: Response) => (await reply.text()).replace(/"trace_id":"\w+"/, '')
    expect((await toldOf(outside)).replace('dy/1', 'dy/2')).toBe(await toldOf(none))
  })
})

describe('the limits', () => {
  it('are told on every limited reply, as structured fields', async () => {
    const { ask, app } = await guarded({ perMinute: 3, perDay: 5 })
    const replies = [await ask(), await ask({}, {}), await ask(bearer('wrong'))]
    expect(replies.map(({ status }) => status)).toEqual([200, 422, 401])
    expect(replies.map(({ headers }) => headers.get('RateLimit'))).toEqual([
      '"minute";r=2;t=20, "day";r=4;t=57600',
      '"minute";r=1;t=20, "day";r=3;t=57600',
      '"minute";r=0;t=20, "day";r=2;t=57600',
    ])
    for (const { headers } of replies) {
      expect(headers.get('RateLimit-Policy')).toBe('"minute";q=3;w=60, "day";q=5;w=86400')
    }
    const beyond = await ask()
    expect(beyond.status).toBe(429)
    expect(beyond.headers.get('Retry-After')).toBe('20')
    expect(beyond.headers.get('RateLimit')).toBe('"minute";r=0;t=20, "day";r=2;t=57600')
    expect(await problemIn(beyond)).toMatchObject({
      code: 'rate_limited',
      detail: expect.stringMatching(/3 requests a minute .* 20 seconds/),
    })
    // What does no work is not limited.
    for (const path of ['/livez', '/readyz', '/openapi.json', '/nowhere']) {
      const { status, headers } = await app.request(path)
      expect(status).not.toBe(429)
      expect(headers.get('RateLimit')).toBeNull()
    }
  })

  it('let nobody try keys without end', async () => {
    const { ask, key } = await guarded({ open: [], perMinute: 5 })
    const statuses: number[] = []
    for (let i = 0; i < 7; i += 1) statuses.push((await ask(bearer(`wrong${i}`))).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    // A key that is valid has limits of its own.
    expect((await ask(bearer(await key()))).status).toBe(200)
  })

  it('hold a key to its budget', async () => {
    const used = new Map<string, number>()
    const budgets = {
      used: (name: string) => used.get(name) ?? 0,
      add: (name: string) => void used.set(name, (used.get(name) ?? 0) + 1),
    }
    const { ask, key } = await guarded({ budgets, channelDaily: new Map([['portal', 3]]) })
    const [a, b] = [await key({ daily: 2, channel: 'portal' }), await key({ channel: 'portal' })]
    const tried = [a, a, a, b, b]
    const replies: Response[] = []
    for (const one of tried) replies.push(await ask(bearer(one)))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 429, 200, 429])
    expect(replies[0]!.headers.get('RateLimit')).toBe('"day";r=1;t=57600, "channel";r=2;t=57600')
    expect(replies[4]!.headers.get('Retry-After')).toBe('57600')
  })
})

describe('pages of other origins', () => {
  const PAGE = 'https://portal.example.cn'
  const preflight = (origin: string) => ({
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization',
    },
  })

  it('may not call by default', async () => {
    const { app, ask } = await guarded()
    const asked = await app.request('/v1/ask', preflight(PAGE))
    expect(asked.status).toBe(405)
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBeNull()
    const reply = await ask({ Origin: PAGE })
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  it('may call when they are configured, errors included, never with cookies', async () => {
    const { app, ask } = await guarded({ origins: [PAGE], perMinute: 1 })
    const asked = await app.request('/v1/ask', preflight(PAGE))
    expect(asked.status).toBe(204)
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(PAGE)
    expect(asked.headers.get('Access-Control-Allow-Methods')).toContain('POST')
    expect(asked.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*Content-Type/)
    expect(asked.headers.get('Access-Control-Max-Age')).toBe('600')
    const replies = [await ask({ Origin: PAGE }), await ask({ Origin: PAGE })]
    // The preflight was not counted.
    expect(replies.map(({ status }) => status)).toEqual([200, 429])
    for (const { headers } of [asked, ...replies]) {
      expect(headers.get('Access-Control-Allow-Origin')).toBe(PAGE)
      expect(headers.get('Vary')).toContain('Origin')
      expect(headers.get('Access-Control-Allow-Credentials')).toBeNull()
    }
    expect(replies[1]!.headers.get('Access-Control-Expose-Headers')).toMatch(/RateLimit/)
    const other = await app.request('/v1/ask', preflight('https://evil.cn'))
    expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull()
    expect((await ask({ Origin: 'https://evil.cn' })).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  it('may call with a key that is theirs, and with it nobody else may', async () => {
    const { app, ask, key } = await guarded({ open: [] })
    const auth = bearer(await key({ origins: ['https://*.example.cn'] }))
    expect((await app.request('/v1/ask', preflight(PAGE))).status).toBe(204)
    expect((await app.request('/v1/ask', preflight('https://evil.cn'))).status).toBe(405)
    const reply = await ask({ ...auth, Origin: PAGE })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE)
    for (const headers of [{ ...auth, Origin: 'https://evil.cn' }, auth]) {
      const refused = await ask(headers)
      expect(refused.status).toBe(403)
      expect(refused.headers.get('Access-Control-Allow-Origin')).toBeNull()
    }
    // Another key does not open the door to that origin.
    const plain = await ask({ ...bearer(await key()), Origin: PAGE })
    expect(plain.status).toBe(200)
    expect(plain.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})

describe('/v1/keys', () => {
  it('makes, lists and revokes keys, for admins', async () => {
    const { app, ask, key } = await guarded({ open: [] })
    const auth = bearer(await key({ scopes: ['admin'] }))
    const made = await app.request(
      '/v1/keys',
      json(
        { name: '门户', scopes: ['ask'], filters: { zone: 'z' }, expires_at: '2027-01-01', daily: 10 },
        auth,
      ),
    )
    expect(made.status).toBe(201)
    expect(made.headers.get('Cache-Control')).toBe('no-store')
    const { key: text, ...rest } = (await made.json()) as { key: string; id: string }
    expect(rest).toMatchObject({ name: '门户', scopes: ['ask'], daily: 10, used_today: 0, revoked_at: null })
    expect((await ask(bearer(text))).status).toBe(200)
    const listed = await app.request('/v1/keys?limit=1', { headers: auth })
    expect(await listed.json()).toEqual({ items: [rest], next_cursor: expect.any(String) })
    const revoked = await app.request(`/v1/keys/${rest.id}`, { method: 'DELETE', headers: auth })
    expect(revoked.status).toBe(204)
    expect(await revoked.text()).toBe('')
    expect((await ask(bearer(text))).status).toBe(401)
    expect((await app.request('/v1/keys/key_none', { method: 'DELETE', headers: auth })).status).toBe(404)
  })

  it.each([
    [{ name: 'x' }, 'scopes'],
    [{ name: 'x', scopes: ['ask'], expires_at: '2020-01-01' }, 'expires_at'],
    [{ name: 'x', scopes: ['admin'], filters: { zone: 'z' } }, 'filters'],
    [{ name: 'x', scopes: ['ask'], secret: 1 }, 'secret'],
  ])('refuses %j, naming the field', async (body, field) => {
    const { app, key } = await guarded()
    const reply = await app.request('/v1/keys', json(body, bearer(await key({ scopes: ['admin'] }))))
    expect(reply.status).toBe(422)
    expect(await problemIn(reply)).toMatchObject({ errors: [{ field }] })
  })
})

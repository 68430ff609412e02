import { describe, expect, it } from 'vitest'
import type { AnswerService, StoredAnswer } from '../../src/answer-contract.ts'
import { noAnswers } from '../../src/answers/answers.ts'
import type { ChannelRequest, Session } from '../../src/channel-contract.ts'
import type { Asking } from '../../src/engine.ts'
import { byKey } from '../../src/http/access.ts'
import { createClients } from '../../src/http/client.ts'
import { openBudgets } from '../../src/keys/budgets.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createLimits } from '../../src/keys/limits.ts'
import { createKeyStore, createUsageStore } from '../../src/keys/sql-keys.ts'
import { channelProcesses, HOST } from '../channels/service.ts'
import { answer, fakeApp, json, problemIn } from './fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }
const EVIL = 'https://evil.example.net'
const OWN = 'http://localhost'

interface Options {
  channelDaily?: Map<string, number>
  answers?: AnswerService
  perMinute?: number
}

/** An application with real keys, channels, sessions and limits. */
async function portal(options: Options = {}) {
  const { channelDaily = new Map(), answers = noAnswers(), perMinute = 0 } = options
  const { channels, visits, clock, now, sql } = await channelProcesses()
  const keys = createKeys({ store: createKeyStore(sql), now })
  const budgetsOf = () => openBudgets({ store: createUsageStore(sql), today: '2026-12-01', everyMs: 1e6 })
  const asked: { request: object; asking: Asking | undefined }[] = []
  const limits = { perMinute, perDay: 0, keyPerMinute: 0, limitLoopback: true, channelDaily, now }
  const start = async () => {
    const budgets = await budgetsOf()
    const address = { is: '203.0.113.5' }
    const { app } = fakeApp({
      channels,
      visits,
      keys,
      answers,
      ask: async (request, _signal, asking) => (asked.push({ request, asking }), answer),
      authenticate: byKey(keys, ['ask', 'search'], visits),
      cors: { origins: [], allowsOrigin: visits.allowsOrigin },
      limits: {
        ...createLimits({ ...limits, budgets }),
        client: createClients({ trustedProxies: [], proxyHeader: 'x-forwarded-for' }),
        addressOf: () => address.is,
      },
    })
    const begin = (origin?: string, id = 'portal') =>
      app.request(`/v1/channels/${id}/sessions`, {
        method: 'POST',
        headers: origin === undefined ? {} : { Origin: origin },
      })
    const token = async (origin = HOST, id = 'portal') =>
      ((await (await begin(origin, id)).json()) as Session).token
    const ask = (token: string, headers: Record<string, string> = {}, body: object = QUESTION) =>
      app.request('/v1/ask', json(body, { Authorization: `Bearer ${token}`, ...headers }))
    return { app, begin, token, ask, budgets, address }
  }
  const make = (wish: Partial<ChannelRequest> = {}, id = 'portal') =>
    channels.put(id, { name: 'a', origins: [HOST], ...wish })
  const admin = (await keys.create({ name: 'k', scopes: ['admin'] })).key
  return { ...(await start()), start, make, channels, clock, asked, admin }
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })

describe('/v1/channels', () => {
  it('is for admins', async () => {
    const { app, make, token, admin } = await portal()
    await make()
    for (const headers of [{}, bearer(await token())]) {
      const reply = await app.request('/v1/channels', { headers })
      expect([401, 403]).toContain(reply.status)
    }
    expect((await app.request('/v1/channels', { headers: bearer(admin) })).status).toBe(200)
  })

  it('makes, lists, reads, replaces, changes and removes them, with ETags', async () => {
    const { app, admin } = await portal()
    const call = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
      app.request(path, {
        ...json(body ?? {}, { ...bearer(admin), ...headers }),
        method,
        ...(body === undefined ? { body: null } : {}),
      })
    const made = await call('POST', '/v1/channels', { id: 'portal', name: '门户' })
    expect(made.status).toBe(201)
    expect(made.headers.get('Location')).toBe('/v1/channels/portal')
    const etag = made.headers.get('ETag')!
    expect((await call('POST', '/v1/channels', { id: 'portal', name: '门户' })).status).toBe(409)
    const patched = await call('PATCH', '/v1/channels/portal', { origins: [HOST] }, { 'If-Match': etag })
    expect(await patched.json()).toMatchObject({ name: '门户', origins: [HOST] })
    const stale = await call('PATCH', '/v1/channels/portal', { title: 'x' }, { 'If-Match': etag })
    expect(await problemIn(stale)).toMatchObject({ code: 'precondition_failed' })
    expect((await call('PUT', '/v1/channels/portal', { name: 'b' }, { 'If-None-Match': '*' })).status).toBe(
      412,
    )
    expect((await call('PUT', '/v1/channels/second', { name: 'b' })).status).toBe(201)
    const page = (await (await call('GET', '/v1/channels?limit=1')).json()) as { next_cursor: string }
    expect(page).toMatchObject({ items: [{ id: 'portal' }], next_cursor: expect.any(String) })
    const next = await call('GET', `/v1/channels?limit=1&cursor=${page.next_cursor}`)
    expect(await next.json()).toMatchObject({ items: [{ id: 'second' }], next_cursor: null })
    expect((await call('DELETE', '/v1/channels/second', undefined, { 'If-Match': '"1"' })).status).toBe(412)
    expect((await call('DELETE', '/v1/channels/second')).status).toBe(204)
    expect((await call('GET', '/v1/channels/second')).status).toBe(404)
    expect((await call('PUT', '/v1/channels/Nein', { name: 'b' })).status).toBe(422)
  })
})

describe('the beginning of a session', () => {
  it('gives a page of an allowed origin a token and the look of the channel, and nothing secret', async () => {
    const { begin, make } = await portal()
    await make({ title: '问丹阳', colour: '#ffd400', filters: { zone: '江苏丹阳经济开发区' }, daily: 9 })
    const reply = await begin(HOST)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(HOST)
    expect(reply.headers.get('Vary')).toContain('Origin')
    expect(reply.headers.get('Cache-Control')).toBe('no-store')
    const text = await reply.text()
    expect(JSON.parse(text)).toMatchObject({
      token: expect.stringMatching(/^twc_/),
      appearance: { title: '问丹阳', colours: { light: { on_accent: '#ffffff' } } },
    })
    for (const kept of ['江苏丹阳经济开发区', '"daily"', '"origins"', '"name"'])
      expect(text).not.toContain(kept)
  })

  it.each([
    ['another origin', EVIL],
    ['another scheme', 'http://www.example.cn'],
    ['another port', `${HOST}:8443`],
    ['a host that only ends alike', 'https://evilwww.example.cn'],
    ['a sandboxed page', 'null'],
    ['no page at all', undefined],
  ])('refuses %s in words that its webmaster can read, with no token', async (_, origin) => {
    const { begin, make } = await portal()
    await make()
    const reply = await begin(origin)
    expect(reply.status).toBe(403)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(origin ?? null)
    const problem = await problemIn(reply)
    expect(problem).toMatchObject({ code: 'origin_not_allowed' })
    expect(problem['detail']).toContain(origin === undefined ? 'no Origin' : `“${origin}”`)
    if (origin !== undefined) expect(problem['detail']).toContain('touwen channels allow portal')
    expect(JSON.stringify(problem)).not.toContain('twc_')
  })

  it('is closed where no origin is allowed, and where there is no channel or it is off', async () => {
    const { begin, make } = await portal()
    await make({ origins: [] })
    expect((await begin(HOST)).status).toBe(403)
    await make({ enabled: false })
    expect((await begin(HOST)).status).toBe(404)
    expect((await begin(HOST, 'nobody')).status).toBe(404)
    expect((await begin(HOST, 'nobody')).headers.get('Access-Control-Allow-Origin')).toBe(HOST)
  })

  it('takes a wildcard for hosts below a domain only', async () => {
    const { begin, make } = await portal()
    await make({ origins: ['https://*.example.cn'] })
    expect((await begin('https://a.b.example.cn')).status).toBe(200)
    for (const origin of [
      'https://example.cn',
      'https://a.example.cn.evil.net',
      'https://evil.net/.example.cn',
    ])
      expect((await begin(origin)).status).toBe(403)
  })

  it('answers a preflight', async () => {
    const { app, make } = await portal()
    await make()
    const headers = { Origin: HOST, 'Access-Control-Request-Method': 'POST' }
    const reply = await app.request('/v1/channels/portal/sessions', { method: 'OPTIONS', headers })
    expect(reply.status).toBe(204)
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(HOST)
  })
})

describe('a visitor', () => {
  it('asks within the channel, and the answer is recorded as one of it', async () => {
    const { ask, token, make, asked } = await portal()
    await make({ filters: { zone: '江苏丹阳经济开发区' } })
    const own = await ask(await token(), { Origin: OWN }, { ...QUESTION, filters: { region: '镇江' } })
    expect(own.status).toBe(200)
    expect(asked).toEqual([
      {
        request: expect.objectContaining({ filters: { region: '镇江', zone: '江苏丹阳经济开发区' } }),
        asking: { channel: 'portal', key: 'channel:portal' },
      },
    ])
  })

  it('asks from the page of the session and from the own pages of the server, from no other', async () => {
    const { app, ask, token, make, asked } = await portal()
    await make()
    const text = await token()
    const direct = await ask(text, { Origin: HOST })
    expect(direct.status).toBe(200)
    expect(direct.headers.get('Access-Control-Allow-Origin')).toBe(HOST)
    // Behind a proxy the server does not know by what name it is called; the browser does.
    const proxied = { Origin: 'https://ask.example.cn', 'Sec-Fetch-Site': 'same-origin' }
    expect((await ask(text, proxied)).status).toBe(200)
    const headers = { ...bearer(text), 'Sec-Fetch-Site': 'same-origin' }
    expect((await app.request('/v1/starters', { headers })).status).toBe(200)
    const before = asked.length
    for (const origin of [EVIL, 'null', 'https://ask.example.cn']) {
      const reply = await ask(text, { Origin: origin, 'Sec-Fetch-Site': 'cross-site' })
      expect(reply.status).toBe(403)
      expect(await problemIn(reply)).toMatchObject({
        code: 'origin_not_allowed',
        detail: expect.stringContaining(HOST),
      })
    }
    expect(asked.length).toBe(before)
  })

  it.each([
    ['is switched off', { enabled: false }],
    ['loses the origin', { origins: [] }],
  ])('is let in no longer when the channel %s', async (_, change) => {
    const { ask, token, make } = await portal()
    await make()
    const text = await token()
    expect((await ask(text, { Origin: OWN })).status).toBe(200)
    await make(change)
    const reply = await ask(text, { Origin: OWN })
    expect(reply.status).toBe(401)
    expect(await problemIn(reply)).toMatchObject({ detail: expect.stringContaining('session') })
  })

  it('may do nothing but read', async () => {
    const { app, token, make } = await portal()
    await make()
    const headers = { ...bearer(await token()), Origin: OWN }
    const calls = [
      app.request('/v1/articles/dy/1', { method: 'DELETE', headers }),
      app.request('/v1/questions', { headers }),
      app.request('/v1/keys', { headers }),
      app.request('/v1/pins/a', { method: 'DELETE', headers }),
    ]
    for (const reply of await Promise.all(calls)) expect([403, 404]).toContain(reply.status)
  })

  it('reads and rates answers of its own channel only', async () => {
    const rated: string[] = []
    const held = (channel: string) => ({ ...answer, channel, feedback: null }) as unknown as StoredAnswer
    const answers: AnswerService = {
      ...noAnswers(),
      answer: async (id) => (id === 'none' ? null : held(id.replace('ans_', ''))),
      rate: async (id) => (
        rated.push(id),
        { rating: 'up', reason: null, comment: null, at: '2026-12-01T08:00:00Z' }
      ),
      unrate: async (id) => (rated.push(id), true),
    }
    const { app, token, make } = await portal({ answers })
    await make()
    const headers = { ...bearer(await token()), Origin: OWN }
    const read = (id: string) => app.request(`/v1/answers/${id}`, { headers })
    const rate = (id: string) => app.request(`/v1/answers/${id}/feedback`, json({ rating: 'up' }, headers))
    const unrate = (id: string) => app.request(`/v1/answers/${id}/feedback`, { method: 'DELETE', headers })
    expect((await read('ans_portal')).status).toBe(200)
    expect((await rate('ans_portal')).status).toBe(200)
    for (const id of ['ans_other', 'ans_api', 'none'])
      for (const call of [read, rate, unrate]) expect((await call(id)).status).toBe(404)
    expect(rated).toEqual(['ans_portal'])
  })
})

describe('GET /embed/{channel}', () => {
  const ancestors = (reply: Response) =>
    /frame-ancestors ([^;]*)/.exec(reply.headers.get('Content-Security-Policy') ?? '')?.[1]
  const page = (host = HOST, more = '') => `/embed/portal?host=${encodeURIComponent(host)}${more}`

  it('may be held by pages of the origins of the channel, and by no other', async () => {
    const { app, make } = await portal()
    await make({ origins: [HOST, 'https://*.example.com'] })
    const reply = await app.request(page('https://a.example.com', '&language=en&theme=dark'))
    expect(reply.status).toBe(200)
    expect(ancestors(reply)).toBe(`${HOST} https://*.example.com`)
    expect(reply.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
    const html = await reply.text()
    expect(html).toContain('lang="en" data-theme="dark"')
    expect(html).not.toContain('twc_')
    const refused = await app.request(page(EVIL))
    expect(refused.status).toBe(403)
    expect(ancestors(refused)).toBe(`${HOST} https://*.example.com`)
    expect(await refused.text()).not.toContain('data-state')
  })

  it('may be held by nobody where the channel is closed, off or unknown', async () => {
    const { app, make } = await portal()
    expect(ancestors(await app.request(page()))).toBe("'none'")
    for (const change of [{ origins: [] }, { enabled: false }]) {
      await make(change)
      const reply = await app.request(page())
      expect([403, 404]).toContain(reply.status)
      expect(ancestors(reply)).toBe("'none'")
    }
  })

  it('holds what the staff wrote as text', async () => {
    const { app, make } = await portal()
    const nasty = '"><script>alert(1)</script>'
    await make({ title: nasty, welcome: nasty, starters: [nasty], label: { shown: true, text: nasty } })
    const html = await (await app.request(page())).text()
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;script&gt;')
  })
})

describe('the budget of a channel', () => {
  it('is one of questions, for all its visitors, beyond a restart; 429 tells when it begins anew', async () => {
    const { app, ask, token, make, budgets, start, address, channels } = await portal()
    await make({ daily: 2 })
    const text = await token()
    expect((await ask(text, { Origin: OWN })).status).toBe(200)
    // Reading a source is not asking.
    const reading = { headers: { ...bearer(text), Origin: OWN } }
    for (let i = 0; i < 5; i += 1) expect((await app.request('/v1/starters', reading)).status).toBe(200)
    address.is = '203.0.113.77'
    expect((await ask(text, { Origin: OWN })).status).toBe(200)
    const refused = await ask(text, { Origin: HOST })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Retry-After')).toBe(String(16 * 3600))
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe(HOST)
    expect(await problemIn(refused)).toMatchObject({ code: 'rate_limited' })
    await budgets.close()
    const again = await start()
    expect((await again.ask(text, { Origin: OWN })).status).toBe(429)
    expect((await again.begin(HOST)).status).toBe(200)
    expect(await channels.get('portal')).toMatchObject({ used_today: 2 })
  })

  it('is the smaller one of what is configured and what its staff allows', async () => {
    const { ask, token, make } = await portal({ channelDaily: new Map([['portal', 1]]) })
    await make({ daily: 3 })
    const text = await token()
    expect((await ask(text)).status).toBe(200)
    expect((await ask(text)).status).toBe(429)
  })

  it('does not keep one visitor from being counted by address', async () => {
    const { ask, token, make, address } = await portal({ perMinute: 2 })
    await make()
    const text = await token()
    const statuses: number[] = []
    for (let i = 0; i < 3; i += 1) statuses.push((await ask(text)).status)
    address.is = '203.0.113.77'
    statuses.push((await ask(text)).status)
    expect(statuses).toEqual([200, 200, 429, 200])
  })

  it('is not used by views of a page, nor are they limited', async () => {
    const { begin, ask, make, token } = await portal({ perMinute: 3 })
    await make({ daily: 1 })
    for (let i = 0; i < 10; i += 1) expect((await begin(HOST)).status).toBe(200)
    expect((await ask(await token())).status).toBe(200)
  })
})

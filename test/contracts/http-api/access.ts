// Who may do what over the API of a whole service: keys, scopes, budgets, origins; and what is said when something is wrong.
import { describe, expect, it } from 'vitest'
import {
  answerIn,
  bearer,
  caller,
  expectProblem,
  keyed,
  madeKey,
  QUESTION,
  ZONE,
  type Suite,
} from './served.ts'

const PAGE = 'https://www.example.cn'

export function accessSuite(suite: Suite): void {
  const call = caller(suite)
  const search = (key: string, headers: Record<string, string> = {}) =>
    call('/v1/search', { query: '外资' }, { headers: { ...bearer(key), ...headers } })

  describe('keys', () => {
    it('are needed for writing, and do what their scopes say', async () => {
      const put = (headers: Record<string, string>) =>
        call('/v1/articles/x', { text: '甲' }, { method: 'PUT', headers })
      const refused = await put({})
      expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer realm="touwen"')
      await expectProblem(refused, 401, 'unauthorized')
      await expectProblem(await put(bearer('tw_nothing')), 401, 'unauthorized')
      const { key, ...shown } = await madeKey(suite, { scopes: ['search'] })
      await expectProblem(await put(bearer(key)), 403, 'forbidden')
      await expectProblem(await call('/v1/keys', undefined, { headers: bearer(key) }), 403, 'forbidden')
      expect((await search(key)).status).toBe(200)
      expect((await call('/v1/search', { query: '外资' }, { headers: { 'X-Api-Key': key } })).status).toBe(
        200,
      )
      const { items } = (await (await call('/v1/keys', undefined, keyed(suite))).json()) as {
        items: object[]
      }
      expect(items).toContainEqual(expect.objectContaining({ id: shown.id, name: 'test' }))
      expect(JSON.stringify(items)).not.toContain(key)
    })

    it('end when they are revoked', async () => {
      const { id, key } = await madeKey(suite, { scopes: ['search'] })
      expect((await search(key)).status).toBe(200)
      expect((await call(`/v1/keys/${id}`, undefined, keyed(suite, { method: 'DELETE' }))).status).toBe(204)
      await expect.poll(async () => (await search(key)).status).toBe(401)
    })

    it('that are held to a zone see nothing else, whatever the request says', async () => {
      const { key } = await madeKey(suite, { scopes: ['ask', 'search'], filters: { zone: ZONE } })
      const headers = bearer(key)
      const all = (await (await call('/v1/articles?limit=50')).json()) as {
        items: { id: string; zone: string }[]
      }
      const other = all.items.find(({ zone }) => zone !== ZONE)!
      const own = all.items.find(({ zone }) => zone === ZONE)!
      const at = ({ id }: { id: string }) => `/v1/articles/${encodeURIComponent(id)}`
      expect((await call(at(own), undefined, { headers })).status).toBe(200)
      await expectProblem(await call(at(other), undefined, { headers }), 404, 'not_found')
      const filters = { zone: other.zone }
      const found = await call('/v1/search', { query: '项目', filters }, { headers })
      expect(await found.json()).toMatchObject({ hits: [] })
      const { outcome } = await answerIn(await call('/v1/ask', { question: QUESTION, filters }, { headers }))
      expect(outcome).toBe('refused')
    })

    it('with a daily budget are told of it, and refused beyond it', async () => {
      const { key } = await madeKey(suite, { scopes: ['search'], daily: 2 })
      const first = await search(key)
      expect(first.status).toBe(200)
      expect(first.headers.get('RateLimit-Policy')).toContain('"day";q=2;w=86400')
      expect(first.headers.get('RateLimit')).toMatch(/"day";r=1;t=\d+/)
      expect((await search(key)).status).toBe(200)
      const refused = await search(key)
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
      await expectProblem(refused, 429, 'rate_limited')
    })

    it('are not taken from an address, nor two of them', async () => {
      await expectProblem(await call('/v1/articles?api_key=x'), 400, 'key_in_url')
      const two = await search(suite.served().key, { 'X-Api-Key': suite.served().key })
      await expectProblem(two, 400, 'two_keys')
    })
  })

  describe('pages of other origins', () => {
    const preflight = (origin: string) =>
      suite.served().fetch('/v1/ask', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      })

    it('may call with a key of their own, and nobody else may', async () => {
      const none = await preflight('https://evil.example.net')
      expect(none.headers.get('Access-Control-Allow-Origin')).toBeNull()
      const { key } = await madeKey(suite, { scopes: ['search'], origins: [PAGE] })
      await expect.poll(async () => (await preflight(PAGE)).status).toBe(204)
      const allowed = await preflight(PAGE)
      expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe(PAGE)
      expect(allowed.headers.get('Access-Control-Allow-Headers')).toMatch(/authorization/i)
      const asked = await search(key, { Origin: PAGE })
      expect([asked.status, asked.headers.get('Access-Control-Allow-Origin')]).toEqual([200, PAGE])
      await expectProblem(await search(key, { Origin: 'https://evil.example.net' }), 403, 'forbidden')
      await expectProblem(await search(key), 403, 'forbidden')
    })
  })

  describe('every reply', () => {
    it('is what its type says, gives no address away, and has an id', async () => {
      const response = await call('/v1/facets', undefined, { headers: { 'X-Request-Id': 'mine-1' } })
      expect(response.headers.get('X-Request-Id')).toBe('mine-1')
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
      const other = await call('/v1/facets')
      expect(other.headers.get('X-Request-Id')).toMatch(/^[\w-]{8,64}$/)
    })

    it('says what is wrong with a path, a method or a type', async () => {
      await expectProblem(await call('/v1/nothing'), 404, 'not_found')
      const method = await call('/v1/ask', undefined, { method: 'DELETE' })
      expect(method.headers.get('Allow')).toContain('POST')
      await expectProblem(method, 405, 'method_not_allowed')
      await expectProblem(
        await call('/v1/ask', { question: QUESTION }, { headers: { 'Content-Type': 'text/plain' } }),
        415,
        'unsupported_media_type',
      )
      const large = { question: '问', filters: { zone: '甲'.repeat(23_000) } }
      await expectProblem(await call('/v1/ask', large), 413, 'body_too_large')
    })
  })

  describe('the description', () => {
    it('is there for programs, for people and for models', async () => {
      const described = (await (await call('/openapi.json')).json()) as { openapi: string; paths: object }
      expect(described.openapi).toMatch(/^3\.1/)
      expect(Object.keys(described.paths)).toEqual(
        expect.arrayContaining(['/v1/ask', '/v1/search', '/v1/articles/{id}', '/v1/channels/{id}', '/mcp']),
      )
      const docs = await call('/docs')
      expect([docs.status, docs.headers.get('Content-Type')]).toEqual([
        200,
        expect.stringMatching(/^text\/html/),
      ])
      expect(await (await call('/llms.txt')).text()).toContain('/v1/ask')
    })

    it('of its health names what it checks', async () => {
      expect((await call('/livez')).status).toBe(200)
      const ready = await call('/readyz')
      expect(ready.status).toBe(200)
      const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean }[] }
      expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(['store', 'vectors', 'models']))
      expect(checks.every(({ ok }) => ok)).toBe(true)
    })

    const { metrics } = suite.lacks
    it(`of what it counts is ${metrics === undefined ? 'there with a key' : `not there (${metrics})`}`, async () => {
      const response = await call('/metrics', undefined, keyed(suite))
      expect(response.status).toBe(metrics === undefined ? 200 : 404)
      if (metrics === undefined) await expectProblem(await call('/metrics'), 401, 'unauthorized')
    })
  })
}

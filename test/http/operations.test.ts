// What every reply, record and scrape tells of the work behind it.
import { describe, expect, it } from 'vitest'
import { createMonitor } from '../../src/http/app.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import type { Scope } from '../../src/keys/principal.ts'
import { createPrometheusMeter } from '../../src/observe/prometheus.ts'
import { parseExposition, valueOf } from '../observe/exposition.ts'
import { answer, fakeApp, json, latch, problemIn } from './fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const CALLER = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` }

function metered(overrides: Partial<AppDeps> = {}) {
  const meter = createPrometheusMeter(
    {
      queue: () => ({ question: 0, ingest: 0, running: 0 }),
      index: async () => ({ articles: 1, passages: 1, vectors: 1 }),
    },
    { processMetrics: false },
  )
  const deps = { meter, metrics: meter.expose, ...overrides }
  return { ...fakeApp(deps), deps, read: async () => parseExposition((await meter.expose()).text) }
}

describe('Server-Timing', () => {
  it('of an answer holds its stages and the whole', async () => {
    const { headers } = await fakeApp().app.request('/v1/ask', json(QUESTION))
    expect(headers.get('Server-Timing')).toMatch(
      /^understand;dur=1, search;dur=2, embed;dur=3, read;dur=4, total;dur=\d+(?:\.\d)?$/,
    )
  })

  it('of a search holds its stages', async () => {
    const timings_ms = { understand: 0.5, search: 7, embed: 8, read: 0, total: 16 }
    const { app } = fakeApp({ search: async () => ({ hits: [], timings_ms }) })
    const { headers } = await app.request('/v1/search', json({ query: '外资' }))
    expect(headers.get('Server-Timing')).toMatch(
      /^understand;dur=0\.5, search;dur=7, embed;dur=8, read;dur=0, total;/,
    )
  })

  it.each(['/livez', '/v1/articles/dy%2F1', '/nowhere'])(
    'is not told of what has no stages: %s',
    async (path) => {
      const { headers } = await fakeApp().app.request(path)
      expect(headers.get('Server-Timing')).toBeNull()
    },
  )
})

describe('the trace', () => {
  it('of the caller goes into the log and into problems, with a span of this request', async () => {
    const { app, log } = fakeApp()
    const response = await app.request('/nowhere', { headers: CALLER })
    expect(await problemIn(response)).toMatchObject({ trace_id: TRACE })
    expect(log[0]).toMatchObject({ trace_id: TRACE, span_id: expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect(log[0]?.span_id).not.toBe('b7ad6b7169203331')
  })

  it('is a new one each time when the caller has none that is valid', async () => {
    const { app, log } = fakeApp()
    await app.request('/livez')
    await app.request('/livez', { headers: { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` } })
    expect(log[0]?.trace_id).toMatch(/^[0-9a-f]{32}$/)
    expect(log[1]?.trace_id).not.toBe(log[0]?.trace_id)
    expect(log[1]?.trace_id).not.toBe('0'.repeat(32))
  })
})

describe('the record of a request', () => {
  it.each([
    ['/v1/articles/dy%2F1', '/v1/articles/{id}', 200],
    ['/v1/articles/none', '/v1/articles/{id}', 404],
    ['/v1/ask', '/v1/ask', 405],
    ['/nowhere/at/all', 'none', 404],
    ['/openapi.json', '/openapi.json', 200],
  ])('of GET %s names the route %s', async (path, route, status) => {
    const { app, log } = fakeApp()
    await app.request(path)
    expect(log[0]).toMatchObject({ route, status })
  })

  it('names the route also when the request was turned down before its handler', async () => {
    const { app, log } = fakeApp({ authenticate: async () => ({ id: 'k', scopes: new Set<Scope>() }) })
    await app.request('/v1/articles/x')
    expect(log[0]).toMatchObject({ route: '/v1/articles/{id}', status: 403 })
  })

  it('holds what was asked only where that is wanted', async () => {
    for (const logQuestions of [false, true]) {
      const { app, log } = fakeApp({ logQuestions })
      await app.request('/v1/ask', json(QUESTION))
      await app.request('/v1/search', json({ query: '外资' }))
      expect(log.map(({ question }) => question)).toEqual(
        logQuestions ? [QUESTION.question, '外资'] : [undefined, undefined],
      )
      expect(JSON.stringify(log).includes('外资')).toBe(logQuestions)
    }
  })

  it('of a reply that goes on comes at its end', async () => {
    const ended = latch()
    const { app, log, read } = metered()
    app.get('/stream', (c) => {
      c.set(
        'ended',
        ended.opened.then(() => ({ outcome: 'answered', code: 'late' })),
      )
      return c.body('x')
    })
    await app.request('/stream')
    expect(log).toEqual([])
    ended.open()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(log[0]).toMatchObject({
      route: '/stream',
      status: 200,
      outcome: 'answered',
      code: 'late',
      level: 'warn',
    })
    const labels = { method: 'GET', route: '/stream', status: '2xx' }
    expect(valueOf(await read(), 'touwen_http_request_duration_seconds_count', labels)).toBe(1)
  })
})

describe('what is counted', () => {
  it('is every request by its route, and holds nothing of a request', async () => {
    const { app, read, deps } = metered()
    await app.request('/v1/articles/secret-1')
    await app.request('/v1/articles/secret-2')
    await app.request('/secret-path')
    await app.request('/v1/ask', json({ question: 'secret question' }))
    const families = await read()
    const name = 'touwen_http_request_duration_seconds_count'
    expect(valueOf(families, name, { method: 'GET', route: '/v1/articles/{id}', status: '4xx' })).toBe(2)
    expect(valueOf(families, name, { method: 'GET', route: 'none', status: '4xx' })).toBe(1)
    expect(valueOf(families, name, { method: 'POST', route: '/v1/ask', status: '2xx' })).toBe(1)
    expect((await deps.metrics()).text).not.toContain('secret')
  })

  it('is what is in work and what is refused', async () => {
    const finish = latch()
    const { app, read } = metered({ maxInFlight: 1, ask: () => finish.opened.then(() => answer) })
    const first = app.request('/v1/ask', json(QUESTION))
    expect((await app.request('/v1/ask', json(QUESTION))).status).toBe(503)
    const kind = { kind: 'questions' }
    expect(valueOf(await read(), 'touwen_work_in_progress', kind)).toBe(1)
    expect(valueOf(await read(), 'touwen_work_refused_total', kind)).toBe(1)
    finish.open()
    await first
    expect(valueOf(await read(), 'touwen_work_in_progress', kind)).toBe(0)
  })
})

describe('GET /metrics', () => {
  const withScopes = (...scopes: Scope[]) =>
    metered({ authenticate: async () => ({ id: 'k', scopes: new Set(scopes) }) })

  it.each(['logs', 'admin'] as const)('is for a key with the scope %s', async (scope) => {
    const response = await withScopes(scope).app.request('/metrics')
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain; version=0\.0\.4/)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(parseExposition(await response.text()).has('touwen_questions_total')).toBe(true)
  })

  it('is for nobody else', async () => {
    const anyone = await metered().app.request('/metrics')
    expect(anyone.status).toBe(401)
    expect(anyone.headers.get('WWW-Authenticate')).toMatch(/^Bearer/)
    const response = await withScopes('ask', 'search', 'ingest').app.request('/metrics')
    expect(response.status).toBe(403)
    expect(await problemIn(response)).toMatchObject({ detail: expect.stringMatching(/“logs” or “admin”/) })
  })

  it('is nothing where nothing is counted', async () => {
    const { app } = fakeApp({ authenticate: async () => ({ id: 'k', scopes: new Set<Scope>(['admin']) }) })
    expect((await app.request('/metrics')).status).toBe(404)
  })

  it('on a port of its own needs no key, and there is nothing else but health', async () => {
    const { deps } = metered()
    const app = createMonitor({ metrics: deps.metrics, ready: async () => [] })
    expect((await app.request('/metrics')).status).toBe(200)
    expect((await app.request('/livez')).status).toBe(200)
    expect((await app.request('/readyz')).status).toBe(200)
    expect((await app.request('/metrics', { method: 'POST' })).status).toBe(405)
    expect((await app.request('/v1/ask', json(QUESTION))).status).toBe(404)
  })
})

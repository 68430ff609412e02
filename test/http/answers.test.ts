// Answers, questions and pins over a real server and a real database; only the engine is made by hand.
import { afterEach, describe, expect, it } from 'vitest'
import type { Scope } from '../../src/keys/principal.ts'
import { listen } from '../../src/http/serve.ts'
import { service } from '../answers/service.ts'
import { fakeApp, problemIn, TEXT } from './fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }
const running: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of running.splice(0)) await close()
})

/** A server whose key “…,…” has the scopes it is called by. */
async function server(options: Parameters<typeof service>[0] = {}) {
  const made = await service(options)
  const { app, log } = fakeApp({
    ask: made.ask,
    answers: made.answers,
    pins: made.pins,
    authenticate: async (request) => {
      const key = request.headers.get('Authorization')?.slice(7)
      return key === undefined
        ? { id: null, scopes: new Set<Scope>(['ask', 'search']) }
        : { id: `key_${key}`, scopes: new Set(key.split('+') as Scope[]) }
    },
  })
  const { url, close } = await listen(app, { host: '127.0.0.1', port: 0, graceMs: 200 })
  running.push(close)
  const call = (
    method: string,
    path: string,
    { key, body, headers = {} }: { key?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const ask = async (body: object = QUESTION, key?: string) =>
    (await (await call('POST', '/v1/ask', { body, ...(key === undefined ? {} : { key }) })).json()) as Record<
      'id',
      string
    >
  return { ...made, call, ask, log }
}

describe('an answer read again', () => {
  it('is there at once for whoever knows its id, with its feedback', async () => {
    const { ask, call, revise } = await server()
    const { id, ...rest } = await ask()
    revise('dy/1', '别的')
    const feedback = await call('POST', `/v1/answers/${id}/feedback`, {
      body: { rating: 'down', reason: 'outdated', comment: ' 旧闻 ' },
    })
    expect(feedback.status).toBe(200)
    expect(await feedback.json()).toMatchObject({ rating: 'down', reason: 'outdated', comment: '旧闻' })
    const read = await call('GET', `/v1/answers/${id}`)
    expect(read.headers.get('Cache-Control')).toBe('no-store')
    expect(await read.json()).toMatchObject({
      id,
      channel: 'api',
      answer: (rest as { answer?: string }).answer,
      citations: [{ quote: TEXT, changed: true, current_revision: 3 }],
      feedback: { rating: 'down' },
    })
    expect((await call('DELETE', `/v1/answers/${id}/feedback`)).status).toBe(204)
    expect(await (await call('GET', `/v1/answers/${id}`)).json()).toMatchObject({ feedback: null })
  })

  it('is 404 when it is not there, and when answers are not kept', async () => {
    const { call } = await server()
    for (const [method, path, body] of [
      ['GET', '/v1/answers/ans_none'],
      ['POST', '/v1/answers/ans_none/feedback', { rating: 'up' }],
      ['DELETE', '/v1/answers/ans_none/feedback'],
      ['PUT', '/v1/questions/ans_none/status', { status: 'done' }],
    ] as const) {
      const response = await call(method, path, { key: 'ask+logs', ...(body === undefined ? {} : { body }) })
      expect(response.status).toBe(404)
      expect(await problemIn(response)).toMatchObject({ code: 'not_found' })
    }
    const off = await server({ days: 0 })
    for (const path of [
      '/v1/answers/ans_1',
      '/v1/questions',
      '/v1/questions/groups',
      '/v1/questions/export',
    ]) {
      const response = await off.call('GET', path, { key: 'ask+logs' })
      expect(response.status).toBe(404)
      expect(await problemIn(response)).toMatchObject({
        code: 'answers_off',
        detail: expect.stringContaining('TOUWEN_ANSWERS_DAYS'),
      })
    }
  })

  it.each([
    {},
    { rating: 'sideways' },
    { rating: 'up', reason: 'because' },
    { rating: 'up', comment: 'x'.repeat(1001) },
    { rating: 'up', comment: 'a\u0000b' },
    { rating: 'up', comment: '\ud800' },
    { rating: 'up', more: 1 },
  ])('refuses the feedback %j', async (body) => {
    const { ask, call } = await server()
    const { id } = await ask()
    expect((await call('POST', `/v1/answers/${id}/feedback`, { body })).status).toBe(422)
  })
})

describe('the questions', () => {
  it('are for keys with the scope logs', async () => {
    const { call } = await server()
    const paths = ['/v1/questions', '/v1/questions/groups', '/v1/questions/export']
    for (const path of paths) {
      expect((await call('GET', path)).status).toBe(401)
      expect((await call('GET', path, { key: 'ask+admin' })).status).toBe(403)
    }
    const body = { status: 'done' }
    expect((await call('PUT', '/v1/questions/x/status', { body, key: 'ask' })).status).toBe(403)
  })

  it('tell the key, and are listed, grouped and marked', async () => {
    const { ask, call } = await server()
    await ask({ question: '丹阳地铁什么时候通车' }, 'ask')
    await ask({ question: '丹阳的地铁几时通车' })
    await ask()
    const get = async (path: string) =>
      (await (await call('GET', path, { key: 'logs' })).json()) as {
        items: Record<string, unknown>[]
        next_cursor: string | null
      }
    const { items, next_cursor } = await get('/v1/questions?outcome=refused&limit=1')
    expect(items).toMatchObject([{ question: '丹阳的地铁几时通车', key_id: null }])
    const second = await get(
      `/v1/questions?outcome=refused&limit=1&cursor=${encodeURIComponent(next_cursor!)}`,
    )
    expect(second).toMatchObject({ items: [{ key_id: 'key_ask' }], next_cursor: null })
    const groups = await get('/v1/questions/groups')
    expect(groups.items).toMatchObject([{ count: 2, status: 'open', nearest: { quote: '丹阳开发区' } }])
    const marked = await call('PUT', `/v1/questions/${String(groups.items[0]!['id'])}/status`, {
      key: 'logs',
      body: { status: 'ignored', note: '不在范围内' },
    })
    expect(await marked.json()).toMatchObject({ status: 'ignored', note: '不在范围内' })
    expect((await get('/v1/questions/groups?status=open')).items).toEqual([])
    expect((await get('/v1/questions?status=ignored')).items).toHaveLength(2)
  })

  it.each([
    'limit=0',
    'limit=101',
    'cursor=x',
    'outcome=maybe',
    'rating=3',
    'from=yesterday',
    'to=2024-02-30',
    'colour=red',
  ])('refuse what they do not know: %s', async (query) => {
    const { call } = await server()
    expect((await call('GET', `/v1/questions?${query}`, { key: 'logs' })).status).toBe(422)
  })

  it('are streamed as a file', async () => {
    const { ask, call } = await server()
    await ask({ question: '=HYPERLINK("http://x")' })
    const csv = await call('GET', '/v1/questions/export', { key: 'logs' })
    expect(csv.headers.get('Content-Type')).toMatch(/^text\/csv/)
    expect(csv.headers.get('Content-Disposition')).toBe('attachment; filename="questions.csv"')
    const bytes = new Uint8Array(await csv.arrayBuffer())
    expect(bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf))
    expect(new TextDecoder().decode(bytes)).toContain('"\'=HYPERLINK(""http://x"")"')
    const jsonl = await call('GET', '/v1/questions/export?format=jsonl&outcome=answered', { key: 'logs' })
    expect(jsonl.headers.get('Content-Type')).toBe('application/jsonl')
    expect(JSON.parse(await jsonl.text())).toMatchObject({ question: '=HYPERLINK("http://x")' })
    const none = await call('GET', '/v1/questions/export?format=jsonl&text=没有', { key: 'logs' })
    expect(await none.text()).toBe('')
  })
})

describe('pins', () => {
  const body = {
    question: QUESTION.question,
    answer: '1亿美元',
    citation: { article_id: 'dy/1', revision: 2, start: 0, end: TEXT.length },
  }
  const key = 'admin'

  it('are for keys with the scope admin', async () => {
    const { call } = await server()
    expect((await call('GET', '/v1/pins')).status).toBe(401)
    expect((await call('GET', '/v1/pins/p1', { key: 'logs' })).status).toBe(403)
    expect((await call('PUT', '/v1/pins/p1', { key: 'logs+ingest', body })).status).toBe(403)
    expect((await call('DELETE', '/v1/pins/p1', { key: 'logs' })).status).toBe(403)
  })

  it('are put, read, answer, and removed, by version', async () => {
    const { call, ask } = await server()
    const created = await call('PUT', '/v1/pins/p1', { key, body })
    expect(created.status).toBe(201)
    expect(created.headers.get('Location')).toBe('/v1/pins/p1')
    const etag = created.headers.get('ETag')!
    const read = await call('GET', '/v1/pins/p1', { key })
    expect(read.headers.get('ETag')).toBe(etag)
    expect(await read.json()).toMatchObject({ id: 'p1', citation: { quote: TEXT }, stale: false, used: true })
    expect(await ask()).toMatchObject({ answer: '1亿美元', pinned: { id: 'p1' } })
    const again = await call('PUT', '/v1/pins/p1', { key, body, headers: { 'If-Match': etag } })
    expect([again.status, again.headers.get('ETag')]).toEqual([200, etag])
    const changed = { ...body, enabled: false }
    const replaced = await call('PUT', '/v1/pins/p1', { key, body: changed, headers: { 'If-Match': etag } })
    expect(replaced.status).toBe(200)
    for (const headers of [{ 'If-Match': etag }, { 'If-None-Match': '*' }]) {
      const refused = await call('PUT', '/v1/pins/p1', { key, body, headers })
      expect(refused.status).toBe(412)
      expect(await problemIn(refused)).toMatchObject({ code: 'precondition_failed' })
    }
    expect((await call('DELETE', '/v1/pins/p1', { key, headers: { 'If-Match': etag } })).status).toBe(412)
    expect((await ask()) as object).toMatchObject({ pinned: null })
    expect(await (await call('GET', '/v1/pins?stale=false', { key })).json()).toMatchObject({
      items: [{ id: 'p1', enabled: false }],
      next_cursor: null,
    })
    expect((await call('DELETE', '/v1/pins/p1', { key })).status).toBe(204)
    for (const method of ['GET', 'DELETE'])
      expect((await call(method, '/v1/pins/p1', { key })).status).toBe(404)
  })

  it.each([
    ['neither citation nor author', { citation: undefined }, 'citation'],
    ['an empty question', { question: '  ' }, 'question'],
    ['no article', { citation: { ...body.citation, article_id: 'x' } }, 'citation.article_id'],
    ['a figure that is not cited', { answer: '3亿美元' }, 'answer'],
    ['a time without a zone', { expires_at: '2026-01-01' }, 'expires_at'],
  ])('refuse %s', async (_, changes, field) => {
    const { call } = await server()
    const response = await call('PUT', '/v1/pins/p1', { key, body: { ...body, ...changes } })
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field }] })
  })

  it('refuse ids and conditions that are none', async () => {
    const { call } = await server()
    expect((await call('PUT', '/v1/pins/a%20b', { key, body })).status).toBe(422)
    for (const headers of [{ 'If-Match': 'x' }, { 'If-None-Match': '"1"' }])
      expect((await call('PUT', '/v1/pins/p1', { key, body, headers })).status).toBe(422)
  })

  it('are not written into the log', async () => {
    const { call, ask, log } = await server()
    await call('PUT', '/v1/pins/p1', { key, body })
    await ask()
    expect(JSON.stringify(log)).not.toContain('外资')
  })
})

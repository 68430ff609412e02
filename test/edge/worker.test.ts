import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../src/contract.ts'
import { readArticles } from '../../src/ingest/read-articles.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openD1 } from '../../src/store/d1.ts'
import { trusting } from '../fakes.ts'
import { migrateD1 } from './d1.ts'
import { RERANKER } from './fake-ai.ts'
import { startEdge, type EdgeRuntime } from './runtime.ts'

const READER = `spans-2+${RERANKER}`

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let edge: EdgeRuntime
let key: string
let directory: string

const call = (path: string, body?: unknown, { method = 'POST', headers = {}, signal }: CallOptions = {}) =>
  edge.fetch(path, {
    method: body === undefined && method === 'POST' ? 'GET' : method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
interface CallOptions {
  method?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}
const withKey = () => ({ Authorization: `Bearer ${key}` })
const ask = async (body: object): Promise<Answer> => {
  const response = await call('/v1/ask', body)
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}
const problemOf = async (response: Response) =>
  (await response.json()) as { code: string; detail: string; status: number }

/** Every citation is the article's own characters. */
async function expectExact({ citations }: Answer): Promise<void> {
  expect(citations.length).toBeGreaterThan(0)
  for (const { article, quote, start, end, answer_start, answer_end } of citations) {
    const response = await call(`/v1/articles/${article.id}?revision=${article.revision}`)
    const { text } = (await response.json()) as { text: string }
    expect(text.slice(start, end)).toBe(quote)
    if (answer_start !== null && answer_end !== null) {
      expect(answer_start).toBeGreaterThanOrEqual(start)
      expect(answer_end).toBeLessThanOrEqual(end)
    }
  }
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-edge-'))
  edge = await startEdge({ persist: directory, vars: { TOUWEN_LOG: 'error', TOUWEN_LIMIT_MINUTE: '0' } })
})
afterAll(async () => {
  await edge.dispose()
  await rm(directory, { recursive: true, force: true })
})

describe('a Worker before its databases are there', () => {
  it('names the command for each, and serves when it was run', async () => {
    for (const binding of ['DB', 'RECORDS'] as const) {
      const response = await call('/v1/articles')
      expect(response.status).toBe(503)
      expect(response.headers.get('retry-after')).toBe('10')
      expect(await problemOf(response)).toMatchObject({
        code: 'index_version',
        detail: expect.stringContaining(`npx wrangler d1 migrations apply ${binding}`),
      })
      await migrateD1(binding === 'DB' ? edge.db : edge.records, binding)
    }
    expect((await call('/v1/articles')).status).toBe(200)
    expect((await call('/livez')).status).toBe(200)
  })
})

describe('a Worker', () => {
  beforeAll(async () => {
    const keys = createKeys({ store: createKeyStore(openD1(edge.records, 'RECORDS')) })
    key = (await keys.create({ name: 'test', scopes: ['ask', 'search', 'ingest', 'logs', 'admin'] })).key
  })

  it('stores articles one by one, which searches find at once', async () => {
    const { items } = await readArticles({ paths: ['data/articles'] })
    const articles = items.filter((item) => 'text' in item)
    expect(articles.length).toBeGreaterThan(8)
    for (const [i, { title, published_at, source, zone, region, url, text }] of articles.entries()) {
      const body = { title, published_at, source, zone, region, url, text }
      const response = await call(`/v1/articles/a${i}`, body, { method: 'PUT', headers: withKey() })
      expect(response.status).toBe(201)
      expect(response.headers.get('etag')).toBe('"1"')
    }
    const found = await call('/v1/search', { query: '外资到账' })
    const { hits } = (await found.json()) as {
      hits: { text: string; trace: { text: unknown; vector: unknown } }[]
    }
    expect(hits.length).toBeGreaterThan(0)
    // Vectorize shows them some seconds later.
    expect(hits.every(({ trace }) => trace.vector === null)).toBe(true)
    edge.vectorize.settle()
    const later = await call('/v1/search', { query: '外资到账' })
    const { hits: both } = (await later.json()) as { hits: typeof hits }
    expect(both.some(({ trace }) => trace.vector !== null)).toBe(true)
  })

  it('keeps the revision of an equal article, and mends its vectors', async () => {
    const { upsert = 0 } = edge.vectorize.calls
    const body = { text: '丹阳经济开发区签约项目5个。', title: '签约' }
    const put = (headers = {}) =>
      call('/v1/articles/extra', body, { method: 'PUT', headers: { ...withKey(), ...headers } })
    expect((await put()).status).toBe(201)
    const again = await put()
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"1"'])
    expect(edge.vectorize.calls['upsert']).toBe(upsert + 2)
    expect((await put({ 'If-None-Match': '*' })).status).toBe(412)
    expect((await call('/v1/articles/extra', undefined, { method: 'DELETE' })).status).toBe(401)
    const gone = await call('/v1/articles/extra', undefined, { method: 'DELETE', headers: withKey() })
    expect(gone.status).toBe(204)
    edge.vectorize.settle()
    const { results } = await edge.db.prepare('SELECT count(*) AS count FROM passages').all()
    const { vectorCount } = await edge.vectorize.describe()
    expect(vectorCount).toBe((results[0] as { count: number }).count)
  })

  it('does not answer by a reader that nobody has calibrated', async () => {
    const response = await call('/v1/ask', { question: '外资到账目标是多少' })
    expect(response.status).toBe(503)
    expect(await problemOf(response)).toMatchObject({ code: 'not_calibrated' })
    expect((await call('/readyz')).status).toBe(503)
  })

  it('answers with citations that are exact, once there is a calibration', async () => {
    await edge.db
      .prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
      .bind(`calibration:${READER}`, JSON.stringify({ ...trusting, reader: READER }))
      .all()
    const answer = await ask({ question: '丹阳经济开发区外资到账年度目标任务是多少' })
    expect(answer).toMatchObject({ outcome: 'answered', answer: '1亿美元', refusal: null })
    expect(answer.index).toMatchObject({ embedder: '@cf/baai/bge-m3', reader: READER })
    await expectExact(answer)
    expect((await call('/readyz')).status).toBe(200)
    expect(edge.ai.calls.every(({ texts }) => texts <= 100)).toBe(true)
  })

  it('keeps answers behind the reply, and reads them again', async () => {
    const { id } = await ask({ question: '丹阳经济开发区外资到账年度目标任务是多少' })
    await expect.poll(async () => (await call(`/v1/answers/${id}`)).status).toBe(200)
    await edge.scheduled()
    const questions = await call('/v1/questions', undefined, { headers: withKey() })
    expect(((await questions.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0)
  })

  it('forgets conversations that were silent for half an hour', async () => {
    const conversation_id = crypto.randomUUID()
    const filters = { zone: '没有这个开发区' }
    const follow = async () =>
      (await ask({ question: '那苏州工业园区呢', conversation_id, filters })).standalone_question
    await ask({ question: '丹阳经济开发区外资到账年度目标任务是多少', conversation_id, filters })
    expect(await follow()).toContain('外资到账')
    const kept = async () =>
      (await edge.records.prepare('SELECT count(*) AS n FROM conversations').all()).results[0]
    await edge.scheduled()
    expect(await kept()).toEqual({ n: 1 })
    await edge.records.prepare('UPDATE conversations SET used_at = used_at - 1800001').all()
    expect(await follow()).toBe('那苏州工业园区呢')
    await edge.records.prepare('UPDATE conversations SET used_at = used_at - 1800001').all()
    await edge.scheduled()
    expect(await kept()).toEqual({ n: 0 })
  })

  it('streams the same answer', async () => {
    const question = '丹阳经济开发区外资到账年度目标任务是多少'
    const response = await call('/v1/ask', { question, stream: true })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = [...(await response.text()).matchAll(/^event: (\w+)$/gm)].map((match) => match[1])
    expect(events[0]).toBe('started')
    expect(events.at(-1)).toBe('answer')
  })

  it('goes on with a stream whose client has left, for when he comes back', async () => {
    edge.ai.slow(1000)
    const leave = new AbortController()
    const question = '丹阳经济开发区外资到账年度目标任务是多少'
    const { headers, body } = await call('/v1/ask', { question, stream: true }, { signal: leave.signal })
    await body!.getReader().read()
    leave.abort()
    const events = await (await call(headers.get('content-location')!)).text()
    edge.ai.slow(0)
    expect(events).toMatch(/^event: started$/m)
    expect(events).toMatch(/^event: answer$/m)
    expect(events).toContain('1亿美元')
  })

  it('refuses what the news does not say, and keeps to filters', async () => {
    const refused = await ask({ question: '火星殖民地的人口密度是多少' })
    expect(refused).toMatchObject({ outcome: 'refused', answer: null })
    const filters = { zone: '没有这个开发区' }
    const elsewhere = await ask({ question: '外资到账年度目标任务是多少', filters })
    expect(elsewhere.outcome).toBe('refused')
    const own = await ask({
      question: '外资到账年度目标任务是多少',
      filters: { zone: '江苏丹阳经济开发区' },
    })
    expect(own).toMatchObject({ outcome: 'answered', answer: '1亿美元' })
    await expectExact(own)
  })

  it('answers a question in English', async () => {
    const answer = await ask({ question: 'How many projects were signed in Danyang?' })
    expect(['answered', 'refused', 'conflicting']).toContain(answer.outcome)
    if (answer.outcome !== 'refused') await expectExact(answer)
  })

  it('gives a pinned answer', async () => {
    const pin = { question: '投资热线是多少', answer: '0511-12345678', author: '招商局' }
    const put = await call('/v1/pins/hotline', pin, { method: 'PUT', headers: withKey() })
    expect(put.status).toBe(201)
    expect(await ask({ question: '投资热线是多少' })).toMatchObject({ answer: '0511-12345678' })
  })

  it('speaks the Model Context Protocol', async () => {
    const response = await call(
      '/mcp',
      {
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name: 'search', arguments: { query: '外资到账' } },
      },
      { headers: { accept: 'application/json, text/event-stream' } },
    )
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('外资')
  })

  it('is busy, not broken, while a model does not answer', async () => {
    edge.ai.fail(new Error('3040: Capacity temporarily exceeded, please try again.'), 3)
    const response = await call('/v1/search', { query: '外资到账' })
    expect(response.status).toBe(503)
    expect((await problemOf(response)).code).toBe('overloaded')
    expect((await call('/v1/search', { query: '外资到账' })).status).toBe(200)
  })

  it('goes on after many clients have left', async () => {
    edge.ai.slow(1000)
    await Promise.all(
      Array.from({ length: 70 }, async () => {
        const leave = new AbortController()
        const asking = call(
          '/v1/ask',
          { question: '丹阳经济开发区外资到账年度目标任务是多少' },
          { signal: leave.signal },
        )
        setTimeout(() => leave.abort(), 500)
        await asking.then((response) => response.text()).catch(() => undefined)
      }),
    )
    edge.ai.slow(0)
    await expect
      .poll(async () => (await call('/v1/ask', { question: '外资到账目标是多少' })).status, {
        timeout: 20_000,
      })
      .toBe(200)
  }, 60_000)
})

describe('the limits of a location', () => {
  it('are those of each address, also of the visitors of a channel, and leave the beginning of sessions free', async () => {
    const channel = { name: '门户', origins: ['https://www.example.cn'] }
    const made = await call('/v1/channels/limited', channel, { method: 'PUT', headers: withKey() })
    expect(made.status).toBe(201)
    const limited = await startEdge({
      persist: directory,
      vars: { TOUWEN_LOG: 'silent', TOUWEN_LIMIT_MINUTE: '0', TOUWEN_LIMIT_DAY: '0' },
      limits: { open: 2, keys: 1000 },
    })
    try {
      const from = (address: string) => ({
        'CF-Connecting-IP': address,
        Origin: 'https://www.example.cn',
      })
      const tokens: string[] = []
      for (let i = 0; i < 4; i += 1) {
        const headers = from('203.0.113.1')
        const begun = await limited.fetch('/v1/channels/limited/sessions', { method: 'POST', headers })
        expect(begun.status).toBe(200)
        tokens.push(((await begun.json()) as { token: string }).token)
      }
      const facets = async (address: string) => {
        const headers = { ...from(address), Authorization: `Bearer ${tokens[0]}` }
        return (await limited.fetch('/v1/facets', { headers })).status
      }
      expect([await facets('203.0.113.1'), await facets('203.0.113.1')]).toEqual([200, 200])
      expect(await facets('203.0.113.1')).toBe(429)
      const page = await limited.fetch('/?q=x', { headers: { 'CF-Connecting-IP': '203.0.113.1' } })
      expect(page.status).toBe(429)
      expect((await limited.fetch('/', { headers: { 'CF-Connecting-IP': '203.0.113.1' } })).status).toBe(200)
      expect(await facets('203.0.113.2')).toBe(200)
    } finally {
      await limited.dispose()
    }
  })
})

describe('a Worker whose settings do not fit its index', () => {
  it.each([
    [{ TOUWEN_EDGE_EMBEDDER: '@cf/baai/bge-small' }, {}, 'index_model', /set TOUWEN_EDGE_EMBEDDER/],
    [{ TOUWEN_EDGE_VECTORS: 'other' }, {}, 'index_model', /“touwen-bge-m3”, TOUWEN_EDGE_VECTORS is “other”/],
    [{}, { dimensions: 384 }, 'index_model', /wrangler vectorize create touwen-bge-m3 --dimensions=1024/],
    [{ TOUWEN_EDGE_DIMENSION: '1024' }, {}, 'invalid_input', /TOUWEN_EDGE_DIMENSION/],
  ])('%o %o: 503 with the remedy', async (vars, more, code, remedy) => {
    const other = await startEdge({ persist: directory, vars: vars as Record<string, string>, ...more })
    try {
      const response = await other.fetch('/v1/articles')
      expect(response.status).toBe(503)
      expect(await problemOf(response)).toMatchObject({ code, detail: expect.stringMatching(remedy) })
    } finally {
      await other.dispose()
    }
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Answer } from '../../src/contract.ts'
import { calibrateRemote } from '../../src/eval/calibrate-remote.ts'
import { questionSets } from '../../src/eval/question-sets.ts'
import { remoteEvidence } from '../../src/eval/remote.ts'
import { readArticles } from '../../src/ingest/read-articles.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { calibrationScript } from '../../src/node-edge.ts'
import { openD1 } from '../../src/store/d1.ts'
import { migrateD1 } from './d1.ts'
import { startEdge, type EdgeRuntime } from './runtime.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const ASKED_AT = '2022-03-10T09:00:00+08:00'

let edge: EdgeRuntime
let directory: string
let keys: Record<'admin' | 'reader', string>

const post = (path: string, body: unknown, key?: string) =>
  edge.fetch(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(body),
  })
const ask = async (question: string): Promise<Answer> => {
  const response = await post('/v1/ask', { question, asked_at: ASKED_AT })
  expect(response.status).toBe(200)
  return (await response.json()) as Answer
}
/** What `fetch` is to whoever calls a deployment from outside. */
const outside = (async (url: string, init: Parameters<EdgeRuntime['fetch']>[1] & { signal?: unknown }) => {
  const { signal: _, ...rest } = init
  return edge.fetch(new URL(url).pathname, rest)
}) as unknown as typeof fetch

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-edge-'))
  edge = await startEdge({ persist: directory, vars: { TOUWEN_LOG: 'error', TOUWEN_LIMIT_MINUTE: '0' } })
  await migrateD1(edge.db, 'DB')
  await migrateD1(edge.records, 'RECORDS')
  const store = createKeys({ store: createKeyStore(openD1(edge.records, 'RECORDS')) })
  const made = async (scopes: ('ask' | 'search' | 'ingest' | 'admin')[]) =>
    (await store.create({ name: 'test', scopes })).key
  keys = {
    admin: await made(['ingest', 'admin']),
    reader: await made(['ask', 'search']),
  }
  const { items } = await readArticles({ paths: ['data/articles'] })
  for (const [i, item] of items.entries()) {
    if (!('text' in item)) continue
    const { title, published_at, source, zone, region, url, text } = item
    const response = await edge.fetch(`/v1/articles/a${i}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.admin}` },
      body: JSON.stringify({ title, published_at, source, zone, region, url, text }),
    })
    expect(response.status).toBe(201)
  }
  edge.vectorize.settle()
})
afterAll(async () => {
  await edge.dispose()
  await rm(directory, { recursive: true, force: true })
})

it('gives evidence to a key that may fit a decision, and to no smaller one', async () => {
  const request = { question: '外资到账目标是多少' }
  expect((await post('/v1/evidence', request, keys.reader)).status).toBe(403)
  const evidence = await remoteEvidence({ url: 'https://touwen.example', key: keys.admin, fetch: outside })(
    request,
  )
  expect(evidence.reader).toMatch(/^spans-\d+\+@cf\//)
  expect(evidence.passages.length).toBeGreaterThan(0)
  for (const { passage, reading } of evidence.passages) {
    for (const { start, end } of reading.spans)
      expect(passage.text.slice(start, end)).toHaveLength(end - start)
  }
})

it('answers and refuses by what was fitted on its own evidence, and not before', async () => {
  const before = await post('/v1/ask', { question: '外资到账目标是多少' })
  expect([before.status, ((await before.json()) as { code: string }).code]).toEqual([503, 'not_calibrated'])

  const sets = await questionSets(['test/eval/danyang.jsonl'])
  const { calibration, answerable, found } = await calibrateRemote(
    remoteEvidence({ url: 'https://touwen.example/', key: keys.admin, fetch: outside }),
    sets.flatMap(({ questions }) => questions),
    {
      askedAt: ASKED_AT,
      fittedOn: sets.map(({ provenance }) => provenance),
      fittedAt: '2026-01-01',
      maxFalseAnswers: 0.19,
    },
  )
  expect(found / answerable).toBeGreaterThan(0.5)
  expect(calibration.fitted_on).toMatchObject([
    { file: 'danyang.jsonl', questions: sets[0]!.questions.length },
  ])
  await edge.db.prepare(await calibrationScript(calibration, calibration.reader)).all()

  const answer = await ask('丹阳经济开发区外资到账年度目标任务是多少')
  expect(answer).toMatchObject({ outcome: 'answered', answer: '1亿美元' })
  for (const { article, quote, start, end } of answer.citations) {
    const stored = await edge.fetch(`/v1/articles/${article.id}`)
    expect(((await stored.json()) as { text: string }).text.slice(start, end)).toBe(quote)
  }
  expect(await ask('火星殖民地的人口密度是多少')).toMatchObject({ outcome: 'refused', answer: null })
  expect((await edge.fetch('/readyz')).status).toBe(200)
})

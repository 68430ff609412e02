// Loading through the real queue of the runtime, and the real database.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Job } from '../../src/job-contract.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openD1 } from '../../src/store/d1.ts'
import { migrateD1 } from './d1.ts'
import { startEdge, type EdgeRuntime } from './runtime.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let edge: EdgeRuntime
let headers: Record<string, string>

beforeAll(async () => {
  edge = await startEdge({ vars: { TOUWEN_LOG: 'error', TOUWEN_LIMIT_MINUTE: '0' } })
  for (const binding of ['DB', 'RECORDS'] as const) {
    await migrateD1(binding === 'DB' ? edge.db : edge.records, binding)
  }
  const keys = createKeys({ store: createKeyStore(openD1(edge.records, 'RECORDS')) })
  headers = {
    Authorization: `Bearer ${(await keys.create({ name: 'load', scopes: ['ingest', 'search', 'ask'] })).key}`,
  }
})
afterAll(() => edge.dispose())

const jobOf = async (id: string): Promise<Job> =>
  (await (await edge.fetch(`/v1/jobs/${id}`, { headers })).json()) as Job
const until = async (id: string, done: (job: Job) => boolean): Promise<Job> => {
  await expect.poll(async () => done(await jobOf(id)), { timeout: 60_000, interval: 500 }).toBe(true)
  return jobOf(id)
}
const line = (n: number) =>
  JSON.stringify({
    id: `l${n}`,
    title: `第${n}号园区签约`,
    text: `第${n}号园区签约项目${n + 1}个,总投资${n + 3}亿元。`,
  })

describe('a load at the edge', () => {
  it('is accepted at once, stored behind it, and found when it says so', async () => {
    const body = `${Array.from({ length: 23 }, (_, n) => line(n)).join('\n')}\n{bad\n`
    const post = await edge.fetch('/v1/articles', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-ndjson' },
      body,
    })
    expect(post.status).toBe(202)
    const { id } = (await post.json()) as Job
    const done = await until(id, ({ state }) => state === 'done')
    expect(done).toMatchObject({ counts: { added: 23, failed: 1 }, searchable_at: null })
    expect(edge.ai.calls.length).toBeLessThan(10)
    edge.vectorize.settle()
    const found = await until(id, ({ searchable_at }) => searchable_at !== null)
    expect(Date.parse(found.searchable_at!)).toBeGreaterThanOrEqual(Date.parse(found.finished_at!))
    const { vectorCount } = await edge.vectorize.describe()
    expect(vectorCount).toBe(23)
  })

  it('reads pages and tells of documents that it does not read', async () => {
    const boundary = 'x---x'
    const part = (name: string, text: string): string =>
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n`
    const page =
      '<!doctype html><title>签约</title><h1>示例开发区签约九个项目</h1><p>示例开发区今日签约九个项目,总投资12亿元,涉及新材料与装备制造。</p>'
    const body = `${part('a.html', page)}${part('b.pdf', '%PDF-1.7\n1 0 obj')}${part('c.docx', 'PK\u0003\u0004abc')}--${boundary}--\r\n`
    const post = await edge.fetch('/v1/articles', {
      method: 'POST',
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      body,
    })
    expect(post.status).toBe(202)
    const { id } = (await post.json()) as Job
    const done = await until(id, ({ state }) => state === 'done')
    expect(done.counts).toMatchObject({ added: 1, failed: 2 })
    for (const item of done.items.slice(0, 2)) {
      expect(item.fact).toMatch(/not read on Cloudflare; read are html, mhtml, txt, md, jsonl and feeds/)
    }
  })

  it('leaves nothing of an article behind in either place', async () => {
    const gone = await edge.fetch('/v1/articles/l3', { method: 'DELETE', headers })
    expect(gone.status).toBe(204)
    edge.vectorize.lose((name) => name === 'delete')
    expect((await edge.fetch('/v1/articles/l4', { method: 'DELETE', headers })).status).toBe(204)
    edge.vectorize.settle()
    edge.vectorize.lose(() => false)
    const ids = async () => {
      const { results } = await edge.db.prepare('SELECT id FROM passages ORDER BY id').all()
      return (results as { id: number }[]).map(({ id }) => id)
    }
    expect(edge.vectorize.ids()).not.toEqual(await ids())
    await edge.scheduled()
    edge.vectorize.settle()
    expect(edge.vectorize.ids()).toEqual(await ids())
    await edge.scheduled()
    const { results } = await edge.db
      .prepare("SELECT count(*) AS n FROM meta WHERE key GLOB 'vectors.owed.*'")
      .all()
    expect(results).toEqual([{ n: 0 }])
  })
})

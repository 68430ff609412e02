// From an index on this machine to one at the edge: the same articles, also when either side is ended in between.
import { appendFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Article } from '../../src/article.ts'
import { readConfig } from '../../src/config.ts'
import { createKept } from '../../src/ingest/kept.ts'
import { readArticles } from '../../src/ingest/read-articles.ts'
import { unhindered } from '../../src/ingest/storing.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { exportArticles, loadArticles, stateFile } from '../../src/node-transfer.ts'
import { openD1 } from '../../src/store/d1.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeEmbedder, DIMENSIONS } from '../fakes.ts'
import { migrateD1 } from './d1.ts'
import { startEdge, type EdgeRuntime } from './runtime.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

const FIELDS = ['id', 'title', 'published_at', 'source', 'zone', 'region', 'url', 'text'] as const
const ODD = ['甲/乙 丙?', 'a%2Fb', 'ü"\\', '😀', '10', '9']

let dir: string
let stored: Article[]
const index = (): string => join(dir, 'index')
const config = () => readConfig({ TOUWEN_INDEX: index() })

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touwen-export-'))
  await mkdir(index())
  const store = createSqlStore(await openSqlite(join(index(), 'articles.sqlite')), { dimensions: DIMENSIONS })
  const embedder = fakeEmbedder()
  const kept = createKept({ store, embedder, writable: true, alone: unhindered, sync: async () => undefined })
  const { items } = await readArticles({ paths: ['data/articles'] })
  const articles = items.filter((item) => 'text' in item)
  for (const [i, { title, published_at, source, zone, region, url, text }] of articles.entries()) {
    await kept.put(ODD[i] ?? `a${i}`, { title, published_at, source, zone, region, url, text })
  }
  const metas = await store.list({}, 1000, 0)
  stored = (await Promise.all(metas.map(({ id }) => store.get(id)))).map((one) => one!)
  await store.put(
    {
      ...stored[0]!,
      id: 'zz-large',
      story_id: 'zz-large',
      text: '文'.repeat(700_000),
      content_hash: 'x',
      signature: new Uint32Array(64),
    },
    [],
  )
  await store.close()
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const noWrite = async (): Promise<void> => undefined
describe('an export', () => {
  it('holds every article once, in the order of ids, and names what the edge does not take', async () => {
    const lines: string[] = []
    const write = async (line: string): Promise<void> => void lines.push(line)
    const report = await exportArticles(config(), { edge: true, write })
    expect(report).toEqual({ written: stored.length, after: null, tooLarge: ['zz-large'] })
    const articles = lines.map((line) => JSON.parse(line) as Article)
    const ids = articles.map(({ id }) => id)
    expect(ids).toEqual(stored.map(({ id }) => id).sort())
    for (const article of articles) {
      const own = stored.find(({ id }) => id === article.id)!
      for (const field of FIELDS) expect(article[field]).toEqual(own[field])
    }
    const rest: string[] = []
    const after = ids[3]!
    await exportArticles(config(), { edge: true, after, write: async (line) => void rest.push(line) })
    expect(rest).toEqual(lines.slice(4))
    expect((await exportArticles(config(), { edge: false, write: noWrite })).written).toBe(stored.length + 1)
  })

  it('goes on in a file that was cut off anywhere, and refuses another file', async () => {
    const file = join(dir, 'cut.ndjson')
    await exportArticles(config(), { edge: true, out: file, write: noWrite })
    const whole = await readFile(file)
    for (const share of [0, 0.01, 0.3, 0.66, 0.999, 1]) {
      await truncate(file, Math.floor(whole.length * share))
      await exportArticles(config(), { edge: true, out: file, write: noWrite })
      expect(Buffer.compare(await readFile(file), whole), `cut at ${share}`).toBe(0)
    }
    await writeFile(file, 'something else\n')
    await expect(exportArticles(config(), { edge: true, out: file, write: noWrite })).rejects.toThrow(
      /no exported article/,
    )
    await expect(
      exportArticles(config(), { edge: true, out: file, after: 'a', write: noWrite }),
    ).rejects.toThrow(/--after/)
  })
})

describe('sending', () => {
  let edge: EdgeRuntime
  let key: string
  beforeAll(async () => {
    edge = await startEdge({ vars: { TOUWEN_LOG: 'error', TOUWEN_LIMIT_MINUTE: '0' } })
    for (const binding of ['DB', 'RECORDS'] as const) {
      await migrateD1(binding === 'DB' ? edge.db : edge.records, binding)
    }
    const keys = createKeys({ store: createKeyStore(openD1(edge.records, 'RECORDS')) })
    key = (await keys.create({ name: 'load', scopes: ['ingest', 'search'] })).key
  })
  afterAll(() => edge.dispose())
  afterEach(() => rm(stateFile(join(dir, 'all.ndjson')), { force: true }))

  const sleep = noWrite
  const request = (answer: (n: number) => Response | null = () => null) => {
    const calls = { n: 0, now: 0, most: 0 }
    const fetching = async (address: unknown, init: unknown): Promise<Response> => {
      calls.n += 1
      const given = answer(calls.n)
      if (given !== null) return given
      calls.now += 1
      calls.most = Math.max(calls.most, calls.now)
      const { pathname } = new URL(String(address))
      const { method, headers, body } = init as {
        method: string
        headers: Record<string, string>
        body: string
      }
      return edge.fetch(pathname, { method, headers, body }).finally(() => (calls.now -= 1))
    }
    return { calls, fetch: fetching as typeof fetch }
  }
  const all = async (): Promise<string> => {
    const file = join(dir, 'all.ndjson')
    await exportArticles(config(), { edge: true, out: file, write: noWrite })
    return file
  }
  const options = { url: 'https://touwen.example', concurrency: 3, sleep }

  it('makes the same articles there, and nothing new the second time', async () => {
    const file = await all()
    const { fetch, calls } = request((n) =>
      n === 2 ? new Response('', { status: 429, headers: { 'retry-after': '7' } }) : null,
    )
    const waits: number[] = []
    const first = await loadArticles(file, {
      ...options,
      key,
      fetch,
      sleep: async (ms) => void waits.push(ms),
    })
    expect(first).toEqual({
      added: stored.length,
      updated: 0,
      failed: 0,
      done: stored.length,
      interrupted: false,
    })
    expect([waits, calls.most <= 3]).toEqual([[7000], true])
    for (const own of stored) {
      const response = await edge.fetch(`/v1/articles/${encodeURIComponent(own.id)}`)
      const there = (await response.json()) as Article
      for (const field of FIELDS) expect(there[field]).toEqual(own[field])
      expect(there.revision).toBe(1)
    }
    // All is sent: nothing is sent again.
    const again = request()
    expect(await loadArticles(file, { ...options, key, fetch: again.fetch })).toMatchObject({
      added: 0,
      updated: 0,
    })
    expect(again.calls.n).toBe(0)
    await rm(stateFile(file))
    expect(await loadArticles(file, { ...options, key, ...request() })).toMatchObject({
      updated: stored.length,
    })
    const { results } = await edge.db.prepare('SELECT max(revision) AS most FROM articles').all()
    expect(results).toEqual([{ most: 1 }])
  })

  it('goes on where it was ended, and names what is refused', async () => {
    const file = await all()
    await appendFile(file, '{"id":"zzz","text":"  "}\n{broken\n')
    const stop = new AbortController()
    const { fetch } = request((n) => (n === 5 ? (stop.abort(), null) : null))
    const first = await loadArticles(file, { ...options, concurrency: 1, key, fetch, signal: stop.signal })
    expect(first.interrupted).toBe(true)
    expect(first.done).toBeLessThan(stored.length)
    const faults: string[] = []
    const { fetch: rest, calls } = request()
    const report = await loadArticles(file, {
      ...options,
      key,
      fetch: rest,
      onFailure: (id, line, fact) => faults.push(`${line} ${id} ${fact}`),
    })
    expect(report).toMatchObject({ done: stored.length + 2, failed: 2 })
    expect(calls.n).toBe(stored.length - first.done)
    expect(faults.sort()).toEqual([expect.stringMatching(/zzz text/), expect.stringMatching(/not JSON/)])
  })

  it('ends when the key is refused or the server does not answer, and says so', async () => {
    const file = join(dir, 'one.ndjson')
    await writeFile(file, `${JSON.stringify({ id: 'one', text: '示例开发区签约。' })}\n`)
    const unknown = request(() => Response.json({ detail: 'the key is not known' }, { status: 401 }))
    await expect(loadArticles(file, { ...options, key: 'tw-none', fetch: unknown.fetch })).rejects.toThrow(
      /refuses the key: 401: the key is not known/,
    )
    const down = request(() => new Response('busy', { status: 503 }))
    await expect(loadArticles(file, { ...options, key, fetch: down.fetch })).rejects.toThrow(
      /8 tries \(503 busy\)/,
    )
    await expect(loadArticles(file, { ...options, url: 'touwen', key })).rejects.toThrow(/is no address/)
    await expect(loadArticles(join(dir, 'none'), { ...options, key })).rejects.toThrow(
      /touwen export --edge --out/,
    )
  })
})

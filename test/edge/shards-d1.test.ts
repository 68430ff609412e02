// Four shards over real D1 databases: what the shards ask of a database, D1 answers as SQLite does.
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { prepare } from '../../src/ingest/article.ts'
import { createBreathe } from '../../src/ingest/breathe.ts'
import { embedPassages, storeArticle } from '../../src/ingest/storing.ts'
import { createAttendance } from '../../src/parts.ts'
import { createShardTable, defaultShard, readShards } from '../../src/shards.ts'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { createBm25 } from '../../src/store/bm25.ts'
import { createPartedStore } from '../../src/store/parted-store.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { DIMENSIONS, fakeEmbedder } from '../fakes.ts'
import { createD1Pool, type D1Pool } from './d1.ts'
import { madeUp, SHARDS } from './shard-corpus.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let pool: D1Pool
beforeAll(async () => {
  pool = await createD1Pool()
})
afterAll(() => pool.dispose())

it('four databases hold, score, move and remove articles', async () => {
  const table = createShardTable([defaultShard('v'), ...readShards(JSON.stringify(SHARDS))])
  const parts = await Promise.all(
    table.shards.map(async ({ name }, number) => ({
      number,
      name,
      store: createSqlStore((await pool.open('DB')).sql, { dimensions: DIMENSIONS }),
    })),
  )
  const store = createPartedStore(parts, { table, attendance: createAttendance({ timeoutMs: 60_000 }) })
  const embedder = fakeEmbedder()
  const put = async (to: ArticleStore, draft: ReturnType<typeof madeUp>[0]): Promise<void> => {
    const prepared = prepare(draft, embedder.id)
    await storeArticle(to, prepared, await embedPassages({ store: to, embedder }, prepared), createBreathe())
  }
  const drafts = madeUp(14)
  for (const draft of drafts) await put(store, draft)
  for (const { store: one } of parts) {
    const size = await one.textSize()
    expect(size.passages).toBe((await one.stats()).passages)
    expect(size.passages).toBeGreaterThan(0)
    // The database's own scores come of the size that it tells.
    const terms = ['签约', '项目']
    const hits = await one.searchText(terms, {}, 100)
    const score = createBm25(terms, await one.termCounts(terms), size)
    const stored = await one.termsOf(hits.map(({ passage_id }) => passage_id))
    for (const hit of hits) expect(score(stored.get(hit.passage_id)!)).toBeCloseTo(hit.score, 9)
  }
  const moved = { ...drafts[0]!, zone: '浙江德清经济开发区', region: '湖州' }
  await put(store, moved)
  expect(await parts[1]!.store.get('s0')).toBeNull()
  expect((await parts[2]!.store.get('s0'))!.revision).toBe(2)
  expect(await store.revisions('s0')).toEqual([1, 2])
  const [hit] = await store.searchText(['签约'], { article_ids: ['s0'] }, 1)
  expect((await store.passages([hit!.passage_id]))[0]!.article).toMatchObject({ id: 's0', region: '湖州' })
  expect(await store.remove('s0')).toBe(true)
  expect(await store.get('s0')).toBeNull()
})

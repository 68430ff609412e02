import { expect, it } from 'vitest'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createExact } from '../../src/vectors/exact.ts'
import { createHnsw } from '../../src/vectors/hnsw.ts'
import { syncVectors } from '../../src/vectors/sync.ts'
import type { VectorIndex } from '../../src/vectors/vector-index.ts'
import { article, DIMENSIONS, passagesOf, randomness } from '../store/sample.ts'

async function openStore(): Promise<ArticleStore> {
  return createSqlStore(await openSqlite(':memory:'), { dimensions: DIMENSIONS })
}

async function put(store: ArticleStore, id: string, lines: number, seed: number): Promise<void> {
  const text = Array.from({ length: lines }, (_, i) => `${seed}的第${i}句`).join('\n')
  await store.put(article(id, { text }), passagesOf(text, randomness(seed)))
}

async function expectSame(store: ArticleStore, index: VectorIndex): Promise<void> {
  const all: { id: number; vector: Float32Array }[] = []
  for await (const item of store.vectors()) all.push(item)
  expect(await index.ids()).toEqual(new Set(all.map((item) => item.id)))
  const exact = createExact(DIMENSIONS)
  await exact.upsert(all)
  for (const { vector } of all.slice(0, 5))
    expect(await index.query(vector, 5)).toEqual(await exact.query(vector, 5))
}

it('builds, updates, and has nothing to do the second time', async () => {
  const store = await openStore()
  const index = createHnsw({ dimensions: DIMENSIONS })
  expect(await syncVectors(store, index)).toEqual({ added: 0, removed: 0 })
  await put(store, 'a', 300, 1)
  await put(store, 'b', 20, 2)
  const progress: [number, number][] = []
  expect(await syncVectors(store, index, (...args) => progress.push(args))).toEqual({
    added: 320,
    removed: 0,
  })
  expect(progress.at(-1)).toEqual([320, 320])
  await expectSame(store, index)
  expect(await syncVectors(store, index)).toEqual({ added: 0, removed: 0 })
  await put(store, 'b', 5, 3)
  await put(store, 'c', 7, 4)
  expect(await syncVectors(store, index)).toEqual({ added: 12, removed: 20 })
  await expectSame(store, index)
  await store.remove('a')
  expect(await syncVectors(store, index)).toEqual({ added: 0, removed: 300 })
  await expectSame(store, index)
  await store.close()
})

it('rebuilds an index whose ids mean other passages, as after restoring a backup', async () => {
  const [before, after] = [await openStore(), await openStore()]
  const index = createHnsw({ dimensions: DIMENSIONS })
  for (const store of [before, after]) await put(store, 'a', 50, 1)
  await put(before, 'b', 30, 2)
  await syncVectors(before, index)
  await put(after, 'c', 10, 3)
  expect(await syncVectors(after, index)).toEqual({ added: 60, removed: 80 })
  await expectSame(after, index)
  await Promise.all([before.close(), after.close()])
})

// What must hold of an index whenever nobody writes to it, however the last writer ended.
import { join } from 'node:path'
import { expect } from 'vitest'
import { chunk } from '../../src/ingest/chunk.ts'
import { prepare } from '../../src/ingest/article.ts'
import type { EngineModels } from '../../src/node-models.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { ArticleStore } from '../../src/store/article-store.ts'
import type { Sql } from '../../src/store/sql.ts'
import { createExact } from '../../src/vectors/exact.ts'
import { openVectors } from '../../src/vectors/kept.ts'
import type { VectorIndex } from '../../src/vectors/vector-index.ts'
import { vectorsIn } from '../store/sample.ts'

/** Check that nothing in the index is half there; the text of every article it holds, by id. */
export async function expectWhole(
  index: string,
  embedder: EngineModels['embedder'],
): Promise<Map<string, string>> {
  const sql = await openSqlite(join(index, 'articles.sqlite'))
  const store = createSqlStore(sql, { dimensions: embedder.dimensions })
  try {
    expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(await sql.all('PRAGMA foreign_key_check')).toEqual([])
    await sql.batch([{ sql: "INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')" }])
    await expectNoOrphans(sql)
    const texts = new Map<string, string>()
    for (const { id } of await store.list({}, 100_000, 0))
      texts.set(id, await expectArticle(store, id, embedder))
    const { index: vectors } = await openVectors(index, store, embedder)
    await expectVectors(store, vectors, embedder.dimensions)
    return texts
  } finally {
    await store.close()
  }
}

// Every table that hangs on passages holds these and no others.
async function expectNoOrphans(sql: Sql): Promise<void> {
  const orphans = await sql.all(`
    SELECT 'terms' AS what, id FROM passage_terms WHERE id NOT IN (SELECT id FROM passages)
    UNION ALL SELECT 'no terms', id FROM passages WHERE id NOT IN (SELECT id FROM passage_terms)
    UNION ALL SELECT 'vector', embed_key FROM vectors WHERE embed_key NOT IN (SELECT embed_key FROM passages)
    UNION ALL SELECT 'no vector', id FROM passages WHERE embed_key NOT IN (SELECT embed_key FROM vectors)
    UNION ALL SELECT 'dead', p.id FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.revision <> a.revision
    UNION ALL SELECT 'story', id FROM articles WHERE story_id NOT IN (SELECT id FROM articles)
    UNION ALL SELECT 'band', article_id FROM story_bands WHERE article_id NOT IN (SELECT id FROM articles)
    UNION ALL SELECT 'no text', a.id FROM articles a WHERE NOT EXISTS (
      SELECT 1 FROM revisions r WHERE r.article_id = a.id AND r.revision = a.revision)`)
  expect(orphans).toEqual([])
}

async function expectArticle(
  store: ArticleStore,
  id: string,
  embedder: EngineModels['embedder'],
): Promise<string> {
  const article = (await store.get(id))!
  const passages = await store.passagesOf(id)
  expect(passages.map(({ start, end }) => [start, end])).toEqual(
    chunk(article.text).map(({ start, end }) => [start, end]),
  )
  for (const { start, end, text } of passages) expect(article.text.slice(start, end)).toBe(text)
  const { embedded } = prepare({ ...article, warnings: [] }, embedder.id)
  const expected = await embedder.embedPassages(embedded)
  const held = await vectorsIn(
    store,
    passages.map((passage) => passage.id),
  )
  expect(held.map(({ vector }) => [...vector])).toEqual(expected.map((vector) => [...vector]))
  return article.text
}

/** Check that a vector index holds what the store holds, and finds it. */
export async function expectVectors(
  store: ArticleStore,
  vectors: VectorIndex,
  dimensions: number,
): Promise<void> {
  const all = await vectorsIn(store)
  expect(await vectors.ids()).toEqual(new Set(all.map(({ id }) => id)))
  const exact = createExact(dimensions)
  await exact.upsert(all)
  const step = Math.max(1, Math.floor(all.length / 10))
  for (let i = 0; i < all.length; i += step) {
    const { vector } = all[i]!
    expect(await vectors.query(vector, 10)).toEqual(await exact.query(vector, 10))
  }
}

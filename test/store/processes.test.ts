// The store with other processes: killed while they write, writing while this one reads.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { DIMENSIONS } from './sample.ts'
import { startChild, temporaryDirectory } from './temporary.ts'

async function openStore(path: string, readOnly: boolean): Promise<ArticleStore> {
  return createSqlStore(await openSqlite(path, { readOnly }), { dimensions: DIMENSIONS })
}

it('a writer killed at any moment leaves one whole revision', async () => {
  const path = join(await temporaryDirectory(), 'articles.sqlite')
  let last = 0
  for (const afterMs of [0, 3, 11, 23]) {
    const child = startChild(import.meta.url, './put-child.ts', [path])
    last = Number(await child.line())
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    await child.kill('SIGKILL')

    const sql = await openSqlite(path)
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    const article = (await store.get('a'))!
    expect(article.revision).toBeGreaterThanOrEqual(last)
    const passages = await store.passagesOf('a')
    expect(passages.map((passage) => passage.text)).toEqual(article.text.split('\n'))
    expect(new Set(passages.map((passage) => passage.revision))).toEqual(new Set([article.revision]))
    expect(await store.passageIds({})).toEqual(passages.map((passage) => passage.id))
    const hits = await store.searchText(['句'], {}, 100)
    expect(new Set(hits.map((hit) => hit.passage_id))).toEqual(new Set(passages.map((passage) => passage.id)))
    const vectors: number[] = []
    for await (const { id } of store.vectors()) vectors.push(id)
    expect(vectors).toEqual(passages.map((passage) => passage.id))
    expect((await store.stats()).generation).toBe(article.revision)
    await sql.batch([{ sql: "INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')" }])
    expect(await sql.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(await sql.all('PRAGMA foreign_key_check')).toEqual([])
    await store.close()
  }
})

it('a reader sees whole revisions, newer and newer, while another process writes', async () => {
  const path = join(await temporaryDirectory(), 'articles.sqlite')
  const child = startChild(import.meta.url, './put-child.ts', [path])
  await child.line()
  const store = await openStore(path, true)
  const seen = new Set<number>()
  for (let n = 0; n < 200; n += 1) {
    const { revision, text } = (await store.get('a'))!
    expect(text.split('\n')[0]).toMatch(/^第\d+版第0句$/)
    const passages = await store.passagesOf('a')
    expect(new Set(passages.map((passage) => passage.revision)).size).toBe(1)
    expect(passages[0]!.revision).toBeGreaterThanOrEqual(revision)
    seen.add(revision)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await child.kill()
  await store.close()
  expect(seen.size).toBeGreaterThan(3)
  expect([...seen]).toEqual([...seen].toSorted((a, b) => a - b))
})

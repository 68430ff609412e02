import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Sql, Statement } from '../../src/store/sql.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { articleStoreContract } from '../contracts/article-store.ts'
import { article, DIMENSIONS, passagesOf } from './sample.ts'

articleStoreContract('SQLite in memory', async () => {
  const store = createSqlStore(await openSqlite(':memory:'), { dimensions: DIMENSIONS })
  return { store, dispose: () => store.close() }
})

articleStoreContract('SQLite in a file', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'touwen-store-'))
  const store = createSqlStore(await openSqlite(join(dir, '目录 #1', 'articles.sqlite')), {
    dimensions: DIMENSIONS,
  })
  return {
    store,
    async dispose() {
      await store.close()
      await rm(dir, { recursive: true })
    },
  }
})

articleStoreContract('under the limits of Cloudflare D1', async () => {
  const store = createSqlStore(likeD1(await openSqlite(':memory:')), { dimensions: DIMENSIONS })
  return { store, dispose: () => store.close() }
})

// https://developers.cloudflare.com/d1/platform/limits/
function mustSuitD1({ sql, args = [] }: Statement): void {
  expect(args.length).toBeLessThanOrEqual(100)
  expect(Buffer.byteLength(sql)).toBeLessThan(100_000)
  expect(sql).not.toMatch(/\b(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|PRAGMA|ATTACH)\b/i)
}

function likeD1(sql: Sql): Sql {
  return {
    ...sql,
    async all(text, args) {
      mustSuitD1({ sql: text, ...(args && { args }) })
      return sql.all(text, args)
    },
    async batch(statements) {
      statements.forEach(mustSuitD1)
      return sql.batch(statements)
    },
    textColumn: (column) => column,
  }
}

describe('sql store', () => {
  it('tells the time of the last write', async () => {
    let at = 0
    const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, (at += 1)))
    const store = createSqlStore(await openSqlite(':memory:'), { dimensions: DIMENSIONS, now })
    await store.put(article('a'), [])
    await store.put(article('a'), [])
    expect((await store.stats()).built_at).toBe('2026-01-01T00:00:01.000Z')
    await store.remove('a')
    expect((await store.stats()).built_at).toBe('2026-01-01T00:00:02.000Z')
    await store.close()
  })

  it('changes nothing when a write fails half-way', async () => {
    const sql = await openSqlite(':memory:')
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    await store.put(article('a', { content_hash: '1' }), passagesOf('旧文'))
    const before = await store.stats()
    await sql.batch([
      {
        sql: `CREATE TRIGGER fail BEFORE INSERT ON story_bands BEGIN SELECT RAISE(ABORT, 'disk on fire'); END`,
      },
    ])
    await expect(store.put(article('a', { content_hash: '2' }), passagesOf('新文'))).rejects.toThrow(
      /disk on fire/,
    )
    expect(await store.stats()).toEqual(before)
    expect((await store.searchText(['旧文'], {}, 1)).length).toBe(1)
    expect((await store.searchText(['新文'], {}, 1)).length).toBe(0)
    await store.close()
  })

  it('can rebuild the text index from its tables', async () => {
    const sql = await openSqlite(':memory:')
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    await store.put(article('a'), passagesOf('外资到账\n外资项目'))
    const hits = await store.searchText(['外资', '项目'], {}, 10)
    await sql.batch([{ sql: "INSERT INTO passages_fts (passages_fts) VALUES ('rebuild')" }])
    expect(await store.searchText(['外资', '项目'], {}, 10)).toEqual(hits)
    await sql.batch([{ sql: "INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')" }])
    await store.close()
  })

  it('keeps only the rarest terms of a long query over a large index', async () => {
    const sql = await openSqlite(':memory:')
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    const [shared] = passagesOf('同')
    // Term t<n> occurs in n times 1050 passages, r only in the last.
    const passages = Array.from({ length: 21_000 }, (_, i) => ({
      ...shared!,
      terms: Array.from({ length: 20 }, (_, t) => t + 1)
        .filter((t) => i < t * 1050)
        .map((t) => `t${t}`)
        .concat(i === 20_999 ? 'r' : [])
        .join(' '),
    }))
    await store.put(article('a'), passages)
    const terms = Array.from({ length: 20 }, (_, t) => `t${t + 1}`)
    const rarest = [...terms.slice(0, 15), 'r']
    const hits = await store.searchText([...terms, 'r', 'unknown'], {}, 50)
    expect(hits).toEqual(await store.searchText(rarest, {}, 50))
    expect(hits).not.toEqual(await store.searchText(terms.slice(0, 16), {}, 50))
    await store.close()
  })
})

import { copyFile, open, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@libsql/client/sqlite3'
import { describe, expect, it } from 'vitest'
import { IndexError, LockedError, StorageError } from '../../src/errors.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { article, DIMENSIONS, passagesOf, randomness } from './sample.ts'
import { temporaryDirectory } from './temporary.ts'

async function builtIndex(dir: string, name = 'articles.sqlite'): Promise<string> {
  const path = join(dir, name)
  const store = createSqlStore(await openSqlite(path), { dimensions: DIMENSIONS })
  for (let n = 0; n < 40; n += 1) {
    const text = Array.from({ length: 20 }, (_, i) => `第${n}篇第${i}句外资到账`).join('\n')
    await store.put(article(`a${n}`, { text }), passagesOf(text))
  }
  await store.close()
  return path
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, at)
  byte[0]! ^= 0xff
  await file.write(byte, 0, 1, at)
  await file.close()
}

/** Ask everything once. */
async function readAll(path: string): Promise<void> {
  const store = createSqlStore(await openSqlite(path, { readOnly: true }), { dimensions: DIMENSIONS })
  try {
    const ids = await store.passageIds({})
    await store.passages(ids)
    for (const item of await store.list({}, 1000, 0)) {
      await store.get(item.id)
      await store.passagesOf(item.id)
    }
    await store.searchText(['外资', '到账'], {}, 1000)
    await store.termCounts(['外资'])
    await store.facet('zone')
    await store.stats()
    for await (const item of store.vectors()) void item
  } finally {
    await store.close()
  }
}

describe('sqlite', () => {
  it('sets its pragmas, also after a failed batch', async () => {
    const sql = await openSqlite(join(await temporaryDirectory(), 'a.sqlite'), { busyTimeoutMs: 1234 })
    const pragmas = async () =>
      Promise.all(
        ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(
          async (name) => Object.values((await sql.all(`PRAGMA ${name}`))[0]!)[0],
        ),
      )
    expect(await pragmas()).toEqual(['wal', 1, 1, 1234])
    await expect(
      sql.batch([{ sql: "INSERT INTO meta VALUES ('x', 'y')" }, { sql: 'SELECT no' }]),
    ).rejects.toThrow(/no/)
    expect(await sql.all("SELECT * FROM meta WHERE key = 'x'")).toEqual([])
    expect(await pragmas()).toEqual(['wal', 1, 1, 1234])
    await sql.close()
    await sql.close()
  })

  it('keeps what was written, in any directory', async () => {
    const dir = await temporaryDirectory()
    const path = await builtIndex(dir, '新 闻#1?%41.sqlite')
    const store = createSqlStore(await openSqlite(path, { readOnly: true }), { dimensions: DIMENSIONS })
    expect((await store.stats()).articles).toBe(40)
    await store.close()
    // All is in the main file after closing.
    await copyFile(path, join(dir, 'copy.sqlite'))
    await readAll(join(dir, 'copy.sqlite'))
  })

  it('reads only, when told so', async () => {
    const path = await builtIndex(await temporaryDirectory())
    const store = createSqlStore(await openSqlite(path, { readOnly: true }), { dimensions: DIMENSIONS })
    await expect(store.setMeta('a', 'b')).rejects.toThrow(StorageError)
    await expect(store.put(article('new'), [])).rejects.toThrow(StorageError)
    await store.close()
  })

  it('says so when there is no index, and makes none', async () => {
    const dir = await temporaryDirectory()
    const path = join(dir, 'none', 'a.sqlite')
    await expect(openSqlite(path, { readOnly: true })).rejects.toMatchObject({ code: 'index_missing' })
    await expect(stat(join(dir, 'none'))).rejects.toThrow()
    await expect(openSqlite(dir)).rejects.toThrow(IndexError)
    await writeFile(join(dir, 'file'), '')
    await expect(openSqlite(join(dir, 'file', 'a.sqlite'))).rejects.toThrow(IndexError)
  })

  it('waits for another writer no longer than told', async () => {
    const path = await builtIndex(await temporaryDirectory())
    const second = await openSqlite(path, { busyTimeoutMs: 20 })
    const client = createClient({ url: `file:${path}` })
    const transaction = await client.transaction('write')
    await expect(second.batch([{ sql: 'DELETE FROM meta' }])).rejects.toThrow(LockedError)
    await transaction.rollback()
    client.close()
    await second.close()
  })

  it('tells an index of another dimension', async () => {
    const path = await builtIndex(await temporaryDirectory())
    const store = createSqlStore(await openSqlite(path, { readOnly: true }), { dimensions: 384 })
    await expect(store.vectors()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'index_model',
    })
    await store.close()
  })
})

describe('schema versions', () => {
  it('refuses a newer one, naming both', async () => {
    const path = await builtIndex(await temporaryDirectory())
    const sql = await openSqlite(path)
    await sql.all('PRAGMA user_version = 99')
    await sql.close()
    await expect(openSqlite(path)).rejects.toThrow(/schema version 99.*knows up to 1.*build it again/)
    await expect(openSqlite(path, { readOnly: true })).rejects.toMatchObject({
      code: 'index_version',
      status: 503,
    })
  })

  it('brings an older one up to date, but not for a reader', async () => {
    const path = join(await temporaryDirectory(), 'a.sqlite')
    await writeFile(path, '')
    await expect(openSqlite(path, { readOnly: true })).rejects.toThrow(/version 0.*reads 1.*touwen ingest/)
    const [one, two] = await Promise.all([openSqlite(path), openSqlite(path)])
    expect(await one.all('PRAGMA user_version')).toEqual([{ user_version: 1 }])
    await one.close()
    await two.close()
    await (await openSqlite(path, { readOnly: true })).close()
  })

  it('leaves a database of another program alone', async () => {
    const path = join(await temporaryDirectory(), 'a.sqlite')
    const client = createClient({ url: `file:${path}` })
    await client.execute('CREATE TABLE articles (id)')
    client.close()
    const before = await readFile(path)
    await expect(openSqlite(path)).rejects.toMatchObject({ code: 'index_foreign' })
    expect((await readFile(path)).subarray(100)).toEqual(before.subarray(100))
  })
})

describe('damaged files', () => {
  it('one that is no database', async () => {
    const path = join(await temporaryDirectory(), 'a.sqlite')
    await writeFile(path, '这不是数据库。'.repeat(1000))
    await expect(openSqlite(path)).rejects.toThrow(/damaged.*touwen ingest/)
    await expect(openSqlite(path, { readOnly: true })).rejects.toMatchObject({ code: 'index_corrupt' })
  })

  it('one that was cut', async () => {
    const path = await builtIndex(await temporaryDirectory())
    const { size } = await stat(path)
    for (const part of [0.9, 0.5, 0.1]) {
      await truncate(path, Math.floor(size * part))
      await expect(readAll(path)).rejects.toMatchObject({ code: 'index_corrupt' })
    }
  })

  it('one with flipped bytes gives an IndexError or an answer, never a crash', async () => {
    const dir = await temporaryDirectory()
    const path = await builtIndex(dir)
    const { size } = await stat(path)
    const random = randomness(5)
    const copy = join(dir, 'copy.sqlite')
    let refused = 0
    for (let n = 0; n < 60; n += 1) {
      await copyFile(path, copy)
      for (let byte = 0; byte < 40; byte += 1) await flip(copy, 100 + Math.floor(random() * (size - 100)))
      try {
        await readAll(copy)
      } catch (error) {
        expect(error).toBeInstanceOf(IndexError)
        refused += 1
      }
    }
    expect(refused).toBeGreaterThan(20)
  })
})

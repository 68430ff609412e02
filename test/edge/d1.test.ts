import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { IndexError, InputError, OverloadError } from '../../src/errors.ts'
import { openD1, type D1 } from '../../src/store/d1.ts'
import { createStoredConversations } from '../../src/store/sql-conversations.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { articleStoreContract } from '../contracts/article-store.ts'
import { conversationsContract } from '../contracts/conversations.ts'
import { article, DIMENSIONS, passagesOf } from '../store/sample.ts'
import { createD1Pool, type D1Pool } from './d1.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let pool: D1Pool
beforeAll(async () => {
  pool = await createD1Pool()
})
afterAll(() => pool.dispose())

articleStoreContract('Cloudflare D1', async () => {
  const { sql } = await pool.open('DB')
  const store = createSqlStore(sql, { dimensions: DIMENSIONS })
  return { store, dispose: () => store.close() }
})

conversationsContract('Cloudflare D1', async (options) => {
  const { sql } = await pool.open('RECORDS')
  return createStoredConversations(sql, options)
})

describe('D1', () => {
  it('gives bytes back as bytes, and nothing for an empty batch', async () => {
    const { sql } = await pool.open('DB')
    const bytes = new Uint8Array([0, 1, 255]).buffer
    const [row] = await sql.all('SELECT ? AS a, ? AS b, ? AS c', [bytes, null, '甲'])
    expect(row!['a']).toBeInstanceOf(ArrayBuffer)
    expect(new Uint8Array(row!['a'] as ArrayBuffer)).toEqual(new Uint8Array(bytes))
    expect([row!['b'], row!['c']]).toEqual([null, '甲'])
    expect(await sql.batch([])).toEqual([])
  })

  it('runs a batch whole or not at all', async () => {
    const { sql } = await pool.open('DB')
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    await store.put(article('a', { content_hash: '1' }), passagesOf('旧文'))
    await expect(
      sql.batch([{ sql: 'DELETE FROM articles' }, { sql: 'INSERT INTO meta (key) VALUES (1)' }]),
    ).rejects.toThrow(/NOT NULL/)
    expect((await store.stats()).articles).toBe(1)
  })

  it('refuses a text over the limit of a row, with what to do', async () => {
    const { sql } = await pool.open('DB')
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    const put = store.put(article('a', { text: '文'.repeat(800_000) }), [])
    await expect(put).rejects.toThrow(InputError)
    await expect(put).rejects.toMatchObject({ status: 413, message: expect.stringMatching(/divide/) })
  })

  it('names the command for a database without tables', async () => {
    const { db } = await pool.open('RECORDS')
    const store = createSqlStore(openD1(db, 'DB'), { dimensions: DIMENSIONS })
    await expect(store.stats()).rejects.toThrow(/wrangler d1 migrations apply DB/)
    await expect(store.stats()).rejects.toThrow(IndexError)
  })

  // Messages of https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
  it.each([
    ['D1_ERROR: D1 DB is overloaded. Requests queued for too long.', OverloadError],
    ['D1_ERROR: D1 DB is overloaded. Too many requests queued.', OverloadError],
    ['D1_ERROR: Network connection lost.', OverloadError],
    ['D1_ERROR: Internal error in D1 DB storage caused object to be reset.', OverloadError],
    ['D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.', OverloadError],
    ["D1_ERROR: D1 DB's isolate exceeded its memory limit and was reset.", OverloadError],
    ['D1_ERROR: D1 DB exceeded its CPU time limit and was reset.', OverloadError],
    ['D1_ERROR: Exceeded maximum DB size.', IndexError],
    ["D1_ERROR: Your account has exceeded D1's maximum account storage limit, please contact us", IndexError],
  ])('%s', async (message, kind) => {
    const failing = {
      bind: () => failing,
      all: () => Promise.reject(new Error(message)),
    }
    const db: D1 = { prepare: () => failing, batch: () => Promise.reject(new Error(message)) }
    const sql = openD1(db, 'DB')
    await expect(sql.all('SELECT 1')).rejects.toThrow(kind)
    await expect(sql.batch([{ sql: 'SELECT 1' }])).rejects.toMatchObject({ status: 503 })
  })

  it('leaves a programming mistake what it is', async () => {
    const { sql } = await pool.open('DB')
    await expect(sql.all('SELEC 1')).rejects.toThrow(/syntax error/)
  })
})

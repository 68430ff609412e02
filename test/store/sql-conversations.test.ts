import { describe, expect, it } from 'vitest'
import { createStoredConversations } from '../../src/store/sql-conversations.ts'
import type { Sql } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { conversationsContract } from '../contracts/conversations.ts'

const database = (): Promise<Sql> => openSqlite(':memory:', { schema: 'records' })

conversationsContract('SQLite', async (options) => createStoredConversations(await database(), options))

const ID = '5f1d7c1e-conversation'

describe('conversations in a database', () => {
  it('are those of every server, and cannot be read there', async () => {
    const sql = await database()
    const [one, other] = [createStoredConversations(sql), createStoredConversations(sql)]
    await one.add(ID, '外资到账目标是多少', '1亿美元')
    expect(await other.get(ID)).toEqual([
      { role: 'user', content: '外资到账目标是多少' },
      { role: 'assistant', content: '1亿美元' },
    ])
    const rows = await sql.all('SELECT * FROM conversations')
    expect(rows).toHaveLength(1)
    const { name, turns } = rows[0]!
    expect(name).toMatch(/^[0-9a-f]{64}$/)
    const stored = Buffer.from(turns as ArrayBuffer)
    for (const text of [ID, '外资', '亿美元', 'user']) expect(stored.includes(Buffer.from(text))).toBe(false)
    // The same words look different each time.
    await one.add(`${ID}2`, '外资到账目标是多少', '1亿美元')
    const bodies = (await sql.all('SELECT turns FROM conversations')).map((row) =>
      Buffer.from(row['turns'] as ArrayBuffer).toString('hex'),
    )
    expect(bodies[0]!.slice(0, 24)).not.toBe(bodies[1]!.slice(0, 24))
    expect(bodies[0]!.slice(24)).not.toBe(bodies[1]!.slice(24))
  })

  it('are gone from it once they have expired', async () => {
    const sql = await database()
    let time = 0
    const kept = createStoredConversations(sql, { now: () => time })
    await kept.add(ID, '问', '答')
    const count = async () => (await sql.all('SELECT count(*) AS n FROM conversations'))[0]!['n']
    time = 30 * 60_000
    await kept.tend()
    expect(await count()).toBe(1)
    time += 1
    await kept.tend()
    expect(await count()).toBe(0)
  })

  it('are of no other database that has the same row', async () => {
    const [sql, other] = [await database(), await database()]
    await createStoredConversations(sql).add(ID, '问', '答')
    const [row] = await sql.all('SELECT * FROM conversations')
    await other.batch([
      {
        sql: 'INSERT INTO conversations (name, version, used_at, turns) VALUES (?, ?, ?, ?)',
        args: [row!['name']!, row!['version']!, row!['used_at']!, row!['turns']!],
      },
    ])
    expect(await createStoredConversations(other).get(ID)).toEqual([])
  })
})

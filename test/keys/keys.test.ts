import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import type { NewKey } from '../../src/keys/key.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import type { Sql } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const WISH: NewKey = { name: '门户', scopes: ['ask', 'search'] }

/** Keys over a real database, with a clock to turn; `asked` counts look-ups. */
async function opened() {
  const real = await openSqlite(':memory:', { schema: 'records' })
  let asked = 0
  const sql: Sql = {
    ...real,
    all: (text, args) => {
      if (/WHERE k\.id/.test(text)) asked += 1
      return real.all(text, args)
    },
  }
  const clock = { at: Date.parse('2026-12-01T08:00:00Z') }
  const make = () => createKeys({ store: createKeyStore(sql), now: () => new Date(clock.at) })
  return { sql, keys: make(), other: make(), clock, asked: () => asked }
}

describe('a key', () => {
  it('lets its bearer do what it was made for', async () => {
    const { keys } = await opened()
    const { key, id } = await keys.create({
      ...WISH,
      filters: { zone: '江苏丹阳经济开发区' },
      daily: 5,
      channel: 'portal',
      origins: ['https://a.example.cn'],
    })
    expect(await keys.find(key)).toEqual({
      id,
      scopes: new Set(['ask', 'search']),
      filters: { zone: '江苏丹阳经济开发区' },
      daily: 5,
      channel: 'portal',
      origins: ['https://a.example.cn'],
    })
    const plain = await keys.create(WISH)
    expect(await keys.find(plain.key)).toEqual({ id: plain.id, scopes: new Set(['ask', 'search']) })
  })

  it('is kept as a digest only', async () => {
    const { keys, sql } = await opened()
    const { key } = await keys.create(WISH)
    const rows = await sql.all('SELECT * FROM keys')
    const all = rows.flatMap((row) =>
      Object.values(row).map((value) =>
        value instanceof ArrayBuffer ? Buffer.from(value).toString('latin1') : String(value),
      ),
    )
    expect(all.join('\n')).not.toContain(key.slice(16))
    expect(JSON.stringify(await keys.list({ limit: 10 }))).not.toContain(key.slice(16, 30))
  })

  it('of the same id with another secret, or cut, is nobody’s', async () => {
    const { keys } = await opened()
    const [a, b] = [await keys.create(WISH), await keys.create(WISH)]
    expect(await keys.find(a.key)).not.toBeNull()
    const { makeToken } = await import('../../src/keys/token.ts')
    // The right id and checksum, a secret of zeros.
    let call = 0
    const forged = makeToken((length) => {
      call += 1
      const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
      return Uint8Array.from({ length }, (_, i) => (call === 1 ? digits.indexOf(a.key[3 + i] ?? '0') : 0))
    })
    expect(forged.id).toBe(a.id)
    expect(await keys.find(forged.text)).toBeNull()
    expect(await keys.find(a.key)).not.toBeNull()
    for (const text of [
      '',
      'tw_',
      a.key.slice(0, -1),
      `${a.key} `,
      a.key.slice(0, 16) + b.key.slice(16),
      'x'.repeat(1e5),
    ]) {
      expect(await keys.find(text)).toBeNull()
    }
  })

  it('is worthless from its expiry on, also while it is remembered', async () => {
    const { keys, clock } = await opened()
    const { key } = await keys.create({ ...WISH, expires_at: '2026-12-01T08:00:01+00:00' })
    expect(await keys.find(key)).not.toBeNull()
    clock.at += 1000
    expect(await keys.find(key)).toBeNull()
  })

  it('that expires on a day is valid until that day begins in UTC', async () => {
    const { keys, clock } = await opened()
    const { key, expires_at } = await keys.create({ ...WISH, expires_at: '2027-01-01' })
    expect(expires_at).toBe('2027-01-01T00:00:00.000Z')
    clock.at = Date.parse('2026-12-31T23:59:59.999Z')
    expect(await keys.find(key)).not.toBeNull()
  })

  it('is worthless at once when revoked here, within seconds when revoked elsewhere', async () => {
    const { keys, other, clock } = await opened()
    const [a, b] = [await keys.create(WISH), await keys.create(WISH)]
    expect(await keys.find(a.key)).not.toBeNull()
    expect(await keys.revoke(a.id)).toBe(true)
    expect(await keys.find(a.key)).toBeNull()
    expect(await keys.find(b.key)).not.toBeNull()
    await other.revoke(b.id)
    clock.at += 2001
    expect(await keys.find(b.key)).toBeNull()
    expect(await keys.revoke(b.id)).toBe(true)
    expect(await keys.revoke('key_nothing')).toBe(false)
  })

  it('made elsewhere is known within seconds, also when it was asked for before', async () => {
    const { keys, other, clock, sql } = await opened()
    const { key, id } = await other.create(WISH)
    const [row] = await sql.all('SELECT hash FROM keys WHERE id = ?', [id])
    await sql.all('UPDATE keys SET id = ? WHERE id = ?', ['key_hidden', id])
    expect(await keys.find(key)).toBeNull()
    await sql.all('UPDATE keys SET id = ? WHERE hash = ?', [id, row!['hash']!])
    clock.at += 2001
    expect(await keys.find(key)).not.toBeNull()
  })

  it('is looked up once in a while, however often it is used, and so is an unknown one', async () => {
    const { keys, other, asked, sql } = await opened()
    const known = await keys.create(WISH)
    const unknown = await other.create(WISH)
    await sql.all('DELETE FROM keys WHERE id = ?', [unknown.id])
    for (let i = 0; i < 50; i += 1) {
      await keys.find(known.key)
      await keys.find(unknown.key)
    }
    expect(asked()).toBe(2)
  })

  it.each<[Partial<NewKey>, RegExp]>([
    [{ name: ' ' }, /name/],
    [{ scopes: [] }, /scopes/],
    [{ scopes: ['write' as 'ask'] }, /scopes/],
    [{ expires_at: '2026-12-01' }, /expires_at is 2026-12-01, which is past/],
    [{ expires_at: '2027-02-30' }, /expires_at/],
    [{ daily: 0 }, /daily/],
    [{ origins: ['https://a.cn/x'] }, /origins/],
    [{ channel: '门户' }, /channel/],
    [{ scopes: ['admin'], filters: { zone: 'z' } }, /admin can make others/],
    [{ scopes: ['ask', 'logs'], filters: { zone: 'z' } }, /reads what everybody asked/],
    [{ filters: { colour: 'red' } as object }, /colour/],
  ])('is not made of %j', async (change, message) => {
    const { keys } = await opened()
    const made = keys.create({ ...WISH, ...change })
    await expect(made).rejects.toThrow(InputError)
    await expect(made).rejects.toThrow(message)
  })
})

describe('the list of keys', () => {
  it('is newest first, in pages, with revoked ones', async () => {
    const { keys } = await opened()
    const ids: string[] = []
    for (let i = 0; i < 7; i += 1) ids.unshift((await keys.create({ ...WISH, name: `k${i}` })).id)
    await keys.revoke(ids[3]!)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await keys.list({ limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      expect(page.items.length).toBeLessThanOrEqual(3)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids)
    expect((await keys.list({ limit: 100 })).items[3]?.revoked_at).toMatch(/^2026/)
    await expect(keys.list({ limit: 3, cursor: 'x' })).rejects.toThrow(/take next_cursor/)
  })
})

it('an origin is allowed while a valid key has it', async () => {
  const { keys, clock } = await opened()
  const { id } = await keys.create({ ...WISH, origins: ['https://*.example.cn'], expires_at: '2026-12-02' })
  expect(await keys.allowsOrigin('https://a.example.cn')).toBe(true)
  expect(await keys.allowsOrigin('https://evil.cn')).toBe(false)
  clock.at = Date.parse('2026-12-02T00:00:00Z')
  expect(await keys.allowsOrigin('https://a.example.cn')).toBe(false)
  clock.at = Date.parse('2026-12-01T09:00:00Z')
  // The clock is set back: nothing is remembered for longer because of that.
  expect(await keys.allowsOrigin('https://a.example.cn')).toBe(true)
  await keys.revoke(id)
  expect(await keys.allowsOrigin('https://a.example.cn')).toBe(false)
})

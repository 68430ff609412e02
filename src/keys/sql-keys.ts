// All SQL of keys and of what they have used, over the Sql port.
import type { Filters } from '../article.ts'
import type { Sql, SqlRow, SqlValue } from '../store/sql.ts'
import type { Key } from './key.ts'
import type { Scope } from './principal.ts'

/** A key as it is kept. */
export interface StoredKey extends Omit<Key, 'used_today'> {
  /** SHA-256 of its text. */
  hash: Uint8Array<ArrayBuffer>
}

export interface KeyStore {
  add(key: StoredKey): Promise<void>
  get(id: string): Promise<StoredKey | null>
  /** Newest first, from below `before`; `used_today` of that day. */
  list(day: string, limit: number, before: number | null): Promise<(Key & { seq: number })[]>
  /** False when there is no such key. */
  revoke(id: string, at: string): Promise<boolean>
  /** The origins of all keys that are valid at that moment. */
  origins(at: string): Promise<string[]>
}

/** What was used of a budget on a day. */
export interface Usage {
  day: string
  budget: string
  used: number
}

export interface UsageStore {
  of(day: string): Promise<Usage[]>
  /** Add to what was used; what it then is, also by other processes. Forgets days before `oldest`. */
  add(used: Usage[], oldest: string): Promise<Usage[]>
}

const TEXTS = [
  'id',
  'name',
  'scopes',
  'filters',
  'channel',
  'origins',
  'created_at',
  'expires_at',
  'revoked_at',
]

/** Keys over a database with the schema `records`. */
export function createKeyStore(sql: Sql): KeyStore {
  const columns = [
    ...TEXTS.map((column) => `${sql.textColumn(`k.${column}`)} AS ${column}`),
    'k.daily',
    'k.seq',
  ]
  const held = columns.join(', ')
  return {
    add: async (key) => {
      const args: SqlValue[] = [
        key.id,
        key.hash.buffer,
        key.name,
        JSON.stringify(key.scopes),
        jsonArg(key.filters),
        key.channel,
        jsonArg(key.origins),
        key.daily,
        key.created_at,
        key.expires_at,
      ]
      await sql.all(
        `INSERT INTO keys (id, hash, name, scopes, filters, channel, origins, daily, created_at, expires_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        args,
      )
    },
    get: async (id) => {
      const [row] = await sql.all(`SELECT ${held}, k.hash FROM keys k WHERE k.id = ?`, [id])
      return row === undefined ? null : { ...keyOf(row), hash: new Uint8Array(row['hash'] as ArrayBuffer) }
    },
    list: async (day, limit, before) => {
      const rows = await sql.all(
        `SELECT ${held}, coalesce(u.used, 0) AS used FROM keys k LEFT JOIN usage u ON u.day = ? AND u.budget = k.id
         WHERE k.seq < ? ORDER BY k.seq DESC LIMIT ?`,
        [day, before ?? Number.MAX_SAFE_INTEGER, limit],
      )
      return rows.map((row) => ({ ...keyOf(row), used_today: Number(row['used']), seq: Number(row['seq']) }))
    },
    revoke: async (id, at) => {
      const rows = await sql.all(
        'UPDATE keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING seq',
        [at, id],
      )
      return rows.length > 0
    },
    origins: async (at) => {
      const rows = await sql.all(
        `SELECT DISTINCT ${sql.textColumn('origins')} AS origins FROM keys
         WHERE origins IS NOT NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
        [at],
      )
      return [...new Set(rows.flatMap((row) => jsonOf<string[]>(row, 'origins') ?? []))]
    },
  }
}

/** What was used, over a database with the schema `records`. */
export function createUsageStore(sql: Sql): UsageStore {
  const held = `${sql.textColumn('day')} AS day, ${sql.textColumn('budget')} AS budget, used`
  return {
    of: async (day) => (await sql.all(`SELECT ${held} FROM usage WHERE day = ?`, [day])).map(usageOf),
    add: async (used, oldest) => {
      const [, ...added] = await sql.batch([
        { sql: 'DELETE FROM usage WHERE day < ?', args: [oldest] },
        ...used.map((one) => ({
          sql: `INSERT INTO usage (day, budget, used) VALUES (?, ?, ?)
                ON CONFLICT (day, budget) DO UPDATE SET used = used + excluded.used RETURNING ${held}`,
          args: [one.day, one.budget, one.used],
        })),
      ])
      return added.flat().map(usageOf)
    },
  }
}

// --- Internal helpers ---

function keyOf(row: SqlRow): Omit<Key, 'used_today'> {
  return {
    id: textOf(row, 'id') ?? '',
    name: textOf(row, 'name') ?? '',
    scopes: jsonOf<Scope[]>(row, 'scopes') ?? [],
    filters: jsonOf<Filters>(row, 'filters'),
    channel: textOf(row, 'channel'),
    origins: jsonOf<string[]>(row, 'origins'),
    daily: row['daily'] === null ? null : Number(row['daily']),
    created_at: textOf(row, 'created_at') ?? '',
    expires_at: textOf(row, 'expires_at'),
    revoked_at: textOf(row, 'revoked_at'),
  }
}

function usageOf(row: SqlRow): Usage {
  return { day: textOf(row, 'day') ?? '', budget: textOf(row, 'budget') ?? '', used: Number(row['used']) }
}

function jsonArg(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

function jsonOf<T>(row: SqlRow, column: string): T | null {
  const text = textOf(row, column)
  return text === null ? null : (JSON.parse(text) as T)
}

function textOf(row: SqlRow, column: string): string | null {
  const value = row[column]
  if (value === null || value === undefined) return null
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)
}

// All SQL of channels, over the Sql port. It maps rows; it decides nothing.
import { channelRequestSchema, type Channel, type ChannelBody } from '../channel-contract.ts'
import type { Sql, SqlRow, Statement } from '../store/sql.ts'

export type StoredChannel = Omit<Channel, 'used_today'>

/** What is written of a channel; the store gives the version. */
export interface Writing {
  id: string
  body: ChannelBody
  created_at: string
  updated_at: string
}

export type ChannelStore = ReturnType<typeof createChannelStore>

const VERSION = "(SELECT CAST(value AS INTEGER) FROM records WHERE name = 'channels.version')"
const COUNT: Statement = {
  sql: "INSERT INTO records (name, value) VALUES ('channels.version', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
}

/** Channels over a database with the schema `records`. */
export function createChannelStore(sql: Sql) {
  const columns = `${['id', 'body', 'created_at', 'updated_at']
    .map((name) => `${sql.textColumn(`c.${name}`)} AS ${name}`)
    .join(', ')}, c.version`
  // What its visitors have used of a day.
  const counted = `${columns}, coalesce(u.used, 0) AS used FROM channels c
    LEFT JOIN usage u ON u.day = ? AND u.budget = 'channel:' || c.id`
  return {
    async get(id: string, day: string): Promise<Channel | null> {
      const [row] = await sql.all(`SELECT ${counted} WHERE c.id = ?`, [day, id])
      return row === undefined ? null : countedOf(row)
    },

    /** By id, from behind `after`. */
    async list(day: string, limit: number, after: string): Promise<Channel[]> {
      const args = [day, after, limit]
      return (await sql.all(`SELECT ${counted} WHERE c.id > ? ORDER BY c.id LIMIT ?`, args)).map(countedOf)
    },

    /** The origins of all channels that are not switched off. */
    async origins(): Promise<string[]> {
      const rows = await sql.all(`SELECT ${columns} FROM channels c`)
      return [...new Set(rows.map(channelOf).flatMap(({ enabled, origins }) => (enabled ? origins : [])))]
    },

    /** Write it over what is there, if that has the version `over` (null: nothing is there); its version, null: it has not. */
    async put({ id, body, created_at, updated_at }: Writing, over: number | null): Promise<number | null> {
      const values = [JSON.stringify(body), created_at, updated_at]
      const write: Statement =
        over === null
          ? {
              sql: `INSERT INTO channels (body, created_at, updated_at, id, version) VALUES (?, ?, ?, ?, ${VERSION})
                    ON CONFLICT DO NOTHING RETURNING version`,
              args: [...values, id],
            }
          : {
              sql: `UPDATE channels SET body = ?, created_at = ?, updated_at = ?, version = ${VERSION}
                    WHERE id = ? AND version = ? RETURNING version`,
              args: [...values, id, over],
            }
      const [, rows] = await sql.batch([COUNT, write])
      const version = rows![0]?.['version']
      return version === undefined ? null : Number(version)
    },

    /** False when there is none of this version. */
    async remove(id: string, version: number): Promise<boolean> {
      const [, rows] = await sql.batch([
        COUNT,
        { sql: 'DELETE FROM channels WHERE id = ? AND version = ? RETURNING 1', args: [id, version] },
      ])
      return rows!.length > 0
    },
  }
}

// --- Internal helpers ---

function countedOf(row: SqlRow): Channel {
  return { ...channelOf(row), used_today: Number(row['used']) }
}

function channelOf(row: SqlRow): StoredChannel {
  return {
    id: text(row, 'id'),
    // A field that came later has its default.
    ...channelRequestSchema.parse(JSON.parse(text(row, 'body'))),
    created_at: text(row, 'created_at'),
    updated_at: text(row, 'updated_at'),
    version: Number(row['version']),
  }
}

function text(row: SqlRow, column: string): string {
  const value = row[column]
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)
}

// All SQL of pinned answers. It maps rows; it decides nothing.
import type { PinRequest } from '../answer-contract.ts'
import type { Sql, SqlRow, Statement } from '../store/sql.ts'
import { text } from './answer-rows.ts'

/** Where a quote stands in one revision of an article. */
export interface Anchor {
  article_id: string
  revision: number
  start: number
  end: number
  quote: string
}

/** A pin as it was put, with the quote of its citation. */
export type PinBody = Omit<PinRequest, 'citation'> & { citation: Anchor | null }

export interface StoredPin {
  id: string
  version: number
  updated_at: string
  body: PinBody
  embedder: string
  /** Of question, similar and negative questions, one after the other. */
  vectors: Float32Array
}

export type PinStore = ReturnType<typeof createPinStore>

const VERSION = "(SELECT CAST(value AS INTEGER) FROM records WHERE name = 'pins.version')"
const COUNT: Statement = {
  sql: "INSERT INTO records (name, value) VALUES ('pins.version', '1') ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)",
}

/** Pins over a database. */
export function createPinStore(sql: Sql) {
  const columns = `${['id', 'body', 'updated_at', 'embedder'].map((name) => `${sql.textColumn(name)} AS ${name}`).join(', ')}, version, vectors`
  return {
    /** Changes with every write, by whatever process; 0: there never was a pin. */
    async generation(): Promise<number> {
      const [row] = await sql.all(`SELECT ${VERSION} AS version`)
      return Number(row?.['version'] ?? 0)
    },

    async get(id: string): Promise<StoredPin | null> {
      const [row] = await sql.all(`SELECT ${columns} FROM pins WHERE id = ?`, [id])
      return row === undefined ? null : pinOf(row)
    },

    /** By id, from behind `after`. */
    async list(limit: number, after: string): Promise<StoredPin[]> {
      const rows = await sql.all(`SELECT ${columns} FROM pins WHERE id > ? ORDER BY id LIMIT ?`, [
        after,
        limit,
      ])
      return rows.map(pinOf)
    },

    /** Store it over what is there, if that has the version `over` (null: nothing is there); its version, null: it has not. */
    async put(pin: Omit<StoredPin, 'version'>, over: number | null): Promise<number | null> {
      const { id, body, updated_at, embedder, vectors } = pin
      const values = [JSON.stringify(body), updated_at, embedder, vectors.slice().buffer as ArrayBuffer]
      const write: Statement =
        over === null
          ? {
              sql: `INSERT INTO pins (body, updated_at, embedder, vectors, id, version) VALUES (?, ?, ?, ?, ?, ${VERSION})
                    ON CONFLICT DO NOTHING RETURNING version`,
              args: [...values, id],
            }
          : {
              sql: `UPDATE pins SET body = ?, updated_at = ?, embedder = ?, vectors = ?, version = ${VERSION}
                    WHERE id = ? AND version = ? RETURNING version`,
              args: [...values, id, over],
            }
      const [, rows] = await sql.batch([COUNT, write])
      const version = rows![0]?.['version']
      return version === undefined ? null : Number(version)
    },

    /** Replace the vectors, which are not part of what a client sees. */
    async embedded(id: string, version: number, embedder: string, vectors: Float32Array): Promise<void> {
      await sql.batch([
        {
          sql: 'UPDATE pins SET embedder = ?, vectors = ? WHERE id = ? AND version = ?',
          args: [embedder, vectors.slice().buffer as ArrayBuffer, id, version],
        },
      ])
    },

    /** False when there is none of this version. */
    async remove(id: string, version: number): Promise<boolean> {
      const [, rows] = await sql.batch([
        COUNT,
        { sql: 'DELETE FROM pins WHERE id = ? AND version = ? RETURNING 1', args: [id, version] },
      ])
      return rows!.length > 0
    },
  }
}

function pinOf(row: SqlRow): StoredPin {
  return {
    id: text(row, 'id'),
    version: Number(row['version']),
    updated_at: text(row, 'updated_at'),
    body: JSON.parse(text(row, 'body')) as PinBody,
    embedder: text(row, 'embedder'),
    vectors: new Float32Array(row['vectors'] as ArrayBuffer),
  }
}

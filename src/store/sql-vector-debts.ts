// The debts to a vector index, as rows of `meta`, over any Sql executor.
import type { Sql } from './sql.ts'
import { number, text, textColumn } from './sql-rows.ts'
import { metaStatement } from './sql-write.ts'
import type { VectorDebts } from './vector-debts.ts'

const PREFIX = 'vectors.owed.'
/** Behind all keys with the prefix. */
const BEHIND = 'vectors.owed/'

/** The debts of the index in this database. */
export function createVectorDebts(sql: Sql): VectorDebts {
  return {
    async lastId() {
      const [row] = await sql.all("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
      return row === undefined ? 0 : number(row, 'seq')
    },
    async owe(ids) {
      if (ids.length === 0) return
      // Passages belong to one article and are removed together, so the first tells them again.
      const key = `${PREFIX}${String(Math.min(...ids)).padStart(10, '0')}`
      await sql.batch([metaStatement(key, JSON.stringify(ids))])
    },
    async owed(limit) {
      const rows = await sql.all(
        `SELECT ${textColumn(sql, 'key')}, ${textColumn(sql, 'value')} FROM meta WHERE key >= ? AND key < ? ORDER BY key LIMIT ?`,
        [PREFIX, BEHIND, limit],
      )
      // Written by this module only.
      return rows.map((row) => ({ key: text(row, 'key'), ids: JSON.parse(text(row, 'value')) as number[] }))
    },
    async settled(key) {
      await sql.batch([{ sql: 'DELETE FROM meta WHERE key = ?', args: [key] }])
    },
  }
}

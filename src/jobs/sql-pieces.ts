// The articles of a job that were read of its files and wait to be stored, one by one, by whoever gets their message. A piece
// is there until it is settled, and its outcome is recorded in the same transaction: so none is done twice, and none is lost.
import type { JobSummary } from '../job-contract.ts'
import type { Sql, SqlValue } from '../store/sql.ts'
import { text } from './job-rows.ts'
import { FIRST_PIECE, itemStatement, type KeyedItem } from './sql-jobs.ts'

/** A row of D1 holds 2 MB, and so does a value that is bound. */
const PART = 512 * 1024
/** Four arguments each, of the 100 that D1 takes. */
const ROWS_A_STATEMENT = 25
const ITEMS_A_BATCH = 100

export type PieceRecords = ReturnType<typeof createPieceRecords>

/** The records of pieces. They count from 0. */
export function createPieceRecords(sql: Sql) {
  const t = (column: string): string => `${sql.textColumn(column)} AS ${column}`
  const run = (statement: string, args: (string | number | null)[]): Promise<unknown> =>
    sql.batch([{ sql: statement, args }])

  return {
    /** Begin to read a job, or begin again. False when it has ended, or there is none. */
    async begin(id: string, now: string): Promise<boolean> {
      const rows = await sql.all(
        `UPDATE jobs SET state = 'running', started_at = coalesce(started_at, ?), attempts = attempts + 1
         WHERE id = ? AND state IN ('queued', 'running') RETURNING 1 AS begun`,
        [now, id],
      )
      return rows.length > 0
    },

    /** Keep the pieces of a job, as few statements as that takes; the same again replaces them. */
    async addAll(id: string, values: readonly unknown[]): Promise<void> {
      let rows: SqlValue[][] = []
      let size = 0
      const write = async (): Promise<void> => {
        if (rows.length === 0) return
        const marks = rows.map(() => "(?, ?, ?, '', ?)").join(', ')
        await sql.batch([
          {
            sql: `INSERT OR REPLACE INTO job_files (job_id, file, part, name, bytes) VALUES ${marks}`,
            args: rows.flat(),
          },
        ])
        rows = []
        size = 0
      }
      for (const [piece, value] of values.entries()) {
        const bytes = new TextEncoder().encode(JSON.stringify(value))
        for (let part = 0; part * PART < bytes.length; part += 1) {
          const some = bytes.slice(part * PART, (part + 1) * PART)
          if (rows.length >= ROWS_A_STATEMENT || size + some.length > PART) await write()
          rows.push([id, FIRST_PIECE + piece, part, some.buffer])
          size += some.length
        }
      }
      await write()
    },

    /** All is read: what failed is recorded, how many items there are is known, and the files are let go of. */
    async allRead(id: string, failed: readonly KeyedItem[], items: number): Promise<void> {
      for (let at = 0; at < failed.length; at += ITEMS_A_BATCH) {
        await sql.batch(failed.slice(at, at + ITEMS_A_BATCH).map((item) => itemStatement(id, item)))
      }
      await sql.batch([
        { sql: 'UPDATE jobs SET items_total = ? WHERE id = ?', args: [items, id] },
        { sql: 'DELETE FROM job_files WHERE job_id = ? AND file < ?', args: [id, FIRST_PIECE] },
      ])
    },

    /** A piece as it was kept; null when it is settled. */
    async get(id: string, piece: number): Promise<unknown> {
      const rows = await sql.all('SELECT bytes FROM job_files WHERE job_id = ? AND file = ? ORDER BY part', [
        id,
        FIRST_PIECE + piece,
      ])
      if (rows.length === 0) return null
      const decoder = new TextDecoder()
      const parts = rows.map((row) => decoder.decode(row['bytes'] as ArrayBuffer, { stream: true }))
      return JSON.parse(parts.join('') + decoder.decode())
    },

    /** Pieces that wait, the first of them. */
    async waiting(id: string, limit: number): Promise<number[]> {
      const rows = await sql.all(
        'SELECT DISTINCT file FROM job_files WHERE job_id = ? AND file >= ? ORDER BY file LIMIT ?',
        [id, FIRST_PIECE, limit],
      )
      return rows.map((row) => Number(row['file']) - FIRST_PIECE)
    },

    /** Record what became of a piece, once, and let go of it. */
    async settle(id: string, piece: number, items: readonly KeyedItem[], passages: number): Promise<void> {
      const file = FIRST_PIECE + piece
      await sql.batch([
        {
          sql: `UPDATE jobs SET passages_done = passages_done + ?1
                WHERE id = ?2 AND EXISTS (SELECT 1 FROM job_files WHERE job_id = ?2 AND file = ?3)`,
          args: [passages, id, file],
        },
        ...items.map((item) => itemStatement(id, item)),
        { sql: 'DELETE FROM job_files WHERE job_id = ? AND file = ?', args: [id, file] },
      ])
    },

    /** Leave what waits. */
    drop: (id: string) => run('DELETE FROM job_files WHERE job_id = ?', [id]),

    /** From now on all that the job stored is found; unless that is known already. */
    found: (id: string, at: string) =>
      run(
        'UPDATE jobs SET searchable_at = ?, passages_total = passages_done WHERE id = ? AND searchable_at IS NULL',
        [at, id],
      ),

    /** Jobs to be looked after: those that have not ended, and those of which not all is found yet. Oldest first. */
    async unfinished(limit: number): Promise<Pick<JobSummary, 'id' | 'state'>[]> {
      const rows = await sql.all(
        `SELECT ${t('id')}, ${t('state')} FROM jobs
         WHERE state IN ('queued', 'running') OR (state IN ('done', 'cancelled') AND searchable_at IS NULL
           AND EXISTS (SELECT 1 FROM job_items i WHERE i.job_id = jobs.id AND i.outcome <> 'failed'))
         ORDER BY created_at LIMIT ?`,
        [limit],
      )
      return rows.map((row) => ({ id: text(row, 'id')!, state: text(row, 'state') as JobSummary['state'] }))
    },
  }
}

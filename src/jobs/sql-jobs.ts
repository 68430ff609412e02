// All SQL of jobs, over any Sql executor: the work that was accepted, its files, and what became of its items.
import type { Filters } from '../article.ts'
import type { SentFile } from '../article-contract.ts'
import { joined } from '../bytes.ts'
import type { JobItem, JobPlace, JobState, Outcome, Owner } from '../job-contract.ts'
import type { Sql, SqlRow, SqlValue, Statement } from '../store/sql.ts'
import { itemOf, recordOf, text, type JobRecord } from './job-rows.ts'

/** A row of D1 holds 2 MB. */
const PART = 512 * 1024
/** Files from this number on are no files that were sent, but articles that were read of them (see `sql-pieces.ts`). */
export const FIRST_PIECE = 1_000_000

/** An item with what tells it again when its job is begun anew. */
export type KeyedItem = Omit<JobItem, 'number'> & { key: string }

export interface JobProgress {
  items_total: number | null
  passages_done: number
  passages_total: number | null
}

export type JobRecords = ReturnType<typeof createJobRecords>

/** The records of jobs. */
export function createJobRecords(sql: Sql) {
  const t = (column: string): string => `${sql.textColumn(column)} AS ${column.replace(/^\w\./, '')}`
  const one = async (statement: string, args: SqlValue[]): Promise<SqlRow | undefined> =>
    (await sql.all(statement, args))[0]
  const texts = `id state created_at started_at finished_at searchable_at error_fact error_remedy request_hash within`
  const columns = [
    ...texts.split(' ').map((name) => t(`j.${name}`)),
    'j.cancel_requested, j.attempts, j.items_total, j.passages_done, j.passages_total',
    ...(['added', 'updated', 'unchanged', 'failed'] as const).map(count),
  ].join(', ')
  const itemColumns = [
    'i.number, i.line',
    ...'name outcome article_id fact remedy warnings'.split(' ').map((name) => t(`i.${name}`)),
  ].join(', ')

  return {
    async get(id: string, owner?: Owner): Promise<JobRecord | null> {
      const own = ownedBy(owner)
      const row = await one(`SELECT ${columns} FROM jobs j WHERE j.id = ? AND ${own.sql}`, [id, ...own.args])
      return row === undefined ? null : recordOf(row)
    },

    async byRequest(owner: string | null, key: string): Promise<JobRecord | null> {
      const row = await one(`SELECT ${columns} FROM jobs j WHERE j.owner = ? AND j.request_key = ?`, [
        owner ?? '',
        key,
      ])
      return row === undefined ? null : recordOf(row)
    },

    async list(state: JobState | undefined, owner: Owner, after: JobPlace | null, limit: number) {
      const own = ownedBy(owner)
      const rows = await sql.all(
        `SELECT ${columns} FROM jobs j WHERE ${own.sql} ${state === undefined ? '' : 'AND j.state = ?'}
         ${after === null ? '' : 'AND (j.created_at < ? OR (j.created_at = ? AND j.id < ?))'}
         ORDER BY j.created_at DESC, j.id DESC LIMIT ?`,
        [
          ...own.args,
          ...(state === undefined ? [] : [state]),
          ...(after === null ? [] : [after.created_at, after.created_at, after.id]),
          limit,
        ],
      )
      return rows.map(recordOf)
    },

    /** Those of an outcome, or all, in order; from behind number `after`. */
    async items(id: string, outcome: Outcome | undefined, after: number, limit: number) {
      const rows = await sql.all(
        `SELECT ${itemColumns} FROM job_items i WHERE i.job_id = ? AND i.number > ?
         ${outcome === undefined ? '' : 'AND i.outcome = ?'} ORDER BY i.number LIMIT ?`,
        [id, after, ...(outcome === undefined ? [] : [outcome]), limit],
      )
      return rows.map(itemOf)
    },

    /** Those that failed before the others. */
    async firstItems(id: string, limit: number): Promise<JobItem[]> {
      const rows = await sql.all(
        `SELECT ${itemColumns} FROM job_items i WHERE i.job_id = ?
         ORDER BY i.outcome <> 'failed', i.number LIMIT ?`,
        [id, limit],
      )
      return rows.map(itemOf)
    },

    /** Jobs that wait or run. */
    async open(): Promise<number> {
      const row = await one("SELECT count(*) AS open FROM jobs WHERE state IN ('queued', 'running')", [])
      return Number(row!['open'])
    },

    /** Keep the files of a job that is about to be recorded, a part at a time, giving way between them. */
    async addFiles(id: string, files: readonly SentFile[]): Promise<void> {
      for (const [file, { name, bytes }] of files.entries()) {
        for (let part = 0; part === 0 || part * PART < bytes.length; part += 1) {
          const piece = bytes.slice(part * PART, (part + 1) * PART)
          await sql.all('INSERT INTO job_files (job_id, file, part, name, bytes) VALUES (?, ?, ?, ?, ?)', [
            id,
            file,
            part,
            plain(name),
            piece.buffer,
          ])
          await turn()
        }
      }
    },

    async files(id: string): Promise<SentFile[]> {
      const found: { name: string; parts: Uint8Array[] }[] = []
      const rows = await sql.all(
        `SELECT file, part, ${t('name')} FROM job_files WHERE job_id = ? AND file < ? ORDER BY file, part`,
        [id, FIRST_PIECE],
      )
      for (const row of rows) {
        const bytes = await one('SELECT bytes FROM job_files WHERE job_id = ? AND file = ? AND part = ?', [
          id,
          row['file']!,
          row['part']!,
        ])
        const file = (found[Number(row['file'])] ??= { name: text(row, 'name') ?? '', parts: [] })
        file.parts.push(new Uint8Array(bytes!['bytes'] as ArrayBuffer))
        await turn()
      }
      return found.map(({ name, parts }) => ({ name, bytes: joined(parts) }))
    },

    async dropFiles(id: string): Promise<void> {
      await sql.batch([filesGone(id)])
    },

    async add(job: {
      id: string
      created_at: string
      owner: string | null
      key: string | null
      hash: string
      within: Filters | undefined
    }): Promise<void> {
      await sql.batch([
        {
          sql: `INSERT INTO jobs (id, state, created_at, owner, request_key, request_hash, within)
                VALUES (?, 'queued', ?, ?, ?, ?, ?)`,
          args: [
            job.id,
            job.created_at,
            job.owner ?? '',
            job.key,
            job.hash,
            job.within === undefined ? null : JSON.stringify(job.within),
          ],
        },
      ])
    },

    /** The job that has waited longest, now running; null when none waits. */
    async begin(now: string): Promise<JobRecord | null> {
      const [row] = await sql.all(
        `UPDATE jobs SET state = 'running', started_at = coalesce(started_at, ?), attempts = attempts + 1
         WHERE id = (SELECT id FROM jobs WHERE state = 'queued' ORDER BY created_at, id LIMIT 1)
         RETURNING ${sql.textColumn('id')} AS id`,
        [now],
      )
      return row === undefined ? null : this.get(text(row, 'id')!)
    },

    /** Record items, of which an earlier outcome than “unchanged” stays, and how far the job is. */
    async record(id: string, items: readonly KeyedItem[], progress: JobProgress): Promise<void> {
      await sql.batch([
        ...items.map((item) => itemStatement(id, item)),
        {
          sql: 'UPDATE jobs SET items_total = ?, passages_done = ?, passages_total = ? WHERE id = ?',
          args: [progress.items_total, progress.passages_done, progress.passages_total, id],
        },
      ])
    },

    /** End a job and let go of its files. */
    async end(
      id: string,
      state: 'done' | 'failed' | 'cancelled',
      at: string,
      searchable: boolean,
      error: { fact: string; remedy: string } | null = null,
    ): Promise<void> {
      await sql.batch([
        {
          sql: `UPDATE jobs SET state = ?, finished_at = ?, searchable_at = ?, error_fact = ?, error_remedy = ?
                WHERE id = ?`,
          args: [
            state,
            at,
            searchable ? at : null,
            error && plain(error.fact),
            error && plain(error.remedy),
            id,
          ],
        },
        filesGone(id),
      ])
    },

    /** Let a running job wait again; `counted`: whether this time counts as an attempt. */
    async putBack(id: string, counted: boolean): Promise<void> {
      await sql.batch([
        {
          sql: `UPDATE jobs SET state = 'queued', attempts = attempts - ? WHERE id = ? AND state = 'running'`,
          args: [counted ? 0 : 1, id],
        },
      ])
    },

    /** Cancel a job that waits; false when it does not wait any more. */
    async cancelQueued(id: string, at: string): Promise<boolean> {
      const rows = await sql.all(
        `UPDATE jobs SET state = 'cancelled', finished_at = ?, cancel_requested = 1
         WHERE id = ? AND state = 'queued' RETURNING 1 AS done`,
        [at, id],
      )
      if (rows.length > 0) await sql.batch([filesGone(id)])
      return rows.length > 0
    },

    /** Note down that a running job is to be cancelled. */
    async requestCancel(id: string): Promise<void> {
      await sql.batch([
        { sql: "UPDATE jobs SET cancel_requested = 1 WHERE id = ? AND state = 'running'", args: [id] },
      ])
    },

    /** Jobs that ran when the process ended. */
    async interrupted(): Promise<JobRecord[]> {
      return (await sql.all(`SELECT ${columns} FROM jobs j WHERE j.state = 'running'`)).map(recordOf)
    },

    /** Forget jobs that ended before a time, and files and items of none. */
    async tidy(before: string): Promise<void> {
      await sql.batch([
        { sql: 'DELETE FROM jobs WHERE finished_at < ?', args: [before] },
        { sql: 'DELETE FROM job_files WHERE job_id NOT IN (SELECT id FROM jobs)' },
        { sql: 'DELETE FROM job_items WHERE job_id NOT IN (SELECT id FROM jobs)' },
      ])
    },
  }
}

/** Record an item, of which an earlier outcome than “unchanged” stays. */
export function itemStatement(id: string, item: KeyedItem): Statement {
  return {
    sql: `INSERT INTO job_items (job_id, number, item_key, name, line, outcome, article_id, fact, remedy, warnings)
          VALUES (?1, 1 + coalesce((SELECT max(number) FROM job_items WHERE job_id = ?1), 0),
            ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
          ON CONFLICT (job_id, item_key) DO UPDATE SET outcome = excluded.outcome, fact = excluded.fact,
            remedy = excluded.remedy, warnings = excluded.warnings WHERE excluded.outcome <> 'unchanged'`,
    args: [
      id,
      plain(item.key),
      plain(item.name),
      item.line,
      item.outcome,
      item.article_id,
      item.fact === null ? null : plain(item.fact),
      item.remedy === null ? null : plain(item.remedy),
      JSON.stringify(item.warnings.map(plain)),
    ],
  }
}

function count(outcome: Outcome): string {
  return `(SELECT count(*) FROM job_items i WHERE i.job_id = j.id AND i.outcome = '${outcome}') AS ${outcome}`
}

function filesGone(id: string): Statement {
  return { sql: 'DELETE FROM job_files WHERE job_id = ?', args: [id] }
}

function ownedBy(owner: Owner): { sql: string; args: SqlValue[] } {
  return owner === undefined ? { sql: 'TRUE', args: [] } : { sql: 'j.owner = ?', args: [owner ?? ''] }
}

// SQLite's text is UTF-8 without NUL: names and messages may quote anything.
function plain(value: string): string {
  return value.replace(/[\0\p{Surrogate}]/gu, '\ufffd')
}

// Where there is no setImmediate, as on Workers, a timer will do.
function turn(): Promise<void> {
  return new Promise((resolve) =>
    typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve, 0),
  )
}

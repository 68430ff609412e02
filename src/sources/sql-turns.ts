// All SQL of sources where no process lives on: who has the turn to fetch, what waits for it, what it is to leave off.
import type { Sql, SqlRow } from '../store/sql.ts'
import { text } from './sql-sources.ts'
import type { Run } from './source.ts'

/** What waits for a turn, or is in work in one. */
export interface OpenRun {
  run: Run
  /** Ask for every item, due or not. */
  all: boolean
  /** Somebody has asked it to end. */
  isStopping: boolean
}

export type TurnRecords = ReturnType<typeof createTurnRecords>

const OPEN = "state IN ('queued', 'running', 'stopping')"

/** The records of turns in a database that has the tables of sources. */
export function createTurnRecords(sql: Sql) {
  const columns = ['run', 'state'].map((column) => `${sql.textColumn(column)} AS ${column}`).join(', ')
  const article = `${sql.textColumn('article_id')} AS article_id`

  return {
    /** Whether anything is to be done at this time: a run is wanted, a source is due, articles are to be removed. */
    async isWanted(now: string): Promise<boolean> {
      const rows = await sql.all(
        `SELECT EXISTS (SELECT 1 FROM sources WHERE next_run_at <= ?) OR EXISTS (SELECT 1 FROM source_runs WHERE ${OPEN})
           OR EXISTS (SELECT 1 FROM source_removals) AS wanted`,
        [now],
      )
      return rows[0]!['wanted'] === 1
    },

    /** Take the turn unless somebody has it. */
    async take(holder: string, now: string, until: string): Promise<boolean> {
      const rows = await sql.all(
        `INSERT INTO source_turn (one, holder, held_until) VALUES (1, ?1, ?2)
         ON CONFLICT (one) DO UPDATE SET holder = ?1, held_until = ?2 WHERE source_turn.held_until < ?3 RETURNING 1`,
        [holder, until, now],
      )
      return rows.length > 0
    },

    /** Keep the turn for longer; false when it was lost. */
    async hold(holder: string, until: string): Promise<boolean> {
      const rows = await sql.all('UPDATE source_turn SET held_until = ? WHERE holder = ? RETURNING 1', [
        until,
        holder,
      ])
      return rows.length > 0
    },

    async leave(holder: string): Promise<void> {
      await sql.all('DELETE FROM source_turn WHERE holder = ?', [holder])
    },

    /** Whether somebody has the turn. */
    async isTaken(now: string): Promise<boolean> {
      return (await sql.all('SELECT 1 FROM source_turn WHERE held_until >= ?', [now])).length > 0
    },

    /** Let a run wait for the turn, unless one of its source is open. */
    async enqueue(run: Run, all: boolean): Promise<void> {
      await sql.all(
        `INSERT INTO source_runs (id, source_id, state, queued_at, run, every_item) SELECT ?1, ?2, 'queued', ?3, ?4, ?5
         WHERE NOT EXISTS (SELECT 1 FROM source_runs WHERE source_id = ?2 AND ${OPEN})
           AND EXISTS (SELECT 1 FROM sources WHERE id = ?2)`,
        [run.id, run.source_id, run.queued_at, JSON.stringify(run), all ? 1 : 0],
      )
    },

    /** The run of a source that has not ended. */
    async open(sourceId: string): Promise<OpenRun | null> {
      const [row] = await sql.all(
        `SELECT ${columns}, every_item FROM source_runs WHERE source_id = ? AND ${OPEN} ORDER BY queued_at, id LIMIT 1`,
        [sourceId],
      )
      return row === undefined ? null : openOf(row)
    },

    /** The run that has waited longest; it is in work from now on. */
    async takeQueued(): Promise<OpenRun | null> {
      const [row] = await sql.all(
        `UPDATE source_runs SET state = 'running' WHERE id = (SELECT id FROM source_runs
           WHERE ${OPEN} AND state = 'queued' ORDER BY queued_at, id LIMIT 1) RETURNING ${columns}, every_item`,
      )
      return row === undefined ? null : openOf(row)
    },

    /** Ask a run to end; one that only waits has ended with that. */
    async stop(runId: string, now: string): Promise<void> {
      await sql.batch([
        {
          sql: "UPDATE source_runs SET state = 'stopping' WHERE id = ? AND state = 'running'",
          args: [runId],
        },
        {
          sql: `UPDATE source_runs SET state = 'stopped', run = json_set(run, '$.state', 'stopped', '$.ended_at', ?)
                WHERE id = ? AND state = 'queued'`,
          args: [now, runId],
        },
      ])
    },

    /** What was in work in a turn that came to no end is stopped. For whoever has the turn. */
    async stopCut(now: string): Promise<void> {
      await sql.all(
        `UPDATE source_runs SET state = 'stopped', run = json_set(run, '$.state', 'stopped', '$.ended_at', ?)
         WHERE state IN ('running', 'stopping')`,
        [now],
      )
    },

    /** Note articles that are to be removed. */
    async noteRemovals(ids: readonly string[]): Promise<void> {
      for (let at = 0; at < ids.length; at += MOST_IDS) {
        await sql.all('INSERT OR IGNORE INTO source_removals SELECT value FROM json_each(?)', [
          JSON.stringify(ids.slice(at, at + MOST_IDS)),
        ])
      }
    },

    async removals(limit: number): Promise<string[]> {
      const rows = await sql.all(`SELECT ${article} FROM source_removals LIMIT ?`, [limit])
      return rows.map((row) => text(row, 'article_id'))
    },

    /** These are removed, or are to stay after all. */
    async noLongerRemovals(ids: readonly string[]): Promise<void> {
      await sql.all('DELETE FROM source_removals WHERE article_id IN (SELECT value FROM json_each(?))', [
        JSON.stringify(ids),
      ])
    },
  }
}

// --- Internal helpers ---

/** An id has at most 500 characters, a statement 100 kB. */
const MOST_IDS = 50

function openOf(row: SqlRow): OpenRun {
  return {
    run: JSON.parse(text(row, 'run')) as Run,
    all: row['every_item'] === 1,
    isStopping: text(row, 'state') === 'stopping',
  }
}

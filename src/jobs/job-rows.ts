// Between the rows of jobs and what is told of them. It runs nothing.
import type { Filters } from '../article.ts'
import type { JobItem, JobState, JobSummary, Outcome } from '../job-contract.ts'
import type { SqlRow } from '../store/sql.ts'

export interface JobRecord {
  summary: JobSummary
  attempts: number
  request_hash: string
  within: Filters | null
}

/** Read a job. */
export function recordOf(row: SqlRow): JobRecord {
  const fact = text(row, 'error_fact')
  const within = text(row, 'within')
  const added = Number(row['added'])
  const updated = Number(row['updated'])
  const unchanged = Number(row['unchanged'])
  const failed = Number(row['failed'])
  const summary: JobSummary = {
    id: text(row, 'id')!,
    state: text(row, 'state') as JobState,
    created_at: text(row, 'created_at')!,
    started_at: text(row, 'started_at'),
    finished_at: text(row, 'finished_at'),
    searchable_at: text(row, 'searchable_at'),
    cancel_requested: row['cancel_requested'] === 1,
    progress: {
      items_done: added + updated + unchanged + failed,
      items_total: number(row, 'items_total'),
      passages_done: Number(row['passages_done']),
      passages_total: number(row, 'passages_total'),
    },
    counts: { added, updated, unchanged, failed },
    error: fact === null ? null : { fact, remedy: text(row, 'error_remedy') ?? '' },
  }
  return {
    summary,
    attempts: Number(row['attempts']),
    request_hash: text(row, 'request_hash')!,
    // Written by this module only.
    within: within === null ? null : (JSON.parse(within) as Filters),
  }
}

/** Read an item. */
export function itemOf(row: SqlRow): JobItem {
  return {
    number: Number(row['number']),
    name: text(row, 'name')!,
    line: number(row, 'line'),
    outcome: text(row, 'outcome') as Outcome,
    article_id: text(row, 'article_id'),
    fact: text(row, 'fact'),
    remedy: text(row, 'remedy'),
    warnings: JSON.parse(text(row, 'warnings') ?? '[]') as string[],
  }
}

function number(row: SqlRow, column: string): number | null {
  const value = row[column]
  return value === null || value === undefined ? null : Number(value)
}

/** A text column, which comes as text or as its bytes, as the executor has it. */
export function text(row: SqlRow, column: string): string | null {
  const value = row[column]
  if (value === null || value === undefined) return null
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)
}

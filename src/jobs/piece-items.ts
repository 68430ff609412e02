// From a piece of work and what became of it to the items that a job tells of.
import type { JobItem } from '../job-contract.ts'
import type { KeyedItem } from './sql-jobs.ts'

/** An article that was read, as the work wants it back. */
export interface ReadPiece {
  name: string
  line: number | null
  draft: { warnings: readonly string[] }
  same: readonly string[]
}

export interface ReadFault {
  path: string
  line?: number
  fact: string
  remedy: string
}

/** What became of an article. */
export type PieceOutcome =
  | { outcome: 'added' | 'updated' | 'unchanged'; id: string; passages: number }
  | { outcome: 'failed'; fact: string; remedy: string }

/** What could not be read. */
export function failedItem({ path, line, fact, remedy }: ReadFault): KeyedItem {
  const none = { article_id: null, outcome: 'failed' } as const
  return {
    ...none,
    warnings: [],
    key: `${path}\n${line ?? ''}\n!${fact}`,
    name: path,
    line: line ?? null,
    fact,
    remedy,
  }
}

/**
 * A piece with its copies. The piece tells the item again when it is done twice: that of an article which failed may have
 * no id.
 */
export function itemsOf(
  number: number,
  { name, line, draft, same }: ReadPiece,
  outcome: PieceOutcome,
): KeyedItem[] {
  const isFailed = outcome.outcome === 'failed'
  const common: Omit<JobItem, 'number' | 'name' | 'line' | 'outcome' | 'warnings'> = {
    article_id: isFailed ? null : outcome.id,
    fact: isFailed ? outcome.fact : null,
    remedy: isFailed ? outcome.remedy : null,
  }
  return [
    { ...common, key: `#${number}`, name, line, outcome: outcome.outcome, warnings: [...draft.warnings] },
    ...same.map((other, i): KeyedItem => ({
      ...common,
      key: `#${number}.${i}`,
      name: other,
      line: null,
      outcome: isFailed ? 'failed' : 'unchanged',
      warnings: [],
    })),
  ]
}

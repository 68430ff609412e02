// From rows to figures, a table, and the difference to an earlier run. Pure.
import { isAnswerable } from './dataset.ts'
import { quantile, type Met } from './metrics.ts'
import type { Row } from './run.ts'

/** The measures of one group of rows; shares 0–1, times in milliseconds, NaN where nothing was measured. */
export interface Figures {
  questions: number
  evidence_at_1: number
  evidence_at_5: number
  evidence_at_10: number
  rerank_at_1: number
  /** Of the answerable: answered, and rightly, with refusals in force. */
  answer_right: number
  /** Of the answerable that were answered: the first citation overlaps the evidence. */
  citation_right: number
  /** Of the unanswerable: answered all the same. */
  false_answers: number
  /** Of the answerable: refused. */
  false_refusals: number
  exact_quotes: number
  /** Of the cases that expect something: outcome, note and citations as expected. */
  outcome_met: number
  note_met: number
  citations_met: number
  search_p50: number
  search_p95: number
  ask_p50: number
  ask_p95: number
}

/** Figures of a group of rows. */
export function figuresOf(rows: Row[]): Figures {
  const answerable = rows.filter((row) => isAnswerable(row.gold))
  const unanswerable = rows.filter((row) => !isAnswerable(row.gold))
  const answered = answerable.filter((row) => row.outcome !== 'refused')
  const citations = rows.reduce((sum, row) => sum + row.citations, 0)
  return {
    questions: rows.length,
    evidence_at_1: share(answerable, (row) => within(row.search_rank, 1)),
    evidence_at_5: share(answerable, (row) => within(row.search_rank, 5)),
    evidence_at_10: share(answerable, (row) => within(row.search_rank, 10)),
    rerank_at_1: share(answerable, (row) => within(row.rerank_rank, 1)),
    answer_right: share(answerable, (row) => row.answer_right),
    citation_right: share(answered, (row) => row.citation_right),
    false_answers: share(unanswerable, (row) => row.outcome !== 'refused'),
    false_refusals: share(answerable, (row) => row.outcome === 'refused'),
    exact_quotes: citations === 0 ? Number.NaN : 1 - rows.reduce((sum, row) => sum + row.inexact, 0) / citations,
    outcome_met: metShare(rows, 'outcome'),
    note_met: metShare(rows, 'note'),
    citations_met: metShare(rows, 'citations'),
    search_p50: quantile(rows.map((row) => row.search_ms), 0.5),
    search_p95: quantile(rows.map((row) => row.search_ms), 0.95),
    ask_p50: quantile(rows.map((row) => row.ask_ms), 0.5),
    ask_p95: quantile(rows.map((row) => row.ask_ms), 0.95),
  } // prettier-ignore
}

function metShare(rows: Row[], part: keyof Met): number {
  const expecting = rows.filter((row) => row.met !== null && row.met[part] !== null)
  return share(expecting, (row) => row.met![part] === true)
}

function within(rank: number | null, k: number): boolean {
  return rank !== null && rank <= k
}

function share(rows: Row[], of: (row: Row) => boolean): number {
  return rows.length === 0 ? Number.NaN : rows.filter(of).length / rows.length
}

export interface Report {
  all: Figures
  by_type: Record<string, Figures>
  by_set: Record<string, Figures>
}

/** Figures of all rows, per question type and per question set. */
export function reportOf(rows: Row[]): Report {
  return {
    all: figuresOf(rows),
    by_type: grouped(rows, (row) => row.gold.type),
    by_set: grouped(rows, (row) => row.set),
  }
}

function grouped(rows: Row[], key: (row: Row) => string): Record<string, Figures> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, some]) => [name, figuresOf(some)]),
  )
}

const COLUMNS: [keyof Figures, string][] = [
  ['questions', 'n'],
  ['evidence_at_1', 'ev@1'],
  ['evidence_at_5', 'ev@5'],
  ['evidence_at_10', 'ev@10'],
  ['rerank_at_1', 'rr@1'],
  ['answer_right', 'right'],
  ['citation_right', 'cite'],
  ['false_answers', 'f.ans'],
  ['false_refusals', 'f.ref'],
  ['exact_quotes', 'exact'],
  ['outcome_met', 'as.exp'],
  ['note_met', 'note'],
  ['citations_met', 'cites'],
  ['search_p95', 'srch95'],
  ['ask_p50', 'ask50'],
  ['ask_p95', 'ask95'],
]

/** The report as a table of text; with `before`, the change of each share behind the totals. */
export function table(report: Report, before?: Report): string {
  const rows: [string, Figures][] = [
    ...Object.entries(report.by_type),
    ...Object.entries(report.by_set),
    ['all', report.all],
  ]
  const width = Math.max(...rows.map(([name]) => name.length), 8)
  const line = (name: string, cells: string[]): string =>
    [name.padEnd(width), ...cells.map((cell) => cell.padStart(7))].join(' ')
  const lines = [
    line(
      '',
      COLUMNS.map(([, title]) => title),
    ),
  ]
  for (const [name, figures] of rows)
    lines.push(
      line(
        name,
        COLUMNS.map(([key]) => cellOf(key, figures[key])),
      ),
    )
  if (before !== undefined) {
    const change = COLUMNS.map(([key]) => {
      const difference = report.all[key] - before.all[key]
      return Number.isNaN(difference) ? '' : `${difference > 0 ? '+' : ''}${cellOf(key, difference)}`
    })
    lines.push(line('change', change))
  }
  return lines.join('\n')
}

function cellOf(key: keyof Figures, value: number): string {
  if (Number.isNaN(value)) return '–'
  if (key === 'questions') return String(value)
  return key.startsWith('search_p') || key.startsWith('ask_p') ? value.toFixed(0) : value.toFixed(3)
}

/** Floors that a report breaks, such as `answer_right>=0.74` or `ask_p95<=600`, each with the value found. */
export function broken(report: Report, floors: string[]): string[] {
  return floors.flatMap((floor) => {
    const match = /^(\w+)(>=|<=)(\d+(?:\.\d+)?)$/.exec(floor.replace(/\s/g, ''))
    const value = match === null ? undefined : report.all[match[1] as keyof Figures]
    if (match === null || value === undefined) {
      return [`${floor}: not a floor; write name>=number or name<=number with a name of the JSON report`]
    }
    const bound = Number(match[3])
    const holds = match[2] === '>=' ? value >= bound : value <= bound
    return holds ? [] : [`${floor}: it is ${value.toFixed(4)}`]
  })
}

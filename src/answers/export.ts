// Questions as files: CSV for spreadsheets, JSONL for programs. Pure.
import type { QuestionRecord } from '../answer-contract.ts'

const COLUMNS: [name: string, value: (record: QuestionRecord) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['at', ({ at }) => at],
  ['channel', ({ channel }) => channel],
  ['key_id', ({ key_id }) => key_id],
  ['conversation', ({ conversation }) => conversation],
  ['question', ({ question }) => question],
  ['standalone_question', ({ standalone_question }) => standalone_question],
  ['filters', ({ filters }) => (filters === null ? null : JSON.stringify(filters))],
  ['outcome', ({ outcome }) => outcome],
  ['refusal_reason', ({ refusal_reason }) => refusal_reason],
  ['answer', ({ answer }) => answer],
  ['confidence', ({ confidence }) => confidence],
  ['pin_id', ({ pin_id }) => pin_id],
  ['rating', ({ feedback }) => feedback?.rating ?? null],
  ['feedback_reason', ({ feedback }) => feedback?.reason ?? null],
  ['comment', ({ feedback }) => feedback?.comment ?? null],
  ['status', ({ status }) => status],
  ['note', ({ note }) => note],
  ['group_id', ({ group_id }) => group_id],
]

// What a spreadsheet takes for a formula (OWASP, CSV Injection), also in full width, and separators at the beginning.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u
// Where a semicolon or a tab parts cells, as in many countries, a cell goes on as one of its own, whatever quotes it has.
const FORMULA_WITHIN = /([;\t\r\n]["\s]{0,9})(?=[=+\-@＝＋－＠])/gu

/** A cell that no spreadsheet computes, quoted as RFC 4180 has it. Numbers are not touched. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const within = value.replace(FORMULA_WITHIN, "$1'")
  const safe = FORMULA.test(within) ? `'${within}` : within
  return /[",\r\n]/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The first line, behind the mark by which Excel knows UTF-8. */
export const CSV_HEAD = `\ufeff${COLUMNS.map(([name]) => name).join(',')}\r\n`

/** One record as a line, with its end. */
export function csvLine(record: QuestionRecord): string {
  return `${COLUMNS.map(([, value]) => csvCell(value(record))).join(',')}\r\n`
}

/** One record as a line, with its end. */
export function jsonLine(record: QuestionRecord): string {
  return `${JSON.stringify(record)}\n`
}

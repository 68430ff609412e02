// Between rows and nouns of stored answers. It runs nothing.
import type { Feedback, QuestionGroup, QuestionRecord, Status } from '../answer-contract.ts'
import type { Filters } from '../article.ts'
import type { SqlRow, SqlValue } from '../store/sql.ts'

/** A refused or badly rated question that groups are made of. */
export interface Member {
  id: string
  /** Null: in none yet. */
  group: string | null
  standalone: string
  asked_at: string
  filters: string | null
  /** Null: not embedded yet. */
  vector: Float32Array | null
}

/** A group without what is told of its members. */
export type GroupRow = Omit<QuestionGroup, 'examples' | 'nearest'>

export function questionOf(row: SqlRow): QuestionRecord {
  const filters = optional(row, 'filters')
  return {
    id: text(row, 'id'),
    question: text(row, 'question'),
    standalone_question: text(row, 'standalone'),
    at: timeOf(row['at']),
    channel: text(row, 'channel'),
    key_id: optional(row, 'key_id'),
    conversation: optional(row, 'conversation'),
    filters: filters === null ? null : (JSON.parse(filters) as Filters),
    outcome: text(row, 'outcome') as QuestionRecord['outcome'],
    refusal_reason: optional(row, 'reason') as QuestionRecord['refusal_reason'],
    answer: optional(row, 'answer'),
    confidence: Number(row['confidence']),
    pin_id: optional(row, 'pin_id'),
    feedback: feedbackOf(row),
    status: text(row, 'status') as Status['status'],
    note: optional(row, 'note'),
    group_id: optional(row, 'group_id'),
  }
}

export function feedbackOf(row: SqlRow): Feedback | null {
  const rating = optional(row, 'rating')
  if (rating === null) return null
  return {
    rating: rating as Feedback['rating'],
    reason: optional(row, 'feedback_reason') as Feedback['reason'],
    comment: optional(row, 'comment'),
    at: timeOf(row['rated_at']),
  }
}

export function groupOf(row: SqlRow): GroupRow {
  return {
    id: text(row, 'id'),
    question: text(row, 'question'),
    count: Number(row['count']),
    refused: Number(row['refused']),
    rated_down: Number(row['down']),
    first_asked_at: timeOf(row['first']),
    last_asked_at: timeOf(row['last']),
    status: text(row, 'status') as Status['status'],
    note: optional(row, 'note'),
    status_at: row['status_at'] === null ? null : timeOf(row['status_at']),
    asked_since: Number(row['since']),
  }
}

export function memberOf(row: SqlRow): Member {
  const vector = row['vector']
  return {
    id: text(row, 'id'),
    group: optional(row, 'group_id'),
    standalone: text(row, 'standalone'),
    asked_at: text(row, 'asked_at'),
    filters: optional(row, 'filters'),
    vector: vector instanceof ArrayBuffer ? new Float32Array(vector) : null,
  }
}

function timeOf(value: SqlValue | undefined): string {
  return new Date(Number(value)).toISOString()
}

/** A text column that is never null. */
export function text(row: SqlRow, column: string): string {
  return optional(row, column) ?? ''
}

/** A text column that may be null, read as text or as bytes. */
export function optional(row: SqlRow, column: string): string | null {
  const value = row[column]
  if (value === null || value === undefined) return null
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)
}

// Between rows and nouns: column lists, row mapping, filters as SQL. It runs nothing.
import type { ArticleMeta, Filters, StoredPassage } from '../article.ts'
import { IndexError } from '../errors.ts'
import type { Sql, SqlRow, SqlValue } from './sql.ts'
import { isPlain, textArg, textOf } from './sql-text.ts'

/** Columns of `ArticleMeta` besides id and revision; all are text. */
export const FIELDS = ['title', 'published_at', 'source', 'zone', 'region', 'url'] as const

/** A text column to select, under its own name. */
export function textColumn(sql: Sql, column: string): string {
  return `${sql.textColumn(column)} AS ${column.slice(column.indexOf('.') + 1)}`
}

/** Columns of `ArticleMeta`, for `metaOf`, of `articles a`, or of `revisions r`, where the id has another name. */
export function metaColumns(sql: Sql, alias: 'a' | 'r' = 'a'): string {
  const id = alias === 'a' ? textColumn(sql, 'a.id') : `${sql.textColumn('r.article_id')} AS id`
  return [`${alias}.revision`, id, ...FIELDS.map((field) => textColumn(sql, `${alias}.${field}`))].join(', ')
}

/** Columns of `StoredPassage` from `passages p`, for `passageOf`. */
export function passageColumns(sql: Sql): string {
  const texts = ['article_id', 'heading', 'text'].map((column) => textColumn(sql, `p.${column}`))
  return `p.id AS passage_id, p.revision AS passage_revision, p.start_at, p.end_at, ${texts.join(', ')}`
}

/** Stories are told from their earliest article; undated ones come last. */
export const EARLIEST_FIRST = 'a.published_at IS NULL, a.published_at, a.id'

/** Read `metaColumns`. */
export function metaOf(row: SqlRow): ArticleMeta {
  return {
    id: text(row, 'id'),
    revision: number(row, 'revision'),
    title: text(row, 'title'),
    published_at: optional(row, 'published_at'),
    source: optional(row, 'source'),
    zone: optional(row, 'zone'),
    region: optional(row, 'region'),
    url: optional(row, 'url'),
  }
}

/** Read `passageColumns`. */
export function passageOf(row: SqlRow): StoredPassage {
  return {
    id: number(row, 'passage_id'),
    article_id: text(row, 'article_id'),
    revision: number(row, 'passage_revision'),
    start: number(row, 'start_at'),
    end: number(row, 'end_at'),
    heading: optional(row, 'heading'),
    text: text(row, 'text'),
  }
}

/** A text column that is never null. */
export function text(row: SqlRow, column: string): string {
  return textOf(row[column]) ?? ''
}

/** A text column that may be null. */
export function optional(row: SqlRow, column: string): string | null {
  return textOf(row[column])
}

/** A number column that is never null. */
export function number(row: SqlRow, column: string): number {
  return Number(row[column])
}

/** The bytes of typed numbers, as they lie in memory: little-endian on all platforms Node and Workers run on. */
export function blobOf(values: Float32Array | Uint32Array): ArrayBuffer {
  return values.slice().buffer as ArrayBuffer
}

/** A vector column, checked: a wrong one would give wrong answers silently. */
export function vectorOf(row: SqlRow, dimensions: number): Float32Array {
  const blob = row['vector'] as ArrayBuffer
  if (blob.byteLength !== dimensions * 4) {
    throw new IndexError(
      `The index holds vectors of ${blob.byteLength / 4} dimensions, the model makes ${dimensions}. ` +
        'Build the index again with this model, or choose the model it was built with.',
      { code: 'index_model' },
    )
  }
  const vector = new Float32Array(blob)
  if (isUnit(vector)) return vector
  throw new IndexError(
    'The index holds a vector that is not of unit length: its file is damaged. ' +
      'Delete the index directory and build it again with "touwen ingest <files>".',
    { code: 'index_corrupt' },
  )
}

/** Whether no number is NaN or infinite and the length is at most 1, rounding aside. */
export function isUnit(vector: Float32Array): boolean {
  let squares = 0
  for (const value of vector) squares += value * value
  return squares < 1.02
}

/**
 * A list as one bound value, for `json_each`: lists of any length stay within D1's 100 arguments. Ids and terms that
 * are not plain text are never stored, so they are left out.
 */
export function listArg(values: readonly (string | number)[]): string {
  return JSON.stringify(values.filter((value) => typeof value === 'number' || isPlain(value)))
}

/** Conditions over `articles a` with their arguments; `TRUE` when there are none. */
export function whereOf(filters: Filters): { sql: string; args: SqlValue[] } {
  const parts: string[] = []
  const args: SqlValue[] = []
  const add = (sql: string, value: string | undefined): void => {
    if (value === undefined) return
    parts.push(sql)
    args.push(textArg(value))
  }
  add('a.zone = ?', filters.zone)
  add('a.region = ?', filters.region)
  add('a.source = ?', filters.source)
  add('a.published_at >= ?', filters.published_from)
  add('a.published_at <= ?', filters.published_to)
  add('a.id IN (SELECT value FROM json_each(?))', filters.article_ids && listArg(filters.article_ids))
  return { sql: parts.length === 0 ? 'TRUE' : parts.join(' AND '), args }
}

// Full-text search as SQL: which expression FTS5 gets, and how its scores are read.
import type { Filters } from '../article.ts'
import type { TextHit } from './article-store.ts'
import type { Sql } from './sql.ts'
import { listArg, number, text, textColumn, whereOf } from './sql-rows.ts'

/** Over this many passages, long queries keep only their rarest terms: common ones cost most and tell least. */
const LARGE = 20_000
const RAREST = 16

/** In how many passages each term occurs; 0 for unknown ones. */
export async function termCounts(sql: Sql, terms: string[]): Promise<Map<string, number>> {
  const counts = new Map(terms.map((term) => [term, 0]))
  if (counts.size === 0) return counts
  const rows = await sql.all(
    `SELECT ${textColumn(sql, 'term')}, doc FROM passages_vocabulary WHERE term IN (SELECT value FROM json_each(?))`,
    [listArg([...counts.keys()])],
  )
  for (const row of rows) counts.set(text(row, 'term'), number(row, 'doc'))
  return counts
}

/** Best passages for any of the terms, by BM25 as a positive score. */
export async function searchText(
  sql: Sql,
  terms: string[],
  filters: Filters,
  limit: number,
): Promise<TextHit[]> {
  const wanted = await worthwhile(sql, [...new Set(terms)])
  if (wanted.length === 0 || limit < 1) return []
  const where = whereOf(filters)
  // The plus keeps SQLite from running the match anew for each passage that meets the filters.
  const among =
    where.sql === 'TRUE'
      ? ''
      : `AND +f.rowid IN (SELECT p.id FROM articles a JOIN passages p ON p.article_id = a.id WHERE ${where.sql})`
  const rows = await sql.all(
    `SELECT f.rowid AS passage_id, -bm25(passages_fts) AS score FROM passages_fts f
     WHERE passages_fts MATCH ? ${among} ORDER BY score DESC, passage_id LIMIT ?`,
    [wanted.map(quoted).join(' OR '), ...where.args, limit],
  )
  return rows.map((row) => ({ passage_id: number(row, 'passage_id'), score: number(row, 'score') }))
}

async function worthwhile(sql: Sql, terms: string[]): Promise<string[]> {
  const usable = terms.filter((term) => term !== '' && !term.includes('\0'))
  if (usable.length <= RAREST) return usable
  const rows = await sql.all('SELECT count(*) AS passages FROM passages')
  if (number(rows[0]!, 'passages') <= LARGE) return usable
  return rarest(usable, await termCounts(sql, usable), number(rows[0]!, 'passages'))
}

/** What is searched for: of long queries over many passages, the rarest terms that occur. */
export function rarest(
  terms: readonly string[],
  counts: ReadonlyMap<string, number>,
  passages: number,
): string[] {
  if (terms.length <= RAREST || passages <= LARGE) return [...terms]
  const count = (term: string): number => counts.get(term) ?? 0
  return terms
    .filter((term) => count(term) > 0)
    .sort((a, b) => count(a) - count(b) || (a < b ? -1 : 1))
    .slice(0, RAREST)
}

/** An FTS5 string: anything goes between the quotes, quotes doubled; what spaces divide must stand in a row. */
export function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`
}

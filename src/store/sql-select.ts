// Lists and counts of articles as SQL: which articles meet filters and hold given words, page by page.
import type { ArticleMeta } from '../article.ts'
import type { Count, Facets, Place } from '../article-contract.ts'
import type { Selection } from './article-store.ts'
import type { Sql, SqlValue } from './sql.ts'
import { metaColumns, metaOf, number, optional, text, whereOf } from './sql-rows.ts'
import { quoted } from './sql-search.ts'
import { textArg } from './sql-text.ts'

interface Where {
  sql: string
  args: SqlValue[]
}

/** A page of the articles selected, newest first, undated last, then by id. */
export async function pageOf(
  sql: Sql,
  selection: Selection,
  after: Place | null,
  limit: number,
): Promise<ArticleMeta[]> {
  const where = both(selected(selection), behind(after))
  const rows = await sql.all(
    `SELECT ${metaColumns(sql)} FROM articles a WHERE ${where.sql} ORDER BY a.published_at DESC, a.id LIMIT ?`,
    [...where.args, limit],
  )
  return rows.map(metaOf)
}

/** How the articles selected divide. */
export async function facetsOf(sql: Sql, selection: Selection): Promise<Facets> {
  const where = selected(selection)
  const counts = async (value: string, order: string): Promise<Count[]> => {
    const rows = await sql.all(
      `SELECT ${sql.textColumn(value)} AS value, count(*) AS count FROM articles a
       WHERE ${where.sql} AND ${value} IS NOT NULL GROUP BY ${value} ORDER BY ${order}`,
      where.args,
    )
    return rows.map((row) => ({ value: text(row, 'value'), count: number(row, 'count') }))
  }
  const [row] = await sql.all(
    `SELECT count(*) AS articles, count(*) - count(a.published_at) AS undated,
       ${sql.textColumn('min(a.published_at)')} AS published_from,
       ${sql.textColumn('max(a.published_at)')} AS published_to FROM articles a WHERE ${where.sql}`,
    where.args,
  )
  return {
    articles: number(row!, 'articles'),
    zones: await counts('a.zone', MOST_FIRST),
    regions: await counts('a.region', MOST_FIRST),
    sources: await counts('a.source', MOST_FIRST),
    months: await counts('substr(a.published_at, 1, 7)', 'value DESC'),
    undated: number(row!, 'undated'),
    published_from: optional(row!, 'published_from'),
    published_to: optional(row!, 'published_to'),
  }
}

const MOST_FIRST = 'count DESC, value'

// Conditions over `articles a`.
function selected({ filters, phrases }: Selection): Where {
  return phrases.reduce<Where>(
    (where, phrase) =>
      both(where, {
        sql: `a.id IN (SELECT p.article_id FROM passages p WHERE p.id IN (
                SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?))`,
        args: [quoted(phrase.join(' ').replaceAll('\0', ' '))],
      }),
    whereOf(filters),
  )
}

function behind(place: Place | null): Where {
  if (place === null) return { sql: 'TRUE', args: [] }
  const { published_at, id } = place
  if (published_at === null) return { sql: 'a.published_at IS NULL AND a.id > ?', args: [textArg(id)] }
  return {
    sql: '(a.published_at < ? OR a.published_at IS NULL OR (a.published_at = ? AND a.id > ?))',
    args: [textArg(published_at), textArg(published_at), textArg(id)],
  }
}

function both(a: Where, b: Where): Where {
  return { sql: `${a.sql} AND ${b.sql}`, args: [...a.args, ...b.args] }
}

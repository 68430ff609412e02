// The ArticleStore on any Sql executor. It knows the tables; it does not know which database runs them.
import type { ArticleMeta } from '../article.ts'
import type { PartStore, StoreStats } from './article-store.ts'
import { readAverages } from './bm25.ts'
import type { Sql, SqlRow, SqlValue } from './sql.ts'
import {
  EARLIEST_FIRST,
  listArg,
  metaColumns,
  metaOf,
  number,
  optional,
  passageColumns,
  passageOf,
  text,
  textColumn,
  whereOf,
} from './sql-rows.ts'
import { searchText, termCounts } from './sql-search.ts'
import { facetsOf, pageOf } from './sql-select.ts'
import { textArg } from './sql-text.ts'
import { vectorsByKey, vectorsOf } from './sql-vectors.ts'
import {
  earlierStatements,
  metaStatement,
  mustBeStorable,
  mustHavePlainId,
  putStatements,
  removeStatements,
  storyStatements,
} from './sql-write.ts'
import { bandsOf } from '../story-bands.ts'

/** What a store must be told. */
export interface SqlStoreOptions {
  /** Length of every vector. */
  dimensions: number
  now?: () => Date
}

const ID_PAGE = 100_000
const GENERATION = "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'store.generation')"

/** The store over an open database with the current schema. `close` closes the executor too. */
export function createSqlStore(sql: Sql, { dimensions, now = () => new Date() }: SqlStoreOptions): PartStore {
  const t = (column: string): string => textColumn(sql, column)
  const stamp = (): string => now().toISOString()
  const one = async (statement: string, args: SqlValue[] = []): Promise<SqlRow | undefined> =>
    (await sql.all(statement, args))[0]

  let counted: StoreStats | null = null
  const membersOf = async (storyIds: string[]): Promise<Map<string, ArticleMeta[]>> => {
    const rows = await sql.all(
      `SELECT ${t('a.story_id')}, ${metaColumns(sql)} FROM articles a
       WHERE a.story_id IN (SELECT value FROM json_each(?)) ORDER BY ${EARLIEST_FIRST}`,
      [listArg(storyIds)],
    )
    const found = new Map<string, ArticleMeta[]>()
    for (const row of rows) {
      const story = text(row, 'story_id')
      found.set(story, [...(found.get(story) ?? []), metaOf(row)])
    }
    return found
  }

  return {
    async put(article, passages, stories = new Map(), earlier = []) {
      mustBeStorable(article, passages, dimensions)
      for (const story of stories.values()) mustHavePlainId(story)
      const current = await one(`SELECT revision, ${t('content_hash')} FROM articles WHERE id = ?`, [
        article.id,
      ])
      if (current && text(current, 'content_hash') === article.content_hash) {
        return { revision: number(current, 'revision'), changed: false }
      }
      const before = earlierStatements(article.id, earlier)
      const statements = putStatements(article, passages, stories, stamp())
      const rows = (await sql.batch([...before.first, ...statements, ...before.last]))[before.first.length]
      return { revision: number(rows![0]!, 'revision'), changed: true }
    },

    async remove(id, stories = new Map()) {
      if (!(await one('SELECT 1 FROM articles WHERE id = ?', [textArg(id)]))) return false
      await sql.batch(removeStatements(id, stories, stamp()))
      return true
    },

    async get(id, revision) {
      const row = await one(
        `SELECT ${metaColumns(sql, 'r')}, ${t('r.text')}, ${t('a.story_id')}
         FROM articles a JOIN revisions r ON r.article_id = a.id
         WHERE a.id = ? AND r.revision = ${revision === undefined ? 'a.revision' : '?'}`,
        revision === undefined ? [textArg(id)] : [textArg(id), revision],
      )
      return row ? { ...metaOf(row), text: text(row, 'text'), story_id: text(row, 'story_id') } : null
    },

    async revisions(id) {
      const rows = await sql.all('SELECT revision FROM revisions WHERE article_id = ? ORDER BY revision', [
        textArg(id),
      ])
      return rows.map((row) => number(row, 'revision'))
    },

    async hashes(ids) {
      const rows = await sql.all(
        `SELECT ${t('id')}, ${t('content_hash')} FROM articles WHERE id IN (SELECT value FROM json_each(?))`,
        [listArg(ids)],
      )
      return new Map(rows.map((row) => [text(row, 'id'), text(row, 'content_hash')]))
    },

    vectorsByKey: (keys) => vectorsByKey(sql, keys, dimensions),

    async storyCandidates(signature) {
      const rows = await sql.all(
        `SELECT ${t('a.id')}, ${t('a.story_id')}, ${t('a.published_at')}, a.signature FROM articles a WHERE a.id IN (
           SELECT article_id FROM story_bands WHERE band IN (SELECT value FROM json_each(?))
         ) ORDER BY ${EARLIEST_FIRST}`,
        [listArg(bandsOf(signature))],
      )
      return rows.map((row) => ({
        id: text(row, 'id'),
        story_id: text(row, 'story_id'),
        published_at: optional(row, 'published_at'),
        signature: new Uint32Array(row['signature'] as ArrayBuffer),
      }))
    },

    async signatures(ids) {
      const rows = await sql.all(
        `SELECT ${t('id')}, signature FROM articles WHERE id IN (SELECT value FROM json_each(?))`,
        [listArg(ids)],
      )
      return new Map(rows.map((row) => [text(row, 'id'), new Uint32Array(row['signature'] as ArrayBuffer)]))
    },

    async stories(storyIds) {
      return new Map([...(await membersOf(storyIds))].filter(([, articles]) => articles.length > 1))
    },

    members: (storyIds) => membersOf(storyIds),

    async assign(stories) {
      for (const id of stories.values()) mustHavePlainId(id)
      await sql.batch(storyStatements(stories))
    },

    async textSize() {
      const row = await one('SELECT block FROM passages_fts_data WHERE id = 1')
      return row ? readAverages(row['block'] as ArrayBuffer) : { passages: 0, tokens: 0 }
    },

    async termsOf(ids) {
      const rows = await sql.all(
        `SELECT id, ${t('terms')} FROM passage_terms WHERE id IN (SELECT value FROM json_each(?))`,
        [listArg(ids)],
      )
      return new Map(rows.map((row) => [number(row, 'id'), text(row, 'terms')]))
    },

    searchText: (terms, filters, limit) => searchText(sql, terms, filters, limit),
    termCounts: (terms) => termCounts(sql, terms),

    async passageIds(filters) {
      const where = whereOf(filters)
      const ids: number[] = []
      // One row of JSON instead of a row for each id: several times faster over a whole index.
      for (;;) {
        const row = await one(
          `SELECT json_group_array(id) AS ids FROM (
             SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id
             WHERE p.id > ? AND ${where.sql} ORDER BY p.id LIMIT ${ID_PAGE})`,
          [ids.at(-1) ?? 0, ...where.args],
        )
        const page = JSON.parse(text(row!, 'ids')) as number[]
        for (const id of page) ids.push(id)
        if (page.length < ID_PAGE) return ids
      }
    },

    async passages(ids) {
      const rows = await sql.all(
        `SELECT ${passageColumns(sql)}, ${metaColumns(sql)}, ${t('a.story_id')}, (
           SELECT ${sql.textColumn('b.text')} FROM passages b
           WHERE b.article_id = p.article_id AND b.ordinal = p.ordinal - 1 AND b.end_at = p.start_at) AS before
         FROM passages p JOIN articles a ON a.id = p.article_id WHERE p.id IN (SELECT value FROM json_each(?))`,
        [listArg(ids)],
      )
      const byId = new Map(rows.map((row) => [number(row, 'passage_id'), row]))
      return ids.flatMap((id) => {
        const row = byId.get(id)
        return row
          ? [
              {
                passage: { ...passageOf(row), before: text(row, 'before') },
                article: { ...metaOf(row), story_id: text(row, 'story_id') },
              },
            ]
          : []
      })
    },

    async passagesOf(articleId) {
      const rows = await sql.all(
        `SELECT ${passageColumns(sql)} FROM passages p WHERE p.article_id = ? ORDER BY p.start_at, p.ordinal`,
        [textArg(articleId)],
      )
      return rows.map(passageOf)
    },

    vectors: (ids) => vectorsOf(sql, ids, dimensions),

    async list(filters, limit, offset) {
      const where = whereOf(filters)
      const rows = await sql.all(
        `SELECT ${metaColumns(sql)} FROM articles a WHERE ${where.sql} ORDER BY a.published_at DESC, a.id LIMIT ? OFFSET ?`,
        [...where.args, limit, offset],
      )
      return rows.map(metaOf)
    },

    page: (selection, after, limit) => pageOf(sql, selection, after, limit),
    facets: (selection) => facetsOf(sql, selection),

    async facet(field) {
      const rows = await sql.all(
        `SELECT ${sql.textColumn(field)} AS value, count(*) AS count FROM articles WHERE ${field} IS NOT NULL
         GROUP BY ${field} ORDER BY count DESC, value`,
      )
      return rows.map((row) => ({ value: text(row, 'value'), count: number(row, 'count') }))
    },

    async stats() {
      // Counting reads whole tables, and every question wants to know: once for each generation will do.
      const now = Number((await one(`SELECT ${GENERATION} AS generation`))!['generation'])
      if (counted?.generation === now) return { ...counted }
      const row = await one(
        `SELECT count(*) AS articles, ${sql.textColumn('min(published_at)')} AS published_from,
           ${sql.textColumn('max(published_at)')} AS published_to,
           (SELECT count(*) FROM passages) AS passages,
           ${GENERATION} AS generation,
           (SELECT ${sql.textColumn('value')} FROM meta WHERE key = 'store.built_at') AS built_at
         FROM articles`,
      )
      counted = {
        articles: number(row!, 'articles'),
        passages: number(row!, 'passages'),
        generation: number(row!, 'generation'),
        built_at: optional(row!, 'built_at'),
        published_from: optional(row!, 'published_from'),
        published_to: optional(row!, 'published_to'),
      }
      return { ...counted }
    },

    async getMeta(key) {
      const row = await one(`SELECT ${t('value')} FROM meta WHERE key = ?`, [textArg(key)])
      return row ? text(row, 'value') : null
    },

    async setMeta(key, value) {
      await sql.batch([metaStatement(key, value)])
    },

    close: () => sql.close(),
  }
}

// The statements of a write. Each function returns a list that must run as one batch: nothing in it reads back
// into the program, because D1 has no interactive transactions.
import type { Article } from '../article.ts'
import { IndexError, InputError } from '../errors.ts'
import type { NewArticle, NewPassage } from './article-store.ts'
import type { Statement } from './sql.ts'
import { blobOf, FIELDS, isUnit, listArg } from './sql-rows.ts'
import { isPlain, textArg } from './sql-text.ts'
import { bandsOf } from '../story-bands.ts'

// Statements stay below D1's 100 arguments: 2 to a vector, 6 to a passage and one more.
const VECTORS_PER_STATEMENT = 40
const PASSAGES_PER_STATEMENT = 16

/** Refuse what would be stored wrong. */
export function mustBeStorable(article: NewArticle, passages: NewPassage[], dimensions: number): void {
  for (const id of [article.id, article.story_id]) mustHavePlainId(id)
  for (const { vector } of passages) {
    if (vector.length === dimensions && isUnit(vector)) continue
    throw new IndexError(
      `A vector of article ${article.id} has ${vector.length} dimensions and ${isUnit(vector) ? '' : 'not '}unit length; ` +
        `this index takes ${dimensions} and unit length. Build it again with this model, or choose the model it was built with.`,
      { code: 'index_model' },
    )
  }
}

/** Refuse an article id that SQL text cannot hold: cut at a NUL, it would become another article's. */
export function mustHavePlainId(id: string): void {
  if (id !== '' && isPlain(id)) return
  throw new InputError(
    `The article id ${JSON.stringify(id)} is empty or has a character that cannot be stored. Give the article another id.`,
  )
}

/** Store or replace an article. The first statement returns its `revision`. */
export function putStatements(
  article: NewArticle,
  passages: NewPassage[],
  stories: ReadonlyMap<string, string>,
  now: string,
): Statement[] {
  return [
    upsertArticle(article),
    {
      sql: `INSERT INTO revisions (article_id, revision, ${FIELDS.join(', ')}, text)
            SELECT id, revision, ${FIELDS.join(', ')}, ?2 FROM articles WHERE id = ?1`,
      args: [article.id, textArg(article.text)],
    },
    { sql: 'DELETE FROM removed WHERE id = ?', args: [article.id] },
    ...dropPassages(article.id),
    ...chunks(passages, VECTORS_PER_STATEMENT).map(insertVectors),
    ...chunks(passages, PASSAGES_PER_STATEMENT).flatMap((some, n) =>
      insertPassages(article.id, some, n * PASSAGES_PER_STATEMENT),
    ),
    {
      sql: `INSERT INTO passages_fts (rowid, terms) SELECT t.id, t.terms
            FROM passages p CROSS JOIN passage_terms t ON t.id = p.id WHERE p.article_id = ? ORDER BY p.id`,
      args: [article.id],
    },
    {
      sql: 'INSERT OR IGNORE INTO story_bands (band, article_id) SELECT value, ?1 FROM json_each(?2)',
      args: [article.id, listArg(bandsOf(article.signature))],
    },
    ...storyStatements(stories),
    ...countWrite(now),
  ]
}

/** Remove an article; whoever is left of its story is named after the earliest of the rest, or as `stories` has it. */
export function removeStatements(id: string, stories: ReadonlyMap<string, string>, now: string): Statement[] {
  return [
    ...dropPassages(id),
    {
      sql: 'INSERT INTO removed (id, revision) SELECT id, revision FROM articles WHERE id = ?',
      args: [id],
    },
    { sql: 'DELETE FROM revisions WHERE article_id = ?', args: [id] },
    { sql: 'DELETE FROM articles WHERE id = ?', args: [id] },
    {
      sql: `UPDATE articles SET story_id = (
              SELECT id FROM articles WHERE story_id = ?1 ORDER BY published_at IS NULL, published_at, id LIMIT 1
            ) WHERE story_id = ?1`,
      args: [id],
    },
    ...storyStatements(stories),
    ...countWrite(now),
  ]
}

/** Around the statements that put an article: its earlier revisions, which another database held, and the count after them. */
export function earlierStatements(
  id: string,
  earlier: readonly Article[],
): { first: Statement[]; last: Statement[] } {
  const latest = earlier.at(-1)
  if (latest === undefined) return { first: [], last: [] }
  return {
    first: [
      {
        sql: `INSERT INTO removed (id, revision) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = ?1)
              ON CONFLICT (id) DO UPDATE SET revision = max(revision, excluded.revision)`,
        args: [id, latest.revision],
      },
    ],
    last: earlier.map((article) => ({
      sql: `INSERT OR IGNORE INTO revisions (article_id, revision, ${FIELDS.join(', ')}, text)
            VALUES (?, ?, ${FIELDS.map(() => '?').join(', ')}, ?)`,
      args: [id, article.revision, ...FIELDS.map((field) => textArg(article[field])), textArg(article.text)],
    })),
  }
}

/** Give articles (by id) their stories: by story, since several articles mostly get the same one. */
export function storyStatements(stories: ReadonlyMap<string, string>): Statement[] {
  const members = new Map<string, string[]>()
  for (const [id, story] of stories) members.set(story, [...(members.get(story) ?? []), id])
  return [...members].map(([story, ids]) => ({
    sql: 'UPDATE articles SET story_id = ?1 WHERE id IN (SELECT value FROM json_each(?2))',
    args: [story, listArg(ids)],
  }))
}

/** Set one value of `meta`. */
export function metaStatement(key: string, value: string): Statement {
  return {
    sql: 'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    args: [textArg(key), textArg(value)],
  }
}

function upsertArticle(article: NewArticle): Statement {
  const columns = [...FIELDS, 'story_id', 'content_hash', 'signature']
  return {
    sql: `INSERT INTO articles (id, revision, ${columns.join(', ')})
          VALUES (?1, 1 + coalesce((SELECT revision FROM removed WHERE id = ?1), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
          ON CONFLICT (id) DO UPDATE SET revision = revision + 1,
            ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
          RETURNING revision`,
    args: [
      article.id,
      ...FIELDS.map((field) => textArg(article[field])),
      article.story_id,
      article.content_hash,
      blobOf(article.signature),
    ],
  }
}

// Vectors and terms first, while the passages still say which ones they used.
function dropPassages(id: string): Statement[] {
  return [
    {
      sql: `DELETE FROM vectors WHERE embed_key IN (SELECT embed_key FROM passages WHERE article_id = ?1)
            AND NOT EXISTS (SELECT 1 FROM passages o WHERE o.embed_key = vectors.embed_key AND o.article_id <> ?1)`,
      args: [id],
    },
    {
      sql: 'DELETE FROM passages_fts WHERE rowid IN (SELECT id FROM passages WHERE article_id = ?)',
      args: [id],
    },
    {
      sql: 'DELETE FROM passage_terms WHERE id IN (SELECT id FROM passages WHERE article_id = ?)',
      args: [id],
    },
    { sql: 'DELETE FROM passages WHERE article_id = ?', args: [id] },
    { sql: 'DELETE FROM story_bands WHERE article_id = ?', args: [id] },
  ]
}

function insertVectors(passages: NewPassage[]): Statement {
  return {
    sql: `INSERT OR IGNORE INTO vectors (embed_key, vector) VALUES ${passages.map(() => '(?, ?)').join(', ')}`,
    args: passages.flatMap((passage) => [passage.embed_key, blobOf(passage.vector)]),
  }
}

function insertPassages(articleId: string, passages: NewPassage[], from: number): Statement[] {
  return [
    {
      sql: `INSERT INTO passages (article_id, revision, ordinal, start_at, end_at, heading, text, embed_key)
            SELECT a.id, a.revision, n.* FROM articles a
            JOIN (VALUES ${passages.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}) n
            WHERE a.id = ? ORDER BY n.column1`,
      args: [
        ...passages.flatMap(({ start, end, heading, text, embed_key }, n) => [
          from + n,
          start,
          end,
          textArg(heading),
          textArg(text),
          embed_key,
        ]),
        articleId,
      ],
    },
    {
      // CROSS JOIN keeps this order of loops: the other one reads all passages of the article for each list.
      sql: `INSERT INTO passage_terms (id, terms) SELECT p.id, j.value
            FROM json_each(?2) j CROSS JOIN passages p WHERE p.article_id = ?1 AND p.ordinal = j.key + ?3`,
      args: [articleId, JSON.stringify(passages.map((passage) => wellFormed(passage.terms))), from],
    },
  ]
}

function countWrite(now: string): Statement[] {
  return [
    { sql: "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'store.generation'" },
    metaStatement('store.built_at', now),
  ]
}

function chunks<T>(items: T[], size: number): T[][] {
  const found: T[][] = []
  for (let at = 0; at < items.length; at += size) found.push(items.slice(at, at + size))
  return found
}

// As a JSON escape, a lone surrogate would reach the tokenizer as broken UTF-8.
function wellFormed(terms: string): string {
  return terms.replace(/[\0\p{Surrogate}]/gu, ' ')
}

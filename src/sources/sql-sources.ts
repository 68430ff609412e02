// All SQL of sources: what is registered, the runs, the lists and their items. Over the Sql port only.
import type { SiteChrome } from '../reading.ts'
import type { Sql, SqlRow, SqlValue, Statement } from '../store/sql.ts'
import type { ItemState, Run, SourceFields } from './source.ts'
import type { ListedItem, StoredItem, StoredList, StoredSource } from './stored.ts'

const COLUMNS = [
  'url', 'state', 'article_id', 'hash', 'etag', 'last_modified', 'lastmod', 'fetched_lastmod', 'listed_at', 'missed',
  'failures', 'fact', 'remedy', 'first_seen_at', 'checked_at', 'fetched_at', 'changed_at', 'next_check_at', 'gone_at',
] as const // prettier-ignore
const CHANGING = COLUMNS.filter(
  (column) => !['url', 'lastmod', 'listed_at', 'missed', 'first_seen_at'].includes(column),
)
/** A statement takes 100 kB of text. */
const MOST_TEXT = 60_000
const RUNS_KEPT = 50

export type SourceRecords = ReturnType<typeof createSourceRecords>

/** The records of sources in a database that has their tables. */
export function createSourceRecords(sql: Sql) {
  const t = (columns: readonly string[]): string =>
    columns
      .map((column) =>
        column === 'missed' || column === 'failures' ? column : `${sql.textColumn(column)} AS ${column}`,
      )
      .join(', ')
  const sourceColumns = t(['id', 'fields', 'created_at', 'updated_at', 'next_run_at'])
  const itemColumns = t(COLUMNS)

  return {
    async insert({ id, fields, created_at, updated_at, next_run_at }: StoredSource): Promise<void> {
      await sql.all('INSERT INTO sources (id, fields, created_at, updated_at, next_run_at) VALUES (?, ?, ?, ?, ?)', [id, JSON.stringify(fields), created_at, updated_at, next_run_at]) // prettier-ignore
    },

    /** Also forgets what was read of its lists: other rules may hold for them now. False when there is none. */
    async update({
      id,
      fields,
      updated_at,
      next_run_at,
    }: Omit<StoredSource, 'created_at'>): Promise<boolean> {
      const [rows] = await sql.batch([
        { sql: 'UPDATE sources SET fields = ?, updated_at = ?, next_run_at = ? WHERE id = ? RETURNING 1', args: [JSON.stringify(fields), updated_at, next_run_at, id] },
        { sql: 'DELETE FROM source_lists WHERE source_id = ?', args: [id] },
      ]) // prettier-ignore
      return rows!.length > 0
    },

    async remove(id: string): Promise<void> {
      const tables = ['source_items', 'source_lists', 'source_sites', 'source_runs']
      await sql.batch([
        ...tables.map((table) => ({ sql: `DELETE FROM ${table} WHERE source_id = ?`, args: [id] })),
        { sql: 'DELETE FROM sources WHERE id = ?', args: [id] },
      ])
    },

    async get(id: string): Promise<StoredSource | null> {
      const [row] = await sql.all(`SELECT ${sourceColumns} FROM sources WHERE id = ?`, [id])
      return row === undefined ? null : sourceOf(row)
    },

    /** By id, from behind `after`. */
    async list(limit: number, after: string): Promise<StoredSource[]> {
      const rows = await sql.all(`SELECT ${sourceColumns} FROM sources WHERE id > ? ORDER BY id LIMIT ?`, [
        after,
        limit,
      ])
      return rows.map(sourceOf)
    },

    async count(): Promise<number> {
      return Number((await sql.all('SELECT count(*) AS n FROM sources'))[0]!['n'])
    },

    /** Whose time has come, the longest overdue first. */
    async due(now: string, limit: number): Promise<StoredSource[]> {
      const rows = await sql.all(`SELECT ${sourceColumns} FROM sources WHERE next_run_at <= ? ORDER BY next_run_at, id LIMIT ?`, [now, limit]) // prettier-ignore
      return rows.map(sourceOf)
    },

    async nextDue(): Promise<string | null> {
      const [row] = await sql.all(`SELECT ${sql.textColumn('min(next_run_at)')} AS next FROM sources`)
      return optional(row, 'next')
    },

    /** Set when it runs next; false when that has changed from `from` meanwhile (another process took it). */
    async schedule(id: string, from: string | null, to: string | null): Promise<boolean> {
      const rows = await sql.all('UPDATE sources SET next_run_at = ? WHERE id = ? AND next_run_at IS ? RETURNING 1', [to, id, from]) // prettier-ignore
      return rows.length > 0
    },

    async putRun(run: Run): Promise<void> {
      await sql.batch([
        {
          sql: `INSERT INTO source_runs (id, source_id, state, queued_at, run) SELECT ?1, ?2, ?3, ?4, ?5
                WHERE EXISTS (SELECT 1 FROM sources WHERE id = ?2)
                ON CONFLICT (id) DO UPDATE SET run = excluded.run, state = CASE WHEN source_runs.state = 'stopping'
                  AND excluded.state = 'running' THEN 'stopping' ELSE excluded.state END`,
          args: [run.id, run.source_id, run.state, run.queued_at, plain(JSON.stringify(run))],
        },
        {
          sql: `DELETE FROM source_runs WHERE source_id = ?1 AND id NOT IN
                (SELECT id FROM source_runs WHERE source_id = ?1 ORDER BY queued_at DESC, id DESC LIMIT ${RUNS_KEPT})`,
          args: [run.source_id],
        },
      ])
    },

    async lastRun(sourceId: string): Promise<Run | null> {
      const [row] = await sql.all(`SELECT ${t(['run'])} FROM source_runs WHERE source_id = ? ORDER BY queued_at DESC, id DESC LIMIT 1`, [sourceId]) // prettier-ignore
      return row === undefined ? null : (JSON.parse(text(row, 'run')) as Run)
    },

    /** What another life of the server has left in work is stopped. */
    async stopOpenRuns(now: string): Promise<void> {
      await sql.all(
        `UPDATE source_runs SET state = 'stopped', run = json_set(run, '$.state', 'stopped', '$.ended_at', ?)
         WHERE state IN ('queued', 'running')`,
        [now],
      )
    },

    async storedList(sourceId: string, url: string): Promise<StoredList | null> {
      const [row] = await sql.all(`SELECT ${t(['url', 'etag', 'last_modified', 'further'])} FROM source_lists WHERE source_id = ? AND url = ?`, [sourceId, url]) // prettier-ignore
      if (row === undefined) return null
      const further = JSON.parse(text(row, 'further')) as string[]
      return { url, etag: optional(row, 'etag'), last_modified: optional(row, 'last_modified'), further }
    },

    async putLists(sourceId: string, lists: readonly StoredList[]): Promise<void> {
      const statements = lists.map(({ url, etag, last_modified, further }): Statement => {
        const json = JSON.stringify(further)
        // What does not fit is read anew each time.
        return json.length > MOST_TEXT
          ? { sql: 'DELETE FROM source_lists WHERE source_id = ? AND url = ?', args: [sourceId, url] }
          : { sql: 'INSERT OR REPLACE INTO source_lists (source_id, url, etag, last_modified, further) VALUES (?, ?, ?, ?, ?)', args: [sourceId, url, etag, last_modified, json] }
      }) // prettier-ignore
      for (let at = 0; at < statements.length; at += 50) await sql.batch(statements.slice(at, at + 50))
    },

    /** Note what a run found listed. New items wait to be fetched; those that were gone do so again. */
    async listed(sourceId: string, items: readonly ListedItem[], now: string): Promise<void> {
      for (const some of inPieces(items)) {
        await sql.all(
          `INSERT INTO source_items (source_id, url, state, listed_in, lastmod, listed_at, first_seen_at)
           SELECT ?1, value ->> 'url', 'waiting', value ->> 'listed_in', value ->> 'lastmod', ?2, ?2 FROM json_each(?3) WHERE 1
           ON CONFLICT (source_id, url) DO UPDATE SET listed_in = excluded.listed_in, lastmod = excluded.lastmod,
             listed_at = excluded.listed_at, missed = 0,
             hash = CASE state WHEN 'gone' THEN NULL ELSE hash END, etag = CASE state WHEN 'gone' THEN NULL ELSE etag END,
             last_modified = CASE state WHEN 'gone' THEN NULL ELSE last_modified END,
             gone_at = NULL, state = CASE state WHEN 'gone' THEN 'waiting' ELSE state END`,
          [sourceId, now, plain(JSON.stringify(some))],
        )
      }
    },

    /** A list is what it was: so are the items that it named the last time. */
    async listedAsBefore(sourceId: string, list: string, now: string): Promise<void> {
      await sql.all('UPDATE source_items SET listed_at = ? WHERE source_id = ? AND listed_in = ? AND missed = 0', [now, sourceId, list]) // prettier-ignore
    },

    /** What a list that was read now named before and does no longer. */
    async noLonger(sourceId: string, list: string, now: string): Promise<void> {
      await sql.all(
        "UPDATE source_items SET listed_in = '' WHERE source_id = ? AND listed_in = ? AND listed_at < ?",
        [sourceId, list, now],
      )
    },

    /** Count a run that did not list the others. */
    async missed(sourceId: string, now: string): Promise<void> {
      await sql.all("UPDATE source_items SET missed = missed + 1 WHERE source_id = ? AND listed_at < ? AND state <> 'gone'", [sourceId, now]) // prettier-ignore
    },

    /** All of its items are to be asked for in the next run. */
    async allDue(sourceId: string): Promise<void> {
      await sql.all("UPDATE source_items SET next_check_at = NULL WHERE source_id = ? AND state <> 'gone'", [sourceId]) // prettier-ignore
    },

    /** How many items were listed at this time, and those of them that are to be asked for: all, or the due ones. */
    async toCheck(
      sourceId: string,
      listedAt: string,
      now: string,
      all: boolean,
    ): Promise<{ listed: number; items: StoredItem[] }> {
      const [row] = await sql.all(
        'SELECT count(*) AS n FROM source_items WHERE source_id = ? AND listed_at = ?',
        [sourceId, listedAt],
      )
      const rows = await sql.all(
        `SELECT ${itemColumns} FROM source_items WHERE source_id = ?1 AND listed_at = ?2 AND (?4 = 1
           OR coalesce(next_check_at, '') <= ?3 OR (failures = 0 AND lastmod IS NOT NULL AND lastmod IS NOT fetched_lastmod))
         ORDER BY state <> 'waiting', lastmod DESC, first_seen_at, url`,
        [sourceId, listedAt, now, all ? 1 : 0],
      )
      return { listed: Number(row!['n']), items: rows.map(itemOf) }
    },

    /** Items that some runs in a row did not list and that are due, the longest unlisted first. */
    async unlisted(sourceId: string, runs: number, now: string, limit: number): Promise<StoredItem[]> {
      const rows = await sql.all(
        `SELECT ${itemColumns} FROM source_items WHERE source_id = ? AND missed >= ? AND state <> 'gone'
           AND (missed = ? OR coalesce(next_check_at, '') <= ?) ORDER BY listed_at, url LIMIT ?`,
        [sourceId, runs, runs, now, limit],
      )
      return rows.map(itemOf)
    },

    async saveItems(sourceId: string, items: readonly StoredItem[]): Promise<void> {
      const set = CHANGING.map((column) => `${column} = ?`).join(', ')
      const statements = items.map((item) => ({
        sql: `UPDATE source_items SET ${set} WHERE source_id = ? AND url = ?`,
        args: [...CHANGING.map((column): SqlValue => plainOrNull(item[column])), sourceId, item.url],
      }))
      for (let at = 0; at < statements.length; at += 50) await sql.batch(statements.slice(at, at + 50))
    },

    /** By address, from behind `after`. */
    async items(
      sourceId: string,
      state: ItemState | undefined,
      limit: number,
      after: string,
    ): Promise<StoredItem[]> {
      const rows = await sql.all(
        `SELECT ${itemColumns} FROM source_items WHERE source_id = ?1 AND url > ?2 AND (?3 IS NULL OR state = ?3) ORDER BY url LIMIT ?4`,
        [sourceId, after, state ?? null, limit],
      )
      return rows.map(itemOf)
    },

    /** Of these addresses those whose article comes from another source, with that article. */
    async held(sourceId: string, urls: readonly string[]): Promise<Map<string, string>> {
      const found = new Map<string, string>()
      for (const some of inPieces(urls)) {
        const rows = await sql.all(
          `SELECT ${t(['url', 'article_id'])} FROM source_items WHERE source_id <> ? AND article_id IS NOT NULL AND state <> 'gone'
             AND url IN (SELECT value FROM json_each(?))`,
          [sourceId, plain(JSON.stringify(some))],
        )
        for (const row of rows) found.set(text(row, 'url'), text(row, 'article_id'))
      }
      return found
    },

    /** Of these articles (of all of the source's, when null) those that no other item, of any source, still stands for. */
    async onlyHere(sourceId: string, urls: readonly string[] | null): Promise<string[]> {
      const found = new Set<string>()
      for (const some of urls === null ? [null] : inPieces(urls)) {
        const rows = await sql.all(
          `SELECT DISTINCT ${t(['article_id'])} FROM source_items AS own WHERE source_id = ?1 AND article_id IS NOT NULL
             AND (?2 IS NULL OR url IN (SELECT value FROM json_each(?2)))
             AND NOT EXISTS (SELECT 1 FROM source_items AS other WHERE other.article_id = own.article_id AND other.state <> 'gone'
               AND (other.source_id <> ?1 OR (?2 IS NOT NULL AND other.url NOT IN (SELECT value FROM json_each(?2)))))`,
          [sourceId, some === null ? null : plain(JSON.stringify(some))],
        )
        for (const row of rows) found.add(text(row, 'article_id'))
      }
      return [...found]
    },

    /** Items that are gone and whose article was not removed. */
    async goneWithArticles(sourceId: string): Promise<string[]> {
      const rows = await sql.all(`SELECT ${t(['url'])} FROM source_items WHERE source_id = ? AND state = 'gone' AND article_id IS NOT NULL ORDER BY url LIMIT 1000`, [sourceId]) // prettier-ignore
      return rows.map((row) => text(row, 'url'))
    },

    /** The articles of items that are gone were removed. */
    async forgetArticles(sourceId: string, ids: readonly string[]): Promise<void> {
      for (const some of inPieces(ids)) {
        await sql.all(
          `UPDATE source_items SET article_id = NULL, hash = NULL WHERE source_id = ? AND state = 'gone'
             AND article_id IN (SELECT value FROM json_each(?))`,
          [sourceId, plain(JSON.stringify(some))],
        )
      }
    },

    async site(sourceId: string, site: string): Promise<SiteChrome | null> {
      const [row] = await sql.all(`SELECT ${t(['chrome'])} FROM source_sites WHERE source_id = ? AND site = ?`, [sourceId, site]) // prettier-ignore
      return row === undefined ? null : (JSON.parse(text(row, 'chrome')) as SiteChrome)
    },

    async putSite(sourceId: string, chrome: SiteChrome): Promise<void> {
      let lines = chrome.lines
      while (JSON.stringify(lines).length > MOST_TEXT / 2)
        lines = lines.slice(0, Math.floor(lines.length / 2))
      await sql.all('INSERT OR REPLACE INTO source_sites (source_id, site, chrome) VALUES (?, ?, ?)', [sourceId, chrome.site, plain(JSON.stringify({ ...chrome, lines }))]) // prettier-ignore
    },
  }
}

// --- Internal helpers ---

function* inPieces<T>(all: readonly T[]): Iterable<T[]> {
  let piece: T[] = []
  let size = 0
  for (const one of all) {
    const length = JSON.stringify(one).length * 2
    if (piece.length > 0 && size + length > MOST_TEXT) {
      yield piece
      piece = []
      size = 0
    }
    piece.push(one)
    size += length
  }
  if (piece.length > 0) yield piece
}

// What comes from elsewhere may hold what a text column cannot: a NUL, half a character.
function plain(value: string): string {
  return value
    .replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd')
    .replaceAll(/\\u(?:0000|[dD][89a-fA-F][\da-fA-F]{2})/g, '\\ufffd')
}

function plainOrNull(value: string | number | null): SqlValue {
  return typeof value === 'string' ? plain(value) : value
}

function sourceOf(row: SqlRow): StoredSource {
  return {
    id: text(row, 'id'),
    // Written by this module only.
    fields: JSON.parse(text(row, 'fields')) as SourceFields,
    created_at: text(row, 'created_at'),
    updated_at: text(row, 'updated_at'),
    next_run_at: optional(row, 'next_run_at'),
  }
}

function itemOf(row: SqlRow): StoredItem {
  const entries = COLUMNS.map((column) => [column, column === 'missed' || column === 'failures' ? Number(row[column]) : optional(row, column)]) // prettier-ignore
  return Object.fromEntries(entries) as StoredItem
}

/** A text of a row; “” for none. */
export function text(row: SqlRow, column: string): string {
  return optional(row, column) ?? ''
}

function optional(row: SqlRow | undefined, column: string): string | null {
  const value = row?.[column]
  if (value === null || value === undefined) return null
  return value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value)
}

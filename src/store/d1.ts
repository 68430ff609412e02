// Sql executor on a Cloudflare D1 binding. It knows D1's values and errors, no tables; D1 applies the migrations itself.
import { IndexError, InputError, messageOf, OverloadError } from '../errors.ts'
import type { Sql, SqlRow, SqlValue, Statement } from './sql.ts'

/** What is needed of `D1Database`; structural, so that no Workers types leak into the program. */
export interface D1 {
  prepare(sql: string): D1Statement
  batch(statements: D1Statement[]): Promise<{ results: unknown[] }[]>
}

interface D1Statement {
  bind(...values: unknown[]): D1Statement
  all(): Promise<{ results: unknown[] }>
}

/** An executor over a database whose migrations are applied. `name`: the binding, for messages. */
export function openD1(db: D1, name: string): Sql {
  const prepared = ({ sql, args = [] }: Statement): D1Statement => {
    const statement = db.prepare(sql)
    return args.length === 0 ? statement : statement.bind(...args)
  }
  return {
    async all(sql, args = []) {
      try {
        return rowsOf(await prepared({ sql, args }).all())
      } catch (error) {
        throw explained(error, name)
      }
    },
    async batch(statements) {
      // D1 refuses an empty batch.
      if (statements.length === 0) return []
      try {
        return (await db.batch(statements.map(prepared))).map(rowsOf)
      } catch (error) {
        throw explained(error, name)
      }
    },
    textColumn: (column) => column,
    // The runtime owns the connection.
    close: async () => undefined,
  }
}

// Over its wire, a BLOB is a list of bytes.
function rowsOf({ results }: { results: unknown[] }): SqlRow[] {
  const rows = results as Record<string, SqlValue | number[]>[]
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      if (Array.isArray(value)) row[column] = Uint8Array.from(value).buffer
    }
  }
  return rows as SqlRow[]
}

// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
const OVERLOADED = /overloaded|requests? queued/i
const RESET =
  /network connection lost|caused object to be reset|code was updated|transient issue|exceeded its (?:memory|cpu time) limit|timed? ?out/i
const FULL = /maximum (?:db size|account storage limit)/i

/**
 * Turn D1's messages into errors a person can act on; a programming mistake stays what it is. D1 itself repeats reads that
 * were cut off; a write is not repeated here, since it may have been done: whoever sent the article sends it again, and
 * equal content changes nothing.
 */
function explained(error: unknown, name: string): unknown {
  const fact = messageOf(error)
  if (OVERLOADED.test(fact)) {
    return new OverloadError(`the database has too much to do (${fact}); try again later`, { cause: error })
  }
  if (RESET.test(fact)) {
    return new OverloadError(`the database was cut off (${fact}); try again`, { cause: error })
  }
  if (/string or blob too big|SQLITE_TOOBIG/i.test(fact)) {
    return new InputError(
      `a text is larger than D1 takes: 2,000,000 bytes a row (${fact}); divide the article into several`,
      { code: 'too_large', status: 413, cause: error },
    )
  }
  if (/no such (?:table|column)/i.test(fact)) {
    return new IndexError(
      `the database ${name} lacks tables of this version (${fact}); run “npx wrangler d1 migrations apply ${name} --remote”`,
      { code: 'index_version', cause: error },
    )
  }
  if (FULL.test(fact)) {
    return new IndexError(
      `the database ${name} is full (${fact}); remove articles, or divide the index over several databases`,
      { code: 'index_full', cause: error },
    )
  }
  return error
}

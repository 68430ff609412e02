// Sql executor on @libsql/client: one connection to one file. It knows pragmas, migrations and error codes, no tables.
import { access, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type Client,
  createClient,
  type InStatement,
  LibsqlError,
  type ResultSet,
} from '@libsql/client/sqlite3'
import { AppError, IndexError, LockedError, messageOf, storageError } from '../errors.ts'
import { migrate, type Schema } from './sqlite-migrate.ts'
import type { Sql, SqlRow, Statement } from './sql.ts'

/** How to open the file. */
export interface SqliteOptions {
  /** Never write: the file must exist and have the current schema. Default false: create and migrate it. */
  readOnly?: boolean
  /** Which tables it holds; default `migrations`, those of the index. */
  schema?: Schema
  /** How long to wait for another process's write, in milliseconds. */
  busyTimeoutMs?: number
}

/** Open (create, migrate) a database; `:memory:` for one that lives as long as the executor. */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<Sql> {
  const { readOnly = false, schema = 'migrations', busyTimeoutMs = 5000 } = options
  const inMemory = path === ':memory:'
  if (!inMemory) await (readOnly ? mustExist(path) : makeParent(path))
  let client: Client | undefined
  try {
    // One connection: pragmas hold per connection, and the native calls are synchronous anyway.
    client = createClient({
      url: inMemory ? path : pathToFileURL(resolve(path)).href,
      concurrency: 1,
      timeout: busyTimeoutMs,
    })
    // A reader finds it in the file; setting it would be a write.
    if (!readOnly) await client.execute('PRAGMA journal_mode = WAL')
    for (const pragma of ['synchronous = NORMAL', 'foreign_keys = ON', 'cache_size = -32000']) {
      await client.execute(`PRAGMA ${pragma}`)
    }
    await migrate(client, { path, readOnly, schema })
    if (readOnly) await client.execute('PRAGMA query_only = ON')
  } catch (error) {
    client?.close()
    // What the native client cannot open at all has no code.
    const known = error instanceof AppError || error instanceof LibsqlError
    throw known ? explained(error, path) : cannotOpen(path, error)
  }
  return executor(client, path, readOnly)
}

function executor(client: Client, path: string, readOnly: boolean): Sql {
  let closed = false
  return {
    async all(sql, args = []) {
      try {
        return rowsOf(await client.execute({ sql, args }))
      } catch (error) {
        throw explained(error, path)
      }
    },
    async batch(statements) {
      try {
        return (await client.batch(statements.map(inStatement), readOnly ? 'read' : 'write')).map(rowsOf)
      } catch (error) {
        throw explained(error, path)
      }
    },
    // The native client aborts the process when a text column is not UTF-8, as in a damaged file.
    textColumn: (column) => `CAST(${column} AS BLOB)`,
    async close() {
      if (closed) return
      closed = true
      try {
        // Leaves the whole content in the main file, for whoever copies only that.
        if (!readOnly) await client.execute('PRAGMA wal_checkpoint(PASSIVE)')
      } catch {
        // The next writer does it.
      } finally {
        client.close()
      }
    },
  }
}

function inStatement(statement: Statement): InStatement {
  return { sql: statement.sql, args: statement.args ?? [] }
}

function rowsOf(result: ResultSet): SqlRow[] {
  return result.rows as unknown as SqlRow[]
}

async function mustExist(path: string): Promise<void> {
  try {
    await access(path)
  } catch (cause) {
    throw new IndexError(`There is no index at ${path}. Build it with "touwen ingest <files>".`, {
      code: 'index_missing',
      cause,
    })
  }
}

async function makeParent(path: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(path)), { recursive: true })
  } catch (cause) {
    throw cannotOpen(path, cause)
  }
}

/** Turn SQLite's codes into errors a person can act on; a programming mistake stays what it is. */
function explained(error: unknown, path: string): unknown {
  if (!(error instanceof LibsqlError)) return error
  const fact = messageOf(error)
  switch (error.code) {
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
    case 'SQLITE_FORMAT':
      return new IndexError(
        `The index file ${path} is damaged (${fact}). ` +
          'Delete the index directory and build it again with "touwen ingest <files>".',
        { code: 'index_corrupt', cause: error },
      )
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new LockedError(`Another process is writing to ${path}. Wait for it to end, then try again.`, {
        cause: error,
      })
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return cannotOpen(path, error)
    default:
      return storageError(error, path) ?? error
  }
}

function cannotOpen(path: string, cause: unknown): IndexError {
  return new IndexError(
    `The index file ${path} cannot be opened for this (${messageOf(cause)}). Check its directory and rights.`,
    { cause },
  )
}

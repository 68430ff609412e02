// One writer to an index directory. The lock is the operating system's (held through SQLite on writer.lock), so
// it ends with its process, however that ends, and two starters can never both get it. writer.json only says who.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient, LibsqlError } from '@libsql/client/sqlite3'
import { z } from 'zod'
import { IndexError, LockedError, messageOf, storageError } from '../errors.ts'

const LOCK = 'writer.lock'
const HOLDER = 'writer.json'

const holderSchema = z.object({ pid: z.number().int(), started_at: z.string() })

/** A held lock. */
export interface Lock {
  /** Let others write. Releasing twice is allowed. */
  release(): Promise<void>
}

// Keeps held locks from being garbage-collected, which would release them.
const held = new Set<unknown>()

/** Become the only writer of the directory (made if missing), or fail at once with a LockedError; StorageError where nothing can be written. */
export async function acquireLock(dir: string): Promise<Lock> {
  try {
    await mkdir(dir, { recursive: true })
  } catch (error) {
    throw storageError(error, dir) ?? error
  }
  const release = await takeLock(dir)
  try {
    await writeHolder(dir)
  } catch (error) {
    await release()
    throw storageError(error, dir) ?? error
  }
  let released = false
  return {
    async release() {
      if (released) return
      released = true
      // First the note, while nobody else can have written theirs. It hinders nobody if it stays.
      await rm(join(dir, HOLDER), { force: true }).catch(() => undefined)
      await release()
    },
  }
}

async function takeLock(dir: string): Promise<() => Promise<void>> {
  const client = createClient({ url: pathToFileURL(resolve(dir, LOCK)).href, concurrency: 1, timeout: 0 })
  try {
    const transaction = await client.transaction('write')
    held.add(transaction)
    return async () => {
      held.delete(transaction)
      await transaction.rollback()
      client.close()
    }
  } catch (error) {
    client.close()
    if (error instanceof LibsqlError && error.code === 'SQLITE_BUSY') throw await lockedError(dir, error)
    const message = `The index directory ${dir} cannot be locked (${messageOf(error)}). Check its rights and disk.`
    throw storageError(error, dir) ?? new IndexError(message, { cause: error })
  }
}

async function lockedError(dir: string, cause: unknown): Promise<LockedError> {
  const holder = await readHolder(dir)
  const who = holder ? `process ${holder.pid} (since ${holder.started_at})` : 'another process'
  return new LockedError(
    `The index ${dir} is being written by ${who}. ` +
      `Wait until it ends${holder ? `, or stop it with "kill ${holder.pid}"` : ''}, or choose another directory with --index. A server takes articles itself: POST /v1/articles.`,
    { cause },
  )
}

async function readHolder(dir: string): Promise<z.infer<typeof holderSchema> | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(join(dir, HOLDER), 'utf8')))
  } catch {
    return null
  }
}

async function writeHolder(dir: string): Promise<void> {
  const startedAt = new Date(Date.now() - process.uptime() * 1000).toISOString()
  const temporary = join(dir, `${HOLDER}.${process.pid}.tmp`)
  try {
    await writeFile(temporary, `${JSON.stringify({ pid: process.pid, started_at: startedAt })}\n`)
    await rename(temporary, join(dir, HOLDER))
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

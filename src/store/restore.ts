// Restoring an index from a backup. Until the copy is found to work nothing of the old index is touched, and the old one is
// kept until the new one stands in its place.
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createClient } from '@libsql/client/sqlite3'
import { IndexError, InputError, LockedError, messageOf } from '../errors.ts'
import { moved, synced, workName } from './backup-files.ts'
import { type BackupSummary, extract } from './backup.ts'
import { acquireLock } from './lock.ts'

export interface RestoreOptions {
  /** Replace an index that is there. Default: refuse. */
  force?: boolean
  /** Whether the restored directory works; throws when it does not. It may write into it. */
  check(directory: string): Promise<void>
}

/** What a lock leaves behind in an otherwise empty directory. */
const LEFTOVERS = new Set(['writer.lock', 'writer.lock-journal', 'writer.json'])

/**
 * Put the backup in place of the index. Throws `LockedError` while another process has that open, `InputError` without
 * `force` where there is one, `IndexError` for a backup that is damaged or does not work.
 */
export async function restoreBackup(
  backup: string,
  index: string,
  { force = false, check }: RestoreOptions,
): Promise<BackupSummary> {
  const directory = resolve(index)
  const staging = await workName(directory, 'restoring')
  const old = await workName(directory, 'replaced')
  const lock = await acquireLock(directory)
  try {
    const held = (await readdir(directory)).filter((name) => !LEFTOVERS.has(name))
    if (held.length > 0 && !force) {
      throw new InputError(
        `${index} holds an index or other files (${held.slice(0, 3).join(', ')}); choose another directory with --index, or replace all of it with --force`,
      )
    }
    await mkdir(staging, { mode: 0o700 })
    const summary = await extract(backup, staging)
    await check(staging)
    for (const name of held.filter((one) => one.endsWith('.sqlite')))
      await mustBeUnused(join(directory, name))
    for (const name of await readdir(staging)) await syncedIfThere(join(staging, name))
    await synced(staging)
    await chmod(staging, (await stat(directory)).mode)
    await replace(directory, staging, old)
    return summary
  } finally {
    await lock.release()
    await rm(staging, { recursive: true, force: true })
  }
}

// The check has opened the databases, and what SQLite keeps beside an open one goes when the native client lets go of it:
// at any moment.
async function syncedIfThere(path: string): Promise<void> {
  try {
    await synced(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

async function replace(directory: string, staging: string, old: string): Promise<void> {
  try {
    await rename(directory, old)
  } catch (cause) {
    throw new IndexError(
      `${directory} cannot be moved aside (${messageOf(cause)}); if it is the mount of a volume, restore into a directory on it`,
      { cause },
    )
  }
  try {
    await moved(staging, directory)
  } catch (cause) {
    await rename(old, directory)
    throw cause
  }
  await rm(old, { recursive: true, force: true })
}

// A server that only reads holds no lock, but it writes records, and would go on with files that are no longer there. A
// database can leave its write-ahead log only when nobody else has it open.
async function mustBeUnused(path: string): Promise<void> {
  const client = createClient({ url: pathToFileURL(path).href, concurrency: 1, timeout: 0 })
  try {
    await client.execute('PRAGMA journal_mode = DELETE')
    await client.execute('PRAGMA journal_mode = WAL')
  } catch (cause) {
    // What is damaged is the reason for restoring it.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'SQLITE_BUSY')) return
    throw new LockedError(`another process has ${path} open; stop it, then restore again`, { cause })
  } finally {
    client.close()
  }
}

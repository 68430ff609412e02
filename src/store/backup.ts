// Backup of an index while it is in use: a copy of each database as one moment had it, with a manifest of versions, counts and
// checksums. The vector file is left out: it is a cache, made anew from the articles.
import { access, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Client, createClient } from '@libsql/client/sqlite3'
import { z } from 'zod'
import { IndexError, InputError, messageOf, storageError } from '../errors.ts'
import { digest, type Member, membersOf, moved, pack, readMember, synced, workName } from './backup-files.ts'
import { latestVersion, type Schema } from './sqlite-migrate.ts'

const MANIFEST = 'manifest.json'
const FORMAT = 'touwen-backup-1'
/** How long to wait for a writer, in ms. */
const BUSY_MS = 30_000

/** The databases, by the tables they hold. */
const SCHEMAS = { 'articles.sqlite': 'migrations', 'records.sqlite': 'records' } as const satisfies Record<
  string,
  Schema
>
type FileName = keyof typeof SCHEMAS
const NAMES = Object.keys(SCHEMAS) as FileName[]

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  touwen: z.string(),
  made_at: z.string(),
  files: z
    .array(
      z.object({
        // No other name, and so no path that leads elsewhere.
        name: z.enum(NAMES),
        bytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        /** Version of its schema. */
        schema: z.number().int().nonnegative(),
        /** Rows, by table. */
        rows: z.record(z.string(), z.number().int().nonnegative()),
      }),
    )
    .min(1),
})
type Manifest = z.infer<typeof manifestSchema>
type FileEntry = Manifest['files'][number]

/** What a person wants to know of a backup. */
export interface BackupSummary extends Manifest {
  path: string
}

export interface BackupOptions {
  /** The version of the program, for the manifest. */
  version: string
  /** Replace a backup of this name. Default: refuse. */
  force?: boolean
  now?: () => Date
}

/**
 * Back up an index to a directory, or to an archive when the name ends with .tar. Under that name stands a whole backup or
 * nothing, whatever happens meanwhile. Others may read and write the index. Throws `IndexError`, or `InputError` for a bad name.
 */
export async function createBackup(
  index: string,
  target: string,
  { version, force = false, now = () => new Date() }: BackupOptions,
): Promise<BackupSummary> {
  if (/\.(?:gz|tgz|zip|zst|xz|bz2)$/i.test(target)) {
    throw new InputError(`${target} would be compressed; name a directory or a .tar file and compress that`)
  }
  await mustBeFree(target, force)
  const work = await workName(target, 'partial')
  const archive = `${work}.tar`
  await mkdir(work, { mode: 0o700 })
  try {
    const made_at = now().toISOString()
    const files = []
    for (const name of NAMES) {
      const entry = await snapshot(resolve(index, name), join(work, name), name)
      if (entry !== null) files.push(entry)
    }
    const manifest: Manifest = { format: FORMAT, touwen: version, made_at, files }
    await writeFile(join(work, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    })
    await synced(work)
    const packed = target.endsWith('.tar')
    if (packed) await pack(work, [MANIFEST, ...files.map(({ name }) => name)], archive)
    if (force) await rm(target, { recursive: true, force: true })
    await moved(packed ? archive : work, target)
    return { path: target, ...manifest }
  } catch (error) {
    throw storageError(error, target) ?? error
  } finally {
    await rm(work, { recursive: true, force: true })
    await rm(archive, { force: true })
  }
}

/** Check a backup as far as that goes without restoring it: checksums, schema, the databases themselves, counts. */
export async function verifyBackup(path: string): Promise<BackupSummary> {
  const directory = await mkdtemp(join(tmpdir(), 'touwen-verify-'))
  try {
    return await extract(path, directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Copy a backup's files into an empty directory; nothing counts before all of them are found to be right. */
export async function extract(path: string, directory: string): Promise<BackupSummary> {
  const members = new Map((await membersOf(path)).map((member) => [member.name, member]))
  const manifest = await readManifest(path, members.get(MANIFEST))
  for (const entry of manifest.files) {
    const member = members.get(entry.name)
    if (member === undefined) throw damaged(path, `${entry.name} is missing`)
    if (member.bytes !== entry.bytes) {
      throw damaged(path, `${entry.name} has ${member.bytes} bytes, the manifest says ${entry.bytes}`)
    }
    const known = await latestVersion(SCHEMAS[entry.name])
    if (entry.schema > known) {
      throw new IndexError(
        `${entry.name} in ${path} has schema version ${entry.schema}, this version of touwen knows up to ${known}; use the newer touwen`,
        { code: 'index_version' },
      )
    }
    const sha256 = await digest(member, join(directory, entry.name))
    if (sha256 !== entry.sha256) {
      throw damaged(path, `${entry.name} has SHA-256 ${sha256}, the manifest says ${entry.sha256}`)
    }
  }
  for (const entry of manifest.files) await examine(join(directory, entry.name), entry, path)
  return { path, ...manifest }
}

// --- Internal helpers ---

async function mustBeFree(target: string, force: boolean): Promise<void> {
  const taken = await stat(target).then(
    () => true,
    () => false,
  )
  if (!taken) return
  if (!force)
    throw new InputError(`${target} is there already; choose another name, or replace it with --force`)
  // Else a mistyped name would cost a directory of something else.
  const members = await membersOf(target)
  if (!members.some(({ name }) => name === MANIFEST)) {
    throw new InputError(`${target} is no backup, so --force does not replace it; choose another name`)
  }
}

// Null when there is no such database, which is right for all but the articles.
async function snapshot(from: string, to: string, name: FileName): Promise<FileEntry | null> {
  try {
    await access(from)
  } catch (cause) {
    if (name !== 'articles.sqlite') return null
    throw new IndexError(`there is no index at ${from}; choose another with --index`, {
      code: 'index_missing',
      cause,
    })
  }
  await withClient(from, async (client) => {
    // One read transaction: what is written meanwhile is not in the copy, and nobody waits for it.
    await client.execute({ sql: 'VACUUM INTO ?', args: [to] })
  })
  await synced(to)
  const found = await withClient(to, (client) => inspect(client))
  const { size } = await stat(to)
  const sha256 = await digest({ name, bytes: size, path: to, start: 0 })
  return { name, bytes: size, sha256, ...found }
}

async function examine(copy: string, { name, schema, rows }: FileEntry, path: string): Promise<void> {
  const found = await withClient(copy, async (client) => {
    const check = await client.execute('PRAGMA quick_check(1)')
    const verdict = String(check.rows[0]?.[0])
    if (verdict !== 'ok') throw damaged(path, `${name} is no sound database: ${verdict}`)
    return inspect(client)
  }).catch((error: unknown) => {
    throw error instanceof IndexError ? error : damaged(path, `${name} cannot be read: ${messageOf(error)}`)
  })
  if (found.schema !== schema) {
    throw damaged(path, `${name} has schema version ${found.schema}, the manifest says ${schema}`)
  }
  const wrong = Object.keys(rows).find((table) => found.rows[table] !== rows[table])
  if (wrong !== undefined) {
    throw damaged(
      path,
      `${name} has ${found.rows[wrong] ?? 'no'} rows of ${wrong}, the manifest says ${rows[wrong]}`,
    )
  }
}

async function inspect(client: Client): Promise<Pick<FileEntry, 'schema' | 'rows'>> {
  const version = await client.execute('PRAGMA user_version')
  // Virtual tables and their shadows follow from the others.
  const tables = await client.execute(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  )
  const rows: Record<string, number> = {}
  for (const name of tables.rows.map((row) => String(row[0])).sort()) {
    const count = await client.execute(`SELECT count(*) FROM "${name.replaceAll('"', '""')}"`)
    rows[name] = Number(count.rows[0]?.[0])
  }
  return { schema: Number(version.rows[0]?.[0]), rows }
}

async function withClient<T>(path: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createClient({
    url: pathToFileURL(path).href,
    concurrency: 1,
    timeout: BUSY_MS,
  })
  try {
    return await work(client)
  } finally {
    client.close()
  }
}

async function readManifest(path: string, member: Member | undefined): Promise<Manifest> {
  if (member === undefined) throw damaged(path, `it has no ${MANIFEST}`)
  let content: unknown
  try {
    content = JSON.parse(await readMember(member))
  } catch (cause) {
    throw damaged(path, `${MANIFEST} is not JSON`, cause)
  }
  const parsed = manifestSchema.safeParse(content)
  if (!parsed.success)
    throw damaged(path, `${MANIFEST} is not of format ${FORMAT}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function damaged(path: string, fact: string, cause?: unknown): IndexError {
  return new IndexError(`the backup ${path} is damaged: ${fact}; take another one`, {
    code: 'backup_damaged',
    cause,
  })
}

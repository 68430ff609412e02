// Brings a SQLite file to the schema of this code. The version is kept in `user_version`; D1 keeps its own.
import { readdir, readFile } from 'node:fs/promises'
import { type Client, createClient } from '@libsql/client/sqlite3'
import { IndexError } from '../errors.ts'

/** The schemas, each a folder of numbered steps: of the index, and of what the service records beside it. */
export type Schema = 'migrations' | 'records'

interface Migration {
  version: number
  sql: string
}

/** Apply what is missing, each step in one transaction; refuse files that are newer, foreign, or may not be changed. */
export async function migrate(
  client: Client,
  file: { path: string; readOnly: boolean; schema: Schema },
): Promise<void> {
  const migrations = await readMigrations(file.schema)
  const known = migrations.at(-1)?.version ?? 0
  const found = await versionOf(client)
  if (found > known) {
    throw new IndexError(
      `The index ${file.path} has schema version ${found}; this version of touwen knows up to ${known}. ` +
        'Use the newer touwen, or delete the index directory and build it again.',
      { code: 'index_version' },
    )
  }
  if (found === known) return mustHaveSchema(client, migrations, file.path)
  if (found === 0 && (await hasTables(client))) {
    throw new IndexError(
      `The file ${file.path} is a SQLite database but no touwen index. Choose another index directory.`,
      {
        code: 'index_foreign',
      },
    )
  }
  if (file.readOnly) {
    throw new IndexError(
      `The index ${file.path} has schema version ${found}; this version of touwen reads ${known}. ` +
        'Run "touwen ingest" on it once: that brings it up to date.',
      { code: 'index_version' },
    )
  }
  for (const migration of migrations) await apply(client, migration)
}

/** The newest version of a schema that this program knows. */
export async function latestVersion(schema: Schema): Promise<number> {
  return (await readMigrations(schema)).at(-1)?.version ?? 0
}

// A damaged schema would make queries fail in odd ways, or the native client abort on a name that is not UTF-8.
async function mustHaveSchema(client: Client, migrations: Migration[], path: string): Promise<void> {
  const model = createClient({ url: ':memory:' })
  try {
    for (const migration of migrations) await apply(model, migration)
    const held = await schemaOf(client)
    for (const object of await schemaOf(model)) {
      if (held.has(object)) continue
      throw new IndexError(
        `The index file ${path} is damaged: its tables are not those of schema version ${migrations.at(-1)?.version}. ` +
          'Delete the index directory and build it again with "touwen ingest <files>".',
        { code: 'index_corrupt' },
      )
    }
  } finally {
    model.close()
  }
}

async function schemaOf(client: Client): Promise<Set<string>> {
  const { rows } = await client.execute(
    "SELECT hex(type || name || coalesce(sql, '')) AS object FROM sqlite_master",
  )
  return new Set(rows.map((row) => String(row[0])))
}

async function apply(client: Client, { version, sql }: Migration): Promise<void> {
  const transaction = await client.transaction('write')
  try {
    // Asked again inside: another process may have done it between.
    const row = (await transaction.execute('PRAGMA user_version')).rows[0]
    if (Number(row?.[0]) >= version) return
    await transaction.executeMultiple(sql)
    await transaction.execute(`PRAGMA user_version = ${version}`)
    await transaction.commit()
  } finally {
    transaction.close()
  }
}

async function versionOf(client: Client): Promise<number> {
  return Number((await client.execute('PRAGMA user_version')).rows[0]?.[0])
}

async function hasTables(client: Client): Promise<boolean> {
  return (await client.execute('SELECT 1 FROM sqlite_master LIMIT 1')).rows.length > 0
}

async function readMigrations(schema: Schema): Promise<Migration[]> {
  const folder = new URL(`./${schema}/`, import.meta.url)
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      sql: await readFile(new URL(name, folder), 'utf8'),
    })),
  )
}

// Real D1 databases (workerd) for tests, each with the migrations of the product. One runtime for a test file.
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { openD1, type D1 } from '../../src/store/d1.ts'
import type { Sql } from '../../src/store/sql.ts'

/** The folders in which wrangler finds the migrations of the two databases. */
export const MIGRATIONS = { DB: 'src/store/migrations', RECORDS: 'src/store/records' } as const

const DATABASES = 8

export interface D1Pool {
  /** A database without rows, with the tables of the binding. */
  open(binding: keyof typeof MIGRATIONS): Promise<{ db: D1; sql: Sql }>
  dispose(): Promise<void>
}

/** Databases one after the other: of each binding, those that were opened before are emptied and used again. */
export async function createD1Pool(): Promise<D1Pool> {
  const names = Object.keys(MIGRATIONS).flatMap((binding) =>
    Array.from({ length: DATABASES }, (_, i) => `${binding}${i}`),
  )
  // In a place of our own: the runtime leaves its own behind when it is ended while it tidies up.
  const directory = await mkdtemp(join(tmpdir(), 'touwen-d1-'))
  const runtime = new Miniflare({
    d1Persist: join(directory, 'd1'),
    cachePersist: join(directory, 'cache'),
    modules: true,
    script: 'export default { fetch: () => new Response(null) }',
    d1Databases: names,
  })
  const opened = { DB: 0, RECORDS: 0 }
  return {
    async open(binding) {
      const at = opened[binding]++
      const db = (await runtime.getD1Database(`${binding}${at % DATABASES}`)) as unknown as D1
      await drop(db)
      await migrateD1(db, binding)
      return { db, sql: openD1(db, binding) }
    },
    dispose: async () => {
      await runtime.dispose()
      await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** Apply the migrations of a binding, as `wrangler d1 migrations apply` does. */
export async function migrateD1(db: D1, binding: keyof typeof MIGRATIONS): Promise<void> {
  const folder = MIGRATIONS[binding]
  const names = readdirSync(folder).sort()
  await db.batch([
    db.prepare(
      'CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP)',
    ),
    ...names.flatMap((name) => [
      db.prepare(readFileSync(`${folder}/${name}`, 'utf8')),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ]),
  ])
}

async function drop(db: D1): Promise<void> {
  const { results } = await db
    .prepare(
      `SELECT name, type FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'
         AND name NOT GLOB 'passages_fts_*' ORDER BY name = 'articles', name`,
    )
    .all()
  const names = (results as { name: string }[]).map(({ name }) => name)
  if (names.length > 0) await db.batch(names.map((name) => db.prepare(`DROP TABLE "${name}"`)))
}

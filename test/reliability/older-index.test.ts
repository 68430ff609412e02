// Indexes and records as older releases left them: brought up to date with all they held, or refused with what to do.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@libsql/client/sqlite3'
import { describe, expect, it } from 'vitest'
import { createBackup } from '../../src/store/backup.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { restoreBackup } from '../../src/store/restore.ts'
import { DIMENSIONS, fakeEmbedder } from '../fakes.ts'
import { temporaryDirectory } from '../store/temporary.ts'
import { newsAt, wordAt } from './news.ts'
import { PATIENT } from './size.ts'
import { expectWhole } from './whole.ts'
import { configIn, engineOf, serviceOf } from './world.ts'

type Schema = 'migrations' | 'records'

async function stepsOf(schema: Schema): Promise<string[]> {
  const folder = new URL(`../../src/store/${schema}/`, import.meta.url)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))
}

/** A database as the release that knew only the first steps made it. */
async function olderDatabase(path: string, schema: Schema, version: number): Promise<void> {
  const client = createClient({ url: `file:${path}` })
  for (const step of (await stepsOf(schema)).slice(0, version)) await client.executeMultiple(step)
  await client.execute(`PRAGMA user_version = ${version}`)
  client.close()
}

const LATEST = {
  migrations: (await stepsOf('migrations')).length,
  records: (await stepsOf('records')).length,
}
const olderThan = (latest: number): number[] => Array.from({ length: latest }, (_, version) => version)

/** Something to keep, by the version of the records that it needs. */
const KEPT: { since: number; insert: string; select: string }[] = [
  {
    since: 1,
    insert: "INSERT INTO records (name, value) VALUES ('kept', 'x')",
    select: "SELECT value FROM records WHERE name = 'kept'",
  },
  {
    since: 3,
    insert: `INSERT INTO jobs (id, state, created_at, owner, request_hash) VALUES ('job_old', 'done', '2026-01-01T00:00:00Z', '', 'h')`,
    select: "SELECT state FROM jobs WHERE id = 'job_old'",
  },
]

describe('records of an older release', PATIENT, () => {
  it.each(olderThan(LATEST.records))(
    'of schema version %s are brought up to date, and hold what they held',
    async (version) => {
      const directory = await temporaryDirectory()
      const config = await configIn(directory)
      await (await engineOf(config)).close()
      const path = join(config.index, 'records.sqlite')
      await olderDatabase(path, 'records', version)
      const client = createClient({ url: `file:${path}` })
      const kept = KEPT.filter(({ since }) => since <= version)
      for (const { insert } of kept) await client.execute(insert)
      client.close()
      const copy = join(directory, 'b.tar')
      await createBackup(config.index, copy, { version: '0' })
      const elsewhere = await configIn(directory, join(directory, 'elsewhere'))
      await restoreBackup(copy, elsewhere.index, { check: async () => undefined })
      for (const one of [config, elsewhere]) {
        const world = await serviceOf(one)
        expect((await world.request('/v1/jobs')).status).toBe(200)
        expect((await world.request('/v1/questions/groups')).status).toBeLessThan(500)
        expect((await world.request('/v1/sources')).status).toBe(200)
        await world.close()
        const records = await openSqlite(join(one.index, 'records.sqlite'), { schema: 'records' })
        expect(await records.all('PRAGMA user_version')).toEqual([{ user_version: LATEST.records }])
        for (const { select } of kept) expect(await records.all(select)).toHaveLength(1)
        await records.close()
      }
    },
  )
})

describe('an index of an older release', PATIENT, () => {
  it.each(olderThan(LATEST.migrations))(
    'of schema version %s is refused to readers with what to do, and brought up to date by a writer',
    async (version) => {
      const config = await configIn(await temporaryDirectory())
      await (await engineOf(config)).close()
      const older = await configIn(await temporaryDirectory(), await temporaryDirectory())
      await olderDatabase(join(older.index, 'articles.sqlite'), 'migrations', version)
      for (const mode of ['read', 'serve'] as const) {
        await expect(engineOf(older, mode)).rejects.toThrow(
          new RegExp(
            `has schema version ${version}; this version of touwen reads ${LATEST.migrations}.*touwen ingest`,
          ),
        )
      }
      await (await engineOf(older)).close()
      await (await engineOf(older, 'serve')).close()
    },
  )

  it('that cut and named passages in another way is refused to readers, and made anew from its own texts', async () => {
    const directory = await temporaryDirectory()
    const config = await configIn(directory)
    const engine = await engineOf(config)
    for (let n = 0; n < 20; n += 1) {
      const { id, ...draft } = newsAt(n, 1)
      await engine.articles.put(id!, draft)
    }
    await engine.close()
    const store = createSqlStore(await openSqlite(join(config.index, 'articles.sqlite')), {
      dimensions: DIMENSIONS,
    })
    // Every article as one passage, as a first release may have had it.
    for (const { id } of await store.list({}, 100, 0)) {
      const article = (await store.get(id))!
      const [vector] = await fakeEmbedder().embedPassages([article.text])
      const whole = {
        start: 0,
        end: article.text.length,
        text: article.text,
        heading: null,
        terms: 'x',
        embed_key: `old ${id}`,
        vector: vector!,
      }
      await store.put({ ...article, content_hash: `old ${id}`, signature: new Uint32Array(64) }, [whole])
    }
    await store.setMeta('made_with', `chunker 0, terms 0, ${fakeEmbedder().id}`)
    await store.close()
    for (const mode of ['read', 'serve'] as const) {
      await expect(engineOf(config, mode)).rejects.toThrow(/made with “chunker 0, terms 0.*touwen ingest/)
    }
    const writer = await engineOf(config)
    expect(await writer.ingest([])).toMatchObject({ added: 0, interrupted: false })
    expect((await writer.search({ query: wordAt(3, 1), limit: 1 })).hits[0]?.article.id).toBe('新闻3')
    await writer.close()
    expect((await expectWhole(config.index, fakeEmbedder())).size).toBe(20)
    await (await engineOf(config, 'serve')).close()
  })
})

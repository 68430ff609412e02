// A disk that is full or may only be read: a clear refusal, reading goes on, and all is well again without a restart.
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SearchResponse } from '../../src/contract.ts'
import { StorageError } from '../../src/errors.ts'
import type { Job } from '../../src/job-contract.ts'
import { createBackup, verifyBackup } from '../../src/store/backup.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeEmbedder } from '../fakes.ts'
import { problemIn } from '../http/fakes.ts'
import { article, DIMENSIONS, passagesOf } from '../store/sample.ts'
import { startChild, temporaryDirectory } from '../store/temporary.ts'
import { idAt, linesOf, newsAt, wordAt } from './news.ts'
import { PATIENT, size } from './size.ts'
import { MAY_MOUNT, smallDisk } from './small-disk.ts'
import { expectWhole } from './whole.ts'
import { body, configIn, engineOf, fakeModels, serviceOf, slowEmbedder, type World } from './world.ts'

const ROUNDS = size(1, 10)

const put = (world: World, n: number, version = 1): Promise<Response> => {
  const { title, text, published_at, zone } = newsAt(n, version)
  return world.request(
    `/v1/articles/${encodeURIComponent(idAt(n))}`,
    body('PUT', { title, text, published_at, zone }),
  )
}

const send = (world: World, from: number, count: number): Promise<Response> =>
  world.request('/v1/articles', {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: linesOf(Array.from({ length: count }, (_, i) => newsAt(from + i, 1))),
  })

async function expectFull(response: Response): Promise<void> {
  expect(response.status).toBe(507)
  const problem = await problemIn(response)
  expect(problem).toMatchObject({ code: 'disk_full', title: 'Insufficient Storage' })
  expect(problem['detail']).not.toMatch(/\/|sqlite/i)
}

async function found(world: World, n: number): Promise<SearchResponse['hits']> {
  const response = await world.request('/v1/search', body('POST', { query: wordAt(n, 1), limit: 3 }))
  expect(response.status).toBe(200)
  return ((await response.json()) as SearchResponse).hits
}

async function jobAt(world: World, location: string, until: (job: Job) => boolean): Promise<Job> {
  for (let i = 0; i < 1000; i += 1) {
    const job = (await (await world.request(location)).json()) as Job
    if (until(job)) return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the job does not get there')
}

describe.skipIf(!MAY_MOUNT)('a full disk', PATIENT, () => {
  it('refuses writing with 507, answers on, and takes writes again when it has room', async () => {
    const disk = smallDisk(12)
    const config = await configIn(await temporaryDirectory(), join(disk.path, 'index'))
    const world = await serviceOf(config)
    for (let n = 0; n < 30; n += 1) expect((await put(world, n)).status).toBe(201)
    for (let round = 0; round < ROUNDS; round += 1) {
      await disk.fill()
      // What SQLite has reserved may take some more.
      let refused = 100 * (round + 1)
      while ((await put(world, refused)).status === 201) refused += 1
      const before = await found(world, 7)
      await expectFull(await put(world, refused))
      await expectFull(await put(world, 7, 2))
      await expectFull(await send(world, 50, 40))
      expect(await found(world, 7)).toEqual(before)
      expect((await found(world, refused)).map((hit) => hit.article.id)).not.toContain(idAt(refused))
      const asked = await world.request(
        '/v1/ask',
        body('POST', { question: `第7号开发区总投资多少（${wordAt(7, 1)}）` }),
      )
      expect(asked.status).toBe(200)
      const ready = await world.request('/readyz')
      expect(ready.status).toBe(200)
      expect(((await ready.json()) as { checks: unknown[] }).checks).toContainEqual(
        expect.objectContaining({ name: 'disk', warn: true, detail: expect.stringMatching(/^0 MB free/) }),
      )
      await disk.free()
      expect((await put(world, refused)).status).toBe(201)
      expect((await found(world, refused))[0]?.article).toMatchObject({ id: idAt(refused), revision: 1 })
    }
    await world.close()
    expect((await expectWhole(config.index, fakeEmbedder())).get(idAt(7))).toBe(newsAt(7, 1).text)
  })

  it('holds up a job in work, which goes on by itself when there is room, with nothing lost', async () => {
    const disk = smallDisk(12)
    const config = await configIn(await temporaryDirectory(), join(disk.path, 'index'))
    Object.assign(config.jobs, { retryMs: 50 })
    const world = await serviceOf(config, fakeModels(slowEmbedder(5)))
    const accepted = await send(world, 0, 100)
    expect(accepted.status).toBe(202)
    const location = accepted.headers.get('Location')!
    await jobAt(world, location, ({ progress }) => progress.items_done > 10)
    await disk.fill()
    for (let i = 0; i < 500 && world.failures.length === 0; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(world.failures.join()).toMatch(/its disk is full/)
    // It has not ended: neither done nor given up.
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await jobAt(world, location, () => true)).finished_at).toBeNull()
    await disk.free()
    const job = await jobAt(world, location, ({ finished_at }) => finished_at !== null)
    expect(job).toMatchObject({
      state: 'done',
      counts: { failed: 0, updated: 0 },
      progress: { items_done: 100 },
    })
    await world.close()
    const texts = await expectWhole(config.index, fakeEmbedder())
    expect(texts).toEqual(new Map(Array.from({ length: 100 }, (_, n) => [idAt(n), newsAt(n, 1).text])))
  })

  it('at the end leaves an index that others may write to, and loses nothing', async () => {
    const disk = smallDisk(12)
    const config = await configIn(await temporaryDirectory(), join(disk.path, 'index'))
    const engine = await engineOf(config)
    for (let n = 0; n < 60; n += 1) {
      const { id, ...draft } = newsAt(n, 1)
      await engine.articles.put(id!, draft)
    }
    await disk.fill()
    await expect(engine.close()).rejects.toThrow(
      /vectors\.hnsw cannot be written: its disk is full .*Make room/,
    )
    expect((await readdir(config.index)).filter((name) => name.endsWith('.tmp'))).toEqual([])
    await expect(engineOf(config)).rejects.toMatchObject({ code: 'disk_full', status: 507 })
    await disk.free()
    await (await engineOf(config)).close()
    expect((await expectWhole(config.index, fakeEmbedder())).size).toBe(60)
  })

  it('is told of by a backup, which leaves nothing of its name', async () => {
    const disk = smallDisk(1)
    const config = await configIn(await temporaryDirectory())
    const engine = await engineOf(config)
    for (let n = 0; n < 20; n += 1) {
      const { id, ...draft } = newsAt(n, 1)
      await engine.articles.put(id!, draft)
    }
    await engine.close()
    await disk.fill()
    const target = join(disk.path, 'b.tar')
    await expect(createBackup(config.index, target, { version: '0' })).rejects.toThrow(
      /b\.tar cannot be written: its disk is full/,
    )
    expect(await readdir(disk.path)).toEqual(['ballast'])
    const elsewhere = join(await temporaryDirectory(), 'b.tar')
    await createBackup(config.index, elsewhere, { version: '0' })
    await verifyBackup(elsewhere)
  })
})

describe.skipIf(!MAY_MOUNT)('a disk that may only be read', PATIENT, () => {
  it('is refused to a writer by name and remedy, and taken again when it may be written', async () => {
    const disk = smallDisk(12)
    const file = join(await temporaryDirectory(), 'news.jsonl')
    await writeFile(file, linesOf([newsAt(1, 1)]))
    // In a process of its own, which leaves no file of it open.
    const child = startChild(import.meta.url, './ingest-child.ts', [disk.path, file])
    while ((await child.line()) !== 'done');
    await child.ended
    const config = await configIn(disk.path)
    disk.readOnly(true)
    await expect(engineOf(config)).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining(config.index),
    })
    await expect(engineOf(config)).rejects.toThrow(/rights/)
    disk.readOnly(false)
    await (await engineOf(config)).close()
  })
})

// Without a disk of its own: SQLite itself is held to so many pages.
describe('a database that may not grow', () => {
  it('refuses with 507 what does not fit, keeps all there was, and goes on when it may', async () => {
    const sql = await openSqlite(join(await temporaryDirectory(), 'articles.sqlite'))
    const store = createSqlStore(sql, { dimensions: DIMENSIONS })
    const long = (n: number): string => Array.from({ length: 200 }, (_, i) => `第${n}篇第${i}句`).join('\n')
    await store.put(article('a', { text: long(1) }), passagesOf(long(1)))
    const before = await store.stats()
    const [pages] = await sql.all('PRAGMA page_count')
    await sql.all(`PRAGMA max_page_count = ${String(pages!['page_count'])}`)
    const error = await store
      .put(article('b', { text: long(2) }), passagesOf(long(2)))
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StorageError)
    expect(error).toMatchObject({ code: 'disk_full', status: 507 })
    expect(await store.stats()).toEqual(before)
    expect(await store.searchText(['第2篇'], {}, 5)).toEqual([])
    await sql.all('PRAGMA max_page_count = 1000000')
    expect(await store.put(article('b', { text: long(2) }), passagesOf(long(2)))).toEqual({
      revision: 1,
      changed: true,
    })
    await store.close()
  })
})

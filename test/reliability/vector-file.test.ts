// The vector file beside its store, spoilt in every way: it is made anew from the store, and every answer stays right.
// What `loadHnsw` says of each fault is held by test/vectors/hnsw-file.test.ts.
import { execFileSync } from 'node:child_process'
import { cp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Config } from '../../src/config.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createHnsw } from '../../src/vectors/hnsw.ts'
import { loadHnsw, saveHnsw } from '../../src/vectors/hnsw-file.ts'
import { openVectors } from '../../src/vectors/kept.ts'
import { DIMENSIONS, fakeEmbedder } from '../fakes.ts'
import { randomness, unitVector } from '../store/sample.ts'
import { startChild, temporaryDirectory } from '../store/temporary.ts'
import { newsAt, wordAt } from './news.ts'
import { PATIENT, size } from './size.ts'
import { expectVectors, expectWhole } from './whole.ts'
import { configIn, engineOf, fakeModels } from './world.ts'

const ARTICLES = size(40, 300)
const DAMAGES = size(15, 200)

async function built(): Promise<{ config: Config; vectors: string; manifest: string; directory: string }> {
  const directory = await temporaryDirectory()
  const config = await configIn(directory)
  const engine = await engineOf(config)
  for (let n = 0; n < ARTICLES; n += 1) {
    const { id, ...draft } = newsAt(n, 1)
    await engine.articles.put(id!, draft)
  }
  await engine.close()
  const at = (name: string) => join(config.index, name)
  return { config, vectors: at('vectors.hnsw'), manifest: at('manifest.json'), directory }
}

/** Open the vectors as the program does; whether the file itself was used, and that they are right. */
async function opened(config: Config, embedder = fakeEmbedder()): Promise<void> {
  const sql = await openSqlite(join(config.index, 'articles.sqlite'), { readOnly: true })
  const store = createSqlStore(sql, { dimensions: DIMENSIONS })
  const { index } = await openVectors(config.index, store, embedder)
  await expectVectors(store, index, DIMENSIONS)
  await store.close()
}

describe('a vector file', PATIENT, () => {
  it(`with bits flipped, cut off or filled with anything, in ${DAMAGES} random ways`, async () => {
    const { config, vectors, manifest } = await built()
    const random = randomness(7)
    const [whole, told] = [await readFile(vectors), await readFile(manifest)]
    for (let n = 0; n < DAMAGES; n += 1) {
      const [file, content] = random() < 0.7 ? [vectors, whole] : [manifest, told]
      const at = Math.floor(random() * content.length)
      const damaged = Buffer.from(content)
      const kind = Math.floor(random() * 4)
      if (kind === 0) damaged[at]! ^= 1 << Math.floor(random() * 8)
      if (kind === 1) damaged.fill(Math.floor(random() * 256), at, Math.min(at + 64, damaged.length))
      await writeFile(file, kind === 2 ? damaged.subarray(0, at) : damaged)
      if (kind === 3) await truncate(file, 0)
      await opened(config)
      await writeFile(file, content)
    }
    // The file itself was good all the time.
    expect((await loadHnsw(config.index, await originOf(config))).index).not.toBeNull()
  })

  it('is checked against its manifest before anything native sees it', async () => {
    const { config, vectors } = await built()
    await rm(vectors)
    // Whoever opened this would wait for ever.
    execFileSync('mkfifo', [vectors])
    await opened(config)
  })

  it('that would end the process if it were read is not read', async () => {
    const { config, vectors } = await built()
    const content = await readFile(vectors)
    // Where in each element its vector stands: the native reader goes there, wherever that is.
    content.writeBigUInt64LE(2n ** 45n, 40)
    await writeFile(vectors, content)
    const child = startChild(import.meta.url, './read-child.ts', [vectors, String(DIMENSIONS)])
    expect(await child.line()).toBe('reading')
    await expect(child.line()).rejects.toThrow('has ended')
    await opened(config)
  })

  it('is saved again by the next writer, and is then as good as before', async () => {
    const { config, vectors } = await built()
    await truncate(vectors, 1000)
    await (await engineOf(config, 'serve')).close()
    expect((await loadHnsw(config.index, await originOf(config))).index).not.toBeNull()
  })

  it('of another index, whole and with its own manifest, is not taken', async () => {
    const [mine, other] = [await built(), await built()]
    for (const name of ['vectors.hnsw', 'manifest.json']) {
      await cp(join(other.config.index, name), join(mine.config.index, name))
    }
    await opened(mine.config)
  })

  it('of another model or dimension, whole and with its own manifest, is not taken', async () => {
    const { config } = await built()
    const { storeId } = await originOf(config)
    const random = randomness(3)
    for (const [embedderId, dimensions] of [
      ['other@1', DIMENSIONS],
      [fakeEmbedder().id, 16],
    ] as const) {
      const index = createHnsw({ dimensions })
      await index.upsert(
        Array.from({ length: 50 }, (_, i) => ({ id: i + 1, vector: unitVector(random, dimensions) })),
      )
      await saveHnsw(config.index, index, { embedderId, storeId })
      await opened(config)
    }
  })
})

async function originOf({
  index,
}: Config): Promise<{ embedderId: string; storeId: string; dimensions: number }> {
  const sql = await openSqlite(join(index, 'articles.sqlite'), { readOnly: true })
  const store = createSqlStore(sql, { dimensions: DIMENSIONS })
  const storeId = (await store.getMeta('store.id'))!
  await store.close()
  return { embedderId: fakeEmbedder().id, storeId, dimensions: DIMENSIONS }
}

describe('an index made by another model', PATIENT, () => {
  /** Vectors of another length, which say as much. */
  function narrowEmbedder() {
    const inner = fakeEmbedder('narrow@1')
    const cut = (vectors: Float32Array[]): Float32Array[] =>
      vectors.map((vector) => {
        const half = vector.map((value, i) => value + vector[i + DIMENSIONS / 2]!).slice(0, DIMENSIONS / 2)
        const length = Math.hypot(...half)
        return half.map((value) => value / length)
      })
    return {
      ...inner,
      dimensions: DIMENSIONS / 2,
      embedQueries: async (texts: string[]) => cut(await inner.embedQueries(texts)),
      embedPassages: async (texts: string[]) => cut(await inner.embedPassages(texts)),
    }
  }

  it.each([
    ['of the same dimension', () => fakeEmbedder('other@2')],
    ['of another dimension', narrowEmbedder],
  ])('%s is refused to readers with what to do, and made anew by the next ingest', async (_name, create) => {
    const { config, directory } = await built()
    const models = fakeModels(create())
    for (const mode of ['read', 'serve'] as const) {
      await expect(engineOf(config, mode, models)).rejects.toThrow(
        /made with .*fake-embedder@1.*touwen ingest/,
      )
    }
    const file = join(directory, 'more.jsonl')
    await writeFile(file, JSON.stringify({ id: 'more', text: '另有一个项目签约。' }))
    const engine = await engineOf(config, 'write', models)
    expect(await engine.ingest([file])).toMatchObject({ added: 1, failed: [] })
    const { hits } = await engine.search({ query: wordAt(3, 1), limit: 1 })
    expect(hits[0]?.article.id).toBe('新闻3')
    expect((await engine.ready()).filter(({ ok }) => !ok)).toEqual([])
    await engine.close()
    const texts = await expectWhole(config.index, models.embedder)
    expect(texts.size).toBe(ARTICLES + 1)
    const again = await engineOf(config, 'read', models)
    expect((await again.search({ query: wordAt(5, 1), limit: 1 })).hits[0]?.article.id).toBe('新闻5')
    await again.close()
  })
})

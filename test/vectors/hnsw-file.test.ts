import { copyFile, mkdir, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHnsw, type HnswIndex } from '../../src/vectors/hnsw.ts'
import { loadHnsw, saveHnsw } from '../../src/vectors/hnsw-file.ts'
import { DIMENSIONS, randomness, unitVector } from '../store/sample.ts'
import { temporaryDirectory } from '../store/temporary.ts'

const origin = { embedderId: 'e5-small@abc', storeId: 's1' }
const expected = { ...origin, dimensions: DIMENSIONS }

async function filled(count: number): Promise<HnswIndex> {
  const random = randomness(count)
  const index = createHnsw({ dimensions: DIMENSIONS, exactUpTo: 0 })
  await index.upsert(Array.from({ length: count }, (_, i) => ({ id: 3 * i + 1, vector: unitVector(random) })))
  return index
}

async function saved(count = 200): Promise<{ dir: string; vectors: string; manifest: string }> {
  const dir = join(await temporaryDirectory(), 'index')
  await saveHnsw(dir, await filled(count), origin)
  return { dir, vectors: join(dir, 'vectors.hnsw'), manifest: join(dir, 'manifest.json') }
}

async function reasonOf(dir: string, wanted = expected): Promise<string> {
  const loaded = await loadHnsw(dir, wanted)
  expect(loaded.index).toBeNull()
  return (loaded as { reason: string }).reason
}

describe('hnsw file', () => {
  it('comes back as it was saved, and goes on', async () => {
    const { dir } = await saved(0)
    const index = await filled(300)
    await index.remove([1, 4, 7])
    await saveHnsw(dir, index, origin)
    expect((await readdir(dir)).toSorted()).toEqual(['manifest.json', 'vectors.hnsw'])
    const loaded = (await loadHnsw(dir, expected)).index!
    expect(await loaded.size()).toBe(297)
    expect(await loaded.ids()).toEqual(await index.ids())
    const random = randomness(9)
    for (let n = 0; n < 20; n += 1) {
      const query = unitVector(random)
      expect(await loaded.query(query, 10)).toEqual(await index.query(query, 10))
    }
    const vector = unitVector(random)
    await loaded.upsert([1, 5000, 5001].map((id) => ({ id, vector })))
    expect((await loaded.query(vector, 3)).map((hit) => hit.id)).toEqual([1, 5000, 5001])
    expect(await loaded.size()).toBe(300)
  })

  it('an empty one, and one whose vectors were all removed, can be saved, loaded and filled', async () => {
    for (const removed of [[], [1, 4, 7]]) {
      const index = await filled(removed.length)
      await index.remove(removed)
      const dir = await temporaryDirectory()
      await saveHnsw(dir, index, origin)
      const loaded = (await loadHnsw(dir, expected)).index!
      expect(await loaded.size()).toBe(0)
      const vector = unitVector(randomness(1))
      expect(await loaded.query(vector, 3)).toEqual([])
      await loaded.upsert([{ id: 1, vector }])
      expect(await loaded.query(vector, 3)).toHaveLength(1)
    }
  })

  it('waits for changes under way', async () => {
    const dir = await temporaryDirectory()
    const index = await filled(500)
    const vector = unitVector(randomness(2))
    await Promise.all([saveHnsw(dir, index, origin), index.upsert([{ id: 9999, vector }]), index.remove([1])])
    const loaded = await loadHnsw(dir, expected)
    // Whichever came first, the pair fits.
    if (loaded.index) expect(await loaded.index.size()).toBeGreaterThan(0)
    else expect(loaded.reason).toMatch(/vectors/)
  })

  const spoilt: [string, (files: Awaited<ReturnType<typeof saved>>) => Promise<unknown>, RegExp][] = [
    ['no directory', ({ dir }) => rm(dir, { recursive: true }), /manifest\.json cannot be read/],
    ['no vectors', ({ vectors }) => rm(vectors), /vectors\.hnsw cannot be read/],
    ['no manifest', ({ manifest }) => rm(manifest), /manifest\.json cannot be read/],
    ['vectors empty', ({ vectors }) => writeFile(vectors, ''), /has 0 bytes/],
    ['vectors cut', ({ vectors }) => truncate(vectors, 1000), /has 1000 bytes/],
    ['vectors longer', ({ vectors }) => writeFile(vectors, 'x', { flag: 'a' }), /bytes/],
    ['vectors a directory', ({ vectors }) => rm(vectors).then(() => mkdir(vectors)), /vectors\.hnsw/],
    ['manifest empty', ({ manifest }) => writeFile(manifest, ''), /not JSON/],
    ['manifest half', ({ manifest }) => truncate(manifest, 50), /not JSON/],
    ['manifest of something else', ({ manifest }) => writeFile(manifest, '{"a": 1}'), /not of format/],
    ['manifest null', ({ manifest }) => writeFile(manifest, 'null'), /not of format/],
  ]
  it.each(spoilt)('is refused with a reason: %s', async (_name, spoil, reason) => {
    const files = await saved()
    await spoil(files)
    expect(await reasonOf(files.dir)).toMatch(reason)
  })

  it.each([
    ['format', 'touwen-hnsw-2', /format/],
    ['count', 199, /holds 200 vectors, the manifest says 199/],
    ['dimensions', DIMENSIONS + 1, /dimensions/],
    ['bytes', 5, /bytes/],
    ['sha256', 'f'.repeat(64), /not the file/],
    ['extra', 1, /format/],
  ])('is refused with a reason: manifest with another %s', async (field, value, reason) => {
    const { dir, manifest } = await saved()
    const content = JSON.parse(await readFile(manifest, 'utf8')) as object
    await writeFile(manifest, JSON.stringify({ ...content, [field]: value }))
    expect(await reasonOf(dir)).toMatch(reason)
  })

  it('is refused with a reason: another model, dimension or store', async () => {
    const { dir } = await saved()
    expect(await reasonOf(dir, { ...expected, embedderId: 'e5@new' })).toMatch(
      /model e5-small@abc, not of e5@new/,
    )
    expect(await reasonOf(dir, { ...expected, dimensions: 384 })).toMatch(/8 dimensions, not 384/)
    expect(await reasonOf(dir, { ...expected, storeId: 's2' })).toMatch(/another store/)
  })

  it('is refused with a reason: any flipped byte', async () => {
    const { dir, vectors } = await saved()
    const whole = await readFile(vectors)
    const random = randomness(8)
    const places = [
      0,
      8,
      16,
      24,
      whole.length - 1,
      ...Array.from({ length: 20 }, () => Math.floor(random() * whole.length)),
    ]
    for (const at of places) {
      const file = await open(vectors, 'w')
      await file.writeFile(whole.map((byte, i) => (i === at ? byte ^ 1 : byte)))
      await file.close()
      expect(await reasonOf(dir)).toMatch(/not the file/)
    }
  })

  it('is refused with a reason: new vectors beside an old manifest, as after a crash between the two', async () => {
    const { dir, vectors } = await saved(200)
    const other = await saved(201)
    await copyFile(other.vectors, vectors)
    expect(await reasonOf(dir)).toMatch(/bytes/)
  })

  it('is refused when removed vectors make up most of it', async () => {
    const index = await filled(1200)
    await index.remove([...(await index.ids())].slice(0, 700))
    const dir = await temporaryDirectory()
    await saveHnsw(dir, index, origin)
    expect(await reasonOf(dir)).toMatch(/only 500 of 1200 places/)
  })

  it('leaves no temporary files when it cannot save', async () => {
    const dir = await temporaryDirectory()
    await mkdir(join(dir, 'vectors.hnsw', 'full'), { recursive: true })
    await expect(saveHnsw(dir, await filled(3), origin)).rejects.toThrow()
    expect(await readdir(dir)).toEqual(['vectors.hnsw'])
  })
})

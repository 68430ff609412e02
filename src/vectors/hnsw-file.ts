// Keeps an HnswIndex in a directory: vectors.hnsw and manifest.json. The native reader crashes or lies on a file it
// does not expect, so everything is checked before; whatever is wrong is a reason to rebuild, never an error.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { messageOf, StorageError, storageError } from '../errors.ts'
import { createHnsw, type HnswIndex, readHnsw } from './hnsw.ts'
import { isWhole, pointsOf } from './hnsw-layout.ts'

const FORMAT = 'touwen-hnsw-1'
const VECTORS = 'vectors.hnsw'
const MANIFEST = 'manifest.json'

/** What the vectors are of. */
export interface VectorsOrigin {
  /** Id of the embedder that made them, its hash included. */
  embedderId: string
  /** `store.id` of the store they were copied from: two stores give out the same passage ids. */
  storeId?: string
}

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  embedder: z.string(),
  store: z.string().nullable(),
  dimensions: z.number().int().positive(),
  /** Vectors held, and places in the graph, which removed ones still take. */
  count: z.number().int().nonnegative(),
  places: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
type Manifest = z.infer<typeof manifestSchema>

/**
 * Write the index. At any moment the directory holds a pair that fits, or one that `loadHnsw` refuses. Throws
 * `StorageError` when the disk takes no more; then the pair of before is there still.
 */
export async function saveHnsw(dir: string, index: HnswIndex, origin: VectorsOrigin): Promise<void> {
  const temporary = join(dir, `${VECTORS}.${process.pid}.tmp`)
  try {
    await mkdir(dir, { recursive: true })
    const count = await index.size()
    const places = index.places()
    // The native writer says nothing when it cannot open or fill the file.
    await (await open(temporary, 'w')).close()
    await index.write(temporary)
    if (!(await isWhole(temporary))) {
      throw new StorageError('full', join(dir, VECTORS), new Error('the file ends before its content'))
    }
    const manifest: Manifest = {
      format: FORMAT,
      embedder: origin.embedderId,
      store: origin.storeId ?? null,
      dimensions: index.dimensions,
      count,
      places,
      bytes: (await stat(temporary)).size,
      sha256: await sha256Of(temporary),
    }
    await synced(temporary)
    await rename(temporary, join(dir, VECTORS))
    await writeDurably(dir, MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`)
  } catch (error) {
    throw storageError(error, join(dir, VECTORS)) ?? error
  } finally {
    await rm(temporary, { force: true })
  }
}

/** The index, when the files are whole and of this model; otherwise what is wrong, and the caller rebuilds. */
export async function loadHnsw(
  dir: string,
  expected: VectorsOrigin & { dimensions: number },
): Promise<{ index: HnswIndex } | { index: null; reason: string }> {
  const manifest = await readManifest(join(dir, MANIFEST))
  if (typeof manifest === 'string') return refuse(manifest)
  const mismatch = differences(manifest, expected)
  if (mismatch) return refuse(mismatch)
  const path = join(dir, VECTORS)
  try {
    const { size } = await stat(path)
    if (size !== manifest.bytes)
      return refuse(`${VECTORS} has ${size} bytes, the manifest says ${manifest.bytes}`)
    if ((await sha256Of(path)) !== manifest.sha256)
      return refuse(`${VECTORS} is not the file the manifest was written for`)
    // hnswlib cannot read a graph without elements.
    if (manifest.places === 0) return { index: createHnsw(expected) }
    const index = await readHnsw(path, pointsOf(path, expected.dimensions), expected)
    const count = await index.size()
    if (count !== manifest.count)
      return refuse(`${VECTORS} holds ${count} vectors, the manifest says ${manifest.count}`)
    return { index }
  } catch (error) {
    return refuse(`${VECTORS} cannot be read: ${messageOf(error)}`)
  }
}

function refuse(reason: string): { index: null; reason: string } {
  return { index: null, reason }
}

function differences(manifest: Manifest, expected: VectorsOrigin & { dimensions: number }): string | null {
  if (manifest.embedder !== expected.embedderId) {
    return `the vectors are of model ${manifest.embedder}, not of ${expected.embedderId}`
  }
  if (manifest.dimensions !== expected.dimensions) {
    return `the vectors have ${manifest.dimensions} dimensions, not ${expected.dimensions}`
  }
  if (manifest.store !== (expected.storeId ?? null)) return 'the vectors belong to another store'
  // Removed vectors stay in the graph and slow it down; a fresh one is better.
  if (manifest.places > 2 * manifest.count && manifest.places > 1000) {
    return `only ${manifest.count} of ${manifest.places} places in the graph are still in use`
  }
  return null
}

async function readManifest(path: string): Promise<Manifest | string> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    return `${MANIFEST} cannot be read: ${messageOf(error)}`
  }
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(content))
    if (parsed.success) return parsed.data
    return `${MANIFEST} is not of format ${FORMAT}: ${z.prettifyError(parsed.error)}`
  } catch {
    return `${MANIFEST} is not JSON`
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash)
  return hash.digest('hex')
}

async function writeDurably(dir: string, name: string, content: string): Promise<void> {
  const temporary = join(dir, `${name}.${process.pid}.tmp`)
  try {
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(dir, name))
  } finally {
    await rm(temporary, { force: true })
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

// Composition of the models on Node.
import type { Embedder } from './embed/embedder.ts'
import { createOnnxEmbedder } from './embed/onnx.ts'
import { withQueryCache, type QueryVectors } from './embed/query-cache.ts'
import { createModels, type Models } from './onnx/models.ts'
import { createOnnxReader } from './reader/onnx.ts'
import type { Reader } from './reader/reader.ts'

/** The models of an engine. */
export interface EngineModels {
  embedder: Embedder
  reader: Reader
  /** Both again, whose work waits behind the questions of people. */
  quiet(): Promise<{ embedder: Embedder; reader: Reader }>
  /** Whether they load, and what waits for them. */
  models: Pick<Models, 'load' | 'backlog'>
}

/** Begin to load the models of a directory. What goes wrong is told when they are needed. */
export function preloadModels(directory: string): void {
  createModels(directory)
    .then((models) => Promise.all([models.load('embedder'), models.load('reader')]))
    .catch(() => undefined)
}

/** The models of a directory. Throws `IndexError` when files are missing; loads nothing yet. */
export async function localModels(directory: string): Promise<EngineModels> {
  const models = await createModels(directory)
  const vectors: QueryVectors = new Map()
  const [embedder, reader] = await Promise.all([createOnnxEmbedder(models), createOnnxReader(models)])
  const quiet = async () => ({
    embedder: withQueryCache(await createOnnxEmbedder(models, 'ingest'), vectors),
    reader: await createOnnxReader(models, 'ingest'),
  })
  return { embedder: withQueryCache(embedder, vectors), reader, models, quiet }
}

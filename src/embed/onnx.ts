// Embedder on the model thread (multilingual-e5, whose “query: ” and “passage: ” prefixes matter).
import type { Models } from '../onnx/models.ts'
import type { Priority } from '../onnx/queue.ts'
import type { Embedder } from './embedder.ts'

/** Vectors of the local model, 384 dimensions. Questions go before passages; `ingest` lets them wait likewise. */
export async function createOnnxEmbedder(
  models: Models,
  questions: Priority = 'question',
): Promise<Embedder> {
  const embed = async (text: string, priority: Priority): Promise<Float32Array> => {
    const reply = await models.run({ kind: 'embed', text }, priority)
    if (reply.kind !== 'embed') throw new Error(`the model thread answered ${reply.kind} to embed`)
    return reply.vector
  }
  const embedQueries = (texts: string[]): Promise<Float32Array[]> =>
    Promise.all(texts.map((text) => embed(`query: ${text}`, questions)))
  const embedPassages = (texts: string[]): Promise<Float32Array[]> =>
    Promise.all(texts.map((text) => embed(`passage: ${text}`, 'ingest')))
  return {
    id: await models.id('embedder'),
    dimensions: 384,
    embedQueries,
    embedPassages,
    embedQuery: async (text) => Array.from((await embedQueries([text]))[0]!),
    embedDocuments: async (texts) => (await embedPassages(texts)).map((vector) => Array.from(vector)),
  }
}

// Embedder on Workers AI (bge-m3, which takes questions and passages as they are, without a prefix).
import { z } from 'zod'
import { runModel, unusable, type CallOptions, type WorkersAi } from '../workers-ai.ts'
import type { Embedder } from './embedder.ts'

export interface WorkersAiEmbedderOptions extends Omit<CallOptions, 'signal'> {
  /** Such as `@cf/baai/bge-m3`. */
  model: string
  dimensions: number
}

/** Texts of one call, as the model's page has it: https://developers.cloudflare.com/workers-ai/models/bge-m3/ */
const TEXTS_AT_ONCE = 100

const outputSchema = z.object({ data: z.array(z.array(z.number())) })

/**
 * Vectors of a model at the edge. Its id is the model's name, since Cloudflare tells no hash of its files: whoever hears
 * that a model was replaced under its name gives the index another one and loads the articles again.
 */
export function createWorkersAiEmbedder(
  ai: WorkersAi,
  { model, dimensions, ...call }: WorkersAiEmbedderOptions,
): Embedder {
  const some = async (text: string[]): Promise<Float32Array[]> => {
    const { data } = await runModel(ai, model, { text }, outputSchema, call)
    if (data.length !== text.length) {
      throw unusable(model, `it gave ${data.length} vectors for ${text.length} texts`, 'try again')
    }
    return data.map((values) => unit(values, model, dimensions))
  }
  const embed = async (texts: string[]): Promise<Float32Array[]> => {
    const vectors: Float32Array[] = []
    for (let at = 0; at < texts.length; at += TEXTS_AT_ONCE) {
      vectors.push(...(await some(texts.slice(at, at + TEXTS_AT_ONCE))))
    }
    return vectors
  }
  return {
    id: model,
    dimensions,
    embedQueries: embed,
    embedPassages: embed,
    embedQuery: async (text) => Array.from((await embed([text]))[0]!),
    embedDocuments: async (texts) => (await embed(texts)).map((vector) => Array.from(vector)),
  }
}

// --- Internal helpers ---

function unit(values: number[], model: string, dimensions: number): Float32Array {
  if (values.length !== dimensions) {
    throw unusable(
      model,
      `its vectors have ${values.length} dimensions, not ${dimensions}`,
      'correct TOUWEN_EDGE_DIMENSIONS, and the dimensions of the Vectorize index',
    )
  }
  const length = Math.hypot(...values)
  if (!(length > 0 && Number.isFinite(length))) throw unusable(model, 'a vector has no length', 'try again')
  return Float32Array.from(values, (value) => value / length)
}

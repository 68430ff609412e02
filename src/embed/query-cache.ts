// Vectors of questions, kept by their text in front of an embedder: a question is embedded for the search and again for
// pins and groups, and asked again in other filters. It knows no model.
import type { Embedder } from './embedder.ts'

/** The vectors that embedders of one model share. Holders must not change them. */
export type QueryVectors = Map<string, Float32Array>

/** Vectors kept, 1.5 kB each; beyond, those that were not asked for the longest go. */
const ENTRIES = 1000

/** The same embedder, which takes vectors of questions from `kept` and adds those it makes. */
export function withQueryCache<E extends Embedder>(embedder: E, kept: QueryVectors, entries = ENTRIES): E {
  const keep = (text: string, vector: Float32Array): void => {
    kept.delete(text)
    kept.set(text, vector)
    if (kept.size > entries) kept.delete(kept.keys().next().value!)
  }
  const embedQueries = async (texts: string[]): Promise<Float32Array[]> => {
    const found = texts.map((text) => kept.get(text))
    const missing = [...new Set(texts.filter((_, i) => found[i] === undefined))]
    const made = missing.length === 0 ? [] : await embedder.embedQueries(missing)
    const fresh = new Map(missing.map((text, i) => [text, made[i]!]))
    return texts.map((text, i) => {
      const vector = found[i] ?? fresh.get(text)!
      keep(text, vector)
      return vector
    })
  }
  return {
    ...embedder,
    embedQueries,
    embedQuery: async (text: string) => Array.from((await embedQueries([text]))[0]!),
  }
}

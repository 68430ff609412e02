// Score fusion of text and vector search, with a trace. Pure.
// Each list is scaled to 0–1 (BM25 by its maximum, cosine by minimum and maximum of the list), then summed with
// weights; on the development questions that beats reciprocal rank fusion.
import type { TextHit } from '../store/article-store.ts'
import type { VectorHit } from '../vectors/vector-index.ts'

/** Weight of the vector part against a text part of weight 1. */
export const VECTOR_WEIGHT = 1.5

interface TracePart {
  score: number
  rank: number
  part: number
}

/** What a hit's fused score is made of; null: this search did not find it. */
export interface Trace {
  /** BM25, and its part of the fused score. */
  text: TracePart | null
  /** Cosine, and its part of the fused score. */
  vector: TracePart | null
}

export interface FusedHit {
  passage_id: number
  /** Sum of the parts, 0 to `textWeight + VECTOR_WEIGHT`. */
  score: number
  trace: Trace
}

/**
 * Fuse two ranked lists; best first, equal scores by passage id. `textWeight` 0–1: below 1 where text search
 * knows few of the question's terms (another language) and must not drag the fusion down.
 */
export function fuse(text: TextHit[], vector: VectorHit[], textWeight = 1): FusedHit[] {
  const traces = new Map<number, Trace>()
  const maximum = text[0]?.score ?? 1
  text.forEach((hit, i) => {
    const part = (textWeight * hit.score) / maximum
    traces.set(hit.passage_id, { text: { score: hit.score, rank: i + 1, part }, vector: null })
  })
  const high = vector[0]?.score ?? 1
  const low = vector.at(-1)?.score ?? 0
  vector.forEach((hit, i) => {
    const part = VECTOR_WEIGHT * (high > low ? (hit.score - low) / (high - low) : 1)
    const trace = traces.get(hit.id) ?? { text: null, vector: null }
    traces.set(hit.id, { ...trace, vector: { score: hit.score, rank: i + 1, part } })
  })
  return [...traces]
    .map(([passage_id, trace]) => ({
      passage_id,
      score: (trace.text?.part ?? 0) + (trace.vector?.part ?? 0),
      trace,
    }))
    .sort((a, b) => b.score - a.score || a.passage_id - b.passage_id)
}

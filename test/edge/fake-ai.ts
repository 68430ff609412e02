// Workers AI as its documentation describes it, in memory: shapes and limits of the two models, and its errors. What a text
// means is told by the terms it holds, so the more a text shares with a question the higher it scores.
//   https://developers.cloudflare.com/workers-ai/models/bge-m3/ (text: at most 100; data, shape, pooling)
//   https://developers.cloudflare.com/workers-ai/models/bge-reranker-base/ (query, contexts, top_k; response: id, score)
//   https://developers.cloudflare.com/workers-ai/platform/errors/ (codes)
import { searchTerms } from '../../src/text.ts'
import type { WorkersAi } from '../../src/workers-ai.ts'

export const EMBEDDER = '@cf/baai/bge-m3'
export const RERANKER = '@cf/baai/bge-reranker-base'

export interface FakeAi extends WorkersAi {
  readonly calls: { model: string; texts: number }[]
  /** The next calls fail so. */
  fail(error: Error, times?: number): void
  /** The next calls never answer. */
  hang(times: number): void
  /** Every call takes so long from now on, in ms. */
  slow(ms: number): void
}

export function fakeAi({ dimensions = 1024 } = {}): FakeAi {
  const calls: FakeAi['calls'] = []
  let failures: (Error | 'hang')[] = []
  let ms = 0
  return {
    calls,
    fail: (error, times = 1) => {
      failures = Array.from({ length: times }, () => error)
    },
    hang: (times) => {
      failures = Array.from({ length: times }, () => 'hang')
    },
    slow: (to) => {
      ms = to
    },
    async run(model, inputs) {
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
      const { text, query, contexts, top_k } = inputs as {
        text?: string[]
        query?: string
        contexts?: { text: string }[]
        top_k?: number
      }
      calls.push({ model, texts: (text ?? contexts ?? []).length })
      const failure = failures.shift()
      if (failure === 'hang') return new Promise(() => undefined)
      if (failure !== undefined) throw failure
      if (model === EMBEDDER && text !== undefined) {
        if (text.length > 100)
          throw new Error('5006: Error: oneOf at / not met: /text array length must be <= 100')
        const data = text.map((one) => embedding(one, dimensions))
        return { shape: [data.length, dimensions], data, pooling: 'cls' }
      }
      if (model === RERANKER && query !== undefined && contexts !== undefined) {
        const response = contexts
          .map(({ text: context }, id) => ({ id, score: relevance(query, context) }))
          .sort((a, b) => b.score - a.score)
          .slice(0, top_k ?? contexts.length)
        return { response }
      }
      throw new Error(`5007: No such model ${model} or task`)
    },
  }
}

// Counts of terms; not of unit length, which the model's page does not promise either.
function embedding(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0)
  vector[0] = 0.1
  for (const term of searchTerms(text)) {
    const hash = [...term].reduce(
      (sum, char) => Math.imul(sum ^ char.codePointAt(0)!, 0x01000193),
      0x811c9dc5,
    )
    vector[(hash >>> 0) % dimensions]! += 1
  }
  return vector
}

/** From the share of the question's terms that the text holds, as a probability. */
function relevance(query: string, text: string): number {
  const terms = new Set(searchTerms(query))
  const held = new Set(searchTerms(text))
  const share = [...terms].filter((term) => held.has(term)).length / Math.max(1, terms.size)
  return 1 / (1 + Math.exp(-8 * (share - 0.5)))
}

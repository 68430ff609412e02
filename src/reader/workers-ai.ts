// Re-ranker at the edge: a model of Workers AI, whose probabilities become log-odds. With the rules for spans it is a reader.
import { z } from 'zod'
import { runModel, type CallOptions, type WorkersAi } from '../workers-ai.ts'
import type { Reader } from './reader.ts'
import { limited, MOST_LOG_ODDS, type Reranker } from './reranker.ts'
import { createSpanReader, spanReaderId } from './span-reader.ts'

export interface WorkersAiReaderOptions extends Omit<CallOptions, 'signal'> {
  /** Such as `@cf/baai/bge-reranker-base`. */
  model: string
}

/** Texts of one call; the documentation sets no limit, and a call should not take long. */
const TEXTS_AT_ONCE = 50

const outputSchema = z.object({ response: z.array(z.object({ id: z.number().int(), score: z.number() })) })

/** The reader's id: the rules' version and the model, of whose files Cloudflare gives no hash. */
export function workersAiReaderId(model: string): string {
  return spanReaderId(model)
}

/** Readings of rules and a re-ranker on Workers AI. */
export function createWorkersAiReader(ai: WorkersAi, options: WorkersAiReaderOptions): Reader {
  return createSpanReader(createWorkersAiReranker(ai, options))
}

/** Scores of a re-ranking model on Workers AI, in calls of at most 50 texts. */
export function createWorkersAiReranker(
  ai: WorkersAi,
  { model, ...options }: WorkersAiReaderOptions,
): Reranker {
  const scoresOf = async (query: string, texts: string[], call: CallOptions): Promise<number[]> => {
    const { response } = await runModel(
      ai,
      model,
      { query, contexts: texts.map((text) => ({ text })), top_k: texts.length },
      outputSchema,
      call,
    )
    // What is left out is what the model finds least; it lists the best first, each with its place among the texts.
    const scores = texts.map(() => -MOST_LOG_ODDS)
    const odds = response.every(({ score }) => score >= 0 && score <= 1) ? logOdds : limited
    for (const { id, score } of response) if (id in scores) scores[id] = odds(score)
    return scores
  }
  return {
    id: model,
    async score(question, texts, signal) {
      const slices = Array.from({ length: Math.ceil(texts.length / TEXTS_AT_ONCE) }, (_, i) =>
        texts.slice(i * TEXTS_AT_ONCE, (i + 1) * TEXTS_AT_ONCE),
      )
      return (
        await Promise.all(slices.map((some) => scoresOf(question, some, { ...options, signal })))
      ).flat()
    },
  }
}

// --- Internal helpers ---

// The model's page shows scores from 0 to 1 and names no scale: they are taken for probabilities, and others as they are.
function logOdds(probability: number): number {
  return limited(Math.log(probability / (1 - probability)))
}

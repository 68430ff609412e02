// Reader at the edge: rules mark what is of the kind asked for, and a re-ranker on Workers AI tells how well the words around
// each answer the question. Its scores are log-odds of that, so “does not answer” is 0.
import { z } from 'zod'
import { understand } from '../question.ts'
import { runModel, type CallOptions, type WorkersAi } from '../workers-ai.ts'
import type { Reader, ReadInput, Reading, ReadSpan } from './reader.ts'
import { typedSpans, type TypedSpan } from './spans.ts'

export interface WorkersAiReaderOptions extends Omit<CallOptions, 'signal'> {
  /** Such as `@cf/baai/bge-reranker-base`. */
  model: string
}

/** Changes whenever the rules mark otherwise: a calibration belongs to rules and model together. */
const SPANS_VERSION = 1

/** Texts of one call; the documentation sets no limit, and a call should not take long. */
const TEXTS_AT_ONCE = 50
/** Most spans of a reading, as of the local reader. */
const MOST_SPANS = 6
/** Characters of a text: the model sees 512 tokens of question and text, and a Han character is about one. */
const MOST_CHARACTERS = 380
const MOST_LOG_ODDS = 12

const outputSchema = z.object({ response: z.array(z.object({ id: z.number().int(), score: z.number() })) })

/** The reader's id: the rules' version and the model, of whose files Cloudflare gives no hash. */
export function workersAiReaderId(model: string): string {
  return `spans-${SPANS_VERSION}+${model}`
}

/** Readings of rules and a re-ranker. */
export function createWorkersAiReader(ai: WorkersAi, { model, ...options }: WorkersAiReaderOptions): Reader {
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
    id: workersAiReaderId(model),
    async read(plain, inputs, signal) {
      // Only the kind of answer is taken of it, which no day changes.
      const question = understand(plain, '2000-01-01')
      const spans = inputs.map(({ body }) => typedSpans(question, body))
      const texts = [...new Set(inputs.flatMap((input, i) => spans[i]!.map((span) => textOf(input, span))))]
      const slices = Array.from({ length: Math.ceil(texts.length / TEXTS_AT_ONCE) }, (_, i) =>
        texts.slice(i * TEXTS_AT_ONCE, (i + 1) * TEXTS_AT_ONCE),
      )
      const scores = (
        await Promise.all(slices.map((some) => scoresOf(plain, some, { ...options, signal })))
      ).flat()
      const byText = new Map(texts.map((text, i) => [text, scores[i]!]))
      return inputs.map((input, i) => reading(input, spans[i]!, byText))
    },
  }
}

// --- Internal helpers ---

function textOf({ title, body }: ReadInput, { context: { start, end } }: TypedSpan): string {
  const text = body.slice(start, end)
  return `${title}\n${text}`.length <= MOST_CHARACTERS
    ? `${title}\n${text}`
    : `${title.slice(0, 80)}\n${text.slice(-(MOST_CHARACTERS - 81))}`
}

// Those of one clause have one score and stay in the order of the rules.
function reading(input: ReadInput, spans: TypedSpan[], scores: ReadonlyMap<string, number>): Reading {
  const scored = spans
    .map((span) => ({ start: span.start, end: span.end, score: scores.get(textOf(input, span))! }))
    .sort((a, b) => b.score - a.score)
  const kept: ReadSpan[] = []
  for (const span of scored) {
    if (kept.length === MOST_SPANS) break
    if (kept.every((better) => span.start < better.start || span.end > better.end)) kept.push(span)
  }
  return { null_score: 0, spans: kept }
}

// The model's page shows scores from 0 to 1 and names no scale: they are taken for probabilities, and others as they are.
function logOdds(probability: number): number {
  return limited(Math.log(probability / (1 - probability)))
}

function limited(score: number): number {
  return Number.isNaN(score) ? -MOST_LOG_ODDS : Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, score))
}

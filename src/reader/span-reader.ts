// Reader where no model marks spans: rules mark what is of the kind asked for, and any re-ranker tells how well the words
// around each answer the question. Its scores are log-odds of that, so “does not answer” is 0.
import { understand } from '../question.ts'
import type { Reader, ReadInput, Reading, ReadSpan } from './reader.ts'
import type { Reranker } from './reranker.ts'
import { typedSpans, type TypedSpan } from './spans.ts'

/** Changes whenever the rules mark otherwise: a calibration belongs to rules and model together. */
const SPANS_VERSION = 2

/** Most spans of a reading, as of the local reader. */
const MOST_SPANS = 6
/** What one point of the rules is worth in log-odds of the model. */
const RULES_WEIGHT = 0.25
/** Characters of a text: a model sees 512 tokens of question and text, and a Han character is about one. */
const MOST_CHARACTERS = 380

/** The reader's id: the rules' version and the re-ranker. */
export function spanReaderId(reranker: string): string {
  return `spans-${SPANS_VERSION}+${reranker}`
}

/** Readings of the rules and a re-ranker, which is asked once for all texts. */
export function createSpanReader(reranker: Reranker): Reader {
  return {
    id: spanReaderId(reranker.id),
    async read(plain, inputs, signal) {
      // Only the kind of answer is taken of it, which no day changes.
      const question = understand(plain, '2000-01-01')
      const spans = inputs.map(({ body }) => typedSpans(question, body))
      const texts = [...new Set(inputs.flatMap((input, i) => spans[i]!.map((span) => textOf(input, span))))]
      const scores = await reranker.score(plain, texts, signal)
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

// Those of one clause have one score of the model: the rules tell them apart, and weigh little beside it.
function reading(input: ReadInput, spans: TypedSpan[], scores: ReadonlyMap<string, number>): Reading {
  const scored = spans
    .map((span) => ({ start: span.start, end: span.end, score: scoreOf(input, span, scores) }))
    .sort((a, b) => b.score - a.score)
  const kept: ReadSpan[] = []
  for (const span of scored) {
    if (kept.length === MOST_SPANS) break
    if (kept.every((better) => span.start < better.start || span.end > better.end)) kept.push(span)
  }
  return { null_score: 0, spans: kept }
}

function scoreOf(input: ReadInput, span: TypedSpan, scores: ReadonlyMap<string, number>): number {
  return scores.get(textOf(input, span))! + RULES_WEIGHT * span.weight
}

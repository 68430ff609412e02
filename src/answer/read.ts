// Reading what a search has found. Most of the time of an answer goes into it, so not every passage is worth it.
import { introduction } from '../article.ts'
import type { Question } from '../question.ts'
import type { Reader } from '../reader/reader.ts'
import { coverageIn, type TermWeights } from '../terms.ts'
import { sentences } from '../text.ts'
import type { ReadPassage } from './candidates.ts'

type Found = Omit<ReadPassage, 'reading'>

/** How a passage counts that was found and not read. */
const UNREAD = { null_score: 0, spans: [] }

/** Passages that are read in any case, best first. */
const FIRST = 3
/** Share of what the best sentence of those covers of the question, that a sentence of a later passage must cover. */
const RIVAL = 0.7

/** Hits with what the reader makes of each, in order. */
export async function readAll<H extends Found>(
  reader: Reader,
  question: Question,
  hits: readonly H[],
  signal?: AbortSignal,
): Promise<(H & ReadPassage)[]> {
  const inputs = hits.map(({ passage, article }) => ({ title: introduction(article), body: passage.text }))
  const readings = await reader.read(question.plain, inputs, signal)
  return hits.map((hit, i) => ({ ...hit, reading: readings[i]! }))
}

/** The same where only what is worth it is read of the first `most`; what is not read counts as marking nothing. */
export async function readWorthy<H extends Found>(
  reader: Reader,
  { question, weights, hits }: { question: Question; weights: TermWeights; hits: readonly H[] },
  most: number,
  signal?: AbortSignal,
): Promise<(H & ReadPassage)[]> {
  const worth = worthReading(question, weights, hits.slice(0, most))
  const read = await readAll(reader, question, worth, signal)
  const readings = new Map(worth.map((hit, i) => [hit, read[i]!]))
  return hits.map((hit) => readings.get(hit) ?? { ...hit, reading: UNREAD })
}

/**
 * The first passages, and of the others those with a sentence that covers the question nearly as well as the best of the
 * first ones: it may contradict them, tell more exactly, or be another source. A list wants all that there is. The bounds
 * are from the development questions: reading 3.9 passages of 8 answers as many of them right as reading all.
 */
export function worthReading<P extends Pick<ReadPassage, 'passage'>>(
  question: Question,
  weights: TermWeights,
  passages: readonly P[],
): P[] {
  if (question.type === 'list') return [...passages]
  const covered = ({ passage: { text } }: P): number =>
    Math.max(0, ...sentences(text).map(({ start, end }) => coverageIn(weights, text.slice(start, end))))
  const first = passages.slice(0, FIRST)
  const rival = RIVAL * Math.max(...first.map(covered))
  return [...first, ...passages.slice(FIRST).filter((passage) => covered(passage) >= rival)]
}

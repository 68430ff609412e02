// Whether the passages read so far settle a question, so that the others need not be read. Pure.
import type { Question } from '../question.ts'
import { coverageIn, type TermWeights } from '../terms.ts'
import { sentences } from '../text.ts'
import type { Calibration } from './calibration.ts'
import { candidates, type ReadPassage } from './candidates.ts'
import { confidence, rank } from './decide.ts'

/** Passages that are read in any case, best first. */
export const READ_FIRST = 4
/** Calibrated probability from which the best answer is sure enough. */
const SURE = 0.85
/** Share of what the answer's sentence covers of the question, from which another sentence may tell the same or otherwise. */
const RIVAL = 0.75

interface Evidence {
  question: Question
  read: ReadPassage[]
  weights: TermWeights
}

/**
 * Whether the answer is sure, and no sentence of the `unread` passages covers the question nearly as well as the answer's own:
 * such a one is read, as it may contradict, or be another source. A list wants all that there is. The bounds are from the
 * development questions: of 645, 193 are settled so, each with the answer and the citations that reading all gives.
 */
export function isEnough(
  { question, read, weights }: Evidence,
  unread: readonly Pick<ReadPassage, 'passage'>[],
  calibration: Calibration,
): boolean {
  if (question.type === 'list') return false
  const ranked = rank(candidates(question, read, weights), calibration)
  const best = ranked[0]?.candidate
  if (best === undefined || confidence(ranked, calibration) < SURE) return false
  const most = RIVAL * best.features.coverage_sentence
  return !unread.some(({ passage: { text } }) =>
    sentences(text).some(({ start, end }) => coverageIn(weights, text.slice(start, end)) > most),
  )
}

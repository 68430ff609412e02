// The one place that decides between answering and refusing, and which answer. Pure.
import type { Calibration } from './calibration.ts'
import { FEATURES, type Candidate, type Features } from './candidates.ts'
import { sigmoid } from './logistic.ts'

export interface Ranked {
  candidate: Candidate
  /** Log-odds that the candidate is right, by its features alone. */
  log_odds: number
  probability: number
}

const MAX_LEAD = 8

/** Candidates with their probabilities, best first; equal ones by retrieval order. */
export function rank(candidates: Candidate[], { ranker }: Pick<Calibration, 'ranker'>): Ranked[] {
  return candidates
    .map((candidate) => {
      const log_odds = linear(candidate.features, ranker)
      return { candidate, log_odds, probability: sigmoid(log_odds) }
    })
    .sort((a, b) => b.log_odds - a.log_odds)
}

function linear(features: Features, ranker: Calibration['ranker']): number {
  return FEATURES.reduce((sum, name) => sum + features[name] * ranker.weights[name]!, ranker.intercept)
}

// How far the best candidate is ahead of the next that answers otherwise, in log-odds, at most 8.
function lead(ranked: Ranked[]): number {
  const [best] = ranked
  if (best === undefined) return 0
  const own = best.candidate.key
  const rival = ranked.find(({ candidate: { key } }) => !key.includes(own) && !own.includes(key))
  return rival === undefined ? MAX_LEAD : Math.min(MAX_LEAD, best.log_odds - rival.log_odds)
}

/** What the decision to answer rests on, besides the ranking itself. */
export const SIGNALS = ['log_odds', 'lead', 'margin', 'coverage_passage'] as const

/** The signals of a ranking, in the order of `SIGNALS`; null when there is no candidate. */
export function signals(ranked: Ranked[]): number[] | null {
  const [best] = ranked
  if (best === undefined) return null
  const { margin, coverage_passage } = best.candidate.features
  return [best.log_odds, lead(ranked), margin, coverage_passage]
}

/** Calibrated probability, 0–1, that the best candidate is right; 0 when there is none. */
export function confidence(ranked: Ranked[], { decider }: Pick<Calibration, 'decider'>): number {
  const values = signals(ranked)
  if (values === null) return 0
  return sigmoid(
    SIGNALS.reduce((sum, name, i) => sum + decider.weights[name]! * values[i]!, decider.intercept),
  )
}

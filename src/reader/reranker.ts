// Port: how well a text answers a question, as a whole; where in it the answer stands is for others to say.

export interface Reranker {
  /** Names the model: scores of different ones cannot be compared. */
  readonly id: string
  /** One score per text, in order: log-odds that it answers, −12 to 12. No text, no call. */
  score(question: string, texts: string[], signal?: AbortSignal): Promise<number[]>
}

/** Scores are cut off here: beyond it a model is as sure as it can be. */
export const MOST_LOG_ODDS = 12

/** A score within the bounds; what is no number counts for the least. */
export function limited(score: number): number {
  return Number.isNaN(score) ? -MOST_LOG_ODDS : Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, score))
}

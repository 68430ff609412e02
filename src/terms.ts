// How much of a question's terms a text holds, each term weighed by its rarity. Pure.
import { termsHeld } from './text.ts'

/** Inverse document frequencies of a question's terms, at least 0. */
export type TermWeights = ReadonlyMap<string, number>

/** How common terms are in the language of news, so that a small index need not judge by itself. */
export interface TermCounts {
  /** Passages counted. */
  total: number
  counts: ReadonlyMap<string, number>
  /** What to assume of a term that is not listed. */
  unlisted: number
}

/** Terms with counts below this are not listed; half of it is assumed of them. */
const LISTED_FROM = 20

/** Read “term⇥count” lines behind a first line that ends in the number of passages. */
export function parseTermCounts(text: string): TermCounts {
  const [head = '', ...lines] = text.trimEnd().split('\n')
  const counts = new Map<string, number>()
  for (const line of lines) {
    const tab = line.indexOf('\t')
    counts.set(line.slice(0, tab), Number(line.slice(tab + 1)))
  }
  return { total: Number(head.slice(head.indexOf('\t') + 1)), counts, unlisted: LISTED_FROM / 2 }
}

/**
 * Weights of terms: ln((passages + 1) / (passages with the term + 1)), over the index (`counts` of `total`) and the
 * language's counts together.
 */
export function termWeights(
  terms: Iterable<string>,
  counts: ReadonlyMap<string, number>,
  total: number,
  language: TermCounts,
): TermWeights {
  const all = total + language.total
  const weightOf = (term: string): number => {
    const known = (counts.get(term) ?? 0) + (language.counts.get(term) ?? language.unlisted)
    return Math.max(0, Math.log((all + 1) / (known + 1)))
  }
  return new Map([...terms].map((term) => [term, weightOf(term)]))
}

/** Share, 0–1, of the terms' weight that a text holds; 1 when no term has any weight. */
export function coverage(weights: TermWeights, held: ReadonlySet<string>): number {
  let all = 0
  let covered = 0
  for (const [term, weight] of weights) {
    all += weight
    if (held.has(term)) covered += weight
  }
  return all === 0 ? 1 : covered / all
}

/** The same of a text as it stands. */
export function coverageIn(weights: TermWeights, text: string): number {
  return coverage(weights, termsHeld(text, weights.keys()))
}

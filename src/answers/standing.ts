// Whether what a pin cites still stands: its quote is looked for in the article of today. Pure.
import type { Article } from '../article.ts'
import type { Pin } from '../answer-contract.ts'
import type { Anchor, PinBody } from './sql-pins.ts'

export interface Standing {
  /** Where the quote stands now; where it stood, when stale. */
  anchor: Anchor
  stale: Pin['stale_reason']
}

/**
 * Where an anchor's quote stands in the current revision: in its place, else at the nearest other place that says the same
 * to the character. `current` null: the article is gone.
 */
export function standingOf(anchor: Anchor, current: Article | null): Standing {
  if (current === null) return { anchor, stale: 'article_gone' }
  const { quote, start } = anchor
  const { text, revision } = current
  const places = text.startsWith(quote, start) ? [start] : placesOf(quote, text)
  const [first] = places
  if (first === undefined) return { anchor, stale: 'quote_gone' }
  const nearest = places.reduce(
    (best, at) => (Math.abs(at - start) < Math.abs(best - start) ? at : best),
    first,
  )
  return { anchor: { ...anchor, revision, start: nearest, end: nearest + quote.length }, stale: null }
}

/** Enough to find the nearest one in any real article. */
const MOST_PLACES = 1000

function placesOf(quote: string, text: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(quote); at >= 0 && found.length < MOST_PLACES; at = text.indexOf(quote, at + 1))
    found.push(at)
  return found
}

/** Whether a pin may answer at a time, whatever became of its article. */
export function isActive({ enabled, expires_at }: PinBody, now: Date): boolean {
  return enabled && (expires_at === undefined || Date.parse(expires_at) > now.getTime())
}

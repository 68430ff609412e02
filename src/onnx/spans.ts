// From the reader's logits to candidate spans. Pure.
import type { Interval } from '../text.ts'
import type { ReadSpan } from '../reader/reader.ts'

const MAX_TOKENS = 45
const MAX_SPANS = 6

/**
 * The best non-overlapping spans, best first: score = start[i] + end[j] with i ≤ j < i + 45.
 * `where[t]` is the interval of token `t` in the body, null for tokens outside it.
 */
export function bestSpans(start: Float32Array, end: Float32Array, where: (Interval | null)[]): ReadSpan[] {
  const scored: { i: number; j: number; score: number }[] = []
  for (let i = 0; i < where.length; i += 1) {
    if (!holdsText(where[i])) continue
    let best: { j: number; score: number } | null = null
    for (let j = i; j < Math.min(i + MAX_TOKENS, where.length); j += 1) {
      if (!holdsText(where[j])) continue
      const score = start[i]! + end[j]!
      if (best === null || score > best.score) best = { j, score }
    }
    if (best !== null) scored.push({ i, ...best })
  }
  scored.sort((a, b) => b.score - a.score || a.i - b.i)
  const kept: typeof scored = []
  for (const span of scored) {
    if (kept.length === MAX_SPANS) break
    if (kept.every((other) => span.j < other.i || span.i > other.j)) kept.push(span)
  }
  return kept.map(({ i, j, score }) => ({ start: where[i]!.start, end: where[j]!.end, score }))
}

function holdsText(interval: Interval | null | undefined): boolean {
  return interval !== null && interval !== undefined && interval.end > interval.start
}

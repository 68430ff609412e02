import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bestSpans } from '../../src/onnx/spans.ts'
import type { Interval } from '../../src/text.ts'

const tokens = (count: number): Interval[] =>
  Array.from({ length: count }, (_, i) => ({ start: 2 * i, end: 2 * i + 2 }))
const logits = (count: number, high: Record<number, number>): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => high[i] ?? -5)

it('takes the start and end with the highest sum, the start not behind the end', () => {
  const spans = bestSpans(logits(6, { 1: 4, 4: 6 }), logits(6, { 0: 9, 2: 3 }), tokens(6))
  expect(spans[0]).toEqual({ start: 2, end: 6, score: 7 })
})

it('never spans more than 45 tokens', () => {
  const spans = bestSpans(logits(60, { 0: 9 }), logits(60, { 44: 5, 45: 9 }), tokens(60))
  expect(spans[0]).toEqual({ start: 0, end: 90, score: 14 })
})

it('neither starts nor ends outside the body or in an empty token', () => {
  const where = [null, { start: 0, end: 2 }, { start: 2, end: 2 }, { start: 2, end: 4 }, null]
  expect(bestSpans(logits(5, { 0: 9, 2: 8, 1: 1 }), logits(5, { 4: 9, 2: 8, 3: 1 }), where)).toEqual([
    { start: 0, end: 4, score: 2 },
  ])
  expect(bestSpans(logits(2, {}), logits(2, {}), [null, null])).toEqual([])
})

it('gives at most 6 spans, best first, that do not overlap and lie within the body', () => {
  const scores = fc.array(
    fc.tuple(fc.float({ min: -10, max: 10, noNaN: true }), fc.float({ min: -10, max: 10, noNaN: true })),
    {
      maxLength: 80,
    },
  )
  fc.assert(
    fc.property(scores, (rows) => {
      const where = tokens(rows.length)
      const spans = bestSpans(
        Float32Array.from(rows, ([s]) => s),
        Float32Array.from(rows, ([, e]) => e),
        where,
      )
      expect(spans.length).toBeLessThanOrEqual(6)
      expect(spans.length > 0).toBe(rows.length > 0)
      spans.forEach((span, i) => {
        expect(span.end).toBeGreaterThan(span.start)
        if (i > 0) expect(span.score).toBeLessThanOrEqual(spans[i - 1]!.score)
        for (const other of spans.slice(0, i))
          expect(span.end <= other.start || span.start >= other.end).toBe(true)
      })
    }),
    { numRuns: 100 },
  )
})

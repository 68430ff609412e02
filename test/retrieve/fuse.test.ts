import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fuse, VECTOR_WEIGHT } from '../../src/retrieve/fuse.ts'

it('sums both parts, each scaled by its list, and keeps them as the trace', () => {
  const fused = fuse(
    [
      { passage_id: 1, score: 8 },
      { passage_id: 2, score: 4 },
    ],
    [
      { id: 2, score: 0.9 },
      { id: 3, score: 0.7 },
      { id: 1, score: 0.5 },
    ],
  )
  expect(fused.map((hit) => [hit.passage_id, hit.score])).toEqual([
    [2, 0.5 + VECTOR_WEIGHT],
    [1, 1],
    [3, expect.closeTo(0.5 * VECTOR_WEIGHT)],
  ])
  expect(fused[2]!.trace).toEqual({ text: null, vector: { score: 0.7, rank: 2, part: expect.closeTo(0.75) } })
  expect(fused[1]!.trace.text).toEqual({ score: 8, rank: 1, part: 1 })
})

it('with a lower weight of the text, its part is lower', () => {
  const [hit] = fuse([{ passage_id: 1, score: 8 }], [], 0.25)
  expect(hit!.score).toBe(0.25)
})

it('a lone vector hit counts fully, equal scores are ordered by passage, and nothing gives nothing', () => {
  expect(fuse([], [{ id: 5, score: 0.3 }])[0]!.score).toBe(VECTOR_WEIGHT)
  expect(
    fuse(
      [],
      [
        { id: 9, score: 0.3 },
        { id: 4, score: 0.3 },
      ],
    ).map((hit) => hit.passage_id),
  ).toEqual([4, 9])
  expect(fuse([], [])).toEqual([])
})

it('for any lists: every passage once, best first, the score is the sum of its parts and within bounds', () => {
  const falling = fc
    .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 })
    .map((ids) => ids.map((id, i) => ({ id, score: 1 / (i + 1) })))
  fc.assert(
    fc.property(falling, falling, fc.double({ min: 0, max: 1, noNaN: true }), (text, vector, weight) => {
      const fused = fuse(
        text.map(({ id, score }) => ({ passage_id: id, score })),
        vector,
        weight,
      )
      expect(new Set(fused.map((hit) => hit.passage_id))).toEqual(
        new Set([...text, ...vector].map(({ id }) => id)),
      )
      expect(fused).toHaveLength(new Set([...text, ...vector].map(({ id }) => id)).size)
      fused.forEach((hit, i) => {
        expect(hit.score).toBeCloseTo((hit.trace.text?.part ?? 0) + (hit.trace.vector?.part ?? 0))
        expect(hit.score).toBeGreaterThanOrEqual(0)
        expect(hit.score).toBeLessThanOrEqual(weight + VECTOR_WEIGHT + 1e-9)
        if (i > 0) expect(hit.score).toBeLessThanOrEqual(fused[i - 1]!.score)
      })
    }),
    { numRuns: 100 },
  )
})

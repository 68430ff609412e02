import { describe, expect, it } from 'vitest'
import {
  costOfKeeping,
  costOfLoading,
  costOfQuestions,
  NO_USAGE,
  questionsASecond,
  searchMs,
  shardsToAnswer,
  shardsToHold,
} from './costs.ts'
import { LATENCIES, LIMITS, MEASURED, NEURONS, PRICES } from './figures.ts'

describe('the figures', () => {
  it('each have a source and a date', () => {
    for (const one of [LIMITS, PRICES, NEURONS].flatMap((all) => Object.values(all))) {
      expect(one.source).toMatch(/^https:\/\/developers\.cloudflare\.com\//)
      expect(one.as_of).toMatch(/^20\d\d/)
      expect(one.value).toBeGreaterThan(0)
    }
    for (const { source } of Object.values(MEASURED)) expect(source).not.toBe('')
    for (const { median, p95, source } of Object.values(LATENCIES)) {
      expect(p95).toBeGreaterThan(median)
      expect(source).not.toBe('')
    }
  })
})

describe('the arithmetic', () => {
  it.each([
    [10_000, { d1: 1, vectorize: 1, shards: 1 }],
    // 1,000,000 × 9,560 bytes are 9.56 GB; nine tenths of 10 GB hold 941,422 passages.
    [941_422, { d1: 1, vectorize: 1, shards: 1 }],
    [1_000_000, { d1: 2, vectorize: 1, shards: 2 }],
    [50_000_000, { d1: 54, vectorize: 6, shards: 54 }],
  ])('%i passages: %j', (passages, shards) => {
    expect(shardsToHold(passages)).toEqual(shards)
  })

  it('more shards answer more, and never fewer than hold the passages', () => {
    expect(searchMs(10_000)).toBeCloseTo(8.46, 2)
    expect(questionsASecond(10_000, 1, 0)).toBeCloseTo(82.7, 1)
    expect(questionsASecond(1_000_000, 4, 0)).toBeCloseTo(4 * questionsASecond(1_000_000, 1, 0), 6)
    expect(questionsASecond(1_000_000, 4, 1)).toBeCloseTo(16 * questionsASecond(1_000_000, 1, 0), 6)
    for (const named of [0, 0.5, 1]) {
      const shards = shardsToAnswer(1_000_000, 20, named)
      expect(questionsASecond(1_000_000, shards, named)).toBeGreaterThanOrEqual(20)
      expect(shards).toBeGreaterThanOrEqual(2)
    }
  })

  it('reproduces the example of the price page of Vectorize', () => {
    // ((30,000 + 10,000) * 768 * $0.01 / 1,000,000) + (10,000 * 768 * $0.05 / 100,000,000) = $0.31, at 768 dimensions.
    const kept = (costOfKeeping(10_000).vectorize * 768) / 1024
    const asked = (costOfQuestions({ ...NO_USAGE, vector_queries: 30 }).vectorize * 768) / 1024
    expect(kept + asked).toBeCloseTo(0.31, 2)
  })

  it('prices a million passages', () => {
    const { ai, d1, queues, total } = costOfLoading(1_000_000)
    expect(ai).toBeCloseTo(3.07, 2)
    expect(d1).toBeCloseTo(22.82, 2)
    expect(queues).toBeCloseTo(0.38, 2)
    expect(total).toBeCloseTo(ai + d1 + queues, 9)
    expect(costOfKeeping(1_000_000).vectorize).toBeCloseTo(10.75, 2)
    expect(costOfKeeping(1_000_000).d1).toBeCloseTo(7.17, 2)
  })

  it('prices a thousand questions by what one uses', () => {
    const cost = costOfQuestions({
      ...NO_USAGE,
      embedded_tokens: 20,
      reranked_tokens: 10_000,
      rows_read: 1e6,
    })
    // 0.0215 and 2.83 neurons a question.
    expect(cost.ai).toBeCloseTo(0.0314, 4)
    expect(cost.d1).toBeCloseTo(1, 9)
  })
})

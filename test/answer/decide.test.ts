import { expect, it } from 'vitest'
import type { Calibration } from '../../src/answer/calibration.ts'
import { candidates } from '../../src/answer/candidates.ts'
import { confidence, rank, SIGNALS, signals } from '../../src/answer/decide.ts'
import { understand } from '../../src/question.ts'
import { readPassage, trusting } from '../fakes.ts'

const ranked = (bodies: [string, Record<string, number>][]) =>
  rank(
    candidates(
      understand('外资多少', '2022-03-10T00:00:00Z'),
      bodies.map(([body, scores]) => readPassage(body, scores)),
      new Map(),
    ),
    trusting,
  )

const lead = (bodies: [string, Record<string, number>][]): number =>
  signals(ranked(bodies))![SIGNALS.indexOf('lead')]!

const decider = (weights: Record<string, number>): Pick<Calibration, 'decider'> => ({
  decider: { intercept: 1, weights: { ...Object.fromEntries(SIGNALS.map((name) => [name, 0])), ...weights } },
})

it('ranks by the log-odds of the features, equal ones in the order of retrieval', () => {
  const order = ranked([
    ['甲1亿元', { '1亿': 1 }],
    ['乙2亿元', { '2亿': 3 }],
    ['丙3亿元', { '3亿': 1 }],
  ])
  expect(order.map(({ candidate }) => candidate.answer)).toEqual(['2亿元', '1亿元', '3亿元'])
  expect(order[0]).toMatchObject({ log_odds: 3, probability: 1 / (1 + Math.exp(-3)) })
})

it('leads by the distance to the next other answer, not to the same or one within the other, and by 8 at most', () => {
  expect(
    lead([
      ['共1亿元', { '1亿': 5 }],
      ['共2亿元', { '2亿': 3 }],
    ]),
  ).toBe(2)
  expect(
    lead([
      ['共1亿元', { '1亿': 5 }],
      ['达1亿元', { '1亿': 4 }],
      ['共2亿元', { '2亿': 3 }],
    ]),
  ).toBe(2)
  expect(lead([['共1亿元', { '1亿': 5 }]])).toBe(8)
  expect(
    lead([
      ['共1亿元', { '1亿': 5 }],
      ['共2亿元', { '2亿': -20 }],
    ]),
  ).toBe(8)
})

it('is sure by the signals of the best candidate, and not at all without one', () => {
  const order = ranked([
    ['共1亿元', { '1亿': 2 }],
    ['共2亿元', { '2亿': 1 }],
  ])
  expect(confidence(order, decider({ log_odds: 0.5 }))).toBeCloseTo(1 / (1 + Math.exp(-2)))
  expect(confidence(order, decider({ lead: 3 }))).toBeCloseTo(1 / (1 + Math.exp(-4)))
  expect(confidence([], decider({}))).toBe(0)
  expect(signals([])).toBeNull()
})

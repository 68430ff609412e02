import { expect, it } from 'vitest'
import { coverage, parseTermCounts, termWeights } from '../src/terms.ts'
import { noLanguage } from './fakes.ts'

const counts = new Map([
  ['投资', 9],
  ['的', 99],
])

it('a rarer term weighs more, one that is in every passage nothing, an unknown one most', () => {
  const weights = termWeights(['丹阳', '投资', '的'], counts, 99, noLanguage)
  expect(weights.get('的')).toBe(0)
  expect(weights.get('投资')).toBeCloseTo(Math.log(10))
  expect(weights.get('丹阳')).toBeCloseTo(Math.log(100))
})

it('the language weighs in, so that a small index does not take a common word for a rare one', () => {
  const language = parseTermCounts('passages\t1000\n投资\t500\n的\t990\n')
  const weights = termWeights(['丹阳', '投资', '的'], new Map([['丹阳', 3]]), 3, language)
  expect(weights.get('丹阳')!).toBeGreaterThan(4)
  expect(weights.get('投资')!).toBeLessThan(1)
  expect(weights.get('的')!).toBeLessThan(0.05)
})

it('a weight is never below 0, also where the language lists more than it counts', () => {
  const language = { total: 0, counts: new Map([['的', 50]]), unlisted: 10 }
  expect([...termWeights(['的', '丹阳'], new Map(), 2, language).values()]).toEqual([0, 0])
})

it('coverage is the share of the weight that a text holds', () => {
  const weights = new Map([
    ['甲', 3],
    ['乙', 1],
  ])
  expect(coverage(weights, new Set(['甲']))).toBe(0.75)
  expect(coverage(weights, new Set(['甲', '乙', '丙']))).toBe(1)
  expect(coverage(weights, new Set())).toBe(0)
})

it('everything is covered where no term has any weight', () => {
  expect(coverage(new Map(), new Set())).toBe(1)
  expect(coverage(new Map([['的', 0]]), new Set())).toBe(1)
})

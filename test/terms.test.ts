import { expect, it } from 'vitest'
import { coverage, termWeights } from '../src/terms.ts'

it('a rarer term weighs more, one that is in every passage nothing, an unknown one most', () => {
  const weights = termWeights(['丹阳', '投资', '的'], new Map([['投资', 9], ['的', 99]]), 99) // prettier-ignore
  expect(weights.get('的')).toBe(0)
  expect(weights.get('投资')).toBeCloseTo(Math.log(10))
  expect(weights.get('丹阳')).toBeCloseTo(Math.log(100))
})

it('coverage is the share of the weight that a text holds', () => {
  const weights = new Map([['甲', 3], ['乙', 1]]) // prettier-ignore
  expect(coverage(weights, new Set(['甲']))).toBe(0.75)
  expect(coverage(weights, new Set(['甲', '乙', '丙']))).toBe(1)
  expect(coverage(weights, new Set())).toBe(0)
})

it('everything is covered where no term has any weight', () => {
  expect(coverage(new Map(), new Set())).toBe(1)
  expect(coverage(new Map([['的', 0]]), new Set())).toBe(1)
})

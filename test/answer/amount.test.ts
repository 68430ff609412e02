import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agree, amountOf, comparableAmounts, type Amount } from '../../src/answer/amount.ts'
import { quantities } from '../../src/quantity.ts'

const of = (text: string): Amount => amountOf(text, quantities(text)[0]!)!

describe('amounts', () => {
  it.each([
    ['1.2亿美元', '12000万美元', true],
    ['9600万美元', '0.96亿美元', true],
    ['100亿元', '100亿元人民币', true],
    // Roundings.
    ['103.5亿元', '103.48亿元', true],
    ['103.5亿元', '103亿元', true],
    ['167个', '约170个', true],
    // Bounds that the other keeps.
    ['超100亿元', '103.5亿元', true],
    ['近100亿元', '98亿元', true],
    ['100多亿元', '120亿元', true],
    // Different figures.
    ['374.7万辆', '374.4万辆', false],
    ['103.5亿元', '104亿元', true],
    ['103.5亿元', '107亿元', false],
    ['12个', '13个', false],
    ['超100亿元', '90亿元', false],
    ['近100亿元', '120亿元', false],
    ['超100亿元', '1000亿元', false],
  ])('%s and %s can be one: %s', (a, b, expected) => {
    expect(comparableAmounts(of(a), of(b))).toBe(true)
    expect(agree(of(a), of(b))).toBe(expected)
    expect(agree(of(b), of(a))).toBe(expected)
  })

  it.each([
    ['1亿美元', '7亿元'],
    ['1亿美元', '1亿欧元'],
    ['12%', '12个'],
    ['12家', '12人'],
  ])('%s and %s are not compared', (a, b) => {
    expect(comparableAmounts(of(a), of(b))).toBe(false)
  })

  it('are none of dates', () => {
    const text = '2023年8月15日'
    expect(quantities(text).map((quantity) => amountOf(text, quantity))).toEqual(
      quantities(text).map(() => null),
    )
  })

  it('agree the same way round, and with themselves', () => {
    const amount = fc
      .tuple(
        fc.constantFrom('超', '近', '约', ''),
        fc.integer({ min: 1, max: 99_999 }),
        fc.constantFrom('万元', '亿元'),
      )
      .map((parts) => of(parts.join('')))
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(agree(a, a)).toBe(true)
        expect(agree(a, b)).toBe(agree(b, a))
      }),
    )
  })
})

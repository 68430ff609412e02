import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figures, numberOf, quantities, type QuantityKind } from '../src/quantity.ts'
import { anyText } from './fakes.ts'

const table: [string, [string, QuantityKind, string, number | null][]][] = [
  ['完成外资到账1亿美元的目标', [['1亿美元', 'money', '美元', 1e8]]],
  ['总投资1-3亿元', [['1-3亿元', 'money', '元', 1e8]]],
  ['投入3000多万元', [['3000多万元', 'money', '元', 3e7]]],
  ['达1.2万亿元', [['1.2万亿元', 'money', '元', 1.2e12]]],
  ['三千万元', [['三千万元', 'money', '元', 3e7]]],
  ['1,234.5万元', [['1,234.5万元', 'money', '元', 12_345_000]]],
  ['304.2亿元人民币', [['304.2亿元人民币', 'money', '元人民币', 304.2e8]]],
  ['100 亿元', [['100 亿元', 'money', '元', 1e10]]],
  ['１２．３亿元', [['１２．３亿元', 'money', '元', 12.3e8]]],
  [
    '均价8000元/平方米，电价0.5元/千瓦时',
    [
      ['8000元/平方米', 'money', '元', 8000],
      ['0.5元/千瓦时', 'money', '元', 0.5],
    ],
  ],
  ['聚集30余家企业', [['30余家', 'count', '家', 30]]],
  ['二十多家', [['二十多家', 'count', '家', 20]]],
  ['1000余人次', [['1000余人次', 'count', '人次', 1000]]],
  ['增长百分之三', [['百分之三', 'percent', '%', 3]]],
  ['增长百分之12.5', [['百分之12.5', 'percent', '%', 12.5]]],
  ['增长百分之三点五', [['百分之三点五', 'percent', '%', null]]],
  ['增长19.9%', [['19.9%', 'percent', '%', 19.9]]],
  ['提高13.3个百分点', [['13.3个百分点', 'points', '个百分点', 13.3]]],
  ['排名第11位', [['第11位', 'rank', '', 11]]],
  [
    '位列第三位、第十二',
    [
      ['第三位', 'rank', '', 3],
      ['第十二', 'rank', '', 12],
    ],
  ],
  ['装机108GW', [['108GW', 'energy', 'GW', 108]]],
  ['300 MW', [['300 MW', 'energy', 'MW', 300]]],
  ['占地不低于1000亩', [['1000亩', 'area', '亩', 1000]]],
  ['12.5平方公里', [['12.5平方公里', 'area', '平方公里', 12.5]]],
  ['年产50万吨/年', [['50万吨/年', 'weight', '吨', 5e5]]],
  ['提升5至10倍', [['5至10倍', 'times', '倍', 5]]],
  ['为期3个月', [['3个月', 'duration', '个月', 3]]],
  [
    '2023年8月1日至10日',
    [
      ['2023年8月1日', 'date', '', null],
      ['10日', 'date', '', null],
    ],
  ],
  ['今年上半年', [['今年上半年', 'date', '', null]]],
  ['2022-03-04', [['2022-03-04', 'date', '', null]]],
  ['27日9时30分', [['27日9时30分', 'date', '', null]]],
  ['第二季度', [['第二季度', 'date', '', null]]],
  ['5G基站', [['5', 'bare', '', 5]]],
  ['一致认为三资企业', []],
  ['', []],
]

describe('quantities', () => {
  it.each(table)('of %j', (text, expected) => {
    expect(quantities(text).map((q) => [text.slice(q.start, q.end), q.kind, q.unit, q.value])).toEqual(
      expected,
    )
  })

  it('lie in order without overlap, within the text, and hold no white space at the edges', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let at = 0
        for (const { start, end } of quantities(text)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
          at = end
        }
      }),
      { numRuns: 300 },
    )
  })

  it('find every digit of a text in some quantity', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = quantities(text)
        for (const { index } of text.matchAll(/[0-9０-９]/g)) {
          expect(found.some((q) => q.start <= index && index < q.end)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })
})

it.each([
  ['1,234.5', 1234.5],
  ['三十二', 32],
  ['一百零五', 105],
  ['十', 10],
  ['二〇二三', 2023],
  ['两千', 2000],
  ['', null],
  ['约', null],
])('numberOf(%j) is %j', (text, value) => {
  expect(numberOf(text)).toBe(value)
})

it('figures are the digit runs of a text, in any width, without thousands separators', () => {
  expect(figures('１２.5亿、1,234,567元、2023年3月 1,23')).toEqual([
    '12.5',
    '1234567',
    '2023',
    '3',
    '1',
    '23',
  ])
  expect(figures('没有')).toEqual([])
})

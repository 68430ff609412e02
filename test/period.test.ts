import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holds, monthOf, overlaps, periods, same, type Period } from '../src/period.ts'
import { anyText } from './fakes.ts'

const REFERENCE = '2023-08-20'
type Said = [number | null, number, number, boolean]
const said = (text: string, reference: string | null = REFERENCE): Said[] =>
  periods(text, reference).map(({ year, from, to, explicit }) => [year, from, to, explicit])

const table: [string, Said[]][] = [
  ['今年', [[2023, 1, 12, false]]],
  ['本年', [[2023, 1, 12, false]]],
  ['去年', [[2022, 1, 12, false]]],
  ['上年', [[2022, 1, 12, false]]],
  ['前年', [[2021, 1, 12, false]]],
  ['明年一季度', [[2024, 1, 3, false]]],
  ['上半年', [[2023, 1, 6, false]]],
  ['下半年', [[2023, 7, 12, false]]],
  ['二季度', [[2023, 4, 6, false]]],
  ['第三季度', [[2023, 7, 9, false]]],
  ['前三季度', [[2023, 1, 9, false]]],
  ['前两季度', [[2023, 1, 6, false]]],
  ['1-7月', [[2023, 1, 7, false]]],
  ['1至11月份', [[2023, 1, 11, false]]],
  ['前9个月', [[2023, 1, 9, false]]],
  ['今年前十个月', [[2023, 1, 10, false]]],
  ['去年12月', [[2022, 12, 12, false]]],
  ['十一月', [[2023, 11, 11, false]]],
  ['2022年', [[2022, 1, 12, true]]],
  ['2022年度', [[2022, 1, 12, true]]],
  ['2022年上半年', [[2022, 1, 6, true]]],
  ['2023年7—9月', [[2023, 7, 9, true]]],
  ['二〇二二年', [[2022, 1, 12, true]]],
  ['２０２２年３月', [[2022, 3, 3, true]]],
  ['2022-03-04', [[2022, 3, 3, true]]],
  ['2022.3.4', [[2022, 3, 3, true]]],
  ['2022/3/4', [[2022, 3, 3, true]]],
  ['2023H1', [[2023, 1, 6, true]]],
  ['2023Q3', [[2023, 7, 9, true]]],
  ['Q2', [[2023, 4, 6, false]]],
  ['13月', []],
  ['前三名', []],
  ['排名前三大股东', []],
  ['52019.5平方米', []],
  ['2023.5亿元', []],
  ['H1N1病毒', []],
  ['探月3月球', []],
  ['没有时间', []],
]

describe('periods', () => {
  it.each(table)('of %j against 2023-08-20', (text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  it('have no year where nothing says it and no reference is known', () => {
    expect(said('今年上半年', null)).toEqual([[null, 1, 6, false]])
    expect(said('2022年', null)).toEqual([[2022, 1, 12, true]])
  })

  it('have months from 1 to 12 in order and stand where they say, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let at = 0
        for (const { year, from, until, to, start, end } of periods(text, REFERENCE)) {
          expect(from).toBeGreaterThanOrEqual(1)
          expect(to).toBeLessThanOrEqual(12)
          expect(monthOf(year!, from)).toBeLessThanOrEqual(monthOf(until!, to))
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
      }),
      { numRuns: 300 },
    )
  })
})

type Span = [from: string, to: string]
const months = ({ year, from, until, to }: Period): Span => [`${year}-${from}`, `${until}-${to}`]

describe('spans and the words that are read against the reference', () => {
  it.each<[string, Span]>([
    ['2023一季报', ['2023-1', '2023-3']],
    ['2022年中报', ['2022-1', '2022-6']],
    ['2022年半年度报告', ['2022-1', '2022-6']],
    ['2022三季报', ['2022-1', '2022-9']],
    ['2021年报', ['2021-1', '2021-12']],
  ])('%s of a company', (text, [from, to]) => {
    const { year, until, ...period } = of(text)
    expect([`${year}-${period.from}`, `${until}-${period.to}`]).toEqual([from, to])
  })

  it.each<[string, Span]>([
    ['近三年', ['2021-1', '2023-12']],
    ['过去5年', ['2019-1', '2023-12']],
    ['三年来', ['2021-1', '2023-12']],
    ['2021年至2023年', ['2021-1', '2023-12']],
    ['2021—2023年', ['2021-1', '2023-12']],
    ['2022年12月至2023年3月', ['2022-12', '2023-3']],
    ['“十四五”期间', ['2021-1', '2025-12']],
    ['“十四五”末', ['2025-1', '2025-12']],
    ['上月', ['2023-7', '2023-7']],
    ['本月', ['2023-8', '2023-8']],
    ['上季度', ['2023-4', '2023-6']],
    ['本季度', ['2023-7', '2023-9']],
    ['去年底', ['2022-12', '2022-12']],
    ['2022年末', ['2022-12', '2022-12']],
    ['6月底', ['2023-6', '2023-6']],
    ['年底', ['2023-12', '2023-12']],
    ['年初', ['2023-1', '2023-1']],
    ['今年以来', ['2023-1', '2023-8']],
    ['2021年至今', ['2021-1', '2023-8']],
    ['后年', ['2025-1', '2025-12']],
    ['去年8月至今年7月', ['2022-8', '2023-7']],
    ['今年二、三季度', ['2023-4', '2023-9']],
    ['今年头七个月', ['2023-1', '2023-7']],
  ])('%s against 2023-08-20', (text, expected) => {
    expect(periods(text, REFERENCE).map(months)).toEqual([expected])
  })

  it('are none in words that only look like them', () => {
    expect(periods('投产后年产能', REFERENCE)).toEqual([])
  })

  it('reach over the turn of the year', () => {
    expect(periods('上月', '2023-01-05').map(months)).toEqual([['2022-12', '2022-12']])
    expect(periods('上季度', '2023-02-05').map(months)).toEqual([['2022-10', '2022-12']])
  })

  it.each([
    ['截至6月', true, false],
    ['2022年底', true, false],
    ['今年以来', false, true],
    ['上半年', false, false],
  ])('%s: a state %s, running on %s', (text, ends, open) => {
    expect(periods(text, REFERENCE)).toMatchObject([{ ends, open }])
  })

  it('take months from “同期” and the year from the mention before them', () => {
    expect(periods('上半年到账1亿美元，去年同期0.8亿美元', REFERENCE).map(months)[1]).toEqual([
      '2022-1',
      '2022-6',
    ])
    expect(periods('2021年全区到账3亿，其中一季度1亿', REFERENCE).map(months)[1]).toEqual([
      '2021-1',
      '2021-3',
    ])
    expect(periods('2021年到账3亿。一季度1亿', REFERENCE).map(months)[1]).toEqual(['2023-1', '2023-3'])
  })

  it.each(['三年级', '五年前', '近三年级', '上月球'])('%s is none', (text) => {
    expect(periods(text, REFERENCE)).toEqual([])
  })
})

const of = (text: string, reference: string | null = REFERENCE): Period => periods(text, reference)[0]!

describe('comparing periods', () => {
  it.each([
    ['2023年', '2023年上半年', true, false],
    ['2023年上半年', '2023年下半年', false, false],
    ['2023年', '2022年', false, false],
    ['2023年6月', '2023年二季度', true, false],
    ['上半年', '2023年1-6月', true, true],
  ])('%s and %s: overlap %s, same %s', (a, b, overlapping, equal) => {
    expect(overlaps(of(a), of(b))).toBe(overlapping)
    expect(overlaps(of(b), of(a))).toBe(overlapping)
    expect(same(of(a), of(b))).toBe(equal)
  })

  it.each([
    ['2023年', '2023年上半年', true],
    ['2023年上半年', '2023年', false],
    ['2021—2023年', '2022年7月', true],
    ['2021—2023年', '2020年', false],
  ])('%s holds %s: %s', (a, b, held) => {
    expect(holds(of(a), of(b))).toBe(held)
  })

  it('an unknown year agrees with any', () => {
    expect(overlaps(of('上半年', null), of('2020年1月'))).toBe(true)
    expect(same(of('上半年', null), of('2020年上半年'))).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import { factIn, factPeriod } from '../../src/answer/fact-period.ts'

type Said = [from: string, to: string, where: string] | null

// Of what stands at “X”, in an article of 2023-08-20.
const timeOf = (text: string, published: string | null = '2023-08-20'): Said => {
  const at = text.indexOf('X')
  const fact = factPeriod(text, { start: at, end: at + 1 }, published)
  if (fact === null) return null
  const { year, from, until, to } = fact.period
  return [`${year}-${from}`, `${until}-${to}`, fact.from]
}

describe('factPeriod', () => {
  it.each<[string, Said]>([
    ['2022年外资X亿美元。', ['2022-1', '2022-12', 'clause']],
    ['上半年，全区签约9个项目，外资X亿美元。', ['2023-1', '2023-6', 'sentence']],
    ['今年上半年外资X亿美元，去年同期2亿美元。', ['2023-1', '2023-6', 'clause']],
    ['上半年外资3亿美元，去年同期X亿美元。', ['2022-1', '2022-6', 'clause']],
    ['今年外资X亿美元，比2022年增长10%。', ['2023-1', '2023-12', 'clause']],
    ['今年外资比2022年的X亿美元增长10%。', ['2022-1', '2022-12', 'clause']],
    ['与2022年全年募资X亿元相比，今年前8个月增长28%。', ['2022-1', '2022-12', 'clause']],
    ['公司于2022年实现营收X亿元。', ['2022-1', '2022-12', 'clause']],
    ['外资从2021年的X亿美元增至2022年的3亿美元。', ['2021-1', '2021-12', 'clause']],
    ['外资从2021年的3亿美元增至2022年的X亿美元。', ['2022-1', '2022-12', 'clause']],
    ['截至6月底，今年新增企业X家。', ['2023-1', '2023-6', 'clause']],
    ['截至2022年底，企业X家。', ['2022-12', '2022-12', 'sentence']],
    ['2022年，全区外贸增长。外资X亿美元。', ['2022-1', '2022-12', 'passage']],
    // Parts between semicolons are of one sentence.
    ['公司2023一季报显示，营收3亿元；净利润X万元。', ['2023-1', '2023-3', 'sentence']],
    ['2022年中报显示，营收3亿元；其他3亿元；净利润X万元。', ['2022-1', '2022-6', 'sentence']],
    // The day of an event is not the time of the figures told at it.
    ['8月15日召开大会，外资X亿美元。', ['2023-1', '2023-12', 'date']],
    ['外资X亿美元。', ['2023-1', '2023-12', 'date']],
    // Told off one against the other.
    ['2021年、2022年外资分别为3亿美元、X亿美元。', null],
  ])('%s', (text, expected) => {
    expect(timeOf(text)).toEqual(expected)
  })

  it('may stand in the passage before', () => {
    const after = (before: string) =>
      factIn({ text: '净利润X万元。', before }, { start: 3, end: 4 }, '2023-08-20')
    expect(after('公司2023一季报显示，营收3亿元；')).toMatchObject({ from: 'sentence', period: { to: 3 } })
    expect(after('2022年营收3亿元。')).toMatchObject({ from: 'passage', period: { year: 2022 } })
    expect(after('')).toMatchObject({ from: 'date' })
  })

  it('is unknown where neither the text nor a date tells', () => {
    expect(timeOf('外资X亿美元。', null)).toBeNull()
    expect(timeOf('2022年外资X亿美元。', null)).toEqual(['2022-1', '2022-12', 'clause'])
  })

  it('is not taken from another paragraph, nor from far before', () => {
    expect(timeOf('2022年外贸增长。\n外资X亿美元。')?.[2]).toBe('date')
    expect(timeOf('2022年外贸增长。甲。乙。丙。外资X亿美元。')?.[2]).toBe('date')
  })
})

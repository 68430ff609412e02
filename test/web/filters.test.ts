import { describe, expect, it } from 'vitest'
import { choicesOf, chosenIn, filtersOf, filterText, periodOptions } from '../../src/web/filters.ts'

const of = (query: string) => {
  const fields = new URLSearchParams(query)
  return chosenIn((name) => fields.get(name))
}
const NEWEST = '2023-08-31'

describe('the filters of the form', () => {
  it.each([
    ['', {}],
    ['zone=江苏丹阳经济开发区', { zone: '江苏丹阳经济开发区' }],
    ['from=2022-01-01&to=2022-06-30', { published_from: '2022-01-01', published_to: '2022-06-30' }],
    ['period=own&from=2022-01-01', { published_from: '2022-01-01' }],
    ['period=2022', { published_from: '2022-01-01', published_to: '2022-12-31' }],
    // A period that was chosen counts, not days that stand in hidden fields.
    ['period=2022&from=2020-01-01', { published_from: '2022-01-01', published_to: '2022-12-31' }],
    ['period=12m', { published_from: '2022-08-31' }],
    // May has no 31st… and February no 30th.
    ['period=3m', { published_from: '2023-05-31' }],
    ['period=9m', {}],
    ['from=2022-02-30&to=gestern', {}],
  ])('%s', (query, filters) => {
    expect(filtersOf(of(query), NEWEST)).toEqual(filters)
  })

  it('ends a month that is shorter with its last day', () => {
    expect(filtersOf(of('period=3m'), '2023-05-31')).toEqual({ published_from: '2023-02-28' })
  })

  it('has no newest months where nothing has a date', () => {
    expect(filtersOf(of('period=3m'), null)).toEqual({})
    expect(periodOptions({ zones: [], years: [], newest: null }, 'en').map(([value]) => value)).toEqual([
      '',
      'own',
    ])
  })

  it('offers the years that there are, each once, newest first', () => {
    const months = ['2023-02', '2023-01', '2022-12', '2019-01'].map((value) => ({ value }))
    const choices = choicesOf({ zones: [{ value: '甲' }], months, published_to: NEWEST })
    expect(periodOptions(choices, 'zh-Hans')).toEqual([
      ['', '全部时间'],
      ['3m', '最新 3 个月'],
      ['12m', '最新一年'],
      ['2023', '2023 年'],
      ['2022', '2022 年'],
      ['2019', '2019 年'],
      ['own', '自选日期'],
    ])
  })

  it('says in words what holds', () => {
    expect(filterText({}, 'zh-Hans')).toBe('')
    const year = { published_from: '2022-01-01', published_to: '2022-12-31' }
    expect(filterText({ zone: '甲区', ...year }, 'zh-Hans')).toBe('甲区 · 2022 年')
    expect(filterText({ published_from: '2022-01-02' }, 'en')).toBe('from 2022-01-02')
    expect(filterText({ published_to: '2022-01-02' }, 'zh-Hant')).toBe('2022-01-02 及以前')
  })
})

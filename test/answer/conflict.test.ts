import { describe, expect, it } from 'vitest'
import { candidates } from '../../src/answer/candidates.ts'
import { contradictions, newestFirst } from '../../src/answer/conflict.ts'
import { rank, type Ranked } from '../../src/answer/decide.ts'
import { understand } from '../../src/question.ts'
import { readPassage, trusting } from '../fakes.ts'

type Side = [body: string, part: string, fields?: Parameters<typeof readPassage>[2], margin?: number]

const ranking = (...sides: Side[]): Ranked[] => {
  const read = sides.map(([body, part, fields, margin], i) =>
    readPassage(body, { [part]: margin ?? 5 - i * 0.1 }, fields),
  )
  const all = candidates(understand('外资到账多少', '2022-03-10T00:00:00Z'), read, new Map())
  return rank(all, trusting)
}
const answers = (ranked: Ranked[]): string[] => ranked.map(({ candidate }) => candidate.answer)
const rivals = (...sides: Side[]): string[] => answers(contradictions(ranking(...sides)))

const BEST: Side = ['2021年全区实际到账外资1.2亿美元。', '1.2亿']

describe('two figures conflict', () => {
  it('when zone, time, measure and indicator are the same', () => {
    expect(rivals(BEST, ['2021年全区实际到账外资1.5亿美元。', '1.5亿'])).toEqual(['1.5亿美元'])
  })

  it('when neither names a time but both are of one year', () => {
    expect(rivals(['实际到账外资1.2亿美元。', '1.2亿'], ['实际到账外资1.5亿美元。', '1.5亿'])).toEqual([
      '1.5亿美元',
    ])
  })

  it('each other figure once', () => {
    const other: Side = ['2021年全区实际到账外资1.5亿美元。', '1.5亿']
    expect(rivals(BEST, other, other)).toEqual(['1.5亿美元'])
  })
})

describe('two figures do not conflict', () => {
  const cases: [string, Side][] = [
    ['a target and a result', ['2021年全区计划到账外资1.5亿美元。', '1.5亿']],
    ['an amount and a cumulative amount', ['2021年全区累计到账外资15亿美元。', '15亿']],
    ['an amount and a growth', ['2021年全区实际到账外资增长15%。', '15%']],
    ['an amount and an amount of growth', ['2021年全区实际到账外资增长1.5亿美元。', '1.5亿']],
    ['two years', ['2020年全区实际到账外资1.5亿美元。', '1.5亿']],
    ['a year and its half', ['2021年上半年全区实际到账外资0.5亿美元。', '0.5亿']],
    ['two zones', ['2021年全区实际到账外资1.5亿美元。', '1.5亿', { zone: '昆山经济技术开发区' }]],
    ['two articles without a zone', ['2021年全区实际到账外资1.5亿美元。', '1.5亿', { zone: null }]],
    ['a figure and its rounding', ['2021年全区实际到账外资1.201亿美元。', '1.201亿']],
    ['one figure in two scales', ['2021年全区实际到账外资12000万美元。', '12000万']],
    ['two currencies', ['2021年全区实际到账外资8亿元。', '8亿']],
    ['two indicators', ['2021年工业用电量突破历史纪录达1.5亿美元。', '1.5亿']],
    ['an answer and one far less probable', ['2021年全区实际到账外资1.5亿美元。', '1.5亿', {}, -1]],
  ]
  it.each(cases)('%s', (_, other) => {
    expect(rivals(BEST, other)).toEqual([])
  })

  it('two articles of one story, nor two places of one article', () => {
    const [body, part] = ['2021年全区实际到账外资1.5亿美元。', '1.5亿']
    expect(rivals([BEST[0], BEST[1], { story_id: '同' }], [body, part, { story_id: '同' }])).toEqual([])
    expect(rivals([BEST[0], BEST[1], { id: '同' }], [body, part, { id: '同' }])).toEqual([])
  })

  it('two undated articles that name no time', () => {
    const undated = { published_at: null }
    expect(
      rivals(['到账外资1.2亿美元。', '1.2亿', undated], ['到账外资1.5亿美元。', '1.5亿', undated]),
    ).toEqual([])
  })

  it('answers that are no single figure, and nothing at all', () => {
    expect(rivals(['到账外资很多。', '很多'], BEST)).toEqual([])
    expect(contradictions([])).toEqual([])
  })
})

describe('newestFirst', () => {
  const old: Side = ['2021年实际到账外资1.2亿美元。', '1.2亿', { published_at: '2022-01-04' }]
  const latest = (...sides: Side[]): string[] => answers(newestFirst(ranking(...sides)))

  it('puts a newer report of the same thing before an older one, and keeps the rest in order', () => {
    const newer: Side = ['2022年实际到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04' }]
    const newest: Side = ['2023年实际到账外资1.9亿美元。', '1.9亿', { published_at: '2024-01-04' }]
    expect(latest(old, newer)).toEqual(['1.5亿美元', '1.2亿美元'])
    expect(latest(old, newer, newest)).toEqual(['1.9亿美元', '1.2亿美元', '1.5亿美元'])
    expect(latest(newer, old)).toEqual(['1.5亿美元', '1.2亿美元'])
  })

  it.each<[string, Side]>([
    [
      'of another zone',
      ['2022年实际到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04', zone: '昆山' }],
    ],
    ['of another measure', ['2022年计划到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04' }]],
    ['of the same time', ['2021年实际到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04' }]],
    ['without a date', ['2022年实际到账外资1.5亿美元。', '1.5亿', { published_at: null }]],
    ['far less probable', ['2022年实际到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04' }, -1]],
  ])('leaves one %s behind', (_, other) => {
    expect(latest(old, other)).toEqual(['1.2亿美元', '1.5亿美元'])
  })

  it('leaves what states no figure as it is', () => {
    expect(newestFirst([])).toEqual([])
    expect(latest(['外资到账很多1。', '很多'], old)[0]).toBe('1.2亿美元')
  })
})

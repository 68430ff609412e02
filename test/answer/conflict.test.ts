import { describe, expect, it } from 'vitest'
import { candidates } from '../../src/answer/candidates.ts'
import { contradictions, newestFirst, restates, withoutCorrected } from '../../src/answer/conflict.ts'
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
const NONE = new Map<string, number>()
const answers = (ranked: Ranked[]): string[] => ranked.map(({ candidate }) => candidate.answer)
const rivals = (...sides: Side[]): string[] => answers(contradictions(ranking(...sides), NONE))

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
    ['an amount and its average', ['2021年全区人均到账外资1.5亿美元。', '1.5亿']],
    ['an amount and that of a first phase', ['2021年全区首期到账外资1.5亿美元。', '1.5亿']],
    ['an amount and a bound it keeps', ['2021年全区实际到账外资超1亿美元。', '超1亿']],
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

  it('two named companies', () => {
    const best: Side = ['2021年华星公司实际到账外资1.2亿美元。', '1.2亿']
    expect(rivals(best, ['2021年明月公司实际到账外资1.5亿美元。', '1.5亿'])).toEqual([])
    expect(rivals(best, ['2021年华星公司实际到账外资1.5亿美元。', '1.5亿'])).toEqual(['1.5亿美元'])
  })

  it('two undated articles that name no time', () => {
    const undated = { published_at: null }
    expect(
      rivals(['到账外资1.2亿美元。', '1.2亿', undated], ['到账外资1.5亿美元。', '1.5亿', undated]),
    ).toEqual([])
  })

  it('answers that are no single figure, and nothing at all', () => {
    expect(rivals(['到账外资很多。', '很多'], BEST)).toEqual([])
    expect(contradictions([], NONE)).toEqual([])
  })
})

const told = (day: string, part: string, text: string): Side => [text, part, { published_at: day }]

describe('a running count', () => {
  it('told on two days is no conflict, nor a state at two ends', () => {
    expect(
      rivals(
        told('2022-03-04', '1.2亿', '今年以来到账外资1.2亿美元。'),
        told('2022-03-09', '1.5亿', '今年以来到账外资1.5亿美元。'),
      ),
    ).toEqual([])
    expect(
      rivals(
        told('2022-03-04', '1.2亿', '截至1月底到账外资1.2亿美元。'),
        told('2022-03-04', '1.5亿', '截至2月底到账外资1.5亿美元。'),
      ),
    ).toEqual([])
  })

  it('is one where both name the same end, or the same day tells it', () => {
    expect(
      rivals(
        told('2022-03-04', '1.2亿', '截至2月底到账外资1.2亿美元。'),
        told('2022-03-09', '1.5亿', '截至2月底到账外资1.5亿美元。'),
      ),
    ).toEqual(['1.5亿美元'])
    expect(
      rivals(
        told('2022-03-04', '1.2亿', '今年以来到账外资1.2亿美元。'),
        told('2022-03-04', '1.5亿', '今年以来到账外资1.5亿美元。'),
      ),
    ).toEqual(['1.5亿美元'])
  })
})

describe('articles without a zone', () => {
  const named = new Map([
    ['滴灌', 6],
    ['灌通', 6],
    ['到账', 2],
  ])
  const unplaced = { zone: null }
  const of = (other: string): string[] =>
    answers(
      contradictions(
        ranking(['滴灌通2021年到账外资1.2亿美元。', '1.2亿', unplaced], [other, '1.5亿', unplaced]),
        named,
      ),
    )

  it('conflict where both name what is asked about', () => {
    expect(of('滴灌通2021年到账外资1.5亿美元。')).toEqual(['1.5亿美元'])
    expect(of('华星2021年到账外资1.5亿美元。')).toEqual([])
  })
})

const restated = (body: string, part: string, fields?: Side[2]): boolean => {
  const [best, other] = ranking(BEST, [body, part, fields]).map(({ candidate }) => candidate)
  return restates(best!, other!, NONE)
}

describe('restates', () => {
  it.each<[string, string, boolean]>([
    ['2021年全区实际到账外资1.2亿美元。', '1.2亿', true],
    ['2021年全区实际到账外资12000万美元。', '12000万', true],
    ['2021年全区实际到账外资1.201亿美元。', '1.201亿', true],
    ['2021年全区计划到账外资12000万美元。', '12000万', false],
    ['2021年全区实际到账外资1.5亿美元。', '1.5亿', false],
    ['2020年全区实际到账外资1.201亿美元。', '1.201亿', false],
  ])('%s: %s is %s', (body, part, expected) => {
    expect(restated(body, part)).toBe(expected)
  })
})

describe('withoutCorrected', () => {
  const older: Side = ['2021年全区实际到账外资1.2亿美元。', '1.2亿', { published_at: '2022-03-01' }]
  const text = '更正：2021年全区实际到账外资应为1.5亿美元。'
  const kept = (newer: Side): [string[], boolean] => {
    const { sides, corrected } = withoutCorrected(ranking(older, newer))
    return [answers(sides), corrected]
  }

  it('leaves out what a newer report of the same source corrects', () => {
    expect(kept([text, '1.5亿', { published_at: '2022-03-04' }])).toEqual([['1.5亿美元'], true])
  })

  it.each<[string, Side]>([
    ['an older one', [text, '1.5亿', { published_at: '2022-02-01' }]],
    ['one of another source', [text, '1.5亿', { published_at: '2022-03-04', source: '他报' }]],
    ['one of an unknown source', [text, '1.5亿', { published_at: '2022-03-04', source: null }]],
    ['one that corrects nothing', [text.slice(3), '1.5亿', { published_at: '2022-03-04' }]],
  ])('not what %s says', (_, newer) => {
    const [sides, corrected] = kept(newer)
    expect(corrected).toBe(false)
    expect(sides).toHaveLength(2)
  })

  it('has the newest first', () => {
    const newer: Side = [text.slice(3), '1.5亿', { published_at: '2022-03-04' }]
    expect(kept(newer)[0]).toEqual(['1.5亿美元', '1.2亿美元'])
  })
})

describe('newestFirst', () => {
  const old: Side = ['2021年实际到账外资1.2亿美元。', '1.2亿', { published_at: '2022-01-04' }]
  const latest = (...sides: Side[]): string[] => answers(newestFirst(ranking(...sides), NONE, false))

  it('puts a newer report of the same thing before an older one, and keeps the rest in order', () => {
    const newer: Side = ['2022年实际到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04' }]
    const newest: Side = ['2023年实际到账外资1.9亿美元。', '1.9亿', { published_at: '2024-01-04' }]
    expect(latest(old, newer)).toEqual(['1.5亿美元', '1.2亿美元'])
    expect(latest(old, newer, newest)).toEqual(['1.9亿美元', '1.2亿美元', '1.5亿美元'])
    expect(latest(newer, old)).toEqual(['1.5亿美元', '1.2亿美元'])
  })

  it('leaves the order where the best is of just the time asked for', () => {
    const newer: Side = ['2022年实际到账外资1.5亿美元。', '1.5亿', { published_at: '2023-01-04' }]
    expect(answers(newestFirst(ranking(old, newer), NONE, true))).toEqual(['1.2亿美元', '1.5亿美元'])
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
    expect(newestFirst([], NONE, false)).toEqual([])
    expect(latest(['外资到账很多1。', '很多'], old)[0]).toBe('1.2亿美元')
  })
})

import { describe, expect, it } from 'vitest'
import { candidates, FEATURES, type Candidate, type FeatureName } from '../../src/answer/candidates.ts'
import { understand } from '../../src/question.ts'
import type { TermWeights } from '../../src/terms.ts'
import { readPassage } from '../fakes.ts'

type Read = Parameters<typeof readPassage>
const NONE: TermWeights = new Map()

const of = (question: string, reads: Read[], weights = NONE, askedAt = '2022-03-10T00:00:00Z'): Candidate[] =>
  candidates(
    understand(question, askedAt),
    reads.map((read) => readPassage(...read)),
    weights,
  )

const feature = (name: FeatureName, question: string, body: string, part: string, weights = NONE): number =>
  of(question, [[body, { [part]: 1 }]], weights)[0]!.features[name]

describe('candidates', () => {
  it('are the grown spans of every passage, each answer of a passage once, in reading order', () => {
    const all = of('外资多少', [
      ['到账1亿美元。共3亿元。', { '1亿': 5, 亿美元: 4, '3亿': 2 }],
      ['到账１亿美元。', { '１亿美元': 3 }],
    ])
    expect(all.map((candidate) => candidate.answer)).toEqual(['1亿美元', '3亿元', '１亿美元'])
    expect(all[2]!.key).toBe(all[0]!.key)
  })

  it('lie in the sentence they are cited with', () => {
    const [candidate] = of('外资多少', [['前一句。到账1亿美元。后一句。', { '1亿': 5 }]])
    expect(candidate!.sentence).toEqual({ start: 4, end: 11 })
    expect(candidate!.span).toEqual({ start: 6, end: 10 })
  })

  it('are none where the reader marks nothing', () => {
    expect(of('外资多少', [['没有数字。', {}]])).toEqual([])
    expect(of('外资多少', [])).toEqual([])
  })

  it('are none from a passage that speaks of another year than the question names', () => {
    expect(
      of('2021年外资多少', [['2020年外资1亿元。', { '1亿': 5 }, { published_at: '2020-12-30' }]]),
    ).toEqual([])
    expect(
      of('2021年外资多少', [['2021年外资1亿元。', { '1亿': 5 }, { published_at: '2022-01-04' }]]),
    ).toHaveLength(1)
  })

  it.each([
    ['目标是多少', '目标很高', '很高', false],
    ['目标是多少', '目标1亿元', '1亿', true],
    ['什么时候开工', '由张三主持', '张三', false],
    ['什么时候开工', '5月开工', '5月', true],
    ['谁主持', '投资3亿元', '3亿', false],
    ['谁主持', '由张三主持', '张三', true],
    ['实际到账多少', '计划到账1亿元', '1亿', false],
    ['实际到账多少', '实际到账1亿元', '1亿', true],
    ['外资目标多少', '已完成1亿元', '1亿', false],
    ['占地多少亩', '投资3亿元', '3亿', false],
    ['净利润多少', '营业收入3亿元', '3亿', false],
    ['香港对美国投资多少', '美国对香港投资3亿元', '3亿', false],
  ])('%s – %s: %s can be an answer: %s', (question, body, part, expected) => {
    expect(of(question, [[body, { [part]: 3 }]])).toHaveLength(expected ? 1 : 0)
  })

  it('are none from a passage about a namesake of whom another passage speaks', () => {
    const weights: TermWeights = new Map([['云南', 0.2], ['南能', 1], ['能投', 1], ['主营', 0.4]])
    const ask = (...reads: Read[]): string[] => of('云南能投主营什么', reads, weights).map(({ answer }) => answer)
    const other: Read = ['云南城投主营地产。', { 地产: 9 }]
    expect(ask(other, ['云南能投主营食盐。', { 食盐: 3 }])).toEqual(['食盐'])
    // Nobody else to be meant, or no namesake but a passage that names nobody.
    expect(ask(other)).toEqual(['地产'])
    expect(ask(['公司主营地产。', { 地产: 9 }], ['云南能投主营食盐。', { 食盐: 3 }])).toEqual(['地产', '食盐'])
  }) // prettier-ignore

  it('are the figure that goes with what is asked where figures are told respectively', () => {
    const weights: TermWeights = new Map([['丹阳', 3], ['外资', 1]])
    const [candidate] = of('丹阳外资多少', [['句容和丹阳外资分别为1亿元和2亿元。', { '1亿': 3 }]], weights)
    expect(candidate!.answer).toBe('2亿元')
  }) // prettier-ignore

  it('are no figure of several things of which the question names one', () => {
    const weights: TermWeights = new Map([['丹阳', 3], ['句容', 3], ['投资', 1]])
    const several: Read = ['句容、丹阳两个项目总投资5亿元。', { '5亿': 3 }]
    expect(of('丹阳项目投资多少', [several], new Map([['丹阳', 3], ['投资', 1]]))).toEqual([])
    expect(of('句容、丹阳项目投资多少', [several], weights)).toHaveLength(1)
  }) // prettier-ignore

  it('have only finite features, also beside a passage without any span', () => {
    for (const { features } of of('外资多少', [
      ['到账1亿美元。', { '1亿': 99 }, { score: 0 }],
      ['无', {}, { score: 0 }],
    ])) {
      for (const name of FEATURES) expect(features[name], name).toSatisfy(Number.isFinite)
    }
  })
})

describe('features', () => {
  it('margin is the score over “does not answer”, and how far it is behind the best', () => {
    const all = of('外资多少', [
      ['到账1亿美元。共3亿元。', { '1亿': 5, '3亿': 2 }],
      ['到账2亿美元。', { '2亿': 4 }],
    ])
    expect(all.map(({ features: f }) => [f.margin, f.behind_best, f.behind_in_passage])).toEqual([
      [5, 0, 0],
      [2, 3, 3],
      [4, 1, 0],
    ])
  })

  it('unit_fit: the unit asked for, another one, or none asked', () => {
    expect(feature('unit_fit', '到账多少美元', '到账1亿美元', '1亿')).toBe(1)
    expect(feature('unit_fit', '到账多少美元', '到账1亿欧元', '1亿')).toBe(-1)
    expect(feature('unit_fit', '到账多少', '到账1亿欧元', '1亿')).toBe(0)
  })

  it('coverage: what of the question the sentence and the passage hold', () => {
    const weights = new Map([
      ['丹阳', 3],
      ['投资', 1],
    ])
    expect(feature('coverage_sentence', '丹阳投资多少', '丹阳。投资1亿元。', '1亿', weights)).toBe(0.25)
    expect(feature('coverage_passage', '丹阳投资多少', '丹阳。投资1亿元。', '1亿', weights)).toBe(1)
  })

  it('missing_name: two bigrams in a row that the passage lacks, as heavy as the lighter of them', () => {
    const weights = new Map([
      ['比亚', 5],
      ['亚迪', 6],
      ['迪投', 9],
      ['投资', 1],
    ])
    expect(feature('missing_name', '比亚迪投资多少', '投资1亿元。', '1亿', weights)).toBe(6)
    // “迪投” alone lies across the end of a word.
    expect(feature('missing_name', '比亚迪投资多少', '比亚迪，投资1亿元。', '1亿', weights)).toBe(0)
  })

  it('period_clash: the sentence speaks only of other times than asked', () => {
    expect(feature('period_clash', '2021年哪家公司签约', '2021年华星公司签约。', '华星公司')).toBe(0)
    expect(
      feature('period_clash', '2021年哪家公司签约', '2021年开会。2020年华星公司签约。', '华星公司'),
    ).toBe(1)
    expect(feature('period_clash', '上半年哪家公司签约', '下半年华星公司签约。', '华星公司')).toBe(1)
    expect(feature('period_clash', '哪家公司签约', '2020年华星公司签约。', '华星公司')).toBe(0)
  })

  it('echo: an answer that only repeats the question', () => {
    expect(feature('echo', '丹阳开发区在哪里', '丹阳开发区', '丹阳开发区')).toBe(1)
    expect(feature('echo', '丹阳开发区在哪里', '位于镇江', '镇江')).toBe(0)
  })

  it('agreement: the same answer in other stories, not in re-posts of one', () => {
    const body = '到账1亿美元。'
    const agreement = (...stories: string[]): number =>
      of(
        '外资多少',
        stories.map((story_id): Read => [body, { '1亿': 3 }, { story_id }]),
      )[0]!.features.agreement
    expect(agreement('甲')).toBe(0)
    expect(agreement('甲', '乙')).toBeCloseTo(Math.log(2))
    expect(agreement('甲', '乙', '乙')).toBeCloseTo(Math.log(2))
    expect(agreement('甲', '乙', '丙')).toBeCloseTo(Math.log(3))
  })
})

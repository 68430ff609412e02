import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GoldQuestion } from '../../src/eval/dataset.ts'
import { answerRight, citationRight, covers, evidenceRank, goldPlaces, met, quantile, type Judged } from '../../src/eval/metrics.ts'

const gold = (fields: Partial<GoldQuestion>): GoldQuestion => ({
  question: '？', type: 'number', doc: '甲', answers: [], evidence: [], also: [], ...fields,
})
const at = (doc: string, start: number, end: number) => ({ doc, start, end })

describe('evidence', () => {
  const question = gold({ evidence: [[10, 20]], also: [['乙', 0, 5]] })

  it('stands in the article and wherever else the same fact does', () => {
    expect(goldPlaces(question)).toEqual([at('甲', 10, 20), at('乙', 0, 5)])
  })

  it.each([
    [at('甲', 10, 20), true],
    [at('甲', 0, 300), true],
    [at('甲', 12, 14), true],
    [at('甲', 15, 25), false],
    [at('甲', 14, 25), true],
    [at('甲', 20, 30), false],
    [at('丙', 10, 20), false],
  ])('is covered by %j: %s', (hit, expected) => {
    expect(covers(hit, at('甲', 10, 20))).toBe(expected)
    expect(covers(at('甲', 10, 20), hit)).toBe(expected)
  })

  it('has the rank of the first hit that covers any of its places', () => {
    expect(evidenceRank(question, [at('丙', 0, 9), at('乙', 0, 100), at('甲', 0, 100)])).toBe(2)
    expect(evidenceRank(question, [at('甲', 0, 100)])).toBe(1)
    expect(evidenceRank(question, [at('丙', 0, 9)])).toBeNull()
    expect(evidenceRank(question, [])).toBeNull()
  })

  it('is cited rightly by any overlap', () => {
    expect(citationRight(question, at('甲', 19, 40))).toBe(true)
    expect(citationRight(question, at('甲', 20, 40))).toBe(false)
    expect(citationRight(question, at('丁', 10, 20))).toBe(false)
    expect(citationRight(question, undefined)).toBe(false)
  })
})

describe('answerRight', () => {
  it.each([
    [gold({ answers: ['1亿美元'] }), '1亿美元', '', true],
    [gold({ answers: ['1亿美元'] }), '１億 美元', '', true],
    [gold({ answers: ['2亿', '1亿美元'] }), '约1亿美元', '', true],
    [gold({ answers: ['1亿美元'] }), '5亿美元', '1亿美元', false],
    [gold({ answers: ['1亿美元'] }), null, '1亿美元', false],
    [gold({ answers: ['甲'] }), `甲${'乙'.repeat(24)}`, '', true],
    [gold({ answers: ['甲'] }), `甲${'乙'.repeat(25)}`, '', false],
    [gold({ answers: ['甲'.repeat(20)] }), '甲'.repeat(60), '', true],
    [gold({ answers: ['甲'.repeat(20)] }), '甲'.repeat(61), '', false],
    [gold({ type: 'list', answers: ['甲', ['乙', '丙']] }), '甲、丙', '', true],
    [gold({ type: 'list', answers: ['甲', '乙'] }), '甲、丙', '乙', false],
    [gold({ type: 'conflict', answers: ['1亿', '2亿'] }), '2亿元；1亿元', '', true],
    [gold({ type: 'reason', answers: ['区位好'] }), '别的', '因为区位好。[1]', true],
    [gold({ type: 'what', answers: ['芯片'] }), '别的', '主要做芯片。[1]', true],
    [gold({ type: 'entity', answers: ['芯片'] }), '别的', '主要做芯片。[1]', false],
  ])('%#', (question, answer, text, expected) => {
    expect(answerRight(question, answer, text)).toBe(expected)
  })
})

const cited = (id: string, ...same: string[]) => ({ article: { id, same_story: same.map((other) => ({ id: other })) } })
const reply = (fields: Partial<Judged> = {}): Judged => ({ outcome: 'answered', answer: '1亿', notes: [], citations: [], ...fields })

describe('met', () => {

  it.each<[Parameters<typeof met>[0], Partial<Judged>, ReturnType<typeof met>]>([
    [{ outcome: 'answered' }, {}, { outcome: true, note: null, citations: null }],
    [{ outcome: 'refused', note: null }, {}, { outcome: false, note: null, citations: null }],
    [{ outcome: 'answered', note: '20\\d\\d年' }, { notes: ['甲', '是2023年'] }, { outcome: true, note: true, citations: null }],
    [{ outcome: 'answered', note: '2024年' }, { notes: ['是2023年'] }, { outcome: true, note: false, citations: null }],
    [{ outcome: 'conflicting', answers: ['1亿元', '2 亿元'] }, { outcome: 'conflicting', answer: '2亿元；1亿元' }, { outcome: true, note: null, citations: null }],
    [{ outcome: 'conflicting', answers: ['1亿元', '3亿元'] }, { outcome: 'conflicting', answer: '2亿元；1亿元' }, { outcome: false, note: null, citations: null }],
  ])('%#', (expectation, given, expected) => {
    expect(met(expectation, reply(given))).toEqual(expected)
  })

  it('counts citations of different stories only', () => {
    const citations = (...all: ReturnType<typeof cited>[]) => met({ outcome: 'answered', min_citations: 2 }, reply({ citations: all as Judged['citations'] })).citations
    expect(citations(cited('甲'), cited('乙'))).toBe(true)
    expect(citations(cited('甲'), cited('甲'))).toBe(false)
    expect(citations(cited('甲', '乙'), cited('乙'))).toBe(false)
    expect(citations(cited('甲'), cited('乙', '甲'))).toBe(false)
    expect(citations(cited('甲'))).toBe(false)
  })
})

it('quantile is a value of the list, below which the share lies', () => {
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(3)
  expect(quantile([5], 0.95)).toBe(5)
  expect(quantile([], 0.5)).toBeNaN()
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const found = quantile(values, q)
      expect(values).toContain(found)
      expect(values.filter((value) => value < found).length / values.length).toBeLessThanOrEqual(q)
    }),
  )
})

import { describe, expect, it } from 'vitest'
import { checkCalibration } from '../../src/answer/calibration.ts'
import { candidates } from '../../src/answer/candidates.ts'
import { confidence, rank } from '../../src/answer/decide.ts'
import { example, fit, type Example } from '../../src/eval/calibrate.ts'
import type { GoldQuestion } from '../../src/eval/dataset.ts'
import { understand } from '../../src/question.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { draft, fakeReader, indexOf, noLanguage, readPassage } from '../fakes.ts'

const gold = (fields: Partial<GoldQuestion> = {}): GoldQuestion => ({
  question: '外资到账多少', type: 'number', doc: '丹', answers: ['1亿美元'], evidence: [], also: [], ...fields,
})

describe('example', () => {
  const TEXT = '大会召开。外资到账1亿美元。另有2亿元。项目已投产。'
  const judged = async (question: GoldQuestion, scores: Record<string, number>): Promise<[string, boolean][]> => {
    const index = await indexOf([draft({ id: '丹', title: '大会', text: TEXT })])
    const parts = { retriever: createRetriever({ ...index, language: noLanguage }), reader: fakeReader(scores) }
    const made = await example(question, parts, '2022-03-10T00:00:00Z')
    return made.candidates.map(({ answer, right }) => [answer, right])
  }

  it('judges every candidate by the accepted answers', async () => {
    expect(await judged(gold(), { '1亿': 2, '2亿': 3 })).toEqual([['2亿元', false], ['1亿美元', true]])
  })

  it('judges a candidate of yes/no by where it stands', async () => {
    const question = gold({ question: '项目投产了吗', type: 'yesno', answers: ['是'], evidence: [[21, 27]] })
    expect(await judged(question, { 已投产: 2, '1亿': 1 })).toEqual([['已投产', true], ['1亿美元', false]])
  })

  it('takes nothing for right where the question must be refused', async () => {
    expect(await judged(gold({ type: 'unanswerable', answers: ['1亿美元'] }), { '1亿': 2 })).toEqual([['1亿美元', false]])
  })
})

// Questions of which the margin tells mostly, and now and then not, whether the best candidate is right.
function examples(count: number): Example[] {
  return Array.from({ length: count }, (_, i) => {
    const answerable = i % 3 !== 0
    const right = answerable && i % 11 !== 0
    const margin = (answerable ? 3 : -2) + ((i * 37) % 20) / 8
    const read = [
      readPassage('外资到账1亿美元。', { '1亿': margin }),
      readPassage('外资到账9亿美元。', { '9亿': margin - 3 }),
    ]
    const made = candidates(understand('外资到账多少', '2022-03-10T00:00:00Z'), read, new Map())
    return {
      gold: gold(answerable ? {} : { type: 'unanswerable', answers: [] }),
      candidates: made.map((candidate, c) => ({ ...candidate, right: right && c === 0 })),
    }
  })
}

describe('fit', () => {
  const options = { reader: 'fake-reader@1', fittedOn: [], fittedAt: '2026-01-01', maxFalseAnswers: 0.2 }
  const fitted = fit(examples(200), options)

  it('makes a calibration that can be used, with its provenance', () => {
    expect(checkCalibration(JSON.parse(JSON.stringify(fitted)), 'fake-reader@1')).toEqual(fitted)
    expect(fitted).toMatchObject({ reader: 'fake-reader@1', fitted_at: '2026-01-01' })
    expect(fitted.cross_validated).toMatchObject({ questions: 200 })
  })

  it('is deterministic', () => {
    const again = fit(examples(200), options)
    expect(again.ranker).toEqual(fitted.ranker)
    expect(again.threshold).toBe(fitted.threshold)
  })

  it('lets through no more false answers than allowed, and says how many right ones remain', () => {
    const { false_answers, answer_right, false_refusals, always_right } = fitted.cross_validated
    expect(false_answers!).toBeLessThanOrEqual(0.2)
    expect(always_right!).toBeGreaterThan(0.85)
    expect(answer_right!).toBeGreaterThan(0.7)
    expect(answer_right!).toBeLessThanOrEqual(1 - false_refusals!)
    expect(fit(examples(200), { ...options, maxFalseAnswers: 0 }).cross_validated['false_answers']).toBe(0)
  })

  it('has learnt that a higher margin is likelier right', () => {
    const sure = (margin: number): number => {
      const made = candidates(
        understand('外资到账多少', '2022-03-10T00:00:00Z'),
        [readPassage('外资到账1亿美元。', { '1亿': margin }), readPassage('外资到账9亿美元。', { '9亿': margin - 3 })],
        new Map(),
      )
      return confidence(rank(made, fitted), fitted)
    }
    expect(sure(5)).toBeGreaterThan(sure(0))
    expect(sure(5)).toBeGreaterThan(fitted.threshold)
    expect(sure(-2)).toBeLessThan(fitted.threshold)
  })

  it('answers everything that is likelier right than wrong where nothing unanswerable is known', () => {
    const answerable = examples(60).filter(({ gold: one }) => one.type !== 'unanswerable')
    expect(fit(answerable, options).threshold).toBe(0.5)
  })
})

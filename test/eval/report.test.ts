import { describe, expect, it } from 'vitest'
import { broken, figuresOf, reportOf, table } from '../../src/eval/report.ts'
import type { Row } from '../../src/eval/run.ts'

const row = (fields: Partial<Row> & { type?: string } = {}): Row => {
  const { type = 'number', ...rest } = fields
  return {
    gold: { question: '？', type, doc: '甲', answers: [], evidence: [], also: [] },
    set: 'dev', search_rank: 1, rerank_rank: 1, outcome: 'answered', answer: '1', confidence: 0.9, answer_right: true,
    citation_right: true, met: null, notes: [], inexact: 0, citations: 1, search_ms: 10, ask_ms: 100, ...rest,
  }
}

const rows = [
  row(),
  row({ search_rank: 4, rerank_rank: 2, answer_right: false, citation_right: false, search_ms: 30 }),
  row({ search_rank: 9, outcome: 'refused', answer: null, answer_right: false, citation_right: false, citations: 0 }),
  row({ search_rank: null, rerank_rank: null, type: 'date', outcome: 'conflicting', inexact: 1, citations: 2 }),
  row({ type: 'unanswerable', search_rank: null, answer_right: false, ask_ms: 900, set: 'other' }),
  row({ type: 'unanswerable', search_rank: null, answer_right: false, outcome: 'refused', citations: 0 }),
]

describe('figuresOf', () => {
  it('counts each measure over the questions it is about', () => {
    expect(figuresOf(rows)).toMatchObject({
      questions: 6,
      evidence_at_1: 1 / 4, evidence_at_5: 2 / 4, evidence_at_10: 3 / 4, rerank_at_1: 2 / 4,
      answer_right: 2 / 4, citation_right: 2 / 3, false_answers: 1 / 2, false_refusals: 1 / 4,
      exact_quotes: 1 - 1 / 5,
      search_p50: 10, search_p95: 30, ask_p50: 100, ask_p95: 900,
    })
  })

  it('counts what cases expect over those that expect it', () => {
    const met = (outcome: boolean, note: boolean | null, citations: boolean | null) => row({ met: { outcome, note, citations } })
    expect(figuresOf([row(), met(true, null, false), met(false, true, null)])).toMatchObject({
      outcome_met: 1 / 2, note_met: 1, citations_met: 0,
    })
  })

  it('measures nothing where there is nothing', () => {
    const figures = figuresOf([])
    expect(figures.questions).toBe(0)
    expect(Object.entries(figures).every(([name, value]) => name === 'questions' || Number.isNaN(value))).toBe(true)
    expect(figuresOf([row()]).false_answers).toBeNaN()
  })
})

it('reportOf groups by type and by set', () => {
  const report = reportOf(rows)
  expect(Object.keys(report.by_type)).toEqual(['date', 'number', 'unanswerable'])
  expect(report.by_type['number']!.questions).toBe(3)
  expect(report.by_set['other']!.false_answers).toBe(1)
  expect(report.all).toEqual(figuresOf(rows))
})

describe('table', () => {
  it('has a line for each type, each set and all, and one cell for each column', () => {
    const lines = table(reportOf(rows)).split('\n')
    expect(lines.map((line) => line.split(/\s+/)[0])).toEqual(['', 'date', 'number', 'unanswerable', 'dev', 'other', 'all'])
    expect(new Set(lines.slice(1).map((line) => line.trim().split(/\s+/).length)).size).toBe(1)
    expect(lines.find((line) => line.startsWith('unanswerable'))).toContain('–')
  })

  it('shows the change against an earlier run, with its sign', () => {
    const [before, now] = [reportOf([row({ answer_right: false })]), reportOf([row({ ask_ms: 80 })])]
    const change = table(now, before).split('\n').at(-1)!
    expect(change).toMatch(/^change/)
    expect(change).toContain('+1.000')
    expect(change).toContain('0.000')
  })
})

describe('broken', () => {
  const report = reportOf(rows)

  it('says nothing of floors that hold, with or without spaces', () => {
    expect(broken(report, ['answer_right>=0.5', 'false_answers <= 0.5', 'ask_p95<=900'])).toEqual([])
  })

  it('names each floor that does not, with the value found', () => {
    expect(broken(report, ['answer_right>=0.51', 'ask_p95<=899'])).toEqual([
      'answer_right>=0.51: it is 0.5000',
      'ask_p95<=899: it is 900.0000',
    ])
  })

  it('takes what was not measured for broken, and says what is no floor', () => {
    expect(broken(reportOf([row()]), ['false_answers<=0.2'])).toHaveLength(1)
    for (const floor of ['accuracy>=0.5', 'answer_right=0.5', 'answer_right>=', '']) {
      expect(broken(report, [floor])[0]).toContain('not a floor')
    }
  })
})

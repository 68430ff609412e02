import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer, type Evidence, type Outcome } from '../../src/answer/answer.ts'
import { understand } from '../../src/question.ts'
import { anyText, readPassage, trusting } from '../fakes.ts'

const ASKED_AT = '2022-03-10T00:00:00Z'

const evidence = (question: string, read: Evidence['read'], askedAt = ASKED_AT): Evidence => ({
  question: understand(question, askedAt),
  askedAt,
  read,
  weights: new Map(),
})
const ask = (question: string, read: Evidence['read'], askedAt = ASKED_AT): Outcome =>
  answer(evidence(question, read, askedAt), trusting)

const digits = (text: string): string[] => text.normalize('NFKC').match(/\d+/g) ?? []

const TEXT = '今年任务很重。为完成外资到账1亿美元的年度目标任务夯实基础。大家鼓掌。'

describe('an answered question', () => {
  it('gets the whole quantity, its sentence with a mark, and the exact place', () => {
    const outcome = ask('外资到账目标是多少', [readPassage(TEXT, { '1亿': 3 }, { id: '丹', start: 50 })])
    expect(outcome).toMatchObject({
      outcome: 'answered',
      answer: '1亿美元',
      text: '为完成外资到账1亿美元的年度目标任务夯实基础。[1]',
      notes: [],
      alternatives: [],
      refusal: null,
      citations: [
        { index: 1, start: 57, answer_start: 64, answer_end: 68, article: { id: '丹', same_story: [] } },
      ],
    })
    expect(outcome.confidence).toBeCloseTo(1 / (1 + Math.exp(-3)))
    expect(outcome.citations[0]!.score).toBe(outcome.confidence)
  })

  it('is shown without the verb that carries the figure, and cited from just there', () => {
    const body = '去年完成外资到账，达到近1亿美元。'
    const outcome = ask('外资到账多少', [readPassage(body, { 达到近1亿: 3 }, { start: 50 })])
    const [citation] = outcome.citations
    expect(outcome.answer).toBe('近1亿美元')
    expect(body.slice(citation!.answer_start! - 50, citation!.answer_end! - 50)).toBe('近1亿美元')
    expect(body.slice(citation!.start - 50, citation!.end - 50)).toBe(citation!.quote)
    // What is no figure keeps its words.
    expect(ask('外资到账情况怎么样', [readPassage(body, { 达到近1亿: 3 })]).answer).toBe('达到近1亿美元')
  })

  it('is cited from up to three stories that say the same, best first, each story once', () => {
    const body = '外资到账1亿美元。'
    const read = [
      ['甲', 5],
      ['乙', 4.9],
      ['乙', 4.8],
      ['丙', 4.7],
      ['丁', 4.6],
    ].map(([story_id, margin]) =>
      readPassage(body, { '1亿': margin as number }, { story_id: story_id as string }),
    )
    const { citations, text } = ask('外资到账多少', read)
    expect(citations.map(({ article }) => article.id)).toEqual([0, 1, 3].map((i) => read[i]!.article.id))
    expect(citations.map(({ index }) => index)).toEqual([1, 2, 3])
    expect(text).toBe('外资到账1亿美元。[1]\n外资到账1亿美元。[2]\n外资到账1亿美元。[3]')
    for (const { in_text, quote } of citations) expect(text.slice(in_text!.start, in_text!.end)).toBe(quote)
  })

  it('is cited from a story that says the same in another scale, also where that is less probable', () => {
    const best = readPassage('2021年外资到账1.2亿美元。', { '1.2亿': 5 })
    const cited = (margin: number, body: string): number =>
      ask('2021年外资到账多少', [best, readPassage(body, { '12000万': margin })]).citations.length
    expect(cited(-1, '2021年外资到账12000万美元。')).toBe(2)
    expect(cited(-4, '2021年外资到账12000万美元。')).toBe(1)
    expect(cited(-1, '2021年外资计划到账12000万美元。')).toBe(1)
  })

  it('names other answers, at most two, none that is part of another, none without a chance', () => {
    const read = [
      readPassage('签约企业有华为。', { 华为: 4 }),
      readPassage('签约企业有华为公司。', { 华为公司: 3.5 }),
      readPassage('签约企业有中兴。', { 中兴: 3 }),
      readPassage('签约企业有小米。', { 小米: 2 }),
      readPassage('签约企业有联想。', { 联想: 1 }),
      readPassage('签约企业有方正。', { 方正: -9 }),
    ]
    const { alternatives } = ask('哪家企业签约', read)
    expect(alternatives.map((other) => other.answer)).toEqual(['中兴', '小米'])
    expect(alternatives[0]!.citations[0]).toMatchObject({ index: 1, quote: '签约企业有中兴。' })
  })

  it('names the re-posts of a cited story', () => {
    const twin = readPassage('x', {}, { id: '转载' }).article
    const outcome = ask('外资到账目标多少', [{ ...readPassage(TEXT, { '1亿': 3 }), same_story: [twin] }])
    expect(outcome.citations[0]!.article.same_story.map(({ id }) => id)).toEqual(['转载'])
  })

  it('says of old evidence when it is from', () => {
    const outcome = ask('外资到账目标多少', [readPassage(TEXT, { '1亿': 3 })], '2026-01-01T00:00:00Z')
    expect(outcome.notes).toContain('以下为2022-03-04的报道')
  })
})

describe('a yes/no question', () => {
  it.each([
    ['项目投产了吗', '一期项目已投产。', '已投产', '是'],
    ['项目投产了吗', '一期项目尚未投产。', '尚未投产', '否'],
  ])('%s – %s: %s', (question, body, part, expected) => {
    const outcome = ask(question, [readPassage(body, { [part]: 3 }), readPassage(body, { [part]: 2 })])
    expect(outcome).toMatchObject({
      outcome: 'answered',
      answer: expected,
      text: `${body}[1]`,
      alternatives: [],
    })
    expect(outcome.citations).toHaveLength(1)
    expect(outcome.citations[0]).toMatchObject({ quote: body, answer_start: null, answer_end: null })
  })
})

describe('a conflicting answer', () => {
  const sides = [
    readPassage(
      '2021年全区实际到账外资1.2亿美元。',
      { '1.2亿': 3 },
      { id: '旧', published_at: '2022-01-04' },
    ),
    readPassage(
      '2021年全区实际到账外资1.5亿美元。',
      { '1.5亿': 2.9 },
      { id: '新', published_at: '2022-03-04' },
    ),
  ]

  it('shows both sides, the newer first, with a note', () => {
    const outcome = ask('2021年外资到账多少', sides)
    expect(outcome).toMatchObject({ outcome: 'conflicting', answer: '1.5亿美元；1.2亿美元', refusal: null })
    expect(outcome.citations.map(({ article }) => article.id)).toEqual(['新', '旧'])
    expect(outcome.alternatives.map((side) => side.answer)).toEqual(['1.5亿美元', '1.2亿美元'])
    expect(outcome.notes[0]).toContain('口径')
  })

  it('is only made of figures: a question for something else is answered', () => {
    expect(ask('2021年外资到账情况怎么样', sides).outcome).toBe('answered')
  })
})

describe('a refusal', () => {
  it('for want of articles, of a question, or of an answer', () => {
    expect(ask('外资多少', [])).toMatchObject({ refusal: { reason: 'no_articles', nearest: [] } })
    expect(ask('？？？', [readPassage(TEXT, { '1亿': 3 })]).refusal!.reason).toBe('question_unclear')
    expect(ask('外资多少', [readPassage(TEXT, {})])).toMatchObject({
      refusal: { reason: 'not_found' },
      confidence: 0,
    })
    expect(ask('外资多少', [readPassage(TEXT, { '1亿': -1 })]).refusal!.reason).toBe('not_found')
  })

  it('gives no answer and no citation, and says how near it came', () => {
    const outcome = ask('外资目标多少', [readPassage(TEXT, { '1亿': -1 })])
    expect(outcome).toMatchObject({
      outcome: 'refused',
      answer: null,
      citations: [],
      alternatives: [],
      notes: [],
    })
    expect(outcome.text).toBe(outcome.refusal!.message)
    expect(outcome.confidence).toBeCloseTo(1 / (1 + Math.exp(1)))
  })

  it('is decided at the threshold: at it answered, below it refused', () => {
    const read = [readPassage(TEXT, { '1亿': 0 })]
    const at = (threshold: number): string =>
      answer(evidence('外资目标多少', read), { ...trusting, threshold }).outcome
    expect([at(0.5), at(0.5000001)]).toEqual(['answered', 'refused'])
  })

  it('names the three nearest stories, each with the sentence that holds most of the question, exactly', () => {
    const read = ['甲', '乙', '乙', '丙', '丁'].map((story_id) =>
      readPassage(TEXT, {}, { story_id, start: 7 }),
    )
    const weights = new Map([
      ['外资', 2],
      ['目标', 1],
    ])
    const { refusal } = answer({ ...evidence('外资目标', read), weights }, trusting)
    expect(refusal!.nearest.map(({ article }) => article.id)).toEqual(
      [0, 1, 3].map((i) => read[i]!.article.id),
    )
    expect(refusal!.nearest[0]).toMatchObject({
      start: 14,
      quote: '为完成外资到账1亿美元的年度目标任务夯实基础。',
    })
    expect(TEXT.slice(refusal!.nearest[0]!.start - 7, refusal!.nearest[0]!.end - 7)).toBe(
      refusal!.nearest[0]!.quote,
    )
  })
})

describe('whatever the texts and the reader say', () => {
  const reads = fc.array(
    fc.tuple(
      anyText.filter((text) => text.trim() !== ''),
      fc.nat(),
      fc.nat({ max: 30 }),
      fc.integer({ min: -5, max: 9 }),
    ),
    {
      maxLength: 5,
    },
  )
  const questions = fc.constantFrom(
    '外资到账多少',
    '项目投产了吗',
    '有哪些企业',
    '为什么签约',
    '谁出席',
    '？',
    '何时开工',
  )

  it('the quotes are exact, the figures are cited, and the same evidence gives the same outcome', () => {
    fc.assert(
      fc.property(questions, reads, (question, rows) => {
        const read = rows.map(([body, at, length, score]) => {
          const start = at % body.length
          const span = { start, end: Math.min(body.length, start + 1 + length), score }
          return { ...readPassage(body, {}), reading: { null_score: 0, spans: [span] } }
        })
        const outcome = ask(question, read)
        expect(ask(question, read)).toEqual(outcome)
        const all = [...outcome.citations, ...outcome.alternatives.flatMap((other) => other.citations)]
        for (const citation of [...all, ...(outcome.refusal?.nearest ?? [])]) {
          const { text } = read.find((one) => one.article.id === citation.article.id)!.passage
          expect(text.slice(citation.start, citation.end)).toBe(citation.quote)
        }
        for (const { in_text, quote } of outcome.citations) {
          expect(outcome.text.slice(in_text!.start, in_text!.end)).toBe(quote)
        }
        expect(outcome.answer === null).toBe(outcome.outcome === 'refused')
        expect(outcome.refusal === null).toBe(outcome.outcome !== 'refused')
        const held = new Set(outcome.citations.flatMap(({ quote }) => digits(quote)))
        expect(digits(outcome.answer ?? '').filter((figure) => !held.has(figure))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candidates, type Candidate } from '../../src/answer/candidates.ts'
import { cited, figuresCited, isExact, quoteAll } from '../../src/answer/cite.ts'
import type { Citation } from '../../src/contract.ts'
import { understand } from '../../src/question.ts'
import { chunk } from '../../src/ingest/chunk.ts'
import { halfWidth } from '../../src/text.ts'
import { anyText, longText, readPassage } from '../fakes.ts'

const question = understand('外资多少', '2022-03-10T00:00:00Z')
const sides = (all: Candidate[]) => all.map((candidate) => ({ candidate, score: 0.5, sameStory: [] }))

describe('quoteAll', () => {
  it('quotes each sentence with its mark and says where quote and answer stand', () => {
    const one = readPassage('前言。到账1亿美元。后文。', { '1亿美元': 3 }, { id: '甲', start: 100 })
    const two = readPassage('外资到账1亿美元。', { '1亿美元': 2 }, { id: '乙' })
    const { text, citations } = quoteAll(sides(candidates(question, [one, two], new Map())), true)
    expect(text).toBe('到账1亿美元。[1]\n外资到账1亿美元。[2]')
    expect(citations).toMatchObject([
      {
        index: 1,
        start: 103,
        end: 110,
        quote: '到账1亿美元。',
        answer_start: 105,
        answer_end: 109,
        article: { id: '甲' },
      },
      { index: 2, start: 0, end: 9, answer_start: 4, answer_end: 8, article: { id: '乙' } },
    ])
    for (const { in_text, quote } of citations) expect(text.slice(in_text!.start, in_text!.end)).toBe(quote)
  })

  it.each([
    ['上半年到账1亿美元。', '2022-08-04', { from: '2022-01', to: '2022-06', said: true }],
    ['2021年7月至2022年3月到账1亿美元。', null, { from: '2021-07', to: '2022-03', said: true }],
    ['到账1亿美元。', '2022-08-04', { from: '2022-01', to: '2022-12', said: false }],
    ['到账1亿美元。', null, null],
    ['上半年到账1亿美元。', null, null],
  ])('says of what months “%s” of %s speaks', (body, published_at, period) => {
    const all = candidates(question, [readPassage(body, { '1亿': 1 }, { published_at })], new Map())
    expect(quoteAll(sides(all), true).citations.map((citation) => citation.period)).toEqual([period])
  })

  it('has no place of an answer for yes/no', () => {
    const all = candidates(question, [readPassage('到账1亿美元。', { '1亿': 1 })], new Map())
    expect(quoteAll(sides(all), false).citations[0]).toMatchObject({ answer_start: null, answer_end: null })
  })

  it('quotes the stored characters exactly, whatever the article holds and the reader marks', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, longText),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 60 })), { minLength: 1, maxLength: 4 }),
        (text, marks) => {
          const read = chunk(text).map((passage, i) => {
            const spans = marks.map(([at, length], score) => {
              const start = at % passage.text.length
              return { start, end: Math.min(passage.text.length, start + 1 + length), score }
            })
            const base = readPassage(passage.text, {}, { id: '甲', start: passage.start })
            return { ...base, passage: { ...base.passage, id: i + 1 }, reading: { null_score: 0, spans } }
          })
          fc.pre(read.length > 0)
          const all = candidates(question, read, new Map())
          const article = { ...read[0]!.article, text }
          const { text: shown, citations } = quoteAll(sides(all), true)
          expect(citations).toHaveLength(all.length)
          citations.forEach((citation, i) => {
            expect(isExact(citation, article)).toBe(true)
            expect(citation.quote).toBe(text.slice(citation.start, citation.end))
            expect(text.slice(citation.answer_start!, citation.answer_end!)).toBe(all[i]!.answer)
            expect(citation.start).toBeLessThanOrEqual(citation.answer_start!)
            expect(citation.end).toBeGreaterThanOrEqual(citation.answer_end!)
            expect(shown.slice(citation.in_text!.start, citation.in_text!.end)).toBe(citation.quote)
            // A character that becomes digits (“㎡”, “①”) runs into the figure beside it; then the answer is withheld.
            if (halfWidth(text) === text.normalize('NFKC'))
              expect(figuresCited(all[i]!.answer, [citation])).toBe(true)
          })
        },
      ),
      { numRuns: 200 },
    )
  })
})

const quotes = (...texts: string[]): Citation[] => texts.map((quote) => ({ quote }) as Citation)

describe('figuresCited', () => {
  it.each([
    ['1亿美元', ['完成1亿美元'], true],
    ['2亿美元', ['完成1亿美元'], false],
    ['1,234万元', ['共1234万元'], true],
    ['12万元', ['共1234万元'], false],
    ['3.5%', ['增长3.5%'], true],
    ['3%', ['增长3.5%'], false],
    ['1亿元；2亿元', ['共1亿元', '共2亿元'], true],
    ['１亿', ['共1亿'], true],
    ['是', [], true],
    ['1', [], false],
  ])('%s in %j: %s', (answer, texts, expected) => {
    expect(figuresCited(answer, quotes(...texts))).toBe(expected)
  })

  it('holds exactly when every figure of the answer is a figure of some quote', () => {
    const numbers = fc.array(fc.nat({ max: 30 }), { maxLength: 5 })
    fc.assert(
      fc.property(numbers, numbers, (answer, quote) => {
        const all = figuresCited(answer.join('亿和'), quotes(quote.join('家，')))
        expect(all).toBe(answer.every((n) => quote.includes(n)))
      }),
    )
  })
})

it('isExact notices another revision and shifted offsets', () => {
  const { article } = readPassage('甲乙丙', {}, { id: '甲' })
  const citation = {
    article: { ...article, same_story: [] },
    start: 1,
    end: 2,
    quote: '乙',
  } as unknown as Citation
  expect(isExact(citation, { ...article, text: '甲乙丙' })).toBe(true)
  expect(isExact(citation, { ...article, text: '乙甲丙' })).toBe(false)
  expect(isExact(citation, { ...article, text: '甲乙丙', revision: 2 })).toBe(false)
})

it('cited names an article by its own fields and its twins by theirs, with nothing else', () => {
  const [one, two] = [
    readPassage('甲', {}, { id: '甲' }).article,
    readPassage('乙', {}, { id: '乙' }).article,
  ]
  const named = cited(one, [two])
  expect(Object.keys(named)).not.toContain('story_id')
  expect(named.same_story).toEqual([
    { id: '乙', title: '标题', published_at: '2022-03-04', source: '丹阳日报', url: null },
  ])
})

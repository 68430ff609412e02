// Lists over several passages: what is asked, what is named with its amount, how items are cut, merged and ordered.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer } from '../../src/answer/answer.ts'
import { namedAmounts } from '../../src/answer/gather-amount.ts'
import { listRequest } from '../../src/answer/gather-request.ts'
import { splitItems } from '../../src/answer/gather-split.ts'
import { readingPlan } from '../../src/answer/gather.ts'
import { understand } from '../../src/question.ts'
import { anyText, readPassage, trusting } from '../fakes.ts'

const ASKED_AT = '2022-06-01T00:00:00Z'
const request = (question: string) => listRequest(understand(question, ASKED_AT))

describe('a list question', () => {
  it.each([
    ['有哪些投资超10亿的项目', 'project', 1e9, Infinity],
    ['哪些项目总投资在5亿元以上', 'project', 5e8, Infinity],
    ['有哪些投资1亿元以下的项目', 'project', 0, 1e8],
    ['哪些企业营收超过百亿元', 'company', 1e10, Infinity],
  ])('%j asks for a %s from %d to %d', (question, kind, min, max) => {
    expect(request(question)).toMatchObject({
      kind,
      range: { min, max, unit: '元' },
      byAmount: true,
      across: true,
    })
  })

  it('keeps currencies apart', () => {
    expect(request('哪些项目投资超过1亿美元').range).toMatchObject({ min: 1e8, unit: '美元' })
  })

  it.each([
    ['哪三家企业入选', 3],
    ['哪5个项目签约', 5],
    ['有哪些企业入选', null],
  ])('%j asks for %j items', (question, count) => {
    expect(request(question)).toMatchObject({ count, across: count === null })
  })

  it('reads more passages only when its items may be spread out', () => {
    const plan = (question: string) => readingPlan(understand(question, ASKED_AT), 8)
    expect(plan('外资到账目标是多少')).toEqual({ fetch: 8, read: 8 })
    expect(plan('哪三家企业入选')).toEqual({ fetch: 8, read: 8 })
    expect(plan('有哪些企业落户').read).toBeGreaterThan(8)
  })
})

describe('things with an amount', () => {
  const named = (text: string): [string, string, string][] =>
    namedAmounts(text).map(({ name, amount, measure }) => [
      text.slice(name.start, name.end),
      text.slice(amount.start, amount.end),
      measure,
    ])

  it.each([
    ['总投资70亿元的恒美光电项目开工。', [['恒美光电项目', '70亿元', '投资']]],
    ['恒美光电项目总投资70亿元。', [['恒美光电项目', '70亿元', '投资']]],
    ['恒美光电项目占地800亩，计划总投资超70亿元。', [['恒美光电项目', '超70亿元', '投资']]],
    [
      '恒美光电项目总投资70亿元，华川重工基地总投资5亿美元。',
      [
        ['恒美光电项目', '70亿元', '投资'],
        ['华川重工基地', '5亿美元', '投资'],
      ],
    ],
  ])('%j names %j', (text, expected) => {
    expect(named(text)).toEqual(expected)
  })

  it.each([
    '6个大项目总投资70亿元。',
    '10亿元以上项目3个。',
    '该项目总投资70亿元。',
    '重点项目总投资70亿元。',
  ])('%j names nothing in particular', (text) => {
    expect(named(text)).toEqual([])
  })
})

describe('an enumeration', () => {
  const items = (text: string, count: number | null = null): string[] =>
    splitItems(text, { start: 0, end: text.length }, count).map(({ start, end }) => text.slice(start, end))

  it.each([
    ['甲公司、乙公司和丙公司', ['甲公司', '乙公司', '丙公司']],
    ['包括甲公司、乙公司等', ['甲公司', '乙公司']],
    ['“甲工程”“乙工程”', ['“甲工程”', '“乙工程”']],
    ['甲集团（一、二期）、乙集团', ['甲集团（一、二期）', '乙集团']],
    ['和谐汽车', ['和谐汽车']],
    ['绿色能源和绿色制造、旅游和文化', ['绿色能源和绿色制造', '旅游和文化']],
  ])('%j holds %j', (text, expected) => {
    expect(items(text)).toEqual(expected)
  })

  it('has items that lie within it, in order, apart', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (text === '') return
        let at = 0
        for (const { start, end } of splitItems(text, { start: 0, end: text.length })) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThanOrEqual(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('the list over several articles', () => {
  const list = (question: string, ...read: ReturnType<typeof readPassage>[]) =>
    answer(
      { question: understand(question, ASKED_AT), askedAt: ASKED_AT, read, weights: new Map() },
      trusting,
    )

  it('is ordered by amount where amounts are asked, holds only what meets them, and says that it may be incomplete', () => {
    const outcome = list(
      '有哪些投资超10亿的项目',
      readPassage('恒美光电项目总投资70亿元。小河桥项目总投资2亿元。', {}, { id: 'a', title: '甲' }),
      readPassage('总投资90亿元的华川重工基地项目开工。', {}, { id: 'b', title: '乙' }),
    )
    expect(outcome).toMatchObject({ outcome: 'answered' })
    expect(outcome.items.map(({ answer: item }) => item)).toEqual([
      expect.stringContaining('华川重工基地项目'),
      expect.stringContaining('恒美光电项目'),
    ])
    expect(outcome.notes[0]).toMatch(/^2\s?项，按投资额由大到小.*可能不全$/)
    expect(outcome.citations.map(({ article }) => article.id)).toEqual(['b', 'a'])
  })

  it('never compares amounts of different currencies', () => {
    const outcome = list(
      '有哪些投资超10亿元的项目',
      readPassage('恒美光电项目总投资70亿美元。华川重工基地项目总投资20亿元。', {}, { id: 'a' }),
    )
    expect(outcome.items.map(({ answer: item }) => item).join()).not.toContain('恒美')
  })

  it('has items that each stand in a quote they cite', () => {
    const name = fc.constantFrom('恒美光电项目', '华川重工基地', '小河桥工程', '远景电池产业园')
    const amount = fc.integer({ min: 1, max: 300 })
    fc.assert(
      fc.property(fc.array(fc.tuple(name, amount), { minLength: 1, maxLength: 6 }), (facts) => {
        const read = facts.map(([thing, sum], i) =>
          readPassage(`${thing}总投资${sum}亿元。`, {}, { id: `文${i}`, story_id: `文${i}` }),
        )
        const { items, citations } = list('有哪些投资超10亿的项目', ...read)
        for (const { answer: item, citations: indexes } of items) {
          expect(indexes.length).toBeGreaterThan(0)
          const quotes = indexes.map((index) => citations.find((one) => one.index === index)!.quote)
          const [thing, sum] = item.split('（') as [string, string]
          expect(quotes.some((quote) => quote.includes(thing) && quote.includes(sum.replace('）', '')))).toBe(
            true,
          )
          expect(Number.parseInt(sum)).toBeGreaterThanOrEqual(10)
        }
      }),
      { numRuns: 60 },
    )
  })
})

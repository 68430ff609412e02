import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { difference, tellQuestion, type Difference } from '../../src/answers/likeness.ts'
import { MAX_QUESTION } from '../../src/question.ts'
import { anyText } from '../fakes.ts'

const ASKED_AT = '2024-03-01T09:00:00Z'
const between = (a: string, b: string, askedAt = ASKED_AT): Difference | null =>
  difference(tellQuestion(a, ASKED_AT), tellQuestion(b, askedAt))

describe('two questions', () => {
  it.each([
    ['丹阳开发区外资到账目标是多少', '请问丹阳经济开发区外资到账的目标有多少？'],
    ['開發區 GDP 是多少', '开发区gdp是多少'],
    ['去年昆山引进了多少家外资企业', '2023年昆山引进外资企业多少家'],
    ['重庆两江新区产量多少', '两江新区的产量是多少'],
    ['How much did BYD invest in Hungary?', "How much was BYD's investment in Hungary"],
    ['投资超过10亿元的项目有几个', '投资10亿元以上的项目有多少个'],
  ])('ask the same: %s / %s', (a, b) => {
    expect(between(a, b)).toBeNull()
  })

  it.each<[string, string, Difference]>([
    ['2023年昆山进出口是多少', '2022年昆山进出口是多少', 'period'],
    ['昆山进出口是多少', '2022年昆山进出口是多少', 'period'],
    ['2023年昆山进出口是多少', '2023年上半年昆山进出口是多少', 'period'],
    ['投资10亿元以上的项目有几个', '投资50亿元以上的项目有几个', 'amount'],
    ['比亚迪项目一期投资多少', '比亚迪项目二期投资多少', 'amount'],
    ['昆山进出口是多少美元', '昆山进出口是多少元', 'unit'],
    ['昆山基地占地多少亩', '昆山基地占地多少平方公里', 'unit'],
    ['中国对东盟投资多少', '东盟对中国投资多少', 'direction'],
    ['昆山工厂在哪里', '昆山工厂什么时候投产', 'type'],
    ['苏州工业园进出口是多少', '无锡工业园进出口是多少', 'words'],
    ['工业园进出口是多少', '无锡工业园进出口是多少', 'words'],
    ['江苏GDP是多少', '江苏南京GDP是多少', 'words'],
    ['昆山出口多少', '昆山进口多少', 'words'],
    ['哪些企业可以申请', '哪些企业不可以申请', 'words'],
    ['管委会主任是谁', '管委会副主任是谁', 'words'],
  ])('differ: %s / %s (%s)', (a, b, kind) => {
    expect(between(a, b)).toBe(kind)
    expect(between(b, a)).toBe(kind)
  })

  it('mean by “今年” the year in which they are asked', () => {
    const question = '今年昆山外资目标是多少'
    expect(between(question, question, '2024-12-01T00:00:00Z')).toBeNull()
    expect(between(question, question, '2025-01-01T00:00:00Z')).toBe('period')
  })

  it('are never taken for the same when they are near misses', () => {
    const misses = ['dev', 'held-out'].flatMap((set) =>
      readFileSync(new URL(`./pairs-${set}.jsonl`, import.meta.url), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { a: string; b: string; same: boolean })
        .filter(({ same }) => !same),
    )
    expect(misses.length).toBeGreaterThan(100)
    expect(misses.filter(({ a, b }) => between(a, b) === null)).toEqual([])
  })

  it('differ from each other as they differ the other way round, and never from themselves', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(between(a, a)).toBeNull()
        expect(between(a, b) === null).toBe(between(b, a) === null)
      }),
    )
  })

  it.each(['年', '1', '一年', '多少', '德国企业', '哪个', '对东盟', '重庆', '有多大', '总投资', 'a-'])(
    'are read in a moment, also made of “%s” alone',
    (piece) => {
      const text = piece.repeat(MAX_QUESTION).slice(0, MAX_QUESTION)
      tellQuestion(text, ASKED_AT)
      const began = cpuTime()
      between(text, `丹阳${text.slice(2)}`)
      expect(cpuTime() - began).toBeLessThan(200)
    },
  )
})

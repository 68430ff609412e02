import { describe, expect, it } from 'vitest'
import { modalityClash, otherPlace, otherYear, periodClash } from '../../src/answer/mismatch.ts'
import { understand } from '../../src/question.ts'

const asked = (question: string) => understand(question, '2023-08-20T00:00:00Z')

describe('otherYear', () => {
  it.each([
    ['2022年外资多少', '2021年外资1亿', '2021-12-01', true],
    ['2022年外资多少', '2022年外资1亿', '2023-01-05', false],
    ['2022年外资多少', '外资1亿', '2022-12-01', false],
    ['2022年外资多少', '外资1亿', '2021-12-01', true],
    ['2022年外资多少', '外资1亿', null, false],
    ['去年外资多少', '2023年外资1亿', '2023-02-01', true],
    ['去年外资多少', '去年外资1亿', '2023-02-01', false],
    ['去年外资多少', '去年外资1亿', '2020-02-01', false],
    ['上半年外资多少', '外资1亿', '2020-02-01', false],
    ['外资多少', '2020年外资1亿', '2020-02-01', false],
  ])('%s – %s (%s): %s', (question, context, published, expected) => {
    expect(otherYear(asked(question), context, published, published)).toBe(expected)
  })
})

it.each([
  ['2020-02-01', false],
  ['2023-02-01', true],
])('otherYear: “去年” of 2020, with news read up to %s, is another year: %s', (latest, expected) => {
  expect(otherYear(asked('去年外资多少'), '去年外资1亿', '2020-02-01', latest)).toBe(expected)
})

describe('otherPlace', () => {
  it.each([
    ['丹阳开发区外资多少', '句容开发区外资1亿', true],
    ['丹阳开发区外资多少', '江苏丹阳经济开发区外资1亿', false],
    ['丹陽開發區外資多少', '丹阳开发区', false],
    ['丹阳高新区外资多少', '丹阳经济开发区外资1亿', true],
    ['丹阳的外资多少', '句容外资1亿', false],
    ['哪个开发区引进外资最多', '句容外资1亿', false],
    ['有哪些高新区签约', '句容高新区签约', false],
    ['全国有几个国家级经开区', '共有230个国家级经济技术开发区', false],
  ])('%s – %s: %s', (question, context, expected) => {
    expect(otherPlace(asked(question), context)).toBe(expected)
  })
})

describe('periodClash', () => {
  it.each([
    ['上半年外资多少', '下半年外资1亿', true],
    ['上半年外资多少', '上半年外资1亿', false],
    ['上半年外资多少', '外资1亿', false],
    ['2022年全年外资多少', '2022年上半年外资1亿', true],
    ['2022年全年外资多少', '2022年外资1亿', false],
    ['外资多少', '下半年外资1亿', false],
  ])('%s – %s: %s', (question, sentence, expected) => {
    expect(periodClash(asked(question), sentence, sentence, '2022-12-30', '2022-12-30')).toBe(expected)
  })

  it('looks at the passage where the sentence names no time', () => {
    expect(periodClash(asked('上半年外资多少'), '外资1亿', '下半年外资1亿', '2022-12-30', null)).toBe(true)
  })
})

it.each([
  ['实际到账多少', '计划到账1亿', true],
  ['实际到账多少', '实际到账1亿', false],
  ['目标是多少', '已完成1亿', true],
  ['目标是多少', '完成1亿的目标任务', false],
  ['到账多少', '计划到账1亿', false],
])('modalityClash: %s – %s: %s', (question, clause, expected) => {
  expect(modalityClash(question, clause)).toBe(expected)
})

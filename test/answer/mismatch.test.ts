import { describe, expect, it } from 'vitest'
import {
  directionClash,
  modalityClash,
  officeClash,
  oppositeClash,
  otherPlace,
  otherYear,
  periodClash,
  stillToCome,
} from '../../src/answer/mismatch.ts'
import { factIn } from '../../src/answer/fact-period.ts'
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

describe('directionClash', () => {
  it.each([
    ['香港对美国投资多少', '美国对香港投资额达456亿美元', true],
    ['香港对美国投资多少', '香港对美国投资额达178亿美元', false],
    ['香港对美国投资多少', '香港对美国、美国对香港的投资都有增加', false],
    ['中国向东盟投资多少', '东盟对中国投资1亿美元', true],
    ['香港投资多少', '美国对香港投资1亿美元', false],
    ['企业对企业投资多少', '企业对企业投资1亿美元', false],
  ])('%s – %s: %s', (question, sentence, expected) => {
    expect(directionClash(question, sentence)).toBe(expected)
  })
})

describe('stillToCome', () => {
  it.each([
    ['现有产能多少', '到2025年，产能达到150万辆', '2023-08-01', true],
    ['现有产能多少', '到2023年，产能达到150万辆', '2023-08-01', false],
    ['现有产能多少', '产能达到150万辆', '2023-08-01', false],
    ['现有产能多少', '到2025年，产能达到150万辆', null, false],
    ['产能目标多少', '到2025年，产能达到150万辆', '2023-08-01', false],
  ])('%s – %s (%s): %s', (question, text, published, expected) => {
    const start = text.indexOf('150万辆')
    const fact = factIn({ text }, { start, end: start + 5 }, published)
    expect(stillToCome(question, fact, published)).toBe(expected)
  })
})

describe('officeClash', () => {
  it.each([
    ['太保的董事长是谁', '太保首席投资官苏罡出席并演讲', true],
    ['太保的首席投资官是谁', '太保首席投资官苏罡出席并演讲', false],
    ['公司董事长是谁', '副董事长、总经理张三出席', true],
    ['公司董事长是谁', '董事长兼总经理张三出席', false],
    ['公司的负责人是谁', '总经理张三出席', false],
    ['公司董事长是谁', '公司由张三掌舵', false],
    ['公司董事长是哪年上任的', '总经理2020年上任', false],
  ])('%s – %s: %s', (question, sentence, expected) => {
    expect(officeClash(asked(question), sentence)).toBe(expected)
  })
})

it.each([
  ['大单资金净流入多少', '中单资金净流出95.62万港元', true],
  ['大单资金净流入多少', '大单资金净流入36.73万港元', false],
  ['净流入和净流出各多少', '中单资金净流出95.62万港元', false],
  ['对外投资多少', '实际利用外资10亿美元', true],
  ['对外投资多少', '对外直接投资10亿美元', false],
  ['股东减持多少', '股东增持100万股', true],
  ['总投资多少', '净流出95万元', false],
])('oppositeClash: %s – %s: %s', (question, clause, expected) => {
  expect(oppositeClash(question, clause)).toBe(expected)
})

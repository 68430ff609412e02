import { expect, it } from 'vitest'
import { isCollective } from '../../src/answer/collective.ts'
import { understand } from '../../src/question.ts'
import { clauseAround } from '../../src/text.ts'

const RAISED = '公司拟募集资金13亿元，分别用于数字媒体项目、营销中心项目、补充流动资金'

it.each([
  [
    'one of two that are counted',
    '丹阳厂区容量多少',
    '句容、丹阳两个厂区光伏容量合计7.7兆瓦',
    '7.7兆瓦',
    true,
  ],
  ['both of them', '句容、丹阳厂区容量多少', '句容、丹阳两个厂区光伏容量合计7.7兆瓦', '7.7兆瓦', false],
  ['neither', '光伏容量多少', '句容、丹阳两个厂区光伏容量合计7.7兆瓦', '7.7兆瓦', false],
  [
    'one of two that each have as much',
    '丹阳厂区容量多少',
    '句容、丹阳两个厂区容量各7.7兆瓦',
    '7.7兆瓦',
    false,
  ],
  [
    'two joined by a word',
    '麦格纳公司投资多少',
    '麻沼公司和麦格纳公司两个项目总投资2714万美元',
    '2714万美元',
    true,
  ],
  ['one purpose of several', '营销中心项目投多少', RAISED, '13亿元', true],
  ['all purposes', '公司拟募集资金多少', RAISED, '13亿元', false],
  ['a single purpose', '营销中心项目募资多少', '公司募集资金13亿元，用于营销中心项目', '13亿元', false],
  [
    'a total where one is singled out',
    '53个项目签约，其中氢导投了多少',
    '53个项目签约，投资总额204亿元',
    '204亿元',
    true,
  ],
  ['the one itself', '53个项目签约，其中氢导投了多少', '53个项目签约，其中氢导总投资4亿元', '4亿元', false],
])('%s: %s', (_, question, body, figure, expected) => {
  const start = body.indexOf(figure)
  const span = { start, end: start + figure.length }
  const { plain, terms } = understand(question, '2023-08-20T00:00:00Z')
  const weights = new Map(terms.map((term) => [term, 1]))
  const placed = { body, span, clause: clauseAround(body, span), sentence: { start: 0, end: body.length } }
  expect(isCollective(plain, placed, weights)).toBe(expected)
})

import { describe, expect, it } from 'vitest'
import { facts } from '../../src/suggest/facts.ts'

const setting = { title: '丹阳开发区召开招商大会', zone: '江苏丹阳经济开发区', published_at: '2022-03-04' }
const questions = (
  text: string,
  more: Partial<typeof setting> & { zone?: string } = {},
): [string, string][] =>
  facts(text, { ...setting, ...more, text }).map(({ question, span }) => [
    question,
    text.slice(span.start, span.end),
  ])

describe('facts become questions that stand alone', () => {
  it.each([
    ['恒星光电项目总投资70亿元。', '恒星光电项目的总投资是多少？', '70亿元'],
    ['会上签下总投资10亿元的青禾食品加工项目，已开工。', '青禾食品加工项目的总投资是多少？', '10亿元'],
    ['云岭县上半年固定资产投资同比增长5.5%。', '云岭县2022年上半年固定资产投资同比增长多少？', '5.5%'],
    ['去年，云岭县实际使用外资3.7亿美元。', '云岭县2021年实际使用外资是多少？', '3.7亿美元'],
    ['云岭县2020年实际使用外资3亿美元。', '云岭县2020年实际使用外资是多少？', '3亿美元'],
    ['为完成外资到账1亿美元的年度目标任务夯实基础。', '丹阳经济开发区外资到账目标是多少？', '1亿美元'],
    ['云岭大桥于2023年6月30日通车。', '云岭大桥什么时候通车？', '2023年6月30日'],
    ['青禾产业园占地面积300亩。', '青禾产业园的占地面积是多少？', '300亩'],
    ['沈阳全市2021年实际利用外资11亿美元。', '沈阳2021年实际利用外资是多少？', '11亿美元'],
    [
      '据介绍，1-6月份云岭县固定资产投资同比增长5.5%。',
      '云岭县2022年1-6月份固定资产投资同比增长多少？',
      '5.5%',
    ],
    ['青禾科技中心位于云岭镇。', '青禾科技中心位于哪里？', '云岭镇'],
    ['云岭县商务局局长王小明介绍，项目进展顺利。', '云岭县商务局局长是谁？', '王小明'],
  ])('%s', (text, question, answer) => expect(questions(text)).toContainEqual([question, answer]))

  it.each([
    ['the subject refers to something before', '该项目总投资70亿元。'],
    ['the subject is all of something', '整个项目总投资70亿元。'],
    ['the subject is an office of no place', '县住建局服务中心主任王小明介绍，进展顺利。'],
    ['the subject is a number of things', '104个重点项目总投资70亿元。'],
    ['the subject names nothing', '重点项目总投资70亿元。'],
    ['there is no subject', '总投资70亿元。'],
    ['the figure belongs to a time that is not told', '云岭县商务中心实际使用外资3亿美元。'],
    ['two parties are told of at once', '甲乙公司与丙丁基金、戊己公司与庚辛集团分别签署战略合作协议。'],
  ])('there is none where %s', (_, text) => expect(questions(text, { title: '消息' })).toEqual([]))

  it('a year is not told where the article has no date', () => {
    const undated = facts('去年，云岭县实际使用外资3亿美元。', { ...setting, published_at: null, text: '' })
    expect(undated).toEqual([])
  })

  it('each question comes once, with the place of its answer', () => {
    const text = '恒星光电项目总投资70亿元。据悉，恒星光电项目总投资70亿元。'
    const found = facts(text, { ...setting, text })
    expect(found.map(({ span }) => text.indexOf('70亿元') === span.start)).toEqual([true])
  })
})

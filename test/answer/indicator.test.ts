import { expect, it } from 'vitest'
import { indicatorClash } from '../../src/answer/indicator.ts'
import { clauseAround } from '../../src/text.ts'

it.each([
  ['净利润多少', '公司营业收入为25.6亿元', '25.6亿元', true],
  ['净利润多少', '归母净利润4.6亿元', '4.6亿元', false],
  ['净利润多少', '公司亏损4.6亿元', '4.6亿元', false],
  ['净利润多少', '上半年为4.6亿元', '4.6亿元', false],
  ['营收和净利润多少', '公司营业收入为25.6亿元', '25.6亿元', false],
  ['扣非净利润多少', '归母净利润4.6亿元', '4.6亿元', true],
  ['扣非净利润多少', '扣除非经常性损益的净利润4.3亿元', '4.3亿元', false],
  ['产量目标多少', '其中新能源汽车产能达到150万辆', '150万辆', true],
  ['中标价多少', '该工程拦标价为2330万元', '2330万元', true],
  ['高技术产业外资涨了多少', '高技术产业外资1亿元，占外资总量的23.2%', '23.2%', true],
  ['高技术产业外资占比多少', '同比增长23.2%', '23.2%', true],
  ['高技术产业外资占比多少', '占比同比提高3个百分点', '3个百分点', false],
  ['造出了多少辆车', '新能源汽车产能146万辆', '146万辆', true],
  ['造出了多少辆车', '新能源汽车产量146万辆', '146万辆', false],
  ['2022年卖了多少辆', '整车产量超百万辆', '百万辆', true],
  ['2022年卖了多少辆', '全年销量超百万辆', '百万辆', false],
  ['2022年卖了多少钱', '全年营业收入超百万元', '百万元', false],
  ['在海外卖了多少辆', '全年出口超百万辆', '百万辆', false],
  ['投后估值多少', 'Pre-A轮获投5000万元', '5000万元', true],
  ['这一轮融了多少', 'Pre-A轮获投5000万元', '5000万元', false],
  ['新增存款多少', '全省新增贷款达5064亿元', '5064亿元', true],
  ['对美国出口多少', '双边贸易额超1230亿美元', '1230亿美元', true],
  ['房地产投资回报率多少', '非上市房地产占2.3%', '2.3%', true],
  ['房地产投资回报率多少', '房地产投资回报率为-4.6%', '4.6%', false],
  ['总投资多少', '总投资10亿元', '10亿元', false],
  ['一年产值多少', '年度计划投资80.5亿元', '80.5亿元', true],
  ['投资多少', '年产值80.5亿元', '80.5亿元', false],
  // A change is of what was named before it.
  ['净利润涨了多少', '营业收入41.9亿元，同比下降11.2%', '11.2%', true],
  ['净利润涨了多少', '营业收入41.9亿元，净利润4.6亿元，同比增长21.7%', '21.7%', false],
  ['净利润涨了多少', '公司表现良好，同比增长21.7%', '21.7%', false],
  // An amount may stand in a clause of its own.
  ['净利润多少', '营业收入41.9亿元，盈余4.6亿元', '4.6亿元', false],
])('%s – %s, %s: another indicator: %s', (question, body, figure, expected) => {
  const start = body.indexOf(figure)
  const clause = clauseAround(body, { start, end: start + figure.length })
  const sentence = { start: 0, end: body.length }
  expect(indicatorClash(question, { body, clause, sentence })).toBe(expected)
})

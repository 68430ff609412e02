import { describe, expect, it } from 'vitest'
import { kindClash } from '../../src/answer/kind.ts'
import { quantities } from '../../src/quantity.ts'
import { understand } from '../../src/question.ts'

function clash(question: string, body: string, answer: string): boolean {
  const start = body.indexOf(answer)
  const span = { start, end: start + answer.length }
  const inside = quantities(body).filter((q) => q.start < span.end && q.end > span.start)
  return kindClash(understand(question, '2023-08-20T00:00:00Z'), body, span, inside)
}

describe('kindClash', () => {
  it.each([
    ['a figure of another kind', '占地多少亩', '投资3亿元', '3亿元', true],
    ['the kind asked for', '占地多少亩', '占地1000亩', '1000亩', false],
    ['any figure where none is asked for in particular', '目标是多少', '投资3亿元', '3亿元', false],
    ['money without its currency', '投资多少亿元', '投资10亿', '10亿', false],
    ['a small number without a unit', '投资多少亿元', '第10行', '10', true],
    ['a percentage where money is asked for', '用了多少亿外资', '外资增长28.8%', '28.8%', true],
    ['an amount that is a change', '利用外资增长多少', '利用外资增加3亿元', '3亿元', false],
    ['an amount that is no change', '营收同比增长多少', '营收突破14亿元', '14亿元', true],
    ['a part in words', '占比多少', '占全国的四分之一', '四分之一', false],
    ['money where a holding is asked for', '公司占股多少', '总投资10.5亿元', '10.5亿元', true],
    ['a holding in shares', '公司持股多少', '持有2000万股', '2000万股', false],
    ['shares where a price is asked for', '发行价每股几块', '持有15,120,000股', '15,120,000股', true],
    ['no figure at all', '目标是多少', '目标很高', '很高', true],
    ['the bound of a class', '投了多少亿元', '10亿元以上项目7个', '10亿元', true],
    ['a bound that is the amount', '投了多少亿元', '投资10亿元以上', '10亿元', false],
    ['one of two', '项目落在吕城还是陵口', '落户陵口镇', '陵口镇', false],
    ['neither of two', '项目落在吕城还是陵口', '引进东风座椅', '东风座椅', true],
    ['a figure for a name', '谁主持', '投资3亿元', '3亿元', true],
    ['no day for a day', '什么时候开工', '由张三主持', '张三', true],
    ['a figure as an item', '有哪些项目', '投资3亿元', '3亿元', true],
    ['a figure as an item where figures are asked for', '分别投资多少', '投资3亿元', '3亿元', false],
  ])('%s', (_, question, body, answer, expected) => {
    expect(clash(question, body, answer)).toBe(expected)
  })
})

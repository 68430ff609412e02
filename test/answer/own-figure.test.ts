import { describe, expect, it } from 'vitest'
import { ownFigure } from '../../src/answer/own-figure.ts'
import { quantities } from '../../src/quantity.ts'
import { understand } from '../../src/question.ts'
import type { TermWeights } from '../../src/terms.ts'

function figure(asked: string, body: string, marked: string): string {
  const question = understand(asked, '2023-08-20T00:00:00Z')
  const weights: TermWeights = new Map(question.terms.map((term) => [term, 1]))
  const start = body.indexOf(marked)
  const span = { start, end: start + marked.length }
  const own = ownFigure(question, body, span, { start: 0, end: body.length }, weights, quantities(body))
  return body.slice(own.start, own.end)
}

const PROJECTS = '全年引进总投资10亿元的座椅总成项目、总投资5亿元的电力构件项目、总投资3000万美元的眼镜项目'
const EACH = '上半年制造业、服务业同比分别增长5%、8%'
const WHOLE = '全省培育小巨人企业370家，其中，民营企业326家，国有企业44家，占比11.9%'
const STARTS = '力争镇江市级项目6月底前、丹阳市级项目9月底前全面开工'

describe('ownFigure', () => {
  it.each([
    ['the figure of the item that is asked for', '座椅总成项目投资多少', PROJECTS, '5亿元', '10亿元'],
    ['the marked one where its item is asked for', '电力构件项目投资多少', PROJECTS, '5亿元', '5亿元'],
    ['the marked one where no item is asked for', '总投资多少', PROJECTS, '5亿元', '5亿元'],
    ['none of another unit', '眼镜项目投资多少', PROJECTS, '5亿元', '5亿元'],
    ['a day with what bounds it', '镇江市级项目什么时候开工', STARTS, '9月底前', '6月底前'],
    [
      'a figure with what bounds it',
      '探明天然气多少',
      '探明天然气超2000亿吨、凝析油2亿吨',
      '2亿吨',
      '超2000亿吨',
    ],
    ['none of another clause', '甲项目投资多少', '甲项目投资5亿元，乙项目投资2亿元', '2亿元', '2亿元'],
    ['none of an item with two', '甲项目投资多少', '甲项目投资5亿元用3亿元、乙项目2亿元', '2亿元', '2亿元'],
    [
      'none from behind an item without one',
      '甲项目投资多少',
      '甲项目投资5亿元、丙、乙项目2亿元',
      '2亿元',
      '2亿元',
    ],
    [
      'what is more than a figure as it is',
      '座椅总成项目投资多少',
      PROJECTS,
      '5亿元的电力构件项目',
      '5亿元的电力构件项目',
    ],
    ['the part that is asked for', '其中民营企业几家', WHOLE, '370家', '326家'],
    ['the whole where no part is asked for', '培育企业几家', WHOLE, '370家', '370家'],
    ['the part that more of the question stands with', '国有企业几家', WHOLE, '370家', '44家'],
    ['no part of another unit', '占比多少', WHOLE, '370家', '370家'],
    ['what is told respectively in an enumeration', '服务业增长多少', EACH, '5%', '8%'],
    ['what is told respectively', '服务业增长多少', '制造业和服务业分别增长5%和8%', '5%', '8%'],
  ])('takes %s', (_, asked, body, marked, expected) => {
    expect(figure(asked, body, marked)).toBe(expected)
  })

  it('leaves what answers another kind of question', () => {
    expect(figure('座椅总成项目是哪个公司的', PROJECTS, '5亿元')).toBe('5亿元')
  })
})

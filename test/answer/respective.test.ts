import { describe, expect, it } from 'vitest'
import { respectiveFigure } from '../../src/answer/respective.ts'
import { quantities } from '../../src/quantity.ts'
import type { TermWeights } from '../../src/terms.ts'
import { searchTerms } from '../../src/text.ts'

function figure(asked: string, body: string, marked: string): string {
  const weights: TermWeights = new Map(searchTerms(asked).map((term) => [term, 1]))
  const start = body.indexOf(marked)
  const span = { start, end: start + marked.length }
  const found = respectiveFigure(body, span, { start: 0, end: body.length }, weights, quantities(body))
  return body.slice(found.start, found.end)
}

const GROWTH = '高技术制造业和高技术服务业投资分别增长11.8%和13.9%'

describe('respectiveFigure', () => {
  it('is the one that stands as the question’s item stands', () => {
    expect(figure('高技术服务业', GROWTH, '11.8%')).toBe('13.9%')
    expect(figure('高技术制造业', GROWTH, '11.8%')).toBe('11.8%')
  })

  it('is one of several that are marked together', () => {
    expect(figure('高技术服务业', GROWTH, '11.8%和13.9%')).toBe('13.9%')
  })

  it('stays as it is where the question does not tell the items apart', () => {
    expect(figure('投资', GROWTH, '11.8%')).toBe('11.8%')
    expect(figure('投资', GROWTH, '11.8%和13.9%')).toBe('11.8%和13.9%')
  })

  it('does not take what is said of all for the last item', () => {
    const body = '2016年1月、2018年10月和2019年9月西安紫光分别增资150万美元、300万美元和400万美元'
    expect(figure('2018年西安紫光', body, '150万美元')).toBe('300万美元')
  })

  it('goes with items behind the word, and with those of a clause before it where they are three', () => {
    expect(figure('比全省', '增速16.3%，分别高于全国、全省、全市12.5%、9.4%、8.2%', '12.5%')).toBe('9.4%')
    expect(figure('比全省', '增长22.2%，高于全国、全省13.3%、9.1%', '13.3%')).toBe('9.1%')
    const said = '“市场大”“政策多”“链条全”是主要动因，占比分别为77.5%、53.4%和39.9%'
    expect(figure('政策多', said, '39.9%')).toBe('53.4%')
  })

  it('cuts by the sign that gives as many items as figures', () => {
    const body = '汽车制造业、电气机械和器材制造业投资分别增长20%和38.9%'
    expect(figure('电气机械', body, '20%')).toBe('38.9%')
  })

  it('stays as it is where there are more items than figures, none are enumerated, or the figure is none of the run', () => {
    expect(figure('丹阳', '句容、丹阳、扬中分别增长5%和8%', '5%')).toBe('5%')
    expect(figure('丹阳', '丹阳增长5%，句容增长8%', '8%')).toBe('8%')
    expect(figure('丹阳', '全市增长3%，句容和丹阳分别增长5%和8%', '3%')).toBe('3%')
  })

  it('leaves a figure that would lose its unit', () => {
    const body = '分别高于全国、全省、全市12.5、9.4、8.2个百分点'
    expect(figure('比全省', body, '12.5、9.4、8.2个百分点')).toBe('12.5、9.4、8.2个百分点')
    expect(figure('比全市', body, '12.5、9.4、8.2个百分点')).toBe('8.2个百分点')
  })
})

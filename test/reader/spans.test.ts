import { describe, expect, it } from 'vitest'
import { understand } from '../../src/question.ts'
import type { Reranker } from '../../src/reader/reranker.ts'
import { createSpanReader } from '../../src/reader/span-reader.ts'
import { typedSpans } from '../../src/reader/spans.ts'

const marked = (question: string, body: string): string[] =>
  typedSpans(understand(question, '2024-01-01'), body).map(({ start, end }) => body.slice(start, end))

describe('rules for spans', () => {
  it.each([
    // Who does something may be a company, unless an office is named.
    ['厂房是谁承建的', '近日，由中冶天工集团承建的厂房完工。', '中冶天工集团'],
    ['该市来了哪位副行长', '市长解冬，银行副行长张文武出席活动。', '张文武'],
    ['教剪纸的老师是谁', '服务站老师李俊英为孩子们讲解剪纸。', '李俊英'],
    // A name begins behind what governs it, and ends at its kind.
    ['为哪家公司揭牌', '二人共同为河南中原燃气集团有限公司揭牌。', '河南中原燃气集团有限公司'],
    ['林区由哪家机构养护', '其中北部林区委托亿利公益基金会执行养护。', '亿利公益基金会'],
    ['哪家投资公司分拆业务', '今年6月，重量级科技投资公司红杉资本公开宣布分拆业务。', '红杉资本'],
    ['资金用在哪个工厂', '资金全部用于恒大汽车天津工厂。', '天津工厂'],
    // Numbers that are no quantities.
    ['客服热线是哪个号', '请拨打客户服务热线：400-678-0099。', '400-678-0099'],
    ['通知是什么文号', '通知（发改投资〔2023〕1004号）印发。', '发改投资〔2023〕1004号'],
    // The part of a time behind a date.
    ['什么时候投产', '一期10月开工，预计2024年底投产。', '2024年底'],
  ])('%s: %s', (question, body, answer) => {
    expect(marked(question, body)).toContain(answer)
  })

  it.each([
    ['出口多少GW', '产量204GW，出口达到108GW，电池253GW。', '108GW'],
    ['新备案创投基金多少只', '新备案私募股权基金262只，新备案创投基金376只。', '376只'],
    ['实际到位多少亿元', '协议金额1160亿元、实际到位390亿元。', '390亿元'],
  ])('%s: what stands next to the words of the question is first', (question, body, answer) => {
    expect(marked(question, body)[0]).toBe(answer)
  })
})

describe('reader of rules and a re-ranker', () => {
  const recording = (score: (text: string) => number): Reranker & { asked: string[][] } => {
    const asked: string[][] = []
    return {
      asked,
      id: 'fake',
      score: async (_question, texts) => {
        asked.push(texts)
        return texts.map(score)
      },
    }
  }
  const body = '甲区引资1亿元。乙区引资2亿元。'

  it('takes the order of the re-ranker, whichever it is', async () => {
    for (const [best, answer] of [
      ['甲', '1亿元'],
      ['乙', '2亿元'],
    ] as const) {
      const reranker = recording((text) => (text.includes(best) ? 5 : -5))
      const [reading] = await createSpanReader(reranker).read('引资多少', [{ title: '', body }])
      const [first] = reading!.spans
      expect(body.slice(first!.start, first!.end)).toBe(answer)
      expect(reading!.null_score).toBe(0)
      expect(reranker.asked).toHaveLength(1)
    }
  })

  it('is another reader with another re-ranker', () => {
    const id = (name: string): string => createSpanReader({ ...recording(() => 0), id: name }).id
    expect(id('甲')).not.toBe(id('乙'))
  })
})

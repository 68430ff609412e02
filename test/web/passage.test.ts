import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passageOf } from '../../src/web/passage.ts'

const none = { answer_start: null, answer_end: null }

describe('a passage in its article', () => {
  it('marks what is cited, and in it what answers', () => {
    const text = '第一段。\n此外，到账1亿美元的目标。完。'
    const start = text.indexOf('此外')
    const at = text.indexOf('1亿')
    const place = { start, end: text.indexOf('完'), answer_start: at, answer_end: at + 4 }
    expect(passageOf(text, place)).toEqual({
      cutBefore: false,
      cutAfter: false,
      paragraphs: [
        [{ text: '第一段。', kind: 'plain' }],
        [
          { text: '此外，到账', kind: 'cited' },
          { text: '1亿美元', kind: 'answer' },
          { text: '的目标。', kind: 'cited' },
          { text: '完。', kind: 'plain' },
        ],
      ],
    })
  })

  it('goes over paragraphs', () => {
    const { paragraphs } = passageOf('一二\n\n三四', { start: 1, end: 5, ...none })
    expect(paragraphs.map((pieces) => pieces.map(({ text, kind }) => `${kind} ${text}`))).toEqual([
      ['plain 一', 'cited 二'],
      ['cited 三', 'plain 四'],
    ])
  })

  it('shows whole paragraphs around the place of a long text', () => {
    const text = Array.from({ length: 400 }, (_, i) => `第${i}段${'文'.repeat(60)}。`).join('\n')
    const start = text.indexOf('第200段')
    const { paragraphs, cutBefore, cutAfter } = passageOf(text, { start, end: start + 10, ...none }, 1000)
    expect([cutBefore, cutAfter]).toEqual([true, true])
    expect(paragraphs.length).toBeLessThan(40)
    expect(paragraphs[0]![0]!.text).toMatch(/^第\d+段/)
    expect(paragraphs.at(-1)!.at(-1)!.text).toMatch(/。$/)
  })

  it('loses no character, whatever the place', () => {
    const texts = fc.string({ unit: fc.constantFrom('文', 'a', '\n', '。', '😀'), maxLength: 60 })
    const offset = fc.integer({ min: -5, max: 70 })
    fc.assert(
      fc.property(texts, offset, offset, offset, offset, (text, start, end, answer_start, answer_end) => {
        const { paragraphs } = passageOf(text, { start, end, answer_start, answer_end })
        const shown = paragraphs.flat().map((piece) => piece.text)
        expect(shown.join('')).toBe(
          text
            .split('\n')
            .filter((line) => line.trim() !== '')
            .join(''),
        )
      }),
    )
  })
})

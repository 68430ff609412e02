import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunk } from '../../src/ingest/chunk.ts'
import { sentences } from '../../src/text.ts'
import { anyText, longText } from '../fakes.ts'

const sentence = (length: number): string => `${'字'.repeat(length - 1)}。`

describe('chunk, for any text', () => {
  const texts = fc.oneof(anyText, longText)

  it('gives passages that are exact slices, of 1 to 400 characters, in order, without overlap', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let at = 0
        for (const passage of chunk(text)) {
          expect(passage.text).toBe(text.slice(passage.start, passage.end))
          expect(passage.text.length).toBeGreaterThan(0)
          expect(passage.text.length).toBeLessThanOrEqual(400)
          expect(passage.start).toBeGreaterThanOrEqual(at)
          at = passage.end
        }
      }),
      { numRuns: 300 },
    )
  })

  it('holds every sentence but the headings', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const passages = chunk(text)
        const covered = new Uint8Array(text.length)
        for (const { start, end } of passages) covered.fill(1, start, end)
        for (const { start, end } of sentences(text)) {
          if (covered.subarray(start, end).every((unit) => unit === 1)) continue
          // A heading is short, and is not in any passage in part either.
          expect(end - start).toBeLessThanOrEqual(40)
          expect(covered.subarray(start, end).every((unit) => unit === 0)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('never cuts a surrogate pair', () => {
    fc.assert(
      fc.property(
        texts.map((text) => text.toWellFormed()),
        (text) => {
          expect(chunk(text).every((passage) => passage.text.isWellFormed())).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('chunk', () => {
  it('keeps a short text whole, without the white space around it', () => {
    expect(chunk('\n 第一句。第二句。 \n')).toEqual([
      { start: 2, end: 10, text: '第一句。第二句。', heading: null },
    ])
  })

  it('gives nothing for a text without characters', () => {
    expect(chunk('')).toEqual([])
    expect(chunk(' \n\u3000')).toEqual([])
  })

  it('packs whole sentences evenly: 1,240 characters make five passages of 248, not four of 300 and a rest', () => {
    const passages = chunk(sentence(62).repeat(20))
    expect(passages.every((passage) => passage.text.endsWith('。'))).toBe(true)
    expect(passages.map((passage) => passage.text.length)).toEqual([248, 248, 248, 248, 248])
  })

  it('cuts an overlong sentence behind a comma, not in “1,234” or “19.9”', () => {
    const text = `${'字'.repeat(250)}，${'字'.repeat(140)}1,234万元${'字'.repeat(200)}。`
    expect(chunk(text)[0]!.text).toBe(`${'字'.repeat(250)}，`)
    const number = `${'字'.repeat(397)}19.98亿元${'字'.repeat(200)}。`
    expect(chunk(number)[0]!.text).toMatch(/^字+$/u)
  })

  it('does not cut a surrogate pair that stands before a long run of letters', () => {
    const text = `${'字'.repeat(149)}😀${'a'.repeat(250)}${'字'.repeat(400)}`
    expect(chunk(text).every((passage) => passage.text.isWellFormed())).toBe(true)
  })

  it('starts a passage at each heading and names it', () => {
    const text = `开头的一段话，说明整体情况如何。\n一、招商引资\n${sentence(60)}\n二、项目建设\n${sentence(60)}`
    expect(chunk(text).map(({ heading, text: own }) => [heading, own.length])).toEqual([
      [null, 16],
      ['一、招商引资', 60],
      ['二、项目建设', 60],
    ])
  })

  it('takes no short line for a heading that ends a sentence, holds an amount or a table bar, or comes last', () => {
    for (const line of ['签约了。', '总投资：', '投资20亿元', '甲 | 乙']) {
      expect(chunk(`${line}\n${sentence(60)}`)[0]).toMatchObject({ heading: null, start: 0 })
    }
    expect(chunk(`${sentence(60)}\n（记者 张三）`)[0]!.text).toContain('记者')
  })

  it('keeps a text of short lines only', () => {
    expect(chunk('第一行\n第二行').map((passage) => passage.text)).toEqual(['第一行\n第二行'])
  })
})

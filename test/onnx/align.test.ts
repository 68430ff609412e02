import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignPieces } from '../../src/onnx/align.ts'
import { nfkcMapped } from '../../src/text.ts'
import { anyText } from '../fakes.ts'

const UNKNOWN = '<unk>'
const of = (text: string, pieces: string[]): string[] =>
  alignPieces(text, pieces, UNKNOWN).map(({ start, end }) => text.slice(start, end))

// Cut a text as SentencePiece does: NFKC, white space as “▁” before the next piece, pieces of given lengths.
function pieces(original: string, lengths: number[], unknownEvery: number): string[] {
  const words = nfkcMapped(original)
    .text.split(/\s+/u)
    .filter((word) => word !== '')
  const found: string[] = []
  let turn = 0
  for (const word of words) {
    const chars = [...`▁${word}`]
    while (chars.length > 0) {
      found.push(chars.splice(0, lengths[turn % lengths.length]!).join(''))
      turn += 1
    }
  }
  return found.map((piece, i) =>
    unknownEvery > 0 && i % unknownEvery === unknownEvery - 1 ? UNKNOWN : piece,
  )
}

describe('alignPieces', () => {
  it('finds each piece where it stands', () => {
    expect(of('丹阳 开发区', ['▁丹', '阳', '▁', '开发', '区'])).toEqual(['丹', '阳', '', '开发', '区'])
  })

  it('gives a piece of normalised text the characters it came from', () => {
    expect(of('占地１００㎡。', ['▁占地', '100', 'm2', '。'])).toEqual(['占地', '１００', '㎡', '。'])
    // Half of what one character became is that character.
    expect(of('㎡', ['▁m', '2'])).toEqual(['㎡', '㎡'])
    expect(of('cafe\u0301。', ['▁café', '。'])).toEqual(['cafe\u0301', '。'])
  })

  it('gives an unknown piece what stands between its neighbours', () => {
    expect(of('在𠮷野 家吃', ['▁在', UNKNOWN, '家', '吃'])).toEqual(['在', '𠮷野', '家', '吃'])
    expect(of('吃😀', ['▁吃', UNKNOWN])).toEqual(['吃', '😀'])
  })

  it('spans white space within a piece, and leaves a piece that the text does not hold empty', () => {
    expect(of('1 000', ['▁1000'])).toEqual(['1 000'])
    expect(of('甲\r\n\r\n\u3000\u3000乙丙', ['▁甲', '▁乙', '丙'])).toEqual(['甲', '乙', '丙'])
    expect(of('丹阳', ['▁丹', '镇江', '阳'])).toEqual(['丹', '', '阳'])
  })

  it('gives as many intervals as pieces, in order, within the text, for any text and cutting', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 5 }),
        (text, lengths, unknownEvery) => {
          const cut = pieces(text, lengths, unknownEvery)
          const intervals = alignPieces(text, cut, UNKNOWN)
          expect(intervals).toHaveLength(cut.length)
          let at = 0
          for (const { start, end } of intervals) {
            expect(start).toBeGreaterThanOrEqual(at)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(end).toBeLessThanOrEqual(text.length)
            at = start
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('gives each known piece exactly its characters, for any text without unknown ones', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
        (text, lengths) => {
          fc.pre(!text.includes('▁'))
          const cut = pieces(text, lengths, 0)
          alignPieces(text, cut, UNKNOWN).forEach(({ start, end }, i) => {
            const held = text.slice(start, end).normalize('NFKC').replace(/\s/gu, '')
            expect(held).toContain(cut[i]!.replace('▁', ''))
          })
        },
      ),
      { numRuns: 300 },
    )
  })
})

// Places of a text, held against a plain count of its units.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paragraphsOf, piecesOf, readSpans, spansIn } from '../../src/web/spans.ts'

describe('places of an address', () => {
  it('are read in order, and joined where they overlap', () => {
    expect(readSpans(['8-9', '1-5', '4-6'], 10)).toEqual({
      spans: [
        { start: 1, end: 6 },
        { start: 8, end: 9 },
      ],
      faults: [],
    })
  })

  it.each([
    ['5-1', 'empty'],
    ['5-5', 'empty'],
    ['10-12', 'outside'],
    ['x', 'unreadable'],
    ['-1-5', 'unreadable'],
    ['1-5-9', 'unreadable'],
    ['1.5-3', 'unreadable'],
    ['9999999999-99999999999', 'unreadable'],
    ['', 'unreadable'],
  ])('%s is none: %s', (given, why) => {
    expect(readSpans([given], 10)).toEqual({ spans: [], faults: [{ given, why }] })
  })

  it('are cut at the end of the text, and are at most fifty', () => {
    expect(readSpans(['8-12'], 10)).toEqual({
      spans: [{ start: 8, end: 10 }],
      faults: [{ given: '8-12', why: 'cut' }],
    })
    const many = Array.from({ length: 60 }, (_, i) => `${2 * i}-${2 * i + 1}`)
    const { spans, faults } = readSpans(many, 1000)
    expect([spans.length, faults]).toEqual([50, [{ given: '100-101', why: 'many' }]])
  })

  it('stand in a query or a fragment', () => {
    expect(spansIn('revision=2&c=1-5&c=8-9')).toEqual(['1-5', '8-9'])
    expect(spansIn('p12')).toEqual([])
  })
})

describe('paragraphs', () => {
  it('are the lines that hold text, without the space around them, however lines end', () => {
    const text = '　　甲\r\n\r\n \n乙\u2028丙 \r丁\t\n'
    const told = paragraphsOf(text).map(({ number, start, end }) => [number, text.slice(start, end)])
    expect(told).toEqual([
      [1, '甲'],
      [2, '乙'],
      [3, '丙'],
      [4, '丁'],
    ])
  })
})

describe('what is marked', () => {
  const anyText = fc.string({
    unit: fc.constantFrom('甲', 'a', '🚀', '\n', ' ', '\ud83d', '\ude80', 'é'),
    maxLength: 40,
  })
  const anyPlace = fc.tuple(fc.nat(90), fc.nat(90)).map(([start, end]) => `${start}-${end}`)

  it('is just the units of the places, the whole of a pair where they cut it, and no text is lost', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyPlace, { maxLength: 4 }), (text, given) => {
        const { spans } = readSpans(given, text.length)
        const within = (at: number) => spans.some(({ start, end }) => start <= at && at < end)
        for (const { start, end } of paragraphsOf(text)) {
          const own = text.slice(start, end)
          const pieces = piecesOf(own, start, spans)
          expect(pieces.map((piece) => piece.text).join('')).toBe(own)
          let at = start
          for (const piece of pieces) {
            expect(piece.text).not.toBe('')
            for (let i = 0; i < piece.text.length; i += 1, at += 1) {
              const cut =
                isPair(text, at - 1) && at - 1 >= start ? within(at - 1) : isPair(text, at) && within(at + 1)
              expect(piece.marked).toBe(within(at) || cut)
            }
          }
        }
      }),
    )
  })
})

function isPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(at, 0), at + 2))
}

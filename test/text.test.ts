import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  comparable,
  halfWidth,
  nfkcMapped,
  searchTerms,
  sentences,
  simplified,
  termsHeld,
} from '../src/text.ts'
import { anyText, longText } from './fakes.ts'

const cut = (text: string): string[] => sentences(text).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  it.each([
    ['一句。二句！三句？四句；五句', ['一句。', '二句！', '三句？', '四句；', '五句']],
    ['他说：“开工了。”大家鼓掌。', ['他说：“开工了。”', '大家鼓掌。']],
    ['真的？！真的。', ['真的？！', '真的。']],
    ['增长19.9%，总额1.5亿元。', ['增长19.9%，总额1.5亿元。']],
    ['等等……后来', ['等等……', '后来']],
    ['一个…不算', ['一个…不算']],
    ['  标题  \r\n\r\n  正文  ', ['标题', '正文']],
    ['It opened. Then it closed at 3.5 p.m. today.', ['It opened.', 'Then it closed at 3.5 p.m. today.']],
    ['（括号里。）外面', ['（括号里。）', '外面']],
    ['', []],
    [' \n\u3000\r\n\t', []],
  ])('cuts %j', (text, expected) => {
    expect(cut(text)).toEqual(expected)
  })

  it('lie in order, do not overlap, have no white space at their edges and leave out nothing but white space', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, longText), (text) => {
        let at = 0
        for (const { start, end } of sentences(text)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          expect(text.slice(at, start).trim()).toBe('')
          expect(text.slice(start, end).trim()).toBe(text.slice(start, end))
          at = end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
      { numRuns: 300 },
    )
  })
})

describe('nfkcMapped', () => {
  // What its description excludes: jamo sequences, marks beyond the BMP.
  const excluded =
    /[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]|(?=[^\0-\uffff])\p{M}/u

  it('equals NFKC, and its map never goes back and ends with the length of the original', () => {
    fc.assert(
      fc.property(
        anyText.filter((text) => !excluded.test(text)),
        (original) => {
          const { text, map } = nfkcMapped(original)
          expect(text).toBe(original.normalize('NFKC'))
          expect(map).toHaveLength(text.length + 1)
          for (let i = 1; i < map.length; i += 1) expect(map[i]!).toBeGreaterThanOrEqual(map[i - 1]!)
          expect(map.at(-1)).toBe(original.length)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('composes half-width kana with the voicing mark after it', () => {
    expect(nfkcMapped('ｶﾞｽ').text).toBe('ガス')
    expect([...nfkcMapped('ｶﾞｽ').map]).toEqual([0, 2, 3])
  })

  it('maps every character of one that becomes several to where that one stands', () => {
    expect(nfkcMapped('约㎡①').text).toBe('约m21')
    expect([...nfkcMapped('约㎡①').map]).toEqual([0, 1, 1, 2, 3])
  })
})

describe('searchTerms', () => {
  it.each([
    ['外资到账', ['外资', '资到', '到账']],
    ['米', ['米']],
    ['70亿元', ['70', '70亿', '亿元']],
    ['19.9%的5G', ['19.9', '的', '5g']],
    ['２０２３年', ['2023', '2023年', '年']],
    ['開發區', ['开发', '发区']],
    ['GDP增长', ['gdp', '增长']],
    ["it's 1.项目 a-丹阳", ["it's", '1', '项目', 'a', '丹阳']],
    ['𠮷野家', ['𠮷野', '野家']],
    ['，。', []],
  ])('cuts %j', (text, expected) => {
    expect(searchTerms(text)).toEqual(expected)
  })

  it('is the same for full-width, half-width, traditional and simplified writing', () => {
    expect(searchTerms('ＧＤＰ增長１２．３％')).toEqual(searchTerms('gdp增长12.3%'))
  })

  it('never gives half a surrogate pair of well-formed text, nor a term with white space', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const terms = searchTerms(text.toWellFormed())
        expect(terms.every((term) => term.isWellFormed() && !/\s/u.test(term) && term !== '')).toBe(true)
      }),
    )
  })
})

describe('termsHeld', () => {
  const piece = fc.constantFrom(
    '外资到账', '1亿美元', '570亿', '70', 'GDP', "o'neil", '𠮷野', '々', '家', '，', ' ', '１２．３％', '增長', '\n', 'e\u0301', '〇', 'ｱ', '-',
  ) // prettier-ignore
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
    anyText,
  )

  it('finds what cutting the whole text finds, and nothing else', () => {
    fc.assert(
      fc.property(text, text, fc.string({ maxLength: 3 }), (one, other, any) => {
        const terms = new Set(searchTerms(one))
        const wanted = new Set([...searchTerms(other), ...[...terms].slice(0, 20), any, '外资到'])
        expect([...termsHeld(one, wanted)].sort()).toEqual(
          [...wanted].filter((term) => terms.has(term)).sort(),
        )
      }),
      { numRuns: 500 },
    )
  })
})

it('halfWidth keeps every offset', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(halfWidth(text)).toHaveLength(text.length)
    }),
  )
  expect(halfWidth('１２．３％（约）ＧＷ')).toBe('12.3%(约)GW')
})

it('simplified and comparable forms are the same for what a person would call the same', () => {
  expect(simplified('開發區')).toBe('开发区')
  expect(comparable(' １億 美元\u200b\n')).toBe(comparable('1亿美元'))
  expect(comparable('ABC')).toBe('abc')
})

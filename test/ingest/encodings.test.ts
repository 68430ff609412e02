// Bytes of mixed, broken and undeclared encodings: each character is right, or counted as lost.
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeBytes, type Decoded } from '../../src/ingest/bytes.ts'
import { isTextOf, nonAscii, plausibility, utf8Sequences } from '../../src/ingest/encodings.ts'

const CHINESE = '今年一季度，开发区实际到账外资4820万美元，同比增长112%，这是近三年来的最好水平。'
const OTHER = '园区管委会主任表示，将继续做好企业服务工作，力争全年引进项目三十个。'
const TRADITIONAL = '科學園區昨日公布，上半年營收達三千億元，這個數字創下新高，產業發展與出口都有進步。'
const gbk = (text: string): Buffer => iconv.encode(text, 'gbk')
const utf8 = (text: string): Buffer => iconv.encode(text, 'utf8')

function decoded(bytes: Uint8Array, hint: string | null = null): Decoded {
  const result = decodeBytes(bytes, hint)
  if ('fact' in result) throw new Error(result.fact)
  return result
}

describe('a page patched together of two encodings', () => {
  it('is read line by line: a header of GBK on a page of UTF-8', () => {
    const page = Buffer.concat([gbk(`<div>${OTHER}</div>\n`), utf8(`<p>${CHINESE}</p>\n`.repeat(8))])
    const { text, encoding, warnings } = decoded(page)
    expect(encoding).toBe('utf-8')
    expect(text).toBe(`<div>${OTHER}</div>\n${`<p>${CHINESE}</p>\n`.repeat(8)}`)
    expect(warnings).toEqual([
      '1 line was written in gb18030 and the rest in utf-8; each was decoded as what it is',
    ])
  })

  it('is read line by line: a footer of UTF-8 on a page of GBK', () => {
    const page = Buffer.concat([gbk(`<p>${CHINESE}</p>\n`.repeat(8)), utf8(`<div>${OTHER}</div>\n`)])
    const { text, encoding, warnings } = decoded(page)
    expect(encoding).toBe('gb18030')
    expect(text).toBe(`${`<p>${CHINESE}</p>\n`.repeat(8)}<div>${OTHER}</div>\n`)
    expect(warnings).toHaveLength(1)
  })
})

describe('broken bytes', () => {
  it('are counted, and the rest of the text is whole', () => {
    const page = Buffer.concat([utf8(`<p>${CHINESE}`).subarray(0, -1), utf8(`</p><p>${OTHER}</p>`)])
    const { text, warnings } = decoded(page)
    expect(text).toBe(`<p>${CHINESE.slice(0, -1)}\ufffd</p><p>${OTHER}</p>`)
    expect(warnings).toEqual(['1 sequence could not be decoded as utf-8 and stand as U+FFFD'])
  })

  it('in the middle of GBK lose at most the characters beside them', () => {
    const { text, encoding, warnings } = decoded(
      Buffer.concat([gbk(CHINESE), Buffer.from([0xff]), gbk(OTHER.repeat(4))]),
    )
    expect(encoding).toBe('gb18030')
    expect(text.startsWith(CHINESE)).toBe(true)
    expect(text.endsWith(OTHER.repeat(3))).toBe(true)
    expect(warnings.join()).toContain('U+FFFD')
  })

  it('are refused when too much is lost, with the encoding that fits best', () => {
    const noise = Buffer.from(Array.from({ length: 400 }, (_, i) => [0xff, 0x41 + (i % 20)]).flat())
    const result = decodeBytes(noise)
    expect('fact' in result && result.fact).toContain('cannot be decoded')
  })

  it('that were lost before the page was saved are told of', () => {
    expect(decoded(utf8(`${CHINESE}锟斤拷锟斤拷${OTHER}`)).warnings.join()).toContain(
      '锟斤拷” stands in it 2 times',
    )
    const wrong = iconv.decode(utf8(CHINESE + OTHER), 'latin1')
    expect(decoded(utf8(wrong)).warnings.join()).toContain('decoded wrongly before it was saved')
  })
})

describe('UTF-16 without a byte order mark', () => {
  it.each([
    ['utf-16le', 'utf16le'],
    ['utf-16be', 'utf16be'],
  ])('is known as %s, with markup or without', (encoding, name) => {
    for (const text of [`<html><body><p>${CHINESE}</p></body></html>`, CHINESE + OTHER]) {
      expect(decoded(iconv.encode(text, name, { addBOM: false }))).toMatchObject({ text, encoding })
    }
  })
})

describe('traditional characters', () => {
  it('in Big5 are told from those in GBK, whatever the page declares', () => {
    const page = (charset: string): string => `<meta charset="${charset}"><p>${TRADITIONAL}</p>`
    for (const charset of ['big5', 'gb2312', 'utf-8']) {
      expect(decoded(iconv.encode(page(charset), 'big5'))).toMatchObject({
        text: page(charset),
        encoding: 'big5',
      })
      expect(decoded(gbk(page(charset)))).toMatchObject({ text: page(charset), encoding: 'gb18030' })
    }
  })
})

describe('a hint from outside', () => {
  it('decides only what the bytes leave open', () => {
    expect(decoded(gbk(CHINESE), 'utf-8').text).toBe(CHINESE)
    expect(decoded(utf8(CHINESE), 'gbk').text).toBe(CHINESE)
  })

  it('and the way in which the encoding was found are noted', () => {
    const trace = { encoding: null as { name: string; from: string } | null }
    decodeBytes(gbk(CHINESE), 'UTF-8', trace)
    expect(trace.encoding).toEqual({ name: 'gb18030', from: 'its bytes read best as gb18030; it says utf-8' })
  })
})

describe('what the bytes look like', () => {
  it('counts whole and broken sequences of UTF-8', () => {
    expect(utf8Sequences(utf8('a中é😀'))).toEqual({ valid: 3, broken: 0 })
    expect(utf8Sequences(Uint8Array.from([0x41, 0xe4, 0xb8, 0x41, 0xff, 0xc0]))).toEqual({
      valid: 0,
      broken: 3,
    })
  })

  it('takes only the lines with characters beyond ASCII into a sample', () => {
    expect(Buffer.from(nonAscii(utf8('var a = 1\n中文\nfunction b() {}\n尾'))).toString()).toBe('中文\n尾')
  })

  it('a right decoding is more plausible than a wrong one', () => {
    for (const [right, wrong] of [
      ['gb18030', 'big5'],
      ['gb18030', 'utf-8'],
    ] as const) {
      expect(plausibility(gbk(CHINESE), right)).toBeGreaterThan(plausibility(gbk(CHINESE), wrong) + 0.2)
    }
    expect(isTextOf(CHINESE)).toBe(true)
    expect(isTextOf(iconv.decode(utf8(CHINESE), 'latin1'))).toBe(false)
  })
})

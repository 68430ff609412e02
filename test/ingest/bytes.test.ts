import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodeBytes, type Decoded } from '../../src/ingest/bytes.ts'

const CHINESE = '今年一季度，开发区实际到账外资4820万美元，同比增长112%，这是近三年来的最好水平。'
const TRADITIONAL = '科學園區昨日公布，上半年營收達三千億元，這個數字創下新高，產業發展與出口都有進步。'

function decoded(bytes: Uint8Array): Decoded {
  const result = decodeBytes(bytes)
  if ('fact' in result) throw new Error(result.fact)
  return result
}

describe('decodeBytes', () => {
  it.each([
    ['utf-8', iconv.encode(CHINESE, 'utf8')],
    ['utf-8', iconv.encode(CHINESE, 'utf8', { addBOM: true })],
    ['gb18030', iconv.encode(CHINESE, 'gbk')],
    ['utf-16le', iconv.encode(CHINESE, 'utf16le', { addBOM: true })],
    ['utf-16be', iconv.encode(CHINESE, 'utf16be', { addBOM: true })],
  ])('reads %s', (encoding, bytes) => {
    expect(decoded(bytes)).toEqual({ text: CHINESE, encoding, warnings: [] })
  })

  it('reads Big5', () => {
    expect(decoded(iconv.encode(TRADITIONAL, 'big5'))).toMatchObject({ text: TRADITIONAL, encoding: 'big5' })
  })

  it('trusts the bytes before the declaration, both ways round', () => {
    const page = (charset: string) => `<meta charset="${charset}"><p>${CHINESE}</p>`
    expect(decoded(iconv.encode(page('gb2312'), 'utf8')).encoding).toBe('utf-8')
    expect(decoded(iconv.encode(page('utf-8'), 'gb18030')).encoding).toBe('gb18030')
    expect(decoded(iconv.encode(page('big5'), 'gb18030')).text).toContain(CHINESE)
  })

  it('reads GB18030 characters beyond GBK', () => {
    const text = `${CHINESE}㐀𠀀`
    expect(decoded(iconv.encode(text, 'gb18030')).text).toBe(text)
  })

  it('counts what it cannot decode and keeps the rest', () => {
    const bytes = Buffer.concat([
      iconv.encode(CHINESE, 'utf8'),
      Buffer.from([0xff]),
      iconv.encode(CHINESE, 'utf8'),
    ])
    const result = decoded(bytes)
    expect(result.encoding).toBe('utf-8')
    expect(result.text).toBe(`${CHINESE}\ufffd${CHINESE}`)
    expect(result.warnings).toEqual(['1 sequence could not be decoded as utf-8 and stand as U+FFFD'])
  })

  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0]],
    ['PDF', [...Buffer.from('%PDF-1.7')]],
    ['ZIP', [0x50, 0x4b, 3, 4]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47]],
    ['binary', [1, 0, 2, 0, 0, 3]],
  ])('refuses %s by its name', (name, bytes) => {
    const result = decodeBytes(Uint8Array.from(bytes))
    expect(result).toHaveProperty('remedy')
    expect('fact' in result && result.fact).toContain(name)
  })

  it('never throws and never loses a character without a warning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const result = decodeBytes(bytes)
        if ('fact' in result) return
        if (result.text.includes('\ufffd')) expect(result.warnings).not.toEqual([])
      }),
    )
  })
})

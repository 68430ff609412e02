import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalDigests } from '../../src/keys/keys.ts'
import { makeToken, parseToken } from '../../src/keys/token.ts'
import { holdsKey, maskKeys } from '../../src/secrets.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))
const bytes = fc.uint8Array({ minLength: 400, maxLength: 400 }).map((given) => {
  let at = 0
  // Goes round, with what is never thrown away in between, so that it ends.
  return (length: number) =>
    Uint8Array.from({ length }, (_, i) => (i % 2 === 0 ? given[at++ % 400]! : (at * 7) % 248))
})

describe('a token', () => {
  it('is read back as it was made, whatever the random bytes', () => {
    fc.assert(
      fc.property(bytes, (source) => {
        const token = makeToken(source)
        expect(token.text).toMatch(/^tw_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$/)
        expect(parseToken(token.text)).toEqual(token)
        expect(token.id).toBe(`key_${token.text.slice(3, 15)}`)
      }),
    )
  })

  it('with one changed, lost, added or swapped character is none', () => {
    const { text } = makeToken(random)
    const digits = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_']
    for (let i = 0; i < text.length; i += 1) {
      for (const digit of digits) {
        if (digit !== text[i]) expect(parseToken(text.slice(0, i) + digit + text.slice(i + 1))).toBeNull()
      }
      expect(parseToken(text.slice(0, i) + text.slice(i + 1))).toBeNull()
      expect(parseToken(`${text.slice(0, i)}x${text.slice(i)}`)).toBeNull()
      const swapped = text.slice(0, i) + (text[i + 1] ?? '') + text[i] + text.slice(i + 2)
      if (swapped !== text) expect(parseToken(swapped)).toBeNull()
    }
  })

  it('is no other text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseToken(text) === null))
  })

  it('has a secret of at least 128 bits, evenly spread', () => {
    const counts = new Map<string, number>()
    for (let i = 0; i < 2000; i += 1) {
      for (const digit of makeToken(random).text.slice(16, 48))
        counts.set(digit, (counts.get(digit) ?? 0) + 1)
    }
    expect(counts.size).toBe(62)
    expect(32 * Math.log2(62)).toBeGreaterThan(128)
    // 64,000 draws of 62 digits: 1,032 each, with a standard deviation of 32.
    for (const count of counts.values()) expect(Math.abs(count - 1032)).toBeLessThan(200)
  })

  it('ends with the CRC-32 of what stands before', () => {
    const { text } = makeToken(random)
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    const told = text
      .slice(-6)
      .split('')
      .reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)
    expect(told).toBe(crc32(text.slice(0, -6)))
  })

  it('is not found in ids that only look a little like one', () => {
    for (const text of [
      'tw_news_20220304',
      'tw_',
      'tw_abcdefghijkl_2022',
      '/v1/articles/tw_economy_daily_2022',
    ]) {
      expect([holdsKey(text), maskKeys(text)]).toEqual([false, text])
    }
  })

  it('is found and masked in any text, also when it is damaged', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 30, max: 54 }), (before, after, length) => {
        const { text, id } = makeToken(random)
        const cut = text.slice(0, length)
        const secret = cut.slice(16)
        const said = `${before} ${cut} ${after}`
        expect(holdsKey(said)).toBe(true)
        expect(maskKeys(said)).not.toContain(secret)
        expect(maskKeys(said)).toContain(`tw_${id.slice(4)}_…`)
      }),
    )
  })
})

it('digests are equal when all their bytes are', () => {
  const a = new Uint8Array(createHash('sha256').update('a').digest())
  for (let i = 0; i < 32; i += 1) {
    expect(
      equalDigests(
        a,
        a.map((byte, at) => (at === i ? byte ^ 1 : byte)),
      ),
    ).toBe(false)
  }
  expect(equalDigests(a, a.slice())).toBe(true)
  expect(equalDigests(a, a.slice(0, 31))).toBe(false)
  expect(equalDigests(a, new Uint8Array(0))).toBe(false)
})

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sha256, sha256Hex } from '../src/sha256.ts'

const native = (text: string): string => createHash('sha256').update(text).digest('hex')

it('gives the digests of FIPS 180-4', () => {
  expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256('abc')).toHaveLength(32)
})

it('agrees with Node at every length around the blocks, and on any text', () => {
  for (let n = 0; n < 200; n += 1) expect(sha256Hex('x'.repeat(n))).toBe(native('x'.repeat(n)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(sha256Hex(text)).toBe(native(text))
    }),
  )
  expect(sha256Hex('外资'.repeat(200_000))).toBe(native('外资'.repeat(200_000)))
})

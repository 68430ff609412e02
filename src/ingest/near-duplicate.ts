// MinHash signatures of article texts (Broder 1997, “On the resemblance and containment of documents”): the share
// of equal values estimates the Jaccard similarity of the texts' sets of five-character shingles. Pure.
import { comparable } from '../text.ts'
import { atOnce } from './breathe.ts'

const SHINGLE = 5
const VALUES = 64
/** Texts at least this similar tell the same story. */
export const SAME_STORY = 0.6

// Odd multipliers and offsets of the 64 hash functions, from a fixed linear congruential generator.
const FUNCTIONS = (() => {
  let state = 0x2545f491
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state
  }
  return Array.from({ length: VALUES }, () => ({ factor: next() | 1, offset: next() }))
})()

// Shingles between two places where the work may be interrupted: about a millisecond.
const SHINGLES_A_STEP = 2000

/** Signature of a text: 64 unsigned 32-bit values; all of them maximal for a text without characters. */
export function signatureOf(text: string): Uint32Array {
  return atOnce(signatureSteps(text))
}

/** The same, as work that can be interrupted. */
export function* signatureSteps(text: string): Generator<void, Uint32Array> {
  const plain = comparable(text).replace(/[\p{P}\p{S}]+/gu, '')
  const signature = new Uint32Array(VALUES).fill(0xffffffff)
  for (let at = 0; at === 0 || at + SHINGLE <= plain.length; at += 1) {
    const shingle = plain.slice(at, at + SHINGLE)
    if (shingle === '') break
    if (at % SHINGLES_A_STEP === SHINGLES_A_STEP - 1) yield
    let hash = 0x811c9dc5
    for (let i = 0; i < shingle.length; i += 1) hash = Math.imul(hash ^ shingle.charCodeAt(i), 0x01000193)
    // FNV leaves the high bits of short keys alike; mix before the 64 multiplications.
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    hash ^= hash >>> 13
    for (let f = 0; f < VALUES; f += 1) {
      const { factor, offset } = FUNCTIONS[f]!
      const value = (Math.imul(hash, factor) + offset) >>> 0
      if (value < signature[f]!) signature[f] = value
    }
  }
  return signature
}

/** Estimated Jaccard similarity, 0–1, with a standard error of at most .063. */
export function similarity(a: Uint32Array, b: Uint32Array): number {
  let equal = 0
  for (let i = 0; i < a.length; i += 1) if (a[i] === b[i]) equal += 1
  return equal / a.length
}

// SHA-256 (FIPS 180-4) of a text in UTF-8, at once and without a platform: WebCrypto's is asynchronous, Node's is Node's.
// For ids and hashes of content, which are computed in the midst of work that cannot wait.
import { hex } from './bytes.ts'

const PRIMES = firstPrimes(64)
// The first 32 bits of the fractions of their cube roots, and of the square roots of the first eight.
const K = Uint32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)))
const H = Uint32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))

const encoder = new TextEncoder()

/** The digest in hexadecimal, 64 characters. */
export function sha256Hex(text: string): string {
  return hex(sha256(text))
}

/** The same of bytes, by WebCrypto: for much at a time, where one may wait. */
export async function sha256HexOf(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
}

/** The digest, 32 bytes. */
export function sha256(text: string): Uint8Array<ArrayBuffer> {
  const bytes = encoder.encode(text)
  const state = H.slice()
  const schedule = new Uint32Array(64)
  const whole = bytes.length - (bytes.length % 64)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at < whole; at += 64) mix(state, view, at, schedule)
  // The rest, a one bit, zeros, and the length in bits.
  const tail = new Uint8Array(bytes.length - whole < 56 ? 64 : 128)
  tail.set(bytes.subarray(whole))
  tail[bytes.length - whole] = 0x80
  const end = new DataView(tail.buffer)
  end.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
  end.setUint32(tail.length - 4, (bytes.length << 3) >>> 0)
  for (let at = 0; at < tail.length; at += 64) mix(state, end, at, schedule)
  const digest = new DataView(new ArrayBuffer(32))
  state.forEach((word, i) => digest.setUint32(4 * i, word))
  return new Uint8Array(digest.buffer)
}

// --- Internal helpers ---

function mix(state: Uint32Array, block: DataView, at: number, w: Uint32Array): void {
  for (let i = 0; i < 16; i += 1) w[i] = block.getUint32(at + 4 * i)
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [w[i - 15]!, w[i - 2]!]
    const small = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3)
    const large = rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10)
    w[i] = (w[i - 16]! + small + w[i - 7]! + large) | 0
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let i = 0; i < 64; i += 1) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word))
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n)
  return primes
}

// W3C Trace Context (https://www.w3.org/TR/trace-context/): what a caller says of its trace, and new ids. It knows headers,
// not who records.
import type { RemoteSpan } from '../observe/spans.ts'

const PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const NO_TRACE = '0'.repeat(32)
const NO_SPAN = '0'.repeat(16)
/** A tracestate may hold so many members, and must be passed on up to so many characters; a longer one is dropped. */
const MOST_MEMBERS = 32
const MOST_STATE = 512
const KEY = /^(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})$/
/** Printable ASCII without comma and equals sign, and no space at the end. */
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

/** The caller's span; null when it sent none, or one that the standard says to ignore. */
export function remoteSpan(headers: Pick<Headers, 'get'>): RemoteSpan | null {
  const given = headers.get('traceparent')
  if (given === null) return null
  const [, version, traceId, spanId, flags, rest] = PARENT.exec(given.trim()) ?? []
  if (version === undefined || traceId === undefined || spanId === undefined || flags === undefined)
    return null
  // ff is forbidden. Of version 00 the length is fixed; a later one may go on behind a dash.
  if (version === 'ff' || (version === '00' && rest !== undefined)) return null
  if (traceId === NO_TRACE || spanId === NO_SPAN) return null
  return { traceId, spanId, flags: Number.parseInt(flags, 16), state: traceState(headers.get('tracestate')) }
}

/** A `tracestate` that is valid, as it is to be passed on; null otherwise: then the trace goes on without one. */
export function traceState(given: string | null): string | null {
  if (given === null || given.length > MOST_STATE) return null
  const members = given
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
  const keys = new Set<string>()
  for (const member of members) {
    const at = member.indexOf('=')
    const key = member.slice(0, Math.max(at, 0))
    if (!KEY.test(key) || !VALUE.test(member.slice(at + 1)) || keys.has(key)) return null
    keys.add(key)
  }
  return members.length === 0 || members.length > MOST_MEMBERS ? null : members.join(',')
}

/** Makes ids of `bytes` random bytes, in lower-case hexadecimal, never all zero. */
export function idMaker(bytes: number): () => string {
  const length = 2 * bytes
  const none = '0'.repeat(length)
  // Drawn and written out in bulk: one draw costs more than what it draws.
  let text = ''
  let at = 0
  return function make(): string {
    if (at === text.length) {
      text = randomHex(bytes * IDS_AT_ONCE)
      at = 0
    }
    const id = text.slice(at, at + length)
    at += length
    return id === none ? make() : id
  }
}

const IDS_AT_ONCE = 128
const DIGITS = new TextEncoder().encode('0123456789abcdef')
const ascii = new TextDecoder('latin1')

function randomHex(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count))
  const digits = new Uint8Array(2 * count)
  for (let i = 0; i < count; i += 1) {
    digits[2 * i] = DIGITS[bytes[i]! >> 4]!
    digits[2 * i + 1] = DIGITS[bytes[i]! & 15]!
  }
  return ascii.decode(digits)
}

// From bytes to text: which encoding, decoded how well. It trusts the bytes before any declaration, because a
// page that says gb2312 is often UTF-8 and the other way round. It knows nothing of articles.
import { hex } from '../bytes.ts'
import { isTextOf, nonAscii, plausibility, SAMPLE, utf8Sequences } from './encodings.ts'
import type { Trace } from './trace.ts'

/** Text and what a person should know about how it was decoded. */
export interface Decoded {
  text: string
  /** A WHATWG label: “utf-8”, “gb18030”, “big5”, “utf-16le”, “utf-16be”, “windows-1252”. */
  encoding: string
  warnings: string[]
}

/** Bytes that are no text at all, or of which too much is lost. */
export interface Refused {
  fact: string
  remedy: string
}

const MAGIC: readonly (readonly [bytes: string, name: string, remedy: string])[] = [
  ['1f8b', 'gzip-compressed', 'unpack it first (gunzip) and give the file inside'],
  ['25504446', 'a PDF document', 'save its text as .txt, or the web page as .html'],
  ['504b0304', 'a ZIP archive or an Office document', 'unpack it, or save the document as .txt or .html'],
  ['504b0506', 'an empty ZIP archive', 'give the files themselves'],
  ['d0cf11e0', 'an old Office document (.doc, .xls)', 'save it as .txt or .html'],
  ['89504e47', 'a PNG image', 'give the text of the article; images are not read'],
  ['ffd8ff', 'a JPEG image', 'give the text of the article; images are not read'],
  ['47494638', 'a GIF image', 'give the text of the article; images are not read'],
  ['52494646', 'a RIFF media file', 'give the text of the article; media are not read'],
  ['377abcaf', 'a 7z archive', 'unpack it and give the files inside'],
  ['52617221', 'a RAR archive', 'unpack it and give the files inside'],
  ['28b52ffd', 'zstd-compressed', 'unpack it first (unzstd) and give the file inside'],
  ['53514c697465', 'an SQLite database', 'export its articles as JSONL, one a line'],
]

/** Of the characters beyond ASCII, how many may be lost before the whole is refused: one in … */
const MOST_LOST = 20
/** So few are always kept, with a warning. */
const FEW_LOST = 4

/**
 * Decodes bytes of unknown encoding; refuses by name what is no text, and text of which more than a twentieth
 * cannot be decoded. `hint` is a charset declared outside. How the encoding was found is noted in `trace`.
 */
export function decodeBytes(
  bytes: Uint8Array,
  hint: string | null = null,
  trace: Pick<Trace, 'encoding'> | null = null,
): Decoded | Refused {
  const refused = refusal(bytes)
  if (refused !== null) return refused
  const declared = hint?.toLowerCase() ?? declaredCharset(bytes)
  const { name, by } = encodingOf(bytes, declared)
  const said = declared === null || declared === name ? '' : `; it says ${declared}`
  if (trace !== null) trace.encoding = { name, from: `${by}${said}` }
  const warnings: string[] = []
  const { text: raw, foreign } = decodeLines(bytes, name)
  if (foreign !== null) {
    warnings.push(
      `${foreign.lines} ${foreign.lines === 1 ? 'line was' : 'lines were'} written in ${foreign.encoding} and the rest in ${name}; each was decoded as what it is`,
    )
  }
  const lost = count(raw, '\ufffd')
  const wide = countWide(raw)
  if (lost > FEW_LOST && lost * MOST_LOST > wide) {
    return {
      fact: `${lost} of its ${wide} characters beyond ASCII cannot be decoded; ${name} fits best`,
      remedy: 'save the page again from the browser, or convert it to UTF-8',
    }
  }
  if (lost > 0) {
    warnings.push(
      `${lost} ${lost === 1 ? 'sequence' : 'sequences'} could not be decoded as ${name} and stand as U+FFFD`,
    )
  }
  const nuls = count(raw, '\0')
  if (nuls > 0) warnings.push(`${nuls} NUL characters removed`)
  const mangled = count(raw, '锟斤拷')
  if (mangled > 0)
    warnings.push(`“锟斤拷” stands in it ${mangled} times: characters were lost before it was saved`)
  if (wide > 40 && countLatin(raw) * 2 > wide && !isTextOf(raw)) {
    warnings.push('it reads like text that was decoded wrongly before it was saved')
  }
  return { text: nuls > 0 ? raw.replaceAll('\0', '') : raw, encoding: name, warnings }
}

/** The charset that a page declares in its first 4 kB, lower case; null when it declares none. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const match = /<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,30})/i.exec(head)
  return match?.[1]?.toLowerCase() ?? null
}

function refusal(bytes: Uint8Array): Refused | null {
  const head = hex(bytes.subarray(0, 8))
  for (const [magic, name, remedy] of MAGIC) {
    if (head.startsWith(magic)) return { fact: `it is ${name}, not text`, remedy }
  }
  if (byMark(bytes) !== null) return null
  let nuls = 0
  for (const byte of bytes) if (byte === 0) nuls += 1
  // UTF-16 without a mark shows a NUL in every other byte of its Latin parts; `detect` looks at that.
  if (nuls * 1000 <= bytes.length || unmarkedUtf16(bytes) !== null) return null
  return { fact: `it holds ${nuls} NUL bytes: it is binary, not text`, remedy: 'give the article as text' }
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

function encodingOf(bytes: Uint8Array, declared: string | null): { name: string; by: string } {
  const marked = byMark(bytes)
  if (marked !== null) return { name: marked, by: 'its byte order mark' }
  const wide = unmarkedUtf16(bytes)
  if (wide !== null) return { name: wide, by: 'the pattern of its bytes' }
  const { valid, broken } = utf8Sequences(bytes)
  if (broken === 0) {
    return { name: 'utf-8', by: valid === 0 ? 'it is plain ASCII' : 'its bytes are valid UTF-8' }
  }
  // A few broken sequences among many good ones: a truncated or patched UTF-8 page. Chinese in GBK hardly
  // ever forms valid three-byte sequences of UTF-8, let alone more often than broken ones.
  if (valid >= broken * 4)
    return { name: 'utf-8', by: `${valid} of its ${valid + broken} sequences are valid UTF-8` }
  const sample = nonAscii(bytes)
  let best = { name: 'gb18030', score: -Infinity }
  for (const name of ['gb18030', 'big5', 'utf-8']) {
    const score = plausibility(sample, name) + (isDeclared(declared, name) ? 0.02 : 0)
    if (score > best.score) best = { name, score }
  }
  // A few curly quotes and accents in a text of Latin letters are no Chinese.
  if (best.score < 0.1 && broken * 50 < bytes.length)
    return { name: 'windows-1252', by: 'it holds hardly any character beyond ASCII' }
  return { name: best.name, by: `its bytes read best as ${best.name}` }
}

function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, SAMPLE & ~1)
  if (sample.length < 4) return null
  let even = 0
  let odd = 0
  for (let i = 0; i + 1 < sample.length; i += 2) {
    if (sample[i] === 0 && sample[i + 1] !== 0) even += 1
    if (sample[i + 1] === 0 && sample[i] !== 0) odd += 1
  }
  const pairs = sample.length / 2
  if (odd > pairs * 0.1 && even < odd / 50) return 'utf-16le'
  if (even > pairs * 0.1 && odd < even / 50) return 'utf-16be'
  // Chinese without markup shows hardly a NUL; read as UTF-16 it shows the language's most frequent characters.
  if (bytes.length % 2 !== 0) return null
  for (const name of ['utf-16le', 'utf-16be'] as const) {
    if (plausibility(sample, name) > 0.25) return name
  }
  return null
}

function isDeclared(declared: string | null, encoding: string): boolean {
  if (declared === null) return false
  if (encoding === 'gb18030') return declared.startsWith('gb')
  return declared.replace('_', '-').startsWith(encoding)
}

// Line by line where a page is patched together: an included header in GBK on a page of UTF-8, or the reverse.
function decodeLines(
  bytes: Uint8Array,
  encoding: string,
): { text: string; foreign: { lines: number; encoding: string } | null } {
  const whole = new TextDecoder(encoding).decode(bytes)
  const other = encoding === 'utf-8' ? 'gb18030' : encoding === 'gb18030' ? 'utf-8' : null
  if (other === null) return { text: whole, foreign: null }
  if (encoding === 'utf-8' && !whole.includes('\ufffd')) return { text: whole, foreign: null }
  const parts: string[] = []
  let lines = 0
  let start = 0
  let at = 0
  while (at < bytes.length) {
    const feed = bytes.indexOf(0x0a, at)
    const end = feed < 0 ? bytes.length : feed + 1
    if (isForeign(bytes.subarray(at, end), encoding)) {
      parts.push(new TextDecoder(encoding).decode(bytes.subarray(start, at)))
      parts.push(new TextDecoder(other).decode(bytes.subarray(at, end)))
      start = end
      lines += 1
    }
    at = end
  }
  if (lines === 0) return { text: whole, foreign: null }
  parts.push(new TextDecoder(encoding).decode(bytes.subarray(start)))
  return { text: parts.join(''), foreign: { lines, encoding: other } }
}

// Enough characters to be sure: two characters of GBK may well be valid UTF-8.
function isForeign(line: Uint8Array, encoding: string): boolean {
  const { valid, broken } = utf8Sequences(line)
  if (encoding === 'gb18030')
    return valid >= 5 && broken === 0 && plausibility(line, 'utf-8') > plausibility(line, 'gb18030')
  return broken >= 3 && broken * 2 > valid && plausibility(line, 'gb18030') > 0.2
}

function countWide(text: string): number {
  let found = 0
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) found += 1
  return found
}

function countLatin(text: string): number {
  let found = 0
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code > 0x7f && code < 0x180) found += 1
  }
  return found
}

function count(text: string, char: string): number {
  let found = 0
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found += 1
  return found
}

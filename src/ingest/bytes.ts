// From bytes to text: which encoding, decoded how well. It trusts the bytes before any declaration, because a
// page that says gb2312 is often UTF-8 and the other way round. It knows nothing of articles.

/** Text and what a person should know about how it was decoded. */
export interface Decoded {
  text: string
  /** A WHATWG label: “utf-8”, “gb18030”, “big5”, “utf-16le”, “utf-16be”. */
  encoding: string
  warnings: string[]
}

/** Bytes that are no text at all. */
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

// The most frequent characters of Chinese prose in both scripts. A wrong decoding gives rare characters.
const COMMON = new Set(
  '的一是在不了有和人这这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世车價區國學會對發業產經與為這個來時們說點開關無體當實現進過還後應'.replaceAll(
    ' ',
    '',
  ),
)

const SAMPLE = 65_536

/** Decodes bytes of unknown encoding; refuses what is no text by its name. `hint` is a declared charset. */
export function decodeBytes(bytes: Uint8Array, hint: string | null = null): Decoded | Refused {
  const refused = refusal(bytes)
  if (refused !== null) return refused
  const marked = byMark(bytes)
  const encoding = marked ?? detect(bytes, hint ?? declaredCharset(bytes))
  const raw = new TextDecoder(encoding).decode(bytes)
  const warnings: string[] = []
  const broken = count(raw, '\ufffd')
  if (broken > 0) {
    warnings.push(
      `${broken} ${broken === 1 ? 'sequence' : 'sequences'} could not be decoded as ${encoding} and stand as U+FFFD`,
    )
  }
  const nuls = count(raw, '\0')
  if (nuls > 0) warnings.push(`${nuls} NUL characters removed`)
  return { text: nuls > 0 ? raw.replaceAll('\0', '') : raw, encoding, warnings }
}

/** The charset that a page declares in its first 4 kB, lower case; null when it declares none. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  const match = /<meta\b[^>]{0,300}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,30})/i.exec(head)
  return match?.[1]?.toLowerCase() ?? null
}

function refusal(bytes: Uint8Array): Refused | null {
  let head = ''
  for (const byte of bytes.subarray(0, 8)) head += byte.toString(16).padStart(2, '0')
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

function unmarkedUtf16(bytes: Uint8Array): string | null {
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
  return null
}

function detect(bytes: Uint8Array, declared: string | null): string {
  const wide = unmarkedUtf16(bytes)
  if (wide !== null) return wide
  const { valid, broken } = utf8Sequences(bytes)
  // A few broken sequences among many good ones: a truncated or patched UTF-8 page. Chinese in GBK hardly
  // ever forms valid three-byte sequences of UTF-8, let alone more often than broken ones.
  if (broken === 0 || valid >= broken * 4) return 'utf-8'
  const candidates = ['gb18030', 'big5', 'utf-8']
  let best = 'gb18030'
  let bestScore = -Infinity
  for (const encoding of candidates) {
    const score = plausibility(bytes, encoding) + (sameFamily(declared, encoding) ? 0.02 : 0)
    if (score > bestScore) {
      best = encoding
      bestScore = score
    }
  }
  return best
}

function sameFamily(declared: string | null, encoding: string): boolean {
  if (declared === null) return false
  if (encoding === 'gb18030') return declared.startsWith('gb')
  return declared.replace('_', '-').startsWith(encoding)
}

// Share of characters that are frequent in Chinese, less the share that is broken or of private use.
function plausibility(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(nonAscii(bytes))
  let common = 0
  let bad = 0
  let total = 0
  for (const char of text) {
    if (char < '\u0080') continue
    total += 1
    if (COMMON.has(char) || '，。、；：“”'.includes(char)) common += 1
    else if (char === '\ufffd' || (char >= '\ue000' && char <= '\uf8ff')) bad += 1
  }
  return total === 0 ? 0 : (common - 2 * bad) / total
}

// Lines with characters beyond ASCII, up to the size of a sample: a page's text, not its scripts.
function nonAscii(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, SAMPLE))
  let size = 0
  let start = 0
  for (let at = 0; at <= bytes.length && size < sample.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue
    let wide = false
    for (let i = start; i < at && !wide; i += 1) wide = bytes[i]! > 0x7f
    if (wide) {
      const piece = bytes.subarray(start, Math.min(at + 1, start + sample.length - size))
      sample.set(piece, size)
      size += piece.length
    }
    start = at + 1
  }
  return sample.subarray(0, size)
}

function utf8Sequences(bytes: Uint8Array): { valid: number; broken: number } {
  let valid = 0
  let broken = 0
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    if (first < 0x80) {
      at += 1
      continue
    }
    const more = first >= 0xf5 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
    let taken = 0
    while (taken < more && (bytes[at + 1 + taken] ?? 0) >> 6 === 2) taken += 1
    if (more > 0 && taken === more) valid += 1
    else broken += 1
    at += 1 + taken
  }
  return { valid, broken }
}

function count(text: string, char: string): number {
  let found = 0
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) found += 1
  return found
}

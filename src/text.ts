// Pure text functions, the same for index and query. They know characters, not articles.
import { Converter } from 'opencc-js/t2cn'

const toSimplified = Converter({ from: 't', to: 'cn' })

/** Traditional characters become simplified ones; everything else stays. Length may not be kept. */
export function simplified(text: string): string {
  return toSimplified(text)
}

/** NFKC text with, for each of its UTF-16 units, the unit of the original it came from. */
export interface MappedText {
  text: string
  /** `map[i]` is where `text[i]` starts in the original; one more entry holds the original's length. */
  map: Uint32Array
}

// Half-width voicing marks (“ｶﾞ”) are letters by category, but compose like marks.
const COMBINING = /[\p{M}\uff9e\uff9f]/u
/** Marks normalised together; what no language writes is cut, since normalising takes quadratic time in them. */
const MAX_MARKS = 30
const MANY_MARKS = new RegExp(`(\\p{M}{${MAX_MARKS}})(?=\\p{M})`, 'gu')

/** NFKC, with a grapheme joiner (U+034F) after every 30 marks, as Unicode's stream-safe text has it. */
export function nfkc(text: string): string {
  return text.replace(MANY_MARKS, '$1\u034f').normalize('NFKC')
}

/**
 * NFKC with an index map back to the original. Each base character is normalised together with the combining
 * marks after it, which is how NFKC composes; the result equals `text.normalize('NFKC')` for all text without
 * Hangul jamo sequences, marks beyond the BMP, or more than 30 marks in a row.
 */
export function nfkcMapped(text: string): MappedText {
  const parts: string[] = []
  const map: number[] = []
  let at = 0
  while (at < text.length) {
    let end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1)
    const most = Math.min(text.length, end + MAX_MARKS)
    while (end < most && COMBINING.test(text[end]!)) end += 1
    const piece = text.slice(at, end).normalize('NFKC')
    parts.push(piece)
    for (let i = 0; i < piece.length; i += 1) map.push(at)
    at = end
  }
  map.push(text.length)
  return { text: parts.join(''), map: Uint32Array.from(map) }
}

/** Full-width ASCII (“１２．３％”) in its usual width, unit for unit: every offset stays what it was. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

/** How text is compared: NFKC, lower case, simplified, without white space and zero-width characters. */
export function comparable(text: string): string {
  return simplified(nfkc(text).toLowerCase()).replace(/[\s\u200b-\u200d\u2060\ufeff\u00ad]+/g, '')
}

const WORD = String.raw`(?:(?!\p{Script=Han})[\p{L}\p{N}])+`
const RUN = new RegExp(String.raw`(\p{Script=Han}+)|${WORD}(?:[.\-']${WORD})*`, 'gu')
const LEADING_HAN = /^\p{Script=Han}/u
const HAN = /^\p{Script=Han}$/u
const HAN_PAIR = /^\p{Script=Han}{2}$/u

/** Changes whenever `searchTerms` cuts the same text otherwise: an index of another version is made anew. */
export const TERMS_VERSION = 1

/**
 * Search terms in order of appearance, repeats kept: bigrams of Han runs (the character itself for a run of
 * one), Latin words and numbers whole, and a number together with the Han character after it (“70亿”).
 */
export function searchTerms(text: string): string[] {
  const plain = simplified(nfkc(text).toLowerCase())
  const terms: string[] = []
  for (const match of plain.matchAll(RUN)) {
    const han = match[1]
    if (han === undefined) terms.push(...wordTerms(plain, match[0], match.index))
    else {
      // By characters, not units: names have characters beyond the BMP.
      const chars = [...han]
      if (chars.length === 1) terms.push(han)
      for (let i = 0; i + 1 < chars.length; i += 1) terms.push(chars[i]! + chars[i + 1]!)
    }
  }
  return terms
}

/** Which of the wanted terms `searchTerms` finds in a text; much quicker than to cut the whole of it. */
export function termsHeld(text: string, wanted: Iterable<string>): Set<string> {
  const plain = simplified(nfkc(text).toLowerCase())
  const held = new Set<string>()
  const others = new Set<string>()
  // Two Han characters next to one another are always in one run.
  for (const term of wanted) {
    if (!HAN_PAIR.test(term)) others.add(term)
    else if (plain.includes(term)) held.add(term)
  }
  if (others.size === 0) return held
  for (const match of plain.matchAll(RUN)) {
    const [word, han] = match
    const terms = han === undefined ? wordTerms(plain, word, match.index) : HAN.test(han) ? [han] : []
    for (const term of terms) if (others.has(term)) held.add(term)
  }
  return held
}

// A word, and a number also with the Han character behind it.
function wordTerms(plain: string, word: string, at: number): string[] {
  const next = plain.slice(at + word.length, at + word.length + 2)
  return /\d$/.test(word) && LEADING_HAN.test(next)
    ? [word, word + String.fromCodePoint(next.codePointAt(0)!)]
    : [word]
}

/** A half-open interval of UTF-16 units. */
export interface Interval {
  start: number
  end: number
}

const CLOSERS = new Set(['”', '’', '"', '」', '』', '）', ')', '】', '》'])

/**
 * Sentences as intervals that lie in order, do not overlap, and hold every character that is not white space
 * at a line's edge. A sentence ends after 。！？!?； with the closing quotes and brackets behind it, at a line feed,
 * or after a run of “…”; never inside a number (“19.9”) or a Latin abbreviation.
 */
export function sentences(text: string): Interval[] {
  const found: Interval[] = []
  let start = 0
  const push = (end: number): void => {
    let from = start
    let to = end
    while (from < to && /\s/.test(text[from]!)) from += 1
    while (to > from && /\s/.test(text[to - 1]!)) to -= 1
    if (to > from) found.push({ start: from, end: to })
    start = end
  }
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (char === '\n' || char === '\r') {
      push(at)
      at += 1
      continue
    }
    if (endsSentence(text, at)) {
      at += 1
      while (at < text.length && (CLOSERS.has(text[at]!) || endsSentence(text, at))) at += 1
      push(at)
      continue
    }
    at += 1
  }
  push(text.length)
  return found
}

/** The pieces of an interval between the characters that `sign` finds, of one code unit each; empty ones too. */
export function piecesOf(text: string, { start, end }: Interval, sign: RegExp): Interval[] {
  let from = start
  return text
    .slice(start, end)
    .split(sign)
    .map(({ length }) => {
      const piece = { start: from, end: from + length }
      from += length + 1
      return piece
    })
}

const CLAUSE_END = /[，。；！？\n]/u

/**
 * The clause around an interval: from the comma, stop or line feed before it to the one behind it, exclusive. Half-width
 * commas and semicolons count where Han stands on a side, as pages mix both; one that groups thousands does not.
 */
export function clauseAround(text: string, { start, end }: Interval): Interval {
  let from = start
  let to = end
  while (from > 0 && !endsClause(text, from - 1)) from -= 1
  while (to < text.length && !endsClause(text, to)) to += 1
  return { start: from, end: to }
}

function endsClause(text: string, at: number): boolean {
  const char = text[at]!
  if (CLAUSE_END.test(char)) return true
  return (char === ',' || char === ';') && besideHan(text, at)
}

function besideHan(text: string, at: number): boolean {
  return /[\p{Script=Han}”）]/u.test(text[at - 1] ?? '') || /[\p{Script=Han}“（]/u.test(text[at + 1] ?? '')
}

function endsSentence(text: string, at: number): boolean {
  const char = text[at]!
  if ('。！？!?；'.includes(char)) return true
  if (char === ';') return besideHan(text, at)
  if (char === '…') return text[at + 1] !== '…' && text[at - 1] === '…'
  // An English full stop: after a letter or a closing bracket, before white space and an upper-case letter.
  return (
    char === '.' && /[\p{L})”"]/u.test(text[at - 1] ?? '') && /^\s+\p{Lu}/u.test(text.slice(at + 1, at + 4))
  )
}

// Places in a stored text: read from an address, and cut out paragraph by paragraph. The server and the browser mark with
// the same functions. Offsets are UTF-16 units of the stored text, intervals half-open. Pure.
import { plainLine } from './plain-line.ts'

export interface Span {
  start: number
  end: number
}

/** Why a place is not marked, or not as a whole. */
export interface SpanFault {
  /** As the address has it, on one line and not longer than a line. */
  given: string
  /** `unreadable`: not `start-end`. `empty`: it ends before it has begun. `outside`: beyond the text. `cut`: partly so. */
  why: 'unreadable' | 'empty' | 'outside' | 'cut' | 'many'
}

/** More places are not marked: an answer has at most some twenty citations. */
const MOST_SPANS = 50
/** How much of what cannot be read is repeated. */
const MOST_GIVEN = 40
const WRITTEN = /^(\d{1,9})-(\d{1,9})$/

/** The places that `start-end` name in a text of that length, in order and joined where they overlap, and what is wrong. */
export function readSpans(given: readonly string[], length: number): { spans: Span[]; faults: SpanFault[] } {
  const spans: Span[] = []
  const faults: SpanFault[] = []
  for (const written of given.slice(0, MOST_SPANS)) {
    const fault = (why: SpanFault['why']): void =>
      void faults.push({ given: plainLine(written, MOST_GIVEN), why })
    const [, from, to] = WRITTEN.exec(written) ?? []
    if (from === undefined || to === undefined) {
      fault('unreadable')
      continue
    }
    const [start, end] = [Number(from), Number(to)]
    if (start >= end) fault('empty')
    else if (start >= length) fault('outside')
    else {
      if (end > length) fault('cut')
      spans.push({ start, end: Math.min(end, length) })
    }
  }
  if (given.length > MOST_SPANS)
    faults.push({ given: plainLine(given[MOST_SPANS]!, MOST_GIVEN), why: 'many' })
  return { spans: joined(spans), faults }
}

/** The places of `c=start-end` in what stands behind `?` or `#`. */
export function spansIn(parameters: string): string[] {
  return new URLSearchParams(parameters).getAll('c')
}

export interface Paragraph extends Span {
  /** From 1; lines without text are none. */
  number: number
}

/** The lines of a text that hold any, without the white space around them. */
export function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = []
  for (const { 0: line, index } of text.matchAll(/[^\n\r\u2028\u2029]+/g)) {
    const start = index + line.length - line.trimStart().length
    const end = index + line.trimEnd().length
    if (start < end) paragraphs.push({ number: paragraphs.length + 1, start, end })
  }
  return paragraphs
}

export interface Piece {
  text: string
  marked: boolean
}

/**
 * A paragraph in pieces that are marked or not; joined, they are its text. `text`: that of the paragraph, which begins at
 * `start`. A place that begins or ends within a surrogate pair takes in the whole of it.
 */
export function piecesOf(text: string, start: number, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const upTo = (next: number, marked: boolean): void => {
    if (next <= at) return
    pieces.push({ text: text.slice(at, next), marked })
    at = next
  }
  for (const span of spans) {
    if (span.end <= start) continue
    if (span.start >= start + text.length) break
    upTo(splitsPair(text, span.start - start) ? span.start - start - 1 : span.start - start, false)
    const end = Math.min(span.end - start, text.length)
    upTo(splitsPair(text, end) ? end + 1 : end, true)
  }
  upTo(text.length, false)
  return pieces
}

// --- Internal helpers ---

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = all.at(-1)
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end)
    else all.push({ ...span })
  }
  return all
}

function splitsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

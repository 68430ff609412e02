// Article text → passages: whole sentences packed to about 300 characters, never across a heading.
import type { Passage } from '../article.ts'
import { sentences, type Interval } from '../text.ts'

/** Changes whenever the same text would be cut differently: an index of another version must be rebuilt. */
export const CHUNKER_VERSION = 1

const TARGET = 300
const MAXIMUM = 400
const HEADING_MAXIMUM = 40

/**
 * Cut a text into passages. Together they hold every sentence but the headings, in order and without overlap;
 * `text.slice(start, end) === passage.text`. No passage is longer than 400 characters.
 */
export function chunk(text: string): Passage[] {
  const passages: Passage[] = []
  for (const section of sections(text)) {
    for (const { start, end } of pack(section.sentences)) {
      passages.push({ start, end, text: text.slice(start, end), heading: section.heading })
    }
  }
  return passages
}

interface Section {
  /** Where the heading stands; null without one. */
  at: Interval | null
  heading: string | null
  sentences: Interval[]
}

function sections(text: string): Section[] {
  const found: Section[] = []
  let current: Section = { at: null, heading: null, sentences: [] }
  const all = sentences(text)
  all.forEach((sentence, i) => {
    if (isHeading(text, sentence, all[i + 1])) {
      // A heading right below another: the upper one has no text of its own and is kept as content.
      const bare = current.sentences.length === 0 && current.at !== null ? [current.at] : []
      if (current.sentences.length > 0) found.push(current)
      current = { at: sentence, heading: text.slice(sentence.start, sentence.end), sentences: bare }
    } else {
      current.sentences.push(...splitLong(text, sentence))
    }
  })
  if (current.sentences.length > 0) found.push(current)
  // A heading with nothing under it is content, not a heading of something.
  if (found.length === 0)
    found.push({ at: null, heading: null, sentences: all.flatMap((s) => splitLong(text, s)) })
  return found
}

// A heading is a whole short line without sentence punctuation or table bars, with a longer line after it.
function isHeading(text: string, { start, end }: Interval, next: Interval | undefined): boolean {
  if (end - start > HEADING_MAXIMUM || next === undefined) return false
  const alone = lineStarts(text, start) && lineEnds(text, end)
  const line = text.slice(start, end)
  return (
    alone &&
    !/[。；！？!?…|：:，]$|\|/.test(line) &&
    next.end - next.start > end - start &&
    !/\d\.*[万亿%]/.test(line)
  )
}

function lineStarts(text: string, at: number): boolean {
  let i = at - 1
  while (i >= 0 && /[^\S\n]/.test(text[i]!)) i -= 1
  return i < 0 || text[i] === '\n'
}

function lineEnds(text: string, at: number): boolean {
  let i = at
  while (i < text.length && /[^\S\n]/.test(text[i]!)) i += 1
  return i < text.length && text[i] === '\n'
}

// A sentence beyond the maximum is cut behind commas; where there is none, at the maximum, never inside a
// surrogate pair or a number.
function splitLong(text: string, { start, end }: Interval): Interval[] {
  const parts: Interval[] = []
  let from = start
  while (end - from > MAXIMUM) {
    let cut = lastOf(text, '，,、；;： ', from + TARGET / 2, from + MAXIMUM)
    if (cut === -1) {
      cut = from + MAXIMUM
      while (cut > from + TARGET / 2 && /[\dA-Za-z.\udc00-\udfff]/.test(text[cut]!)) cut -= 1
      if (/[\udc00-\udfff]/.test(text[cut]!)) cut -= 1
    }
    parts.push({ start: from, end: cut })
    from = cut
  }
  parts.push({ start: from, end })
  return parts
}

function lastOf(text: string, chars: string, from: number, to: number): number {
  for (let i = to - 1; i >= from; i -= 1) {
    // A comma between digits groups thousands.
    const inNumber = /\d/.test(text[i - 1] ?? '') && /\d/.test(text[i + 1] ?? '')
    if (chars.includes(text[i]!) && !inNumber) return i + 1
  }
  return -1
}

// Even packing: a section of 610 characters makes passages of about 200, not 300 + 300 + 10.
function pack(parts: Interval[]): Interval[] {
  const first = parts[0]
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return []
  const count = Math.ceil((last.end - first.start) / TARGET)
  const target = (last.end - first.start) / count
  const packed: Interval[] = []
  let open: Interval = first
  for (const part of parts.slice(1)) {
    const length = open.end - open.start
    const grown = part.end - open.start
    const closer = Math.abs(length - target) <= Math.abs(grown - target)
    if (grown > MAXIMUM || (grown > target && closer)) {
      packed.push(open)
      open = part
    } else {
      open = { start: open.start, end: part.end }
    }
  }
  packed.push(open)
  return packed
}

// The items of an enumeration: “A、B和C等” → A, B, C, each where it stands. Pure; it knows punctuation and
// conjunctions, not what is enumerated.
import type { Interval } from '../text.ts'

const OPEN = '“‘（(《〈【「『['
const CLOSE = '”’）)》〉】」』]'
/** Conjunctions, but not where they belong to a word (和谐, 与会, 及其). */
const CONJUNCTION =
  /(?:以及|和(?![谐平解田睦硕顺记合美声])|与(?![会时世])|及(?![其时格])|\s(?:and|or)\s|\s?&\s?)/gu
const LEADING =
  /^(?:[\s“”]*(?:主要|重点|其中|具体|目前)?(?:包括了?|包含|分别是|分别为|依次是|有|涉及|即|如|例如|比如)[：:]?)|^[\s，。；：:,;]+|^(?:第?[一二三四五六七八九十]{1,3}(?:是|[、.．])|[（(]?\d{1,2}(?:[）)、]|[.．](?!\d))|[①-⑳])/u
const TRAILING = /(?:等(?:等|[^、，。；]{0,12})?|[\s，。；：:,;]{1,16}|…{1,16})$/u
/** Longer than this, a part is a statement and no item. */
const MAX_ITEM = 60

/**
 * The items of `span` in order, within it and without overlap; the span itself when it is no enumeration. `count`:
 * how many the question asks for, which tells whether “X和Y” at the end is one item or two; null when it does not say.
 */
export function splitItems(body: string, span: Interval, count: number | null = null): Interval[] {
  const stops = cut(body, span, /[、；;]|(?<=[”》])(?=[“《])/u)
  const parts = stops.length > 1 ? stops : byCommas(body, span)
  const last = parts.at(-1)!
  const pair = conjoined(body, last)
  const joined = pair !== null && wantsPair(body, parts, pair, count)
  const items = (joined ? [...parts.slice(0, -1), ...pair] : parts)
    .map((item) => trimmed(body, item))
    .filter(({ start, end }) => end > start && /[\p{L}\p{N}]/u.test(body.slice(start, end)))
  const ok = items.length > 1 && items.every(({ start, end }) => end - start <= MAX_ITEM)
  return ok ? items : [trimmed(body, span)]
}

// Commas part an enumeration only where all of it is short and alike: a sentence has commas too.
function byCommas(body: string, span: Interval): Interval[] {
  const parts = cut(body, span, /[，,]/u)
  return parts.length > 2 && parts.every(({ start, end }) => end - start <= 20) ? parts : [span]
}

// Cut at a separator outside of quotes and brackets.
function cut(body: string, { start, end }: Interval, separator: RegExp): Interval[] {
  const parts: Interval[] = []
  let depth = 0
  let from = start
  for (let i = start; i < end; i += 1) {
    const char = body[i]!
    if (OPEN.includes(char)) {
      if (depth === 0 && i > from && /[”》]/u.test(body[i - 1]!) && separator.source.includes('(?<=')) {
        parts.push({ start: from, end: i })
        from = i
      }
      depth += 1
    } else if (CLOSE.includes(char)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && separator.test(char)) {
      if (i > from) parts.push({ start: from, end: i })
      from = i + 1
    }
  }
  if (end > from) parts.push({ start: from, end })
  return parts.length === 0 ? [{ start, end }] : parts
}

// The two sides of the one conjunction outside of quotes and brackets; null when there is none or more.
function conjoined(body: string, { start, end }: Interval): [Interval, Interval] | null {
  const text = body.slice(start, end)
  const found = [...text.matchAll(CONJUNCTION)].filter(({ index }) => balancedBefore(text, index))
  const [only] = found
  if (found.length !== 1 || only === undefined) return null
  const left = { start, end: start + only.index }
  const right = { start: start + only.index + only[0].length, end }
  return left.end - left.start >= 2 && right.end - right.start >= 2 ? [left, right] : null
}

function balancedBefore(text: string, at: number): boolean {
  let depth = 0
  for (let i = 0; i < at; i += 1) {
    if (OPEN.includes(text[i]!)) depth += 1
    else if (CLOSE.includes(text[i]!)) depth -= 1
  }
  return depth <= 0
}

function wantsPair(
  body: string,
  parts: Interval[],
  [left, right]: [Interval, Interval],
  count: number | null,
): boolean {
  if (count !== null) return parts.length + 1 === count || (parts.length !== count && parts.length > 1)
  // “绿色能源和绿色制造、旅游和文化”: where items are pairs themselves, the last is one too.
  const others = parts.slice(0, -1)
  if (others.some((part) => conjoined(body, part) !== null)) return false
  if (others.length > 0) return true
  // Two alone: names of one kind end alike (“A公司和B公司”) or are names both, not a verb with its object.
  return left.end - left.start <= 30 && right.end - right.start <= 30
}

function trimmed(body: string, { start, end }: Interval): Interval {
  let from = start
  let to = end
  for (;;) {
    const lead = LEADING.exec(body.slice(from, Math.min(to, from + 16)))
    if (lead === null || lead[0].length === 0 || lead[0].length >= to - from) break
    from += lead[0].length
  }
  const tail = TRAILING.exec(body.slice(Math.max(from, to - 16), to))
  if (tail !== null && tail[0].length < to - from) to -= tail[0].length
  // A quote around the whole item belongs to the sentence, not to the name, when only one half is left.
  const text = body.slice(from, to)
  if (/^[“‘]/u.test(text) && !/[”’]/u.test(text)) from += 1
  if (/[”’]$/u.test(text) && !/[“‘]/u.test(text)) to -= 1
  return from < to ? { start: from, end: to } : { start, end }
}

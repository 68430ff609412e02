// Where in a text the pieces of its SentencePiece tokenisation stand. The tokenizer returns pieces only, of the
// NFKC-normalised text with “▁” for a space, so the text is walked along with them.
import { nfkcMapped, type Interval } from '../text.ts'

const LOOK_AHEAD = 64

/**
 * One interval of the original text per piece, in order; an empty interval for a piece that holds no character
 * (a lone “▁”). An unknown piece gets everything up to where the next known piece is found.
 */
export function alignPieces(original: string, pieces: string[], unknown: string): Interval[] {
  const { text, map } = nfkcMapped(original)
  const intervals: Interval[] = []
  const open: number[] = []
  let at = 0
  const settle = (end: number): void => {
    // Unknown pieces share what was skipped; with several in a row the first takes it all.
    for (const index of open.splice(0)) {
      const { start } = intervals[index]!
      intervals[index] = { start, end: Math.max(start, end) }
    }
  }
  for (const piece of pieces) {
    if (piece === unknown) {
      at = skipSpace(text, at)
      open.push(intervals.length)
      intervals.push({ start: at, end: at })
      continue
    }
    const chars = piece.replaceAll('▁', '').replaceAll(' ', '')
    if (chars === '') {
      intervals.push({ start: at, end: at })
      continue
    }
    const found = find(text, chars, at, open.length > 0)
    if (found === null) {
      intervals.push({ start: at, end: at })
      continue
    }
    settle(trimEnd(text, found.start))
    intervals.push(found)
    at = found.end
  }
  settle(text.length)
  return intervals.map(({ start, end }) => ({ start: map[start]!, end: endOf(map, end, start) }))
}

// The original end of a normalised end: where the last character's original ends, which is where the next
// character with another origin starts (“㎡” is one unit but two normalised characters).
function endOf(map: Uint32Array, end: number, start: number): number {
  if (end <= start) return map[start]!
  let i = end
  while (i < map.length - 1 && map[i] === map[end - 1]) i += 1
  return map[i]!
}

function find(text: string, chars: string, from: number, afterUnknown: boolean): Interval | null {
  // However much white space stands before it.
  const first = skipSpace(text, from)
  const limit = first + (afterUnknown ? LOOK_AHEAD : 4)
  for (let start = first; start <= Math.min(limit, text.length); start += 1) {
    const end = matchAt(text, chars, start)
    if (end !== -1) return { start, end }
  }
  return null
}

function matchAt(text: string, chars: string, start: number): number {
  let at = start
  for (const char of chars) {
    if (at > start) at = skipSpace(text, at)
    if (!text.startsWith(char, at)) return -1
    at += char.length
  }
  return at
}

function skipSpace(text: string, at: number): number {
  let i = at
  while (i < text.length && /\s/.test(text[i]!)) i += 1
  return i
}

function trimEnd(text: string, at: number): number {
  let i = at
  while (i > 0 && /\s/.test(text[i - 1]!)) i -= 1
  return i
}

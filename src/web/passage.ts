// A passage in its article: the text in paragraphs, with what is cited and what answers apart. Pure.
import type { Citation } from '../contract.ts'

export interface Piece {
  text: string
  kind: 'plain' | 'cited' | 'answer'
}

export interface Passage {
  /** Whether the article has text before and behind what is shown. */
  cutBefore: boolean
  cutAfter: boolean
  paragraphs: Piece[][]
}

/** Characters shown on either side of what is cited: as much as anyone reads beside an answer. */
const AROUND = 8000

type Place = Pick<Citation, 'start' | 'end' | 'answer_start' | 'answer_end'>

/** The paragraphs of a text around a place. Joined, their pieces are that part of the text without its line breaks. */
export function passageOf(text: string, place: Place, around = AROUND): Passage {
  const start = clamp(place.start, text)
  const end = Math.max(start, clamp(place.end, text))
  const from = start <= around ? 0 : text.lastIndexOf('\n', start - around) + 1
  const next = text.indexOf('\n', end + around)
  const to = end + around >= text.length || next === -1 ? text.length : next
  const answer =
    place.answer_start === null || place.answer_end === null
      ? { start: end, end }
      : { start: Math.max(start, place.answer_start), end: Math.min(end, place.answer_end) }
  const paragraphs: Piece[][] = []
  let at = from
  for (const line of text.slice(from, to).split('\n')) {
    if (line.trim() !== '') paragraphs.push(piecesOf(text, at, at + line.length, { start, end }, answer))
    at += line.length + 1
  }
  return { cutBefore: from > 0, cutAfter: to < text.length, paragraphs }
}

// --- Internal helpers ---

interface Interval {
  start: number
  end: number
}

function piecesOf(text: string, from: number, to: number, cited: Interval, answer: Interval): Piece[] {
  const edges = [cited.start, answer.start, answer.end, cited.end].filter((edge) => edge > from && edge < to)
  const bounds = [from, ...new Set(edges.toSorted((a, b) => a - b)), to]
  return bounds.slice(0, -1).map((start, i) => {
    const end = bounds[i + 1]!
    const within = ({ start: s, end: e }: Interval): boolean => start >= s && end <= e && e > s
    return {
      text: text.slice(start, end),
      kind: within(answer) ? 'answer' : within(cited) ? 'cited' : 'plain',
    }
  })
}

function clamp(offset: number, text: string): number {
  return Math.min(Math.max(0, offset), text.length)
}

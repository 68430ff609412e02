// One question of a conversation and what became of it, as it is drawn and kept. Types, and what is read off them. Pure.
import type { Answer, Citation } from '../contract.ts'
import type { Filters } from '../article.ts'

/** Why there is no answer, from a problem document or from the lack of any reply. */
export interface Trouble {
  /** The problem's code; `unreachable`: no reply, `interrupted`: it broke off. */
  code: string
  /** HTTP status; 0 without a reply. */
  status: number
  /** Seconds after which to try again; null: not told. */
  retryAfter: number | null
}

export interface ChatTurn {
  /** Its own, within the conversation. */
  id: string
  question: string
  /** Which articles it was asked of. */
  filters: Filters
  /** `stopped`: by the visitor. */
  state: 'asking' | 'answered' | 'failed' | 'stopped'
  /** The sentences of a language model so far; '' for an answer in quotes, which comes whole. */
  text: string
  /** Set when `answered`. */
  answer: (Answer & Partial<Standing>) | null
  /** Set when `failed`. */
  trouble: Trouble | null
  /** What the visitor thought of it. */
  rating: 'up' | 'down' | null
}

/** What is known of a stored answer besides. */
interface Standing {
  citations: (Citation & Changed)[]
  alternatives: { answer: string; confidence: number; citations: (Citation & Changed)[] }[]
}

/** Whether the cited article has changed since, or is gone (`current_revision` null). */
export interface Changed {
  changed?: boolean
  current_revision?: number | null
}

/** A turn that has just been asked. */
export function newTurn(id: string, question: string, filters: Filters = {}): ChatTurn {
  return { id, question, filters, state: 'asking', text: '', answer: null, trouble: null, rating: null }
}

/** A turn with its answer. */
export function answeredTurn(answer: NonNullable<ChatTurn['answer']>, filters: Filters = {}): ChatTurn {
  return { ...newTurn(answer.id, answer.question, filters), state: 'answered', answer }
}

/** Words and their marks: “…总投资26亿元。[1]” is a text and mark 1. `most`: marks beyond are part of the text. */
export function markedPieces(text: string, most: number): (string | number)[] {
  const pieces: (string | number)[] = []
  let at = 0
  for (const { 0: whole, 1: digits, index } of text.matchAll(/\[(\d{1,3})\]/g)) {
    const mark = Number(digits)
    if (mark < 1 || mark > most) continue
    if (index > at) pieces.push(text.slice(at, index))
    pieces.push(mark)
    at = index + whole.length
  }
  if (at < text.length) pieces.push(text.slice(at))
  return pieces
}

/** A quote in three: before the answer, the answer, behind it. The middle is '' where it holds none. */
export function quoteParts(
  quote: string,
  { start, answer_start, answer_end }: Pick<Citation, 'start' | 'answer_start' | 'answer_end'>,
): [before: string, answer: string, after: string] {
  if (answer_start === null || answer_end === null) return [quote, '', '']
  const [from, to] = [answer_start - start, answer_end - start]
  if (from < 0 || to <= from || to > quote.length) return [quote, '', '']
  return [quote.slice(0, from), quote.slice(from, to), quote.slice(to)]
}

/** The citation of a side of a conflict, with the number it has in the answer. */
export function numbered<C extends Citation>(citation: C, all: readonly C[]): C {
  const { article, start, end } = citation
  return (
    all.find((one) => one.article.id === article.id && one.start === start && one.end === end) ?? citation
  )
}

/** Items that are each of an article of their own: then the source stands under each, instead of behind all. */
export function sourcedApart({ items }: Pick<Answer, 'items'>): boolean {
  const cited = items.flatMap(({ citations }) => citations)
  return items.length > 1 && cited.length >= items.length && new Set(cited).size === cited.length
}

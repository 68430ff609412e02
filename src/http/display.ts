// What a reader sees where a chat shows only text: the short answer, the quoted sentences with their marks, the notes; a
// refusal's message. The same characters whether they come at once or one after another. Pure.
import type { Answer, Citation } from '../contract.ts'
import { label } from '../labels.ts'
import { languageOf } from '../language.ts'
import type { Interval } from '../text.ts'
import type { Numbered, StreamEvent } from './event-buffer.ts'

/** The whole text of an answer. */
export function contentOf(answer: Answer): string {
  return opening(answer) + answer.text + closing(answer)
}

/** The events of an answer with `text` events that, joined, are its content; all others as they are. */
export async function* displayed(events: AsyncIterable<Numbered>): AsyncIterable<StreamEvent> {
  // The short answer is known only at the end. Quotes are all there by then and wait for it; the sentences of a language
  // model come slowly and open with the answer themselves, so they are passed on. Their first citation tells which it is.
  let held: StreamEvent[] | null = []
  for await (const { event } of events) {
    if (event.type === 'text' && event.text === '') continue
    if (event.type === 'started' || event.type === 'error') yield event
    else if (event.type === 'answer') {
      yield* text(held === null ? '' : opening(event.answer))
      yield* held ?? []
      yield* text(closing(event.answer))
      yield event
    } else if (held === null) yield event
    else {
      held.push(event)
      if (event.type !== 'citation' || event.citation.in_text !== null) continue
      yield* held
      held = null
    }
  }
}

/** Where a content says what a citation supports, in UTF-16 units; empty, at the end of the text, when it bears no mark. */
export function rangeIn(answer: Answer, citation: Citation): Interval {
  const at = opening(answer).length
  const { start, end } = citation.in_text ?? markedIn(answer.text, citation.index)
  return { start: at + start, end: at + end }
}

/** Where an article can be read: its own address, else the text that is kept here. `origin`: of this server. */
export function addressOf({ article }: Citation, origin: string): string {
  return webAddress(article.url) ?? storedAddress(article, origin)
}

/** An address that a page may link to; null for every other. */
export function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null
}

// --- Internal helpers ---

function* text(piece: string): Iterable<StreamEvent> {
  if (piece !== '') yield { type: 'text', text: piece }
}

function opening({ answer, text, outcome, question, citations }: Answer): string {
  if (answer === null || citations[0]?.in_text === null) return ''
  if (outcome === 'conflicting') return `${label('conflicting', languageOf(question))}${answer}\n\n`
  return text.startsWith(answer) ? '' : `${answer}\n\n`
}

function closing({ notes, question }: Answer): string {
  if (notes.length === 0) return ''
  const language = languageOf(question)
  return `\n\n${notes.map((note) => label('note', language, note)).join('\n')}`
}

// The sentence that a mark stands behind: it begins behind the marks of the one before.
function markedIn(text: string, index: number): Interval {
  let start = 0
  for (const { 0: marks, index: end } of text.matchAll(/(?:\[\d{1,3}\])+/g)) {
    if (marks.includes(`[${index}]`)) {
      const space = /^\s*/.exec(text.slice(start, end))![0].length
      return { start: start + space, end }
    }
    start = end + marks.length
  }
  return { start: text.length, end: text.length }
}

function storedAddress({ id, revision }: Citation['article'], origin: string): string {
  return `${origin}/v1/articles/${encodeURIComponent(id)}?revision=${revision}`
}

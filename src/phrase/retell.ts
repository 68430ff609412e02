// The events of a phrased answer: verified sentences with their marks, else the pieces of the quotes. It changes the
// text and adds to the notes; outcome, answer, confidence and the cited places stay as they were decided.
import type { Answer, AskEvent, Citation } from '../contract.ts'
import type { Phraser, Sentence } from './phraser.ts'

/** What an answer is made of that phrasing may touch, and what it must know. */
export type Told = Pick<Answer, 'outcome' | 'answer' | 'text' | 'notes' | 'citations'>
export type Retold = Pick<Answer, 'text' | 'notes' | 'citations' | 'phrased_by'>

/** The events up to the closing answer, and what that is to say. Without a phraser: the quotes, as they are. */
export async function* retell(
  question: string,
  told: Told,
  phraser: Phraser | undefined,
  signal?: AbortSignal,
): AsyncGenerator<AskEvent, Retold> {
  const { outcome, answer, citations, notes } = told
  const asIs = { text: told.text, notes, citations, phrased_by: null }
  if (phraser === undefined || outcome === 'refused' || answer === null || !sameScript(question, citations)) {
    yield* pieces(told)
    return asIs
  }
  const unplaced = citations.map((citation): Citation => ({ ...citation, in_text: null }))
  const sentences = phraser.phrase({ question, answer, outcome, citations }, signal)
  const shown = new Set<number>()
  let text = ''
  let note: string | null = null
  try {
    for (let next = await sentences.next(); ; next = await sentences.next()) {
      if (next.done === true) {
        note = next.value
        break
      }
      const piece = display(next.value, text)
      text += piece
      yield { type: 'text', text: piece }
      for (const citation of unplaced) {
        if (!next.value.marks.includes(citation.index) || shown.has(citation.index)) continue
        shown.add(citation.index)
        yield { type: 'citation', citation }
      }
    }
  } finally {
    // A client that leaves between two events must not leave a reply in work.
    await sentences.return(null)
  }
  const all = note === null ? notes : [...notes, note]
  if (text === '') {
    yield* pieces(told)
    return { ...asIs, notes: all }
  }
  for (const citation of unplaced) if (!shown.has(citation.index)) yield { type: 'citation', citation }
  return {
    text,
    notes: all,
    citations: unplaced,
    phrased_by: phraser.name,
  }
}

// A sentence in another script than its quotes could not be verified, so none is asked for.
function sameScript(question: string, citations: Citation[]): boolean {
  const han = /\p{Script=Han}/u
  return citations.length > 0 && citations.every(({ quote }) => han.test(quote) === han.test(question))
}

// Its words with the marks behind them; English sentences are parted by a space.
function display({ words, marks }: Sentence, before: string): string {
  const space = before !== '' && /^[\p{Script=Latin}\d]/u.test(words) ? ' ' : ''
  return `${space}${words}${marks.map((mark) => `[${mark}]`).join('')}`
}

// The text of an answer in quotes cut behind each citation's mark, each piece followed by the citation it ends with.
function* pieces({ text, citations }: Told): Iterable<AskEvent> {
  let at = 0
  for (const citation of citations) {
    if (citation.in_text === null) continue
    const mark = text.indexOf(']', citation.in_text.end) + 1
    yield { type: 'text', text: text.slice(at, mark) }
    yield { type: 'citation', citation }
    at = mark
  }
  if (at < text.length) yield { type: 'text', text: text.slice(at) }
}

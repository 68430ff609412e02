// The measures, as pure functions of gold and result (DESIGN: how it is judged).
import type { Answer } from '../contract.ts'
import { comparable } from '../text.ts'
import type { Expectation, GoldPlaces, GoldQuestion } from './dataset.ts'

/** A place in an article. */
export interface Place {
  doc: string
  start: number
  end: number
}

/** All places that prove the answer. */
export function goldPlaces(gold: GoldPlaces): Place[] {
  return [
    ...gold.evidence.map(([start, end]) => ({ doc: gold.doc, start, end })),
    ...gold.also.map(([doc, start, end]) => ({ doc, start, end })),
  ]
}

/** Whether two places share more than half of the shorter one. */
export function covers(a: Place, b: Place): boolean {
  if (a.doc !== b.doc) return false
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return shared > Math.min(a.end - a.start, b.end - b.start) / 2
}

/** Rank, from 1, of the first hit that covers a gold place; null when none does. */
export function evidenceRank(gold: GoldPlaces, hits: Place[]): number | null {
  const places = goldPlaces(gold)
  const at = hits.findIndex((hit) => places.some((place) => covers(hit, place)))
  return at === -1 ? null : at + 1
}

/** Whether a cited place overlaps gold evidence at all. */
export function citationRight(gold: GoldPlaces, cited: Place | undefined): boolean {
  if (cited === undefined) return false
  return goldPlaces(gold).some((p) => p.doc === cited.doc && p.start < cited.end && cited.start < p.end)
}

/**
 * Whether an answer is right: an accepted form stands in `answer`, which is at most 3 times that form or 24
 * characters longer; for `list` every item stands in it; for `reason` and `what` the form may stand in `text`.
 */
export function answerRight(gold: GoldQuestion, answer: string | null, text: string): boolean {
  if (answer === null) return false
  const given = comparable(answer)
  if (gold.type === 'list' || gold.type === 'conflict') {
    return gold.answers.every((item) => forms(item).some((form) => given.includes(form)))
  }
  const shown = comparable(text)
  return gold.answers.flatMap(forms).some((form) => {
    const short = given.length <= Math.max(3 * form.length, form.length + 24)
    if (given.includes(form) && short) return true
    return (gold.type === 'reason' || gold.type === 'what') && shown.includes(form)
  })
}

/** What an expectation looks at in a reply. */
export type Judged = Pick<Answer, 'outcome' | 'answer' | 'notes' | 'citations'>

/** Which parts of a case's expectation a reply meets; null where nothing is expected of that part. */
export interface Met {
  outcome: boolean
  note: boolean | null
  citations: boolean | null
}

/** Hold a reply against an expectation. For a conflict every side must stand in the answer. */
export function met({ outcome, note, answers, min_citations }: Expectation, reply: Judged): Met {
  const given = comparable(reply.answer ?? '')
  const sides = (answers ?? []).every((side) => given.includes(comparable(side)))
  const pattern = note === null || note === undefined ? null : new RegExp(note, 'u')
  return {
    outcome: reply.outcome === outcome && sides,
    note: pattern === null ? null : reply.notes.some((said) => pattern.test(said)),
    citations: min_citations === undefined ? null : stories(reply.citations) >= min_citations,
  }
}

// Citations of different stories: none is of an article that another one names as the same story.
function stories(citations: Judged['citations']): number {
  const told = new Set<string>()
  let count = 0
  for (const { article } of citations) {
    const ids = [article.id, ...article.same_story.map((other) => other.id)]
    if (!ids.some((id) => told.has(id))) count += 1
    for (const id of ids) told.add(id)
  }
  return count
}

function forms(item: string | string[]): string[] {
  return (Array.isArray(item) ? item : [item]).map(comparable)
}

/** The share of the marks that are true (0–1); NaN for none. */
export const share = (marks: boolean[]): number => marks.filter(Boolean).length / marks.length

/** The value below which the share `q` (0–1) of the numbers lies; NaN for none. */
export function quantile(values: number[], q: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!
}

// What a reader must know about the time of an answer. Pure.
import type { Citation } from '../contract.ts'
import type { Question } from '../question.ts'

const DAY = 86_400_000
/** Evidence older than this, in days, is called by its date. */
const OLD = 90

/** Notes on news time: how a relative period was read, and that the evidence is not of today. */
export function timeNotes(question: Question, citations: Citation[], askedAt: string): string[] {
  const notes: string[] = []
  const explicit = question.periods.some((period) => period.explicit)
  const dates = citations.map((citation) => citation.article.published_at)
  const newest = dates.reduce((a, b) => (b !== null && (a === null || b > a) ? b : a), null)
  if (newest !== null && !explicit && Date.parse(askedAt) - Date.parse(newest) > OLD * DAY) {
    notes.push(`以下为${newest}的报道`)
  }
  const relative = /今年|本年|去年|上年|前年|明年|后年/u.exec(question.plain)
  const year = question.periods.find((period) => !period.explicit)?.year
  if (
    relative !== null &&
    year !== null &&
    year !== undefined &&
    newest !== null &&
    !newest.startsWith(String(year))
  ) {
    notes.push(`按提问时间，“${relative[0]}”是${year}年`)
  }
  return notes
}

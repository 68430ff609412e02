// What a reader must know about the time of an answer and about figures that differ. Pure.
import type { Citation } from '../contract.ts'
import { label } from '../labels.ts'
import type { Language } from '../language.ts'
import { isWhole, type Period } from '../period.ts'
import type { Question } from '../question.ts'
import type { Candidate } from './candidates.ts'

const DAY = 86_400_000
/** Evidence older than this, in days, is called by its date. */
const OLD = 90

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** A period as it is called in a note: “2023年1月至6月”, “January to June 2023”. Only for one whose year is known. */
export function calledPeriod(period: Period, language: Language): string {
  const { year, from, until, to } = period
  if (language === 'en') {
    if (isWhole(period)) return year === until ? `${year}` : `${year} to ${until}`
    const last = `${MONTHS[to - 1]} ${until}`
    if (year !== until) return `${MONTHS[from - 1]} ${year} to ${last}`
    return from === to ? last : `${MONTHS[from - 1]} to ${last}`
  }
  if (isWhole(period)) return year === until ? `${year}年` : `${year}年至${until}年`
  if (year === until) return from === to ? `${year}年${from}月` : `${year}年${from}月至${to}月`
  return `${year}年${from}月至${until}年${to}月`
}

/** The note that what is cited is not of these days, where the question names no year; it tells the newest date. */
export function ageNotes(question: Question, citations: Citation[], askedAt: string): string[] {
  if (question.periods.some((period) => period.explicit)) return []
  const newest = citations
    .flatMap(({ article }) => article.published_at ?? [])
    .toSorted()
    .at(-1)
  if (newest === undefined || Date.parse(askedAt) - Date.parse(newest) <= OLD * DAY) return []
  return [label('reported', question.language, newest)]
}

/** The note on how the time asked for stands to the time an answer speaks of; none where they are the same. */
export function periodNotes(question: Question, { fact, time, source }: Candidate): string[] {
  const { language } = question
  const asked = question.periods.find((period) => !period.explicit) ?? question.periods[0]
  if (asked === undefined) return []
  const word = asked.relative ?? question.plain.slice(asked.start, asked.end)
  if (time === 'undated') return [label('undated', language, word)]
  if (asked.year === null) return []
  const called = calledPeriod(asked, language)
  const said = fact !== null && fact.period.year !== null ? calledPeriod(fact.period, language) : null
  if (time === 'narrower' && question.type === 'number' && said !== null)
    return [label('narrower', language, called, said)]
  const published = source.article.published_at
  if (time !== 'as_reported' || published === null) return []
  const year = published.slice(0, 4)
  const told = said !== null && fact!.from !== 'date' ? said : language === 'en' ? year : `${year}年`
  return [label('relative', language, word, called, told)]
}

// Whether a fact is of the time that is asked for: a period that is asked for and not reported is not answered with
// another period's figure. Pure.
import { holds, isWhole, monthOf, periods, same, type Period } from '../period.ts'
import type { Question } from '../question.ts'
import type { FactPeriod } from './fact-period.ts'

/**
 * `fits`: of the time asked for, or nothing says otherwise. `narrower`: the part of the year asked for that is reported.
 * `as_reported`: asked with “今年” and the like, which no news read reaches, and of the article's own “今年”.
 * `undated`: asked with “今年” and the like, of an article without a date. `other`: of another time.
 */
export type Verdict = 'fits' | 'narrower' | 'as_reported' | 'undated' | 'other'

/** The periods asked for, as they are to be held against one article. */
export interface Asked {
  periods: Period[]
  /** Whether “今年” is read against the article's date, since no news read reaches what it means today. */
  reanchored: boolean
}

/**
 * Explicit periods bind always. “今年”, “去年”, a bare “上半年” bind where the news reaches them: where one of the articles
 * read was published in that year or after it. Older news alone is read by its own date: its “今年” is the one meant.
 * `latest`: the newest day on which an article that may answer was published.
 */
export function askedOf(question: Question, published: string | null, latest: string | null): Asked {
  const asked = question.periods
  if (asked.every((period) => binds(period, question, latest))) return { periods: asked, reanchored: false }
  const own = periods(question.plain, published)
  return {
    periods: asked.map((period, i) => (binds(period, question, latest) ? period : (own[i] ?? period))),
    reanchored: true,
  }
}

function binds(period: Period, question: Question, latest: string | null): boolean {
  if (period.explicit || period.year === null) return true
  // “近三年” is as long in every article.
  if (latest === null || isLong(period)) return false
  return Number(latest.slice(0, 4)) >= Math.min(period.until!, Number(question.askedAt.slice(0, 4)))
}

/** The verdict on a fact of an article; see `Verdict`. No period asked for: it fits. */
export function judgePeriod(
  question: Question,
  fact: FactPeriod | null,
  published: string | null,
  latest: string | null,
): Verdict {
  if (question.periods.length === 0) return 'fits'
  const direct = verdictOf(question, question.periods, fact)
  const relative = question.periods.some((period) => !period.explicit)
  if (published === null && relative && direct === 'fits' && (fact?.period.year ?? null) === null)
    return 'undated'
  const asked = askedOf(question, published, latest)
  if (!asked.reanchored || direct === 'fits') return direct
  if (published === null) return verdictOf(question, asked.periods, fact) === 'other' ? 'other' : 'undated'
  const own = verdictOf(question, asked.periods, fact)
  return own === 'other' ? direct : 'as_reported'
}

function verdictOf(question: Question, asked: Period[], fact: FactPeriod | null): Verdict {
  if (fact === null) return 'fits'
  const full = /全年|年度/u.test(question.plain)
  const verdicts = asked.map((period) => compare(period, fact, full))
  return verdicts.find((one) => one === 'fits') ?? verdicts.find((one) => one === 'narrower') ?? 'other'
}

function compare(asked: Period, fact: FactPeriod, full: boolean): Verdict {
  const { period: said, from } = fact
  // An article's date tells the year of its figures and no more; the years it names tell whether it may speak of others.
  if (from === 'date') return sharesYear(asked, said) || asked.explicit ? 'fits' : 'other'
  if (asked.year === null || said.year === null) {
    return isWhole(asked) || isWhole(said) || holds(asked, said) ? 'fits' : 'other'
  }
  // What only a sentence before says may be about something else: it tells the year, not the part.
  if (from === 'passage' && sharesYear(asked, said)) return 'fits'
  if (isLong(asked)) return alike(asked, said) ? 'fits' : 'other'
  if (same(asked, said)) return 'fits'
  if (asked.ends || said.ends) {
    if (last(asked) === last(said)) return 'fits'
    return !asked.ends && holds(asked, said) && !full ? 'narrower' : 'other'
  }
  if (holds(asked, said))
    return isWhole(asked) && !full && (said.from === 1 || said.from === said.to) ? 'narrower' : 'other'
  // “今年以来”, told a month later, is still the half year.
  return said.open && first(asked) === first(said) && last(said) - last(asked) <= 1 ? 'fits' : 'other'
}

function first({ year, from }: Period): number {
  return monthOf(year!, from)
}

function last({ until, to }: Period): number {
  return monthOf(until!, to)
}

function isLong(period: Period): boolean {
  return period.year !== null && last(period) - first(period) >= 12
}

function sharesYear(a: Period, b: Period): boolean {
  return a.year === null || b.year === null || (a.year <= b.until! && b.year <= a.until!)
}

// Spans of years told a year apart, or running on from the same year.
function alike(asked: Period, said: Period): boolean {
  if (asked.open || said.open) return asked.year === said.year
  if (said.ends) return last(asked) === last(said)
  return (
    isLong(said) && Math.abs(first(asked) - first(said)) <= 12 && Math.abs(last(asked) - last(said)) <= 12
  )
}

// The filters of the chat page: zones and periods that there are articles of, and what was chosen in its form. Pure.
import type { Filters } from '../article.ts'
import type { Language } from '../language.ts'
import { chatWords } from './words/chat.ts'

/** What there is to choose from. */
export interface Choices {
  zones: string[]
  /** Years of publication, newest first. */
  years: string[]
  /** The newest day; null when no article has a date. */
  newest: string | null
}

/** The form's fields, as typed or chosen; '' for what is left open. */
export interface Chosen {
  zone: string
  /** `3m`, `12m`: the newest months; `2023`: a year; `own`: the days below. */
  period: string
  from: string
  to: string
}

export const NOTHING_CHOSEN: Chosen = { zone: '', period: '', from: '', to: '' }

const MOST_ZONES = 500
const MOST_YEARS = 8
/** Periods that end with the newest article, in months. */
const NEWEST_MONTHS = [3, 12]

interface Held {
  zones: { value: string }[]
  months: { value: string }[]
  published_to: string | null
}

/** The choices that the collected articles give. */
export function choicesOf({ zones, months, published_to }: Held): Choices {
  return {
    zones: zones.slice(0, MOST_ZONES).map(({ value }) => value),
    years: [...new Set(months.map(({ value }) => value.slice(0, 4)))].slice(0, MOST_YEARS),
    newest: published_to,
  }
}

/** Fields of a form or a query string; what is missing or no text is left open. */
export function chosenIn(get: (name: string) => unknown): Chosen {
  const field = (name: string): string => {
    const value = get(name)
    return typeof value === 'string' ? value.trim().slice(0, 200) : ''
  }
  const chosen = { zone: field('zone'), period: field('period'), from: field('from'), to: field('to') }
  return chosen.period === '' && (chosen.from !== '' || chosen.to !== '')
    ? { ...chosen, period: 'own' }
    : chosen
}

/** The filters that were chosen. What is no day of the calendar is left out. */
export function filtersOf({ zone, period, from, to }: Chosen, newest: string | null): Filters {
  const [first, last] = period === 'own' ? [from, to] : spanOf(period, newest)
  return {
    ...(zone === '' ? {} : { zone }),
    ...(isDay(first) ? { published_from: first } : {}),
    ...(isDay(last) ? { published_to: last } : {}),
  }
}

/** The periods to choose from, with what they are called. */
export function periodOptions(
  { years, newest }: Choices,
  language: Language,
): [value: string, shown: string][] {
  const words = chatWords(language)
  return [
    ['', words.anyPeriod],
    ...(newest === null
      ? []
      : NEWEST_MONTHS.map((months): [string, string] => [`${months}m`, words.lastMonths(months)])),
    ...years.map((year): [string, string] => [year, words.year(year)]),
    ['own', words.ownPeriod],
  ]
}

/** The filters in words; '' for none. */
export function filterText(filters: Filters, language: Language): string {
  const { zone, published_from = null, published_to = null } = filters
  const parts = zone === undefined ? [] : [zone]
  if (published_from !== null || published_to !== null)
    parts.push(periodText(published_from, published_to, language))
  return parts.join(' · ')
}

// --- Internal helpers ---

function periodText(from: string | null, to: string | null, language: Language): string {
  const words = chatWords(language)
  const year = from?.slice(0, 4)
  if (year !== undefined && from === `${year}-01-01` && to === `${year}-12-31`) return words.year(year)
  return words.span(from, to)
}

function spanOf(period: string, newest: string | null): [from: string, to: string] {
  if (/^\d{4}$/.test(period)) return [`${period}-01-01`, `${period}-12-31`]
  const months = NEWEST_MONTHS.find((count) => `${count}m` === period)
  return months === undefined || newest === null ? ['', ''] : [monthsBefore(newest, months), '']
}

// The same day of an earlier month, or that month's last day.
function monthsBefore(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

// What a portal's page says it is about, as filters of the API. Pure.
import type { Filters } from '../../article.ts'

export interface PageContext {
  zone?: string
  region?: string
  source?: string
  /** A year, a month, a day (`2022`, `2022-03`, `2022-03-04`), or the first and the last day. */
  period?: string | { from?: string; to?: string }
  article_ids?: string[]
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const NAMES = ['zone', 'region', 'source'] as const

/** Throws `TypeError` for what is none. Null or `{}` is about everything. */
export function filtersOf(context: PageContext | null): Filters {
  const { period, article_ids, ...names } = context ?? {}
  const filters: Filters = {}
  for (const [name, value] of Object.entries(names)) {
    if (!(NAMES as readonly string[]).includes(name) || typeof value !== 'string' || value === '')
      throw new TypeError(
        `TouWen.setContext: ${name} is none of ${NAMES.join(', ')}, period, article_ids, or empty`,
      )
    filters[name as (typeof NAMES)[number]] = value
  }
  const { from, to } = typeof period === 'string' ? daysOf(period) : (period ?? {})
  for (const day of [from, to]) {
    if (day !== undefined && !DAY.test(day))
      throw new TypeError(`TouWen.setContext: “${day}” is no day such as 2022-03-04`)
  }
  if (from !== undefined) filters.published_from = from
  if (to !== undefined) filters.published_to = to
  if (article_ids !== undefined) {
    if (!Array.isArray(article_ids) || article_ids.length === 0 || article_ids.length > 1000)
      throw new TypeError('TouWen.setContext: article_ids must be a list of 1 to 1000 ids')
    filters.article_ids = article_ids.map(String)
  }
  return filters
}

function daysOf(period: string): { from: string; to: string } {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(period) ?? []
  if (year === undefined)
    throw new TypeError(
      `TouWen.setContext: the period “${period}” is none such as 2022, 2022-03 or 2022-03-04`,
    )
  if (day !== undefined) return { from: period, to: period }
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` }
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return { from: `${period}-01`, to: `${period}-${last}` }
}

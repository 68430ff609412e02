// Filters of a page: held in its address, so that a link leads to the same list and going back does, too.
import type { Query } from '../api.ts'
import { go, place } from '../router.ts'

export interface Filter<Name extends string> {
  /** The values by name; empty: not set. */
  values: Readonly<Record<Name, string>>
  set(name: Name, value: string): void
}

/** The filters of these names in the query of the page, with what holds where the query says nothing. */
export function filterOf<Name extends string>(
  query: URLSearchParams,
  defaults: Readonly<Record<Name, string>>,
): Filter<Name> {
  const names = Object.keys(defaults) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, query.get(name) ?? defaults[name]])) as Record<
    Name,
    string
  >
  return {
    values,
    set: (name, value) => {
      const { path, query } = place()
      if (value === defaults[name]) query.delete(name)
      else query.set(name, value)
      const rest = query.toString()
      go(rest === '' ? path : `${path}?${rest}`, { replace: true })
    },
  }
}

/** The values as a query of the API, where the empty ones are left out. */
export function queryOf(values: Readonly<Record<string, string>>): Query {
  return { ...values }
}

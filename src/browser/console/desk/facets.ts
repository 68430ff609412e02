// How the articles divide, for lists to choose from: zones, regions and sources. Asked for once while the console is open.
import { useEffect, useState } from 'hono/jsx'
import type { Facets } from '../../../article-contract.ts'
import { api } from '../api.ts'

let asked: Promise<Facets> | null = null

/** The facets of all articles; null: not here yet, or not to be had. */
export function useFacets(): Facets | null {
  const [facets, setFacets] = useState<Facets | null>(null)
  useEffect(() => {
    let here = true
    asked ??= api.get<Facets>('/v1/facets')
    asked.then(
      (found) => here && setFacets(found),
      // The filter is a help; without it the page does its work. The next page asks again.
      () => forgetFacets(),
    )
    return () => {
      here = false
    }
  }, [])
  return facets
}

/** Articles were added or removed: they divide otherwise. */
export function forgetFacets(): void {
  asked = null
}

/** The values of a facet to choose from, each with its count. */
export function choicesOf(counts: Facets['zones'] | undefined): [string, string][] {
  return (counts ?? []).map(({ value, count }) => [value, `${value} (${count.toLocaleString('en')})`])
}

// What the index holds: whether any article names something, its zones, and how many articles filters leave.
import { introduction, type Filters } from '../article.ts'
import { MOST_COUNTED, type FilterName, type Holdings } from '../holdings.ts'
import type { ArticleStore } from '../store/article-store.ts'
import { searchTerms } from '../text.ts'

/** Passages looked at for a name: those that hold most of its characters, so a text with all of them is among them. */
const DEPTH = 200

/** Build the look-ups; they never write and read no model. */
export function createHoldings(store: ArticleStore): Holdings {
  const zones = async (limit: number): Promise<string[]> =>
    (await store.facet('zone')).slice(0, limit).map(({ value }) => value)
  // Of each term, whether no article holds it.
  const absent = async (terms: string[]): Promise<boolean[]> => {
    const counts = await store.termCounts(terms)
    return terms.map((term) => (counts.get(term) ?? 0) === 0)
  }
  return {
    zones,
    isForeign: async (core) => {
      const missing = await absent([...new Set(searchTerms(core))])
      return (
        missing.length > 0 &&
        (!missing.includes(false) || missing.some((one, i) => one && missing[i + 1] === true))
      )
    },
    mentions: async ({ core, isIn }) => {
      if ((await zones(Infinity)).some(isIn)) return true
      const terms = [...new Set(searchTerms(core))]
      // Search terms are of titles and passages: what occurs in none, no article names.
      if (terms.length === 0 || (await absent(terms)).includes(true)) return false
      const hits = await store.searchText(terms, {}, DEPTH)
      const found = await store.passages(hits.map((hit) => hit.passage_id))
      return found.some(({ passage, article }) =>
        isIn(`${introduction(article)}\n${passage.heading ?? ''}\n${passage.text}`),
      )
    },
    withoutEach: async (filters) => {
      const { published_from, published_to, ...rest } = filters
      const named = Object.keys(rest) as (keyof typeof rest)[]
      const dated = published_from !== undefined || published_to !== undefined
      const names: FilterName[] = dated ? [...named, 'published'] : named
      return Promise.all(
        names.map(async (filter) => {
          const left: Filters = filter === 'published' ? rest : omit(filters, filter)
          return { filter, articles: (await store.list(left, MOST_COUNTED + 1, 0)).length }
        }),
      )
    },
  }
}

function omit(filters: Filters, name: keyof Filters): Filters {
  const { [name]: _, ...left } = filters
  return left
}

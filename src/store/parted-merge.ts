// What several parts of a store tell, put together as one would tell it. Pure.
import type { ArticleMeta } from '../article.ts'
import type { Count, Facets } from '../article-contract.ts'
import type { StoreStats } from './article-store.ts'

/** As stories are told: undated articles last. */
export function earliestFirst(
  a: Pick<ArticleMeta, 'id' | 'published_at'>,
  b: Pick<ArticleMeta, 'id' | 'published_at'>,
): number {
  return order(a.published_at ?? '9', b.published_at ?? '9') || order(a.id, b.id)
}

/** As lists are told: undated articles last. */
export function newestFirst(
  a: Pick<ArticleMeta, 'id' | 'published_at'>,
  b: Pick<ArticleMeta, 'id' | 'published_at'>,
): number {
  return order(b.published_at ?? '', a.published_at ?? '') || order(a.id, b.id)
}

/** The sums of counts by their key. */
export function addUp<K>(counts: readonly ReadonlyMap<K, number>[]): Map<K, number> {
  const sums = new Map<K, number>()
  for (const one of counts) for (const [key, count] of one) sums.set(key, (sums.get(key) ?? 0) + count)
  return sums
}

/** Values with their number of articles, most first. */
export function topFacet(lists: readonly Count[][]): Count[] {
  return counted(lists).sort((a, b) => b.count - a.count || order(a.value, b.value))
}

/** How articles divide, all parts together. */
export function facetsTogether(parts: readonly Facets[]): Facets {
  const of = (name: 'zones' | 'regions' | 'sources'): Count[] => topFacet(parts.map((part) => part[name]))
  return {
    articles: sum(parts.map(({ articles }) => articles)),
    zones: of('zones'),
    regions: of('regions'),
    sources: of('sources'),
    months: counted(parts.map(({ months }) => months)).sort((a, b) => order(b.value, a.value)),
    undated: sum(parts.map(({ undated }) => undated)),
    published_from: parts.map(({ published_from }) => published_from).reduce(earlier, null),
    published_to: parts.map(({ published_to }) => published_to).reduce(later, null),
  }
}

/** What two parts hold together. */
export function statsTogether(a: StoreStats, b: StoreStats): StoreStats {
  return {
    articles: a.articles + b.articles,
    passages: a.passages + b.passages,
    generation: a.generation + b.generation,
    built_at: later(a.built_at, b.built_at),
    published_from: earlier(a.published_from, b.published_from),
    published_to: later(a.published_to, b.published_to),
  }
}

// --- Internal helpers ---

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a
}

function earlier(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a
}

function counted(lists: readonly Count[][]): Count[] {
  const sums = addUp(lists.map((list) => new Map(list.map(({ value, count }) => [value, count]))))
  return [...sums].map(([value, count]) => ({ value, count }))
}

// By code points, as SQLite compares UTF-8.
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

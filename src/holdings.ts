// What an index holds, as refusals ask for it. Types, and the limit of their counts.
import type { Filters } from './article.ts'

/** Port: look-ups that never write and read no model. */
export interface Holdings {
  /** Whether any article speaks of it. `core`: what each such text holds; `isIn`: whether a text does speak of it. */
  mentions(name: { core: string; isIn(text: string): boolean }): Promise<boolean>
  /** Whether part of a name, more than the place where two words meet, occurs in no article: nothing there is of it. */
  isForeign(core: string): Promise<boolean>
  /** The zones with most articles, at most `limit`, most first. */
  zones(limit: number): Promise<string[]>
  /** Of each filter, how many articles meet all the others; more than `MOST_COUNTED` are told as one more than that. */
  withoutEach(filters: Filters): Promise<{ filter: FilterName; articles: number }[]>
}

export type FilterName = 'zone' | 'region' | 'source' | 'published' | 'article_ids'

/** More articles are not counted: “over a thousand” tells enough. */
export const MOST_COUNTED = 1000

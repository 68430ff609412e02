// One ArticleStore over several databases, each with the articles of its regions. It knows parts and their table, no database.
// What is asked of it for an answer comes from the parts that answer, and the attendance tells which do not; whatever would be
// wrong without a part (one article, lists and counts, every write) fails with it.
import type { Article, ArticleMeta, Filters } from '../article.ts'
import { AppError } from '../errors.ts'
import { idOutside, idsInside, unanswered, type Attendance, type Part } from '../parts.ts'
import type { ShardTable } from '../shards.ts'
import type { ArticleStore, PartStore, TextHit } from './article-store.ts'
import { addUp, earliestFirst, facetsTogether, newestFirst, statsTogether, topFacet } from './parted-merge.ts'
import { createBm25 } from './bm25.ts'
import { rarest } from './sql-search.ts'

/** A database. Part 0 is the default, which also holds what is to be known of the whole. */
export interface StorePart extends Part {
  store: PartStore
}

export interface PartedStoreOptions {
  table: Pick<ShardTable, 'shardOf' | 'shardsFor'>
  attendance: Attendance
  /** Numbers of the parts that are searched; default: all. Articles are got from and put to any. */
  among?: readonly number[] | null
}

/** Passages that each of many parts proposes at least; of a few parts, all that are asked for. */
const LEAST_OF_A_PART = 50

/** The store of all parts. Its passages have the ids of `parts.ts`. */
export function createPartedStore(
  parts: readonly StorePart[],
  { table, attendance, among = null }: PartedStoreOptions,
): ArticleStore {
  const searched = parts.filter(({ number }) => among === null || among.includes(number))
  const meeting = (filters: Filters): StorePart[] => {
    const numbers = table.shardsFor(filters)
    return searched.filter(({ number }) => numbers.includes(number))
  }
  const { each } = attendance
  const all = <T>(work: (part: StorePart) => Promise<T>, of = parts): Promise<T[]> =>
    Promise.all(
      of.map((part) =>
        work(part).catch((error: unknown) => {
          throw error instanceof AppError ? error : unanswered([part.name], error)
        }),
      ),
    )
  const first = parts[0]!.store

  const eachInside = async <T>(
    ids: readonly number[],
    work: (store: PartStore, inside: number[]) => Promise<T>,
  ): Promise<{ number: number; value: T }[]> => {
    const inside = idsInside(ids)
    const holding = parts.filter(({ number }) => inside.has(number))
    const given = await each(holding, ({ number, store }) => work(store, inside.get(number)!))
    return given.map(({ part, value }) => ({ number: part.number, value }))
  }

  /** The parts that have the article, with its current revision there; more than one while it moves. */
  const holders = async (id: string): Promise<{ part: StorePart; article: Article }[]> => {
    const found = await all(async (part) => ({ part, article: await part.store.get(id) }))
    return found
      .flatMap(({ part, article }) => (article === null ? [] : [{ part, article }]))
      .sort((a, b) => b.article.revision - a.article.revision)
  }

  return {
    async put(article, passages, stories = new Map()) {
      const home = parts[table.shardOf(article)]!
      const elsewhere = (await holders(article.id)).filter(({ part }) => part !== home)
      // The others first: what fails here leaves the article as it was, and putting it again does all of it.
      await all(
        ({ store }) => store.assign(stories),
        parts.filter((part) => part !== home),
      )
      const earlier = elsewhere.length === 0 ? [] : await revisionsOf(article.id, elsewhere)
      const stored = await home.store.put(article, passages, stories, earlier)
      for (const { part } of elsewhere) await part.store.remove(article.id, stories)
      return stored
    },
    async remove(id, stories = new Map()) {
      const holding = await holders(id)
      if (holding.length === 0) return false
      await all(({ store }) => store.assign(stories))
      for (const { part } of holding) await part.store.remove(id, stories)
      return true
    },
    async get(id, revision) {
      const found = await each(parts, ({ store }) => store.get(id, revision))
      const held = found.flatMap(({ value }) => value ?? []).sort((a, b) => b.revision - a.revision)
      if (held.length === 0 && found.length < parts.length) {
        throw unanswered(attendance.missing(), `it may hold the article “${id.slice(0, 100)}”`)
      }
      return held[0] ?? null
    },
    revisions: async (id) => ascending((await all(({ store }) => store.revisions(id))).flat()),
    hashes: async (ids) => together(await all(({ store }) => store.hashes(ids))),
    vectorsByKey: async (keys) => together(await all(({ store }) => store.vectorsByKey(keys))),
    storyCandidates: async (signature) =>
      (await all(({ store }) => store.storyCandidates(signature))).flat().sort(earliestFirst),
    signatures: async (ids) => together(await all(({ store }) => store.signatures(ids))),

    async stories(storyIds) {
      const found = new Map<string, ArticleMeta[]>()
      for (const { value } of await each(parts, ({ store }) => store.members(storyIds))) {
        for (const [story, articles] of value) found.set(story, [...(found.get(story) ?? []), ...articles])
      }
      const several = [...found].filter(([, articles]) => articles.length > 1)
      return new Map(several.map(([story, articles]) => [story, articles.sort(earliestFirst)]))
    },

    async searchText(terms, filters, limit) {
      const asked = meeting(filters)
      const alone = asked.length === 1 ? asked : null
      if (alone !== null) {
        const [given] = await each(alone, ({ store }) => store.searchText(terms, filters, limit))
        return given!.value.map((hit) => ({
          ...hit,
          passage_id: idOutside(given!.part.number, hit.passage_id),
        }))
      }
      return searchTogether(asked, terms, filters, limit)
    },
    termCounts: async (terms) =>
      addUp((await each(searched, ({ store }) => store.termCounts(terms))).map(({ value }) => value)),
    passageIds: async (filters) =>
      (await each(meeting(filters), ({ store }) => store.passageIds(filters))).flatMap(({ part, value }) =>
        value.map((id) => idOutside(part.number, id)),
      ),
    async passages(ids) {
      const found = await eachInside(ids, (store, inside) => store.passages(inside))
      const entries = found.flatMap(({ number, value }) =>
        value.map(({ passage, article }) => ({
          passage: { ...passage, id: idOutside(number, passage.id) },
          article,
        })),
      )
      const byId = new Map(entries.map((entry) => [entry.passage.id, entry]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },
    async passagesOf(articleId) {
      const found = await each(parts, async ({ number, store }) =>
        (await store.passagesOf(articleId)).map((passage) => ({
          ...passage,
          id: idOutside(number, passage.id),
        })),
      )
      const held = found.map(({ value }) => value).filter((passages) => passages.length > 0)
      return held.sort((a, b) => b[0]!.revision - a[0]!.revision)[0] ?? []
    },
    async *vectors(ids) {
      const inside = ids && idsInside(ids)
      for (const { number, store } of parts) {
        if (inside && !inside.has(number)) continue
        for await (const { id, vector } of store.vectors(inside?.get(number))) {
          yield { id: idOutside(number, id), vector }
        }
      }
    },

    async list(filters, limit, offset) {
      const found = await each(meeting(filters), ({ store }) => store.list(filters, limit + offset, 0))
      return found
        .flatMap(({ value }) => value)
        .sort(newestFirst)
        .slice(offset, offset + limit)
    },
    page: async (selection, after, limit) =>
      (await all(({ store }) => store.page(selection, after, limit), meeting(selection.filters)))
        .flat()
        .sort(newestFirst)
        .slice(0, limit),
    facets: async (selection) =>
      facetsTogether(await all(({ store }) => store.facets(selection), meeting(selection.filters))),
    facet: async (field) =>
      topFacet((await each(parts, ({ store }) => store.facet(field))).map(({ value }) => value)),
    async stats() {
      const given = await each(searched, ({ store }) => store.stats())
      return given.map(({ value }) => value).reduce(statsTogether)
    },
    getMeta: (key) => first.getMeta(key),
    async setMeta(key, value) {
      await all(({ store }) => store.setMeta(key, value))
    },
    async close() {
      await all(({ store }) => store.close())
    },
  }

  // Each part knows how rare a term is among its own passages, which would raise whatever is foreign to it: the best of each
  // part are scored again with the counts of all.
  async function searchTogether(
    asked: readonly StorePart[],
    terms: string[],
    filters: Filters,
    limit: number,
  ): Promise<TextHit[]> {
    const known = await each(asked, async ({ store }) =>
      Promise.all([store.textSize(), store.termCounts(terms)]),
    )
    const counts = addUp(known.map(({ value }) => value[1]))
    const size = known
      .map(({ value }) => value[0])
      .reduce((a, b) => ({ passages: a.passages + b.passages, tokens: a.tokens + b.tokens }))
    const wanted = rarest([...new Set(terms)], counts, size.passages)
    const most = Math.min(limit, Math.max(LEAST_OF_A_PART, Math.ceil((4 * limit) / asked.length)))
    const score = createBm25(wanted, counts, size)
    const found = await each(asked, async ({ number, store }) => {
      const hits = await store.searchText(wanted, filters, most)
      const stored = await store.termsOf(hits.map(({ passage_id }) => passage_id))
      return [...stored].map(([id, text]) => ({ passage_id: idOutside(number, id), score: score(text) }))
    })
    return found
      .flatMap(({ value }) => value)
      .sort((a, b) => b.score - a.score || a.passage_id - b.passage_id)
      .slice(0, limit)
  }
}

// --- Internal helpers ---

async function revisionsOf(id: string, holding: readonly { part: StorePart }[]): Promise<Article[]> {
  const found = new Map<number, Article>()
  for (const { part } of holding) {
    for (const revision of await part.store.revisions(id)) {
      const article = await part.store.get(id, revision)
      if (article !== null) found.set(revision, article)
    }
  }
  return [...found.values()].sort((a, b) => a.revision - b.revision)
}

function ascending(numbers: number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function together<K, V>(maps: readonly Map<K, V>[]): Map<K, V> {
  return new Map(maps.flatMap((map) => [...map]))
}

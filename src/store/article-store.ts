// Port: where articles, passages and their vectors are kept, and text search over them. It is the truth;
// a vector index is only a cache of it.
import type { Article, ArticleMeta, Filters, Passage, StoredPassage } from '../article.ts'
import type { Facets, Place } from '../article-contract.ts'

/** A passage about to be stored, with what was embedded of it. */
export interface NewPassage extends Passage {
  /** Search terms of title, heading and passage, separated by spaces (see `searchTerms`). */
  terms: string
  /** Key of the embedded text; equal keys mean equal vectors. */
  embed_key: string
  /** Unit length, `dimensions` long. */
  vector: Float32Array
}

/** An article about to be stored: all of `Article` but the revision, which the store counts. */
export type NewArticle = Omit<Article, 'revision'> & {
  /** Hash over text and fields; the same hash means that nothing changed. */
  content_hash: string
  /** MinHash signature of the text (see `near-duplicate.ts`), for `storyCandidates`. */
  signature: Uint32Array
}

/** `score`: BM25, higher is better, always > 0. */
export interface TextHit {
  passage_id: number
  score: number
}

/** Articles by their fields and by what they say. */
export interface Selection {
  filters: Filters
  /** Runs of search terms; each must stand in a row in some passage, behind its title and heading, of the article. */
  phrases: readonly (readonly string[])[]
}

export interface StoreStats {
  articles: number
  passages: number
  /** Counts up with every write that changes something, `setMeta` excepted; equal generations mean equal content. */
  generation: number
  /** RFC 3339 time of the last write; null for an empty store. */
  built_at: string | null
  /** First and last `published_at`; null when no article has a date. */
  published_from: string | null
  published_to: string | null
}

export interface ArticleStore {
  /** Store an article and its passages in one transaction, replacing the passages of the revision before, and give
   * other articles (by id) the stories they now belong to. Returns the revision now current. Storing an unchanged
   * `content_hash` changes nothing, stories neither. */
  put(
    article: NewArticle,
    passages: NewPassage[],
    stories?: ReadonlyMap<string, string>,
  ): Promise<{ revision: number; changed: boolean }>
  /** Remove an article, its revisions and passages. False when there is none. If it comes back, its revisions count
   * on, so that old citations do not point into another text. What is left of its story is named after the earliest,
   * but for the articles (by id) that `stories` gives another. */
  remove(id: string, stories?: ReadonlyMap<string, string>): Promise<boolean>
  /** The current revision, or the one asked for; null when there is none. */
  get(id: string, revision?: number): Promise<Article | null>
  /** Which revisions of an article are kept, ascending; none when there is no such article. */
  revisions(id: string): Promise<number[]>
  /** Which of these ids are stored, with their content hash. */
  hashes(ids: string[]): Promise<Map<string, string>>
  /** Vectors already computed for these keys. */
  vectorsByKey(keys: string[]): Promise<Map<string, Float32Array>>
  /** Articles that share a band of the signature, with their signatures: near duplicates are among them. */
  storyCandidates(
    signature: Uint32Array,
  ): Promise<{ id: string; story_id: string; published_at: string | null; signature: Uint32Array }[]>
  /** The signatures of these articles; ids that are gone are left out. */
  signatures(ids: string[]): Promise<Map<string, Uint32Array>>
  /** All articles of the stories that have more than one, by story id, earliest first. */
  stories(storyIds: string[]): Promise<Map<string, ArticleMeta[]>>
  /** Best passages by BM25 for any of the terms, best first; equal scores by passage id. */
  searchText(terms: string[], filters: Filters, limit: number): Promise<TextHit[]>
  /** In how many passages each term occurs. */
  termCounts(terms: string[]): Promise<Map<string, number>>
  /** Ids of all passages whose article meets the filters. */
  passageIds(filters: Filters): Promise<number[]>
  /** These passages with their article's fields, in the order asked; ids that are gone are left out. */
  passages(ids: number[]): Promise<{ passage: StoredPassage; article: ArticleMeta & { story_id: string } }[]>
  /** All passages of an article in order of their start. */
  passagesOf(articleId: string): Promise<StoredPassage[]>
  /** Vectors of these passages, or of all, in ascending id; ids that are gone are left out. */
  vectors(ids?: number[]): AsyncIterable<{ id: number; vector: Float32Array }>
  /** Articles that meet the filters, newest first (undated last), then by id. */
  list(filters: Filters, limit: number, offset: number): Promise<ArticleMeta[]>
  /** Articles of a selection, newest first (undated last), then by id; from behind `after`. */
  page(selection: Selection, after: Place | null, limit: number): Promise<ArticleMeta[]>
  facets(selection: Selection): Promise<Facets>
  /** Distinct values of a field, with their number of articles, most first. */
  facet(field: 'zone' | 'region' | 'source'): Promise<{ value: string; count: number }[]>
  stats(): Promise<StoreStats>
  /** What the index was built with, such as the embedder's id; null when never set. Keys `store.*` are the store's
   * own: `store.id` is a random name that tells two stores apart, which give out the same passage ids. */
  getMeta(key: string): Promise<string | null>
  setMeta(key: string, value: string): Promise<void>
  close(): Promise<void>
}

/** A store that holds a part of the articles, beside others. */
export interface PartStore extends ArticleStore {
  /** `earlier`: the revisions, ascending, of an article that comes from another part. They come along, and it counts on. */
  put(
    article: NewArticle,
    passages: NewPassage[],
    stories?: ReadonlyMap<string, string>,
    earlier?: readonly Article[],
  ): Promise<{ revision: number; changed: boolean }>
  /** The articles of stories that are here, also single ones, by story id, earliest first. */
  members(storyIds: string[]): Promise<Map<string, ArticleMeta[]>>
  /** Give articles (by id) the stories they now belong to; those that are not here are ignored. */
  assign(stories: ReadonlyMap<string, string>): Promise<void>
  /** How many passages the text search knows, and how many terms they have in all. Reads one row. */
  textSize(): Promise<{ passages: number; tokens: number }>
  /** The search terms of these passages, separated by spaces; ids that are gone are left out. */
  termsOf(ids: number[]): Promise<Map<number, string>>
}

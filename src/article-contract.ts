// The contract of reading and writing articles: what is taken, listed and counted, the same for every face.
import { z } from 'zod'
import { articleMetaSchema, filtersSchema, isoDate, type Article, type ArticleMeta } from './article.ts'
import type { Filters } from './article.ts'
import type { IngestOptions, IngestReport } from './engine.ts'

/** The largest text of one article, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 2 * 1024 * 1024

const optionalText = z
  .string()
  .trim()
  .max(500)
  .transform((value) => (value === '' ? null : value))
  .nullish()
  .transform((value) => value ?? null)

/** An article as a client sends it. */
export const articleInputSchema = z.strictObject({
  /** Absent: the beginning of the text. */
  title: optionalText,
  published_at: isoDate.nullish().transform((value) => value ?? null),
  source: optionalText,
  zone: optionalText,
  region: optionalText,
  url: z
    .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
    .max(2000)
    .nullish()
    .transform((value) => value ?? null),
  /** Kept character for character; all offsets refer to it. */
  text: z
    .string()
    .refine((text) => text.trim() !== '', 'must hold text')
    .refine(
      (text) => new TextEncoder().encode(text).length <= MAX_TEXT_BYTES,
      `may have ${MAX_TEXT_BYTES} bytes`,
    ),
})
export type ArticleInput = z.output<typeof articleInputSchema>

/** The id of an article: any text that can be stored and be part of an address. */
export const articleIdSchema = z
  .string()
  .min(1)
  .max(512)
  .refine((id) => !/[\p{Cc}\p{Surrogate}]/u.test(id), 'may hold no control character')

const countSchema = z.object({ value: z.string(), count: z.number().int() })

/** How the articles of a selection divide: the values of each field, most first. */
export const facetsSchema = z.object({
  articles: z.number().int(),
  zones: z.array(countSchema),
  regions: z.array(countSchema),
  sources: z.array(countSchema),
  /** Months of publication, `YYYY-MM`, newest first. */
  months: z.array(countSchema),
  /** Articles without a date. */
  undated: z.number().int(),
  /** First and last day of publication; null when no article has a date. */
  published_from: isoDate.nullable(),
  published_to: isoDate.nullable(),
})
export type Count = z.output<typeof countSchema>
export type Facets = z.output<typeof facetsSchema>

/** Which articles are meant, as a query string says it. */
export const articleQuerySchema = filtersSchema.omit({ article_ids: true }).extend({
  /** Words divided by spaces; each must occur in the article, title included. */
  text: z.string().max(200).optional(),
})

/** Which articles are meant. */
export interface ArticleQuery {
  filters: Filters
  /** As in `articleQuerySchema`. */
  text?: string | undefined
}

/** Where a page of articles ended: the last one's day and id. */
export const placeSchema = z.object({ published_at: isoDate.nullable(), id: z.string() })
export type Place = z.output<typeof placeSchema>

export const articleListSchema = z.object({
  items: z.array(articleMetaSchema),
  /** For the next page; null when this is the last. */
  next_cursor: z.string().nullable(),
})

/** A file as it was sent; its name says how it is read. */
export interface SentFile {
  name: string
  bytes: Uint8Array
}

/** What stands beside an article. */
export interface Related {
  /** Its revisions that are kept, ascending: an article that was removed and came back has lost those before. */
  revisions: number[]
  /** The other articles that tell its story, earliest first. */
  same_story: ArticleMeta[]
}

export interface WriteOptions {
  /** Whether the write may happen over this revision; null: there is none. Refused with 412. Default: over any. */
  holds?: (revision: number | null) => boolean
  /** Articles outside these may neither be written nor replaced. */
  within?: Filters | undefined
  /** Aborted: what has not been stored is not. */
  signal?: AbortSignal | undefined
}

/** The articles of an index, one by one and many at a time. Writing throws 409 where the index is only read. */
export interface Articles {
  /** Whether this process is the index's writer. */
  readonly writable: boolean
  /** Newest first (undated last), then by id; from behind `after`. Throws `InputError` for words that cannot be searched. */
  list(query: ArticleQuery, after: Place | null, limit: number): Promise<ArticleMeta[]>
  facets(query: ArticleQuery): Promise<Facets>
  related(article: Pick<Article, 'id' | 'story_id'>): Promise<Related>
  /** Store one article; when it returns, a search finds it. What is equal to the stored one changes nothing. */
  put(
    id: string,
    input: ArticleInput,
    options?: WriteOptions,
  ): Promise<{ article: Article; created: boolean }>
  /** Remove one with all its revisions; false when there is none. */
  remove(id: string, options?: WriteOptions): Promise<boolean>
  /** Ingest files as they were sent; when it returns, a search finds what was stored. */
  load(files: readonly SentFile[], options?: IngestOptions): Promise<IngestReport>
}

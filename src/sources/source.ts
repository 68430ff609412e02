// The nouns of sources: where articles are fetched from, what stands there, and how a run went. Wire names; types and
// schemas only.
import { z } from 'zod'

export const SOURCE_KINDS = ['sitemap', 'feed', 'list'] as const

const pattern = z.string().min(1).max(200)
const name = z.string().trim().min(1).max(200)

const selectorsSchema = z.strictObject({
  /** CSS selector of the links to articles, or of what each stands in. */
  item: z.string().min(1).max(300),
  /** CSS selector of the link to the next page; null: there is only one page. */
  next: z.string().min(1).max(300).nullable().default(null),
  /** How many pages of the list are read at most, 1–50. */
  max_pages: z.number().int().min(1).max(50).default(5),
})
export type Selectors = z.output<typeof selectorsSchema>

const fields = z.strictObject({
  /** `sitemap`: also an index of sitemaps, packed or not. `feed`: RSS, Atom or JSON Feed. `list`: a page of links. */
  kind: z.enum(SOURCE_KINDS),
  url: z.string().min(1).max(2000),
  /** For `list` only, and needed there. */
  selectors: selectorsSchema.nullable().default(null),
  /** What its articles get that do not say it themselves. */
  zone: name.nullable().default(null),
  region: name.nullable().default(null),
  source: name.nullable().default(null),
  /** Addresses that count, as patterns with `*`: of the path where one begins with `/`, else of the whole address. */
  include: z.array(pattern).max(20).default([]),
  /** Addresses that do not count, even if included. */
  exclude: z.array(pattern).max(20).default([]),
  /** Minutes between two runs, 5 to 43,200; null: only on demand. */
  interval_minutes: z.number().int().min(5).max(43_200).nullable().default(null),
  /** Of how many items a run takes notice, newest first where the source says, 1–10,000. */
  max_items: z.number().int().min(1).max(10_000).default(500),
  /** What becomes of the article of an item that is gone. */
  on_gone: z.enum(['keep', 'remove']).default('keep'),
  enabled: z.boolean().default(true),
})

/** A source as it is registered, or replaced. */
export const sourceRequestSchema = fields
export type SourceFields = z.output<typeof fields>

/** What changes in a source; what is absent stays. */
export const sourcePatchSchema = z.strictObject({
  kind: z.enum(SOURCE_KINDS).optional(),
  url: fields.shape.url.optional(),
  selectors: selectorsSchema.nullable().optional(),
  zone: name.nullable().optional(),
  region: name.nullable().optional(),
  source: name.nullable().optional(),
  include: z.array(pattern).max(20).optional(),
  exclude: z.array(pattern).max(20).optional(),
  interval_minutes: z.number().int().min(5).max(43_200).nullable().optional(),
  max_items: z.number().int().min(1).max(10_000).optional(),
  on_gone: z.enum(['keep', 'remove']).optional(),
  enabled: z.boolean().optional(),
})
export type SourcePatch = z.output<typeof sourcePatchSchema>

export const countsSchema = z.object({
  /** Items that the source lists and that count. */
  listed: z.number().int(),
  /** Articles that are new in the index. */
  added: z.number().int(),
  updated: z.number().int(),
  /** Asked for, or told by the source, and the same as before. */
  unchanged: z.number().int(),
  failed: z.number().int(),
  /** Not asked for in this run: not due yet, or their host asked to wait. */
  waiting: z.number().int(),
  /** Found to be gone in this run. */
  gone: z.number().int(),
  /** Articles removed because they are gone (`on_gone: remove`). */
  removed: z.number().int(),
})
export type Counts = z.output<typeof countsSchema>

const failureSchema = z.object({ url: z.string(), fact: z.string(), remedy: z.string() })
export type ItemFailure = z.output<typeof failureSchema>

export const runSchema = z.object({
  id: z.string(),
  source_id: z.string(),
  trigger: z.enum(['schedule', 'request']),
  /** `failed`: what the source lists could not be read; no item was touched. `stopped`: the server ended first. */
  state: z.enum(['queued', 'running', 'done', 'failed', 'stopped']),
  queued_at: z.string(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  counts: countsSchema,
  /** The first 20 items that failed; all of them: `GET …/items?state=failed`. */
  failed: z.array(failureSchema),
  /** What a person should know about the run as a whole, such as a page of the list that could not be read. */
  problems: z.array(failureSchema),
})
export type Run = z.output<typeof runSchema>

export const sourceSchema = fields.extend({
  id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  /** Null: only on demand, or not enabled. */
  next_run_at: z.string().nullable(),
  /** Null: there was none yet. */
  last_run: runSchema.nullable(),
})
export type Source = z.output<typeof sourceSchema>

export const ITEM_STATES = ['waiting', 'fetched', 'unchanged', 'failed', 'gone'] as const

export const itemSchema = z.object({
  /** The item's address, or what the feed calls it by when it has none. */
  url: z.string(),
  /** `waiting`: listed, not fetched yet. `fetched`: new or changed when last asked for. `gone`: no longer there. */
  state: z.enum(ITEM_STATES),
  /** The article made from it, the last good one also when it failed since; null when there was none. */
  article_id: z.string().nullable(),
  /** Why it failed or has to wait, and what to do; null when all is well. */
  fact: z.string().nullable(),
  remedy: z.string().nullable(),
  first_seen_at: z.string(),
  /** When the source last listed it. */
  listed_at: z.string(),
  /** When it was last asked for, and when that last gave an article. */
  checked_at: z.string().nullable(),
  fetched_at: z.string().nullable(),
  /** When it is asked for again at the earliest. */
  next_check_at: z.string().nullable(),
  gone_at: z.string().nullable(),
})
export type Item = z.output<typeof itemSchema>
export type ItemState = Item['state']

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

/** What the HTTP face does with sources. Unknown ids are `NotFoundError`, what breaks a rule is `InputError`. */
export interface SourceService {
  create(fields: SourceFields): Promise<Source>
  list(limit: number, cursor: string | undefined): Promise<Page<Source>>
  get(id: string): Promise<Source>
  replace(id: string, fields: SourceFields): Promise<Source>
  patch(id: string, patch: SourcePatch): Promise<Source>
  /** Ends a run of it first. `articles`: whether its articles are removed from the index, or stay. */
  remove(id: string, articles: 'keep' | 'remove'): Promise<void>
  /** The run that is queued or in work, else a new one. `all`: ask for every item, due or not. */
  run(id: string, all: boolean): Promise<Run>
  items(
    id: string,
    state: ItemState | undefined,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<Item>>
}

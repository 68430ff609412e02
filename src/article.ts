// The nouns: articles, passages, filters. Field names are those of the wire (snake_case), so that one type
// serves the store, the answer and the HTTP reply. Every offset is a UTF-16 code unit of the stored text;
// every interval is half-open.
import { z } from 'zod'

/** A calendar day, `YYYY-MM-DD`, that exists. */
export const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2022-03-04')
  .refine((day) => {
    const parsed = new Date(`${day}T00:00:00Z`)
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
  }, 'must be a day that exists')

/** What is known of an article besides its text. `null` means: the source does not say. */
export const articleMetaSchema = z.object({
  id: z.string(),
  /** Counts from 1; a changed text or a changed field makes the next one. */
  revision: z.number().int().positive(),
  title: z.string(),
  published_at: isoDate.nullable(),
  source: z.string().nullable(),
  /** The development zone that published it, such as “江苏丹阳经济开发区”. */
  zone: z.string().nullable(),
  /** The region of the breadcrumb, such as “镇江”. */
  region: z.string().nullable(),
  url: z.string().nullable(),
})
export type ArticleMeta = z.infer<typeof articleMetaSchema>

/** Articles that tell the same story (re-posts, near duplicates) share `story_id`: the id of the earliest. */
export const articleSchema = articleMetaSchema.extend({ text: z.string(), story_id: z.string() })
export type Article = z.infer<typeof articleSchema>

/**
 * How an article introduces its passages to search and reader: its title, behind the zone where the title does not
 * name it, since a zone's own page rarely says whose it is.
 */
export function introduction({ title, zone }: Pick<ArticleMeta, 'title' | 'zone'>): string {
  return zone === null || title.includes(zone) ? title : `${zone} ${title}`
}

/** What a reader makes of a file: an article not yet stored. `id` null: derive it (url, else content). */
export interface Draft {
  id: string | null
  title: string | null
  published_at: string | null
  source: string | null
  zone: string | null
  region: string | null
  url: string | null
  /** The clean body, paragraphs separated by “\n”; for JSONL the given text, unchanged. */
  text: string
  /** What a person should know about the reading, such as an undecodable byte; empty when all went well. */
  warnings: string[]
}

/** A run of whole sentences of one article: `article.text.slice(start, end) === text`, always. */
export interface Passage {
  start: number
  end: number
  text: string
  /** The section heading above it, if any. */
  heading: string | null
}

/**
 * A stored passage. `id` is a positive integer that is never used again, also after deletion. `before`: the text of the
 * passage that ends right where this one begins, which may say what time this one speaks of; absent: not looked up.
 */
export type StoredPassage = Passage & { id: number; article_id: string; revision: number; before?: string }

/** Conditions an article must meet; all of them. Absent: no condition. Dates are inclusive. */
export const filtersSchema = z.strictObject({
  zone: z.string().min(1).optional(),
  region: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  published_from: isoDate.optional(),
  published_to: isoDate.optional(),
  article_ids: z.array(z.string().min(1)).min(1).max(1000).optional(),
})
export type Filters = z.infer<typeof filtersSchema>

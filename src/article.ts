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

// What describes a field stands in its schema: the reference at /docs and /openapi.json are made from it.

/** What is known of an article besides its text. `null` means: the source does not say. */
export const articleMetaSchema = z
  .object({
    id: z.string().describe('Opaque; stays the same over all revisions'),
    revision: z
      .number()
      .int()
      .positive()
      .describe('Counts from 1; a changed text or a changed field makes the next one'),
    title: z.string().describe('As the source prints it; without one, the beginning of the text'),
    published_at: isoDate.nullable().describe('The day of publication, `YYYY-MM-DD`'),
    source: z.string().nullable().describe('Who is named as the source, such as a newspaper or an office'),
    zone: z
      .string()
      .nullable()
      .describe('The development zone that published it, such as “江苏丹阳经济开发区”'),
    region: z.string().nullable().describe('The region of the breadcrumb, such as “镇江”'),
    url: z.string().nullable().describe('Where it was published'),
  })
  .meta({
    id: 'ArticleMeta',
    description: 'What is known of an article besides its text. `null` means: the source does not say.',
  })
export type ArticleMeta = z.infer<typeof articleMetaSchema>

export const articleSchema = articleMetaSchema
  .extend({
    text: z.string().describe('The stored text that every offset refers to, in UTF-16 code units'),
    story_id: z
      .string()
      .describe(
        'Shared by articles that tell the same story (re-posts, near duplicates): the id of the earliest',
      ),
  })
  .meta({ id: 'Article', description: 'A stored article of one revision.' })
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
export const filtersSchema = z
  .strictObject({
    zone: z.string().min(1).optional().describe('The development zone, exactly as articles name it'),
    region: z.string().min(1).optional().describe('The region, exactly as articles name it'),
    source: z.string().min(1).optional().describe('The source, exactly as articles name it'),
    published_from: isoDate.optional().describe('The first day, `YYYY-MM-DD`, inclusive'),
    published_to: isoDate.optional().describe('The last day, `YYYY-MM-DD`, inclusive'),
    article_ids: z.array(z.string().min(1)).min(1).max(1000).optional().describe('Only these articles'),
  })
  .meta({
    id: 'Filters',
    description: 'Conditions an article must meet; all of them. Absent: no condition.',
  })
export type Filters = z.infer<typeof filtersSchema>

/** Whether an article meets all conditions. */
export function meets(
  article: Pick<ArticleMeta, 'id' | 'zone' | 'region' | 'source' | 'published_at'>,
  filters: Filters,
): boolean {
  const { zone, region, source, published_from, published_to, article_ids } = filters
  const day = article.published_at
  return (
    (zone === undefined || article.zone === zone) &&
    (region === undefined || article.region === region) &&
    (source === undefined || article.source === source) &&
    (published_from === undefined || (day !== null && day >= published_from)) &&
    (published_to === undefined || (day !== null && day <= published_to)) &&
    (article_ids === undefined || article_ids.includes(article.id))
  )
}

// Questions for lists and overviews as test data, and how good a reply's items are (pure functions of both).
import { z } from 'zod'
import { filtersSchema, type Article } from '../article.ts'
import { comparable } from '../text.ts'
import { placesSchema, questionSchema, readJsonl, type GoldQuestion } from './dataset.ts'
import { citationRight, share } from './metrics.ts'
import { locate } from './run.ts'

const itemSchema = placesSchema.extend({
  /** Accepted forms of the item. */
  answers: z.array(z.string().min(1)).min(1),
  /** Instead of `evidence`: the supporting text, to be found in the article. */
  quote: z.string().min(1).optional(),
})
export type GoldItem = z.infer<typeof itemSchema>

const caseSchema = questionSchema
  .extend({
    type: z.enum(['list', 'overview', 'unanswerable']),
    index: z.enum(['corpus', 'samples']).default('corpus'),
    items: z.array(itemSchema).default([]),
    /** Of an overview: the articles, newest first; an entry of several ids is one story told by several articles. */
    docs: z.array(z.union([z.string(), z.array(z.string()).min(1)])).default([]),
    /** Whether the articles surely hold no further item. */
    complete: z.boolean(),
    filters: filtersSchema.optional(),
    asked_at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(({ type, items }) => (type === 'list') === items.length > 0, 'exactly a list has items')
  .refine(({ type, docs }) => (type === 'overview') === docs.length > 0, 'exactly an overview has docs')
export type ListCase = z.infer<typeof caseSchema>

/** Read a set of list and overview questions. Throws `InputError` naming file, line and fault. */
export const readLists = (path: string): Promise<ListCase[]> => readJsonl(path, caseSchema)

type Quoted = Pick<GoldQuestion, 'quote' | 'also'>

/** Fill evidence, and the article of an overview, where a case gives a `quote` (the shipped articles). */
export function locateCase(gold: ListCase, articles: Pick<Article, 'id' | 'text'>[]): ListCase {
  const items = gold.items.map((item) => locate(item, articles))
  const { also } = locate<Quoted>({ quote: gold.quote, also: [] }, articles)
  const docs = also.length > 0 && gold.type === 'overview' ? [also.map(([id]) => id)] : gold.docs
  return { ...gold, items, docs, also: [...gold.also, ...items.flatMap((item) => item.also)] }
}

/** What of a reply is judged; an answer of the contract fits. */
export interface ListReply {
  /** In the order shown; `citations` holds the `index` of citations. */
  items: { answer: string; citations: number[] }[]
  citations: {
    index: number
    article: { id: string; published_at: string | null; same_story: { id: string }[] }
    start: number
    end: number
  }[]
}

export interface ListMeasure {
  /** Share of the gold items that are shown. */
  recall: number
  /** Share of the shown items that are gold, none twice; unknown ones count only when the gold is complete. NaN for none. */
  precision: number
  /** Share of the matched items with a citation that overlaps their evidence; NaN for none. */
  cited: number
}

/** How good the items of a list are. */
export function measureList(gold: Pick<ListCase, 'items' | 'complete'>, reply: ListReply): ListMeasure {
  const missing = new Set(gold.items)
  const counted: boolean[] = []
  const cited: boolean[] = []
  for (const { answer, citations } of reply.items) {
    const matches = gold.items.filter((item) => formIn(item, answer) > 0)
    const match = matches.filter((item) => missing.has(item)).toSorted(byForm(answer))[0]
    if (match !== undefined) {
      missing.delete(match)
      cited.push(placesOf(reply, citations).some((place) => citationRight(match, place)))
    }
    if (match !== undefined || matches.length > 0 || gold.complete) counted.push(match !== undefined)
  }
  return {
    recall: 1 - missing.size / gold.items.length,
    precision: share(counted),
    cited: share(cited),
  }
}

const byForm =
  (answer: string) =>
  (a: GoldItem, b: GoldItem): number =>
    formIn(b, answer) - formIn(a, answer)

// The length of the longest accepted form that stands in a shown item; an item that says much more is none.
function formIn(item: GoldItem, answer: string): number {
  const given = comparable(answer)
  const lengths = item.answers
    .map(comparable)
    .filter((form) => given.includes(form) && given.length <= Math.max(4 * form.length, form.length + 36))
    .map((form) => form.length)
  return Math.max(0, ...lengths)
}

export interface OverviewMeasure {
  /** Share of the gold stories among the articles shown. */
  recall: number
  /** Whether no shown article is newer than one above it; articles without a date come last. */
  newest_first: boolean
}

/** How good the articles of an overview are. */
export function measureOverview(gold: Pick<ListCase, 'docs'>, reply: ListReply): OverviewMeasure {
  const articles = reply.items.flatMap(({ citations }) => placesOf(reply, citations).slice(0, 1))
  const shown = new Set(articles.flatMap(({ ids }) => ids))
  const dates = articles.map(({ date }) => date ?? '')
  return {
    recall: share(gold.docs.map((story) => [story].flat().some((id) => shown.has(id)))),
    newest_first: dates.every((date, i) => i === 0 || date <= dates[i - 1]!),
  }
}

function placesOf({ citations }: ListReply, indexes: number[]) {
  return indexes.flatMap((index) =>
    citations
      .filter((citation) => citation.index === index)
      .map(({ article, start, end }) => ({
        doc: article.id,
        start,
        end,
        date: article.published_at,
        ids: [article.id, ...article.same_story.map(({ id }) => id)],
      })),
  )
}

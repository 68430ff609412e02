// The contract of asking and searching, the same over HTTP, on the command line and in code.
// Offsets are UTF-16 units of the stored article text; `quote === text.slice(start, end)`.
import { z } from 'zod'
import { articleMetaSchema, filtersSchema } from './article.ts'

/** One earlier message of a conversation. */
export const turnSchema = z
  .strictObject({
    role: z.enum(['user', 'assistant']),
    content: z.string().max(20_000),
  })
  .meta({ id: 'Turn', description: 'One earlier message of a conversation.' })
export type Turn = z.infer<typeof turnSchema>

const askFields = z.strictObject({
  question: z.string().describe('1–500 characters after trimming'),
  asked_at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it is asked, for “今年” and the like; default now'),
  history: z
    .array(turnSchema)
    .max(20)
    .optional()
    .describe('The conversation so far, oldest first; completes an elliptic question'),
  conversation_id: z
    .string()
    .regex(/^[\w.:-]{16,100}$/, 'must be 16–100 letters, digits, _ . : or -, such as a UUID')
    .optional()
    .describe(
      'A conversation that the server keeps for a while: made up by the client, long enough not to be guessed. Not together with `history`',
    ),
  filters: filtersSchema.optional(),
  top_k: z.number().int().min(1).max(20).default(8).describe('How many passages are read for the answer'),
})
export const askRequestSchema = askFields
  .refine((request) => request.history === undefined || request.conversation_id === undefined, {
    path: ['conversation_id'],
    message: 'give `history` or `conversation_id`, not both',
  })
  .meta({ id: 'AskRequest', description: 'One question.' })
export type AskRequest = z.input<typeof askRequestSchema>

/** The same over HTTP, where the client may want it as it comes about. The engine knows nothing of `stream`. */
export const askBodySchema = askRequestSchema
  .safeExtend({
    stream: z
      .boolean()
      .optional()
      .describe('Whether the reply is a stream of events; absent: as `Accept` says'),
  })
  .meta({ id: 'AskBody', description: 'One question, and how it is to be answered.' })

export const searchRequestSchema = z
  .strictObject({
    query: z.string().describe('1–500 characters after trimming'),
    limit: z.number().int().min(1).max(50).default(10).describe('How many passages at most'),
    filters: filtersSchema.optional(),
    rerank: z
      .boolean()
      .default(false)
      .describe('Order the best hits by what the reader makes of them: better, and slower'),
  })
  .meta({ id: 'SearchRequest', description: 'One query.' })
export type SearchRequest = z.input<typeof searchRequestSchema>

/** `limit` of a list in a query string: 1–100, default 20. */
export const limitSchema = z
  .string()
  .regex(/^(?:[1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
  .default('20')
  .transform(Number)

/** The query string of starters: how many (1–12), of articles that meet the filters. */
export const startersRequestSchema = filtersSchema.omit({ article_ids: true }).extend({
  limit: z
    .string()
    .regex(/^(?:[1-9]|1[0-2])$/, 'must be a whole number from 1 to 12')
    .default('6')
    .transform(Number)
    .describe('How many at most, 1–12'),
})

const interval = z
  .object({ start: z.number().int(), end: z.number().int() })
  .meta({ id: 'Interval', description: 'UTF-16 code units, half-open: `text.slice(start, end)`.' })
const place = {
  start: z.number().int().describe('Where it begins in the stored text of the article'),
  end: z.number().int().describe('Where it ends, exclusive'),
}

export const citedArticleSchema = articleMetaSchema
  .extend({
    same_story: z
      .array(articleMetaSchema.pick({ id: true, title: true, published_at: true, source: true, url: true }))
      .describe('Other articles that tell the same story, earliest first'),
  })
  .meta({
    id: 'CitedArticle',
    description: 'The article of a citation or a hit; its text is at /v1/articles/{id}.',
  })
export type CitedArticle = z.infer<typeof citedArticleSchema>

export const citationSchema = z
  .object({
    index: z.number().int().positive().describe('Its number in `text`, from 1'),
    article: citedArticleSchema,
    ...place,
    quote: z.string().describe('The sentence or sentences: `article.text.slice(start, end)`'),
    answer_start: z
      .number()
      .int()
      .nullable()
      .describe('Where the answer begins in the article; null for yes/no'),
    answer_end: z.number().int().nullable().describe('Where the answer ends, exclusive; null for yes/no'),
    /** Where the quote stands in the reply's `text`; null when a language model phrased that (`phrased_by`). */
    in_text: interval.nullable(),
    score: z.number().describe('Probability that this place answers, 0–1'),
    period: z
      .object({
        from: z.string().describe('`YYYY-MM`'),
        to: z.string().describe('`YYYY-MM`, inclusive'),
        said: z.boolean().describe('The text says so; otherwise it is the year the article was published in'),
      })
      .nullable()
      .describe('The months the fact speaks of; null when nothing tells'),
  })
  .meta({ id: 'Citation', description: 'A place in an article that supports the answer.' })
export type Citation = z.infer<typeof citationSchema>

export const nearestSchema = z
  .object({ article: citedArticleSchema, ...place, quote: z.string() })
  .meta({ id: 'Nearest', description: 'What comes nearest to a question that was refused.' })
export type Nearest = z.infer<typeof nearestSchema>

export const refusalSchema = z
  .object({
    reason: z.enum(['not_found', 'no_articles', 'out_of_scope', 'question_unclear']),
    message: z.string().describe('For the reader, in the language of the question'),
    nearest: z.array(nearestSchema).describe('The nearest places, best first; may be empty'),
    unknown: z
      .array(z.object({ kind: z.enum(['zone', 'name']), name: z.string() }))
      .describe('Zones and other names of the question (or its zone filter) that no article holds'),
  })
  .meta({ id: 'Refusal', description: 'Why there is no answer.' })
export type Refusal = z.infer<typeof refusalSchema>

const timingsSchema = z.object({
  understand: z.number(),
  search: z.number(),
  embed: z.number(),
  read: z.number(),
  total: z.number(),
})

export const answerSchema = z
  .object({
    id: z.string().describe('Opaque, `ans_…`'),
    question: z.string().describe('As it was asked, trimmed'),
    standalone_question: z
      .string()
      .describe('What was answered: a follow-up completed from the turns before'),
    asked_at: z.string().describe('RFC 3339'),
    outcome: z
      .enum(['answered', 'refused', 'conflicting'])
      .describe('`conflicting`: articles give different figures for the same thing; all sides are told'),
    answer: z.string().nullable().describe('Short; null when refused'),
    text: z
      .string()
      .describe(
        'The supporting sentences with [n] marks, for display; with `phrased_by` the model’s sentences, each with its marks',
      ),
    phrased_by: z
      .string()
      .nullable()
      .describe(
        'The language model whose verified sentences `text` is made of; null when `text` is the quotes themselves',
      ),
    confidence: z
      .number()
      .describe(
        'Calibrated probability that `answer` is right, 0–1; when refused, of the best answer not given',
      ),
    notes: z.array(z.string()).describe('What the reader must know, such as the date of older evidence'),
    citations: z.array(citationSchema).describe('Best first; at least one when answered'),
    items: z
      .array(z.object({ answer: z.string(), citations: z.array(z.number().int().positive()) }))
      .describe('Of a list or an overview: each item with the `index` of its citations, in the stated order'),
    alternatives: z
      .array(z.object({ answer: z.string(), confidence: z.number(), citations: z.array(citationSchema) }))
      .describe('Other answers the news may hold, best first; for `conflicting` the other sides'),
    refusal: refusalSchema.nullable(),
    pinned: z
      .object({
        id: z.string(),
        author: z.string().nullable().describe('Who answers for it; null: the cited article'),
        updated_at: z.string(),
      })
      .nullable()
      .describe('Set when a person pinned this answer to the question'),
    suggestions: z
      .array(z.string())
      .describe('At most three questions to go on with, tried over the index; empty until they are made'),
    timings_ms: timingsSchema.describe('What each step took, in milliseconds'),
    index: z
      .object({
        name: z.string(),
        built_at: z.string().nullable(),
        articles: z.number().int(),
        embedder: z.string(),
        reader: z.string(),
      })
      .describe('What was asked'),
  })
  .meta({ id: 'Answer', description: 'An answer with its citations, the sides of a conflict, or a refusal.' })
export type Answer = z.infer<typeof answerSchema>

/** How an answer comes about. Exactly one `answer` ends the list; a failure ends it by throwing instead. */
export type AskEvent =
  /** The question is understood and the search begins. */
  | { type: 'started'; id: string; question: string; standalone_question: string; asked_at: string }
  /** The next characters of `text`; joined, all pieces are the `text` of the closing answer. */
  | { type: 'text'; text: string }
  /** A citation as in the closing answer, behind the text that holds its mark [n]; one without a mark comes last. */
  | { type: 'citation'; citation: Citation }
  | { type: 'answer'; answer: Answer }

const tracePart = z
  .object({
    score: z.number().describe('As this part of the search gives it'),
    rank: z.number().int().describe('Its place in this part, from 1'),
    part: z.number().describe('What it adds to the fused score'),
  })
  .nullable()
  .describe('null when this part of the search did not find it')

export const hitSchema = z
  .object({
    article: citedArticleSchema,
    ...place,
    text: z.string().describe('The passage: `article.text.slice(start, end)`'),
    score: z
      .number()
      .describe(
        'Fused score, or with `rerank` the probability that the passage answers; comparable within a reply',
      ),
    trace: z
      .object({
        text: tracePart,
        vector: tracePart,
        coverage: z.number().describe('The share of the query’s terms that it holds, by rarity'),
        reader: z.number().nullable().describe('What the reader makes of it, with `rerank`'),
      })
      .describe('How the score came about'),
  })
  .meta({ id: 'SearchHit', description: 'A passage of an article.' })
export type SearchHit = z.infer<typeof hitSchema>

export const searchResponseSchema = z
  .object({
    hits: z.array(hitSchema).describe('Best first; empty when nothing fits'),
    missing: z
      .array(z.string())
      .optional()
      .describe('Shards of a divided index that did not answer: nothing of theirs is among the hits'),
    timings_ms: timingsSchema
      .optional()
      .describe('What each step took, in milliseconds; `read` is 0 without `rerank`'),
  })
  .meta({ id: 'SearchResponse' })
export type SearchResponse = z.infer<typeof searchResponseSchema>

// The contract of asking and searching, the same over HTTP, on the command line and in code.
// Offsets are UTF-16 units of the stored article text; `quote === text.slice(start, end)`.
import { z } from 'zod'
import { articleMetaSchema, filtersSchema } from './article.ts'

/** One earlier message of a conversation. */
export const turnSchema = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.string().max(20_000),
})
export type Turn = z.infer<typeof turnSchema>

const askFields = z.strictObject({
  /** 1–500 characters after trimming. */
  question: z.string(),
  /** When it is asked, for “今年” and the like; default now. */
  asked_at: z.iso.datetime({ offset: true }).optional(),
  /** The conversation so far, oldest first, at most 20 messages; completes an elliptic question. */
  history: z.array(turnSchema).max(20).optional(),
  /**
   * A conversation that the server keeps for a while: made up by the client, long enough not to be guessed. Not
   * together with `history`.
   */
  conversation_id: z
    .string()
    .regex(/^[\w.:-]{16,100}$/, 'must be 16–100 letters, digits, _ . : or -, such as a UUID')
    .optional(),
  filters: filtersSchema.optional(),
  /** How many passages are read for the answer. */
  top_k: z.number().int().min(1).max(20).default(8),
})
export const askRequestSchema = askFields.refine(
  (request) => request.history === undefined || request.conversation_id === undefined,
  { path: ['conversation_id'], message: 'give `history` or `conversation_id`, not both' },
)
export type AskRequest = z.input<typeof askRequestSchema>

export const searchRequestSchema = z.strictObject({
  query: z.string(),
  limit: z.number().int().min(1).max(50).default(10),
  filters: filtersSchema.optional(),
  /** Order the best hits by what the reader makes of them: better, and slower. */
  rerank: z.boolean().default(false),
})
export type SearchRequest = z.input<typeof searchRequestSchema>

/** The query string of starters: how many (1–12), of articles that meet the filters. */
export const startersRequestSchema = filtersSchema.omit({ article_ids: true }).extend({
  limit: z
    .string()
    .regex(/^(?:[1-9]|1[0-2])$/, 'must be a whole number from 1 to 12')
    .default('6')
    .transform(Number),
})

const interval = z.object({ start: z.number().int(), end: z.number().int() })

export const citedArticleSchema = articleMetaSchema.extend({
  /** Other articles that tell the same story, earliest first. */
  same_story: z.array(
    articleMetaSchema.pick({ id: true, title: true, published_at: true, source: true, url: true }),
  ),
})
export type CitedArticle = z.infer<typeof citedArticleSchema>

export const citationSchema = z.object({
  /** Its number in `text`, from 1. */
  index: z.number().int().positive(),
  article: citedArticleSchema,
  start: z.number().int(),
  end: z.number().int(),
  quote: z.string(),
  /** Where the answer stands in the article; null for yes/no. */
  answer_start: z.number().int().nullable(),
  answer_end: z.number().int().nullable(),
  /** Where the quote stands in the reply's `text`; null when a language model phrased that (`phrased_by`). */
  in_text: interval.nullable(),
  /** Probability that this place answers, 0–1. */
  score: z.number(),
  /**
   * The months the fact speaks of, both inclusive, `YYYY-MM`; null when nothing tells. `said`: the text says so; otherwise
   * it is the year the article was published in.
   */
  period: z.object({ from: z.string(), to: z.string(), said: z.boolean() }).nullable(),
})
export type Citation = z.infer<typeof citationSchema>

export const nearestSchema = z.object({ article: citedArticleSchema, ...interval.shape, quote: z.string() })
export type Nearest = z.infer<typeof nearestSchema>

export const refusalSchema = z.object({
  reason: z.enum(['not_found', 'no_articles', 'out_of_scope', 'question_unclear']),
  message: z.string(),
  nearest: z.array(nearestSchema),
  /** Zones and other names of the question (or its zone filter) that no article holds. */
  unknown: z.array(z.object({ kind: z.enum(['zone', 'name']), name: z.string() })),
})
export type Refusal = z.infer<typeof refusalSchema>

export const answerSchema = z.object({
  id: z.string(),
  question: z.string(),
  standalone_question: z.string(),
  asked_at: z.string(),
  outcome: z.enum(['answered', 'refused', 'conflicting']),
  /** Short; null when refused. */
  answer: z.string().nullable(),
  /** The supporting sentences with [n] marks, for display; with `phrased_by` the model's sentences, each with its marks. */
  text: z.string(),
  /** The language model whose verified sentences `text` is made of; null when `text` is the quotes themselves. */
  phrased_by: z.string().nullable(),
  /** Calibrated probability that `answer` is right, 0–1; when refused, of the best answer not given. */
  confidence: z.number(),
  notes: z.array(z.string()),
  citations: z.array(citationSchema),
  /** Of a list or an overview: each item with the `index` of its citations, in the stated order; else empty. */
  items: z.array(z.object({ answer: z.string(), citations: z.array(z.number().int().positive()) })),
  /** Other answers the news may hold, best first; for `conflicting` the other sides. */
  alternatives: z.array(
    z.object({ answer: z.string(), confidence: z.number(), citations: z.array(citationSchema) }),
  ),
  refusal: refusalSchema.nullable(),
  /** At most three questions to go on with, tried over the index; empty until they are made. */
  suggestions: z.array(z.string()),
  timings_ms: z.object({
    understand: z.number(),
    search: z.number(),
    embed: z.number(),
    read: z.number(),
    total: z.number(),
  }),
  index: z.object({
    name: z.string(),
    built_at: z.string().nullable(),
    articles: z.number().int(),
    embedder: z.string(),
    reader: z.string(),
  }),
})
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

const tracePart = z.object({ score: z.number(), rank: z.number().int(), part: z.number() }).nullable()

export const hitSchema = z.object({
  article: citedArticleSchema,
  ...interval.shape,
  text: z.string(),
  /** Fused score, or with `rerank` the probability that the passage answers. */
  score: z.number(),
  trace: z.object({
    text: tracePart,
    vector: tracePart,
    coverage: z.number(),
    reader: z.number().nullable(),
  }),
})
export type SearchHit = z.infer<typeof hitSchema>

export const searchResponseSchema = z.object({ hits: z.array(hitSchema) })
export type SearchResponse = z.infer<typeof searchResponseSchema>

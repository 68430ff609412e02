// The contract of stored answers, feedback, the questions that were asked, and pinned answers; and the services behind it.
import { z } from 'zod'
import { filtersSchema } from './article.ts'
import type { Condition } from './condition.ts'
import { answerSchema, citationSchema, limitSchema, nearestSchema, refusalSchema } from './contract.ts'
import type { ReportUsage } from './usage-contract.ts'

/** At most so many characters, none of them one that a database or a spreadsheet cannot keep. */
const line = (most: number): z.ZodType<string, string> =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text), {
      message: 'must not hold control characters or lone surrogates',
    })

/** The same, and not empty. */
export const filled = (most: number): z.ZodType<string, string> =>
  line(most).refine((text) => text !== '', { message: 'must not be empty' })

export const RATINGS = ['up', 'down'] as const
export const FEEDBACK_REASONS = [
  'wrong_answer',
  'wrong_source',
  'outdated',
  'incomplete',
  'should_answer',
  'should_refuse',
  'other',
] as const
export const STATUSES = ['open', 'done', 'ignored'] as const

export const feedbackRequestSchema = z.strictObject({
  rating: z.enum(RATINGS),
  reason: z.enum(FEEDBACK_REASONS).optional(),
  comment: line(1000).optional(),
})
export type FeedbackRequest = z.output<typeof feedbackRequestSchema>

export const feedbackSchema = z.object({
  rating: z.enum(RATINGS),
  reason: z.enum(FEEDBACK_REASONS).nullable(),
  comment: z.string().nullable(),
  at: z.string(),
})
export type Feedback = z.infer<typeof feedbackSchema>

const checkedCitationSchema = citationSchema.extend({
  /** Whether its article has a newer revision, or is gone; the quote is what the cited revision says. */
  changed: z.boolean(),
  /** The revision that stands today; null when the article is gone. */
  current_revision: z.number().int().nullable(),
})

/** An answer as it was given, its citations held against the articles of today. */
export const storedAnswerSchema = answerSchema.extend({
  citations: z.array(checkedCitationSchema),
  alternatives: z.array(
    answerSchema.shape.alternatives.element.extend({ citations: z.array(checkedCitationSchema) }),
  ),
  stored_at: z.string(),
  channel: z.string(),
  feedback: feedbackSchema.nullable(),
})
export type StoredAnswer = z.infer<typeof storedAnswerSchema>

export const questionSchema = z.object({
  /** The answer's id. */
  id: z.string(),
  question: z.string(),
  standalone_question: z.string(),
  /** When it was answered, by the server's clock. */
  at: z.string(),
  channel: z.string(),
  key_id: z.string().nullable(),
  /** The same for all questions of one conversation; not the id that the client sent. */
  conversation: z.string().nullable(),
  filters: filtersSchema.nullable(),
  outcome: answerSchema.shape.outcome,
  refusal_reason: refusalSchema.shape.reason.nullable(),
  answer: z.string().nullable(),
  confidence: z.number(),
  /** The pinned answer that was given; null for one from the news. */
  pin_id: z.string().nullable(),
  feedback: feedbackSchema.nullable(),
  /** Its own, else that of its group. */
  status: z.enum(STATUSES),
  note: z.string().nullable(),
  group_id: z.string().nullable(),
})
export type QuestionRecord = z.infer<typeof questionSchema>

export const groupSchema = z.object({
  id: z.string(),
  /** The first question of the group, which the others are like. */
  question: z.string(),
  count: z.number().int(),
  refused: z.number().int(),
  rated_down: z.number().int(),
  first_asked_at: z.string(),
  last_asked_at: z.string(),
  /** The latest wordings, at most five. */
  examples: z.array(z.string()),
  /** The article nearest to it at the latest refusal; null when there was none. */
  nearest: nearestSchema.nullable(),
  status: z.enum(STATUSES),
  note: z.string().nullable(),
  status_at: z.string().nullable(),
  /** How often it was asked after it was given its status. */
  asked_since: z.number().int(),
})
export type QuestionGroup = z.infer<typeof groupSchema>

export const statusRequestSchema = z.strictObject({
  status: z.enum(STATUSES),
  note: line(1000).optional(),
})
export const statusSchema = z.object({
  id: z.string(),
  status: z.enum(STATUSES),
  note: z.string().nullable(),
  at: z.string(),
})
export type Status = z.infer<typeof statusSchema>

const moment = z.union([
  z.iso.date('must be a date like 2024-03-01 or a time like 2024-03-01T09:00:00Z'),
  z.iso.datetime({ offset: true }),
])
/** Conditions that questions must meet, all of them. */
export const questionFilterSchema = z.strictObject({
  outcome: answerSchema.shape.outcome.optional(),
  /** `none`: without feedback. */
  rating: z.enum([...RATINGS, 'none']).optional(),
  /** Of the feedback or of the refusal. */
  reason: z.enum([...FEEDBACK_REASONS, ...refusalSchema.shape.reason.options]).optional(),
  /** From this day (its first moment, UTC) or time on. */
  from: moment.optional(),
  /** Until this day (its last moment, UTC) or time. */
  to: moment.optional(),
  /** Words of the question; case, width, script and white space do not matter. */
  text: line(200).optional(),
  channel: z.string().max(40).optional(),
  status: z.enum(STATUSES).optional(),
  group: z.string().max(100).optional(),
})
export type QuestionFilter = z.output<typeof questionFilterSchema>

export const questionsRequestSchema = questionFilterSchema.extend({
  limit: limitSchema,
  cursor: z.string().max(300).optional(),
})
export const groupsRequestSchema = z.strictObject({
  status: z.enum(STATUSES).optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Words of one of its questions, as in the list of questions. */
  text: line(200).optional(),
  limit: limitSchema,
  cursor: z.string().max(300).optional(),
})
export type GroupsFilter = Omit<z.output<typeof groupsRequestSchema>, 'limit' | 'cursor'>

export const exportRequestSchema = questionFilterSchema.extend({
  format: z.enum(['csv', 'jsonl']).default('csv'),
})

/** One page of a list, and where the next one begins; null: there is none. */
export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

// --- Pinned answers ---

const asked = filled(500)

export const pinRequestSchema = z
  .strictObject({
    question: asked,
    /** Other wordings that are answered by it. */
    similar: z.array(asked).max(50).default([]),
    /** Near questions that are not. */
    negative: z.array(asked).max(50).default([]),
    answer: filled(2000),
    /** The place that says so; its quote is taken from the article. */
    citation: z
      .strictObject({
        article_id: z.string().min(1).max(500),
        revision: z.number().int().positive(),
        start: z.number().int().min(0),
        end: z.number().int().positive(),
      })
      .optional(),
    /** Who says so. Without a citation the reply names this person. */
    author: filled(100).optional(),
    /** Not used from then on. */
    expires_at: z.iso.datetime({ offset: true }).optional(),
    enabled: z.boolean().default(true),
    /** Use it also when the article no longer says what is cited. */
    keep_when_changed: z.boolean().default(false),
  })
  .refine(({ citation, author }) => citation !== undefined || author !== undefined, {
    path: ['citation'],
    message: 'give a `citation` or the `author` who answers for it',
  })
export type PinRequest = z.output<typeof pinRequestSchema>

export const pinSchema = z.object({
  id: z.string(),
  question: z.string(),
  similar: z.array(z.string()),
  negative: z.array(z.string()),
  answer: z.string(),
  /** Where the quote stands today; where it stood, when it is stale. */
  citation: z
    .object({
      article_id: z.string(),
      revision: z.number().int(),
      start: z.number().int(),
      end: z.number().int(),
      quote: z.string(),
    })
    .nullable(),
  author: z.string().nullable(),
  expires_at: z.string().nullable(),
  enabled: z.boolean(),
  keep_when_changed: z.boolean(),
  /** Whether the cited article no longer says so. */
  stale: z.boolean(),
  stale_reason: z.enum(['quote_gone', 'article_gone']).nullable(),
  /** Whether it answers at present: enabled, not expired, not stale (or kept all the same). */
  used: z.boolean(),
  updated_at: z.string(),
  /** Its ETag. */
  version: z.number().int(),
})
export type Pin = z.infer<typeof pinSchema>

// --- Services ---

/** Answers that were given. Throws `AppError` `answers_off` (404) when none are kept. */
export interface AnswerService {
  /** Null when there is none. */
  answer(id: string): Promise<StoredAnswer | null>
  /** Set the one feedback of an answer; null when there is no such answer. */
  rate(id: string, feedback: FeedbackRequest): Promise<Feedback | null>
  /** False when there is no such answer. */
  unrate(id: string): Promise<boolean>
  /** Newest first. Throws `InputError` for a cursor that is none. */
  questions(filter: QuestionFilter, limit: number, cursor?: string): Promise<Page<QuestionRecord>>
  /** All of them, newest first, as the text of a file in pieces; `csv` with a first line of names. */
  exported(filter: QuestionFilter, format: 'csv' | 'jsonl'): AsyncIterable<string>
  /** Refused and badly rated questions by meaning, most asked first. */
  groups(filter: GroupsFilter, limit: number, cursor?: string): Promise<Page<QuestionGroup>>
  /** How much was asked in some days, and how it went. */
  usage: ReportUsage
  /** Of a question or of a group; null when there is none. */
  mark(id: string, status: Status['status'], note: string | null): Promise<Status | null>
}

export interface PinFilter {
  stale?: boolean | undefined
  text?: string | undefined
}

export interface PinService {
  /** Put a pin. Throws `InputError` for a citation that is not there, `AppError` `precondition_failed` (412) when the condition fails. */
  put(id: string, pin: PinRequest, condition?: Condition): Promise<{ pin: Pin; created: boolean }>
  get(id: string): Promise<Pin | null>
  /** By id. `stale`: only those that are, or are not. `text`: only those with these words in a question or the answer. */
  list(limit: number, cursor?: string, filter?: PinFilter): Promise<Page<Pin>>
  /** False when there is none. Throws `AppError` `precondition_failed` (412) when the condition fails. */
  remove(id: string, condition?: Condition): Promise<boolean>
}

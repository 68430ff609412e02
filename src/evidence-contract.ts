// The contract of evidence: what a decision would rest on for one question, before anything is decided. It is how an index
// that is elsewhere is calibrated.
import { z } from 'zod'
import { articleMetaSchema } from './article.ts'

export const evidenceRequestSchema = z
  .strictObject({
    question: z.string().describe('1–500 characters after trimming'),
    asked_at: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('When it is asked, for “今年” and the like; default now'),
  })
  .meta({ id: 'EvidenceRequest', description: 'One question, complete by itself.' })
export type EvidenceRequest = z.input<typeof evidenceRequestSchema>

const spanSchema = z.object({
  start: z.number().int().describe('Where it begins in the text of the passage'),
  end: z.number().int().describe('Where it ends, exclusive'),
  score: z.number().describe('In units of the reader'),
})

const readPassageSchema = z.object({
  passage: z.object({
    id: z.number().int(),
    article_id: z.string(),
    revision: z.number().int(),
    start: z.number().int().describe('Where it begins in the stored text of the article'),
    end: z.number().int(),
    heading: z.string().nullable(),
    text: z.string(),
    before: z
      .string()
      .exactOptional()
      .describe('The text of the passage right before it, where it was looked up'),
  }),
  article: articleMetaSchema.extend({ story_id: z.string() }),
  score: z.number().describe('Of the retrieval, at least 0'),
  reading: z.object({
    null_score: z.number().describe('Score of “this text does not answer”'),
    spans: z.array(spanSchema).describe('What the reader marked, best first'),
  }),
})

export const evidenceSchema = z
  .object({
    reader: z.string().describe('Id of the reader; a calibration belongs to one'),
    question: z.string(),
    asked_at: z.string(),
    translation: z
      .object({ plain: z.string(), words: z.string() })
      .nullable()
      .describe('How a question in another language was understood'),
    weights: z
      .array(z.object({ term: z.string(), weight: z.number() }))
      .describe('How much each term of the question tells in this index'),
    passages: z.array(readPassageSchema).describe('What was found, best first, all of it read'),
  })
  .meta({ id: 'Evidence', description: 'What a decision would rest on, before anything is decided.' })
export type Evidence = z.infer<typeof evidenceSchema>

/** Gathers the evidence of one question. Throws `InputError` for a question that breaks a rule. */
export type GatherEvidence = (request: EvidenceRequest, signal?: AbortSignal) => Promise<Evidence>

// Question sets: one JSON object a line.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { InputError } from '../errors.ts'

const interval = z.tuple([z.number().int().nonnegative(), z.number().int().positive()])

/** What a case demands of the reply besides the answer. */
const expectSchema = z.strictObject({
  outcome: z.enum(['answered', 'refused', 'conflicting']),
  /** A regular expression that one of the notes matches; null or absent: nothing is demanded of the notes. */
  note: z
    .string()
    .refine((source) => compiles(source), 'must be a regular expression')
    .nullish(),
  /** The sides of a conflict: each stands in the answer. */
  answers: z.array(z.string().min(1)).optional(),
  /** At least so many citations, each of another story. */
  min_citations: z.number().int().positive().optional(),
})
export type Expectation = z.infer<typeof expectSchema>

/** Where a fact stands: an article, its places there, and the same fact in other articles. */
export const placesSchema = z.object({
  /** Id of the article that answers (or nearly does). */
  doc: z.string().min(1),
  evidence: z.array(interval).default([]),
  /** The same fact in other articles. */
  also: z.array(z.tuple([z.string(), z.number().int(), z.number().int()])).default([]),
})
export type GoldPlaces = z.infer<typeof placesSchema>

export const questionSchema = placesSchema.extend({
  question: z.string().min(1),
  type: z.string().min(1),
  /** Accepted forms of one answer; for `list` one entry (a form or a list of forms) an item. */
  answers: z.array(z.union([z.string(), z.array(z.string()).min(1)])),
  /** Instead of `evidence`: the supporting text, to be found in the article. */
  quote: z.union([z.string(), z.array(z.string())]).nullish(),
  asked_at: z.string().optional(),
  /** What the case is for, in a few words. */
  rule: z.string().min(1).optional(),
  expect: expectSchema.optional(),
})
export type GoldQuestion = z.infer<typeof questionSchema>

/** A gold answer must be refused when the type says so. */
export function isAnswerable(gold: GoldQuestion): boolean {
  return gold.type !== 'unanswerable'
}

/** Read a question set. Throws `InputError` naming file, line and fault. */
export const readQuestions = (path: string): Promise<GoldQuestion[]> => readJsonl(path, questionSchema)

/** Read one object a line, skipping empty lines. Throws `InputError` naming file, line and fault. */
export async function readJsonl<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError(`${path}: cannot be read; give the path of a JSONL question set`, { cause })
  })
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    const parsed = schema.safeParse(parseJson(line))
    if (parsed.success) return [parsed.data]
    const issue = parsed.error.issues[0]!
    throw new InputError(
      `${path}:${i + 1}: ${issue.path.join('.') || 'line'}: ${issue.message}; correct the line`,
    )
  })
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

// Question sets: one JSON object a line.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { InputError } from '../errors.ts'

const interval = z.tuple([z.number().int().nonnegative(), z.number().int().positive()])

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

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

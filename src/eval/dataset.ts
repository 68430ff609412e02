// Question sets: one JSON object a line.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { InputError } from '../errors.ts'

const interval = z.tuple([z.number().int().nonnegative(), z.number().int().positive()])

const lineSchema = z.object({
  question: z.string().min(1),
  type: z.string().min(1),
  /** Id of the article that answers (or nearly does). */
  doc: z.string().min(1),
  /** Accepted forms of one answer; for `list` one entry (a form or a list of forms) an item. */
  answers: z.array(z.union([z.string(), z.array(z.string()).min(1)])),
  evidence: z.array(interval).default([]),
  /** The same fact in other articles. */
  also: z.array(z.tuple([z.string(), z.number().int(), z.number().int()])).default([]),
  /** Instead of `evidence`: the supporting text, to be found in the article. */
  quote: z.union([z.string(), z.array(z.string())]).nullish(),
  asked_at: z.string().optional(),
})
export type GoldQuestion = z.infer<typeof lineSchema>

/** A gold answer must be refused when the type says so. */
export function isAnswerable(gold: GoldQuestion): boolean {
  return gold.type !== 'unanswerable'
}

/** Read a question set. Throws `InputError` naming file, line and fault. */
export async function readQuestions(path: string): Promise<GoldQuestion[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError(`${path}: cannot be read; give the path of a JSONL question set`, { cause })
  })
  const questions: GoldQuestion[] = []
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return
    const parsed = lineSchema.safeParse(parseJson(line))
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      throw new InputError(
        `${path}:${i + 1}: ${issue.path.join('.') || 'line'}: ${issue.message}; correct the line`,
      )
    }
    questions.push(parsed.data)
  })
  return questions
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

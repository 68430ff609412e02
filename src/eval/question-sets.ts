// The question sets that something is fitted on, with what tells later which they were.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Calibration } from '../answer/calibration.ts'
import { readQuestions, type GoldQuestion } from './dataset.ts'

export interface QuestionSet {
  path: string
  questions: GoldQuestion[]
  provenance: Calibration['fitted_on'][number]
}

/** The sets in these files. Throws `InputError` naming file, line and fault. */
export async function questionSets(paths: string[]): Promise<QuestionSet[]> {
  const sets: QuestionSet[] = []
  for (const path of paths) {
    const questions = await readQuestions(path)
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    sets.push({ path, questions, provenance: { file: basename(path), sha256, questions: questions.length } })
  }
  return sets
}

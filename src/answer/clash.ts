// Whether what the reader marked answers something near to the question, but not it. All rules that reject a single answer, in
// one place. Pure.
import type { Question } from '../question.ts'
import type { TermWeights } from '../terms.ts'
import type { Interval } from '../text.ts'
import { isCollective } from './collective.ts'
import { indicatorClash } from './indicator.ts'
import { kindClash } from './kind.ts'
import type { Marked } from './marked.ts'
import { directionClash, modalityClash, officeClash, oppositeClash, stillToCome } from './mismatch.ts'

/** Whether it is no answer to the question. `weights`: of the question's terms. */
export function clashes(question: Question, marked: Marked, weights: TermWeights): boolean {
  const { plain, type } = question
  const { body, span, inside, fact, published } = marked
  const clause = textAt(body, marked.clause)
  const told = textAt(body, marked.sentence)
  if (kindClash(question, body, span, inside) || modalityClash(plain, clause)) return true
  if (directionClash(plain, told) || oppositeClash(plain, clause) || officeClash(question, told)) return true
  if (stillToCome(plain, fact, published)) return true
  return type === 'number' && (indicatorClash(plain, marked) || isCollective(plain, marked, weights))
}

// --- Internal helpers ---

function textAt(body: string, { start, end }: Interval): string {
  return body.slice(start, end)
}

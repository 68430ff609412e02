// Whether what the reader marked answers something near to the question, but not it. All rules that reject a single answer, in
// one place. Pure.
import type { Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import type { TermWeights } from '../terms.ts'
import { clauseAround, type Interval } from '../text.ts'
import { isCollective } from './collective.ts'
import type { FactPeriod } from './fact-period.ts'
import { indicatorClash } from './indicator.ts'
import { kindClash } from './kind.ts'
import { directionClash, modalityClash, officeClash, oppositeClash, stillToCome } from './mismatch.ts'

/** An answer where it stands. */
export interface Marked {
  /** Text of the passage. */
  body: string
  /** The answer within `body`, and the sentence around it. */
  span: Interval
  sentence: Interval
  /** Quantities within `span`. */
  inside: Quantity[]
  /** The time it speaks of, and the day its article was published. */
  fact: FactPeriod | null
  published: string | null
}

/** Whether it is no answer to the question. `weights`: of the question's terms. */
export function clashes(question: Question, marked: Marked, weights: TermWeights): boolean {
  const { plain, type } = question
  const { body, span, sentence, inside, fact, published } = marked
  const clause = textAt(body, clauseAround(body, span))
  const told = textAt(body, sentence)
  if (kindClash(question, body, span, inside) || modalityClash(plain, clause)) return true
  if (directionClash(plain, told) || oppositeClash(plain, clause) || officeClash(question, told)) return true
  if (stillToCome(plain, fact, published)) return true
  return (
    type === 'number' &&
    (indicatorClash(plain, body, sentence, span) || isCollective(plain, body, span, sentence, weights))
  )
}

// --- Internal helpers ---

function textAt(body: string, { start, end }: Interval): string {
  return body.slice(start, end)
}

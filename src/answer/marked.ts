// What the reader marked, and where it stands. Types only.
import type { Quantity } from '../quantity.ts'
import type { Interval } from '../text.ts'
import type { FactPeriod } from './fact-period.ts'

/** An answer where it stands. */
export interface Marked {
  /** Text of the passage. */
  body: string
  /** The answer within `body`, and the clause and the sentence around it. */
  span: Interval
  clause: Interval
  sentence: Interval
  /** Quantities within `span`. */
  inside: Quantity[]
  /** The time it speaks of, and the day its article was published. */
  fact: FactPeriod | null
  published: string | null
}

/** An answer within its clause and sentence. */
export type Placed = Pick<Marked, 'body' | 'span' | 'clause' | 'sentence'>

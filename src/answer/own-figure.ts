// Of several figures that stand together, the one that is asked for. All rules that put another in the place of what the reader
// marked, in one place. Pure.
import type { Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import type { TermWeights } from '../terms.ts'
import type { Interval } from '../text.ts'
import { pairedFigure } from './paired.ts'
import { respectiveFigure } from './respective.ts'

/** The figure that goes with what the question names; `span` as it is where no rule says so. `all`: the quantities of `body`. */
export function ownFigure(
  { type }: Question,
  body: string,
  span: Interval,
  sentence: Interval,
  weights: TermWeights,
  all: Quantity[],
): Interval {
  if (type !== 'number' && type !== 'date') return span
  const own = type === 'number' ? respectiveFigure(body, span, sentence, weights, all) : span
  return pairedFigure(body, own, type, weights, all)
}

// Of several figures that stand together, the one that is asked for. All rules that put another in the place of what the reader
// marked, in one place. Pure.
import { quantitiesIn, type Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import type { TermWeights } from '../terms.ts'
import type { Interval } from '../text.ts'
import { grow } from './grow.ts'
import { pairedFigure } from './paired.ts'
import { partFigure } from './part.ts'
import { respectiveFigure } from './respective.ts'

/** What is longer than its figure by more, in characters, is no mere figure. */
const QUALIFIED = 4

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
  const told = type === 'number' ? respectiveFigure(body, span, sentence, weights, all) : span
  const [own, ...others] = quantitiesIn(all, told)
  if (own === undefined || others.length > 0) return told
  if (told.end - told.start > own.end - own.start + QUALIFIED) return told
  const paired = pairedFigure(body, own, weights, all) ?? own
  const other = partFigure(body, paired, sentence, weights, all) ?? paired
  if (other === own) return told
  // What bounds the one (“9月底前”) bounds the other.
  const bound = body.slice(own.end, Math.max(own.end, told.end))
  const end = body.startsWith(bound, other.end) ? other.end + bound.length : other.end
  return grow(body, { start: other.start, end }, type, all)
}

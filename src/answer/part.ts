// “企业370家，其中民营企业326家”: of whoever asks for the part the figure of the whole tells nothing. Pure.
import { isLike, quantitiesIn, type Quantity } from '../quantity.ts'
import { coverage, type TermWeights } from '../terms.ts'
import { piecesOf, termsHeld, type Interval } from '../text.ts'

/** So much of the question's weight (0–1) must stand with the part and nowhere before it: about one pair of characters. */
const FRESH = 0.05
const PART = '其中'

/**
 * The figure of the part behind `own` in its sentence that the question names: of the same kind and unit, with words of the
 * question that do not stand before “其中”. Null: none. `all`: the quantities of `body`.
 */
export function partFigure(
  body: string,
  own: Quantity,
  sentence: Interval,
  weights: TermWeights,
  all: Quantity[],
): Quantity | null {
  const at = body.slice(own.end, sentence.end).indexOf(PART)
  if (at === -1) return null
  const start = own.end + at + PART.length
  const said = termsHeld(body.slice(sentence.start, start), weights.keys())
  let [best, most]: [Quantity | null, number] = [null, 0]
  for (const piece of piecesOf(body, { start, end: sentence.end }, /[，；、,]/u)) {
    const [figure, ...others] = quantitiesIn(all, piece).filter((one) => isLike(one, own))
    if (figure === undefined || others.length > 0) continue
    const terms = [...termsHeld(body.slice(piece.start, piece.end), weights.keys())]
    const fresh = coverage(weights, new Set(terms.filter((term) => !said.has(term))))
    if (fresh >= FRESH && fresh > most) [best, most] = [figure, fresh]
  }
  return best
}

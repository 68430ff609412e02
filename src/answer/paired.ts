// “总投资10亿元的甲项目、总投资5亿元的乙项目”: each figure goes with the name in its own item, though both stand near to either. Pure.
import { isLike, quantitiesIn, type Quantity } from '../quantity.ts'
import { coverageIn, type TermWeights } from '../terms.ts'
import { clauseAround, piecesOf, type Interval } from '../text.ts'

/** By so much of the question's weight (0–1) the other item must be ahead: about one pair of characters. */
const AHEAD = 0.05

/**
 * Of the figures like `own` that stand in its clause, each in an item of its own, the one in whose item the most of the question
 * stands. Null: none, or the question does not tell them apart. `all`: the quantities of `body`.
 */
export function pairedFigure(
  body: string,
  own: Quantity,
  weights: TermWeights,
  all: Quantity[],
): Quantity | null {
  const items = itemsAround(body, own, all)
  const covered = items.map(({ start, end }) => coverageIn(weights, body.slice(start, end)))
  const at = items.findIndex(({ figure }) => figure === own)
  const most = Math.max(...covered)
  if (at === -1 || most - covered[at]! < AHEAD) return null
  return items[covered.indexOf(most)]!.figure
}

// --- Internal helpers ---

interface Item extends Interval {
  figure: Quantity
}

// The items of the enumeration in the clause of `own` that hold one figure of its kind each; of those the ones with its unit.
function itemsAround(body: string, own: Quantity, all: Quantity[]): Item[] {
  const parts = piecesOf(body, clauseAround(body, own), /、/u).map((piece) => {
    const figures = quantitiesIn(all, piece).filter(({ kind }) => kind === own.kind)
    // A figure alone goes with what stands elsewhere (“甲、乙分别增长5%、8%”).
    return { ...piece, figures: hasName(body, piece, figures) ? figures : [] }
  })
  const isItem = (i: number): boolean => parts[i]?.figures.length === 1
  const at = parts.findIndex(({ figures }) => figures.includes(own))
  if (!isItem(at)) return []
  let [first, last] = [at, at]
  while (isItem(first - 1)) first -= 1
  while (isItem(last + 1)) last += 1
  return parts
    .slice(first, last + 1)
    .map(({ figures: [figure], ...place }) => ({ ...place, figure: figure! }))
    .filter(({ figure }) => isLike(figure, own))
}

function hasName(body: string, { start, end }: Interval, [figure]: Quantity[]): boolean {
  return (
    figure !== undefined &&
    /\p{Script=Han}{2}/u.test(`${body.slice(start, figure.start)} ${body.slice(figure.end, end)}`)
  )
}

// Whether each figure of a sentence has its match in a quote: equal, as exact, and said of the same things. Pure.
import type { Quantity } from '../quantity.ts'
import type { Interval } from '../text.ts'
import { difference, equal, linked, reach, unordered, type Counted } from './figures.ts'
import { cover } from './novelty.ts'
import { bare, clauseOf } from './plain.ts'
import { POINTING, SCOPES } from './words.ts'

/** A source in the form in which it is compared. */
export interface Prepared {
  raw: string
  quote: Counted
  /** The quote and the names, bare. */
  texts: string[]
  names: string[]
  index: number
}

/** Why a figure must not be told: no quote gives it, or gives it with another meaning. */
export type FigureFault = [fault: 'figure' | 'meaning', detail: string] | null

/** Figures of a sentence, and places of one figure in the quotes, that are looked at; no honest sentence has more. */
const MAX_FIGURES = 20
const MAX_PLACES = 12

interface Match {
  source: Prepared
  quantity: Quantity
}

/** The first figure or date without a match that is equal, as exact, of the same measure, and said of the same. */
export function figureFault(own: Counted, cited: Prepared[]): FigureFault {
  const matches = new Map<Quantity, Match[]>()
  if (own.all.length > MAX_FIGURES) return ['figure', `${own.all.length} figures`]
  for (const quantity of own.all) {
    const slice = own.text.slice(quantity.start, quantity.end)
    const equals = cited
      .flatMap((source) =>
        source.quote.all
          .filter((its) => equal(quantity, own.text, its, source.quote.text))
          .map((its): Match => ({ source, quantity: its })),
      )
      .slice(0, MAX_PLACES)
    if (equals.length === 0) {
      if (isArticle(quantity, slice, cited)) continue
      return ['figure', slice]
    }
    const why = equals.map((match) => difference(own, quantity, match.source.quote, match.quantity))
    const same = equals.filter((_, i) => why[i] === null)
    if (same.length === 0) return ['meaning', `${slice}: ${why[0]}`]
    const bound = same.filter((match) => unbound(own, quantity, match) === null)
    if (bound.length === 0) return ['meaning', `${slice}: ${unbound(own, quantity, same[0]!)}`]
    matches.set(quantity, bound)
  }
  return linkFault(own, matches)
}

// “一家企业” where the source counts nothing in that unit: an article of the language, not a figure.
function isArticle({ kind, unit }: Quantity, slice: string, cited: Prepared[]): boolean {
  return (
    kind === 'count' &&
    slice === `一${unit}` &&
    /^[个家项名位种座条]$/u.test(unit) &&
    !cited.some(({ quote }) => quote.all.some((its) => its.kind === 'count' && its.unit === unit))
  )
}

// The first words around a figure that the quote does not say of it; null when all are.
function unbound(own: Counted, quantity: Quantity, { source, quantity: its }: Match): string | null {
  const given = reach(source.quote, its)
  const words = about(own, quantity)
  const text = bare(source.quote.text.slice(given.start, given.end))
  // “A和B分别投资1亿元和2亿元”: which belongs to which is told by the order only.
  const clause = clauseOf(source.quote.parts, its)
  if (/分别|依次|respectively/u.test(source.quote.text.slice(clause.start, clause.end))) {
    const whole = bare(source.quote.text.slice(clause.start, clause.end))
    if (!bare(own.text).includes(whole)) return '分别'
  }
  return cover(bare(words).replace(POINTING, ''), [
    text,
    ...source.names,
    ...SCOPES.filter((scope) => source.texts[0]!.includes(scope)),
  ]).novel
}

// The words said of a figure: its clause, and the clauses around it that have no figure of their own.
function about(own: Counted, quantity: Quantity): string {
  const { start, end } = reach(own, quantity)
  const clause = clauseOf(own.parts, quantity)
  const has = (place: Interval): boolean =>
    own.all.some((other) => other.start >= place.start && other.end <= place.end)
  const parts = own.parts
    .filter((part) => part.end > start && part.start < end && (part.start === clause.start || !has(part)))
    // A semicolon parts what is said.
    .filter((part) => !/[；;]/u.test(between(own.text, part, clause)))
    .map((part) => withoutFigures(own, Math.max(start, part.start), Math.min(end, part.end)))
  return parts.join('，')
}

function between(text: string, a: Interval, b: Interval): string {
  return a.start < b.start ? text.slice(a.end, b.start) : text.slice(b.end, a.start)
}

/** A stretch of a text with “#” for each figure. */
export function withoutFigures({ text, all }: Counted, start: number, end: number): string {
  let words = ''
  let at = start
  for (const quantity of all) {
    if (quantity.end <= start || quantity.start >= end) continue
    words += `${text.slice(at, Math.max(at, quantity.start))}#`
    at = quantity.end
  }
  return words + text.slice(at, Math.max(at, end))
}

// Figures said of one another are so in one quote too.
function linkFault(own: Counted, matches: Map<Quantity, Match[]>): FigureFault {
  const all = [...matches.keys()]
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      if (a.kind === b.kind || !linked(own, a, b)) continue
      const together = matches
        .get(a)!
        .some((one) =>
          matches
            .get(b)!
            .some(
              (two) =>
                one.source === two.source &&
                linked(one.source.quote, one.quantity, two.quantity) &&
                (unordered(own, a, b) ||
                  unordered(one.source.quote, one.quantity, two.quantity) ||
                  one.quantity.start < two.quantity.start),
            ),
        )
      if (!together)
        return ['meaning', `${own.text.slice(a.start, a.end)} … ${own.text.slice(b.start, b.end)}`]
    }
  }
  return null
}

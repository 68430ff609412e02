// “A和B分别增长5%和8%”: the figures go with what is enumerated one by one, though both stand equally near to either. Pure.
import { quantitiesIn, type Quantity } from '../quantity.ts'
import { coverageIn, type TermWeights } from '../terms.ts'
import type { Interval } from '../text.ts'

const RESPECTIVELY = /分别|依次|[高低快慢优]于/gu
/** What may stand between two figures of a run. */
const BETWEEN = /^(?:以及|[、，,和及与])[^，。；、,]{0,6}$/u
/** How far, in characters, before the word an enumeration is looked for. */
const REACH = 120

/**
 * Of figures that are told respectively, the one that goes with what the question names, whichever of them `span` marks. Where
 * nothing is told so, or the question does not tell them apart, the span as it is.
 */
export function respectiveFigure(
  body: string,
  span: Interval,
  sentence: Interval,
  weights: TermWeights,
  all: Quantity[],
): Interval {
  const found = runAt(body, span, sentence, all)
  if (found === null) return span
  const { run, items } = found
  const covered = items.map((item) => coverageIn(weights, item))
  const most = Math.max(...covered)
  if (covered.filter((one) => one === most).length > 1) return span
  const own = run[covered.indexOf(most)]!
  // The unit of “12.5个、9.4个、8.2个百分点” stands behind the last: alone, another says too little.
  if (own.kind !== run.at(-1)!.kind) return span
  const marked = quantitiesIn(run, span)
  return marked.length === 1 && marked[0] === own ? span : { start: own.start, end: own.end }
}

// --- Internal helpers ---

function runAt(
  body: string,
  span: Interval,
  sentence: Interval,
  all: Quantity[],
): { run: Quantity[]; items: string[] } | null {
  const figures = all.filter(
    ({ kind, start, end }) => kind !== 'date' && start >= sentence.start && end <= sentence.end,
  )
  for (const match of body.slice(sentence.start, span.end).matchAll(RESPECTIVELY)) {
    const from = sentence.start + match.index
    const run = runAfter(body, from, figures)
    if (run.length < 2 || quantitiesIn(run, span).length === 0) continue
    const items =
      enumerated(body.slice(from + match[0].length, run[0]!.start), run.length) ??
      enumeratedBefore(body.slice(Math.max(sentence.start, from - REACH), from), run.length)
    if (items !== null) return { run, items }
  }
  return null
}

function runAfter(body: string, from: number, figures: Quantity[]): Quantity[] {
  const run: Quantity[] = []
  for (const figure of figures) {
    const last = run.at(-1)
    if (figure.start < from) continue
    if (last !== undefined && !BETWEEN.test(body.slice(last.end, figure.start))) break
    run.push(figure)
  }
  return run
}

// In the clause of the word; three and more also in one before it.
function enumeratedBefore(before: string, count: number): string[] | null {
  const clauses = before.split(/[，。；：,;:\n]/u).toReversed()
  const near = count > 2 ? clauses.slice(0, 3) : clauses.slice(0, 1)
  for (const clause of near) {
    const items = enumerated(clause, count)
    if (items !== null) return items
  }
  return null
}

// “汽车制造业、电气机械和器材制造业” are two: the sign that gives the right number is the one that parts them.
function enumerated(text: string, count: number): string[] | null {
  for (const sign of [/、/u, /、|以及|[和与及]/u, /”“|、|以及|[和与及]/u]) {
    const items = text.split(sign).filter((item) => item.trim() !== '')
    if (items.length === count) return withoutTail(items)
  }
  return null
}

// What follows the last item is said of all (“高技术制造业和高技术服务业投资”): it is no longer than the others.
function withoutTail(items: string[]): string[] {
  const longest = Math.max(...items.slice(0, -1).map(({ length }) => length))
  return [...items.slice(0, -1), items.at(-1)!.slice(0, longest)]
}

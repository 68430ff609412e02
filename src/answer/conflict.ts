// When two articles state different figures for the same thing: the same asked kind of quantity, the same measure
// (target, actual, cumulative, growth, share), the same zone and the same time. Pure and strict: a false conflict
// hides an answer, so every doubt counts against one.
import { periods, type Period } from '../period.ts'
import { quantities, type Quantity } from '../quantity.ts'
import { clauseAround, searchTerms } from '../text.ts'
import type { Candidate } from './candidates.ts'
import type { Ranked } from './decide.ts'

const MEASURES: [string, RegExp][] = [
  ['target', /目标|计划|力争|确保|争取|预计|预期|规划|将达|拟/u],
  ['cumulative', /累计|历年|以来|总计|共计/u],
  ['growth', /增长|同比|增幅|下降|增速|上升/u],
  ['share', /占|比重|比例/u],
]
/** Figures closer than this share of the larger are roundings of one another. */
const ROUNDING = 0.01
/** Shared share of two clauses' terms (of the shorter one) from which they speak of the same indicator. */
const SAME_INDICATOR = 0.4

/**
 * Candidates whose figure contradicts that of the best one, best first; empty when nothing does. `probable`: a
 * side less probable than this share of the best is not a side.
 */
export function contradictions(ranked: Ranked[], probable = 0.5): Ranked[] {
  const [best] = ranked
  if (best === undefined) return []
  const own = side(best.candidate)
  if (own === null) return []
  const sides: Ranked[] = []
  for (const other of ranked.slice(1)) {
    if (other.probability < probable * best.probability || other.probability < 0.35) continue
    const its = side(other.candidate)
    if (its === null || sides.some((known) => known.candidate.key === other.candidate.key)) continue
    if (differs(own, its) && sameThing(own, its) && sameTime(own, its)) sides.push(other)
  }
  return sides
}

interface Side {
  quantity: Quantity
  value: number
  clause: string
  measures: string
  zone: string | null
  story: string
  times: Period[]
  article: string
}

function side(candidate: Candidate): Side | null {
  const { passage, article } = candidate.source
  const text = passage.text
  const inside = quantities(text).filter(
    (q) => q.start >= candidate.span.start && q.end <= candidate.span.end,
  )
  const quantity = inside.find((q) => q.kind !== 'date' && q.value !== null)
  if (quantity === undefined || inside.filter((q) => q.kind !== 'date').length !== 1) return null
  const sentence = text.slice(candidate.sentence.start, candidate.sentence.end)
  const { start, end } = clauseAround(text, candidate.span)
  const clause = text.slice(start, end)
  const said = periods(sentence, article.published_at).filter((period) => period.year !== null)
  const year = article.published_at === null ? null : Number(article.published_at.slice(0, 4))
  return {
    quantity,
    value: quantity.value!,
    clause,
    measures: MEASURES.filter(([, pattern]) => pattern.test(clause))
      .map(([name]) => name)
      .join(),
    zone: article.zone,
    story: article.story_id,
    article: article.id,
    times:
      said.length > 0
        ? said
        : year === null
          ? []
          : [{ year, from: 1, to: 12, explicit: false, start: 0, end: 0 }],
  }
}

function differs(a: Side, b: Side): boolean {
  if (a.quantity.kind !== b.quantity.kind || a.quantity.unit !== b.quantity.unit) return false
  return Math.abs(a.value - b.value) > ROUNDING * Math.max(Math.abs(a.value), Math.abs(b.value))
}

function sameTime(a: Side, b: Side): boolean {
  return a.times.some((x) => b.times.some((y) => x.year === y.year && x.from === y.from && x.to === y.to))
}

// The same measure of the same indicator in the same zone, told by two stories.
function sameThing(a: Side, b: Side): boolean {
  if (a.article === b.article || a.story === b.story || a.measures !== b.measures) return false
  if (a.zone === null || a.zone !== b.zone) return false
  const left = new Set(searchTerms(a.clause).filter((term) => !/\d/.test(term)))
  const right = new Set(searchTerms(b.clause).filter((term) => !/\d/.test(term)))
  const shared = [...left].filter((term) => right.has(term)).length
  return shared / Math.max(1, Math.min(left.size, right.size)) >= SAME_INDICATOR
}

/** The day a candidate's article was published; '' when that is not known, which sorts as the oldest. */
export function publishedOn({ candidate }: Ranked): string {
  return candidate.source.article.published_at ?? ''
}

/**
 * The ranking with a newer report of the same thing before an older one, where the question names no time: of two years'
 * figures the latest is meant. `probable` as above.
 */
export function newestFirst(ranked: Ranked[], probable = 0.6): Ranked[] {
  const [best] = ranked
  const own = best === undefined ? null : side(best.candidate)
  if (best === undefined || own === null) return ranked
  const newest = ranked.slice(1).reduce((latest, other) => {
    if (other.probability < probable * best.probability || publishedOn(other) <= publishedOn(latest))
      return latest
    const its = side(other.candidate)
    return its !== null && sameThing(own, its) && !sameTime(own, its) ? other : latest
  }, best)
  return newest === best ? ranked : [newest, ...ranked.filter((other) => other !== newest)]
}

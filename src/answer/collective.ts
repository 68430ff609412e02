// “A、B两个项目总投资5亿元”, “募集5亿元用于A、B和C”: a figure of all of them tells nothing of one. Pure.
import { coverage, type TermWeights } from '../terms.ts'
import { termsHeld } from '../text.ts'
import type { Placed } from './marked.ts'

/** What money is for, up to the end of the clause. */
const PURPOSE = /(?:用于|投向|用作)[：:]?([^，。；\n]{4,300})/gu
/** An enumeration that is counted: “细河、张士两个厂区”. */
const COUNTED = /([^，。；：\n]{2,200}?)(?<![（(\d])(?:[两二三四五六七八九十]|\d{1,3})[个家座项所]/gu
/** Says that a figure is that of each. */
const EACH = /分别|依次|各|均|每/u
/** Asks for one among others, of which a total tells nothing. */
const SINGLED = /单独|独自|一个?人(?!均)|其中/u
const TOTAL = /总投资|总额|总规模|总计|合计|共计/u
/**
 * By so much of the question's weight its one item must be ahead of the others. A purpose is told in many words, of which some
 * may be the question's by chance; the development questions bear 0.1 to 0.2.
 */
const AHEAD = { counted: 0.06, purpose: 0.15 }

/** Whether the figure is told of several things together, of which the question asks for one. */
export function isCollective(
  question: string,
  { body, span, clause, sentence }: Placed,
  weights: TermWeights,
): boolean {
  const [before, behind] = [body.slice(sentence.start, span.start), body.slice(span.end, sentence.end)]
  const isTotal = TOTAL.test(body.slice(clause.start, clause.end)) && !SINGLED.test(before)
  if (isTotal && SINGLED.test(question)) return true
  const names = (several: string, ahead: number): boolean =>
    namesOne(several, `${before}${behind}`.replace(several, '\n'), weights, ahead)
  const counted = [...before.matchAll(COUNTED)].some(
    ({ index, 0: whole, 1: several }) =>
      !EACH.test(before.slice(index + whole.length)) && names(several!, AHEAD.counted),
  )
  return counted || [...behind.matchAll(PURPOSE)].some(([, several]) => names(several!, AHEAD.purpose))
}

// --- Internal helpers ---

// `around`: the rest of the sentence. What stands there as well tells none of the items apart.
function namesOne(several: string, around: string, weights: TermWeights, ahead: number): boolean {
  const listed = several.split('、')
  const items = listed.length > 1 ? listed : several.split(/以及|[和与及]/u)
  if (items.length < 2) return false
  const said = termsHeld(around, weights.keys())
  const [best = 0, next = 0] = items
    .map((item) =>
      coverage(weights, new Set([...termsHeld(item, weights.keys())].filter((term) => !said.has(term)))),
    )
    .sort((a, b) => b - a)
  return best - next >= ahead
}

// Where a passage speaks of something near to what is asked, but not of that: another year, part of a year, zone, or a
// target where a result is asked for. Pure.
import { isWhole, overlaps, periods, type Period } from '../period.ts'
import type { Question } from '../question.ts'
import { simplified } from '../text.ts'
import type { FactPeriod } from './fact-period.ts'
import { askedOf } from './period-rule.ts'

/**
 * Whether the question names a year and the passage, with title and date, speaks of others only. `context`: all that is
 * known of the passage; an undated passage that names no year is not held to be of another. `latest`: see `askedOf`.
 */
export function otherYear(
  question: Question,
  context: string,
  published: string | null,
  latest: string | null,
): boolean {
  const { periods: resolved, reanchored } = askedOf(question, published, latest)
  const asked = resolved.filter((period) => period.year !== null && (period.explicit || !reanchored))
  if (asked.length === 0) return false
  const known = periods(context, published).filter((period) => period.year !== null)
  const year = published === null ? null : Number(published.slice(0, 4))
  if (known.length === 0 && year === null) return false
  return !asked.some(
    (a) => (year !== null && touches(a, year, year)) || known.some((b) => touches(a, b.year!, b.until!)),
  )
}

function touches({ year, until }: Period, from: number, to: number): boolean {
  return year! <= to && from <= until!
}

const ZONE_NAME =
  /(\p{Script=Han}{2})(?:市|县|区|经济|技术){0,5}(?:开发区|高新区|经开区|高新技术|自贸|新区|新片区|保税区)/gu
const ZONE_KINDS: [asked: RegExp, said: RegExp][] = [
  [/高新(?!技术(?:企业|产业|制造))/u, /高新/u],
  [/经开/u, /经开|经济(?:技术)?开发/u],
  [/自贸/u, /自贸|自由贸易/u],
  [/保税/u, /保税/u],
]

/** Whether the question names a zone (“句容开发区”, “丹阳高新区”) that the passage and its article do not. */
export function otherPlace(question: Question, context: string): boolean {
  const known = simplified(context.normalize('NFKC'))
  const names = [...question.plain.matchAll(ZONE_NAME)]
    .map((match) => match[1]!)
    // “哪个开发区”, “全国的高新区” name none.
    .filter((name) => !/[哪几个些这那该本此全各级的所家是在有]/u.test(name))
  if (names.some((name) => !known.includes(name))) return true
  return (
    names.length > 0 && ZONE_KINDS.some(([asked, said]) => asked.test(question.plain) && !said.test(known))
  )
}

/** Whether the sentence (else the passage) speaks of periods, and of none that is asked for. */
export function periodClash(
  question: Question,
  sentence: string,
  context: string,
  published: string | null,
  latest: string | null,
): boolean {
  const { periods: asked } = askedOf(question, published, latest)
  if (asked.length === 0) return false
  const wholeYear = /全年|年度/u.test(question.plain)
  for (const text of [sentence, context]) {
    const said = periods(text, published)
    if (said.length === 0) continue
    const matching = said.filter((b) => asked.some((a) => overlaps(a, b)))
    return matching.length === 0 || (wholeYear && !matching.some(isWhole) && !/全年|年度/u.test(text))
  }
  return false
}

const PLANNED = /目标|计划|力争|确保|争取|预计|预期|规划|任务|有望|将(?:达|超|实现|完成|新增|建)|拟/u
const DONE = /实际|完成了|已经|已[完实达建投签到]|实现了|达到了|做成|真正|到位/u

/** Whether a target is asked for and the clause speaks only of a result, or the other way round. */
export function modalityClash(question: string, clause: string): boolean {
  const asked = { planned: PLANNED.test(question), done: DONE.test(question) }
  const said = { planned: PLANNED.test(clause), done: DONE.test(clause) }
  if (asked.done && !asked.planned) return said.planned && !said.done
  return asked.planned && !asked.done && said.done && !said.planned
}

/** Whether the question says “A对B” (“香港对美国的投资”) and the sentence tells only of the other direction, “B对A”. */
export function directionClash(question: string, sentence: string): boolean {
  for (const [, from, to] of question.matchAll(/(\p{Script=Han}{2})[对向](\p{Script=Han}{2})/gu)) {
    if (from === to) continue
    const isSaid = (a: string, b: string): boolean =>
      ['对', '向'].some((word) => sentence.includes(a + word + b))
    if (isSaid(to!, from!) && !isSaid(from!, to!)) return true
  }
  return false
}

const OPPOSITES: [RegExp, RegExp][] = [
  [/流入/u, /流出/u],
  [/买入|净买/u, /卖出|净卖/u],
  [/增持/u, /减持/u],
  [/最[高大多]/u, /最[低小少]/u],
  [/对外(?:直接)?投资/u, /(?:利用|吸收|吸引|使用|引进|到账)外资/u],
]

/** Whether the question asks for one of two opposites (“流入”) and the clause tells only of the other (“流出”). */
export function oppositeClash(question: string, clause: string): boolean {
  return OPPOSITES.some((pair) => {
    const [asked, said] = [pair.map((one) => one.test(question)), pair.map((one) => one.test(clause))]
    return asked[0] !== asked[1] && said[0] !== said[1] && asked[0] !== said[0]
  })
}

const NOW = /现有|目前|现在|当前|如今|已有|已经|实际|真正/u

/** Whether the question asks what there is or has been, and the time of the fact was still to come when it was reported. */
export function stillToCome(question: string, fact: FactPeriod | null, published: string | null): boolean {
  const until = fact?.period.until ?? null
  if (until === null || published === null || !NOW.test(question)) return false
  return until > Number(published.slice(0, 4))
}

/** Offices of which a body has one holder, and which are told by name. */
const OFFICE =
  /(?<!副)(?:董事长|总经理|总裁|首席\p{Script=Han}{2,6}官|CEO|党委书记|书记|省长|市长|县长|区长|镇长|部长|厅长|局长|司长|处长|主任|主席|会长|理事长|秘书长|院长|校长|行长|社长|发言人|创始人|法定代表人|实际控制人|控股股东)/giu

/** Whether a holder of an office is asked for and the sentence names another office, and not that one. */
export function officeClash({ plain, type }: Pick<Question, 'plain' | 'type'>, sentence: string): boolean {
  if (type !== 'person') return false
  const asked: string[] = plain.match(OFFICE) ?? []
  const said: string[] = sentence.match(OFFICE) ?? []
  return asked.length > 0 && said.length > 0 && !asked.some((office) => said.includes(office))
}

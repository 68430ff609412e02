// When two articles state different figures for the same thing: the same asked kind of quantity, the same measure
// (target, actual, cumulative, growth, share …), the same zone or named subject, and the same time. Pure and strict: a
// false conflict hides an answer, so every doubt counts against one.
import { isWhole, same } from '../period.ts'
import { quantities } from '../quantity.ts'
import type { TermWeights } from '../terms.ts'
import { clauseAround, searchTerms } from '../text.ts'
import { agree, amountOf, comparableAmounts, type Amount } from './amount.ts'
import type { Candidate } from './candidates.ts'
import type { Ranked } from './decide.ts'
import type { FactPeriod } from './fact-period.ts'

const MEASURES: [string, RegExp][] = [
  ['target', /目标|计划|力争|确保|争取|预计|预期|预算|规划|将达|将超|有望|拟/u],
  ['cumulative', /累计|历年|以来|总计|共计|至今/u],
  ['growth', /增长|同比|环比|增幅|下降|增速|上升|增加|减少|提高|回落|[涨跌]/u],
  ['share', /占|比重|比例|份额/u],
  ['part', /其中|首期|[一二三四]期|首批|第[一二三四五六]批|单季|当月|单日|当日/u],
  ['average', /人均|户均|平均|日均|月均|年均|均价/u],
  ['extreme', /最高|最多|最低|最少|最大/u],
]
/** Shared share of two clauses' terms (of the shorter one) from which they speak of the same indicator. */
const SAME_INDICATOR = 0.4
/** The same where no zone tells that they speak of the same place. */
const SAME_INDICATOR_UNPLACED = 0.5
/** Terms of at least this share of the heaviest one's weight name what is asked about. */
const NAMING = 0.6
/** Share of the naming terms' weight that each side must hold. */
const NAMED = 0.8

/**
 * Candidates whose figure contradicts that of the best one, best first; empty when nothing does. `weights`: of the
 * question's terms. `probable`: a side less probable than this share of the best is not a side.
 */
export function contradictions(ranked: Ranked[], weights: TermWeights, probable = 0.5): Ranked[] {
  const [best] = ranked
  if (best === undefined) return []
  const own = side(best.candidate)
  if (own === null) return []
  const sides: Ranked[] = []
  for (const other of ranked.slice(1)) {
    if (other.probability < probable * best.probability || other.probability < 0.35) continue
    const its = side(other.candidate)
    if (its === null || sides.some((known) => known.candidate.key === other.candidate.key)) continue
    if (differs(own, its) && sameThing(own, its, weights) && sameTime(own, its)) sides.push(other)
  }
  return sides
}

/**
 * Whether another candidate states the same figure of the same thing, in whatever scale or rounding, so that it may be
 * cited with it.
 */
export function restates(best: Candidate, other: Candidate, weights: TermWeights): boolean {
  const [own, its] = [side(best), side(other)]
  if (own === null || its === null || !comparableAmounts(own.amount, its.amount)) return false
  if (!agree(own.amount, its.amount)) return false
  return sameThing(own, its, weights) && (own.amount.value === its.amount.value || sameTime(own, its))
}

const CORRECTS = /更正|订正|勘误|修正|有误|更新为|最终核实|核实为/u

/** Sides without those that a newer report of the same source corrects, the newest first; `corrected`: there were some. */
export function withoutCorrected(sides: Ranked[]): { sides: Ranked[]; corrected: boolean } {
  const sorted = sides.toSorted((a, b) => publishedOn(b).localeCompare(publishedOn(a)))
  const kept = sorted.filter((old, i) => !sorted.slice(0, i).some((newer) => corrects(newer, old)))
  return { sides: kept, corrected: kept.length < sorted.length }
}

function corrects(newer: Ranked, older: Ranked): boolean {
  const { article, passage } = newer.candidate.source
  if (article.source === null || article.source !== older.candidate.source.article.source) return false
  return publishedOn(newer) > publishedOn(older) && CORRECTS.test(`${article.title}\n${passage.text}`)
}

interface Side {
  amount: Amount
  clause: string
  /** Sentence and title: where the names stand. */
  context: string
  sentence: string
  measures: string
  zone: string | null
  story: string
  fact: FactPeriod | null
  article: string
  published: string | null
}

function side(candidate: Candidate): Side | null {
  const { passage, article } = candidate.source
  const text = passage.text
  const inside = quantities(text).filter(
    (q) => q.start >= candidate.span.start && q.end <= candidate.span.end && q.kind !== 'date',
  )
  const amount = inside.length === 1 ? amountOf(text, inside[0]!) : null
  if (amount === null) return null
  const sentence = text.slice(candidate.sentence.start, candidate.sentence.end)
  const { start, end } = clauseAround(text, candidate.span)
  const clause = text.slice(start, end)
  return {
    amount,
    clause,
    sentence,
    context: `${article.title}\n${sentence}`,
    measures: MEASURES.filter(([, pattern]) => pattern.test(clause))
      .map(([name]) => name)
      .join(),
    zone: article.zone,
    story: article.story_id,
    fact: candidate.fact,
    article: article.id,
    published: article.published_at,
  }
}

function differs(a: Side, b: Side): boolean {
  return comparableAmounts(a.amount, b.amount) && !agree(a.amount, b.amount)
}

const RUNNING = /以来|累计|至今|目前|截至|截止|已有|已经有/u

// Said the same way, or said of the year by one and by the other's date. What neither says and no date tells is unknown,
// and a running count told on two days is of two times, unless both name the same end.
function sameTime(left: Side, right: Side): boolean {
  const { fact: a } = left
  const { fact: b } = right
  if (a === null || b === null || a.period.year === null || b.period.year === null) return false
  const running = RUNNING.test(left.sentence) || RUNNING.test(right.sentence)
  if (running && left.published !== right.published && !(a.period.ends && b.period.ends)) return false
  if (same(a.period, b.period)) return true
  const [said, other] = a.period.ends ? [a, b] : [b, a]
  return (
    said.period.ends &&
    said.period.until === other.period.until &&
    said.period.to === other.period.to &&
    isWhole(other.period)
  )
}

// The same measure of the same indicator in the same zone (or of the same named subject), told by two stories.
function sameThing(a: Side, b: Side, weights: TermWeights): boolean {
  if (a.article === b.article || a.story === b.story || a.measures !== b.measures) return false
  if (a.zone !== b.zone || !sharesName(a.sentence, b.sentence)) return false
  const placed = a.zone !== null
  if (!placed && !(namesSubject(a, weights) && namesSubject(b, weights))) return false
  const left = new Set(searchTerms(a.clause).filter((term) => !/\d/.test(term)))
  const right = new Set(searchTerms(b.clause).filter((term) => !/\d/.test(term)))
  const shared = [...left].filter((term) => right.has(term)).length
  const needed = placed ? SAME_INDICATOR : SAME_INDICATOR_UNPLACED
  return shared / Math.max(1, Math.min(left.size, right.size)) >= needed
}

// Whether the sentence or the title holds the rare terms of the question, which name what it is about.
function namesSubject({ context }: Side, weights: TermWeights): boolean {
  const heaviest = Math.max(0, ...weights.values())
  const naming = [...weights].filter(([, weight]) => weight >= NAMING * heaviest && weight > 0)
  const held = new Set(searchTerms(context))
  const total = naming.reduce((sum, [, weight]) => sum + weight, 0)
  const found = naming.reduce((sum, [term, weight]) => sum + (held.has(term) ? weight : 0), 0)
  return total > 0 && found / total >= NAMED
}

const NAME =
  /“[^”]{2,20}”|《[^》]{2,20}》|[A-Za-z][A-Za-z&.]{1,20}|\p{Script=Han}{2,6}(?:公司|集团|银行|大学|产业园|基地|基金)/gu

// Two sentences that name things and none in common speak of different things.
function sharesName(a: string, b: string): boolean {
  const [left, right] = [a.match(NAME) ?? [], b.match(NAME) ?? []]
  if (left.length === 0 || right.length === 0) return true
  return left.some((name) => b.includes(name)) || right.some((name) => a.includes(name))
}

/** The day a candidate's article was published; '' when that is not known, which sorts as the oldest. */
export function publishedOn({ candidate }: Ranked): string {
  return candidate.source.article.published_at ?? ''
}

/**
 * The ranking with a newer report of the same thing before an older one: of two years' figures, and of two states of a
 * running count, the latest is meant, unless the best is of just the time that is asked for. `weights`, `probable` as above.
 */
export function newestFirst(
  ranked: Ranked[],
  weights: TermWeights,
  exact: boolean,
  probable = 0.6,
): Ranked[] {
  const [best] = ranked
  const own = best === undefined ? null : side(best.candidate)
  if (best === undefined || own === null || exact) return ranked
  const newest = ranked.slice(1).reduce((latest, other) => {
    if (other.probability < probable * best.probability || publishedOn(other) <= publishedOn(latest))
      return latest
    const its = side(other.candidate)
    return its !== null && sameThing(own, its, weights) && !sameTime(own, its) ? other : latest
  }, best)
  return newest === best ? ranked : [newest, ...ranked.filter((other) => other !== newest)]
}

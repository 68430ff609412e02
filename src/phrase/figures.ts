// Whether a figure or date of a phrased sentence is the one a quote gives, and of the same thing. Pure.
import { figures, quantities, type Quantity } from '../quantity.ts'
import type { Interval } from '../text.ts'
import { clauseOf, clauses, fitting, unquoted } from './plain.ts'
import { BEFORE, BEHIND, COMPARISONS, MEASURES, STANCES } from './words.ts'

/** A text as `plain` gives it, with its figures and dates. */
export interface Counted {
  text: string
  all: Quantity[]
  /** Its clauses. */
  parts: Interval[]
}

/** Read the figures of a text once. */
export function counted(text: string): Counted {
  // “零部” of “零部件” is no figure.
  return {
    text,
    all: quantities(text).filter((q) => q.value !== 0 || /\d/.test(text.slice(q.start, q.end))),
    parts: clauses(text),
  }
}

const SAME_UNIT: Record<string, string> = {
  美金: '美元', 港币: '港元', 日圆: '日元', 人民币: '元', 元人民币: '元', 块钱: '元', 台币: '新台币', 千米: '公里',
} // prettier-ignore

/** Whether two figures are worth the same in the same unit; dates and ranges must stand with the same characters. */
export function equal(a: Quantity, inA: string, b: Quantity, inB: string): boolean {
  const [left, right] = [written(inA, a), written(inB, b)]
  if (a.kind === 'date' || b.kind === 'date') return a.kind === b.kind && dateHeld(left, right)
  if (left === right) return a.kind === b.kind
  // “8000元/平方米”, “10-20亿元”: the value is not all that is said.
  if (/[/\-–—~～至到]/u.test(left + right)) return false
  return a.kind === b.kind && unitOf(a) === unitOf(b) && a.value !== null && a.value === b.value
}

function unitOf({ unit }: Quantity): string {
  return SAME_UNIT[unit] ?? unit
}

function written(text: string, { start, end }: Interval): string {
  return text.slice(start, end).replace(/\s/gu, '')
}

// Part of a date: “8月1日” of “2023年8月1日”, but not “1月” of “11月”.
function dateHeld(part: string, whole: string): boolean {
  const bare = part.replace(/年度$/u, '年').replace(/月份$/u, '月')
  const at = whole.indexOf(bare)
  if (at === -1) return false
  const [before, behind] = [whole[at - 1] ?? '', whole[at + bare.length] ?? '']
  const numeral = /[\d一二三四五六七八九十]/u
  return !(numeral.test(before) && numeral.test(bare[0]!)) && !(/\d$/.test(bare) && /\d/.test(behind))
}

/** How exactly a figure is meant: “least”, “most”, “about”, or nothing. */
export function exactness({ text }: Counted, { start, end }: Quantity): string {
  const before = text.slice(Math.max(0, start - 9), start)
  const behind = text.slice(end, end + 3)
  if (/(?<![\da-z])[-−]$/u.test(before)) return 'minus'
  const found =
    BEFORE.find(([, pattern]) => pattern.test(before)) ?? BEHIND.find(([, pattern]) => pattern.test(behind))
  if (found !== undefined) return found[0]
  return /[余多](?:$|[^/])/u.test(text.slice(start, end)) ? 'least' : ''
}

/**
 * What a figure is said of. Its clause up to other figures of its kind; the clauses before, up to the one with such a
 * figure; and, behind the last such figure, the rest; a semicolon ends it either way. A date reaches to the clause of
 * the next date, and over semicolons.
 */
export function reach({ text, all, parts }: Counted, quantity: Quantity): Interval {
  const own = clauseOf(parts, quantity)
  const date = quantity.kind === 'date'
  const bound = date ? { start: 0, end: text.length } : betweenSemicolons(text, parts, own)
  const rivals = all.filter((other) => other !== quantity && other.kind === quantity.kind)
  const before = rivals.findLast((other) => other.end <= quantity.start)
  const behind = rivals.find((other) => other.start >= quantity.end)
  let { start, end } = own
  if (before === undefined) start = bound.start
  else if (before.start >= own.start) start = behindItem(text, before.end, quantity.start)
  else if (!date) start = Math.max(bound.start, Math.min(own.start, clauseOf(parts, before).end))
  if (behind === undefined) end = bound.end
  else if (behind.start < own.end) end = beforeItem(text, quantity.end, behind.start)
  else if (date) end = Math.max(own.end, clauseOf(parts, behind).start)
  return { start, end }
}

// Items of an enumeration (“一个月签约、三个月开工”) are apart at its comma.
function behindItem(text: string, from: number, to: number): number {
  const comma = text.slice(from, to).lastIndexOf('、')
  return comma === -1 ? from : from + comma + 1
}

function beforeItem(text: string, from: number, to: number): number {
  const comma = text.slice(from, to).indexOf('、')
  return comma === -1 ? to : from + comma
}

function betweenSemicolons(text: string, parts: Interval[], { start, end }: Interval): Interval {
  const marks = parts.filter((clause) => /[；;]/u.test(text[clause.end] ?? ''))
  return {
    start: marks.findLast((clause) => clause.end <= start)?.end ?? 0,
    end: marks.find((clause) => clause.end >= end)?.end ?? text.length,
  }
}

/** Whether two figures of a text are said of one another. */
export function linked(text: Counted, a: Quantity, b: Quantity): boolean {
  return isWithin(b, reach(text, a)) || isWithin(a, reach(text, b))
}

function isWithin({ start, end }: Interval, place: Interval): boolean {
  return start >= place.start && end <= place.end
}

/** Whether two figures stand in one clause, or one is a date, so that their order says nothing. */
export function unordered({ parts }: Counted, a: Quantity, b: Quantity): boolean {
  return a.kind === 'date' || b.kind === 'date' || clauseOf(parts, a).start === clauseOf(parts, b).start
}

// The clause of a figure, up to other figures of its kind.
function near(counted: Counted, quantity: Quantity): string {
  const own = clauseOf(counted.parts, quantity)
  const { start, end } = reach(counted, quantity)
  return counted.text.slice(Math.max(own.start, start), Math.min(own.end, end))
}

// Whether a figure is planned: its own clause says so, or one before it does and none since tells a result.
function planned({ text, parts }: Counted, quantity: Quantity): boolean {
  const own = clauseOf(parts, quantity)
  const [plan, done] = [
    STANCES.find(([name]) => name === 'plan')![1],
    COMPARISONS.find(([name]) => name === 'done')![1],
  ]
  const upTo = parts.filter((clause) => clause.start <= own.start)
  for (const clause of upTo.toReversed()) {
    const said = unquoted(text.slice(clause.start, clause.end))
    if (plan.test(said)) return true
    if (done.test(said)) return false
  }
  return false
}

// Which end of a stretch of time a date is: “2018年至2022年”, “截至6月底”.
function rangeEnd({ text }: Counted, { start, end }: Quantity): string {
  const from = /^[至到\-–—~～](?=[\d一二三四五六七八九十今去本])/u.test(text.slice(end, end + 2))
    ? 'from'
    : ''
  return /[年月日号\d截][至到\-–—~～]$/u.test(text.slice(Math.max(0, start - 2), start)) ? `${from}to` : from
}

// “由5%下降到3%”: the word right before a figure that says which end of a change, or what means, it is.
function roleOf({ text }: Counted, { start }: Quantity): string {
  const before = text.slice(Math.max(0, start - 6), start)
  return /((?<!达)[到至]|[由从自以]|\b(?:to|from|by) )(?:约|近|超过|超|逾)?$/u.exec(before)?.[1] ?? ''
}

/** Why a figure of a sentence does not mean what this figure of a quote means; null when it does. */
export function difference(sentence: Counted, own: Quantity, quote: Counted, its: Quantity): string | null {
  if (own.kind !== 'date' && exactness(sentence, own) !== exactness(quote, its)) return 'exactness'
  const [role, itsRole] = [roleOf(sentence, own), roleOf(quote, its)]
  if (role !== itsRole && !(role === '' && itsRole === '以')) return 'role'
  if (own.kind === 'date') return rangeEnd(sentence, own) === rangeEnd(quote, its) ? null : 'range'
  const [said, given] = [near(sentence, own), near(quote, its)]
  if (fitting(said, MEASURES) !== fitting(given, MEASURES)) return 'measure'
  const added = COMPARISONS.filter(([, pattern]) => pattern.test(said) && !pattern.test(given))
  if (added.length > 0) return 'comparison'
  return planned(sentence, own) === planned(quote, its) ? null : 'plan'
}

/** Whether every figure's digits stand in one of the texts. */
export function digitsHeld(text: string, texts: readonly string[]): boolean {
  const held = new Set(texts.flatMap(figures))
  return figures(text).every((figure) => held.has(figure))
}

// Whether two written figures can be one amount: the same value in another scale, a rounding, or a bound (“超100亿元”)
// that the other keeps. Pure; currencies and measures are never converted into one another.
import { numberOf, type Quantity } from '../quantity.ts'

/** A figure as far as it can be compared. */
export interface Amount {
  kind: Quantity['kind']
  /** Currency or measure word, its spellings made one; '' when there is none. */
  unit: string
  value: number
  /** The worth of its last digit that says something: 0.1 of “103.5”, 100 of “1500”. */
  step: number
  /** What the words around it say: at least, at most, about; null for an exact figure. */
  bound: 'least' | 'most' | 'about' | null
}

const SPELLINGS: Record<string, string> = {
  元人民币: '元', 人民币: '元', 块钱: '元', 美金: '美元', 港币: '港元', 日圆: '日元', 个百分比: '%', '％': '%',
  平方千米: '平方公里', 平米: '平方米', '㎡': '平方米', 千米: '公里', 户: '家', 名: '人', 位: '人',
} // prettier-ignore

const LEAST_BEFORE = /(?:超过?|逾|突破|不低于|不少于|至少|高达|多于|大于)$/u
const MOST_BEFORE = /(?:近|将近|接近|不足|不到|不超过|不高于|最多|至多)$/u
const ABOUT_BEFORE = /(?:约|大约|约为|大概|估计)$/u
/** How far apart a bound or “about” and the figure that keeps it may lie, as a share of the smaller. */
const BOUND_REACH = 0.5
const ABOUT_REACH = 0.1
/** A round number such as “100亿” stands for what it rounds, but only so near. */
const ROUND_REACH = 0.05

/** The amount of a quantity of `text`; null when it has no value, as a date. */
export function amountOf(text: string, quantity: Quantity): Amount | null {
  const { kind, unit, value, start, end } = quantity
  if (value === null || kind === 'date') return null
  const before = text.slice(Math.max(0, start - 4), start).trimEnd()
  const after = text.slice(end, end + 3)
  const written = text.slice(start, end)
  const bound =
    LEAST_BEFORE.test(before) || /^(?:以上|余|多)/u.test(after) || /[余多]/u.test(written)
      ? 'least'
      : MOST_BEFORE.test(before) || /^(?:以下|以内)/u.test(after)
        ? 'most'
        : ABOUT_BEFORE.test(before) || /^(?:左右|上下)/u.test(after)
          ? 'about'
          : null
  return { kind, unit: SPELLINGS[unit] ?? unit, value, step: stepOf(written, value), bound }
}

function stepOf(written: string, value: number): number {
  const digits = /\d[\d,，]*(?:\.\d+)?/.exec(written.normalize('NFKC'))?.[0].replace(/[,，]/g, '')
  const number = digits === undefined ? value : numberOf(digits)
  if (number === null || number === 0 || value === 0) return 1
  const scale = value / number
  const decimals = digits?.split('.')[1]?.length ?? 0
  if (decimals > 0) return scale / 10 ** decimals
  let step = 1
  while (number % (step * 10) === 0) step *= 10
  return step * scale
}

/** Whether two amounts may be compared at all: of one kind and one currency or measure. */
export function comparableAmounts(a: Amount, b: Amount): boolean {
  return a.kind === b.kind && a.unit === b.unit
}

/** Whether two amounts that may be compared can be the same one. */
export function agree(a: Amount, b: Amount): boolean {
  if (equal(a.value, b.value)) return true
  const [small, large] = a.value < b.value ? [a, b] : [b, a]
  if (small.value <= 0) return false
  const apart = (large.value - small.value) / small.value
  if (small.bound === 'least' || large.bound === 'most') return apart <= BOUND_REACH
  if (small.bound === 'about' || large.bound === 'about') return apart <= ABOUT_REACH
  if (equal(a.step, b.step)) return false
  const coarse = Math.max(a.step, b.step)
  return large.value - small.value < coarse * (1 + 1e-9) && apart <= ROUND_REACH
}

function equal(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

// Whether two questions ask the same. Vectors tell which are near; they hardly tell one year, zone or indicator from
// another (cosines of .99), so the words decide: what is named, counted, timed and asked must be the same. Pure.
import type { Period } from '../period.ts'
import { same } from '../period.ts'
import { quantities } from '../quantity.ts'
import { understand, type QuestionType } from '../question.ts'
import { isPlace } from '../subject.ts'
import { comparable } from '../text.ts'
import { contentOf, sameWording } from './wording.ts'

/** A question as it is compared. */
export interface Told {
  /** NFKC, simplified: what is embedded. */
  plain: string
  /** Equal for questions that differ in case, width, script, white space and closing marks only. */
  key: string
  type: QuestionType
  periods: Period[]
  /** Amounts, each with its kind and unit; ranks and ordinals too. */
  amounts: string[]
  /** Currency or measure that the answer is asked in; null when none is. */
  unit: string | null
  /** Whom something is done to, or by: “对东盟”. */
  directed: string[]
  /** Han characters and other words that are left: names, indicators, acts, negations. */
  words: string[]
  /** The question in one wording, to see where a name stands. */
  worded: string
}

const UNIT_ASKED =
  /(?:多少|几)[十百千万亿]{0,2}([美欧日港韩澳加]元|英镑|元|平方公里|平方千米|平方米|公顷|亩|公里|千米|米|吨|小时|分钟|个月|天|年|个?百分点)/u
const DIRECTED = /(?:([对向])|([从由]))(?!外|内)(\p{Script=Han}{2})/gu
const LATIN = /[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/g
/** English words that only ask or join. */
const ENGLISH =
  /^(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|as|is|are|was|were|be|been|do|does|did|will|would|can|could|has|have|had|how|what|which|who|whom|whose|when|where|why|much|many|long|its|their|it|that|this|there|than|into|about|s)$/

/** Read a question; `askedAt`: RFC 3339 time, for “今年”. */
export function tellQuestion(text: string, askedAt: string): Told {
  const question = understand(text, askedAt)
  const worded = sameWording(question.plain)
  const content = contentOf(worded)
  const counted = quantities(content).filter(({ kind }) => kind !== 'date')
  let rest = ''
  let at = 0
  for (const { start, end } of counted) {
    rest += `${content.slice(at, start)} `
    at = end
  }
  rest += content.slice(at)
  return {
    plain: question.plain,
    key: keyOf(text),
    type: question.type,
    periods: question.periods,
    amounts: counted.map(
      ({ kind, unit, value, start, end }) => `${kind} ${value ?? content.slice(start, end)} ${unit}`,
    ),
    unit: UNIT_ASKED.exec(question.plain)?.[1]?.replace(/^个/u, '') ?? null,
    directed: [...worded.matchAll(DIRECTED)].map((match) => (match[1] === undefined ? '<' : '>') + match[3]!),
    words: wordsOf(rest.toLowerCase()),
    worded,
  }
}

/** What a question is when case, width, script, white space and closing marks do not count. */
export function keyOf(text: string): string {
  return comparable(text).replace(/(?<![?!.。…~、,;:])[?!.。…~、,;:]+$/u, '')
}

// Endings of English words are cut, roughly: “invest”, “investment”.
function wordsOf(rest: string): string[] {
  const latin = (rest.match(LATIN) ?? []).filter((word) => !ENGLISH.test(word))
  return [...new Set([...(rest.match(/\p{Script=Han}/gu) ?? []), ...latin.map((word) => word.slice(0, 6))])]
}

export type Difference = 'period' | 'amount' | 'unit' | 'direction' | 'type' | 'words'

/** In what two questions differ; null: they ask the same, as far as words tell. Symmetric. */
export function difference(a: Told, b: Told): Difference | null {
  if (!alike(a.periods, b.periods, samePeriod)) return 'period'
  if (!alike(a.amounts, b.amounts, (x, y) => x === y)) return 'amount'
  if (!sameUnit(a.unit, b.unit)) return 'unit'
  if (a.directed.length > 0 && b.directed.length > 0 && !alike(a.directed, b.directed, (x, y) => x === y))
    return 'direction'
  if (kindOf(a.type) !== 'any' && kindOf(b.type) !== 'any' && kindOf(a.type) !== kindOf(b.type)) return 'type'
  const [more, less] = [without(a.words, b.words), without(b.words, a.words)]
  if (more.length === 0 && less.length === 0) return null
  if (less.length === 0 && placesZone(a, more)) return null
  return more.length === 0 && placesZone(b, less) ? null : 'words'
}

function samePeriod(a: Period, b: Period): boolean {
  return same(a, b) && a.open === b.open
}

// An amount of money without a currency is one in yuan; of other measures any will do where none is asked for.
function sameUnit(a: string | null, b: string | null): boolean {
  if (a === b) return true
  return (a === null || b === null) && !/[美欧日港韩澳加]元|英镑/u.test(a ?? b ?? '')
}

// Each of one has its like in the other, both ways.
function alike<T>(a: T[], b: T[], like: (x: T, y: T) => boolean): boolean {
  return a.every((x) => b.some((y) => like(x, y))) && b.every((y) => a.some((x) => like(x, y)))
}

function kindOf(type: QuestionType): string {
  if (type === 'what') return 'any'
  return ['entity', 'person', 'place'].includes(type) ? 'name' : type
}

function without(words: string[], others: string[]): string[] {
  return words.filter((word) => !others.includes(word))
}

/** Words that many zones are called by: before them, the region is the name. */
const COMMON_NAME =
  /^(?:经济|高新|工业|产业|科技|软件|物流|创业|创新|综合|保税|自贸|国际|国家|现代|智能|数字|数据|信息|生物|医药|化工|临空|临港|空港|航空|航天|出口|进口|文化|农业|金融|商务|生态|绿色|新能|新材|汽车|电子|半导|集成|海洋|旅游|开发|合作|示范)/u
const ZONE_BEHIND =
  /^(\p{Script=Han}{2,6}?)(?:开发区|高新区|新区|新片区|自贸区|综保区|保税区|港区|片区|示范区|园|市场|小镇)/u

// Whether the words that one question has more only say where its zone lies: “重庆两江新区” for “两江新区”.
function placesZone({ worded }: Told, more: string[]): boolean {
  for (let length = Math.max(2, more.length); length <= 8; length += 1) {
    for (let at = 0; at + length < worded.length; at += 1) {
      const region = worded.slice(at, at + length)
      if (!more.every((char) => region.includes(char)) || !isRegions(region)) continue
      const name = ZONE_BEHIND.exec(worded.slice(at + length))?.[1]
      if (name !== undefined && !COMMON_NAME.test(name)) return true
    }
  }
  return false
}

// One region, or one within another.
function isRegions(text: string): boolean {
  if (isPlace(text)) return true
  return [2, 3, 4].some((cut) => isPlace(text.slice(0, cut)) && isPlace(text.slice(cut)))
}

/** Cosine of two unit vectors, -1 to 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

// From the reader's span, which ends at a token, to the whole thing a person would copy: the quantity with its
// unit and qualifier, the full date, the name with its brackets, every item of an enumeration. Pure.
import { quantities, type Quantity } from '../quantity.ts'
import type { QuestionType } from '../question.ts'
import { clauseAround, type Interval } from '../text.ts'

const QUALIFIER_BEFORE =
  /(?:不低于|不少于|不超过|不高于|不足|超过|突破|高达|至少|最高|最多|将近|接近|大约|超|近|约|逾|达|仅)$/u
const QUALIFIER_AFTER = /^(?:以上|以下|以内|左右|上下|之多|人民币|余(?=[^\p{Script=Han}]|$))/u
const EDGE = /[\s，。、；：:！？!?,;“”"'’‘]/u
const PAIRS: Record<string, string> = {
  '“': '”',
  '（': '）',
  '(': ')',
  '《': '》',
  '【': '】',
  '「': '」',
  '‘': '’',
}
/** How far, in characters, a missing bracket is looked for. */
const REACH = 30

/** Grow a span of `body` for a question of this type. The result lies within `body` and is never empty. */
export function grow(
  body: string,
  span: Interval,
  type: QuestionType,
  all: Quantity[] = quantities(body),
): Interval {
  let grown = wholeWords(body, trim(body, span))
  if (type === 'list') grown = enumeration(body, grown)
  grown = wholeQuantities(body, grown, all)
  if (type === 'reason') grown = trim(body, clauseAround(body, grown))
  grown = balanced(body, grown)
  return grown.end > grown.start ? grown : span
}

/** Verbs that only carry a figure. “超过”, “近”, “突破” say more, and “至” may be the end of a fall. */
const CARRIES = /(?<![未不没])(?:达到?|为|共?计|共)(?:了|：)?/uy

/**
 * A figure's span without the verb it may begin with: “达1亿元” says no more than “1亿元”. What else stands before the
 * figure stays (“达到近1亿元” becomes “近1亿元”). `all`: the quantities of `body`.
 */
export function withoutVerb(body: string, span: Interval, all: Quantity[] = quantities(body)): Interval {
  CARRIES.lastIndex = span.start
  const verb = CARRIES.exec(body)
  if (verb === null) return span
  const start = span.start + verb[0].length
  const figure = all.find((quantity) => quantity.start >= start && quantity.end <= span.end)
  if (figure === undefined || figure.kind === 'date') return span
  const before = body.slice(start, figure.start)
  const qualified = QUALIFIER_BEFORE.exec(before)?.[0] ?? ''
  return qualified === before ? { start, end: span.end } : span
}

function trim(body: string, { start, end }: Interval): Interval {
  let from = start
  let to = end
  while (from < to && EDGE.test(body[from]!)) from += 1
  while (to > from && EDGE.test(body[to - 1]!)) to -= 1
  return from < to ? { start: from, end: to } : { start, end }
}

// Full-width letters and digits too, which pages mix with others within one number.
const WORD = /[A-Za-z0-9０-９Ａ-Ｚａ-ｚ]/

function wholeWords(body: string, { start, end }: Interval): Interval {
  let from = start
  let to = end
  while (from > 0 && WORD.test(body[from]!) && WORD.test(body[from - 1]!)) from -= 1
  while (to < body.length && WORD.test(body[to - 1]!) && WORD.test(body[to]!)) to += 1
  return { start: from, end: to }
}

function wholeQuantities(body: string, span: Interval, all: Quantity[]): Interval {
  let { start, end } = span
  for (const quantity of all) {
    if (quantity.end <= start || quantity.start >= end) continue
    if (quantity.start < start) start = quantity.start
    if (quantity.end > end) end = quantity.end
  }
  const first = all.find((quantity) => quantity.start === start)
  const last = all.find((quantity) => quantity.end === end)
  if (first !== undefined && first.kind !== 'date') {
    const before = QUALIFIER_BEFORE.exec(body.slice(Math.max(0, start - 4), start))
    if (before !== null) start -= before[0].length
  }
  // “2023年” + “8月1日” are read as two when something stands between; a year right before a day belongs to it.
  if (first?.kind === 'date') {
    const year = /(?:(?:19|20)\d{2}年|今年|去年|明年)$/.exec(body.slice(Math.max(0, start - 5), start))
    if (year !== null) start -= year[0].length
  }
  if (last !== undefined) {
    const after = QUALIFIER_AFTER.exec(body.slice(end, end + 4))
    if (after !== null) end += after[0].length
  }
  return { start, end }
}

// Every item of the enumeration the span stands in: left and right over “、”, as long as the items are short.
function enumeration(body: string, span: Interval): Interval {
  let { start, end } = span
  // A span that begins inside an item (“资本、高榕资本” of “顺为资本、高榕资本”) begins with that item.
  const before = /、([^、，。；：:！？\n“”]{1,12})$/u.exec(body.slice(Math.max(0, start - 13), start))
  if (before !== null) start -= before[1]!.length
  const inside = body.slice(start, end)
  const joined = /[、]/.test(inside) || body[start - 1] === '、' || body[end] === '、'
  const conjoined =
    /^(?:和|及|以及|与)/.test(body.slice(end, end + 2)) ||
    /(?:和|及|以及|与)$/.test(body.slice(Math.max(0, start - 2), start))
  if (!joined && !conjoined) return span
  const limit = 40
  while (start > 0 && !/[，。；：:！？\n]/.test(body[start - 1]!) && body[start - 1] === '、') {
    const before = itemStart(body, start - 1, limit)
    if (before === null) break
    start = before
  }
  for (;;) {
    const rest = body.slice(end, end + limit)
    const more = /^(?:等)?(?:、|和|及|以及|与)([^，。；：、\n]{1,30}?)(?=[，。；、\n]|和|及|以及|等|$)/u.exec(
      rest,
    )
    if (more === null || more[0].length >= limit) break
    end += more[0].length
  }
  return { start, end }
}

function itemStart(body: string, comma: number, limit: number): number | null {
  let at = comma
  while (at > 0 && comma - at < limit && !/[、，。；：:！？\n]/.test(body[at - 1]!)) at -= 1
  return comma - at >= limit ? null : at
}

// An opened bracket is closed, a closed one opened; what stands wholly inside 《》 takes the marks along.
function balanced(body: string, { start, end }: Interval): Interval {
  let from = start
  let to = end
  for (const [open, close] of Object.entries(PAIRS)) {
    let depth = 0
    let lowest = 0
    for (let i = from; i < to; i += 1) {
      if (body[i] === open) depth += 1
      else if (body[i] === close) lowest = Math.min(lowest, (depth -= 1))
    }
    if (lowest < 0) {
      const at = body.lastIndexOf(open, from)
      if (at !== -1 && from - at <= REACH) from = at
    }
    if (depth - lowest > 0) {
      const at = body.indexOf(close, to)
      if (at !== -1 && at - to <= REACH) to = at + 1
    }
    if (open === '《' && body[from - 1] === open && body[to] === close) {
      from -= 1
      to += 1
    }
  }
  return { start: from, end: to }
}

// Candidate answers by rule, where no model marks them: what of a text is of the kind that the question asks for. Pure.
import { quantities, type Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import { clauseAround, comparable, searchTerms, sentences, type Interval } from '../text.ts'
import {
  BEARER,
  CAUSE,
  DEFINED,
  ENUMERATION,
  LOCATED,
  matches,
  names,
  PERSON,
  PLACE,
  QUOTED,
} from './names.ts'

/** A candidate, with what is to be read to judge it. */
export interface TypedSpan extends Interval {
  /** How much speaks for it within its text by the rules alone, −1 to 4; tells apart those of one clause. */
  weight: number
  /** From the beginning of its sentence to the end of its clause: its subject stands in there mostly. */
  context: Interval
}

/** Candidates of one text. */
const MOST_SPANS = 12
/** Characters before and behind a span in which stands what it is of: “总投资35.6亿元”, “12个项目”. */
const NEAR = 20
const NEAR_AFTER = 8
const BEHIND = /^[^，、。；,;\n]+/u
/** Characters of a context: what a re-ranker takes in, and a bound for texts without stops. */
const CONTEXT = 300

/**
 * What may answer the question, most of its terms around it first; all lie within `body`, each place once. Linear in the
 * length of the text.
 */
export function typedSpans(question: Question, body: string): TypedSpan[] {
  const terms = new Set(question.terms)
  const cut = sentences(body)
  const clauses = clausesOf(body, cut)
  const shares = new Map<string, number>()
  const shareOf = ({ start, end }: Interval): number => {
    const key = `${start}-${end}`
    const known = shares.get(key)
    if (known !== undefined) return known
    const found = share(terms, body.slice(start, end))
    shares.set(key, found)
    return found
  }
  const seen = new Set<string>()
  const figures = quantities(body)
  const befores = new Map(figures.map(({ start }, i) => [start, figures[i - 1]?.end ?? 0]))
  const bounds = (span: Interval): Interval => ({
    start: Math.max(span.start - NEAR, befores.get(span.start) ?? 0, holding(cut, span.start)?.start ?? 0),
    end: span.end + (BEHIND.exec(body.slice(span.end, span.end + NEAR_AFTER))?.[0].length ?? 0),
  })
  return ofType(question, body, clauses, figures)
    .filter(
      ({ start, end }) => /[\p{L}\p{N}]/u.test(body.slice(start, end)) && isNew(seen, `${start}-${end}`),
    )
    .map((span, order) => {
      const clause = within(span, holding(clauses, span.start) ?? span)
      const { start } = holding(cut, span.start) ?? clause
      const context = { start: Math.max(start, clause.end - CONTEXT), end: clause.end }
      context.start = Math.min(context.start, span.start)
      const weight =
        shareOf(clause) +
        shareOf(context) +
        shareOf(bounds(span)) +
        (span.fits === true ? 1 : 0) -
        repeated(terms, body.slice(span.start, span.end))
      return { span: { start: span.start, end: span.end, context, weight }, order, weight }
    })
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
    .slice(0, MOST_SPANS)
    .map(({ span }) => span)
}

// --- Internal helpers ---

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

// A clause as far as it is near its span.
function within(span: Interval, clause: Interval): Interval {
  return {
    start: Math.min(span.start, Math.max(clause.start, span.start - CONTEXT)),
    end: Math.max(span.end, Math.min(clause.end, span.start + CONTEXT)),
  }
}

// Of intervals in order, the one that holds a place.
function holding(intervals: readonly Interval[], at: number): Interval | undefined {
  let [low, high] = [0, intervals.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (intervals[middle]!.end <= at) low = middle + 1
    else high = middle
  }
  const found = intervals[low]
  return found !== undefined && found.start <= at ? found : undefined
}

function share(terms: ReadonlySet<string>, text: string): number {
  const held = new Set(searchTerms(text))
  let count = 0
  for (const term of terms) if (held.has(term)) count += 1
  return count / Math.max(1, terms.size)
}

// Share of its terms that the question says itself.
function repeated(terms: ReadonlySet<string>, text: string): number {
  const own = searchTerms(text)
  return own.length === 0 ? 0 : own.filter((term) => terms.has(term)).length / own.length
}

function clausesOf(body: string, cut: Interval[]): Interval[] {
  return cut.flatMap((sentence) => {
    const clauses: Interval[] = []
    for (let at = sentence.start; at < sentence.end;) {
      const clause = clauseAround(body, { start: at, end: at })
      const end = Math.min(clause.end, sentence.end)
      if (end > at) clauses.push({ start: at, end })
      at = Math.max(end, at) + 1
    }
    return clauses
  })
}

/** What a rule marks; `fits`: it has the very unit that is asked for. */
type Marked = Interval & { fits?: boolean }

function ofType(question: Question, body: string, clauses: Interval[], all: Quantity[]): Marked[] {
  if (CONTACT.test(question.plain)) return orElse(matches(body, NUMBERED), () => names(body))
  switch (question.type) {
    case 'number':
      return figuresFor(question, all)
    case 'date':
      return orElse(
        all.filter(({ kind }) => kind === 'date').map((date) => wholeDate(body, date)),
        () => all.filter(({ kind }) => kind === 'duration'),
      )
    case 'person':
      // “谁投的” may be a company: only an office tells that a person is asked for.
      return BEARER.test(question.plain)
        ? orElse(matches(body, PERSON), () => names(body))
        : [...matches(body, PERSON), ...names(body)]
    case 'place':
      return [...matches(body, PLACE), ...matches(body, LOCATED), ...names(body)]
    case 'entity':
      return names(body)
    case 'list':
      return orElse([...matches(body, ENUMERATION), ...names(body)], () => figuresFor(question, all))
    case 'reason':
      return orElse(
        clauses.filter(({ start, end }) => CAUSE.test(body.slice(start, end))),
        () => clauses,
      )
    case 'yesno':
      return clauses
    case 'what':
      return question.kinds.length > 0
        ? figuresFor(question, all)
        : [
            ...matches(body, QUOTED),
            ...matches(body, DEFINED),
            ...names(body),
            ...restOf(question, body, clauses),
          ]
  }
}

function orElse(found: Interval[], other: () => Interval[]): Interval[] {
  return found.length > 0 ? found : other()
}

// Of the kind and unit that are asked for, else of the kind, else all that are no dates.
function figuresFor({ plain, kinds, unit }: Question, all: Quantity[]): Marked[] {
  const ofKind = all.filter(({ kind }) => kinds.includes(kind))
  // “多少GW”: a unit that the question writes out need not be one that it is read for.
  const written = /多少([A-Za-z]{1,4}|\p{Script=Han}{1,3})/u.exec(plain)?.[1] ?? ''
  const fits = (q: Quantity): boolean =>
    q.unit !== '' && ((unit !== null && q.unit.includes(unit)) || written.startsWith(q.unit))
  const some = ofKind.length > 0 ? ofKind : all.filter(({ kind }) => kind !== 'date')
  return some.map((q) => ({ start: q.start, end: q.end, fits: fits(q) }))
}

// “2024年底”, “2023年上半年”, “7月下旬”: with the part of the time that stands behind.
function wholeDate(body: string, { start, end }: Interval): Interval {
  const after = /^(?:年?[底末初]|年中|[上下]半年|第?[一二三四]季度|[上中下]旬)/u.exec(
    body.slice(end, end + 4),
  )
  return { start, end: end + (after?.[0].length ?? 0) }
}

/** What is reached by a number or an address. */
const CONTACT = /电话|热线|号码|传真|邮箱|网址|网站地址|联系方式|文号|代码/u
const NUMBERED =
  /[\p{Script=Han}]{0,8}[〔[（(](?:19|20)\d{2}[〕\]）)]\d{1,5}号|\d{3,4}[-—]\d{3,8}(?:[-—]\d{2,6})?|(?<!\d)\d{5,12}(?:\.[A-Z]{2})?(?!\d)|[\w.+-]{1,40}@[\w.-]{3,60}|(?:https?:\/\/|www\.)[\w./-]{3,80}/gu

// The clause without what the question says itself at its ends.
function restOf(question: Question, body: string, clauses: Interval[]): Interval[] {
  const asked = comparable(question.plain)
  return clauses.map(({ start, end }) => {
    let from = start
    const most = Math.min(end - 2, start + 40)
    while (from < most && asked.includes(comparable(body.slice(start, from + 1)))) from += 1
    return from - start >= 2 ? { start: from, end } : { start, end }
  })
}

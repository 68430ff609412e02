// From found places to the items of a list: the same thing once with all its places, in a stated order, with citations
// and notes. Pure.
import type { ArticleMeta } from '../article.ts'
import type { Answer, Citation } from '../contract.ts'
import { label } from '../labels.ts'
import type { Language } from '../language.ts'
import { comparable, type Interval } from '../text.ts'
import type { ReadPassage } from './candidates.ts'
import { cited, wirePeriod } from './cite.ts'
import { factIn } from './fact-period.ts'
import type { ListRequest } from './gather-request.ts'

/** A place in a passage that names an item. Intervals lie within `source.passage.text`. */
export interface Found {
  source: ReadPassage & { same_story: ArticleMeta[] }
  /** The item as it stands there. */
  span: Interval
  /** The sentences to quote, which hold `span` and the amount. */
  quote: Interval
  amount: (Interval & { value: number; unit: string }) | null
  probability: number
  /** The enumeration that the item was cut from. */
  unit: Interval
}

export interface Group {
  name: string
  key: string
  /** As the source prints it; null when no place gives one. */
  amount: string | null
  value: number | null
  unit: string
  probability: number
  /** Newest date of its places; '' when none is known. */
  date: string
  /** Best first, one for each story, at most `MAX_PLACES`. */
  found: Found[]
}

const MAX_PLACES = 3
const MAX_ITEMS = 12
/** Words at the end of a name that one article writes and another leaves out. */
const OPTIONAL_TAIL = /(?:一期|二期)?(?:项目|工程|基地|有限公司|股份有限公司|公司|集团|[省市县区]){1,9}$/u

/** One group for each thing: equal names, a name within another, or the same amount in the same story. */
export function merge(all: Found[]): Group[] {
  const groups: Group[] = []
  for (const found of all) {
    const { source, span, amount } = found
    const text = source.passage.text
    const name = text.slice(span.start, span.end)
    const key = keyOf(name)
    const known = groups.find((group) => isSame(group, key, found))
    if (known === undefined) {
      groups.push({
        name,
        key,
        amount: amount === null ? null : text.slice(amount.start, amount.end),
        value: amount?.value ?? null,
        unit: amount?.unit ?? '',
        probability: found.probability,
        date: source.article.published_at ?? '',
        found: [found],
      })
      continue
    }
    known.probability = Math.max(known.probability, found.probability)
    const stories = known.found.map((other) => other.source.article.story_id)
    if (known.found.length < MAX_PLACES && !stories.includes(source.article.story_id)) {
      known.found.push(found)
      if ((source.article.published_at ?? '') > known.date) known.date = source.article.published_at!
    }
  }
  return groups
}

function keyOf(name: string): string {
  const plain = comparable(name).replace(/[“”"'‘’《》]/gu, '')
  const short = plain.replace(OPTIONAL_TAIL, '')
  return short.length >= 2 ? short : plain
}

function isSame(group: Group, key: string, { amount, source }: Found): boolean {
  if (group.key === key) return true
  const [short, long] = group.key.length < key.length ? [group.key, key] : [key, group.key]
  const differ = amount !== null && group.value !== null && amount.value !== group.value
  if (short.length >= 2 && long.includes(short)) return !differ
  // A re-written report may shorten a name in its middle, but not change what it costs.
  const together = group.found.some((other) => other.source.article.story_id === source.article.story_id)
  const alike = amount !== null && amount.value === group.value && amount.unit === group.unit
  return together && alike && group.found.every((other) => other.source.article.id !== source.article.id)
}

/** By amount where that is asked for, largest first and each currency apart; else newest first; else as in the text. */
export function ordered(groups: Group[], { byAmount }: Pick<ListRequest, 'byAmount'>): Group[] {
  const by = byAmount && groups.some(({ value }) => value !== null)
  return groups.toSorted((a, b) => {
    if (by && a.unit !== b.unit) return rankOf(a.unit) - rankOf(b.unit) || (a.unit < b.unit ? -1 : 1)
    if (by) return (b.value ?? 0) - (a.value ?? 0)
    return a.date === b.date ? 0 : a.date > b.date ? -1 : 1
  })
}

function rankOf(unit: string): number {
  return ['元', '美元', '欧元', '港元'].indexOf(unit) + 1 || 9
}

/** The reply of an ordered list. `confidence`: probability, 0–1, that its items are right. */
export function compose(
  all: Group[],
  { byAmount, range }: Pick<ListRequest, 'byAmount' | 'range'>,
  confidence: number,
  language: Language,
): Pick<Answer, 'answer' | 'text' | 'confidence' | 'notes' | 'citations' | 'items'> {
  const groups = all.slice(0, MAX_ITEMS)
  const withAmount = byAmount && groups.some(({ value }) => value !== null)
  const { text, citations, indexOf } = quoted(groups)
  const items = groups.map((group) => ({
    answer: withAmount && group.amount !== null ? `${group.name}（${group.amount}）` : group.name,
    citations: [...new Set(group.found.map((found) => indexOf(found)))].sort((a, b) => a - b),
  }))
  const order = withAmount
    ? range?.measure.test('投资') === false
      ? 'by_amount'
      : 'by_investment'
    : new Set(groups.map(({ date }) => date)).size > 1
      ? 'by_date'
      : 'as_reported'
  const articles = new Set(citations.map(({ article }) => article.id)).size
  return {
    answer: items
      .map((item) => item.answer)
      .join(items.some((item) => item.answer.includes('、')) ? '；' : '、'),
    text,
    confidence,
    notes: [label('items', language, all.length, groups.length, label(order, language), articles)],
    citations,
    items,
  }
}

// Each quoted stretch once, in the order of the items; the place of the answer in it is its first item.
function quoted(groups: Group[]): {
  text: string
  citations: Citation[]
  indexOf(found: Found): number
} {
  const numbers = new Map<string, number>()
  const citations: Citation[] = []
  let text = ''
  for (const found of groups.flatMap((group) => group.found)) {
    const { source, span, quote, probability } = found
    const { passage, article, same_story } = source
    if (numbers.has(placeOf(found))) continue
    const index = citations.length + 1
    numbers.set(placeOf(found), index)
    if (index > 1) text += '\n'
    const at = text.length
    const words = passage.text.slice(quote.start, quote.end)
    text += `${words}[${index}]`
    citations.push({
      index,
      article: cited(article, same_story),
      start: passage.start + quote.start,
      end: passage.start + quote.end,
      quote: words,
      answer_start: passage.start + span.start,
      answer_end: passage.start + span.end,
      in_text: { start: at, end: at + words.length },
      score: probability,
      period: wirePeriod(factIn(source.passage, span, source.article.published_at)),
    })
  }
  return { text, citations, indexOf: (found) => numbers.get(placeOf(found))! }
}

function placeOf({ source, quote }: Found): string {
  return `${source.passage.id}:${quote.start}:${quote.end}`
}

// An overview: the newest articles, each with the sentence that says most of it. Pure; every item is a cited sentence.
import { label } from '../labels.ts'
import type { Question } from '../question.ts'
import type { ArticleMeta, StoredPassage } from '../article.ts'
import type { Citation } from '../contract.ts'
import { comparable, sentences, type Interval } from '../text.ts'
import type { Outcome } from './answer.ts'
import { cited } from './cite.ts'
import { ageNotes } from './notes.ts'

interface Item {
  article: ArticleMeta
  passage: StoredPassage
  same_story: ArticleMeta[]
}

/** Items shown. */
export const SHOWN = 5
/** Characters of a sentence that is easily read; a longer one is taken only when none of the first few is shorter. */
const READABLE = 120
const SHORTEST = 14
const LOOKED_AT = 4

/** The overview of some articles about a subject ('' for any), in their order; `total` of them there are at least. */
export function overview(
  question: Question,
  subject: string,
  askedAt: string,
  items: Item[],
  total: number,
): Outcome {
  let text = ''
  const citations = items.map(({ article, passage, same_story }, i): Citation => {
    const { start, end } = leadSentence(passage.text, article.title, subject)
    const quote = passage.text.slice(start, end)
    if (i > 0) text += '\n'
    const at = text.length
    text += `${quote}[${i + 1}]`
    const place = { start: passage.start + start, end: passage.start + end }
    return {
      index: i + 1,
      article: cited(article, same_story),
      ...place,
      quote,
      answer_start: place.start,
      answer_end: place.end,
      in_text: { start: at, end: at + quote.length },
      score: 1,
      period: null,
    }
  })
  return {
    outcome: 'answered',
    answer: citations[0]!.quote,
    text,
    confidence: 1,
    notes: [label('overview', question.language, total), ...ageNotes(question, citations, askedAt)],
    citations,
    items: citations.map(({ quote, index }) => ({ answer: quote, citations: [index] })),
    alternatives: [],
    refusal: null,
  }
}

/**
 * The sentence of an article's beginning that tells it: one that names the subject before one that does not, one that is
 * soon read before a long one, an earlier before a later; not its headline and no by-line.
 */
export function leadSentence(text: string, title: string, subject = ''): Interval {
  const all = sentences(text)
  const head = comparable(title)
  const name = comparable(subject)
  const telling = all.filter(({ start, end }) => {
    const own = comparable(text.slice(start, end))
    return own.length >= SHORTEST && own !== head && !/^[（(].{0,20}[）)]$/u.test(own)
  })
  const score = ({ start, end }: Interval): number =>
    (name !== '' && comparable(text.slice(start, end)).includes(name) ? 2 : 0) +
    (end - start <= READABLE ? 1 : 0)
  return (
    telling.slice(0, LOOKED_AT).toSorted((a, b) => score(b) - score(a))[0] ??
    all[0] ?? { start: 0, end: text.length }
  )
}

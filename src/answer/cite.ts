// Citations: exact characters of a stored text, checked here and nowhere trusted. Pure.
import type { Article, ArticleMeta } from '../article.ts'
import type { Citation, CitedArticle } from '../contract.ts'
import { figures } from '../quantity.ts'
import type { Candidate } from './candidates.ts'
import type { FactPeriod } from './fact-period.ts'

/** An article as it is named in a reply. */
export function cited(article: ArticleMeta, sameStory: ArticleMeta[]): CitedArticle {
  const { id, revision, title, published_at, source, zone, region, url } = article
  return {
    id, revision, title, published_at, source, zone, region, url,
    same_story: sameStory.map((other) => ({
      id: other.id, title: other.title, published_at: other.published_at, source: other.source, url: other.url,
    })),
  } // prettier-ignore
}

/** The display text of some candidates' sentences, each followed by its mark [n], and the citations into it. */
export function quoteAll(
  sides: { candidate: Candidate; score: number; sameStory: ArticleMeta[] }[],
  withAnswer: boolean,
): { text: string; citations: Citation[] } {
  let text = ''
  const citations = sides.map(({ candidate, score, sameStory }, i): Citation => {
    const { passage, article } = candidate.source
    const { sentence, span } = candidate
    const quote = passage.text.slice(sentence.start, sentence.end)
    if (i > 0) text += '\n'
    const at = text.length
    text += `${quote}[${i + 1}]`
    return {
      index: i + 1,
      article: cited(article, sameStory),
      start: passage.start + sentence.start,
      end: passage.start + sentence.end,
      quote,
      answer_start: withAnswer ? passage.start + span.start : null,
      answer_end: withAnswer ? passage.start + span.end : null,
      in_text: { start: at, end: at + quote.length },
      score,
      period: wirePeriod(candidate.fact),
    }
  })
  return { text, citations }
}

/** The time a fact speaks of as a reply tells it; null when its year is not known. */
export function wirePeriod(fact: FactPeriod | null): Citation['period'] {
  if (fact === null || fact.period.year === null) return null
  const { year, from, until, to } = fact.period
  return { from: wireMonth(year!, from), to: wireMonth(until!, to), said: fact.from !== 'date' }
}

function wireMonth(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

/** Whether every figure of an answer stands in one of the quotes: the product's promise, checked on every reply. */
export function figuresCited(answer: string, citations: Citation[]): boolean {
  const held = new Set(citations.flatMap((citation) => figures(citation.quote)))
  return figures(answer).every((figure) => held.has(figure))
}

/** Whether a citation is what the stored article says, to the character. */
export function isExact(citation: Citation, article: Article): boolean {
  return (
    article.revision === citation.article.revision &&
    article.text.slice(citation.start, citation.end) === citation.quote
  )
}

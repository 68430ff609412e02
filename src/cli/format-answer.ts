// An answer as a person reads it on a terminal. Pure.
import type { Answer, Citation, CitedArticle, Nearest } from '../contract.ts'
import { label } from '../labels.ts'
import { languageOf, type Language } from '../language.ts'
import { oneLine, type Styles } from './terminal.ts'

/** The whole text for an answer, ending in a line break. */
export function formatAnswer(answer: Answer, styles: Styles): string {
  const language = languageOf(answer.question)
  const lines =
    answer.refusal === null ? answered(answer, styles, language) : refused(answer, styles, language)
  return `${lines.join('\n')}\n`
}

/** “title · source · zone · date”, without what is not known. */
export function articleLine({ title, source, zone, published_at }: CitedArticle): string {
  const parts = [title, source, zone, published_at].filter((part) => part !== null)
  return parts.map(oneLine).join(' · ')
}

function answered(answer: Answer, styles: Styles, language: Language): string[] {
  const conflicting = answer.outcome === 'conflicting'
  return [
    ...(conflicting ? [label('conflicting', language)] : []),
    styles.bold(oneLine(answer.answer ?? '')),
    ...answer.citations.flatMap((citation) => cited(citation, styles, language)),
    ...(conflicting
      ? answer.alternatives.flatMap((other) => [
          '',
          styles.bold(oneLine(other.answer)),
          ...other.citations.flatMap((citation) => cited(citation, styles, language)),
        ])
      : []),
    '',
    ...answer.notes.map((note) => label('note', language, oneLine(note))),
    styles.dim(label('confidence', language, percent(answer.confidence))),
  ]
}

function refused({ refusal, notes }: Answer, styles: Styles, language: Language): string[] {
  const nearest = refusal?.nearest ?? []
  return [
    styles.bold(oneLine(refusal?.message ?? '')),
    ...notes.map((note) => label('note', language, oneLine(note))),
    ...(nearest.length > 0 ? ['', label('nearest', language)] : []),
    ...nearest.flatMap((near) => nearby(near, styles, language)),
  ]
}

function cited(citation: Citation, styles: Styles, language: Language): string[] {
  return [
    '',
    `[${citation.index}] ${marked(citation, styles)}`,
    ...source(citation.article, styles, language),
  ]
}

function nearby({ article, quote }: Nearest, styles: Styles, language: Language): string[] {
  return [`  “${oneLine(quote)}”`, ...source(article, styles, language)]
}

function source(article: CitedArticle, styles: Styles, language: Language): string[] {
  return [
    `    ${styles.dim(articleLine(article))}`,
    ...(article.url === null ? [] : [`    ${styles.dim(oneLine(article.url))}`]),
    ...article.same_story.map((other) => {
      const from = [other.title, other.source, other.published_at].filter((part) => part !== null)
      return `    ${styles.dim(label('same_story', language, from.map(oneLine).join(' · ')))}`
    }),
  ]
}

// The quote with the place of the answer marked; for yes/no there is none.
function marked({ quote, start, answer_start, answer_end }: Citation, styles: Styles): string {
  if (answer_start === null || answer_end === null) return `“${oneLine(quote)}”`
  const from = answer_start - start
  const to = answer_end - start
  // The answer may stand outside the quote, in a heading for one.
  if (from < 0 || to > quote.length) return `“${oneLine(quote)}”`
  const [before, place, after] = [quote.slice(0, from), quote.slice(from, to), quote.slice(to)]
  return `“${oneLine(before)}${styles.mark(oneLine(place))}${oneLine(after)}”`
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

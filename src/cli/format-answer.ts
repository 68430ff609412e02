// An answer as a person reads it on a terminal. Pure.
import type { Answer, Citation, CitedArticle, Nearest } from '../contract.ts'
import { oneLine, type Styles } from './terminal.ts'

/** The whole text for an answer, ending in a line break. */
export function formatAnswer(answer: Answer, styles: Styles): string {
  const lines = answer.refusal === null ? answered(answer, styles) : refused(answer, styles)
  return `${lines.join('\n')}\n`
}

/** “title · source · zone · date”, without what is not known. */
export function articleLine({ title, source, zone, published_at }: CitedArticle): string {
  const parts = [title, source, zone, published_at].filter((part) => part !== null)
  return parts.map(oneLine).join(' · ')
}

function answered(answer: Answer, styles: Styles): string[] {
  const conflicting = answer.outcome === 'conflicting'
  return [
    ...(conflicting ? ['报道不一致：'] : []),
    styles.bold(oneLine(answer.answer ?? '')),
    ...answer.citations.flatMap((citation) => cited(citation, styles)),
    ...(conflicting
      ? answer.alternatives.flatMap((other) => [
          '',
          styles.bold(oneLine(other.answer)),
          ...other.citations.flatMap((citation) => cited(citation, styles)),
        ])
      : []),
    '',
    ...answer.notes.map((note) => `注：${oneLine(note)}`),
    styles.dim(`可信度 ${percent(answer.confidence)}`),
  ]
}

function refused({ refusal, notes }: Answer, styles: Styles): string[] {
  const nearest = refusal?.nearest ?? []
  return [
    styles.bold(oneLine(refusal?.message ?? '')),
    ...notes.map((note) => `注：${oneLine(note)}`),
    ...(nearest.length > 0 ? ['', '最接近的报道：'] : []),
    ...nearest.flatMap((near) => nearby(near, styles)),
  ]
}

function cited(citation: Citation, styles: Styles): string[] {
  return ['', `[${citation.index}] ${marked(citation, styles)}`, ...source(citation.article, styles)]
}

function nearby({ article, quote }: Nearest, styles: Styles): string[] {
  return [`  “${oneLine(quote)}”`, ...source(article, styles)]
}

function source(article: CitedArticle, styles: Styles): string[] {
  return [
    `    ${styles.dim(articleLine(article))}`,
    ...(article.url === null ? [] : [`    ${styles.dim(oneLine(article.url))}`]),
    ...article.same_story.map((other) => {
      const from = [other.title, other.source, other.published_at].filter((part) => part !== null)
      return `    ${styles.dim(`同一报道：${from.map(oneLine).join(' · ')}`)}`
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

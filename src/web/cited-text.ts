// An answer as plain text with where it is from, for pasting into a report. Pure.
import type { Answer } from '../contract.ts'
import { articleAddress } from './article-address.ts'
import { originalAddress } from './text-fragment.ts'
import { chatWords } from './words/chat.ts'
import type { Language } from '../language.ts'

/** Sources that are copied along at most: a list may have 30. */
const MOST = 30

/** The answer, then each quote with title, source, date and address. `origin`: of this server, for articles without one. */
export function citedText(answer: Answer, language: Language, origin: string): string {
  const words = chatWords(language)
  const body =
    answer.items.length > 1
      ? answer.items.map((item, i) => `${i + 1}. ${item.answer}${marks(item.citations)}`).join('\n')
      : answer.phrased_by !== null
        ? answer.text
        : answer.answer
  const sources = answer.citations.slice(0, MOST).map((citation) => {
    const { article, quote, index } = citation
    const from = [`《${article.title}》`, article.source, article.published_at].filter((it) => it !== null)
    const address = originalAddress(article.url) ?? articleAddress(article, citation, origin)
    return `[${index}] ${words.quoted(quote)}\n${from.join(words.comma)}\n${address}`
  })
  return [answer.question, body ?? answer.text, ...sources].join('\n\n')
}

function marks(indexes: number[]): string {
  return indexes.map((index) => `[${index}]`).join('')
}

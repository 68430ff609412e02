// A pinned answer as a form holds it, and as the API takes it.
import { hex } from '../../../bytes.ts'
import type { Pin } from '../../../answer-contract.ts'
import type { ApiError } from '../api.ts'
import { faultsIn, linesOf, wrong } from '../desk/check.ts'
import { dateTime } from '../parts/time.tsx'
import type { Cited } from './cite.tsx'
import { words } from './words.ts'

type Values = Readonly<Record<string, string>>

const MOST_WORDINGS = 50
const MOST_QUOTED = 2000
const LISTS = ['similar', 'negative'] as const

/** What is wrong with the form; null: nothing that can be seen here. */
export function faultOf(values: Values, cited: Cited | null): ApiError | null {
  const rules = faultsIn(values, [
    { name: 'question', label: words.question, needed: true, most: 500 },
    { name: 'answer', label: words.answer, needed: true, most: 2000 },
    { name: 'author', label: words.author, most: 100 },
  ])
  const more: { field: string; message: string }[] = LISTS.flatMap((name) => {
    const lines = linesOf(values[name])
    return lines.length > MOST_WORDINGS
      ? [{ field: name, message: words.tooMany(words[name], MOST_WORDINGS, lines.length) }]
      : []
  })
  if (cited === null && values['author'] === undefined)
    more.push({ field: 'author', message: words.needsGround })
  if (cited !== null && cited.quote.length > MOST_QUOTED)
    more.push({ field: 'citation', message: words.quoteTooLong(MOST_QUOTED, cited.quote.length) })
  return wrong([...(rules?.fields ?? []), ...more])
}

/** What is sent. */
export function bodyOf(values: Values, cited: Cited | null, enabled: boolean): object {
  const { question, answer, author, expires } = values
  return {
    question,
    answer,
    enabled,
    similar: linesOf(values['similar']),
    negative: linesOf(values['negative']),
    keep_when_changed: values['keep'] !== undefined,
    ...(author === undefined ? {} : { author }),
    // The end of the day where the staff is.
    ...(expires === undefined ? {} : { expires_at: new Date(`${expires}T23:59:59`).toISOString() }),
    ...(cited === null ? {} : { citation: citationOf(cited) }),
  }
}

/** The same pin as it can be put again, such as to take back a change. `changes`: what is to be otherwise. */
export function sameAgain(pin: Pin, changes: Partial<Pin> = {}): object {
  const { question, similar, negative, answer, enabled, keep_when_changed, citation, author, expires_at } = {
    ...pin,
    ...changes,
  }
  return {
    question,
    similar,
    negative,
    answer,
    enabled,
    keep_when_changed,
    ...(author === null ? {} : { author }),
    ...(expires_at === null ? {} : { expires_at }),
    ...(citation === null
      ? {}
      : {
          citation: {
            article_id: citation.article_id,
            revision: citation.revision,
            start: citation.start,
            end: citation.end,
          },
        }),
  }
}

/** The day that a pin ends with, for a field; empty: none. */
export function lastDay({ expires_at }: Pin): string {
  return expires_at === null ? '' : dateTime(expires_at).slice(0, 10)
}

/** What the API said, in the words of the page where it often says so. */
export function inOwnWords(error: ApiError): ApiError {
  const figure = error.fields.find(({ field }) => field === 'answer')?.message
  const lacking = /^the quote does not hold the figure (.{1,60}); /.exec(figure ?? '')?.[1]
  if (lacking !== undefined) return wrong([{ field: 'answer', message: words.lacksFigure(lacking) }])!
  return error
}

/** An id for a new pin. Not from `randomUUID`, which browsers keep from pages by plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  return `pin-${hex(bytes)}`
}

// --- Internal helpers ---

function citationOf({ article: { id, revision }, start, end }: Cited): object {
  return { article_id: id, revision, start, end }
}

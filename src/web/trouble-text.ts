// What went wrong, in the reader's words. Pure.
import type { Language } from '../language.ts'
import type { Trouble } from './turn.ts'
import { chatWords } from './words/chat.ts'

/** Characters a question may have. */
export const MOST_ASKED = 500

/** One sentence: what happened and what to do. */
export function troubleText(
  { code, status, retryAfter }: Trouble,
  question: string,
  language: Language,
): string {
  const words = chatWords(language)
  const { length } = question.trim()
  if (length > MOST_ASKED) return words.tooLong(MOST_ASKED, length)
  if (code === 'interrupted') return words.interrupted
  // So long one waits only for a new day.
  if (status === 429 && (retryAfter ?? 0) > 1800) return words.usedUp(retryAfter ?? 0)
  if (status === 429) return words.limited(retryAfter)
  if (code === 'overloaded') return words.overloaded
  if (status === 401 || status === 403) return words.closed
  if (status === 422 || status === 400) return words.invalid
  if (code === 'unreachable' || status === 503) return words.unreachable
  return words.failed
}

/** Whether asking the same again may help. */
export function mayHelp({ status }: Trouble): boolean {
  return ![400, 401, 403, 404, 413, 422].includes(status)
}

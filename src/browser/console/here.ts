// What the page tells its script: the language, and what the session may do.
import type { Scope } from '../../keys/principal.ts'
import type { Language } from '../../language.ts'
import { consoleWords } from '../../web/words/console.ts'

/** The language of the page; it changes only with the page. */
export const language = document.documentElement.lang as Language

/** The words of the console's frame. A page makes its own likewise: `const words = keyWords(language)`. */
export const words = consoleWords(language)

const state = JSON.parse(document.getElementById('app')?.dataset['state'] ?? '{}') as {
  key?: string
  scopes?: Scope[]
  version?: string | null
}

/** The id of the key of the session. */
export const sessionKey = state.key ?? ''

/** The version of the program; null: the server does not tell. */
export const version = state.version ?? null

/** Whether the session may do this. */
export function may(scope: Scope): boolean {
  return state.scopes?.includes(scope) ?? false
}

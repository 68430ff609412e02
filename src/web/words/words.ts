// The words of the pages in three languages, side by side: simplified Chinese, traditional Chinese, English. Pure.
import type { Language } from '../../language.ts'

type Wording = string | ((...values: never[]) => string)
/** One wording in each language, in the order of `LANGUAGES`. */
type Entry = readonly [Wording, Wording, Wording]

export const LANGUAGES = ['zh-Hans', 'zh-Hant', 'en'] as const satisfies readonly Language[]

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  'zh-Hans': '简体',
  'zh-Hant': '繁體',
  en: 'English',
}

type In<Table extends Record<string, Entry>> = {
  readonly [Name in keyof Table]: Table[Name][0] extends string ? string : Table[Name][0]
}

/** From a table of wordings to the words of one language. */
export function wording<const Table extends Record<string, Entry>>(
  table: Table,
): (language: Language) => In<Table> {
  const made = new Map<Language, In<Table>>()
  return (language) => {
    const known = made.get(language)
    if (known !== undefined) return known
    const at = LANGUAGES.indexOf(language)
    const words = Object.fromEntries(
      Object.entries(table).map(([name, entry]) => [name, entry[at]]),
    ) as In<Table>
    made.set(language, words)
    return words
  }
}

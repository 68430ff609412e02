// How a visitor wants pages to look, kept in one cookie so that the server draws them right at once. Pure.
import type { Language } from '../language.ts'
import { LANGUAGES } from './words/words.ts'

export const THEMES = ['auto', 'light', 'dark'] as const
export const SIZES = ['normal', 'large'] as const

export interface Preferences {
  language: Language
  theme: (typeof THEMES)[number]
  size: (typeof SIZES)[number]
}

/** Its value is `zh-Hans.auto.normal`; `-` stands for a language that was not chosen. */
export const PREFERENCES_COOKIE = 'tw_view'

const CHINESE: readonly [RegExp, Language][] = [
  [/^zh-(?:hant|tw|hk|mo)\b/, 'zh-Hant'],
  [/^zh\b/, 'zh-Hans'],
  [/^en\b/, 'en'],
]

/** Preferences from the cookie's value and the header `Accept-Language`; what is missing or wrong has its default. */
export function readPreferences(cookie: string | undefined, accept: string | undefined): Preferences {
  const [language, theme, size] = (cookie ?? '').split('.')
  return {
    language: oneOf(LANGUAGES, language) ?? accepted(accept) ?? 'zh-Hans',
    theme: oneOf(THEMES, theme) ?? 'auto',
    size: oneOf(SIZES, size) ?? 'normal',
  }
}

/** The cookie's value. */
export function writePreferences({ language, theme, size }: Preferences): string {
  return `${language}.${theme}.${size}`
}

/** The value when it is one of those. */
export function oneOf<const Value extends string>(
  values: readonly Value[],
  given: string | undefined,
): Value | undefined {
  return values.find((value) => value === given)
}

// The first language of the list that there are words for: browsers put the wanted one first.
function accepted(header = ''): Language | undefined {
  for (const part of header.slice(0, 200).toLowerCase().split(',')) {
    const found = CHINESE.find(([pattern]) => pattern.test(part.trim()))
    if (found !== undefined) return found[1]
  }
  return undefined
}

// Which language and script a question is written in. Pure; it reads characters and a few words, not meaning.
import { simplified } from './text.ts'

/** Simplified Chinese, traditional Chinese, English: the languages that labels are written in. */
export type Language = 'zh-Hans' | 'zh-Hant' | 'en'

const HAN = /\p{Script=Han}/gu
// Words that only join or ask, so that a company's English name within a Chinese question does not count.
const ENGLISH_WORD =
  /\b(?:the|of|in|on|at|to|for|from|by|with|is|are|was|were|do|does|did|will|has|have|had|how|what|which|who|where|when|why|per|its|and)\b/gi
// A question in Chinese holds at least one of these; a Chinese name quoted in an English question does not.
const CHINESE_WORD = /[的了吗呢吧是谁哪几怎何啥嗎誰幾]|多少|什么|什麼|为什|為什|请|請/u
// Traditional by the table, yet common in simplified text too: 乾隆, 瞭望, 著名, 藉此, 象徵.
const IN_BOTH = new Set('乾瞭著藉徵於')

/**
 * The language of a question. No Han characters and some letters: English; so is English with Chinese names in it.
 * Traditional: at least one character, and one in ten, that simplified text does not write.
 */
export function languageOf(text: string): Language {
  const han = text.match(HAN) ?? []
  if (han.length === 0) return /\p{Script=Latin}/u.test(text) ? 'en' : 'zh-Hans'
  const english = text.match(ENGLISH_WORD)?.length ?? 0
  if (english > 0 && !CHINESE_WORD.test(text)) return 'en'
  const traditional = han.filter((char) => !IN_BOTH.has(char) && simplified(char) !== char).length
  return traditional > 0 && traditional * 10 >= han.length ? 'zh-Hant' : 'zh-Hans'
}

// The program's own words around an answer, in the language of the question. Answers and quotes are never translated.
// Traditional wordings are written out: converting them while running would load a dictionary of 70 MB for a dozen
// sentences. Pure.
import type { Language } from './language.ts'

type Words<Values extends unknown[]> = Record<Language, (...values: Values) => string>

const words = (hans: string, hant: string, en: string): Words<[]> => ({
  'zh-Hans': () => hans,
  'zh-Hant': () => hant,
  en: () => en,
})

const LABELS = {
  // Refusals.
  not_found: words('收录的新闻里没有说。', '收錄的新聞裡沒有說。', 'The collected news does not say.'),
  no_articles: words(
    '没有符合条件的收录文章。',
    '沒有符合條件的收錄文章。',
    'No collected article meets the filters.',
  ),
  question_unclear: words(
    '看不出问的是什么，请写出名称或事项。',
    '看不出問的是什麼，請寫出名稱或事項。',
    'It is not clear what is asked: please name a thing or a matter.',
  ),
  // Notes.
  differ: words(
    '口径或时间可能不同，请看原文',
    '口徑或時間可能不同，請看原文',
    'Scope or time may differ; please see the originals',
  ),
  /** `day`: YYYY-MM-DD. */
  reported: {
    'zh-Hans': (day: string) => `以下为${day}的报道`,
    'zh-Hant': (day: string) => `以下為${day}的報道`,
    en: (day: string) => `Reported on ${day}`,
  },
  /** `word`: “今年” and the like, as it stands in the question in Chinese; `year`: the year it is read as. */
  relative: {
    'zh-Hans': (word: string, year: number) => `按提问时间，“${word}”是${year}年`,
    'zh-Hant': (word: string, year: number) => `按提問時間，「${word}」是${year}年`,
    en: (_word: string, year: number) => `Counted from when it was asked, the year is ${year}`,
  },
  /** `total`: articles there are at least. */
  overview: {
    'zh-Hans': (total: number) => `按日期由新到旧；共 ${total} 篇相关`,
    'zh-Hant': (total: number) => `按日期由新到舊；共 ${total} 篇相關`,
    en: (total: number) => `Newest first; ${total} related articles`,
  },
  // On the terminal.
  conflicting: words('报道不一致：', '報道不一致：', 'The reports differ:'),
  note: {
    'zh-Hans': (note: string) => `注：${note}`,
    'zh-Hant': (note: string) => `註：${note}`,
    en: (note: string) => `Note: ${note}`,
  },
  /** `share`: “86%”. */
  confidence: {
    'zh-Hans': (share: string) => `可信度 ${share}`,
    'zh-Hant': (share: string) => `可信度 ${share}`,
    en: (share: string) => `Confidence ${share}`,
  },
  nearest: words('最接近的报道：', '最接近的報道：', 'Nearest reports:'),
  same_story: {
    'zh-Hans': (from: string) => `同一报道：${from}`,
    'zh-Hant': (from: string) => `同一報道：${from}`,
    en: (from: string) => `Same story: ${from}`,
  },
} satisfies Record<string, Words<never[]>>

export type Label = keyof typeof LABELS

/** A label in a language, with the values it takes. */
export function label<Key extends Label>(
  key: Key,
  language: Language,
  ...values: Parameters<(typeof LABELS)[Key][Language]>
): string {
  // One key's wordings take the same values, which the compiler does not see through the choice of key.
  const say = LABELS[key][language] as (...values: unknown[]) => string
  return say(...values)
}

/** Keys of all labels, for tests. */
export const labelKeys = Object.keys(LABELS) as Label[]

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

const http = (status: number | null): string => (status === null ? '' : ` (HTTP ${status})`)

const LABELS = {
  // Refusals.
  not_found: words('收录的新闻里没有说。', '收錄的新聞裡沒有說。', 'The collected news does not say.'),
  no_articles: words('还没有收录任何文章。', '還沒有收錄任何文章。', 'No article has been collected yet.'),
  out_of_scope: words(
    '这里只回答收录的投资新闻里写到的事，不闲聊，不作预测，也不提投资建议。',
    '這裡只回答收錄的投資新聞裡寫到的事，不閒聊，不作預測，也不提投資建議。',
    'Only what the collected investment news says is answered here: no small talk, no forecasts, no advice.',
  ),
  /** `names`: of the shards that did not answer. */
  shards_missing: {
    'zh-Hans': (names: string[]) =>
      `一部分新闻暂时查不到（分库 ${names.join('、')} 没有应答），这里只据其余的新闻；请稍后再问。`,
    'zh-Hant': (names: string[]) =>
      `一部分新聞暫時查不到（分庫 ${names.join('、')} 沒有應答），這裡只據其餘的新聞；請稍後再問。`,
    en: (names: string[]) =>
      `Part of the news cannot be searched now (no reply from the shard ${names.join(', ')}): this is from the rest. Ask again later.`,
  },
  question_unclear: words(
    '看不出问的是什么，请写出名称或事项。',
    '看不出問的是什麼，請寫出名稱或事項。',
    'It is not clear what is asked: please name a thing or a matter.',
  ),
  quoted: {
    'zh-Hans': (name: string) => `“${name}”`,
    'zh-Hant': (name: string) => `「${name}」`,
    en: (name: string) => `“${name}”`,
  },
  /** `names`: each quoted. */
  not_mentioned: {
    'zh-Hans': (names: string[]) => `收录的新闻里没有提到${names.join('和')}。`,
    'zh-Hant': (names: string[]) => `收錄的新聞裡沒有提到${names.join('和')}。`,
    en: (names: string[]) => `The collected news does not mention ${names.join(' or ')}.`,
  },
  zones_held: {
    'zh-Hans': (zones: string[]) => `收录的开发区有：${zones.join('、')}。`,
    'zh-Hant': (zones: string[]) => `收錄的開發區有：${zones.join('、')}。`,
    en: (zones: string[]) => `Zones in the news: ${zones.join(', ')}.`,
  },
  // Filters, as nouns.
  zone: words('开发区', '開發區', 'zone'),
  region: words('地区', '地區', 'region'),
  source: words('来源', '來源', 'source'),
  published: words('日期', '日期', 'date'),
  article_ids: words('文章', '文章', 'article'),
  // Conditions that articles must meet. `noun`: a filter's.
  is: {
    'zh-Hans': (noun: string, value: string) => `${noun}为“${value}”`,
    'zh-Hant': (noun: string, value: string) => `${noun}為「${value}」`,
    en: (noun: string, value: string) => `${noun} “${value}”`,
  },
  among: {
    'zh-Hans': (count: number) => `在指定的 ${count} 篇之中`,
    'zh-Hant': (count: number) => `在指定的 ${count} 篇之中`,
    en: (count: number) => `among the ${count} given`,
  },
  dated: {
    'zh-Hans': (from: string | null, to: string | null) =>
      from === null
        ? `日期在 ${to} 及以前`
        : to === null
          ? `日期在 ${from} 及以后`
          : `日期在 ${from} 至 ${to}`,
    'zh-Hant': (from: string | null, to: string | null) =>
      from === null
        ? `日期在 ${to} 及以前`
        : to === null
          ? `日期在 ${from} 及以後`
          : `日期在 ${from} 至 ${to}`,
    en: (from: string | null, to: string | null) =>
      from === null ? `until ${to}` : to === null ? `from ${from} on` : `from ${from} to ${to}`,
  },
  no_such: {
    'zh-Hans': (conditions: string[]) =>
      conditions.length === 1
        ? `没有${conditions[0]}的收录文章。`
        : `没有同时符合这些条件的收录文章：${conditions.join('，')}。`,
    'zh-Hant': (conditions: string[]) =>
      conditions.length === 1
        ? `沒有${conditions[0]}的收錄文章。`
        : `沒有同時符合這些條件的收錄文章：${conditions.join('，')}。`,
    en: (conditions: string[]) => `No collected article meets: ${conditions.join('; ')}.`,
  },
  /** How many articles there are without one filter; more than `most` were not counted. */
  without: {
    'zh-Hans': (noun: string, count: number, most: number) =>
      `不限${noun}有 ${count > most ? `${most} 多` : count} 篇`,
    'zh-Hant': (noun: string, count: number, most: number) =>
      `不限${noun}有 ${count > most ? `${most} 多` : count} 篇`,
    en: (noun: string, count: number, most: number) =>
      `with any ${noun} there are ${count > most ? `over ${most}` : count}`,
  },
  instead: {
    'zh-Hans': (counts: string[]) => `${counts.join('，')}。`,
    'zh-Hant': (counts: string[]) => `${counts.join('，')}。`,
    en: (counts: string[]) => `But ${counts.join(', ')}.`,
  },
  none_without: words(
    '去掉其中任何一个条件也没有。',
    '去掉其中任何一個條件也沒有。',
    'Leaving out any one of these does not help.',
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
  corrected: words(
    '同一来源后来作了更正，以较新的报道为准',
    '同一來源後來作了更正，以較新的報道為準',
    'The same source corrected itself later; the newer report counts',
  ),
  /**
   * `word`: “今年” and the like, as it stands in the question in Chinese; `asked`: the period it is read as; `said`: the
   * one the text speaks of.
   */
  relative: {
    'zh-Hans': (word: string, asked: string, said: string) =>
      `按提问时间，“${word}”是${asked}；文中说的是${said}`,
    'zh-Hant': (word: string, asked: string, said: string) =>
      `按提問時間，「${word}」是${asked}；文中說的是${said}`,
    en: (_word: string, asked: string, said: string) =>
      `Counted from when it was asked, the period is ${asked}; the text speaks of ${said}`,
  },
  narrower: {
    'zh-Hans': (asked: string, said: string) => `问的是${asked}；文中是${said}的数据`,
    'zh-Hant': (asked: string, said: string) => `問的是${asked}；文中是${said}的數據`,
    en: (asked: string, said: string) => `The question is about ${asked}; the figure is for ${said}`,
  },
  undated: {
    'zh-Hans': (word: string) => `报道没有注明日期，文中的“${word}”是哪一年请看原文`,
    'zh-Hant': (word: string) => `報道沒有註明日期，文中的「${word}」是哪一年請看原文`,
    en: () => 'The report bears no date; which year it speaks of is to be seen in the original',
  },
  /** `found` items, of which `shown` are listed, out of so many `articles`. */
  items: {
    'zh-Hans': (found: number, shown: number, order: string, articles: number) =>
      `${found > shown ? `找到${found}项，列出${shown}项` : `${found}项`}，${order}；出自${articles}篇报道，可能不全`,
    'zh-Hant': (found: number, shown: number, order: string, articles: number) =>
      `${found > shown ? `找到${found}項，列出${shown}項` : `${found}項`}，${order}；出自${articles}篇報道，可能不全`,
    en: (found: number, shown: number, order: string, articles: number) =>
      `${found > shown ? `${shown} of ${found}` : found} items, ${order}; from ${articles} articles, perhaps not complete`,
  },
  by_investment: words('按投资额由大到小', '按投資額由大到小', 'largest investment first'),
  by_amount: words('按金额由大到小', '按金額由大到小', 'largest amount first'),
  by_date: words('按报道日期由新到旧', '按報道日期由新到舊', 'newest report first'),
  as_reported: words('按报道中的次序', '按報道中的次序', 'in the order of the report'),
  /** `total`: articles there are at least. */
  overview: {
    'zh-Hans': (total: number) => `按日期由新到旧；共 ${total} 篇相关`,
    'zh-Hant': (total: number) => `按日期由新到舊；共 ${total} 篇相關`,
    en: (total: number) => `Newest first; ${total} related articles`,
  },
  // Notes on the language model. `status`: the HTTP status that names the cause; null when there was no reply.
  llm_slow: words(
    '语言模型没有及时答复，以下为原文摘录',
    '語言模型沒有及時答覆，以下為原文摘錄',
    'The language model did not reply in time; the text is quoted',
  ),
  llm_failed: {
    'zh-Hans': (status: number | null) => `语言模型没有答复${http(status)}，以下为原文摘录`,
    'zh-Hant': (status: number | null) => `語言模型沒有答覆${http(status)}，以下為原文摘錄`,
    en: (status: number | null) => `The language model did not reply${http(status)}; the text is quoted`,
  },
  llm_busy: {
    'zh-Hans': (status: number | null) => `语言模型繁忙${http(status)}，以下为原文摘录`,
    'zh-Hant': (status: number | null) => `語言模型繁忙${http(status)}，以下為原文摘錄`,
    en: (status: number | null) => `The language model is busy${http(status)}; the text is quoted`,
  },
  llm_unverified: words(
    '语言模型的表述没有通过核对，以下为原文摘录',
    '語言模型的表述沒有通過核對，以下為原文摘錄',
    'What the language model wrote did not pass the check; the text is quoted',
  ),
  llm_cut: words(
    '语言模型没有答完，以上只有经过核对的部分',
    '語言模型沒有答完，以上只有經過核對的部分',
    'The language model did not finish; only what passed the check is shown',
  ),
  llm_trimmed: words(
    '语言模型的部分表述没有通过核对，已略去',
    '語言模型的部分表述沒有通過核對，已略去',
    'Some of what the language model wrote did not pass the check and was left out',
  ),
  // Notes on pinned answers. `day`: YYYY-MM-DD.
  pinned_by: {
    'zh-Hans': (author: string, day: string) => `本答案由${author}提供，${day}更新`,
    'zh-Hant': (author: string, day: string) => `本答案由${author}提供，${day}更新`,
    en: (author: string, day: string) => `This answer is given by ${author}, updated ${day}`,
  },
  pin_kept: words(
    '所引文章后来有改动或已删除，本答案按当时的内容保留',
    '所引文章後來有改動或已刪除，本答案按當時的內容保留',
    'The cited article has since changed or gone; this answer is kept as it was',
  ),
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

// A line that cites an article, to be copied. Pure.
import type { ArticleMeta } from '../article.ts'
import type { Language } from '../language.ts'
import { plainLine } from './plain-line.ts'
import { safeUrl } from './safe-url.ts'

interface Told {
  article: Pick<ArticleMeta, 'title' | 'source' | 'published_at' | 'url'>
  /** Where it can be read here, when it names no page of its own. */
  here: string
  /** When it was read, `YYYY-MM-DD`. */
  day: string
  language: Language
}

/** Chinese as GB/T 7714–2015 has it for electronic sources: 来源. 标题[EB/OL]. (日期)[查阅日期]. 网址. */
export function citationOf({ article, here, day, language }: Told): string {
  const { source, published_at } = article
  const [who, title] = [plainLine(source ?? ''), plainLine(article.title, 500)]
  const address = safeUrl(article.url) ?? here
  const by = who === '' ? '' : `${who}. `
  if (language === 'en')
    return `${by}${title}. ${published_at === null ? 'Undated' : published_at}. ${address} (retrieved ${day}).`
  const published = published_at === null ? '' : ` (${published_at})`
  return `${by}${title}[EB/OL].${published}[${day}]. ${address}.`
}

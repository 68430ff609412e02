// The newest articles, of anything or about a subject: what an overview is made of. It ranks by date, not by fit.
import type { ArticleMeta, Filters, StoredPassage } from '../article.ts'
import type { ArticleStore } from '../store/article-store.ts'
import { isRegion } from '../regions.ts'
import { namesIn } from '../subject.ts'
import { comparable, searchTerms, termsHeld } from '../text.ts'
import { zonesIn } from '../zones.ts'

export interface NewsItem {
  article: ArticleMeta & { story_id: string }
  /** The beginning of the article. */
  passage: StoredPassage
  same_story: ArticleMeta[]
}

export interface News {
  /** Newest first, undated last, each story once: by its earliest article. */
  items: NewsItem[]
  /** How many stories there are at least, `items` included. */
  total: number
}

/** `subject`: '' for anything; `until`: the last day (`YYYY-MM-DD`) that counts; undated articles always do. */
export type Newest = (subject: string, filters: Filters, until: string, limit: number) => Promise<News>

/** Passages looked at for a subject. */
const DEPTH = 300
/** Passages that must name the subject where neither title, zone nor beginning does. */
const MENTIONS = 2

/** Build it over the store. */
export function createNewest(store: ArticleStore): Newest {
  return async (subject, filters, until, limit) => {
    const found =
      subject === ''
        ? await latest(store, filters, until, limit)
        : (await about(store, subject, filters)).filter((one) => (one.published_at ?? '') <= until)
    const stories = await store.stories([...new Set(found.map(({ story_id }) => story_id))])
    const seen = new Set<string>()
    const chosen = found
      .toSorted(
        (a, b) => (b.published_at ?? '').localeCompare(a.published_at ?? '') || (a.id < b.id ? -1 : 1),
      )
      .filter(({ story_id }) => !seen.has(story_id) && seen.add(story_id) !== undefined)
    const items: NewsItem[] = []
    for (const article of chosen.slice(0, limit)) {
      const [passage] = await store.passagesOf(article.id)
      if (passage === undefined) continue
      const same_story = (stories.get(article.story_id) ?? []).filter((other) => other.id !== article.id)
      items.push({ article, passage, same_story })
    }
    return { items, total: chosen.length }
  }
}

type Listed = ArticleMeta & { story_id: string }

async function latest(
  store: ArticleStore,
  filters: Filters,
  until: string,
  limit: number,
): Promise<Listed[]> {
  const { published_to } = filters
  const to = published_to !== undefined && published_to < until ? published_to : until
  // Some of them may be re-posts of one story.
  const dated = await store.list({ ...filters, published_to: to }, 4 * limit, 0)
  const undated =
    dated.length < limit && published_to === undefined ? await store.list(filters, 4 * limit, 0) : []
  const all = [...dated, ...undated.filter(({ published_at }) => published_at === null)]
  const whole = await Promise.all(all.map(({ id }) => store.get(id)))
  return whole.flatMap((article) => {
    if (article === null) return []
    const { text: _text, ...listed } = article
    return [listed]
  })
}

/** Share of the other words of a subject that an article must hold. */
const ENOUGH = 0.34

// An article is about what its title, its zone, its region or its beginning names, or two of its passages do.
async function about(store: ArticleStore, subject: string, filters: Filters): Promise<Listed[]> {
  const { isIn, others } = partsOf(subject)
  const hits = await store.searchText([...new Set(searchTerms(subject))], filters, DEPTH)
  const found = await store.passages(hits.map(({ passage_id }) => passage_id))
  const articles = new Map<string, { article: Listed; mentions: number; about: boolean; held: Set<string> }>()
  for (const { passage, article } of found) {
    const entry = articles.get(article.id) ?? { article, mentions: 0, about: false, held: new Set() }
    articles.set(article.id, entry)
    const head = [article.title, article.zone, article.region].filter(Boolean).join('\n')
    for (const term of termsHeld(`${head}\n${passage.text}`, others)) entry.held.add(term)
    const [inHead, inText] = [isIn(head), isIn(passage.text)]
    if (inHead || inText) entry.mentions += 1
    if (inHead || (passage.start === 0 && inText)) entry.about = true
  }
  return [...articles.values()]
    .filter((one) => (one.about || one.mentions >= MENTIONS) && one.held.size >= ENOUGH * others.size)
    .map(({ article }) => article)
}

/** The name of a subject, as it is compared, whether a text names it, and the terms of its other words: “株洲市” and “招商引资”. */
export function partsOf(subject: string): {
  name: string
  others: Set<string>
  isIn(text: string): boolean
} {
  const [first] = namesIn(subject)
  const name = first === undefined ? subject : subject.slice(first.start, first.end)
  // News says “株洲” as often as “株洲市”.
  const short = name.length > 2 && isRegion(name) ? name.replace(/[省市县区]$/u, '') : name
  const sought = comparable(short.length < 2 ? name : short)
  const [zone] = zonesIn(name)
  return {
    name: sought,
    others: new Set(searchTerms(subject.replace(name, ' '))),
    isIn: (text) => comparable(text).includes(sought) || (zone?.isIn(text) ?? false),
  }
}

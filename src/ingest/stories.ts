// Which articles tell the same story: near duplicates, and what hangs together through them. A story is named after
// its earliest article. It reads the store and says what is to be written; it writes nothing.
import type { ArticleMeta } from '../article.ts'
import type { ArticleStore, NewArticle } from '../store/article-store.ts'
import { bandsOf } from '../story-bands.ts'
import type { Breathe } from './breathe.ts'
import { SAME_STORY, similarity } from './near-duplicate.ts'

type Member = Pick<ArticleMeta, 'id' | 'published_at'>
type Store = Pick<ArticleStore, 'get' | 'stories' | 'storyCandidates' | 'signatures'>

/** What storing an article makes of stories: its own one, and those of others (by id) that change. */
export async function storiesWith(
  store: Store,
  article: Pick<NewArticle, 'id' | 'published_at' | 'signature'>,
  breathe: Breathe,
): Promise<{ story: string; others: Map<string, string> }> {
  const others = await storiesWithout(store, article.id, breathe)
  const candidates = await store.storyCandidates(article.signature)
  const twins = candidates.filter(
    (other) => other.id !== article.id && similarity(other.signature, article.signature) >= SAME_STORY,
  )
  // Whoever was in one story with the article is only with those it is alike to itself; a twin from elsewhere brings
  // all of its story, which may have an earlier article that is not like this one.
  const linked = new Set(twins.map(({ id, story_id }) => others.get(id) ?? story_id))
  const own = { id: article.id, published_at: article.published_at }
  const left = await leftOf(store, article.id)
  const joined = [
    ...left.filter(({ id }) => linked.has(others.get(id)!)),
    ...[...(await store.stories([...linked])).values()].flat().filter(({ id }) => !others.has(id)),
    ...twins,
  ].filter(({ id }) => id !== article.id)
  const story = earliest([...joined, own]).id
  for (const { id } of joined) others.set(id, story)
  return { story, others }
}

/** The stories (by id) of those that an article leaves behind: what hung together only through it falls apart. */
export async function storiesWithout(
  store: Store,
  id: string,
  breathe: Breathe,
): Promise<Map<string, string>> {
  const left = await leftOf(store, id)
  const signatures = await store.signatures(left.map((member) => member.id))
  const bands = new Map([...signatures].map(([one, signature]) => [one, bandsOf(signature)]))
  const stories = new Map<string, string>()
  const waiting = new Set(left)
  for (const first of left) {
    if (!waiting.delete(first)) continue
    const group = [first]
    for (const member of group) {
      const own = new Set(bands.get(member.id))
      for (const other of waiting) {
        // As the store proposes candidates: told in another way, a story would depend on the order of writing.
        if (!bands.get(other.id)!.some((band) => own.has(band))) continue
        if (similarity(signatures.get(member.id)!, signatures.get(other.id)!) < SAME_STORY) continue
        waiting.delete(other)
        group.push(other)
      }
      await breathe()
    }
    const story = earliest(group).id
    for (const member of group) stories.set(member.id, story)
  }
  return stories
}

async function leftOf(store: Store, id: string): Promise<Member[]> {
  const current = await store.get(id)
  if (current === null) return []
  const members = (await store.stories([current.story_id])).get(current.story_id) ?? []
  return members.filter((member) => member.id !== id)
}

function earliest(members: readonly Member[]): Member {
  return members.reduce((first, other) => (earliestFirst(other, first) < 0 ? other : first))
}

function earliestFirst(a: Member, b: Member): number {
  return (a.published_at ?? '9').localeCompare(b.published_at ?? '9') || (a.id < b.id ? -1 : 1)
}

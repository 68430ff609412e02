// One article into the index: embed, store, remove, and making a whole index anew. It knows the ports of store and embedder,
// no files; every article is one transaction.
import { meets, type Draft, type Filters } from '../article.ts'
import type { Embedder } from '../embed/embedder.ts'
import type { ArticleStore, NewPassage } from '../store/article-store.ts'
import { idOf, madeWith, preparing, type Prepared } from './article.ts'
import { createBreathe, inTurns, type Breathe } from './breathe.ts'
import { storiesWith, storiesWithout } from './stories.ts'

const META = 'made_with'
/** Passages of one article that wait for the model at a time: a long article must not fill its queue. */
const EMBEDDED_AT_ONCE = 16

export interface StoringDeps {
  store: ArticleStore
  embedder: Embedder
  /** Runs one write at a time, where others write too. Default: nobody else does. */
  alone?: Alone
}

/** Runs work while no other such work runs. */
export type Alone = <T>(work: () => Promise<T>) => Promise<T>

/** For whoever writes alone. */
export const unhindered: Alone = (work) => work()

/** Whether an article, and the stored one that it replaces, lie within what may be written. */
export async function mayWrite(store: ArticleStore, draft: Draft, within: Filters): Promise<boolean> {
  const id = idOf(draft)
  if (!meets({ ...draft, id }, within)) return false
  const current = await store.get(id)
  return current === null || meets(current, within)
}

/** Why an article cannot be stored; null when it can. */
export async function faultOf(
  store: ArticleStore,
  draft: Draft,
  within: Filters | undefined,
): Promise<{ fact: string; remedy: string } | null> {
  const id = idOf(draft)
  if (UNSTORABLE.test(id)) {
    return {
      fact: `its id ${JSON.stringify(id)} has a character that cannot be stored`,
      remedy: 'give it another',
    }
  }
  if (within === undefined || (await mayWrite(store, draft, within))) return null
  return {
    fact: `the key may not write the article “${id}”`,
    remedy: 'send it with a key for its zone, or correct its zone, region, source or date',
  }
}

const UNSTORABLE = /[\0\p{Surrogate}]/u

/** Passages with their vectors; those the store has are used again. Rejects with the signal's reason. */
export async function embedPassages(
  { store, embedder }: StoringDeps,
  { passages, embedded }: Prepared,
  signal?: AbortSignal,
): Promise<NewPassage[]> {
  const known = await store.vectorsByKey(passages.map((passage) => passage.embed_key))
  const missing = passages.flatMap((passage, i) => (known.has(passage.embed_key) ? [] : [i]))
  for (let at = 0; at < missing.length; at += EMBEDDED_AT_ONCE) {
    signal?.throwIfAborted()
    const some = missing.slice(at, at + EMBEDDED_AT_ONCE)
    const vectors = await embedder.embedPassages(some.map((i) => embedded[i]!))
    some.forEach((i, v) => known.set(passages[i]!.embed_key, vectors[v]!))
  }
  return passages.map((passage) => ({ ...passage, vector: known.get(passage.embed_key)! }))
}

/** Store an article and what it makes of stories, in one transaction. To be run alone. */
export async function storeArticle(
  store: ArticleStore,
  { article }: Prepared,
  passages: NewPassage[],
  breathe: Breathe,
): Promise<void> {
  const { story, others } = await storiesWith(store, article, breathe)
  await store.put({ ...article, story_id: story }, passages, others)
}

/** Remove an article and part its story. False when there is none. To be run alone. */
export async function removeArticle(store: ArticleStore, id: string, breathe: Breathe): Promise<boolean> {
  return store.remove(id, await storiesWithout(store, id, breathe))
}

/**
 * An index made by another chunker or model is made anew from the texts it holds, so that nothing is lost that the
 * given paths no longer bring. False when interrupted: the next run goes on where this one was.
 */
export async function remake(deps: StoringDeps, signal?: AbortSignal): Promise<boolean> {
  const { store, embedder, alone = unhindered } = deps
  const current = madeWith(embedder.id)
  if ((await store.getMeta(META)) === current) return true
  const breathe = createBreathe()
  const page = 500
  for (let offset = 0; ; offset += page) {
    const some = await store.list({}, page, offset)
    for (const meta of some) {
      if (signal?.aborted) return false
      const article = (await store.get(meta.id))!
      const prepared = await inTurns(preparing({ ...article, warnings: [] }, embedder.id), breathe)
      const passages = await embedPassages(deps, prepared)
      await alone(() => storeArticle(store, prepared, passages, breathe))
    }
    if (some.length < page) break
  }
  await store.setMeta(META, current)
  return true
}

/** What an index was made with; null for a new one. */
export async function indexMadeWith(store: ArticleStore): Promise<string | null> {
  return store.getMeta(META)
}

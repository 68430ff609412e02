// A store whose every write reaches a vector index that cannot be compared with it as a whole, because it lists no ids. The
// store comes first: what is missing in the index is only found by its words until the sweep, or the article stored again,
// mends it.
import type { PartStore } from '../store/article-store.ts'
import type { VectorDebts } from '../store/vector-debts.ts'
import type { VectorSearch } from '../vectors/vector-index.ts'

/** The same store; each write is followed by that of its vectors. Throws what either throws. */
export function withVectors(
  store: PartStore,
  vectors: Pick<VectorSearch, 'upsert' | 'remove'>,
  debts: Pick<VectorDebts, 'owe'>,
): PartStore {
  const idsOf = async (articleId: string): Promise<number[]> =>
    (await store.passagesOf(articleId)).map(({ id }) => id)
  return {
    ...store,
    put: async (article, passages, stories, earlier) => {
      const before = await idsOf(article.id)
      // Noted down before they are gone: after that nobody could say which they were.
      if (before.length > 0) {
        const { content_hash } = article
        if ((await store.hashes([article.id])).get(article.id) !== content_hash) await debts.owe(before)
      }
      const stored = await store.put(article, passages, stories, earlier)
      const now = stored.changed ? await idsOf(article.id) : before
      // Also when nothing changed: an earlier write may have ended before this.
      const items = []
      for await (const item of store.vectors(now)) items.push(item)
      await vectors.upsert(items)
      // Ids are never used again, so an old vector that stays for a while stands for no passage and is never shown.
      if (stored.changed && before.length > 0) await vectors.remove(before)
      return stored
    },
    remove: async (id, stories) => {
      const before = await idsOf(id)
      await debts.owe(before)
      const removed = await store.remove(id, stories)
      if (before.length > 0) await vectors.remove(before)
      return removed
    },
  }
}

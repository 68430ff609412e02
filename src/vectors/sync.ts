// Brings a vector index (a cache) to what the store (the truth) holds: first build, rebuild and update alike.
import type { ArticleStore } from '../store/article-store.ts'
import type { VectorIndex } from './vector-index.ts'

/** What a sync did, in passages. */
export interface SyncResult {
  added: number
  removed: number
}

const BATCH = 128
// The ids that are compared by content too; see `agrees`.
const PROBES = 16

/** Remove what the store does not hold, add what the index lacks. Ids are never used twice, so ids suffice. */
export async function syncVectors(
  store: Pick<ArticleStore, 'passageIds' | 'vectors'>,
  index: VectorIndex,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<SyncResult> {
  const wanted = await store.passageIds({})
  const held = await index.ids()
  const wantedSet = new Set(wanted)
  const stale = (await agrees(store, index, wanted.filter((id) => held.has(id)).slice(-PROBES)))
    ? [...held].filter((id) => !wantedSet.has(id))
    : [...held]
  if (stale.length > 0) {
    await index.remove(stale)
    for (const id of stale) held.delete(id)
  }
  const missing = wanted.filter((id) => !held.has(id))
  let added = 0
  for (let at = 0; at < missing.length; at += BATCH) {
    const items: { id: number; vector: Float32Array }[] = []
    for await (const item of store.vectors(missing.slice(at, at + BATCH))) items.push(item)
    await index.upsert(items)
    added += items.length
    onProgress(at + items.length, missing.length)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { added, removed: stale.length }
}

// A store restored from a backup counts its ids on from there and may give one out a second time. Those would be
// the highest it shares with an index that was newer, so comparing the highest few finds it.
async function agrees(
  store: Pick<ArticleStore, 'vectors'>,
  index: VectorIndex,
  ids: number[],
): Promise<boolean> {
  for await (const { id, vector } of store.vectors(ids)) {
    const [hit] = await index.query(vector, 1, new Set([id]))
    if (!hit || hit.score < 0.9999) return false
  }
  return true
}

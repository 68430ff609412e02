// A vector index that is kept beside its store: loaded from the directory, brought to what the store holds, and, by the
// writer, saved. A crash loses nothing: what the file lacks is taken from the store at the next start.
import type { ArticleStore } from '../store/article-store.ts'
import { createHnsw, type HnswIndex } from './hnsw.ts'
import { loadHnsw, saveHnsw } from './hnsw-file.ts'
import { syncVectors } from './sync.ts'

export interface KeptVectors {
  index: HnswIndex
  /** Bring the index to the store, when that has changed. */
  sync(): Promise<void>
  /** The generation of the store that the index holds, nothing more and nothing less; null while it holds another. */
  revision(): Promise<number | null>
  /** Write the file, when the index has changed. Only for the writer. Throws `StorageError`; a later call tries again. */
  save(): Promise<void>
}

/**
 * Open the vectors of a model, in sync with the store. `areOurs`: whether those in the store are of this model; until they
 * are, none is taken over. Default: they are.
 */
export async function openVectors(
  directory: string,
  store: ArticleStore,
  embedder: { id: string; dimensions: number },
  areOurs: () => Promise<boolean> = async () => true,
): Promise<KeptVectors> {
  const origin = { embedderId: embedder.id, storeId: (await store.getMeta('store.id')) ?? '' }
  const loaded = await loadHnsw(directory, { ...origin, dimensions: embedder.dimensions })
  const index = loaded.index ?? createHnsw({ dimensions: embedder.dimensions })
  let seen = -1
  let changed = false
  // One at a time: a later caller may need what was written after an earlier one had begun.
  let last = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.catch(() => undefined).then(work)
    return last
  }
  const sync = (): Promise<void> =>
    inTurn(async () => {
      const { generation } = await store.stats()
      if (generation === seen || !(await areOurs())) return
      const { added, removed } = await syncVectors(store, index)
      changed ||= added + removed > 0
      seen = generation
    })
  await sync()
  return {
    index,
    sync,
    revision: async () => ((await store.stats()).generation === seen ? seen : null),
    save: () =>
      inTurn(async () => {
        if (!changed) return
        await saveHnsw(directory, index, origin)
        changed = false
      }),
  }
}

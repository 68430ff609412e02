// A load cut into pieces that are stored one by one, by whoever comes by: read once, then each article by itself. It knows
// ports of store and embedder; who keeps the pieces in between it does not know.
import { z } from 'zod'
import type { Draft, Filters } from '../article.ts'
import type { SentFile } from '../article-contract.ts'
import { OverloadError } from '../errors.ts'
import type { ArticleStore, NewPassage } from '../store/article-store.ts'
import { contentHash, idOf, preparing, type Prepared } from './article.ts'
import { createBreathe, inTurns } from './breathe.ts'
import { collectFrom } from './collect.ts'
import type { Problem } from './kinds.ts'
import { fromFiles } from './sent-files.ts'
import { knownSite, rememberSites } from './sites.ts'
import { faultOf, remake, storeArticle, type StoringDeps } from './storing.ts'

const text = z.string().nullable()

/** One article that was read and is not stored yet. */
export const pieceSchema = z.object({
  name: z.string(),
  /** Its line in a file of many articles. */
  line: z.number().int().nullable(),
  draft: z.object({
    id: text,
    title: text,
    published_at: text,
    source: text,
    zone: text,
    region: text,
    url: text,
    text: z.string(),
    warnings: z.array(z.string()),
  }),
  /** Further files that hold the same article. */
  same: z.array(z.string()),
})
export type Piece = z.output<typeof pieceSchema>

/** What became of a piece. */
export type Settled =
  | { outcome: 'added' | 'updated' | 'unchanged'; id: string; passages: number }
  | { outcome: 'failed'; fact: string; remedy: string }

export interface Pieces {
  /** The articles of files, and what cannot be read. */
  read(files: readonly SentFile[]): Promise<{ articles: Piece[]; failed: Problem[] }>
  /**
   * Embed some articles in as few calls of the model as it takes. Gives for each what stores it, in one transaction; an
   * article that is stored as it is changes nothing. Rejects when the model does not answer: then nothing was stored.
   */
  ready(pieces: readonly { draft: Draft; within: Filters | null }[]): Promise<(() => Promise<Settled>)[]>
}

/** Loads in pieces, into this store. */
export function createPieces(deps: StoringDeps): Pieces {
  const { store, embedder } = deps
  return {
    async read(files) {
      const { articles, failed, skipped, learned } = await collectFrom(fromFiles(files), {
        knownSite: (site) => knownSite(store, site),
      })
      await rememberSites(store, learned)
      const notRead = skipped.map(({ path, reason }) => ({
        path,
        fact: reason,
        remedy: 'send a file of a known kind',
      }))
      return {
        articles: articles.map(({ paths, line, draft, same }) => ({
          name: paths[0] ?? '',
          line,
          draft,
          same,
        })),
        failed: [...failed, ...notRead],
      }
    },

    async ready(pieces) {
      await remake(deps)
      const breathe = createBreathe()
      const prepared: (Prepared | null)[] = []
      const known = await store.hashes(pieces.map(({ draft }) => idOf(draft)))
      for (const { draft, within } of pieces) {
        const isSame = known.get(idOf(draft)) === contentHash(draft, embedder.id)
        const isRefused = (await faultOf(store, draft, within ?? undefined)) !== null
        prepared.push(isSame || isRefused ? null : await inTurns(preparing(draft, embedder.id), breathe))
      }
      const vectors = await vectorsOf(
        deps,
        prepared.filter((one) => one !== null),
      )
      return pieces.map(({ draft, within }, i) => async () => {
        const id = idOf(draft)
        // Again: another piece of these may have written it in between.
        const fault = await faultOf(store, draft, within ?? undefined)
        if (fault !== null) return { outcome: 'failed', ...fault }
        const made = prepared[i]
        const before = (await store.hashes([id])).get(id)
        if (before === contentHash(draft, embedder.id)) return { outcome: 'unchanged', id, passages: 0 }
        if (made === null || made === undefined) {
          throw new OverloadError(`the article “${id}” was written by another at the same time; try again`)
        }
        const passages: NewPassage[] = made.passages.map((passage) => ({
          ...passage,
          vector: vectors.get(passage.embed_key)!,
        }))
        await storeArticle(store, made, passages, breathe)
        return { outcome: before === undefined ? 'added' : 'updated', id, passages: passages.length }
      })
    },
  }
}

// --- Internal helpers ---

async function vectorsOf(
  { store, embedder }: { store: ArticleStore; embedder: StoringDeps['embedder'] },
  prepared: readonly Prepared[],
): Promise<Map<string, Float32Array>> {
  const wanted = new Map<string, string>()
  for (const { passages, embedded } of prepared) {
    passages.forEach(({ embed_key }, i) => wanted.set(embed_key, embedded[i]!))
  }
  const found = await store.vectorsByKey([...wanted.keys()])
  const missing = [...wanted].filter(([key]) => !found.has(key))
  const vectors = await embedder.embedPassages(missing.map(([, embedded]) => embedded))
  missing.forEach(([key], i) => found.set(key, vectors[i]!))
  return found
}

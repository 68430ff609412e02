// VectorSearch on a Cloudflare Vectorize binding. It knows Vectorize's limits: what is written is seen some seconds later,
// scores are approximate, and which ids there are only its HTTP API tells.
// https://developers.cloudflare.com/vectorize/platform/limits/
import { attempt } from '../attempts.ts'
import { IndexError, messageOf, OverloadError } from '../errors.ts'
import { mustBeVector } from './slab.ts'
import type { VectorHit, VectorLookup, VectorSearch } from './vector-index.ts'

/** What is needed of `Vectorize`; structural, so that no Workers types leak into the program. */
export interface Vectorize {
  describe(): Promise<{ vectorCount: number; dimensions: number }>
  upsert(vectors: VectorizeItem[]): Promise<unknown>
  deleteByIds(ids: string[]): Promise<unknown>
  getByIds(ids: string[]): Promise<{ id: string; values: ArrayLike<number> }[]>
  query(
    vector: number[],
    options: { topK: number; filter?: VectorizeFilter; returnValues: false; returnMetadata: 'none' },
  ): Promise<{ matches: { id: string; score: number }[] }>
}

export interface VectorizeItem {
  id: string
  values: number[]
  metadata: { id: number }
}

/** Conditions over `id`, for which the index needs a metadata index of numbers. */
export interface VectorizeFilter {
  id: { $in: number[] } | { $gte: number; $lte: number }
}

export interface VectorizeOptions {
  dimensions: number
  /** For one call, in ms. */
  timeoutMs?: number
  sleep?: (ms: number) => Promise<void>
}

/** Most results of a query that asks for ids and scores only. */
const TOP = 100
const UPSERTED_AT_ONCE = 1000
/** Undocumented: more are refused with “too many ids in payload; max id count is 100” (code 40007). */
const DELETED_AT_ONCE = 100
/** Undocumented too, with the same code. */
const LOOKED_UP_AT_ONCE = 20
/** Ids of one `$in`: as many as a query has results, so that none is cut off, and well under the 2,048 bytes of a filter. */
const IDS_OF_A_FILTER = 100
/** Queries for one search in given ids. */
const MOST_QUERIES = 10

/** The index behind a binding. A search finds at most 100 vectors. */
export function openVectorize(binding: Vectorize, options: VectorizeOptions): VectorSearch & VectorLookup {
  const { dimensions, timeoutMs = 10_000, sleep } = options
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      // Every call may be repeated: the same upsert or deletion again changes nothing.
      return await attempt(work, { tries: 3, timeoutMs, pauseMs: 250, isPassing, ...(sleep && { sleep }) })
    } catch (error) {
      throw explained(error)
    }
  }
  const matches = async (vector: number[], filter?: VectorizeFilter): Promise<VectorHit[]> => {
    const asked = { topK: TOP, returnValues: false, returnMetadata: 'none' } as const
    const found = await call(() => binding.query(vector, filter === undefined ? asked : { ...asked, filter }))
    return found.matches.map(({ id, score }) => ({ id: Number(id), score }))
  }

  return {
    async upsert(items) {
      for (const { id, vector } of items) mustBeItem(id, vector, dimensions)
      for (const some of slices(items, UPSERTED_AT_ONCE)) {
        const vectors = some.map(({ id, vector }) => ({
          id: String(id),
          values: Array.from(vector),
          metadata: { id },
        }))
        await call(() => binding.upsert(vectors))
      }
    },
    async remove(ids) {
      for (const some of slices(ids.map(String), DELETED_AT_ONCE)) await call(() => binding.deleteByIds(some))
    },
    async query(vector, k, allow) {
      mustBeVector(vector, dimensions)
      if (k < 1 || allow?.size === 0) return []
      const values = Array.from(vector)
      const filters = allow === undefined ? [undefined] : filtersOf([...allow].sort((a, b) => a - b))
      const found = (await Promise.all(filters.map((filter) => matches(values, filter)))).flat()
      // Always as many as there may be: only then equal scores are in order at the cut.
      return found
        .filter(({ id }) => allow === undefined || allow.has(id))
        .sort((a, b) => b.score - a.score || a.id - b.id)
        .slice(0, Math.min(k, TOP))
    },
    async held(ids) {
      const found = new Map<number, Float32Array>()
      for (const some of slices(ids.map(String), LOOKED_UP_AT_ONCE)) {
        for (const { id, values } of await call(() => binding.getByIds(some))) {
          found.set(Number(id), Float32Array.from(values))
        }
      }
      return found
    },
    size: async () => (await call(() => binding.describe())).vectorCount,
  }
}

/** The dimensions that a binding's index was created with. */
export async function vectorizeDimensions(binding: Vectorize): Promise<number> {
  try {
    return (await binding.describe()).dimensions
  } catch (error) {
    throw explained(error)
  }
}

// --- Internal helpers ---

// Up to 1,000 ids are asked for by name, and none is missed. More are asked for as at most ten ranges, divided at wide gaps:
// passages of one article, and mostly of one load, follow one another. What of a range is not allowed takes places among its
// 100 results, so a scattered selection finds fewer; text search finds the rest.
function filtersOf(sorted: number[]): VectorizeFilter[] {
  if (sorted.length <= MOST_QUERIES * IDS_OF_A_FILTER) {
    return [...slices(sorted, IDS_OF_A_FILTER)].map((ids) => ({ id: { $in: ids } }))
  }
  const ranges = [sorted]
  while (ranges.length < MOST_QUERIES) {
    const at = ranges.reduce((most, ids, i) => (ids.length > ranges[most]!.length ? i : most), 0)
    const cut = widestGap(ranges[at]!)
    if (cut === null) break
    ranges.splice(at, 1, ranges[at]!.slice(0, cut), ranges[at]!.slice(cut))
  }
  return ranges.map((ids) => ({ id: { $gte: ids[0]!, $lte: ids.at(-1)! } }))
}

// Behind which index the widest gap is, of equal ones that nearest the middle; null when there is none.
function widestGap(ids: number[]): number | null {
  const fromMiddle = (i: number): number => Math.abs(2 * i - ids.length)
  let best: { i: number; gap: number } | null = null
  for (let i = 1; i < ids.length; i += 1) {
    const gap = ids[i]! - ids[i - 1]!
    if (gap === 1) continue
    if (best === null || gap > best.gap || (gap === best.gap && fromMiddle(i) < fromMiddle(best.i))) {
      best = { i, gap }
    }
  }
  return best?.i ?? null
}

function mustBeItem(id: number, vector: Float32Array, dimensions: number): void {
  mustBeVector(vector, dimensions)
  if (Number.isInteger(id) && id >= 1 && id <= 0xffffffff) return
  throw new RangeError(`A vector's id must be an integer from 1 to 4294967295, not ${id}`)
}

function* slices<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

// Codes from 40000 tell of a request that will fail again; 429 and 5xx, and a lost connection, pass.
function isPassing(error: unknown): boolean {
  return !/code\s*=\s*4\d{4}/.test(messageOf(error))
}

function explained(error: unknown): unknown {
  const fact = messageOf(error)
  if (/dimension/i.test(fact)) {
    return new IndexError(
      `Vectorize refuses the vectors (${fact}); create an index with the dimensions of the model and load the articles again`,
      { code: 'index_model', cause: error },
    )
  }
  if (!isPassing(error)) return error
  return new OverloadError(`the vector index does not answer (${fact}); try again later`, { cause: error })
}

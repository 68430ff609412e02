// Cloudflare Vectorize as its documentation describes it, in memory: limits, approximate scores, writes that are seen later.
//   https://developers.cloudflare.com/vectorize/platform/limits/ (ids, topK, batch sizes, dimensions)
//   https://developers.cloudflare.com/vectorize/reference/client-api/ (operations, asynchronous mutations)
//   https://developers.cloudflare.com/vectorize/reference/metadata-filtering/ (operators, 2,048 bytes, indexed properties)
//   https://developers.cloudflare.com/vectorize/best-practices/query-vectors/ (approximate scores without returnValues)
// The limit of 100 ids of deleteByIds is not documented; the service answers with code 40007.
import type { Vectorize, VectorizeFilter, VectorizeItem } from '../../src/vectors/vectorize.ts'

interface FakeOptions {
  dimensions: number
  /** When a write is seen, in ms after it; “a few seconds”. */
  delayMs?: number
  /** Properties with a metadata index; only vectors written after it was made can be found by them. */
  indexed?: string[]
  now?: () => number
}

export interface FakeVectorize extends Vectorize {
  /** All writes so far are seen from now on. */
  settle(): void
  /** Calls so far, by name. */
  readonly calls: Record<string, number>
  /** Which writes are taken, and never done. */
  lose(which: (name: 'upsert' | 'delete') => boolean): void
  /** The ids that are held. */
  ids(): number[]
  /** The next calls fail so. */
  fail(error: Error, times?: number): void
}

const MAX_FILTER_BYTES = 2048

export function fakeVectorize(options: FakeOptions): FakeVectorize {
  const { dimensions, delayMs = 5000, indexed = ['id'], now = () => Date.now() } = options
  const held = new Map<string, VectorizeItem & { quantised: number[] }>()
  const pending: { at: number; apply(): void }[] = []
  const calls: Record<string, number> = {}
  let failures: Error[] = []
  let mutations = 0
  let isLost: (name: 'upsert' | 'delete') => boolean = () => false

  const begin = (name: string): void => {
    calls[name] = (calls[name] ?? 0) + 1
    const failure = failures.shift()
    if (failure !== undefined) throw failure
    while (pending.length > 0 && pending[0]!.at <= now()) pending.shift()!.apply()
  }
  const mutate = (name: 'upsert' | 'delete', apply: () => void): { mutationId: string } => {
    pending.push({ at: now() + delayMs, apply: isLost(name) ? () => undefined : apply })
    mutations += 1
    return { mutationId: `00000000-0000-4000-8000-${String(mutations).padStart(12, '0')}` }
  }
  const mustHaveDimensions = (values: number[], code: number, what: string): void => {
    if (values.length !== dimensions)
      throw new Error(
        `${what} (code = ${code}): invalid vector, expected ${dimensions} dimensions, and got ${values.length} dimensions`,
      )
  }

  return {
    calls,
    fail: (error, times = 1) => {
      failures = Array.from({ length: times }, () => error)
    },
    lose: (which) => {
      isLost = which
    },
    ids: () => [...held.keys()].map(Number).sort((a, b) => a - b),
    settle: () => {
      for (const { apply } of pending.splice(0)) apply()
    },
    async describe() {
      begin('describe')
      return { vectorCount: held.size, dimensions, processedUpToMutation: mutations - pending.length }
    },
    async upsert(vectors) {
      begin('upsert')
      if (vectors.length > 1000) throw new Error(`VECTOR_UPSERT_ERROR (code = 40008): too many vectors`)
      for (const { id, values } of vectors) {
        if (Buffer.byteLength(id) > 64)
          throw new Error(`VECTOR_UPSERT_ERROR (code = 40008): id too long; max is 64 bytes`)
        mustHaveDimensions(values, 40012, 'VECTOR_UPSERT_ERROR')
      }
      // Copied now: the call has sent them.
      const sent = structuredClone(vectors).map((one) => ({ ...one, quantised: quantised(one.values) }))
      return mutate('upsert', () => sent.forEach((one) => held.set(one.id, one)))
    },
    async deleteByIds(ids) {
      begin('deleteByIds')
      mustBeAtMost(ids, 100, 'VECTOR_DELETE_ERROR')
      return mutate('delete', () => ids.forEach((id) => held.delete(id)))
    },
    async getByIds(ids) {
      begin('getByIds')
      mustBeAtMost(ids, 20, 'VECTOR_GET_ERROR')
      return ids.flatMap((id) => held.get(id) ?? [])
    },
    async query(vector, { topK, filter }) {
      begin('query')
      if (topK > 100)
        throw new Error(`VECTOR_QUERY_ERROR (code = 40025): max topK is 100 without values or metadata`)
      mustHaveDimensions(vector, 40006, 'VECTOR_QUERY_ERROR')
      const matching = filter === undefined ? () => true : matcher(filter, indexed)
      const query = quantised(vector)
      const matches = [...held.values()]
        .filter(matching)
        .map((one) => ({ id: one.id, score: cosine(query, one.quantised) }))
        // Equal scores in no order that a caller may rely on.
        .sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
        .slice(0, topK)
      return { matches, count: matches.length }
    },
  }
}

function mustBeAtMost(ids: string[], most: number, what: string): void {
  if (ids.length > most)
    throw new Error(
      `${what} (code = 40007): too many ids in payload; max id count is ${most}, got ${ids.length}`,
    )
}

function matcher(filter: VectorizeFilter, indexed: string[]): (one: VectorizeItem) => boolean {
  const size = Buffer.byteLength(JSON.stringify(filter))
  if (size > MAX_FILTER_BYTES)
    throw new Error(
      `VECTOR_QUERY_ERROR (code = 40026): filter has ${size} bytes; at most ${MAX_FILTER_BYTES}`,
    )
  const condition = filter.id
  if (!indexed.includes('id')) return () => false
  if ('$in' in condition) {
    const set = new Set(condition.$in)
    return ({ metadata }) => set.has(metadata.id)
  }
  return ({ metadata }) => metadata.id >= condition.$gte && metadata.id <= condition.$lte
}

// One byte a dimension.
function quantised(values: number[]): number[] {
  const most = Math.max(...values.map(Math.abs), 1e-12)
  return values.map((value) => Math.round((127 * value) / most))
}

function cosine(a: number[], b: number[]): number {
  let [dot, aa, bb] = [0, 0, 0]
  for (let i = 0; i < a.length; i += 1) {
    dot += a[i]! * b[i]!
    aa += a[i]! ** 2
    bb += b[i]! ** 2
  }
  return dot / Math.sqrt(aa * bb)
}

// Finds and mends differences between the store, which is the truth, and a vector index that lists no ids and may have lost a
// write. Ids count up and are never used again, so going through all that were ever given out finds every difference: a
// passage without its vector, or with another one, and a vector whose passage is gone.
import { z } from 'zod'
import type { ArticleStore } from '../store/article-store.ts'
import type { VectorDebts } from '../store/vector-debts.ts'
import type { VectorLookup, VectorSearch } from '../vectors/vector-index.ts'

export interface SweepDeps {
  store: Pick<ArticleStore, 'vectors' | 'getMeta' | 'setMeta'>
  debts: VectorDebts
  vectors: Pick<VectorSearch, 'upsert' | 'remove'> & VectorLookup
}

/** What a sweep did, in passages. */
export interface Swept {
  looked: number
  /** Given again to the index, which lacked them or held others. */
  given: number
  /** Removed again from it. */
  removed: number
}

export interface Sweep {
  /** Whether the index holds what it should of these ids; `mend`: give and remove again what differs. */
  compare(ids: readonly number[], mend: boolean): Promise<Swept>
  /** Look at some ids (at least 100): what is owed, what is new, then on through all from where the last run ended. */
  run(most: number): Promise<Swept>
}

const CURSOR = 'vectors.sweep'
const AT_ONCE = 100
const DEBTS_AT_ONCE = 20
/** The same numbers, but for how they were sent. */
const SAME = 0.9999

const cursorSchema = z.object({
  /** The last id of the run before: what is newer may not be seen yet. */
  mark: z.number().int(),
  /** Looked at once, up to here. */
  fresh: z.number().int(),
  /** Where the round through all ids is. */
  at: z.number().int(),
})

/** The sweep of a store and its vector index. */
export function createSweep({ store, debts, vectors }: SweepDeps): Sweep {
  const compareSome = async (ids: readonly number[], mend: boolean): Promise<Swept> => {
    // The index first: an article that comes in between is then given twice, never removed.
    const held = await vectors.held(ids)
    const given: { id: number; vector: Float32Array }[] = []
    const known = new Set<number>()
    for await (const item of store.vectors([...ids])) {
      known.add(item.id)
      const own = held.get(item.id)
      if (own === undefined || !(likeness(own, item.vector) > SAME)) given.push(item)
    }
    const stray = [...held.keys()].filter((id) => !known.has(id))
    if (mend && given.length > 0) await vectors.upsert(given)
    if (mend && stray.length > 0) await vectors.remove(stray)
    return { looked: ids.length, given: given.length, removed: stray.length }
  }
  const compare = async (ids: readonly number[], mend: boolean): Promise<Swept> => {
    const sum: Swept = { looked: 0, given: 0, removed: 0 }
    for (let at = 0; at < ids.length; at += AT_ONCE)
      add(sum, await compareSome(ids.slice(at, at + AT_ONCE), mend))
    return sum
  }

  return {
    compare,
    async run(most) {
      const sum: Swept = { looked: 0, given: 0, removed: 0 }
      for (const { key, ids } of await debts.owed(DEBTS_AT_ONCE)) {
        if (sum.looked >= most) break
        const done = await compare(ids, true)
        add(sum, done)
        // Seen to be gone, that is: what was removed only now is looked at again.
        if (done.given === 0 && done.removed === 0) await debts.settled(key)
      }
      const last = await debts.lastId()
      const cursor = await readCursor(store)
      // A database that was restored gives ids out again.
      if (cursor.mark > last) Object.assign(cursor, { mark: last, fresh: 0, at: 0 })
      const { mark, fresh } = cursor
      while (cursor.fresh < mark && sum.looked < most) {
        const ids = range(cursor.fresh, Math.min(mark, cursor.fresh + AT_ONCE))
        add(sum, await compare(ids, true))
        cursor.fresh += ids.length
      }
      for (let left = fresh; left > 0 && sum.looked < most;) {
        if (cursor.at >= fresh) cursor.at = 0
        const ids = range(cursor.at, Math.min(fresh, cursor.at + AT_ONCE, cursor.at + left))
        add(sum, await compare(ids, true))
        cursor.at += ids.length
        left -= ids.length
      }
      await store.setMeta(CURSOR, JSON.stringify({ ...cursor, mark: last }))
      return sum
    },
  }
}

// --- Internal helpers ---

async function readCursor(store: SweepDeps['store']): Promise<z.output<typeof cursorSchema>> {
  const kept = await store.getMeta(CURSOR)
  // Written by this module only.
  return kept === null ? { mark: 0, fresh: 0, at: 0 } : cursorSchema.parse(JSON.parse(kept))
}

/** The ids behind one and up to another. */
function range(behind: number, to: number): number[] {
  return Array.from({ length: to - behind }, (_, i) => behind + 1 + i)
}

function add(sum: Swept, { looked, given, removed }: Swept): void {
  sum.looked += looked
  sum.given += given
  sum.removed += removed
}

// Both have unit length.
function likeness(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0
  let dot = 0
  for (let i = 0; i < a.length; i += 1) dot += a[i]! * b[i]!
  return dot
}

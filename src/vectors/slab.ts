// Vectors by id in plain memory, with exact search over all or some of them.
import { IndexError } from '../errors.ts'
import type { VectorHit } from './vector-index.ts'

/** Vectors of one dimension by id. Ids that are not held are ignored by `search`. */
export interface Slab {
  set(id: number, vector: Float32Array): void
  /** The stored vector itself, not a copy; undefined when the id is not held. */
  get(id: number): Float32Array | undefined
  delete(id: number): boolean
  has(id: number): boolean
  ids(): IterableIterator<number>
  readonly size: number
  /** The `k` most similar among these ids, best first, equal scores by id. */
  search(vector: Float32Array, k: number, among: Iterable<number>): VectorHit[]
}

// Vectors lie in blocks, so that growing copies nothing and a freed place is used again.
const PER_BLOCK = 1024

/** An empty slab. */
export function createSlab(dimensions: number): Slab {
  const slots = new Map<number, number>()
  const blocks: Float32Array[] = []
  const free: number[] = []
  let used = 0

  const at = (slot: number): Float32Array => {
    const from = (slot % PER_BLOCK) * dimensions
    return blocks[Math.floor(slot / PER_BLOCK)]!.subarray(from, from + dimensions)
  }

  return {
    set(id, vector) {
      mustBeVector(vector, dimensions)
      if (!Number.isInteger(id) || id < 1 || id > 0xffffffff) {
        throw new RangeError(`A vector's id must be an integer from 1 to 4294967295, not ${id}`)
      }
      let slot = slots.get(id)
      if (slot === undefined) {
        slot = free.pop() ?? used++
        if (slot === blocks.length * PER_BLOCK) blocks.push(new Float32Array(PER_BLOCK * dimensions))
        slots.set(id, slot)
      }
      at(slot).set(vector)
    },
    get(id) {
      const slot = slots.get(id)
      return slot === undefined ? undefined : at(slot)
    },
    delete(id) {
      const slot = slots.get(id)
      if (slot === undefined) return false
      free.push(slot)
      return slots.delete(id)
    },
    has: (id) => slots.has(id),
    ids: () => slots.keys(),
    get size() {
      return slots.size
    },
    search(vector, k, among) {
      mustBeVector(vector, dimensions)
      const best: VectorHit[] = []
      if (k < 1) return best
      for (const id of among) {
        const slot = slots.get(id)
        if (slot === undefined) continue
        const block = blocks[Math.floor(slot / PER_BLOCK)]!
        insert(best, k, { id, score: dot(vector, block, (slot % PER_BLOCK) * dimensions) })
      }
      return best
    },
  }
}

/** Refuse a vector of another dimension: it would be compared with garbage. */
export function mustBeVector(vector: Float32Array, dimensions: number): void {
  if (vector.length === dimensions) return
  throw new IndexError(
    `A vector has ${vector.length} dimensions, the index has ${dimensions}. ` +
      'Build the index again with this model, or choose the model it was built with.',
    { code: 'index_model' },
  )
}

function insert(best: VectorHit[], k: number, hit: VectorHit): void {
  if (best.length === k && !before(hit, best[k - 1]!)) return
  let low = 0
  let high = best.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(hit, best[middle]!)) high = middle
    else low = middle + 1
  }
  best.splice(low, 0, hit)
  if (best.length > k) best.pop()
}

function before(a: VectorHit, b: VectorHit): boolean {
  return a.score > b.score || (a.score === b.score && a.id < b.id)
}

// Four sums at once run twice as fast; the order of summation is fixed, so scores are the same everywhere.
function dot(a: Float32Array, b: Float32Array, from: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  const n = a.length
  let i = 0
  for (; i + 3 < n; i += 4) {
    s0 += a[i]! * b[from + i]!
    s1 += a[i + 1]! * b[from + i + 1]!
    s2 += a[i + 2]! * b[from + i + 2]!
    s3 += a[i + 3]! * b[from + i + 3]!
  }
  for (; i < n; i += 1) s0 += a[i]! * b[from + i]!
  return s0 + s1 + (s2 + s3)
}

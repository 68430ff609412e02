// VectorIndex by brute force: the oracle for tests, and quick enough for a few thousand vectors.
import { createSlab } from './slab.ts'
import type { VectorIndex } from './vector-index.ts'

/** An empty index that compares a query with every vector. */
export function createExact(dimensions: number): VectorIndex {
  const slab = createSlab(dimensions)
  return {
    async upsert(items) {
      for (const { id, vector } of items) slab.set(id, vector)
    },
    async remove(ids) {
      for (const id of ids) slab.delete(id)
    },
    async query(vector, k, allow) {
      return slab.search(vector, k, allow ?? slab.ids())
    },
    async ids() {
      return new Set(slab.ids())
    },
    async size() {
      return slab.size
    },
  }
}

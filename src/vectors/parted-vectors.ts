// One VectorSearch over several indexes, each with the vectors of its database. Cosine similarity is the same in all of them, so
// their best together are the best of all. It knows parts and ids, no index.
import { idOutside, idsInside, type Attendance, type Part } from '../parts.ts'
import type { VectorHit, VectorSearch } from './vector-index.ts'

/** The index of a part. */
export interface VectorPart extends Part {
  vectors: VectorSearch
}

/** The search of all parts, by the ids of `parts.ts`. Parts write their own vectors. */
export function createPartedVectors(
  parts: readonly VectorPart[],
  attendance: Attendance,
): Pick<VectorSearch, 'query' | 'size'> {
  return {
    async query(vector, k, allow) {
      const inside = allow && idsInside(allow)
      const asked = parts.filter(({ number }) => inside === undefined || inside.has(number))
      const found = await attendance.each(asked, ({ number, vectors }) =>
        vectors.query(vector, k, inside && new Set(inside.get(number))),
      )
      return found
        .flatMap(({ part, value }) =>
          value.map(({ id, score }): VectorHit => ({ id: idOutside(part.number, id), score })),
        )
        .sort((a, b) => b.score - a.score || a.id - b.id)
        .slice(0, k)
    },
    async size() {
      const found = await attendance.each(parts, ({ vectors }) => vectors.size())
      return found.reduce((total, { value }) => total + value, 0)
    },
  }
}

// What every VectorIndex must do.
import { beforeEach, describe, expect, it } from 'vitest'
import type { VectorIndex, VectorSearch } from '../../src/vectors/vector-index.ts'
import { DIMENSIONS, randomness, unitVector } from '../store/sample.ts'

const axis = (n: number) => Float32Array.from({ length: DIMENSIONS }, (_, i) => (i === n ? 1 : 0))
const idsOf = (hits: { id: number }[]) => hits.map((hit) => hit.id)

/** Where an index may do less, and why. */
export interface Allowances {
  /** Decimals to which scores are right; default 6. For an index that scores by approximation. */
  decimals?: number
  /** Why it cannot list its ids. */
  noIds?: string
}

/** Run the suite over empty indexes of `DIMENSIONS` dimensions. */
export function vectorIndexContract(
  name: string,
  create: () => VectorSearch | VectorIndex,
  { decimals = 6, noIds }: Allowances = {},
): void {
  const listing = noIds === undefined ? '' : `; without ids(): ${noIds}`
  const expectIds = async (index: VectorSearch | VectorIndex, ids: number[]): Promise<void> => {
    expect('ids' in index).toBe(noIds === undefined)
    if ('ids' in index) expect(await index.ids()).toEqual(new Set(ids))
  }
  const expectOnly = (hits: { id: number; score: number }[], id: number): void => {
    expect(idsOf(hits)).toEqual([id])
    expect(hits[0]!.score).toBeCloseTo(1, decimals)
  }

  describe(`vector index: ${name}${listing}`, () => {
    let index: VectorSearch | VectorIndex
    let random: () => number
    beforeEach(() => {
      index = create()
      random = randomness(1)
    })

    const some = (count: number, firstId = 1) =>
      Array.from({ length: count }, (_, i) => ({ id: firstId + i, vector: unitVector(random) }))

    it('is empty at first, and answers so', async () => {
      expect(await index.query(axis(0), 5)).toEqual([])
      expect(await index.query(axis(0), 5, new Set([1]))).toEqual([])
      expect(await index.size()).toBe(0)
      await expectIds(index, [])
      await index.remove([1, 2])
      await index.upsert([])
    })

    it('scores by cosine similarity, from 1 to -1, best first', async () => {
      const slanted = Float32Array.from(axis(0), (_, i) => (i < 2 ? Math.SQRT1_2 : 0))
      await index.upsert([
        { id: 7, vector: axis(0).map((value) => -value) },
        { id: 5, vector: slanted },
        { id: 9, vector: axis(0) },
        { id: 3, vector: axis(3) },
      ])
      const hits = await index.query(axis(0), 4)
      expect(idsOf(hits)).toEqual([9, 5, 3, 7])
      const scores = [1, Math.SQRT1_2, 0, -1]
      for (const [i, hit] of hits.entries()) expect(hit.score).toBeCloseTo(scores[i]!, decimals)
    })

    it('gives no more than k, and all when k is larger', async () => {
      await index.upsert(some(30))
      const query = unitVector(random)
      const all = await index.query(query, 1000)
      expect(all).toHaveLength(30)
      expect(await index.query(query, 7)).toEqual(all.slice(0, 7))
      expect(await index.query(query, 0)).toEqual([])
    })

    it('orders equal scores by id, also at the cut', async () => {
      await index.upsert([40, 10, 30, 20].map((id) => ({ id, vector: axis(1) })))
      await index.upsert([{ id: 50, vector: axis(0) }])
      expect(idsOf(await index.query(axis(1), 5))).toEqual([10, 20, 30, 40, 50])
      expect(idsOf(await index.query(axis(1), 2))).toEqual([10, 20])
    })

    it('answers the same question the same way', async () => {
      await index.upsert(some(300))
      const query = unitVector(random)
      const first = await index.query(query, 20)
      for (let n = 0; n < 5; n += 1) expect(await index.query(query, 20)).toEqual(first)
    })

    it('replaces the vector of an id', async () => {
      await index.upsert([{ id: 1, vector: axis(0) }, ...some(5, 2)])
      await index.upsert([{ id: 1, vector: axis(4) }])
      expect(await index.size()).toBe(6)
      expectOnly(await index.query(axis(4), 1), 1)
      expect((await index.query(axis(0), 6)).find((hit) => hit.id === 1)!.score).toBeCloseTo(0, decimals)
    })

    it('forgets removed ids, which may come back', async () => {
      const items = some(20)
      await index.upsert(items)
      await index.remove([1, 2, 3, 3, 99])
      expect(await index.size()).toBe(17)
      await expectIds(index, idsOf(items).slice(3))
      expect(await index.query(items[0]!.vector, 100)).toHaveLength(17)
      expect(idsOf(await index.query(items[0]!.vector, 100))).not.toContain(1)
      await index.upsert([items[0]!, { id: 2, vector: axis(2) }])
      expect(idsOf(await index.query(items[0]!.vector, 1))).toEqual([1])
      expect(idsOf(await index.query(axis(2), 1))).toEqual([2])
      await index.remove(idsOf(items))
      expect(await index.size()).toBe(0)
      expect(await index.query(axis(0), 10)).toEqual([])
      await index.upsert(items)
      expect(idsOf(await index.query(items[9]!.vector, 1))).toEqual([10])
    })

    it('keeps to the allowed ids', async () => {
      await index.upsert(some(200))
      const query = unitVector(random)
      const even = new Set(Array.from({ length: 150 }, (_, i) => 2 * i))
      const hits = await index.query(query, 300, even)
      expect(hits).toHaveLength(100)
      expect(hits.every((hit) => even.has(hit.id))).toBe(true)
      expect(await index.query(query, 5, even)).toEqual(hits.slice(0, 5))
      expect(await index.query(query, 5, new Set())).toEqual([])
      expect(await index.query(query, 5, new Set([999]))).toEqual([])
      expect(idsOf(await index.query(query, 5, new Set([17])))).toEqual([17])
    })

    it('keeps its own copy of a vector', async () => {
      const vector = axis(0)
      await index.upsert([{ id: 1, vector }])
      vector.fill(0)
      expectOnly(await index.query(axis(0), 1), 1)
    })

    it('refuses vectors of another dimension and ids that are no positive integers', async () => {
      await expect(index.upsert([{ id: 1, vector: new Float32Array(3) }])).rejects.toThrow(/3 dimensions/)
      await expect(index.query(new Float32Array(3), 1)).rejects.toThrow(/3 dimensions/)
      for (const id of [0, -1, 1.5, NaN, 2 ** 32]) {
        await expect(index.upsert([{ id, vector: axis(0) }])).rejects.toThrow(/id/)
      }
      expect(await index.size()).toBe(0)
      await index.upsert([{ id: 2 ** 32 - 1, vector: axis(0) }])
      expectOnly(await index.query(axis(0), 1), 2 ** 32 - 1)
    })

    it('takes changes and questions at the same time', async () => {
      const items = some(400)
      const work = [
        index.upsert(items.slice(0, 200)),
        index.remove([5, 6]),
        index.query(axis(0), 10),
        index.upsert(items.slice(200)),
        index.query(axis(0), 10),
      ]
      await Promise.all(work)
      expect(await index.size()).toBe(398)
    })
  })
}

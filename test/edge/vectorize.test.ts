import { describe, expect, it } from 'vitest'
import { IndexError, OverloadError } from '../../src/errors.ts'
import { createExact } from '../../src/vectors/exact.ts'
import { openVectorize } from '../../src/vectors/vectorize.ts'
import type { VectorSearch } from '../../src/vectors/vector-index.ts'
import { vectorIndexContract } from '../contracts/vector-index.ts'
import { DIMENSIONS, randomness, unitVector } from '../store/sample.ts'
import { fakeVectorize, type FakeVectorize } from './fake-vectorize.ts'

const sleep = async (): Promise<void> => undefined
const open = (fake: FakeVectorize): VectorSearch => openVectorize(fake, { dimensions: DIMENSIONS, sleep })

// As it is some seconds after each write.
function settled(): VectorSearch {
  const fake = fakeVectorize({ dimensions: DIMENSIONS })
  const index = open(fake)
  return {
    ...index,
    upsert: async (items) => {
      await index.upsert(items)
      fake.settle()
    },
    remove: async (ids) => {
      await index.remove(ids)
      fake.settle()
    },
  }
}

vectorIndexContract('Vectorize, after its delay', settled, {
  decimals: 2,
  noIds: 'a binding has no list-vectors, which only the HTTP API has',
})

const items = (count: number, seed = 1) => {
  const random = randomness(seed)
  return Array.from({ length: count }, (_, i) => ({ id: i + 1, vector: unitVector(random) }))
}

describe('Vectorize', () => {
  it('shows what was written only after some seconds', async () => {
    let at = 0
    const fake = fakeVectorize({ dimensions: DIMENSIONS, delayMs: 5000, now: () => at })
    const index = open(fake)
    const [one] = items(1)
    await index.upsert([one!])
    expect(await index.size()).toBe(0)
    at = 5000
    expect(await index.size()).toBe(1)
    await index.remove([1])
    expect(await index.query(one!.vector, 1)).toHaveLength(1)
    at = 10_000
    expect(await index.query(one!.vector, 1)).toEqual([])
  })

  it('writes within its limits, and finds at most 100', async () => {
    const fake = fakeVectorize({ dimensions: DIMENSIONS })
    const index = open(fake)
    const all = items(2500)
    await index.upsert(all)
    fake.settle()
    expect(fake.calls['upsert']).toBe(3)
    expect(await index.size()).toBe(2500)
    expect(await index.query(all[0]!.vector, 200)).toHaveLength(100)
    await index.remove(all.slice(0, 250).map(({ id }) => id))
    fake.settle()
    expect(fake.calls['deleteByIds']).toBe(3)
    expect(await index.size()).toBe(2250)
  })

  const recall = async (allow: Set<number>): Promise<{ recall: number; queries: number }> => {
    const fake = fakeVectorize({ dimensions: DIMENSIONS })
    const index = open(fake)
    const exact = createExact(DIMENSIONS)
    const all = items(6000)
    await index.upsert(all)
    await exact.upsert(all)
    fake.settle()
    const query = unitVector(randomness(99))
    const wanted = (await exact.query(query, 50, allow)).map(({ id }) => id)
    const found = new Set((await index.query(query, 50, allow)).map(({ id }) => id))
    return {
      recall: wanted.filter((id) => found.has(id)).length / wanted.length,
      queries: fake.calls['query']!,
    }
  }

  it('finds the best of up to 1,000 ids, wherever they are', async () => {
    const scattered = new Set(Array.from({ length: 1000 }, (_, i) => 6 * i + 1))
    const { recall: share, queries } = await recall(scattered)
    expect(share).toBeGreaterThan(0.9)
    expect(queries).toBe(10)
  })

  it('finds the best of many ids that lie together, in ten queries', async () => {
    const loads = [0, 1500, 3100, 5000].flatMap((from) => Array.from({ length: 700 }, (_, i) => from + i + 1))
    const { recall: share, queries } = await recall(new Set(loads))
    expect(share).toBeGreaterThan(0.9)
    expect(queries).toBeLessThanOrEqual(10)
  })

  it('finds only allowed ids of many that are scattered', async () => {
    const fake = fakeVectorize({ dimensions: DIMENSIONS })
    const index = open(fake)
    const all = items(6000)
    await index.upsert(all)
    fake.settle()
    const allow = new Set(all.map(({ id }) => id).filter((id) => id % 3 === 0))
    const hits = await index.query(all[2]!.vector, 100, allow)
    expect(hits.length).toBeGreaterThan(50)
    expect(hits.every(({ id }) => allow.has(id))).toBe(true)
    expect(fake.calls['query']).toBeLessThanOrEqual(10)
  })

  it('tries again what passes, and says so when it does not', async () => {
    const fake = fakeVectorize({ dimensions: DIMENSIONS })
    const index = open(fake)
    fake.fail(new Error('VECTOR_QUERY_ERROR: internal error'), 2)
    expect(await index.query(items(1)[0]!.vector, 1)).toEqual([])
    expect(fake.calls['query']).toBe(3)
    fake.fail(new Error('VECTOR_QUERY_ERROR: internal error'), 3)
    await expect(index.query(items(1)[0]!.vector, 1)).rejects.toThrow(OverloadError)
  })

  it('does not repeat what is refused, and tells of an index of other dimensions', async () => {
    const fake = fakeVectorize({ dimensions: 3 })
    const index = open(fake)
    await expect(index.upsert(items(1))).rejects.toThrow(IndexError)
    expect(fake.calls['upsert']).toBe(1)
  })
})

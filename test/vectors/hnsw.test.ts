import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createExact } from '../../src/vectors/exact.ts'
import { createHnsw } from '../../src/vectors/hnsw.ts'
import type { VectorIndex } from '../../src/vectors/vector-index.ts'
import { vectorIndexContract } from '../contracts/vector-index.ts'
import { DIMENSIONS, randomness, unitVector } from '../store/sample.ts'

vectorIndexContract('hnsw', () => createHnsw({ dimensions: DIMENSIONS }))
// The graph itself, which small indexes do without.
vectorIndexContract('hnsw, always by the graph', () =>
  createHnsw({ dimensions: DIMENSIONS, capacity: 16, exactUpTo: 0 }),
)

type Step =
  | { do: 'upsert'; ids: number[]; seed: number }
  | { do: 'remove'; ids: number[]; seed: number }
  | { do: 'query'; k: number; seed: number; mod: number }

const ids = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 25 })
const seed = fc.integer({ min: 0, max: 1e6 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('upsert' as const), ids, seed }),
  fc.record({ do: fc.constant('remove' as const), ids, seed }),
  fc.record({
    do: fc.constant('query' as const),
    k: fc.integer({ min: 0, max: 80 }),
    seed,
    mod: fc.integer({ min: 0, max: 4 }),
  }),
)

async function run(index: VectorIndex, step: Step): Promise<unknown> {
  const random = randomness(step.seed)
  if (step.do === 'upsert') return index.upsert(step.ids.map((id) => ({ id, vector: unitVector(random) })))
  if (step.do === 'remove') return index.remove(step.ids)
  const allow =
    step.mod < 2
      ? undefined
      : new Set(Array.from({ length: 60 }, (_, i) => i + 1).filter((id) => id % step.mod === 0))
  return index.query(unitVector(random), step.k, allow)
}

describe('hnsw against exact', () => {
  it('gives the same answers after any changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom(0, 10, 5000),
        async (steps, exactUpTo) => {
          const exact = createExact(DIMENSIONS)
          const hnsw = createHnsw({ dimensions: DIMENSIONS, capacity: 16, exactUpTo })
          for (const step of steps) expect(await run(hnsw, step)).toEqual(await run(exact, step))
          expect(await hnsw.ids()).toEqual(await exact.ids())
        },
      ),
      { numRuns: 150 },
    )
  })

  it('finds nearly all neighbours among 5,000 clustered vectors, filtered or not', async () => {
    const dimensions = 64
    const random = randomness(11)
    const centres = Array.from({ length: 60 }, () => unitVector(random, dimensions))
    const near = () => unitVector(random, dimensions, centres[Math.floor(random() * centres.length)])
    const exact = createExact(dimensions)
    const hnsw = createHnsw({ dimensions, exactUpTo: 0 })
    const items = Array.from({ length: 5000 }, (_, i) => ({ id: i + 1, vector: near() }))
    await exact.upsert(items)
    await hnsw.upsert(items)
    const recall = async (k: number, allow?: Set<number>) => {
      let found = 0
      let all = 0
      for (let n = 0; n < 60; n += 1) {
        const query = near()
        const truth = new Set((await exact.query(query, k, allow)).map((hit) => hit.id))
        all += truth.size
        found += (await hnsw.query(query, k, allow)).filter((hit) => truth.has(hit.id)).length
      }
      return found / all
    }
    expect(await recall(10)).toBeGreaterThan(0.99)
    expect(await recall(200)).toBeGreaterThan(0.98)
    expect(await recall(50, new Set(items.map(({ id }) => id).filter((id) => id % 3 === 0)))).toBeGreaterThan(
      0.98,
    )
    // The same after a third was removed and a third replaced.
    await hnsw.remove(items.map(({ id }) => id).filter((id) => id % 3 === 1))
    await exact.remove(items.map(({ id }) => id).filter((id) => id % 3 === 1))
    const replaced = items.filter(({ id }) => id % 3 === 2).map(({ id }) => ({ id, vector: near() }))
    await hnsw.upsert(replaced)
    await exact.upsert(replaced)
    expect(await recall(10)).toBeGreaterThan(0.98)
    expect(await recall(200)).toBeGreaterThan(0.97)
  })

  it('lets other work run while it grows', async () => {
    const dimensions = 128
    const random = randomness(3)
    const hnsw = createHnsw({ dimensions })
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    await hnsw.upsert(
      Array.from({ length: 1500 }, (_, i) => ({ id: i + 1, vector: unitVector(random, dimensions) })),
    )
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })
})

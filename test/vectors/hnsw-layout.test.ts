import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createHnsw } from '../../src/vectors/hnsw.ts'
import { isWhole, pointsOf } from '../../src/vectors/hnsw-layout.ts'
import { temporaryDirectory } from '../store/temporary.ts'

const DIMENSIONS = 6

async function written(count: number, removed: number[] = []) {
  const path = join(await temporaryDirectory(), 'vectors.hnsw')
  const index = createHnsw({ dimensions: DIMENSIONS })
  const items = Array.from({ length: count }, (_, i) => ({
    id: 10 + 3 * i,
    vector: Float32Array.from({ length: DIMENSIONS }, (_, d) => Math.sin(7 * i + d)),
  }))
  await index.upsert(items)
  await index.remove(removed)
  await index.write(path)
  return { path, items }
}

const pointsIn = async (path: string, dimensions = DIMENSIONS) => {
  const found = []
  for await (const point of pointsOf(path, dimensions)) found.push(point)
  return found.sort((a, b) => a.id - b.id)
}

it('gives every vector bit for bit under its id, over more than one piece, but not the removed ones', async () => {
  const { path, items } = await written(2100, [10, 13, 3010])
  expect(await isWhole(path)).toBe(true)
  expect(await pointsIn(path)).toEqual(items.filter(({ id }) => ![10, 13, 3010].includes(id)))
})

it('refuses a file of other dimensions', async () => {
  const { path } = await written(3)
  await expect(pointsIn(path, 5)).rejects.toThrow('not of 5 dimensions')
})

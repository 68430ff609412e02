import { expect, it } from 'vitest'
import { withQueryCache } from '../../src/embed/query-cache.ts'
import { fakeEmbedder } from '../fakes.ts'

function setup(entries?: number) {
  const asked: string[][] = []
  const fake = fakeEmbedder()
  const real = {
    ...fake,
    embedQueries: async (texts: string[]) => {
      asked.push(texts)
      return fake.embedQueries(texts)
    },
  }
  const kept = new Map<string, Float32Array>()
  return { asked, fake, real, kept, cached: withQueryCache(real, kept, entries) }
}

it('embeds a question once, whoever asks, and gives the vectors in the order of the texts', async () => {
  const { asked, fake, real, kept, cached } = setup()
  const vectors = await cached.embedQueries(['甲', '乙', '甲'])
  expect(vectors).toEqual(await fake.embedQueries(['甲', '乙', '甲']))
  expect(await cached.embedQueries(['丙', '乙'])).toEqual(await fake.embedQueries(['丙', '乙']))
  expect(await withQueryCache(real, kept).embedQuery('丙')).toEqual(await fake.embedQuery('丙'))
  expect(asked).toEqual([['甲', '乙'], ['丙']])
})

it('keeps no more than it may, those used last', async () => {
  const { asked, cached, kept } = setup(2)
  for (const text of ['甲', '乙', '甲', '丙', '甲', '乙']) await cached.embedQueries([text])
  expect(asked.flat()).toEqual(['甲', '乙', '丙', '乙'])
  expect(kept.size).toBe(2)
})

it('leaves passages alone, and keeps nothing of a failure', async () => {
  const { fake } = setup()
  let broken = true
  const cached = withQueryCache(
    {
      ...fake,
      embedQueries: async (texts: string[]) => {
        if (broken) throw new Error('broken')
        return fake.embedQueries(texts)
      },
    },
    new Map(),
  )
  await expect(cached.embedQueries(['甲'])).rejects.toThrow('broken')
  broken = false
  expect(await cached.embedQueries(['甲'])).toEqual(await fake.embedQueries(['甲']))
  expect(await cached.embedPassages(['甲'])).toEqual(await fake.embedPassages(['甲']))
})

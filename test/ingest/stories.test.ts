import { expect, it } from 'vitest'
import { createBreathe } from '../../src/ingest/breathe.ts'
import { SAME_STORY, similarity } from '../../src/ingest/near-duplicate.ts'
import { storiesWith, storiesWithout } from '../../src/ingest/stories.ts'
import { memoryStore } from '../fakes.ts'
import { article } from '../store/sample.ts'

it('two that are alike and were not put together do not come together when a third leaves both', async () => {
  const first = Uint32Array.from({ length: 64 }, (_, i) => i)
  // Alike, but with a difference in every four values: the store does not name them to each other.
  const second = first.map((value, i) => (i % 4 === 0 ? value + 1000 : value))
  const third = first.map((value, i) => (i < 32 ? value : second[i]!))
  expect(similarity(first, second)).toBeGreaterThan(SAME_STORY)
  const store = await memoryStore()
  const breathe = createBreathe()
  for (const [id, signature] of [
    ['a', first],
    ['b', second],
  ] as const) {
    const one = article(id, { signature })
    const { story, others } = await storiesWith(store, one, breathe)
    expect(story).toBe(id)
    await store.put({ ...one, story_id: story }, [], others)
  }
  const link = article('c', { signature: third })
  const { story, others } = await storiesWith(store, link, breathe)
  expect([story, others.get('b')]).toEqual(['a', 'a'])
  await store.put({ ...link, story_id: story }, [], others)
  expect(await storiesWithout(store, 'c', breathe)).toEqual(
    new Map([
      ['a', 'a'],
      ['b', 'b'],
    ]),
  )
  await store.close()
})

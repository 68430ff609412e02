// What every ArticleStore must do with what belongs to articles: vectors of passages, stories of articles.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { article, passagesOf, vectorsIn } from '../store/sample.ts'
import type { OpenStore } from './article-store.ts'

/** Part of `articleStoreContract`. */
export function vectorsContract(open: OpenStore): void {
  let store: ArticleStore
  let dispose: () => Promise<void>
  beforeEach(async () => {
    ;({ store, dispose } = await open())
  })
  afterEach(() => dispose())

  const put = (id: string, text: string, fields = {}) =>
    store.put(article(id, { text, ...fields }), passagesOf(text))

  const allVectors = (ids?: number[]) => vectorsIn(store, ids)

  describe('vectors', () => {
    it('come back bit for bit, in ascending id', async () => {
      const text = Array.from({ length: 600 }, (_, i) => `第${i}句`).join('\n')
      const given = passagesOf(text)
      await store.put(article('a', { text }), given)
      const all = await allVectors()
      expect(all.map((item) => item.id)).toEqual(await store.passageIds({}))
      expect(all.map((item) => item.vector)).toEqual(given.map((passage) => passage.vector))
      const some = all.slice(3, 400)
      expect(
        await allVectors(
          some
            .map((item) => item.id)
            .toReversed()
            .concat(99_999),
        ),
      ).toEqual(some)
      expect(await allVectors([])).toEqual([])
      expect(await store.vectorsByKey([given[5]!.embed_key, 'unknown'])).toEqual(
        new Map([[given[5]!.embed_key, given[5]!.vector]]),
      )
    })

    it('are kept as long as a passage uses them', async () => {
      await put('a', '共同\n甲独', { content_hash: '1' })
      await put('b', '共同')
      const keys = ['key of 共同', 'key of 甲独', 'key of 甲新']
      await put('a', '甲新', { content_hash: '2' })
      expect([...(await store.vectorsByKey(keys)).keys()].toSorted()).toEqual([keys[0], keys[2]])
      expect(await allVectors()).toHaveLength(2)
      await store.remove('b')
      expect([...(await store.vectorsByKey(keys)).keys()]).toEqual([keys[2]])
    })
  })
}

/** Part of `articleStoreContract`. */
export function storiesContract(open: OpenStore): void {
  let store: ArticleStore
  let dispose: () => Promise<void>
  beforeEach(async () => {
    ;({ store, dispose } = await open())
  })
  afterEach(() => dispose())

  const put = (id: string, text: string, fields = {}) =>
    store.put(article(id, { text, ...fields }), passagesOf(text))

  describe('stories', () => {
    const signature = Uint32Array.from({ length: 64 }, (_, i) => i * 1000)
    const similar = signature.map((value, i) => (i % 8 === 0 ? value + 1 : value))
    const other = signature.map((value) => value + 7)

    it('finds candidates by shared bands, with their signatures', async () => {
      await put('late', '甲', { signature, published_at: '2022-05-01' })
      await put('early', '乙', { signature: similar, published_at: '2022-01-01' })
      await put('else', '丙', { signature: other })
      const candidates = await store.storyCandidates(signature)
      expect(candidates).toEqual([
        { id: 'early', story_id: 'early', published_at: '2022-01-01', signature: similar },
        { id: 'late', story_id: 'late', published_at: '2022-05-01', signature },
      ])
      await put('late', '丁', { signature: other })
      expect((await store.storyCandidates(signature)).map((item) => item.id)).toEqual(['early'])
    })

    it('gives other articles their stories with a write, and lists those of more than one, earliest first', async () => {
      await put('c', '丙', { published_at: '2022-03-01' })
      await put('b', '乙', { published_at: '2022-02-01' })
      await put('d', '丁', { published_at: null, story_id: 'c' })
      expect(await store.stories(['b', 'unknown'])).toEqual(new Map())
      const others = new Map([
        ['b', 'a'],
        ['c', 'a'],
        ['d', 'a'],
        ['unknown', 'a'],
      ])
      const first = article('a', { text: '甲', published_at: '2022-01-01' })
      await store.put(first, passagesOf('甲'), others)
      const stories = await store.stories(['a', 'b'])
      expect([...stories.keys()]).toEqual(['a'])
      expect(stories.get('a')!.map((item) => item.id)).toEqual(['a', 'b', 'c', 'd'])
      expect((await store.get('d'))?.story_id).toBe('a')
      const { generation } = await store.stats()
      await store.put(first, passagesOf('甲'), new Map([['b', 'b']]))
      expect((await store.stats()).generation).toBe(generation)
      expect((await store.get('b'))?.story_id).toBe('a')
    })

    it('knows the signatures of articles', async () => {
      await put('a', '甲', { signature })
      await put('b', '乙', { signature: other })
      expect(await store.signatures(['b', 'a', 'unknown'])).toEqual(
        new Map([
          ['a', signature],
          ['b', other],
        ]),
      )
    })

    it('names a story after the earliest that is left', async () => {
      for (const [id, day] of [
        ['a', '2022-01-01'],
        ['b', '2022-03-01'],
        ['c', '2022-02-01'],
        ['d', null],
      ] as const) {
        await put(id, id, { published_at: day, story_id: 'a' })
      }
      await store.remove('a')
      expect((await store.stories(['c'])).get('c')!.map((item) => item.id)).toEqual(['c', 'b', 'd'])
      await store.remove('c', new Map([['d', 'd']]))
      expect([(await store.get('b'))?.story_id, (await store.get('d'))?.story_id]).toEqual(['b', 'd'])
    })
  })
}

// What every ArticleStore must do with articles, whatever it runs on.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { article, passagesOf, vectorsIn } from '../store/sample.ts'
import { textSearchContract } from './article-store-search.ts'
import { storiesContract, vectorsContract } from './article-store-relations.ts'

/** Opens an empty store of `DIMENSIONS` dimensions. */
export type OpenStore = () => Promise<{ store: ArticleStore; dispose: () => Promise<void> }>

/** Run the whole suite. */
export function articleStoreContract(name: string, open: OpenStore): void {
  describe(`article store: ${name}`, () => {
    articles(open)
    vectorsContract(open)
    textSearchContract(open)
    storiesContract(open)
  })
}

function articles(open: OpenStore): void {
  let store: ArticleStore
  let dispose: () => Promise<void>
  beforeEach(async () => {
    ;({ store, dispose } = await open())
  })
  afterEach(() => dispose())

  const put = (id: string, text: string, fields = {}) =>
    store.put(article(id, { text, ...fields }), passagesOf(text))

  const allVectors = (ids?: number[]) => vectorsIn(store, ids)

  describe('articles', () => {
    it('an empty store answers every question', async () => {
      expect(await store.get('a')).toBeNull()
      expect(await store.remove('a')).toBe(false)
      expect(await store.searchText(['项目'], {}, 10)).toEqual([])
      expect(await store.passageIds({})).toEqual([])
      expect(await store.passages([1, 2])).toEqual([])
      expect(await allVectors()).toEqual([])
      expect(await store.list({}, 10, 0)).toEqual([])
      expect(await store.facet('zone')).toEqual([])
      expect(await store.getMeta('embedder')).toBeNull()
      const { generation, ...stats } = await store.stats()
      expect(generation).toBeTypeOf('number')
      expect(stats).toEqual({
        articles: 0,
        passages: 0,
        built_at: null,
        published_from: null,
        published_to: null,
      })
    })

    it('gives back what was put, character for character', async () => {
      const text = '第一行“引号”\'与"双引号\n😀𠀀 \u0001\u2028\n\ufeff末行'
      const given = article('https://例.cn/a?b=1', {
        text,
        published_at: null,
        zone: null,
        url: 'https://例.cn',
      })
      expect(await store.put(given, passagesOf(text))).toEqual({ revision: 1, changed: true })
      const { content_hash: _hash, signature: _signature, ...rest } = given
      expect(await store.get(given.id)).toEqual({ ...rest, revision: 1 })
      for (const passage of await store.passagesOf(given.id)) {
        expect(text.slice(passage.start, passage.end)).toBe(passage.text)
      }
    })

    it('keeps NUL characters and lone surrogates', async () => {
      const text = 'a\0b\ud800c\ndone\udc00'
      await store.put(article('x', { text, title: 't\0', source: '\ud83d' }), passagesOf(text))
      expect(await store.get('x')).toMatchObject({ text, title: 't\0', source: '\ud83d' })
      expect((await store.passagesOf('x')).map((passage) => passage.text)).toEqual(text.split('\n'))
      expect(await store.facet('source')).toEqual([{ value: '\ud83d', count: 1 }])
      expect(await store.list({ source: '\ud83d' }, 10, 0)).toHaveLength(1)
    })

    it('refuses an id that would be cut, and does not mistake it for another', async () => {
      await put('a', '甲')
      await expect(put('a\0b', '乙')).rejects.toThrow(/id/)
      expect(await store.get('a\0b')).toBeNull()
      expect(await store.remove('a\0b')).toBe(false)
      expect(await store.hashes(['a\0b'])).toEqual(new Map())
      expect(await store.passageIds({ article_ids: ['a\0b'] })).toEqual([])
    })

    it('counts a revision for each change, and none without', async () => {
      await put('a', '旧文', { content_hash: '1' })
      const before = await store.stats()
      expect(await put('a', '旧文', { content_hash: '1' })).toEqual({ revision: 1, changed: false })
      expect(await store.stats()).toEqual(before)
      expect(await put('a', '新文', { content_hash: '2', title: '新题' })).toEqual({
        revision: 2,
        changed: true,
      })
      expect(await store.get('a')).toMatchObject({ revision: 2, text: '新文', title: '新题' })
      expect(await store.get('a', 1)).toMatchObject({ revision: 1, text: '旧文', title: '标题a' })
      expect(await store.revisions('a')).toEqual([1, 2])
      expect(await store.get('a', 3)).toBeNull()
      expect((await store.stats()).generation).toBeGreaterThan(before.generation)
      expect(await store.hashes(['a', 'b'])).toEqual(new Map([['a', '2']]))
    })

    it('replaces the passages of the revision before and never uses their ids again', async () => {
      await put('a', '丹阳一\n丹阳二', { content_hash: '1' })
      const old = await store.passageIds({})
      await put('a', '镇江三\n镇江四\n镇江五', { content_hash: '2' })
      const fresh = await store.passageIds({})
      expect(fresh).toHaveLength(3)
      expect(Math.min(...fresh)).toBeGreaterThan(Math.max(...old))
      expect(await store.passages(old)).toEqual([])
      expect(await store.searchText(['丹阳'], {}, 10)).toEqual([])
      expect((await store.passagesOf('a')).map((passage) => passage.revision)).toEqual([2, 2, 2])
      await store.remove('a')
      await put('b', '常州', {})
      expect((await store.passageIds({}))[0]).toBeGreaterThan(Math.max(...fresh))
    })

    it('removes an article with its revisions, and counts on when it comes back', async () => {
      await put('a', '丹阳', { content_hash: '1' })
      await put('b', '镇江')
      expect(await store.remove('a')).toBe(true)
      expect(await store.revisions('a')).toEqual([])
      expect(await store.get('a', 1)).toBeNull()
      expect(await store.searchText(['丹阳'], {}, 10)).toEqual([])
      expect(await store.vectorsByKey(['key of 丹阳', 'key of 镇江'])).toHaveLength(1)
      expect((await store.stats()).articles).toBe(1)
      // An old citation of revision 1 must not point into the new text.
      expect(await put('a', '另文', { content_hash: '1' })).toEqual({ revision: 2, changed: true })
      expect(await store.get('a', 1)).toBeNull()
      expect(await store.get('a')).toMatchObject({ revision: 2, text: '另文' })
      expect(await store.revisions('a')).toEqual([2])
    })

    it('holds an article of 2 MB and one without passages', async () => {
      const line = '重大项目签约落地'.repeat(40)
      const text = Array.from({ length: 2200 }, (_, i) => `${i}${line}`).join('\n')
      await put('big', text)
      expect(await store.passagesOf('big')).toHaveLength(2200)
      expect((await store.get('big'))?.text).toBe(text)
      expect((await store.passagesOf('big')).map((passage) => passage.start)).toEqual(
        passagesOf(text).map((passage) => passage.start),
      )
      await store.put(article('none', { text: '' }), [])
      expect(await store.passagesOf('none')).toEqual([])
    })

    it('refuses vectors of another dimension and of no length, storing nothing', async () => {
      const [passage] = passagesOf('甲')
      const wrong = [new Float32Array(3), new Float32Array(8).fill(NaN), new Float32Array(8).fill(7)]
      for (const vector of wrong) {
        await expect(store.put(article('a'), [{ ...passage!, vector }])).rejects.toThrow(/dimensions/)
      }
      expect(await store.get('a')).toBeNull()
    })
  })

  it('keeps what the index was built with', async () => {
    const { generation } = await store.stats()
    await store.setMeta('embedder', 'e5')
    await store.setMeta('embedder', 'e5-2')
    expect(await store.getMeta('embedder')).toBe('e5-2')
    expect((await store.stats()).generation).toBe(generation)
    expect(await store.getMeta('store.id')).toMatch(/^[0-9a-f]{32}$/)
  })
}

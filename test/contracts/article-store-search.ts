// What every ArticleStore must do when it is searched and filtered.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Filters } from '../../src/article.ts'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { searchTerms } from '../../src/text.ts'
import { article, passagesOf } from '../store/sample.ts'
import type { OpenStore } from './article-store.ts'

/** Part of `articleStoreContract`. */
export function textSearchContract(open: OpenStore): void {
  let store: ArticleStore
  let dispose: () => Promise<void>
  beforeEach(async () => {
    ;({ store, dispose } = await open())
  })
  afterEach(() => dispose())

  const put = (id: string, text: string, fields = {}) =>
    store.put(article(id, { text, ...fields }), passagesOf(text))

  const found = async (terms: string[], filters = {}, limit = 10) => {
    const hits = await store.searchText(terms, filters, limit)
    const passages = await store.passages(hits.map((hit) => hit.passage_id))
    return passages.map(({ passage }) => passage.text)
  }

  describe('text search', () => {
    it('ranks by BM25: positive, best first, equal scores by id', async () => {
      await put('a', '外资到账\n外资外资外资\n招商引资\n外资到账')
      const hits = await store.searchText(['外资', '到账'], {}, 10)
      expect(await found(['外资', '到账'])).toEqual(['外资到账', '外资到账', '外资外资外资'])
      expect(hits.every((hit) => hit.score > 0)).toBe(true)
      expect(hits[0]!.score).toBe(hits[1]!.score)
      expect(hits[0]!.passage_id).toBeLessThan(hits[1]!.passage_id)
      expect(hits[1]!.score).toBeGreaterThan(hits[2]!.score)
      expect(await store.searchText(['外资', '到账'], {}, 1)).toEqual(hits.slice(0, 1))
      expect(await store.searchText(['外资'], {}, 0)).toEqual([])
    })

    it('finds numbers, words and joined terms whole', async () => {
      const lines = [
        '投资70亿元',
        '投资70万元',
        '增长19.9%',
        '增长19%，另9家',
        '建设5G基站',
        "O'Neil公司1-3月",
        '共1家3人',
      ]
      await put('a', lines.join('\n'))
      expect(await found(['70亿'])).toEqual([lines[0]])
      expect(await found(['19.9'])).toEqual([lines[2]])
      expect(await found(['5g'])).toEqual([lines[4]])
      expect(await found(['1-3'])).toEqual([lines[5]])
      expect(await found(["o'neil"])).toEqual([lines[5]])
      expect(await found(searchTerms('１－３月'))).toEqual(expect.arrayContaining([lines[5]]))
    })

    it('takes any terms without failing', async () => {
      await put('a', '丹阳项目')
      const odd = [
        '"',
        "'",
        '""',
        '*',
        'a"b',
        'NOT',
        'OR',
        '(',
        'terms:x',
        '-',
        '!',
        '',
        'a\0b',
        '\ud800',
        '😀',
      ]
      for (const term of odd) expect(await store.searchText([term], {}, 10)).toEqual([])
      expect(await found([...odd, '丹阳'])).toEqual(['丹阳项目'])
      expect(await store.searchText([], {}, 10)).toEqual([])
      const many = Array.from({ length: 200 }, (_, i) => `没有${i}`)
      expect(await found([...many, '项目'])).toEqual(['丹阳项目'])
      expect(await store.searchText(['项目', '项目'], {}, 10)).toEqual(
        await store.searchText(['项目'], {}, 10),
      )
    })

    it('scores after changes and removals as a fresh store would', async () => {
      await put('gone', '外资项目\n外资')
      await put('a', '外资项目旧', { content_hash: '1' })
      await store.remove('gone')
      await put('a', '外资到账一亿美元\n其他内容\n项目签约', { content_hash: '2' })
      const changed = await store.searchText(['外资', '项目'], {}, 10)
      const counts = await store.termCounts(['外资', '项目', '没有'])
      expect(counts).toEqual(
        new Map([
          ['外资', 1],
          ['项目', 1],
          ['没有', 0],
        ]),
      )
      const fresh = await open()
      try {
        await fresh.store.put(article('a'), passagesOf('外资到账一亿美元\n其他内容\n项目签约'))
        const hits = await fresh.store.searchText(['外资', '项目'], {}, 10)
        expect(hits.map((hit) => hit.score)).toEqual(changed.map((hit) => hit.score))
      } finally {
        await fresh.dispose()
      }
    })
  })

  describe('filters', () => {
    beforeEach(async () => {
      await put('a', '项目甲', { published_at: '2022-01-01', zone: '丹阳', region: '镇江', source: '日报' })
      await put('b', '项目乙', { published_at: '2022-06-30', zone: '苏州', region: '苏州', source: '日报' })
      await put('c', '项目丙', { published_at: '2023-01-01', zone: '苏州', region: '苏州', source: null })
      await put('d', '项目丁', { published_at: null, zone: null, region: null, source: '晚报' })
    })

    const cases: [string, object, string][] = [
      ['none', {}, 'abcd'],
      ['zone', { zone: '苏州' }, 'bc'],
      ['region', { region: '镇江' }, 'a'],
      ['source', { source: '日报' }, 'ab'],
      ['from, inclusive', { published_from: '2022-06-30' }, 'bc'],
      ['to, inclusive', { published_to: '2022-06-30' }, 'ab'],
      ['ids', { article_ids: ['d', 'a', 'unknown'] }, 'ad'],
      ['all at once', { zone: '苏州', published_from: '2022-01-01', article_ids: ['b', 'd'] }, 'b'],
      ['nothing left', { zone: '苏州', region: '镇江' }, ''],
    ]
    it.each(cases)('by %s: the same articles in every question', async (_name, filters, expected) => {
      const ids = await store.passageIds(filters)
      const articles = (await store.passages(ids)).map(({ article }) => article.id)
      expect(articles.join('')).toBe(expected)
      const hits = await store.searchText(['项目'], filters, 10)
      expect(hits.map((hit) => hit.passage_id).toSorted((x, y) => x - y)).toEqual(ids)
      const listed = (await store.list(filters, 10, 0)).map((item) => item.id)
      expect(listed.toSorted().join('')).toBe(expected)
    })

    it('lists newest first, undated last, page by page', async () => {
      const ids = async (limit: number, offset: number) =>
        (await store.list({}, limit, offset)).map((item) => item.id).join('')
      expect(await ids(10, 0)).toBe('cbad')
      expect(await ids(2, 1)).toBe('ba')
      expect(await store.facet('zone')).toEqual([
        { value: '苏州', count: 2 },
        { value: '丹阳', count: 1 },
      ])
      expect(await store.stats()).toMatchObject({
        published_from: '2022-01-01',
        published_to: '2023-01-01',
      })
    })

    it('gives with a passage the text that ends where it begins', async () => {
      const at = (start: number, text: string) => ({
        ...passagesOf(text)[0]!,
        start,
        end: start + text.length,
      })
      await store.put(article('z', { text: '营收三亿；净利一亿；\n共计四亿。' }), [
        at(0, '营收三亿；'),
        at(5, '净利一亿；'),
        at(11, '共计四亿。'),
      ])
      const passages = await store.passages(await store.passageIds({ article_ids: ['z'] }))
      expect(passages.map(({ passage }) => passage.before)).toEqual(['', '营收三亿；', ''])
    })

    const selected = async (
      filters: Filters,
      phrases: string[][] = [],
      after: { published_at: string | null; id: string } | null = null,
      limit = 10,
    ) => (await store.page({ filters, phrases }, after, limit)).map((item) => item.id).join('')

    it.each(cases)('by %s: the same in pages and facets', async (_name, filters, expected) => {
      expect([...(await selected(filters))].toSorted().join('')).toBe(expected)
      expect((await store.facets({ filters, phrases: [] })).articles).toBe(expected.length)
    })

    it('pages from behind a place, whether its article is still there or not', async () => {
      await put('e', '项目戊', { published_at: '2022-06-30' })
      await put('f', '项目己', { published_at: null })
      expect(await selected({})).toBe('cbeadf')
      const places = [
        [{ published_at: '2023-01-01', id: 'c' }, 'beadf'],
        [{ published_at: '2022-06-30', id: 'b' }, 'eadf'],
        [{ published_at: '2022-06-30', id: 'bb' }, 'eadf'],
        [{ published_at: '2022-03-01', id: 'z' }, 'adf'],
        [{ published_at: null, id: 'd' }, 'f'],
        [{ published_at: null, id: 'f' }, ''],
      ] as const
      for (const [place, rest] of places) expect(await selected({}, [], place)).toBe(rest)
      expect(await selected({}, [], places[0][0], 2)).toBe('be')
    })

    it('selects by words that stand in a row, each in some passage', async () => {
      await put('e', '外资到账一亿美元\n项目签约', { published_at: '2021-01-01' })
      await put('f', '到账外资一亿', { published_at: '2020-01-01' })
      const words = (text: string) => text.split(' ').map((word) => searchTerms(word))
      expect(await selected({}, words('外资到账'))).toBe('e')
      expect(await selected({}, words('外资 到账'))).toBe('ef')
      expect(await selected({}, words('外资 签约'))).toBe('e')
      expect(await selected({ published_to: '2020-12-31' }, words('外资'))).toBe('f')
      expect(await selected({}, [['"', 'or'], ['*']])).toBe('')
      expect((await store.facets({ filters: {}, phrases: words('外资') })).months).toEqual([
        { value: '2021-01', count: 1 },
        { value: '2020-01', count: 1 },
      ])
    })

    it('counts by every field, the most first, the newest month first', async () => {
      expect(await store.facets({ filters: {}, phrases: [] })).toEqual({
        articles: 4,
        zones: [
          { value: '苏州', count: 2 },
          { value: '丹阳', count: 1 },
        ],
        regions: [
          { value: '苏州', count: 2 },
          { value: '镇江', count: 1 },
        ],
        sources: [
          { value: '日报', count: 2 },
          { value: '晚报', count: 1 },
        ],
        months: [
          { value: '2023-01', count: 1 },
          { value: '2022-06', count: 1 },
          { value: '2022-01', count: 1 },
        ],
        undated: 1,
        published_from: '2022-01-01',
        published_to: '2023-01-01',
      })
    })

    it('gives passages in the order asked, with their article', async () => {
      const ids = (await store.passageIds({})).toReversed()
      const passages = await store.passages([...ids, 12_345])
      expect(passages.map(({ passage }) => passage.id)).toEqual(ids)
      expect(passages[0]!.article).toMatchObject({
        id: 'd',
        story_id: 'd',
        published_at: null,
        revision: 1,
      })
      const article_ids = Array.from({ length: 1000 }, (_, i) => `x${i}`)
      expect(await store.passageIds({ article_ids: [...article_ids, 'a'] })).toHaveLength(1)
    })
  })
}

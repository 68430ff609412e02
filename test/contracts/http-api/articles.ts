// Articles over the API of a whole service: written, read, listed, found, loaded.
import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/article.ts'
import type { SearchResponse } from '../../../src/contract.ts'
import { caller, expectProblem, keyed, ZONE, type Suite } from './served.ts'

const NEWS = {
  title: '甲镇 项目签约',
  zone: '甲镇开发区',
  published_at: '2024-05-06',
  text: '甲镇开发区签约项目5个。',
}

export function articlesSuite(suite: Suite): void {
  const call = caller(suite)
  const put = (id: string, body: unknown, headers: Record<string, string> = {}) =>
    call(`/v1/articles/${encodeURIComponent(id)}`, body, keyed(suite, { method: 'PUT', headers }))
  const remove = (id: string, headers: Record<string, string> = {}) =>
    call(`/v1/articles/${encodeURIComponent(id)}`, undefined, keyed(suite, { method: 'DELETE', headers }))

  describe('articles', () => {
    it('are stored, read, changed and removed, each revision with its ETag', async () => {
      const id = '甲/1'
      const path = `/v1/articles/${encodeURIComponent(id)}`
      const made = await put(id, NEWS, { 'If-None-Match': '*' })
      expect([made.status, made.headers.get('ETag'), made.headers.get('Location')]).toEqual([
        201,
        '"1"',
        path,
      ])
      const read = await call(path)
      expect(await read.json()).toMatchObject({ id, revision: 1, ...NEWS })
      expect([read.headers.get('ETag'), read.headers.get('Cache-Control')]).toEqual(['"1"', 'no-cache'])
      const same = await call(path, undefined, { headers: { 'If-None-Match': '"1"' } })
      expect([same.status, await same.text()]).toEqual([304, ''])

      const again = await put(id, NEWS)
      expect([again.status, again.headers.get('ETag')]).toEqual([200, '"1"'])
      const changed = await put(id, { ...NEWS, text: '甲镇开发区签约项目6个。' }, { 'If-Match': '"1"' })
      expect([changed.status, changed.headers.get('ETag')]).toEqual([200, '"2"'])
      await expectProblem(await put(id, NEWS, { 'If-Match': '"1"' }), 412, 'precondition_failed')
      await expectProblem(await put(id, NEWS, { 'If-None-Match': '*' }), 412, 'precondition_failed')
      expect(await (await call(`${path}?revision=1`)).json()).toMatchObject({ text: NEWS.text, revision: 1 })

      await expectProblem(await remove(id, { 'If-Match': '"1"' }), 412, 'precondition_failed')
      expect((await remove(id, { 'If-Match': '"2"' })).status).toBe(204)
      await expectProblem(await call(path), 404, 'not_found')
      await expectProblem(await remove(id), 404, 'not_found')
    })

    it('keep their text character for character', async () => {
      const text = '\r\n 甲\u3000乙😀“丙”\n\n丁e\u0301 '
      expect((await put('exact', { text })).status).toBe(201)
      expect(((await (await call('/v1/articles/exact')).json()) as Article).text).toBe(text)
      expect((await remove('exact')).status).toBe(204)
    })

    it('that are not as they should be are refused, with the fields that are wrong', async () => {
      const { errors } = await expectProblem(
        await put('bad', { text: ' ', published_at: '2024-02-30' }),
        422,
        'invalid_request',
      )
      expect((errors as { field: string }[]).map(({ field }) => field).sort()).toEqual([
        'published_at',
        'text',
      ])
      const broken = keyed(suite, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: '{',
      })
      await expectProblem(await suite.served().fetch('/v1/articles/bad', broken), 400, 'invalid_json')
      const plain = keyed(suite, { method: 'PUT', headers: { 'Content-Type': 'text/plain' }, body: '甲' })
      await expectProblem(
        await suite.served().fetch('/v1/articles/bad', plain),
        415,
        'unsupported_media_type',
      )
      expect((await call('/v1/articles/bad')).status).toBe(404)
    })

    it('are listed page by page, newest first, each once, and counted', async () => {
      const dates: (string | null)[] = []
      const ids = new Set<string>()
      let cursor: string | null = ''
      for (let pages = 0; cursor !== null && pages < 50; pages += 1) {
        const more = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
        const page = (await (await call(`/v1/articles?limit=3${more}`)).json()) as {
          items: { id: string; published_at: string | null }[]
          next_cursor: string | null
        }
        for (const { id, published_at } of page.items) {
          ids.add(id)
          dates.push(published_at)
        }
        cursor = page.next_cursor
      }
      expect(ids.size).toBe(dates.length)
      expect(dates).toEqual(dates.toSorted((a, b) => (b ?? '').localeCompare(a ?? '')))
      const facets = (await (await call('/v1/facets')).json()) as {
        articles: number
        zones: { value: string; count: number }[]
      }
      expect(facets.articles).toBe(ids.size)
      expect(facets.zones.map(({ value }) => value)).toContain(ZONE)
      const own = (await (await call(`/v1/articles?zone=${encodeURIComponent(ZONE)}`)).json()) as {
        items: { zone: string }[]
      }
      expect(new Set(own.items.map(({ zone }) => zone))).toEqual(new Set([ZONE]))
    })
  })

  describe('search', () => {
    const search = async (body: object): Promise<SearchResponse['hits']> => {
      const response = await call('/v1/search', body)
      expect(response.status).toBe(200)
      return ((await response.json()) as SearchResponse).hits
    }

    it('gives passages that are the article’s own characters', async () => {
      const hits = await search({ query: '丹阳 外资到账', limit: 5 })
      expect(hits.length).toBeGreaterThan(0)
      expect(hits.length).toBeLessThanOrEqual(5)
      expect(hits.some(({ article }) => article.zone === ZONE)).toBe(true)
      expect(hits.some(({ trace }) => trace.vector !== null)).toBe(true)
      for (const { article, start, end, text } of hits) {
        const path = `/v1/articles/${encodeURIComponent(article.id)}`
        const whole = ((await (await call(path)).json()) as Article).text
        expect(whole.slice(start, end)).toBe(text)
      }
      const scores = hits.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    })

    it('finds an article at once, and no longer when it is gone', async () => {
      await put('new', { ...NEWS, text: '甲镇开发区引进深海养殖装备基地。' })
      const found = async () =>
        (await search({ query: '深海养殖装备基地' })).some(({ article }) => article.id === 'new')
      expect(await found()).toBe(true)
      await remove('new')
      expect(await found()).toBe(false)
    })

    it('keeps to filters, and re-ranks where that is asked for', async () => {
      const own = await search({ query: '项目', filters: { zone: ZONE } })
      expect(new Set(own.map(({ article }) => article.zone))).toEqual(new Set([ZONE]))
      expect(await search({ query: '项目', filters: { zone: '没有这个开发区' } })).toEqual([])
      const ranked = await search({ query: '丹阳外资到账目标', rerank: true })
      expect(ranked.every(({ trace }) => trace.reader !== null)).toBe(true)
      await expectProblem(await call('/v1/search', { query: '项目', limit: 51 }), 422, 'invalid_request')
    })
  })

  describe('loads', () => {
    const lines = (): Promise<Response> =>
      suite.served().fetch('/v1/articles', {
        method: 'POST',
        ...keyed(suite, { headers: { 'Content-Type': 'application/x-ndjson' } }),
        body: ['乙', '丙']
          .map((name) => JSON.stringify({ id: name, text: `${name}镇签约项目5个。` }))
          .join('\n'),
      })

    it('are jobs, whose articles are there when they end', async () => {
      const accepted = await lines()
      expect(accepted.status).toBe(202)
      const at = accepted.headers.get('Location')!
      const job = async () =>
        (await (await call(at, undefined, keyed(suite))).json()) as { state: string; counts: object }
      await expect.poll(async () => (await job()).state, { timeout: 60_000 }).toBe('done')
      expect((await job()).counts).toMatchObject({ added: 2, failed: 0 })
      for (const name of ['乙', '丙']) expect((await remove(name)).status).toBe(204)
    })
  })
}

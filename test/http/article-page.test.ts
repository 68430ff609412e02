// GET /articles/{id} on the wire: who may see it, what is kept, what the address may say.
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article.ts'
import { testService } from '../service.ts'
import { article, fakeApp, fakeArticles, TEXT } from './fakes.ts'

const get = (path: string, deps: Parameters<typeof fakeApp>[0] = {}, headers: Record<string, string> = {}) =>
  fakeApp(deps).app.request(path, { headers: { Accept: 'text/html', ...headers } })

describe('the article page', () => {
  it('holds the stored text with its paragraphs, and what is known of it', async () => {
    const response = await get('/articles/dy%2F1')
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toContain(`<p id="p1" data-at="0" dir="auto">${TEXT}</p>`)
    expect(page).toContain('<title>丹阳开发区 – 投问</title>')
    expect(page).toContain('<time datetime="2022-03-04">')
    expect(page).toContain('没有原网页的地址')
  })

  it('may be kept by a browser that asks whether it is still the same', async () => {
    const first = await get('/articles/dy%2F1?c=0-2')
    const etag = first.headers.get('ETag')!
    expect(first.headers.get('Cache-Control')).toBe('private, no-cache')
    const again = await get('/articles/dy%2F1?c=0-2', {}, { 'If-None-Match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    const elsewhere = await get('/articles/dy%2F1?c=0-3', {}, { 'If-None-Match': etag })
    expect(elsewhere.status).toBe(200)
    const inEnglish = await get(
      '/articles/dy%2F1?c=0-2',
      {},
      { 'If-None-Match': etag, 'Accept-Language': 'en' },
    )
    expect(inEnglish.status).toBe(200)
  })

  it.each([
    ['/articles/nope', '没有这篇文章'],
    ['/articles/nope?revision=1', '没有这篇文章'],
    ['/articles/dy%2F1?revision=3', '没有这一版'],
    ['/articles/dy%2F1?revision=x', '没有这一版'],
    ['/articles/%FF', '没有这篇文章'],
  ])('%s: 404', async (path, told) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    const page = await response.text()
    expect(page).toContain(told)
    expect(page.includes('href="/articles/dy%2F1"')).toBe(told === '没有这一版')
  })

  it('shows a key that is held to some articles only those, in the list of the story too', async () => {
    const inside: Article = { ...article, id: 'b', title: '同区另报' }
    const outside: Article = { ...article, id: 'c', title: '外区另报', zone: '别的区' }
    const deps = {
      authenticate: () => ({
        id: 'k',
        scopes: new Set(['search'] as const),
        filters: { zone: article.zone! },
      }),
      article: async (id: string) => [article, inside, outside].find((one) => one.id === id) ?? null,
      articles: {
        ...fakeArticles(),
        related: async () => ({ revisions: [2], same_story: [inside, outside] }),
      },
    }
    const page = await (await get('/articles/dy%2F1', deps)).text()
    expect(page).toContain('同区另报')
    expect(page).not.toContain('外区另报')
    expect((await get('/articles/c', deps)).status).toBe(404)
  })

  it('says that a revision is not the current one only to whoever may see that', async () => {
    const deps = {
      authenticate: () => ({ id: 'k', scopes: new Set(['search'] as const), filters: { zone: 'A' } }),
      article: async (_id: string, revision?: number) =>
        revision === 1 ? { ...article, revision, zone: 'A' } : { ...article, zone: 'B' },
    }
    const page = await (await get('/articles/dy%2F1?revision=1', deps)).text()
    expect(page).not.toContain('看现行版')
    expect((await get('/articles/dy%2F1', deps)).status).toBe(404)
  })

  it('lists over a real store the revisions that are kept and the reports of the same story', async () => {
    const { store, articles } = await testService()
    const text =
      '云岭经济开发区今天集中签约 21 个项目，总投资 186.4 亿元，其中外资项目 5 个，涵盖新能源和生物医药。'
    const input = {
      title: '签约',
      published_at: '2022-03-04',
      source: null,
      zone: null,
      region: null,
      url: null,
      text,
    }
    await articles.put('a', input)
    await articles.remove('a')
    await articles.put('a', input)
    await articles.put('a', { ...input, title: '签约（更正）' })
    await articles.put('b', { ...input, title: '转载', published_at: '2022-03-05' })
    const page = await (
      await get('/articles/a', { articles, article: (id, revision) => store.get(id, revision) })
    ).text()
    expect(page).toMatch(/第 1 版没有保留/)
    expect(page).toContain('href="/articles/a?revision=2"')
    expect(page).not.toContain('revision=1"')
    expect(page).toContain('href="/articles/b"')
  })
})

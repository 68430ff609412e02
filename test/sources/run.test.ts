import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { articlePage, paragraphs, urlset, type Site } from './site.ts'
import { createWorld as worldOn, PLATFORMS, type Options } from './world.ts'

const DAY = 86_400_000

function put(site: Site, n: number, change = ''): string {
  site.pages.set(`/news/${n}.html`, articlePage(`第${n}号项目签约`, ...paragraphs(n, change)))
  return `${site.url}/news/${n}.html`
}

function sitemap(site: Site, items: (string | [string, string])[]): void {
  const urls = items.map((one) => (typeof one === 'string' ? `<url><loc>${one}</loc></url>` : `<url><loc>${one[0]}</loc><lastmod>${one[1]}</lastmod></url>`)) // prettier-ignore
  site.pages.set('/sitemap.xml', {
    headers: { 'content-type': 'application/xml' },
    body: `<urlset>${urls.join('')}</urlset>`,
  })
}

describe.each(PLATFORMS)('sources on %s', (on) => {
  const createWorld = (options: Options = {}) => worldOn({ ...options, on })

  describe('a sitemap', () => {
    it('is fetched into the index, politely, with what its articles do not say themselves', async () => {
      const { site, create, run, items, articles, slept, store } = await createWorld()
      sitemap(site, [put(site, 1), put(site, 2), put(site, 3), put(site, 4)])
      const { id } = await create({
        kind: 'sitemap',
        url: `${site.url}/sitemap.xml`,
        zone: '青禾开发区',
        region: '青禾',
      })
      const done = await run(id)
      expect(done).toMatchObject({ state: 'done', trigger: 'request', failed: [], problems: [] })
      expect(done.counts).toMatchObject({ listed: 4, added: 4, failed: 0, unchanged: 0 })
      expect([...(await articles()).keys()].sort()).toEqual([1, 2, 3, 4].map((n) => `第${n}号项目签约`))
      const [article] = await store.list({}, 1, 0)
      expect(article).toMatchObject({
        zone: '青禾开发区',
        region: '青禾',
        source: '青禾日报',
        published_at: '2026-03-04',
      })
      // The lines that stand on every page of the site are no article's.
      expect([...(await articles()).values()].join('')).not.toMatch(/欢迎您来投资|技术支持/)
      expect(site.asked[0]).toBe('/robots.txt')
      expect(site.asked).toHaveLength(6)
      expect(site.requests[1]!.headers['user-agent']).toBe('TouWen/0.1 (+https://example.com/bot)')
      expect(site.mostOpen()).toBe(1)
      expect(slept.filter((ms) => ms > 900).length).toBe(5)
      for (const item of (await items(id)).values())
        expect(item).toMatchObject({ state: 'fetched', fact: null })
    })

    it('is read again only where it says that something changed', async () => {
      const { site, create, run, items, articles } = await createWorld()
      sitemap(site, [
        [put(site, 1), '2026-03-01'],
        [put(site, 2), '2026-03-01'],
      ])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      await run(id)
      site.asked.length = 0
      expect((await run(id)).counts).toMatchObject({ listed: 2, unchanged: 2, updated: 0 })
      expect(site.asked).toEqual(['/sitemap.xml'])
      sitemap(site, [
        [put(site, 1), '2026-03-01'],
        [put(site, 2, '，另设研发中心'), '2026-03-09'],
      ])
      expect((await run(id)).counts).toMatchObject({ listed: 2, unchanged: 1, updated: 1 })
      expect(site.asked).toEqual(['/sitemap.xml', '/sitemap.xml', '/news/2.html'])
      expect((await articles()).get('第2号项目签约')).toContain('另设研发中心')
      expect((await items(id)).get(`${site.url}/news/2.html`)).toMatchObject({ state: 'fetched' })
    })

    it('may be an index of packed sitemaps, of which only the changed are read again', async () => {
      const { site, create, run } = await createWorld()
      const packed = (etag: string, urls: string[]) => (request: { headers: Record<string, unknown> }) =>
      request.headers['if-none-match'] === etag
        ? { status: 304 }
        : { headers: { etag, 'content-type': 'application/x-gzip' }, body: gzipSync(urlset(urls)) } // prettier-ignore
      site.pages.set('/index.xml', `<sitemapindex><sitemap><loc>${site.url}/a.xml.gz</loc></sitemap><sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>`) // prettier-ignore
      site.pages.set('/a.xml.gz', packed('"a1"', [put(site, 1), put(site, 2)]))
      site.pages.set('/b.xml.gz', packed('"b1"', [put(site, 3)]))
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/index.xml` })
      expect((await run(id)).counts).toMatchObject({ listed: 3, added: 3 })
      site.pages.set('/b.xml.gz', packed('"b2"', [put(site, 3), put(site, 4)]))
      expect((await run(id)).counts).toMatchObject({ listed: 4, added: 1, unchanged: 3 })
    })

    it('counts only what is included, and so many of it', async () => {
      const { site, create, run, items } = await createWorld()
      sitemap(site, [...[1, 2, 3].map((n): [string, string] => [put(site, n), `2026-03-0${n}`]), `${site.url}/about.html`, `${site.url}/news/x.html`]) // prettier-ignore
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml`, include: ['/news/*'], exclude: ['*x.html'], max_items: 2 }) // prettier-ignore
      expect((await run(id)).counts).toMatchObject({ listed: 2, added: 2 })
      expect([...(await items(id)).keys()].sort()).toEqual([2, 3].map((n) => `${site.url}/news/${n}.html`))
    })
  })

  describe('an item', () => {
    it('is asked for conditionally, and 304 leaves it as it is', async () => {
      const { site, create, run, items } = await createWorld()
      const seen: unknown[] = []
      const body = articlePage('第1号项目签约', ...paragraphs(1))
      site.pages.set('/news/1.html', ({ headers }) => {
        seen.push([headers['if-none-match'], headers['if-modified-since']])
        if (headers['if-none-match'] === '"v1"') return { status: 304 }
        return { headers: { etag: '"v1"', 'last-modified': 'Wed, 04 Mar 2026 00:00:00 GMT' }, body }
      })
      sitemap(site, [`${site.url}/news/1.html`])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      await run(id)
      expect((await run(id, true)).counts).toMatchObject({ unchanged: 1, updated: 0 })
      expect(seen).toEqual([
        [undefined, undefined],
        ['"v1"', 'Wed, 04 Mar 2026 00:00:00 GMT'],
      ])
      expect([...(await items(id)).values()][0]).toMatchObject({ state: 'unchanged', fact: null })
    })

    it('that fails is no content: it says why, keeps its last good article, and is tried again later', async () => {
      const { site, create, run, items, articles, pass } = await createWorld()
      sitemap(site, [put(site, 1), put(site, 2)])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      await run(id)
      const before = await articles()
      const url = `${site.url}/news/1.html`
      const bad = [
        { status: 404, body: articlePage('页面', ...paragraphs(9)) },
        { status: 403, body: '<h1>403</h1>' },
        { body: articlePage('404', '您访问的页面不存在，请检查地址是否正确。') },
        {
          body: '<html><head><title>安全验证</title></head><body><p>请完成下方滑块验证后继续访问。</p></body></html>',
        },
        { status: 302, headers: { location: '/user/login?back=/news/1.html' } },
        { status: 302, headers: { location: '/' } },
        { headers: { 'content-type': 'image/png' }, body: 'x' },
        { body: '' },
        { body: '<html><body></body></html>' },
      ]
      site.pages.set(
        '/user/login?back=/news/1.html',
        '<html><title>用户登录</title><form><input type="password"></form></html>',
      )
      site.pages.set('/', articlePage('青禾开发区门户网站', ...paragraphs(7)))
      const facts = new Set<string>()
      for (const reply of bad) {
        site.pages.set('/news/1.html', reply)
        const done = await run(id, true)
        expect(done.counts).toMatchObject({ failed: 1, added: 0, updated: 0 })
        expect(done.failed).toEqual([
          { url, fact: expect.stringMatching(/./), remedy: expect.stringMatching(/./) },
        ])
        const item = (await items(id)).get(url)!
        expect(item).toMatchObject({
          state: 'failed',
          fact: done.failed[0]!.fact,
          article_id: expect.any(String),
        })
        facts.add(item.fact!)
        expect(await articles()).toEqual(before)
      }
      expect(facts.size).toBeGreaterThan(6)
      // Not in the next run, but when its time has come; then all is well again.
      site.asked.length = 0
      put(site, 1, '，分两期建设')
      await run(id)
      expect(site.asked).toEqual(['/sitemap.xml'])
      await pass(8 * DAY)
      expect((await run(id)).counts).toMatchObject({ failed: 0, updated: 1 })
      expect((await items(id)).get(url)).toMatchObject({ state: 'fetched', fact: null })
    })

    it('is no article when the site says the same at many addresses', async () => {
      const { site, create, run, articles } = await createWorld()
      const odd = articlePage(
        '温馨提示',
        '您好，本栏目内容正在整理之中，请您过些时候再来看看，给您带来的不便敬请谅解。',
      )
      for (const n of [11, 12, 13]) site.pages.set(`/news/${n}.html`, odd)
      sitemap(site, [put(site, 1), ...[11, 12, 13].map((n) => `${site.url}/news/${n}.html`)])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      const done = await run(id)
      expect(done.counts).toMatchObject({ added: 1, failed: 3 })
      expect([...(await articles()).keys()]).toEqual(['第1号项目签约'])
    })

    it('that moved keeps its article', async () => {
      const { site, create, run, items, store } = await createWorld()
      sitemap(site, [put(site, 1)])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      await run(id)
      const { article_id } = [...(await items(id)).values()][0]!
      site.pages.set('/news/1.html', { status: 301, headers: { location: '/moved/1.html' } })
      site.pages.set('/moved/1.html', articlePage('第1号项目签约', ...paragraphs(1, '，已经开工')))
      expect((await run(id, true)).counts).toMatchObject({ updated: 1, added: 0 })
      expect([...(await items(id)).values()][0]).toMatchObject({ article_id })
      expect(await store.get(article_id!)).toMatchObject({ revision: 2, url: `${site.url}/moved/1.html` })
      expect((await store.stats()).articles).toBe(1)
    })

    it('cannot pass for an article of another site', async () => {
      const { site, create, run, store } = await createWorld()
      const own = articlePage('第1号项目签约', ...paragraphs(1)).replace('<head>', '<head><link rel="canonical" href="https://gov.example/policy.html">') // prettier-ignore
      site.pages.set('/news/1.html', own)
      sitemap(site, [`${site.url}/news/1.html`])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      await run(id)
      expect((await store.list({}, 9, 0)).map(({ url }) => url)).toEqual([`${site.url}/news/1.html`])
    })

    it('that another source has already is left to that', async () => {
      const { site, create, run, store } = await createWorld()
      sitemap(site, [put(site, 1)])
      const one = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      const two = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml`, zone: '别处' })
      await run(one.id)
      expect((await run(two.id)).counts).toMatchObject({ listed: 1, unchanged: 1, added: 0, updated: 0 })
      expect((await store.list({}, 9, 0)).map(({ zone }) => zone)).toEqual([null])
    })
  })

  describe('what disappears', () => {
    it.each(['keep', 'remove'] as const)(
      'is marked as gone and its article is told to %s',
      async (on_gone) => {
        const { site, create, run, items, store } = await createWorld()
        sitemap(site, [put(site, 1), put(site, 2), put(site, 3)])
        const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml`, on_gone })
        await run(id)
        // One is gone, another is only no longer listed.
        sitemap(site, [`${site.url}/news/1.html`])
        site.pages.set('/news/2.html', { status: 410 })
        const gone = `${site.url}/news/2.html`
        for (const n of [1, 2]) {
          expect((await run(id)).counts, `run ${n}`).toMatchObject({ gone: 0, removed: 0 })
          expect((await items(id)).get(gone)).toMatchObject({ state: 'fetched', gone_at: null })
        }
        const removed = on_gone === 'remove' ? 1 : 0
        expect((await run(id)).counts).toMatchObject({ listed: 1, gone: 1, removed, failed: 0 })
        expect((await items(id)).get(gone)).toMatchObject({
          state: 'gone',
          gone_at: expect.any(String),
          next_check_at: null,
        })
        expect((await items(id)).get(`${site.url}/news/3.html`)).toMatchObject({
          state: 'unchanged',
          gone_at: null,
        })
        expect((await store.stats()).articles).toBe(3 - removed)
        // It comes back.
        sitemap(site, [`${site.url}/news/1.html`, put(site, 2)])
        await run(id)
        expect((await items(id)).get(gone)).toMatchObject({ state: removed ? 'fetched' : 'unchanged', gone_at: null, article_id: expect.any(String) }) // prettier-ignore
        expect((await store.stats()).articles).toBe(3)
      },
    )

    it('is removed by the next run when the one that found it could not', async () => {
      const { site, create, run, items, store } = await createWorld()
      sitemap(site, [put(site, 1), put(site, 2)])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml`, on_gone: 'remove' })
      await run(id)
      sitemap(site, [`${site.url}/news/1.html`])
      site.pages.delete('/news/2.html')
      const { remove } = store
      store.remove = async () => {
        throw new Error('the disk is full')
      }
      for (let n = 0; n < 3; n += 1) await run(id)
      expect((await items(id)).get(`${site.url}/news/2.html`)).toMatchObject({ state: 'gone' })
      expect((await store.stats()).articles).toBe(2)
      store.remove = remove
      expect((await run(id)).counts).toMatchObject({ gone: 0, removed: 1 })
      expect((await store.stats()).articles).toBe(1)
      expect((await run(id)).counts).toMatchObject({ removed: 0 })
    })

    it('is not taken for gone when the source cannot be read', async () => {
      const { site, create, run, items } = await createWorld()
      sitemap(site, [put(site, 1)])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml`, on_gone: 'remove' })
      await run(id)
      site.pages.set('/news/1.html', { status: 404 })
      for (const reply of [
        { status: 500 },
        { body: '<html>维护中</html>' },
        { body: '<urlset></urlset>' },
        { status: 404 },
      ]) {
        site.pages.set('/sitemap.xml', reply)
        const done = await run(id)
        expect(done).toMatchObject({
          state: 'failed',
          problems: [{ fact: expect.any(String), remedy: expect.any(String) }],
        })
      }
      expect([...(await items(id)).values()][0]).toMatchObject({ state: 'fetched', gone_at: null })
    })
  })
})

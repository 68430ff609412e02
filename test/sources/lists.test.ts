import { describe, expect, it } from 'vitest'
import { articlePage, paragraphs, urlset, type Site } from './site.ts'
import { createWorld as worldOn, PLATFORMS, type Options } from './world.ts'

function put(site: Site, n: number, change = ''): string {
  site.pages.set(`/news/${n}.html`, articlePage(`第${n}号项目签约`, ...paragraphs(n, change)))
  return `${site.url}/news/${n}.html`
}

function sitemap(site: Site, urls: string[]): void {
  site.pages.set('/sitemap.xml', urlset(urls))
}

const listPage = (items: string[], next: string | null): string =>
  `<html><body><ul class="nav"><li><a href="/about.html">关于</a></li></ul><ul class="news">${items
    .map((href) => `<li><span>2026-03-04</span><a href="${href}">标题</a></li>`)
    .join(
      '',
    )}</ul><div class="pager">${next === null ? '' : `<a class="next" href="${next}">下一页</a>`}</div></body></html>`

describe.each(PLATFORMS)('sources on %s', (on) => {
  const createWorld = (options: Options = {}) => worldOn({ ...options, on })

  describe('a page of links', () => {
    it('is followed from page to page, as far as it may be', async () => {
      const { site, create, run, items } = await createWorld()
      for (const n of [1, 2, 3, 4, 5]) put(site, n)
      site.pages.set(
        '/list.html',
        listPage(
          ['news/1.html', '/news/2.html#top', 'javascript:void(0)', 'mailto:a@b.example'],
          'list_2.html',
        ),
      )
      site.pages.set('/list_2.html', listPage(['/news/2.html', '/news/3.html'], '?p=3'))
      site.pages.set('/list_2.html?p=3', listPage(['/news/4.html'], '/list_4.html'))
      site.pages.set('/list_4.html', listPage(['/news/5.html'], '/list.html'))
      const { id } = await create({ kind: 'list', url: `${site.url}/list.html`, selectors: { item: 'ul.news li', next: '.pager a.next', max_pages: 3 } }) // prettier-ignore
      expect((await run(id)).counts).toMatchObject({ listed: 4, added: 4, failed: 0 })
      expect([...(await items(id)).keys()].sort()).toEqual(
        [1, 2, 3, 4].map((n) => `${site.url}/news/${n}.html`),
      )
      expect(site.asked).not.toContain('/about.html')
    })

    it('says so when its selector finds nothing any more', async () => {
      const { site, create, run, items } = await createWorld()
      put(site, 1)
      site.pages.set('/list.html', listPage(['/news/1.html'], null))
      const { id } = await create({
        kind: 'list',
        url: `${site.url}/list.html`,
        selectors: { item: '.news a' },
      })
      expect(await run(id)).toMatchObject({ state: 'done', counts: { added: 1 } })
      site.pages.set(
        '/list.html',
        '<html><body><div class="new-design"><a href="/news/1.html">x</a></div></body></html>',
      )
      expect(await run(id)).toMatchObject({ state: 'failed', problems: [{ fact: 'nothing is listed there', remedy: expect.stringMatching(/selector/) }] }) // prettier-ignore
      expect([...(await items(id)).values()][0]).toMatchObject({ state: 'fetched' })
    })

    it('whose second page cannot be read gives the first, and takes nothing for gone', async () => {
      const { site, create, run, items } = await createWorld()
      put(site, 1)
      put(site, 2)
      site.pages.set('/list.html', listPage(['/news/1.html'], '/list_2.html'))
      site.pages.set('/list_2.html', listPage(['/news/2.html'], null))
      const { id } = await create({
        kind: 'list',
        url: `${site.url}/list.html`,
        selectors: { item: '.news a', next: '.next' },
      })
      expect((await run(id)).counts).toMatchObject({ added: 2 })
      site.pages.set('/list_2.html', { status: 404 })
      site.pages.set('/news/2.html', { status: 404 })
      for (let n = 0; n < 4; n += 1) {
        expect(await run(id)).toMatchObject({ state: 'done', counts: { listed: 1, gone: 0 }, problems: [{ url: `${site.url}/list_2.html` }] }) // prettier-ignore
      }
      expect((await items(id)).get(`${site.url}/news/2.html`)).toMatchObject({ state: 'fetched' })
    })
  })

  const rss = (items: string[]): { headers: Record<string, string>; body: string } => ({
    headers: { 'content-type': 'application/rss+xml' },
    body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>青禾开发区</title>${items.join('')}</channel></rss>`,
  })
  const item = (link: string, title: string, content: string, isWhole: boolean, guid = link): string =>
    `<item><title>${title}</title>${link === '' ? '' : `<link>${link}</link>`}<guid isPermaLink="false">${guid}</guid><pubDate>Wed, 04 Mar 2026 08:00:00 +0800</pubDate>${
      isWhole
        ? `<content:encoded><![CDATA[${content}]]></content:encoded>`
        : `<description>${content}</description>`
    }</item>`
  const whole = (n: number, change = ''): string => paragraphs(n, change).map((text) => `<p>${text}</p>`).join('') // prettier-ignore

  describe('a feed', () => {
    it('with whole articles is read without asking for their pages', async () => {
      const { site, create, run, articles, store } = await createWorld()
      const link = `${site.url}/news/1.html`
      site.pages.set(
        '/feed.xml',
        rss([
          item(link, '第1号项目签约', whole(1), true),
          item(`${site.url}/news/2.html`, '第2号项目签约', whole(2), true),
        ]),
      )
      const { id } = await create({ kind: 'feed', url: `${site.url}/feed.xml`, zone: '青禾开发区' })
      expect((await run(id)).counts).toMatchObject({ listed: 2, added: 2 })
      expect(site.asked).toEqual(['/robots.txt', '/feed.xml'])
      expect((await store.list({}, 9, 0))[0]).toMatchObject({
        published_at: '2026-03-04',
        zone: '青禾开发区',
      })
      expect((await run(id)).counts).toMatchObject({ unchanged: 2, updated: 0 })
      site.pages.set('/feed.xml', rss([item(link, '第1号项目签约', whole(1, '，另设研发中心'), true)]))
      expect((await run(id)).counts).toMatchObject({ listed: 1, updated: 1 })
      expect((await articles()).get('第1号项目签约')).toContain('另设研发中心')
      // The page would be the same article.
      expect((await store.stats()).articles).toBe(2)
    })

    it('with teasers has their pages fetched; without a page a teaser fails', async () => {
      const { site, create, run, articles } = await createWorld()
      site.pages.set(
        '/feed.xml',
        rss([
          item(put(site, 1), '第1号项目签约', '第1号项目日前签约……', false),
          item('', '只有摘要', '日前签约……[详细]', false, 'g-1'),
        ]),
      )
      const { id } = await create({ kind: 'feed', url: `${site.url}/feed.xml` })
      const done = await run(id)
      expect(done.counts).toMatchObject({ listed: 2, added: 1, failed: 1 })
      expect(done.failed).toMatchObject([
        { url: 'g-1', fact: expect.stringMatching(/no text|only a teaser/) },
      ])
      expect((await articles()).get('第1号项目签约')).toContain('计划总投资4亿元')
    })

    it('may be Atom or JSON, and asks conditionally', async () => {
      const { site, create, run } = await createWorld()
      let conditional = 0
      site.pages.set('/atom.xml', ({ headers }) => {
        if (headers['if-none-match'] === '"f1"') {
          conditional += 1
          return { status: 304 }
        }
        return {
          headers: { 'content-type': 'application/atom+xml', etag: '"f1"' },
          body: `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>第1号项目签约</title><id>urn:1</id><link href="${site.url}/a/1"/><updated>2026-03-04T00:00:00Z</updated><content type="html"><![CDATA[${whole(1)}]]></content></entry></feed>`,
        }
      })
      const items = [{ id: '7', title: '第2号项目签约', content_html: whole(2) }]
      site.pages.set('/feed.json', { headers: { 'content-type': 'application/feed+json' }, body: JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 't', items }) }) // prettier-ignore
      const atom = await create({ kind: 'feed', url: `${site.url}/atom.xml` })
      expect((await run(atom.id)).counts).toMatchObject({ listed: 1, added: 1 })
      expect((await run(atom.id)).counts).toMatchObject({ listed: 1, unchanged: 1 })
      expect(conditional).toBe(1)
      const json = await create({ kind: 'feed', url: `${site.url}/feed.json` })
      expect((await run(json.id)).counts).toMatchObject({ listed: 1, added: 1 })
      expect((await run(json.id)).counts).toMatchObject({ listed: 1, unchanged: 1 })
    })

    it('keeps the article that it held when it no longer lists it, and marks it when its page is gone', async () => {
      const { site, create, run, items, articles } = await createWorld()
      const [one, two] = [put(site, 1), put(site, 2)]
      site.pages.set('/feed.xml', rss([item(one, '第1号项目签约', whole(1, '，另设研发中心'), true), item(two, '第2号项目签约', whole(2), true)])) // prettier-ignore
      const { id } = await create({ kind: 'feed', url: `${site.url}/feed.xml` })
      await run(id)
      site.pages.set('/feed.xml', rss([item(two, '第2号项目签约', whole(2), true)]))
      for (let n = 0; n < 3; n += 1) await run(id)
      expect(site.asked).toContain('/news/1.html')
      expect((await items(id)).get(one)).toMatchObject({ state: 'unchanged', gone_at: null })
      expect((await articles()).get('第1号项目签约')).toContain('另设研发中心')
      site.pages.set('/feed.xml', rss([item(one, '第1号项目签约', whole(1), true)]))
      site.pages.delete('/news/2.html')
      for (let n = 0; n < 3; n += 1) await run(id)
      expect((await items(id)).get(two)).toMatchObject({ state: 'gone' })
    })

    it('cannot take the id of an article that is not its own', async () => {
      const { site, create, run, store } = await createWorld()
      sitemap(site, [put(site, 1)])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      await run(id)
      const [own] = await store.list({}, 1, 0)
      site.pages.set('/feed.xml', rss([item('', '假的', whole(66), true, own!.id)]))
      const feed = await create({ kind: 'feed', url: `${site.url}/feed.xml` })
      expect((await run(feed.id)).counts).toMatchObject({ added: 1 })
      expect(await store.get(own!.id)).toMatchObject({ revision: 1, title: '第1号项目签约' })
    })
  })

  describe('a site in trouble', () => {
    it('is left alone after some failures; the rest waits and fails nothing', async () => {
      const { site, create, run, items, pass } = await createWorld()
      const urls = Array.from({ length: 8 }, (_, i) => put(site, i + 1))
      for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) site.pages.set(`/news/${n}.html`, { status: 503 })
      sitemap(site, urls)
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      const done = await run(id)
      expect(done.counts).toMatchObject({ listed: 8, failed: 2, waiting: 6 })
      expect(site.asked.filter((path) => path.startsWith('/news/'))).toHaveLength(2)
      expect([...(await items(id)).values()].map(({ state }) => state).sort()).toEqual(['failed', 'failed', ...Array(6).fill('waiting')]) // prettier-ignore
      for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) put(site, n)
      await pass(3_600_000)
      expect((await run(id)).counts).toMatchObject({ added: 8, failed: 0, waiting: 0 })
    })

    it('that is slow, endless, or a bomb fails item by item', async () => {
      const { site, create, run } = await createWorld({ totalMs: 1500 })
      site.pages.set('/slow.html', () => undefined)
      site.pages.set('/endless.html', (_, response) => {
        const timer = setInterval(() => response.write('<p>x</p>'.repeat(100)), 20)
        response.on('close', () => clearInterval(timer))
      })
      // A page of 30 MB would be taken as bytes; as an article it is far too large.
      site.pages.set('/large.html', { body: `<html><body><p>${'大'.repeat(1_500_000)}</p></body></html>` })
      sitemap(site, [
        put(site, 1),
        `${site.url}/large.html`,
        `${site.url}/slow.html`,
        `${site.url}/endless.html`,
      ])
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      const done = await run(id)
      expect(done.counts).toMatchObject({ listed: 4, added: 1, failed: 3 })
      expect(done.failed.map(({ fact }) => fact).join()).toMatch(/not there within.*not there within|bytes/)
    })

    it('that forbids it by robots.txt is not read', async () => {
      const { site, create, run } = await createWorld()
      sitemap(site, [put(site, 1), put(site, 2)])
      site.pages.set('/robots.txt', {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: touwen\nDisallow: /news/1.html\n',
      })
      const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
      const done = await run(id)
      expect(done.counts).toMatchObject({ added: 1, failed: 1 })
      expect(done.failed[0]).toMatchObject({ fact: expect.stringMatching(/robots\.txt/) })
      expect(site.asked).not.toContain('/news/1.html')
    })
  })
})

describe('a source that leads into the inner network', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1/',
    'http://127.0.0.2:PORT/',
    'http://0x7f000002:PORT/',
    'http://0177.0.0.02:PORT/',
    'http://2130706434:PORT/',
    'http://127.2:PORT/',
    'http://[::1]:PORT/',
    'http://localhost:PORT/',
    'http://evil.example:PORT/',
    'http://user:x@127.0.0.1:PORT/',
    'file:///etc/passwd',
  ])('fails at the redirect to %s', async (target) => {
    const { site, create, run, articles } = await worldOn({ names: { 'evil.example': ['10.0.0.1'] } })
    const location = target.replace('PORT', String(site.port))
    site.pages.set('/', articlePage('机密文件', ...paragraphs(99)))
    site.pages.set('/news/1.html', { status: 302, headers: { location } })
    site.pages.set('/news/2.html', { status: 301, headers: { location: '/news/1.html' } })
    sitemap(site, [`${site.url}/news/1.html`, `${site.url}/news/2.html`, location, put(site, 3)])
    const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
    const done = await run(id)
    expect([...(await articles()).keys()]).toEqual(['第3号项目签约'])
    expect(done.counts.added).toBe(1)
    expect(done.counts).toMatchObject({ failed: done.counts.listed - 1, waiting: 0 })
    expect(done.counts.failed).toBeGreaterThanOrEqual(2)
    expect(site.asked).not.toContain('/')
  })

  it('asks no resolver but the one given, and only for names', async () => {
    const { site, create, run, resolved } = await worldOn({ names: {} })
    sitemap(site, ['http://nowhere.example/1', put(site, 1)])
    const { id } = await create({ kind: 'sitemap', url: `${site.url}/sitemap.xml` })
    expect((await run(id)).counts).toMatchObject({ listed: 2, added: 1 })
    expect(new Set(resolved)).toEqual(new Set(['nowhere.example']))
  })
})

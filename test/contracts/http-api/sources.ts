// Sources of a whole service: from their registration to the answer, and what is never fetched.
import { describe, expect, it } from 'vitest'
import type { Page, Run, Source, Item } from '../../../src/sources/source.ts'
import { articlePage, paragraphs, urlset, type Site } from '../../sources/site.ts'
import { caller, expectProblem, keyed, type Suite } from './served.ts'

/** `siteOf`: a site that the service may fetch from. */
export function sourcesSuite(suite: Suite, siteOf: () => Site): void {
  const call = caller(suite)
  const register = (source: object) => call('/v1/sources', source, keyed(suite))
  const told = async <T>(path: string): Promise<T> =>
    (await (await call(path, undefined, keyed(suite))).json()) as T
  const ended = async (at: string): Promise<Run> => {
    await expect
      .poll(
        async () => {
          await suite.served().fetchDue()
          return (await told<Source>(at)).last_run?.ended_at ?? null
        },
        { timeout: 60_000, interval: 200 },
      )
      .not.toBeNull()
    return (await told<Source>(at)).last_run!
  }
  const ids = async (): Promise<string[]> =>
    (
      await told<Page<{ id: string }>>(`/v1/articles?zone=${encodeURIComponent('青禾开发区')}&limit=50`)
    ).items.map(({ id }) => id)

  const listing = (site: Site, path: string, ...pages: string[]): string => {
    site.pages.set(path, urlset(pages.map((page) => site.url + page)))
    return site.url + path
  }

  describe('sources', () => {
    it('are fetched when they are due: their articles are found, and go with them if so wished', async () => {
      const site = siteOf()
      for (const n of [1, 2])
        site.pages.set(`/news/${n}.html`, articlePage(`第${n}号项目签约`, ...paragraphs(n)))
      const made = await register({
        kind: 'sitemap',
        url: listing(site, '/due.xml', '/news/1.html', '/news/2.html'),
        zone: '青禾开发区',
        interval_minutes: 5,
      })
      expect(made.status).toBe(201)
      const at = made.headers.get('Location')!
      expect(await ended(at)).toMatchObject({
        trigger: 'schedule',
        state: 'done',
        counts: { listed: 2, added: 2, failed: 0, waiting: 0 },
      })
      expect(Date.parse((await told<Source>(at)).next_run_at!)).toBeGreaterThan(Date.now() + 60_000)
      const { items } = await told<Page<Item>>(`${at}/items`)
      expect(items.map(({ state }) => state)).toEqual(['fetched', 'fetched'])
      expect((await ids()).sort()).toEqual(items.map(({ article_id }) => article_id!).sort())
      await suite.served().settle()
      const found = await call('/v1/search', { query: '第2号项目计划总投资', limit: 1 })
      expect(JSON.stringify(await found.json())).toContain('第2号项目')

      expect((await call(`${at}?articles=remove`, undefined, keyed(suite, { method: 'DELETE' }))).status).toBe(204) // prettier-ignore
      expect((await call(at, undefined, keyed(suite))).status).toBe(404)
      await expect
        .poll(async () => {
          await suite.served().fetchDue()
          return ids()
        })
        .toEqual([])
    })

    it('are fetched on demand, one run at a time', async () => {
      const site = siteOf()
      site.pages.set('/news/3.html', articlePage('第3号项目签约', ...paragraphs(3)))
      const made = await register({ kind: 'sitemap', url: listing(site, '/demand.xml', '/news/3.html') })
      const at = made.headers.get('Location')!
      expect(((await made.json()) as Source).next_run_at).toBeNull()
      const runs = await Promise.all([1, 2].map(() => call(`${at}/runs`, undefined, keyed(suite, { method: 'POST' })))) // prettier-ignore
      expect(runs.map(({ status }) => status)).toEqual([202, 202])
      const [first, second] = (await Promise.all(runs.map((one) => one.json()))) as Run[]
      expect(second!.id).toBe(first!.id)
      expect(await ended(at)).toMatchObject({ id: first!.id, trigger: 'request', counts: { added: 1 } })
      expect((await call(`${at}?articles=remove`, undefined, keyed(suite, { method: 'DELETE' }))).status).toBe(204) // prettier-ignore
    })

    it.each([
      'http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/', 'http://localhost/a.xml',
      'http://2130706433/', 'file:///etc/passwd', 'http://user:secret@example.com/', 'http://example.com:22/',
    ])('at %s are refused', async (url) => {
      await expectProblem(await register({ kind: 'feed', url }), 422, 'address_refused')
    }) // prettier-ignore

    it('are not followed into a network', async () => {
      const site = siteOf()
      site.pages.set('/news/4.html', { status: 302, headers: { location: 'http://169.254.169.254/latest/' } })
      const made = await register({ kind: 'sitemap', url: listing(site, '/away.xml', '/news/4.html') })
      const at = made.headers.get('Location')!
      await call(`${at}/runs`, undefined, keyed(suite, { method: 'POST' }))
      const { counts, failed } = await ended(at)
      expect(counts).toMatchObject({ added: 0, failed: 1 })
      expect(failed[0]!.fact).toMatch(/169\.254\.169\.254 is a metadata service/)
      await call(at, undefined, keyed(suite, { method: 'DELETE' }))
    })
  })
}

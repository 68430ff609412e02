// Sources where no process lives on: what a turn takes, who has it, and what becomes of one that is cut.
import { describe, expect, it } from 'vitest'
import { articlePage, paragraphs, urlset, type Site } from './site.ts'
import { createWorld } from './world.ts'

const MINUTE = 60_000

const onWorkers = () => createWorld({ on: 'Workers' })

function listOf(site: Site, count: number, path = '/sitemap.xml', first = 1): string {
  const pages = Array.from({ length: count }, (_, i) => `/news/${first + i}.html`)
  for (const [i, page] of pages.entries())
    site.pages.set(page, articlePage(`第${first + i}号项目签约`, ...paragraphs(first + i)))
  site.pages.set(path, urlset(pages.map((page) => site.url + page)))
  return site.url + path
}

describe('a turn', () => {
  it('takes so many items, and the next goes on at once until all are there', async () => {
    const { site, create, service, take, items, statements } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 60) })
    await service.run(id, false)
    const before = statements()
    await take()
    // What D1 grants one call of a Worker: https://developers.cloudflare.com/d1/platform/limits/
    const used = statements() - before
    expect(used).toBeGreaterThan(40)
    expect(used).toBeLessThan(700)
    const first = (await service.get(id)).last_run!
    expect(first).toMatchObject({ state: 'done', counts: { listed: 60, added: 25, waiting: 35 } })
    expect(first.problems).toMatchObject([{ fact: expect.stringMatching(/^35 of its items wait/) }])
    await take()
    expect((await service.get(id)).last_run).toMatchObject({
      trigger: 'schedule',
      counts: { added: 25, waiting: 10 },
    })
    await take()
    const { last_run, next_run_at } = await service.get(id)
    expect(last_run).toMatchObject({ counts: { added: 10, unchanged: 50, waiting: 0 } })
    expect(next_run_at).toBeNull()
    expect([...(await items(id)).values()].map(({ state }) => state)).toEqual(Array(60).fill('fetched'))
    expect(site.asked.filter((path) => path.startsWith('/news/'))).toHaveLength(60)
  })

  it('takes as little of the database for articles that a feed holds whole', async () => {
    const { site, create, service, take, statements, store } = await onWorkers()
    const items = Array.from({ length: 60 }, (_, i) => ({
      id: `${site.url}/f/${i}`,
      url: `${site.url}/f/${i}`,
      title: `第${i}号项目签约`,
      content_text: paragraphs(i).join('\n'),
    }))
    const feed = { version: 'https://jsonfeed.org/version/1.1', title: '青禾日报', items }
    site.pages.set('/feed.json', {
      headers: { 'content-type': 'application/feed+json' },
      body: JSON.stringify(feed),
    })
    const { id } = await create({ kind: 'feed', url: `${site.url}/feed.json` })
    await service.run(id, false)
    const before = statements()
    await take()
    expect((await service.get(id)).last_run).toMatchObject({ counts: { added: 25, waiting: 35 } })
    expect(statements() - before).toBeLessThan(900)
    await take()
    await take()
    expect((await store.stats()).articles).toBe(60)
  })

  it('asks for every item when that is wished, also for those that it leaves to the next', async () => {
    const { site, create, service, take } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 40) })
    await service.run(id, false)
    await take()
    await take()
    site.asked.length = 0
    await service.run(id, true)
    await take()
    await take()
    expect(new Set(site.asked.filter((path) => path.startsWith('/news/'))).size).toBe(40)
  })

  it('takes what was asked for first, then what is longest overdue', async () => {
    const { site, create, service, take, pass } = await onWorkers()
    await create({ kind: 'sitemap', url: listOf(site, 1, '/a.xml', 1), interval_minutes: 5 })
    await pass(MINUTE)
    await create({ kind: 'sitemap', url: listOf(site, 1, '/b.xml', 2), interval_minutes: 5 })
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 1, '/c.xml', 3) })
    await pass(10 * MINUTE)
    site.asked.length = 0
    await pass(10_000)
    await service.run(id, false)
    await pass(6 * MINUTE)
    await take()
    expect(site.asked.filter((path) => path.endsWith('.xml')).slice(0, 3).sort()).toEqual(['/a.xml', '/b.xml', '/c.xml']) // prettier-ignore
    expect(site.asked[0]).toBe('/c.xml')
  })

  it('asks the records one thing when nothing is to be done', async () => {
    const { site, create, take, statements } = await onWorkers()
    await create({ kind: 'sitemap', url: listOf(site, 1) })
    const before = statements()
    await take()
    expect(statements() - before).toBe(1)
    expect(site.asked).toEqual([])
  })

  it('is had by one at a time', async () => {
    const { site, create, service, take, ended } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 3) })
    await service.run(id, false)
    await Promise.all([take(), take(), take()])
    expect(await ended(id)).toMatchObject({ state: 'done', counts: { added: 3 } })
    expect(site.asked.filter((path) => path.startsWith('/news/'))).toHaveLength(3)
    expect(site.mostOpen()).toBe(1)
  })

  it('that was cut is had by the next when its time is over; its run is told as stopped', async () => {
    const { site, create, service, take, records, now, pass } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 2) })
    const { id: run } = await service.run(id, false)
    await records.all("UPDATE source_runs SET state = 'running', run = json_set(run, '$.state', 'running')")
    await records.all("INSERT INTO source_turn (one, holder, held_until) VALUES (1, 'gone', ?)", [
      new Date(now().getTime() + 3 * MINUTE).toISOString(),
    ])
    await take()
    expect((await service.get(id)).last_run).toMatchObject({ id: run, state: 'running', ended_at: null })
    await pass(4 * MINUTE)
    await take()
    expect((await service.get(id)).last_run).toMatchObject({
      id: run,
      state: 'stopped',
      ended_at: expect.any(String),
    })
    await service.run(id, false)
    await take()
    expect((await service.get(id)).last_run).toMatchObject({ state: 'done', counts: { added: 2 } })
  })

  it('ends the run of a source that is changed, before the change is told', async () => {
    const { site, create, service, take, store } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 12), zone: '旧区' })
    let release = (): void => undefined
    const page = String(site.pages.get('/news/3.html'))
    site.pages.set('/news/3.html', (_, response) => {
      release = () => response.end(page)
    })
    await service.run(id, false)
    const turn = take()
    await expect.poll(() => site.asked.includes('/news/3.html')).toBe(true)
    const changed = service.patch(id, { zone: '新区' })
    await new Promise((resolve) => setTimeout(resolve, 50))
    release()
    await changed
    await turn
    expect((await service.get(id)).last_run).toMatchObject({ state: 'stopped' })
    expect((await store.stats()).articles).toBe(0)
    site.pages.set('/news/3.html', page)
    await service.run(id, false)
    await take()
    expect((await store.page({ filters: { zone: '新区' }, phrases: [] }, null, 50)).length).toBe(12)
  })

  it('fetches also while articles cannot be removed', async () => {
    const { site, create, service, take, store } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 1) })
    await service.run(id, false)
    await take()
    await service.remove(id, 'remove')
    const { remove } = store
    store.remove = () => Promise.reject(new Error('a shard is away'))
    const { id: other } = await create({ kind: 'sitemap', url: listOf(site, 1, '/other.xml', 7) })
    await service.run(other, false)
    await take()
    expect((await store.stats()).articles).toBe(2)
    store.remove = remove
    await take()
    expect((await store.stats()).articles).toBe(1)
  })

  it('removes the articles of a source that was removed, some at a time', async () => {
    const { site, create, service, take, store } = await onWorkers()
    const { id } = await create({ kind: 'sitemap', url: listOf(site, 30) })
    await service.run(id, false)
    await take()
    await take()
    expect((await store.stats()).articles).toBe(30)
    await service.remove(id, 'remove')
    await take()
    expect((await store.stats()).articles).toBe(10)
    // One that another source has brought meanwhile is to stay.
    const { id: other } = await create({ kind: 'sitemap', url: listOf(site, 30) })
    await service.run(other, false)
    await take()
    await take()
    expect((await store.stats()).articles).toBe(30)
  })
})

import { describe, expect, it } from 'vitest'
import { articlePage, paragraphs, urlset, type Site } from './site.ts'
import { createWorld, type World } from './world.ts'

const MINUTE = 60_000

function list(site: Site, path: string, n: number): string {
  site.pages.set(`/news/${n}.html`, articlePage(`第${n}号项目签约`, ...paragraphs(n)))
  site.pages.set(path, urlset([`${site.url}/news/${n}.html`]))
  return site.url + path
}

const read = (site: Site, path: string): number => site.asked.filter((one) => one === path).length

async function settled(world: World, ...ids: string[]): Promise<void> {
  for (const id of ids) await world.ended(id)
}

describe('the schedule', () => {
  it('runs a source soon after it is registered, and then at its interval', async () => {
    const world = await createWorld()
    const { site } = world
    const { id, next_run_at } = await world.create({
      kind: 'sitemap',
      url: list(site, '/a.xml', 1),
      interval_minutes: 10,
    })
    expect(next_run_at).not.toBeNull()
    await world.pass(2000)
    await settled(world, id)
    expect(read(site, '/a.xml')).toBe(1)
    const { last_run, next_run_at: next } = await world.service.get(id)
    expect(last_run).toMatchObject({ trigger: 'schedule', state: 'done', counts: { added: 1 } })
    expect(Date.parse(next!) - Date.parse(last_run!.ended_at!)).toBeGreaterThan(9 * MINUTE)
    await world.pass(8 * MINUTE)
    expect(read(site, '/a.xml')).toBe(1)
    await world.pass(3 * MINUTE)
    await settled(world, id)
    expect(read(site, '/a.xml')).toBe(2)
  })

  it('runs nothing that is only on demand, not enabled, or was removed', async () => {
    const world = await createWorld()
    const { site } = world
    await world.create({ kind: 'sitemap', url: list(site, '/a.xml', 1) })
    await world.create({ kind: 'sitemap', url: list(site, '/b.xml', 2), interval_minutes: 5, enabled: false })
    const { id } = await world.create({ kind: 'sitemap', url: list(site, '/c.xml', 3), interval_minutes: 5 })
    await world.service.remove(id, 'keep')
    await world.pass(60 * MINUTE)
    expect(site.asked).toEqual([])
  })

  it('goes on after a restart: what is overdue runs, spread out', async () => {
    const world = await createWorld()
    const { site } = world
    const ids: string[] = []
    for (const n of [1, 2, 3]) {
      ids.push(
        (await world.create({ kind: 'sitemap', url: list(site, `/${n}.xml`, n), interval_minutes: 30 })).id,
      )
    }
    await world.pass(5000)
    await settled(world, ...ids)
    expect([1, 2, 3].map((n) => read(site, `/${n}.xml`))).toEqual([1, 1, 1])
    // As if the server had been off for a day.
    await world.records.all("UPDATE sources SET next_run_at = '2026-11-25T00:00:00.000Z'")
    await world.restart()
    const times = (await world.records.all('SELECT next_run_at FROM sources ORDER BY next_run_at')).map((row) => Date.parse(String(row['next_run_at']))) // prettier-ignore
    expect(times[0]!).toBeGreaterThan(world.now().getTime())
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(19_000)
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(19_000)
    await world.pass(6000)
    expect([1, 2, 3].map((n) => read(site, `/${n}.xml`)).sort()).toEqual([1, 1, 2])
    await world.pass(60_000)
    await settled(world, ...ids)
    expect([1, 2, 3].map((n) => read(site, `/${n}.xml`))).toEqual([2, 2, 2])
  })
})

describe('a run', () => {
  it('is the only one of its source', async () => {
    const { site, create, service, ended } = await createWorld()
    const held: (() => void)[] = []
    const url = list(site, '/a.xml', 1)
    const body = articlePage('第1号项目签约', ...paragraphs(1))
    site.pages.set('/news/1.html', (_, response) => void held.push(() => response.end(body)))
    const { id } = await create({ kind: 'sitemap', url })
    const first = await service.run(id, false)
    expect(first).toMatchObject({ state: 'queued', trigger: 'request' })
    for (let n = 0; n < 200 && held.length === 0; n += 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
    const [second, third] = await Promise.all([service.run(id, true), service.run(id, false)])
    expect([second.id, third.id]).toEqual([first.id, first.id])
    expect((await service.get(id)).last_run).toMatchObject({ id: first.id, state: 'running' })
    held[0]!()
    expect(await ended(id)).toMatchObject({ id: first.id, state: 'done', counts: { added: 1 } })
    expect(read(site, '/a.xml')).toBe(1)
  })

  it('ends with the server, which tells so, and is made good by the next', async () => {
    const world = await createWorld()
    const { site } = world
    const url = list(site, '/a.xml', 1)
    const page = site.pages.get('/news/1.html')!
    site.pages.set('/news/1.html', () => undefined)
    const { id } = await world.create({ kind: 'sitemap', url })
    await world.service.run(id, false)
    for (let n = 0; n < 200 && read(site, '/news/1.html') === 0; n += 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
    const began = performance.now()
    await world.restart()
    expect(performance.now() - began).toBeLessThan(2000)
    expect((await world.service.get(id)).last_run).toMatchObject({
      state: 'stopped',
      ended_at: expect.any(String),
    })
    expect([...(await world.items(id)).values()][0]).toMatchObject({ state: 'waiting' })
    site.pages.set('/news/1.html', page)
    expect((await world.run(id)).counts).toMatchObject({ added: 1 })
  })

  it('that a process left in work is told as stopped by the next', async () => {
    const world = await createWorld()
    const { id } = await world.create({ kind: 'sitemap', url: list(world.site, '/a.xml', 1) })
    await world.run(id)
    await world.records.all(
      "UPDATE source_runs SET state = 'running', run = json_set(run, '$.state', 'running', '$.ended_at', NULL)",
    )
    await world.restart()
    expect((await world.service.get(id)).last_run).toMatchObject({
      state: 'stopped',
      ended_at: expect.any(String),
    })
  })

  it('is ended by a change of its source, and fifty are remembered', async () => {
    const world = await createWorld()
    const { site } = world
    const { id } = await world.create({ kind: 'sitemap', url: list(site, '/a.xml', 1) })
    site.pages.set('/news/1.html', () => undefined)
    const { id: run } = await world.service.run(id, false)
    await world.service.patch(id, { max_items: 3 })
    expect((await world.service.get(id)).last_run).toMatchObject({ id: run, state: 'stopped' })
    site.pages.set('/a.xml', { status: 404 })
    for (let n = 0; n < 55; n += 1) await world.run(id)
    expect((await world.records.all('SELECT count(*) AS n FROM source_runs'))[0]!['n']).toBe(50)
  })

  it('fails as a whole when the index takes nothing, and loses nothing', async () => {
    const world = await createWorld()
    const { site, store } = world
    const { id } = await world.create({ kind: 'sitemap', url: list(site, '/a.xml', 1) })
    const { put } = store
    store.put = async () => {
      throw new Error('the disk is full')
    }
    expect(await world.run(id)).toMatchObject({ state: 'failed', problems: [{ fact: 'the disk is full' }] })
    store.put = put
    expect(await world.run(id)).toMatchObject({ state: 'done', counts: { added: 1 } })
  })
})

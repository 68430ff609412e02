import { describe, expect, it } from 'vitest'
import type { Scope } from '../../src/keys/principal.ts'
import { articlePage, paragraphs, urlset } from '../sources/site.ts'
import { createWorld, type Options } from '../sources/world.ts'
import { fakeApp, json, problemIn } from './fakes.ts'

/** The application over real sources; its client has these scopes. */
async function served(scopes: Scope[] = ['ingest'], options: Options = {}) {
  const world = await createWorld(options)
  const principal = { id: scopes.length === 0 ? null : 'key_1', scopes: new Set(scopes) }
  const { app } = fakeApp({ sources: world.service, authenticate: async () => principal })
  return {
    ...world,
    app,
    call: (method: string, path: string, body?: unknown) =>
      app.request(path, body === undefined ? { method } : { ...json(body), method }),
  }
}

const LIST = { kind: 'list', url: 'https://news.example/list.html', selectors: { item: '.news a' } }

describe('/v1/sources', () => {
  it('registers, tells, changes and forgets a source', async () => {
    const { call } = await served()
    const made = await call('POST', '/v1/sources', {
      kind: 'sitemap',
      url: 'https://NEWS.example:443/sitemap.xml#x',
      zone: ' 青禾开发区 ',
    })
    expect(made.status).toBe(201)
    const source = (await made.json()) as { id: string }
    expect(made.headers.get('Location')).toBe(`/v1/sources/${source.id}`)
    expect(source).toEqual({
      id: expect.stringMatching(/^src_\w{8,}$/), kind: 'sitemap', url: 'https://news.example/sitemap.xml', selectors: null,
      zone: '青禾开发区', region: null, source: null, include: [], exclude: [], interval_minutes: null, max_items: 500,
      on_gone: 'keep', enabled: true, created_at: expect.any(String), updated_at: expect.any(String), next_run_at: null,
      last_run: null,
    }) // prettier-ignore
    const path = `/v1/sources/${source.id}`
    expect(await (await call('GET', path)).json()).toEqual(source)
    const patched = await call('PATCH', path, { interval_minutes: 60, zone: null })
    expect(await patched.json()).toMatchObject({ zone: null, interval_minutes: 60, max_items: 500, next_run_at: expect.any(String) }) // prettier-ignore
    const replaced = await call('PUT', path, { ...LIST, max_items: 7 })
    expect(await replaced.json()).toMatchObject({
      ...LIST,
      max_items: 7,
      interval_minutes: null,
      next_run_at: null,
    })
    expect((await call('DELETE', path)).status).toBe(204)
    await problemIn(await call('GET', path))
  })

  it('runs a source on demand, and tells how it went and what stands there', async () => {
    const { call, site, ended, store } = await served()
    const pages = [1, 2, 3].map((n) => `${site.url}/news/${n}.html`)
    for (const n of [1, 2])
      site.pages.set(`/news/${n}.html`, articlePage(`第${n}号项目签约`, ...paragraphs(n)))
    site.pages.set('/s.xml', urlset(pages))
    const { id } = (await (
      await call('POST', '/v1/sources', { kind: 'sitemap', url: `${site.url}/s.xml` })
    ).json()) as { id: string }
    const run = await call('POST', `/v1/sources/${id}/runs`)
    expect(run.status).toBe(202)
    expect(await run.json()).toMatchObject({
      id: expect.stringMatching(/^run_/),
      source_id: id,
      state: 'queued',
      trigger: 'request',
    })
    await ended(id)
    expect(await (await call('GET', `/v1/sources/${id}`)).json()).toMatchObject({
      last_run: {
        state: 'done',
        counts: { listed: 3, added: 2, failed: 1 },
        failed: [
          {
            url: pages[2],
            fact: 'the source lists it, but it is not there (404)',
            remedy: 'tell the operator of the site',
          },
        ],
      },
    })
    const first = (await (await call('GET', `/v1/sources/${id}/items?limit=2`)).json()) as {
      items: { url: string }[]
      next_cursor: string
    }
    expect(first.next_cursor).toMatch(/^[\w-]+$/)
    const second = (await (
      await call('GET', `/v1/sources/${id}/items?limit=2&cursor=${first.next_cursor}`)
    ).json()) as typeof first
    expect(second.next_cursor).toBeNull()
    expect([...first.items, ...second.items].map(({ url }) => url)).toEqual(pages)
    const failed = (await (await call('GET', `/v1/sources/${id}/items?state=failed`)).json()) as {
      items: object[]
    }
    expect(failed.items).toEqual([
      expect.objectContaining({ url: pages[2], state: 'failed', article_id: null }),
    ])
    expect((await call('DELETE', `/v1/sources/${id}?articles=remove`)).status).toBe(204)
    expect((await store.stats()).articles).toBe(0)
  })

  it('lists sources in pages', async () => {
    const { call } = await served()
    for (const n of [1, 2, 3])
      await call('POST', '/v1/sources', { kind: 'feed', url: `https://news.example/${n}.xml` })
    const ids: string[] = []
    let path = '/v1/sources?limit=2'
    for (let n = 0; n < 2; n += 1) {
      const page = (await (await call('GET', path)).json()) as {
        items: { id: string }[]
        next_cursor: string | null
      }
      ids.push(...page.items.map(({ id }) => id))
      path = `/v1/sources?limit=2&cursor=${page.next_cursor}`
      expect(page.next_cursor === null).toBe(n === 1)
    }
    expect(new Set(ids).size).toBe(3)
  })

  it.each([
    ['an address of the inner network', { ...LIST, url: 'http://192.168.0.1/' }, 'address_refused'],
    ['one in an odd notation', { ...LIST, url: 'http://0x7f000001/' }, 'address_refused'],
    ['a metadata service', { ...LIST, url: 'http://169.254.169.254/' }, 'address_refused'],
    ['another scheme', { ...LIST, url: 'file:///etc/passwd' }, 'address_refused'],
    ['a password', { ...LIST, url: 'https://a:b@news.example/' }, 'address_refused'],
    ['no address', { ...LIST, url: 'news' }, 'address_refused'],
    ['a list without selectors', { ...LIST, selectors: null }, 'invalid_request'],
    ['a feed with selectors', { ...LIST, kind: 'feed' }, 'invalid_request'],
    ['a selector that is none', { ...LIST, selectors: { item: 'a:hover' } }, 'invalid_request'],
    ['too short an interval', { ...LIST, interval_minutes: 4 }, 'invalid_request'],
    ['too many items', { ...LIST, max_items: 100_000 }, 'invalid_request'],
    ['a pattern of stars', { ...LIST, include: ['*'.repeat(50)] }, 'invalid_request'],
    ['an unknown field', { ...LIST, headers: {} }, 'invalid_request'],
    ['an unknown kind', { ...LIST, kind: 'site' }, 'invalid_request'],
  ])('refuses %s with 422', async (_, body, code) => {
    const { call } = await served()
    const response = await call('POST', '/v1/sources', body)
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ code })
    expect(await (await call('GET', '/v1/sources')).json()).toEqual({ items: [], next_cursor: null })
  })

  it('checks a change as it checks a new source', async () => {
    const { call } = await served()
    const { id } = (await (await call('POST', '/v1/sources', LIST)).json()) as { id: string }
    expect((await call('PATCH', `/v1/sources/${id}`, { url: 'http://127.1/' })).status).toBe(422)
    expect((await call('PATCH', `/v1/sources/${id}`, { selectors: null })).status).toBe(422)
    expect((await call('PUT', `/v1/sources/${id}`, { kind: 'feed' })).status).toBe(422)
    expect((await call('GET', `/v1/sources?cursor=%00`)).status).toBe(422)
    expect(await (await call('GET', `/v1/sources/${id}`)).json()).toMatchObject(LIST)
  })

  const ROUTES: [string, string, unknown?][] = [
    ['POST', '/v1/sources', LIST],
    ['GET', '/v1/sources'],
    ['GET', '/v1/sources/src_x'],
    ['PUT', '/v1/sources/src_x', LIST],
    ['PATCH', '/v1/sources/src_x', {}],
    ['DELETE', '/v1/sources/src_x'],
    ['POST', '/v1/sources/src_x/runs'],
    ['GET', '/v1/sources/src_x/items'],
  ]

  it('needs a key: ingest for writing, ingest or logs for reading', async () => {
    const [none, wrong, logs] = [await served([]), await served(['ask', 'search']), await served(['logs'])]
    for (const [method, path, body] of ROUTES) {
      expect((await none.call(method, path, body)).status, path).toBe(401)
      expect((await wrong.call(method, path, body)).status, path).toBe(403)
      const seen = (await logs.call(method, path, body)).status
      if (method === 'GET') expect([200, 404], path).toContain(seen)
      else expect(seen, path).toBe(403)
    }
  })

  it('lets no key in that is held to some articles: a source writes those of others too', async () => {
    const held = { id: 'k', scopes: new Set<Scope>(['ingest', 'logs']), filters: { zone: '青禾开发区' } }
    const { app } = fakeApp({ authenticate: () => held })
    for (const request of [json(LIST), { method: 'GET' }]) {
      const response = await app.request('/v1/sources', request)
      expect(response.status).toBe(403)
      expect(await problemIn(response)).toMatchObject({ code: 'forbidden' })
    }
  })

  it('fetches nothing beside another writer of the index, and says so', async () => {
    const { call, site, pass } = await served(['ingest'], { writable: false })
    const { id } = (await (await call('POST', '/v1/sources', { kind: 'feed', url: site.url, interval_minutes: 5 })).json()) as { id: string } // prettier-ignore
    for (const [method, path] of [
      ['POST', `/v1/sources/${id}/runs`],
      ['DELETE', `/v1/sources/${id}?articles=remove`],
    ] as const) {
      // prettier-ignore
      const response = await call(method, path)
      expect(response.status).toBe(409)
      expect(await problemIn(response)).toMatchObject({ code: 'index_locked' })
    }
    await pass(3_600_000)
    expect(site.asked).toEqual([])
  })

  it('answers for a source that is not there with 404, and other methods with 405', async () => {
    const { call } = await served()
    for (const [method, path, body] of ROUTES.filter(([, path]) => path.includes('src_x'))) {
      expect((await call(method, path, body)).status, `${method} ${path}`).toBe(404)
    }
    const response = await call('DELETE', '/v1/sources')
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toContain('POST')
  })
})

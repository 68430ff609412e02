// /v1/articles, /v1/facets and /v1/jobs over a real store, real vectors and real records; only the models are fakes.
import { describe, expect, it } from 'vitest'
import type { Filters } from '../../src/article.ts'
import type { Articles } from '../../src/article-contract.ts'
import type { Scope } from '../../src/keys/principal.ts'
import { makeDocx, p } from '../ingest/make-docx.ts'
import { makePdf, column } from '../ingest/make-pdf.ts'
import { testService } from '../service.ts'
import { fakeApp, json, problemIn } from './fakes.ts'

const TEXT = '示例开发区完成外资到账1亿美元的年度目标任务。'
const PUT = { title: '示例', published_at: '2022-03-04', zone: '示例开发区', source: '示例日报', text: TEXT }

interface Setup {
  scopes?: Scope[]
  filters?: Filters
  writable?: boolean
  maxUpload?: number
  /** Wraps what jobs do. */
  load?: (load: Articles['load']) => Articles['load']
}

async function setup({ scopes = ['search', 'ingest'], filters, maxUpload, ...options }: Setup = {}) {
  const service = await testService(options)
  const principal = { id: 'key_1', scopes: new Set(scopes), ...(filters === undefined ? {} : { filters }) }
  const { app } = fakeApp({
    article: (id, revision) => service.store.get(id, revision),
    articles: service.articles,
    jobs: service.jobs,
    search: service.search,
    authenticate: async () => principal,
    ...(maxUpload === undefined ? {} : { maxUpload }),
  })
  const put = (id: string, body: unknown = PUT, headers: Record<string, string> = {}) =>
    app.request(`/v1/articles/${encodeURIComponent(id)}`, { ...json(body, headers), method: 'PUT' })
  const get = async (path: string) => {
    const response = await app.request(path)
    return { status: response.status, body: (await response.json()) as Record<string, any> } // oxlint-disable-line typescript/no-explicit-any
  }
  const post = (body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
    app.request('/v1/articles', { method: 'POST', body, headers })
  return { ...service, app, put, get, post }
}

describe('PUT /v1/articles/{id}', () => {
  it('stores a new article with 201, and a search finds it at once', async () => {
    const { put, app, search } = await setup()
    const response = await put('新/1')
    expect(response.status).toBe(201)
    expect(response.headers.get('ETag')).toBe('"1"')
    expect(response.headers.get('Location')).toBe('/v1/articles/%E6%96%B0%2F1')
    expect(await response.json()).toMatchObject({ id: '新/1', revision: 1, ...PUT, region: null, url: null })
    expect((await search({ query: '外资到账' })).hits[0]?.article.id).toBe('新/1')
    const read = await app.request(response.headers.get('Location')!)
    expect(read.headers.get('ETag')).toBe('"1"')
  })

  it('keeps the revision of an equal article, and gives a changed one the next', async () => {
    const { put, app } = await setup()
    await put('a')
    const again = await put('a', { ...PUT, title: ' 示例 ', region: '' })
    expect([again.status, again.headers.get('ETag')]).toEqual([200, '"1"'])
    const changed = await put('a', { ...PUT, text: `${TEXT}新。` })
    expect([changed.status, changed.headers.get('ETag')]).toEqual([200, '"2"'])
    const old = await app.request('/v1/articles/a?revision=1')
    expect(await old.json()).toMatchObject({ revision: 1, text: TEXT })
  })

  it('makes the title of an article that has none from its text', async () => {
    const { put } = await setup()
    expect(await (await put('a', { text: TEXT })).json()).toMatchObject({ published_at: null, title: expect.stringMatching(/^示例开发区/) }) // prettier-ignore
  })

  it.each([
    ['If-Match', '"1"', 200],
    ['If-Match', '"7", "1"', 200],
    ['If-Match', '*', 200],
    ['If-Match', '"2"', 412],
    ['If-Match', 'W/"1"', 412],
    ['If-Match', '1', 412],
    ['If-None-Match', '*', 412],
    ['If-None-Match', 'W/"1"', 412],
    ['If-None-Match', '"9"', 200],
  ])('over revision 1 with %s: %s gives %i', async (name, value, status) => {
    const { put, store } = await setup()
    await put('a')
    const response = await put('a', { ...PUT, title: '改' }, { [name]: value })
    expect(response.status).toBe(status)
    expect((await store.get('a'))!.revision).toBe(status === 200 ? 2 : 1)
    if (status === 412) {
      const problem = await problemIn(response)
      expect(problem).toMatchObject({
        code: 'precondition_failed',
        detail: expect.stringMatching(/revision 1/),
      })
    }
  })

  it.each([
    ['If-Match', '*', 412],
    ['If-Match', '"1"', 412],
    ['If-None-Match', '*', 201],
  ])('where there is none with %s: %s gives %i', async (name, value, status) => {
    const { put } = await setup()
    expect((await put('a', PUT, { [name]: value })).status).toBe(status)
  })

  it('lets one of two writers over the same revision win', async () => {
    const { put, store } = await setup()
    await put('a')
    const both = ['甲', '乙', '丙'].map((title) => put('a', { ...PUT, title }, { 'If-Match': '"1"' }))
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 412, 412])
    expect((await store.get('a'))!.revision).toBe(2)
  })

  it.each([
    [{}, 'text'],
    [{ text: ' \n' }, 'text'],
    [{ ...PUT, published_at: '2022-02-30' }, 'published_at'],
    [{ ...PUT, url: 'javascript:alert(1)' }, 'url'],
    [{ ...PUT, zone: 7 }, 'zone'],
    [{ ...PUT, date: '2022-01-01' }, 'date'],
    [{ text: '字'.repeat(700_000) }, 'text'],
  ])('refuses a body that breaks a rule: %#', async (body, field) => {
    const { put } = await setup()
    const response = await put('a', body)
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field }] })
  })

  it('refuses an id that cannot be stored', async () => {
    const { app } = await setup()
    for (const id of ['%00', 'a%0Ab', 'x'.repeat(513)]) {
      const response = await app.request(`/v1/articles/${id}`, { ...json(PUT), method: 'PUT' })
      expect(response.status).toBe(422)
      expect(await problemIn(response)).toMatchObject({ errors: [{ field: 'id' }] })
    }
  })

  it('needs the scope ingest, JSON, and an index that is written here', async () => {
    expect((await (await setup({ scopes: ['search'] })).put('a')).status).toBe(403)
    const { app } = await setup()
    const asText = { method: 'PUT', body: 'x', headers: { 'Content-Type': 'text/plain' } }
    expect((await app.request('/v1/articles/a', asText)).status).toBe(415)
    const locked = await (await setup({ writable: false })).put('a')
    expect(locked.status).toBe(409)
    expect(await problemIn(locked)).toMatchObject({
      code: 'index_locked',
      detail: expect.stringMatching(/only reads the index.*start this server again/),
    })
  })
})

describe('DELETE /v1/articles/{id}', () => {
  it('removes an article from the store and from searches', async () => {
    const { put, app, search, vectors } = await setup()
    await put('a/1')
    const response = await app.request('/v1/articles/a%2F1', { method: 'DELETE' })
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect((await search({ query: '外资到账' })).hits).toEqual([])
    expect(await vectors.size()).toBe(0)
    expect((await app.request('/v1/articles/a%2F1', { method: 'DELETE' })).status).toBe(404)
    expect((await put('a/1')).headers.get('ETag')).toBe('"2"')
  })

  it('keeps it when If-Match names another revision', async () => {
    const { put, app, store } = await setup()
    await put('a')
    const remove = (tag: string) =>
      app.request('/v1/articles/a', { method: 'DELETE', headers: { 'If-Match': tag } })
    expect((await remove('"2"')).status).toBe(412)
    expect(await store.get('a')).not.toBeNull()
    expect((await remove('"1"')).status).toBe(204)
  })
})

describe('GET /v1/articles and /v1/facets', () => {
  async function filled(options: Setup = {}) {
    const all = await setup(options)
    const put = (id: string, fields: object) =>
      all.articles.put(id, { title: null, published_at: null, source: null, zone: null, region: null, url: null, text: '', ...fields }) // prettier-ignore
    await put('a', { text: '锂电材料项目开工，总投资46亿元。', zone: '甲区', published_at: '2024-06-05' })
    await put('b', {
      text: '跨境电商园揭牌，首批入驻企业28家。',
      zone: '甲区',
      source: '日报',
      published_at: '2024-07-01',
    })
    await put('c', {
      text: '港口吞吐量创新高，锂电出口增长。',
      zone: '乙区',
      region: '临港',
      published_at: '2024-07-01',
    })
    await put('d', { text: '没有日期的锂电材料新闻。' })
    const ids = async (query: string) =>
      ((await all.get(`/v1/articles?${query}`)).body['items'] as { id: string }[])
        .map(({ id }) => id)
        .join('')
    return { ...all, ids }
  }

  it('lists newest first without texts, page by page to the end', async () => {
    const { get, ids } = await filled()
    expect(await ids('')).toBe('bcad')
    const { body } = await get('/v1/articles?limit=2')
    expect(body['items'][0]).toEqual({ id: 'b', revision: 1, title: expect.any(String), published_at: '2024-07-01', source: '日报', zone: '甲区', region: null, url: null }) // prettier-ignore
    const second = await get(`/v1/articles?limit=2&cursor=${body['next_cursor']}`)
    expect(second.body['items'].map(({ id }: { id: string }) => id)).toEqual(['a', 'd'])
    expect(second.body['next_cursor']).toBeNull()
  })

  it.each([
    ['zone=甲区', 'ba'],
    ['region=临港', 'c'],
    ['source=日报', 'b'],
    ['published_from=2024-07-01', 'bc'],
    ['published_to=2024-06-30', 'a'],
    ['text=锂电', 'cad'],
    ['text=锂电+材料', 'ad'],
    ['text=锂电材料', 'ad'],
    ['text=鋰電&zone=乙区', 'c'],
    ['text=28', 'b'],
    ['zone=丙区', ''],
  ])('filters by %s, and facets count the same', async (query, expected) => {
    const { ids, get } = await filled()
    expect(await ids(query)).toBe(expected)
    expect((await get(`/v1/facets?${query}`)).body['articles']).toBe(expected.length)
  })

  it('counts by zone, region, source and month', async () => {
    const { get } = await filled()
    expect((await get('/v1/facets')).body).toEqual({
      articles: 4,
      zones: [
        { value: '甲区', count: 2 },
        { value: '乙区', count: 1 },
      ],
      regions: [{ value: '临港', count: 1 }],
      sources: [{ value: '日报', count: 1 }],
      months: [
        { value: '2024-07', count: 2 },
        { value: '2024-06', count: 1 },
      ],
      undated: 1,
      published_from: '2024-06-05',
      published_to: '2024-07-01',
    })
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['cursor=x', 'cursor'],
    ['cursor=eyJpZCI6MX0', 'cursor'],
    ['published_from=2024', 'published_from'],
    ['text=锂', 'text'],
    ['text=。', 'text'],
    ['text=a+b+c+d+e+f+g+h+i', 'text'],
    ['foo=1', 'foo'],
  ])('refuses %s with 422 and the field', async (query, field) => {
    const { app } = await setup()
    const response = await app.request(`/v1/articles?${query}`)
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field }] })
  })

  it('shows a held key only its own articles', async () => {
    const { ids, get, app } = await filled({ filters: { zone: '甲区' } })
    expect(await ids('')).toBe('ba')
    expect(await ids('zone=乙区')).toBe('')
    expect((await get('/v1/facets?zone=乙区')).body['articles']).toBe(0)
    expect((await get('/v1/facets')).body['articles']).toBe(2)
    expect((await app.request('/v1/articles/c')).status).toBe(404)
    expect((await app.request('/v1/articles/a')).status).toBe(200)
  })
})

describe('a key that is held to one zone', () => {
  it('writes only there, and over nothing else', async () => {
    const { put, app, articles, post, ended } = await setup({ filters: { zone: '示例开发区' } })
    await articles.put('other', { title: null, published_at: null, source: null, zone: '别区', region: null, url: null, text: TEXT }) // prettier-ignore
    expect((await put('a')).status).toBe(201)
    expect((await put('b', { ...PUT, zone: '别区' })).status).toBe(403)
    expect((await put('other')).status).toBe(403)
    expect((await app.request('/v1/articles/other', { method: 'DELETE' })).status).toBe(404)
    const lines = [
      { id: 'c', ...PUT },
      { id: 'd', ...PUT, zone: '别区' },
      { id: 'other', ...PUT },
    ]
    const response = await post(lines.map((line) => JSON.stringify(line)).join('\n'), {
      'Content-Type': 'application/x-ndjson',
    })
    const job = await ended(((await response.json()) as { id: string }).id)
    expect(job.counts).toEqual({ added: 1, updated: 0, unchanged: 0, failed: 2 })
    expect(job.items[0]).toMatchObject({
      outcome: 'failed',
      line: 2,
      fact: 'the key may not write the article “d”',
    })
  })
})

describe('POST /v1/articles', () => {
  const ndjson = { 'Content-Type': 'application/x-ndjson' }

  it('takes one article as a job that tells its id', async () => {
    const { app, ended, get } = await setup()
    const response = await app.request('/v1/articles', json({ id: 'x', ...PUT }))
    expect(response.status).toBe(202)
    const { id } = (await response.json()) as { id: string }
    expect(response.headers.get('Location')).toBe(`/v1/jobs/${id}`)
    await ended(id)
    const { body } = await get(`/v1/jobs/${id}`)
    expect(body).toMatchObject({
      state: 'done',
      counts: { added: 1 },
      items: [{ article_id: 'x', outcome: 'added' }],
    })
    expect((await get('/v1/articles/x')).body).toMatchObject(PUT)
  })

  it.each(['application/x-ndjson', 'application/jsonl; charset=utf-8'])('takes lines as %s', async (type) => {
    const { post, ended, get } = await setup()
    const lines = Array.from({ length: 30 }, (_, i) =>
      JSON.stringify({ id: `n${i}`, text: `${TEXT}第${i}篇。` }),
    )
    const response = await post([...lines, '{"id":1}', 'x'].join('\n'), { 'Content-Type': type })
    const { id } = (await response.json()) as { id: string }
    expect((await ended(id)).counts).toEqual({ added: 30, updated: 0, unchanged: 0, failed: 2 })
    const failed = await get(`/v1/jobs/${id}/items?outcome=failed&limit=1`)
    expect(failed.body['items']).toMatchObject([{ line: 31, outcome: 'failed' }])
    const next = await get(`/v1/jobs/${id}/items?outcome=failed&limit=1&cursor=${failed.body['next_cursor']}`)
    expect(next.body).toMatchObject({ items: [{ line: 32 }], next_cursor: null })
    expect((await get(`/v1/jobs/${id}/items`)).body['items']).toHaveLength(20)
  })

  it('reads files of every kind', async () => {
    const { post, ended, get } = await setup()
    const news = '示例开发区举行集中签约活动，现场签约项目十二个，总投资约一百二十亿元。'
    const page = (title: string) =>
      `<html><head><title>${title}</title></head><body><h1>${title}</h1><div class="content"><p>${news}</p><p>会上，${title}介绍了园区的产业规划和营商环境。</p></div></body></html>`
    const feed = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title><item><title>订阅的一篇</title><link>https://example.cn/feed/1</link><content:encoded><![CDATA[${`<p>${news}订阅。</p>`.repeat(6)}]]></content:encoded></item></channel></rss>`
    const archive = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${page('存档的一篇')}\r\n--b--\r\n`
    const form = new FormData()
    const add = (name: string, content: string | Uint8Array) =>
      form.append('file', new File([typeof content === 'string' ? content : Buffer.from(content)], name))
    add('页面.html', page('网页的一篇'))
    add('a.txt', `文本的一篇\n${news}文本。`)
    add('a.md', `---\ntitle: 标记的一篇\n---\n${news}标记。`)
    add('a.jsonl', JSON.stringify({ id: 'line', text: `${news}单行。` }))
    add('a.mhtml', archive)
    add('a.xml', feed)
    add('a.docx', makeDocx(p('文档的一篇', { style: 1 }) + p(`${news}文档。`)))
    add('a.pdf', makePdf([column(['PDF的一篇', `${news}印刷。`], 60, 780)]))
    add('a.png', 'x')
    const { id } = (await (await post(form)).json()) as { id: string }
    const job = await ended(id)
    expect(job.items.filter(({ outcome }) => outcome === 'failed')).toMatchObject([{ name: 'a.png' }])
    expect(job.items.map(({ name }) => name).toSorted()).toEqual(
      ['a.docx', 'a.jsonl', 'a.md', 'a.mhtml', 'a.pdf', 'a.png', 'a.txt', 'a.xml', '页面.html'].toSorted(),
    )
    expect(job.counts.added).toBe(8)
    const { body } = await get('/v1/articles?text=签约项目')
    expect(body['items']).toHaveLength(8)
  })

  it('numbers files of one name', async () => {
    const { post, ended } = await setup()
    const form = new FormData()
    form.append('file', new File([`一篇文章\n${TEXT}甲。`], 'a.txt'))
    form.append('file', new File([`另一篇文章\n${TEXT}乙。`], 'a.txt'))
    const { id } = (await (await post(form)).json()) as { id: string }
    expect((await ended(id)).items.map(({ name }) => name)).toEqual(['a.txt', 'a (2).txt'])
  })

  it('gives the same job again for a key, and refuses the key for another body', async () => {
    const { post } = await setup()
    const send = (text: string, key: string) =>
      post(JSON.stringify({ text }), { ...ndjson, 'Idempotency-Key': key })
    const first = await send(TEXT, 'k-1')
    const again = await send(TEXT, 'k-1')
    expect(again.status).toBe(202)
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'))
    expect([first, again].map(({ headers }) => headers.get('Idempotency-Replayed'))).toEqual([null, 'true'])
    const other = await send(`${TEXT}。`, 'k-1')
    expect(other.status).toBe(422)
    expect(await problemIn(other)).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await send(TEXT, 'k 2')).status).toBe(422)
    const form = (): FormData => {
      const made = new FormData()
      made.append('file', new File([TEXT], 'a.txt'))
      return made
    }
    // A form has another boundary each time it is sent.
    const [one, two] = [
      await post(form(), { 'Idempotency-Key': 'f' }),
      await post(form(), { 'Idempotency-Key': 'f' }),
    ]
    expect(two.headers.get('Location')).toBe(one.headers.get('Location'))
  })

  it.each([
    ['nothing', '', ndjson, 400],
    ['another type', 'x', { 'Content-Type': 'text/csv' }, 415],
    ['no type', new Uint8Array([120]), {}, 415],
    ['a compressed body', 'x', { ...ndjson, 'Content-Encoding': 'gzip' }, 415],
    ['a form without its boundary', 'x', { 'Content-Type': 'multipart/form-data; boundary=y' }, 400],
    ['broken JSON', '{', { 'Content-Type': 'application/json' }, 400],
    ['JSON with a fault', '{"text":""}', { 'Content-Type': 'application/json' }, 422],
    ['too much', 'x'.repeat(2000), ndjson, 413],
  ])('refuses %s', async (_name, body, headers, status) => {
    const { post } = await setup({ maxUpload: 1000 })
    const response = await post(body, headers as Record<string, string>)
    expect(response.status).toBe(status)
    await problemIn(response)
  })

  it('refuses a form with text fields or without files', async () => {
    const { post } = await setup()
    const form = new FormData()
    expect((await post(form)).status).toBeGreaterThanOrEqual(400)
    form.append('text', '字')
    const response = await post(form)
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field: 'text' }] })
  })

  it('says 503 when too many jobs wait, and 409 where the index is only read', async () => {
    const never = new Promise<never>(() => undefined)
    const full = await setup({ load: () => () => never })
    for (let n = 0; n < 5; n += 1) {
      expect((await full.post(JSON.stringify({ text: `${TEXT}${n}` }), ndjson)).status).toBe(202)
    }
    const refused = await full.post(TEXT, ndjson)
    expect([refused.status, (await problemIn(refused))['code']]).toEqual([503, 'overloaded'])
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    const locked = await (await setup({ writable: false })).post(TEXT, ndjson)
    expect([locked.status, (await problemIn(locked))['code']]).toEqual([409, 'index_locked'])
  })
})

describe('/v1/jobs', () => {
  it('lists, pages and forgets none', async () => {
    const { post, get, ended } = await setup()
    for (let n = 0; n < 3; n += 1) {
      const response = await post(JSON.stringify({ text: `${TEXT}${n}` }), {
        'Content-Type': 'application/jsonl',
      })
      await ended(((await response.json()) as { id: string }).id)
    }
    const first = await get('/v1/jobs?limit=2')
    expect(first.body['items']).toHaveLength(2)
    expect(first.body['items'][0]).not.toHaveProperty('items')
    const rest = await get(`/v1/jobs?limit=2&cursor=${first.body['next_cursor']}`)
    expect(rest.body).toMatchObject({ items: [{ state: 'done' }], next_cursor: null })
    expect((await get('/v1/jobs?state=failed')).body['items']).toEqual([])
  })

  it('knows no job it has not given out, and cancels none that has ended', async () => {
    const { app, post, ended } = await setup()
    for (const [method, path] of [
      ['GET', 'job_x'],
      ['DELETE', 'job_x'],
      ['GET', 'job_x/items'],
    ] as const) {
      const response = await app.request(`/v1/jobs/${path}`, { method })
      expect(response.status).toBe(404)
      await problemIn(response)
    }
    const { id } = (await (await post(JSON.stringify({ text: TEXT }), { 'Content-Type': 'application/jsonl' })).json()) as { id: string } // prettier-ignore
    await ended(id)
    const response = await app.request(`/v1/jobs/${id}`, { method: 'DELETE' })
    expect([response.status, (await problemIn(response))['code']]).toEqual([409, 'job_ended'])
  })

  it('is closed to readers', async () => {
    const { app } = await setup({ scopes: ['ask', 'search'] })
    for (const path of ['/v1/jobs', '/v1/jobs/job_1', '/v1/jobs/job_1/items']) {
      expect((await app.request(path)).status).toBe(403)
    }
  })
})

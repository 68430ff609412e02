import { describe, expect, it } from 'vitest'
import { article, fakeApp, json, problemIn } from './fakes.ts'

describe('POST /v1/search', () => {
  it('fills in the defaults', async () => {
    const { app, searched } = fakeApp()
    const response = await app.request('/v1/search', json({ query: '外资' }))
    expect(await response.json()).toEqual({ hits: [] })
    expect(searched).toEqual([{ query: '外资', limit: 10, rerank: false }])
  })

  it('refuses a limit beyond 50 with 422', async () => {
    const response = await fakeApp().app.request('/v1/search', json({ query: '外资', limit: 51 }))
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field: 'limit' }] })
  })
})

describe('GET /v1/articles/{id}', () => {
  it('gives the stored text with its revision as ETag', async () => {
    const response = await fakeApp().app.request('/v1/articles/dy%2F1')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(article)
    expect(response.headers.get('ETag')).toBe('"2"')
    expect(response.headers.get('Cache-Control')).toBe('no-cache')
  })

  it('gives an older revision', async () => {
    const response = await fakeApp().app.request('/v1/articles/dy%2F1?revision=1')
    expect(response.headers.get('ETag')).toBe('"1"')
  })

  it.each(['"2"', 'W/"2"', '"1", "2"', '*'])(
    'answers If-None-Match: %s with 304 and no body',
    async (tag) => {
      const response = await fakeApp().app.request('/v1/articles/dy%2F1', {
        headers: { 'If-None-Match': tag },
      })
      expect(response.status).toBe(304)
      expect(await response.text()).toBe('')
      expect(response.headers.get('ETag')).toBe('"2"')
      expect(response.headers.get('X-Request-Id')).toBe('made-id')
    },
  )

  it('sends the article again when the revision is another', async () => {
    const response = await fakeApp().app.request('/v1/articles/dy%2F1', {
      headers: { 'If-None-Match': '"1"' },
    })
    expect(response.status).toBe(200)
  })

  it.each([
    '/v1/articles/nope',
    '/v1/articles/dy%2F1?revision=3',
    '/v1/articles/%E4%B8%B9',
    '/v1/articles/%FF',
  ])('knows nothing at %s', async (path) => {
    const response = await fakeApp().app.request(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('ETag')).toBeNull()
    expect(await problemIn(response)).toMatchObject({ code: 'not_found' })
  })

  it.each(['0', '-1', '1.5', 'x', '', '99999999999'])('refuses revision “%s” with 422', async (revision) => {
    const response = await fakeApp().app.request(`/v1/articles/dy%2F1?revision=${revision}`)
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field: 'revision' }] })
  })
})

describe('health', () => {
  it('lives without asking the engine', async () => {
    const { app } = fakeApp({ ready: () => Promise.reject(new Error('no')) })
    expect((await app.request('/livez')).status).toBe(200)
  })

  it('is ready with named checks', async () => {
    const response = await fakeApp().app.request('/readyz')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'ready',
      checks: [{ name: 'store', ok: true, detail: '1 articles', ms: 1 }],
    })
  })

  it('names what is not ready with 503; the detail is in the log only', async () => {
    const { app, log } = fakeApp({
      ready: async () => [
        { name: 'store', ok: true, detail: '1 articles', ms: 1 },
        { name: 'vectors', ok: false, detail: '/srv/vectors.hnsw is gone', ms: 1 },
      ],
    })
    const response = await app.request('/readyz')
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('5')
    const body = await problemIn(response)
    expect(body['code']).toBe('not_ready')
    expect(body['checks']).toEqual([
      { name: 'store', ok: true, detail: '1 articles', ms: 1 },
      { name: 'vectors', ok: false, ms: 1 },
    ])
    expect(log[0]?.error).toBe('vectors: /srv/vectors.hnsw is gone')
  })
})

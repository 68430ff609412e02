import { describe, expect, it } from 'vitest'
import { fakeApp, json } from './fakes.ts'

const PATHS = ['/livez', '/readyz', '/nowhere', '/v1/ask', '/v1/articles/none']

describe('every reply', () => {
  it.each(PATHS)('carries an id and the security headers: %s', async (path) => {
    const { headers } = await fakeApp().app.request(path)
    expect(headers.get('X-Request-Id')).toBe('made-id')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  })

  it.each(['a', 'Ab-9_', 'x'.repeat(64)])('keeps the client’s id “%s”', async (id) => {
    const { headers } = await fakeApp().app.request('/livez', { headers: { 'X-Request-Id': id } })
    expect(headers.get('X-Request-Id')).toBe(id)
  })

  it.each(['', 'a b', 'x'.repeat(65), '<script>', 'a,b'])('replaces the id “%s”', async (id) => {
    const { headers } = await fakeApp().app.request('/livez', { headers: { 'X-Request-Id': id } })
    expect(headers.get('X-Request-Id')).toBe('made-id')
  })
})

describe('paths and methods', () => {
  it.each(['/x', '/v1', '/v1/ask/', '/v1/articles/', '/../etc/passwd'])('has nothing at %s', async (path) => {
    const response = await fakeApp().app.request(path)
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  })

  it.each([
    ['GET', '/v1/ask', 'POST'],
    ['PUT', '/v1/search', 'POST'],
    ['OPTIONS', '/v1/ask', 'POST'],
    ['PATCH', '/v1/articles/x', 'GET, HEAD, PUT, DELETE'],
    ['PUT', '/v1/articles', 'GET, HEAD, POST'],
    ['POST', '/livez', 'GET, HEAD'],
    ['POST', '/readyz', 'GET, HEAD'],
  ])('refuses %s %s with 405 and Allow', async (method, path, allow) => {
    const response = await fakeApp().app.request(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe(allow)
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed', status: 405 })
  })

  it('answers HEAD like GET, without a body', async () => {
    const response = await fakeApp().app.request('/v1/articles/dy%2F1', { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(response.headers.get('ETag')).toBe('"2"')
    expect(await response.text()).toBe('')
  })
})

describe('the log', () => {
  it('has one record per request, without the question', async () => {
    const { app, log } = fakeApp()
    await app.request('/v1/ask?trace=秘密', json({ question: '外资到账目标是多少' }))
    await app.request('/v1/ask', json({ question: '外资到账目标是多少', bad: 1 }))
    expect(log).toHaveLength(2)
    expect(log[0]).toMatchObject({
      level: 'info',
      event: 'request',
      request_id: 'made-id',
      method: 'POST',
      path: '/v1/ask',
      status: 200,
      outcome: 'answered',
    })
    expect(log[0]?.ms).toBeGreaterThanOrEqual(0)
    expect(log[1]).toMatchObject({ level: 'warn', status: 422, code: 'invalid_request' })
    expect(JSON.stringify(log)).not.toMatch(/外资|秘密/)
  })

  it('cuts a long path', async () => {
    const { app, log } = fakeApp()
    await app.request(`/${'x'.repeat(5000)}`)
    expect(log[0]?.path).toHaveLength(200)
  })
})

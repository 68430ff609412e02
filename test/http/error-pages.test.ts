// Which failures are told as pages, and which as problems: by who asks, and for what.
import { describe, expect, it } from 'vitest'
import { fakeApp, fakeAssets, problemIn } from './fakes.ts'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
const open = (path: string, init: RequestInit & { accept?: string } = {}, deps = {}) => {
  const { accept = BROWSER, ...rest } = init
  return fakeApp(deps).app.request(path, { ...rest, headers: { Accept: accept, ...rest.headers } })
}

describe('a failure is a page', () => {
  it('for a browser that opens one, with the policy, the language and the request of every page', async () => {
    const response = await open('/nothing?x=1', { headers: { 'Accept-Language': 'en-GB' } })
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
    expect(response.headers.get('Content-Security-Policy')).toContain("require-trusted-types-for 'script'")
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('Vary')).toMatch(/Accept\b.*Accept-Language/)
    const page = await response.text()
    expect(page).toContain('<html lang="en"')
    expect(page).toContain('There is no such page')
    expect(page).toContain('made-id')
    expect(page).toContain('<meta name="robots" content="noindex"/>')
  })

  it('without what it is of no use to people: no details of the inside', async () => {
    const { app, log } = fakeApp({ article: () => Promise.reject(new Error('/srv/secret')) })
    const response = await app.request('/articles/x', { headers: { Accept: BROWSER } })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/secret|internal/)
    expect(log[0]).toMatchObject({ code: 'internal', status: 500, error: expect.stringContaining('secret') })
  })

  it('with the challenge of 401 where reading needs a key, and 403 for a key that may not read', async () => {
    const nobody = await open(
      '/articles/dy%2F1',
      {},
      { authenticate: () => ({ id: null, scopes: new Set() }) },
    )
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('WWW-Authenticate')).toMatch(/^Bearer/)
    expect(await nobody.text()).toContain('这一页需要密钥')
    const asker = { authenticate: () => ({ id: 'k', scopes: new Set(['ask'] as const) }) }
    const held = await open('/articles/dy%2F1', {}, asker)
    expect(held.status).toBe(403)
    expect(await held.text()).toContain('这一页不能打开')
  })

  it.each(['/', '/articles/dy%2F1', '/assets/x.js', '/preferences'])(
    '405 at %s tells what it allows',
    async (path) => {
      const response = await open(path, { method: 'DELETE' })
      expect(response.status).toBe(405)
      expect(response.headers.get('Allow')).toBe(path === '/preferences' ? 'POST' : 'GET, HEAD')
    },
  )

  it('HEAD has the status and headers, and no body', async () => {
    for (const [path, status] of [
      ['/articles/dy%2F1', 200],
      ['/articles/x', 404],
      ['/', 200],
    ] as const) {
      const response = await open(path, { method: 'HEAD' })
      expect(response.status).toBe(status)
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
      expect(await response.text()).toBe('')
    }
  })

  it('and when even that cannot be drawn, a problem', async () => {
    const broken = () => {
      throw new Error('no asset')
    }
    const response = await open('/nothing', {}, { assets: { ...fakeAssets, named: broken } })
    expect(response.status).toBe(404)
    expect(await problemIn(response)).toMatchObject({ code: 'not_found' })
  })
})

describe('a failure is a problem', () => {
  it.each([
    '*/*',
    'application/json',
    'application/json, text/html;q=0.5',
    'text/html;q=0, */*',
    '',
    'x'.repeat(5000),
  ])('for a program: Accept %s', async (accept) => {
    const response = await open('/nothing', { accept })
    expect(response.status).toBe(404)
    await problemIn(response)
  })

  it.each(['/v1/articles/x', '/v1', '/mcp/x', '/assets/x.js', '/v1/nothing'])(
    'at what programs call, even for a browser: %s',
    async (path) => {
      const response = await open(path)
      expect(response.status).toBe(404)
      await problemIn(response)
    },
  )
})

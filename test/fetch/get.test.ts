import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseAllowance } from '../../src/fetch/addresses.ts'
import { createGet, type GetOptions } from '../../src/fetch/get.ts'
import { createGuard } from '../../src/fetch/guard.ts'
import type { Get, GetRequest } from '../../src/sources/fetcher.ts'
import { startSite, type Site } from '../sources/site.ts'

let site: Site
let secret: Site
let resolved: string[]

beforeEach(async () => {
  site = await startSite()
  secret = await startSite()
  resolved = []
})
afterEach(async () => {
  await site.close()
  await secret.close()
})

/** A fetcher that may reach the site, and names that lead there. */
function fetcher(options: Partial<GetOptions> = {}, answers: string[][] = []): Get {
  const guard = createGuard({
    allow: parseAllowance([`127.0.0.1:${site.port}`]),
    resolve: async (host) => {
      resolved.push(host)
      return (answers.shift() ?? ['127.0.0.1']).map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }))
    },
  })
  return createGet({
    guard,
    userAgent: 'TouWen/0.1',
    headersMs: 1000,
    bodyMs: 1000,
    totalMs: 5000,
    ...options,
  })
}

const request = (url: string, more: Partial<GetRequest> = {}): GetRequest => ({
  url,
  maxBytes: 100_000,
  accepts: () => true,
  ...more,
})
const text = (reply: Awaited<ReturnType<Get>>): string =>
  'bytes' in reply ? new TextDecoder().decode(reply.bytes) : `trouble: ${reply.trouble.fact}`
const MEGABYTE = 1024 * 1024

describe('one request', () => {
  it('gives body, type, charset and what a conditional request needs', async () => {
    site.pages.set('/a?b=c', {
      headers: {
        'content-type': 'Text/HTML; Charset="GBK"',
        etag: 'W/"1"',
        'last-modified': 'Wed, 04 Mar 2026 00:00:00 GMT',
      },
      body: 'x',
    })
    expect(await fetcher()(request(`${site.url}/a?b=c`))).toEqual({
      status: 200, location: null, bytes: Buffer.from('x'), type: 'text/html', charset: 'gbk', etag: 'W/"1"',
      lastModified: 'Wed, 04 Mar 2026 00:00:00 GMT', retryAfter: null,
    }) // prettier-ignore
    expect(resolved).toEqual([])
  })

  it.each([
    ['gzip', gzipSync('packed')],
    ['br', brotliCompressSync('packed')],
    ['deflate', deflateSync('packed')],
    ['identity', Buffer.from('packed')],
    ['deflate, gzip', gzipSync(deflateSync('packed'))],
  ])('unpacks %s', async (encoding, body) => {
    site.pages.set('/', { headers: { 'content-encoding': encoding }, body })
    expect(text(await fetcher()(request(`${site.url}/`)))).toBe('packed')
  })

  it('unpacks a file that is packed itself', async () => {
    site.pages.set('/s.xml.gz', {
      headers: { 'content-type': 'application/gzip' },
      body: gzipSync('<urlset/>'),
    })
    expect(text(await fetcher()(request(`${site.url}/s.xml.gz`)))).toBe('<urlset/>')
  })

  it.each([
    ['gzip', gzipSync(Buffer.alloc(300 * MEGABYTE))],
    ['br', brotliCompressSync(Buffer.alloc(100 * MEGABYTE))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(300 * MEGABYTE)))],
    ['', gzipSync(Buffer.alloc(300 * MEGABYTE))],
  ])('is not blown up by a bomb (%s)', async (encoding, body) => {
    site.pages.set('/', { headers: encoding === '' ? {} : { 'content-encoding': encoding }, body })
    const before = process.memoryUsage().rss
    const reply = await fetcher({ totalMs: 10_000 })(request(`${site.url}/`, { maxBytes: MEGABYTE }))
    expect(reply).toMatchObject({ trouble: { kind: 'content', fact: 'it has more than 1048576 bytes' } })
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * MEGABYTE)
  })

  it('ends a body without end, one that is declared too long, and one in an unknown packing', async () => {
    let sent = 0
    site.pages.set('/endless', (_, response) => {
      const chunk = Buffer.alloc(16_384, 'x')
      const more = (): void => {
        sent += chunk.length
        if (!response.destroyed) response.write(chunk, () => setImmediate(more))
      }
      more()
    })
    site.pages.set(
      '/long',
      (_, response) => void response.writeHead(200, { 'content-length': '99999999' }).write('x'),
    )
    site.pages.set('/odd', { headers: { 'content-encoding': 'zstd' }, body: 'x' })
    site.pages.set('/broken', { headers: { 'content-encoding': 'gzip' }, body: 'no gzip' })
    const get = fetcher()
    for (const path of ['/endless', '/long'])
      expect(text(await get(request(site.url + path)))).toMatch(/more than 100000/)
    expect(sent).toBeLessThan(3 * MEGABYTE)
    expect(text(await get(request(`${site.url}/odd`)))).toMatch(/“zstd” is not known/)
    expect(text(await get(request(`${site.url}/broken`)))).toMatch(/not packed as its header says/)
  })

  it.each([
    ['no answer', () => undefined],
    ['headers and then nothing', (_: unknown, response: { writeHead(n: number): { write(s: string): void } }) => void response.writeHead(200).write('x')],
  ])('does not wait for ever: %s', async (_, handler) => {
    site.pages.set('/slow', handler as never)
    const began = performance.now()
    expect(await fetcher()(request(`${site.url}/slow`))).toMatchObject({ trouble: { kind: 'network' } })
    expect(performance.now() - began).toBeLessThan(4500)
  }) // prettier-ignore

  it('has a limit for the whole, also for one that trickles, and for the resolver', async () => {
    site.pages.set('/trickle', (_, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
    })
    expect(text(await fetcher({ totalMs: 600 })(request(`${site.url}/trickle`)))).toMatch(
      /not there within 0.6 s/,
    )
    const guard = createGuard({ allow: parseAllowance([]), resolve: () => new Promise(() => undefined) })
    expect(text(await createGet({ guard, userAgent: 'x', totalMs: 200 })(request('http://a.example/')))).toMatch(/within 0.2 s/) // prettier-ignore
  })

  it('takes no body of a type that is not wanted, and none of an error', async () => {
    site.pages.set('/a.png', { headers: { 'content-type': 'image/png' }, body: 'x' })
    site.pages.set('/e', { status: 500, body: 'an error page' })
    const get = fetcher()
    expect(text(await get(request(`${site.url}/a.png`, { accepts: (type) => type === 'text/html' })))).toMatch(/“image\/png”, which is not read/) // prettier-ignore
    expect(await get(request(`${site.url}/e`))).toMatchObject({ status: 500, bytes: new Uint8Array() })
  })

  it('tells of a host that is not there, and of one that hangs up', async () => {
    const { url, port } = await startSite().then(async (gone) => (await gone.close(), gone))
    const guard = createGuard({ allow: parseAllowance([`127.0.0.1:${port}`]), resolve: async () => [] })
    expect(text(await createGet({ guard, userAgent: 'x' })(request(url)))).toMatch(/refuses the connection/)
    site.pages.set('/hangs-up', (_, response) => void response.destroy())
    expect(text(await fetcher()(request(`${site.url}/hangs-up`)))).toMatch(/closed the connection/)
  })

  it('ends when it is told to, by throwing', async () => {
    site.pages.set('/slow', () => undefined)
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('stop')), 50)
    await expect(fetcher()(request(`${site.url}/slow`, { signal: controller.signal }))).rejects.toThrow(
      'stop',
    )
  })
})

describe('the address that was checked', () => {
  it('is the one that is called on, by its name', async () => {
    let host
    site.pages.set('/', ({ headers }) => ((host = headers.host), 'here'))
    expect(text(await fetcher()(request(`http://news.example:${site.port}/`)))).toBe('here')
    expect(host).toBe(`news.example:${site.port}`)
    expect(resolved).toEqual(['news.example'])
  })

  it('cannot be changed by a resolver that says something else the second time', async () => {
    site.pages.set('/', 'here')
    secret.pages.set('/', 'secret')
    const get = fetcher({}, [['127.0.0.1'], ['127.0.0.2'], ['169.254.169.254']])
    expect(text(await get(request(`http://rebind.example:${site.port}/`)))).toBe('here')
    // Resolved once for the request, and refused as soon as another address is what is resolved.
    expect(resolved).toHaveLength(1)
    expect(text(await get(request(`http://rebind.example:${site.port}/`)))).toMatch(
      /not (?:fetched|on the public)/,
    )
    expect(text(await get(request(`http://rebind.example:${site.port}/`)))).toMatch(/metadata/)
  })

  it('follows no redirect by itself', async () => {
    secret.pages.set('/', 'secret')
    site.pages.set('/', { status: 302, headers: { location: `${secret.url}/` } })
    expect(await fetcher()(request(`${site.url}/`))).toMatchObject({
      status: 302,
      location: `${secret.url}/`,
    })
    expect(secret.asked).toEqual([])
  })
})

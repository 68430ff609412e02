// GET over the platform's own fetch: what the platform leaves to us.
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseAllowance } from '../../src/fetch/addresses.ts'
import { createGuard } from '../../src/fetch/guard.ts'
import { createWebGet } from '../../src/fetch/web-get.ts'
import type { Get, GetReply, GetRequest } from '../../src/sources/fetcher.ts'
import { startSite, type Site } from '../sources/site.ts'

const MEGABYTE = 1024 * 1024

let site: Site
let get: Get
beforeEach(async () => {
  site = await startSite()
  const { check } = createGuard({
    resolve: async () => [],
    allow: parseAllowance([`127.0.0.1:${site.port}`]),
  })
  get = createWebGet({ check, userAgent: 'TouWen/0.1', totalMs: 1000 })
})
afterEach(() => site.close())

const request = (path: string, more: Partial<GetRequest> = {}): GetRequest => ({
  url: site.url + path,
  maxBytes: 100_000,
  accepts: () => true,
  ...more,
})
const fact = (reply: Awaited<ReturnType<Get>>): string => ('trouble' in reply ? reply.trouble.fact : '')

describe('one request over fetch', () => {
  it('gives body, type, charset and what a conditional request needs', async () => {
    site.pages.set('/a?b=c', {
      headers: {
        'content-type': 'Text/HTML; Charset="GBK"',
        etag: 'W/"1"',
        'last-modified': 'Tue, 03 Mar 2026 08:00:00 GMT',
      },
      body: '正文',
    })
    const reply = (await get(request('/a?b=c'))) as GetReply
    expect(reply).toMatchObject({ status: 200, type: 'text/html', charset: 'gbk', etag: 'W/"1"' })
    expect(new TextDecoder().decode(reply.bytes)).toBe('正文')
    await get(request('/a?b=c', { etag: reply.etag, lastModified: reply.lastModified }))
    expect(site.requests[1]!.headers).toMatchObject({
      'if-none-match': 'W/"1"',
      'if-modified-since': 'Tue, 03 Mar 2026 08:00:00 GMT',
      'user-agent': 'TouWen/0.1',
    })
  })

  it('follows no redirect, and tells where it leads', async () => {
    site.pages.set('/a', { status: 302, headers: { location: '/b' } })
    expect(await get(request('/a'))).toMatchObject({ status: 302, location: `${site.url}/b` })
    expect(site.asked).toEqual(['/a'])
  })

  it('asks for no address that may not be fetched', async () => {
    const reply = await get({ ...request('/'), url: 'http://169.254.169.254/latest/' })
    expect(reply).toMatchObject({ trouble: { kind: 'address' } })
    expect(fact(reply)).toMatch(/metadata service/)
  })

  it('reads nothing of a type that is not wanted', async () => {
    site.pages.set('/a', { headers: { 'content-type': 'video/mp4' }, body: 'x'.repeat(1000) })
    expect(await get(request('/a', { accepts: (type) => type === 'text/html' }))).toMatchObject({
      trouble: { kind: 'content', fact: 'it is of the type “video/mp4”, which is not read' },
    })
  })

  it.each([
    ['declared', { body: 'x'.repeat(100_001) }],
    ['packed for the way', { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(50 * MEGABYTE)) }],
    ['an archive', { body: gzipSync(Buffer.alloc(50 * MEGABYTE)) }],
  ])('stops at the largest body: %s', async (_, page) => {
    site.pages.set('/a', page)
    expect(fact(await get(request('/a')))).toBe('it has more than 100000 bytes')
  }) // prettier-ignore

  it('stops a body that goes on and on', async () => {
    let written = 0
    site.pages.set('/a', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      const more = (): void => {
        if (response.destroyed) return
        written += 1
        response.write('x'.repeat(10_000))
        setTimeout(more, 1)
      }
      more()
    })
    expect(fact(await get(request('/a')))).toBe('it has more than 100000 bytes')
    expect(written).toBeLessThan(100)
  })

  it('unpacks what is packed, for the way or by itself', async () => {
    site.pages.set('/way', { headers: { 'content-encoding': 'gzip' }, body: gzipSync('<a/>') })
    site.pages.set('/file.xml.gz', {
      headers: { 'content-type': 'application/gzip' },
      body: gzipSync('<b/>'),
    })
    const texts = [await get(request('/way')), await get(request('/file.xml.gz'))]
    expect(texts.map((one) => new TextDecoder().decode((one as GetReply).bytes))).toEqual(['<a/>', '<b/>'])
  })

  it('tells of an archive that is none', async () => {
    site.pages.set('/a', { body: Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('nothing')]) })
    expect(await get(request('/a'))).toMatchObject({
      trouble: { kind: 'content', fact: 'it is no whole gzip archive' },
    })
  })

  it('does not wait for ever, and ends with whoever asked', async () => {
    site.pages.set('/a', () => undefined)
    expect(fact(await get(request('/a')))).toBe('it was not there within 1 s')
    const controller = new AbortController()
    const asked = get(request('/a', { signal: controller.signal }))
    setTimeout(() => controller.abort(), 50)
    await expect(asked).rejects.toThrow(/abort/i)
  })

  it('tells of a host that refuses', async () => {
    await site.close()
    expect(fact(await get(request('/a')))).toMatch(/^the connection failed/)
    site = await startSite()
  })
})

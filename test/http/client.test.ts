import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { cloudflareAddress, createClients, type ClientOptions } from '../../src/http/client.ts'

const PROXIES = ['10.0.0.0/8', 'fd00::/8']

function client(
  peer: string | null,
  headers: Record<string, string> = {},
  options: Partial<ClientOptions> = {},
) {
  const name = createClients({ trustedProxies: PROXIES, proxyHeader: 'x-forwarded-for', ...options })
  return name(peer, new Headers(headers)).address
}

describe('the client of a request', () => {
  it('is the peer when that is no trusted proxy, whatever headers say', () => {
    const forged = { 'X-Forwarded-For': '1.1.1.1', Forwarded: 'for=1.1.1.1', 'X-Real-IP': '1.1.1.1' }
    expect(client('192.0.2.1', forged)).toBe('192.0.2.1')
    expect(client('::ffff:192.0.2.1', forged)).toBe('192.0.2.1')
    expect(client('10.0.0.1', forged, { trustedProxies: [] })).toBe('10.0.0.1')
  })

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['1.1.1.1, 203.0.113.9, 10.2.2.2', '203.0.113.9'],
    ['203.0.113.9 , 10.2.2.2,10.3.3.3', '203.0.113.9'],
    ['10.9.9.9, 10.2.2.2', '10.9.9.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['[2001:db8:1:2::7]:4711', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64'],
    ['fd00::5', 'fd00:0:0:0::/64'],
    ['203.0.113.9, fd00::5', '203.0.113.9'],
    // What is no address ends the way at the last proxy that is known.
    ['203.0.113.9, unknown', '10.0.0.1'],
    ['203.0.113.9, nonsense, 10.2.2.2', '10.2.2.2'],
    ['203.0.113.9,', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('behind a trusted proxy that says “%s” is %s', (said, expected) => {
    expect(client('10.0.0.1', { 'X-Forwarded-For': said })).toBe(expected)
  })

  it('is the proxy itself when that says nothing', () => {
    expect(client('10.0.0.1')).toBe('10.0.0.1')
  })

  it.each([
    ['for=203.0.113.9', '203.0.113.9'],
    ['for=1.1.1.1, for=203.0.113.9;proto=https;by=10.0.0.1', '203.0.113.9'],
    ['For="[2001:db8:1:2::17]:4711"', '2001:db8:1:2::/64'],
    ['for="203.0.113.9:80" , for=10.1.1.1', '203.0.113.9'],
    ['for=203.0.113.9;by="a,b"', '203.0.113.9'],
    ['for=_hidden, for=unknown', '10.0.0.1'],
    ['for=1.1.1.1;for=2.2.2.2', '10.0.0.1'],
    ['proto=https', '10.0.0.1'],
    ['for="1.1.1.1, for=203.0.113.9', '203.0.113.9'],
  ])('behind a proxy that says Forwarded: %s is %s', (said, expected) => {
    expect(client('10.0.0.1', { Forwarded: said }, { proxyHeader: 'forwarded' })).toBe(expected)
  })

  it('is never read from a header that the proxy does not write', () => {
    expect(client('10.0.0.1', { Forwarded: 'for=1.1.1.1', 'X-Forwarded-For': '203.0.113.9' })).toBe(
      '203.0.113.9',
    )
    expect(client('10.0.0.1', { Forwarded: 'for=1.1.1.1' })).toBe('10.0.0.1')
  })

  it('cannot be chosen by the client, whatever it sends before its proxy adds the address', () => {
    const forged = fc.oneof(
      fc.string({ unit: 'binary-ascii' }),
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('10.1.1.1', 'unknown', '"', ',', '", 10.1.1.1', '[::1', ';for='),
    )
    const clean = (parts: string[]) => parts.join(', ').replaceAll(/[^\x20-\x7e]/g, '')
    fc.assert(
      fc.property(fc.array(forged, { maxLength: 5 }), (parts) => {
        const xff = {
          'X-Forwarded-For': [clean(parts), '203.0.113.9', '10.2.2.2'].filter(Boolean).join(', '),
        }
        expect(client('10.0.0.1', xff)).toBe('203.0.113.9')
        const forwarded = {
          Forwarded: [clean(parts), 'for=203.0.113.9', 'for=10.2.2.2'].filter(Boolean).join(', '),
        }
        expect(client('10.0.0.1', forwarded, { proxyHeader: 'forwarded' })).toBe('203.0.113.9')
      }),
      { numRuns: 1000 },
    )
  })

  it('is found in time in headers of any length', () => {
    const began = cpuTime()
    for (const piece of ['10.1.1.1,', '"', '",', 'for="', '[', ':', ';for=']) {
      client('10.0.0.1', { 'X-Forwarded-For': piece.repeat(15_000) })
      client('10.0.0.1', { Forwarded: piece.repeat(15_000) }, { proxyHeader: 'forwarded' })
    }
    expect(cpuTime() - began).toBeLessThan(1000)
  })

  it('is not known without a peer', () => {
    expect(client(null)).toBe('unknown')
    expect(client('not an address')).toBe('unknown')
  })
})

describe('this machine', () => {
  const here = (peer: string, headers: Record<string, string> = {}, trustedProxies: string[] = []) =>
    createClients({ trustedProxies, proxyHeader: 'x-forwarded-for' })(peer, new Headers(headers)).loopback

  it('is known by its address', () => {
    expect([here('127.0.0.1'), here('::1'), here('::ffff:127.0.0.1'), here('192.0.2.1')]).toEqual([
      true,
      true,
      true,
      false,
    ])
  })

  it('is not whoever comes through a proxy on it', () => {
    expect(here('127.0.0.1', { 'X-Forwarded-For': '203.0.113.9' })).toBe(false)
    expect(here('127.0.0.1', { Via: '1.1 nginx' })).toBe(false)
    expect(here('127.0.0.1', { 'X-Forwarded-For': '203.0.113.9' }, ['127.0.0.1'])).toBe(false)
    expect(here('127.0.0.1', { 'X-Forwarded-For': '127.0.0.1' }, ['10.0.0.0/8'])).toBe(false)
  })
})

it('on Cloudflare the peer is told by the platform', () => {
  const request = new Request('http://x/', {
    headers: { 'CF-Connecting-IP': '203.0.113.9', 'X-Forwarded-For': '1.1.1.1' },
  })
  expect(cloudflareAddress(request)).toBe('203.0.113.9')
  expect(cloudflareAddress(new Request('http://x/'))).toBeNull()
})

import { describe, expect, it } from 'vitest'
import type { GetReply, GetRequest, Trouble } from '../../src/sources/fetcher.ts'
import { createPolite } from '../../src/sources/polite.ts'

type Answer = Partial<GetReply> | { trouble: Trouble }

/** A polite fetcher over answers by address; time passes only by sleeping and by requests of 10 ms. */
function polite(answers: Record<string, Answer | Answer[]>, options: { delayMs?: number } = {}) {
  let time = 1_000_000
  const log: { url: string; at: number }[] = []
  let open = 0
  let most = 0
  const fetch = createPolite({
    now: () => new Date(time),
    sleep: async (ms) => void (time += ms),
    agent: 'TouWen',
    ...options,
    get: async ({ url }) => {
      open += 1
      most = Math.max(most, open)
      await Promise.resolve()
      log.push({ url, at: time })
      time += 10
      open -= 1
      const found = answers[url]
      const answer = Array.isArray(found) ? (found.length > 1 ? found.shift()! : found[0]!) : found
      if (answer !== undefined && 'trouble' in answer) return answer
      const bytes = new TextEncoder().encode('body')
      const reply = { status: 200, location: null, bytes, type: 'text/html', charset: null, etag: null, lastModified: null, retryAfter: null } // prettier-ignore
      return answer === undefined
        ? { ...reply, status: 404, bytes: new Uint8Array() }
        : { ...reply, ...answer }
    },
  })
  const get = (url: string, more: Partial<GetRequest> = {}) =>
    fetch({ url, maxBytes: 1000, accepts: () => true, ...more })
  return {
    get,
    log,
    most: () => most,
    pass: (ms: number) => void (time += ms),
    paths: () => log.map(({ url }) => url),
  }
}

const robots = (text: string): Answer => ({ bytes: new TextEncoder().encode(text), type: 'text/plain' })
const A = 'http://a.example'

describe('the polite fetcher', () => {
  it('asks a host for one thing at a time, with a delay from the end of one to the next', async () => {
    const { get, log, most } = polite({ [`${A}/1`]: {}, [`${A}/2`]: {}, [`${A}/3`]: {} })
    await Promise.all([get(`${A}/1`), get(`${A}/2`), get(`${A}/3`)])
    expect(most()).toBe(1)
    const times = log.map(({ at }) => at)
    for (let i = 1; i < times.length; i += 1) expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(1010)
  })

  it('asks other hosts meanwhile', async () => {
    const { get, log } = polite({ [`${A}/1`]: {}, 'http://b.example/1': {} })
    await get(`${A}/1`)
    const [, first] = log
    await get('http://b.example/1')
    expect(log[2]!.at - first!.at).toBeLessThan(1000)
  })

  it('waits as long as a robots.txt asks, up to half a minute', async () => {
    for (const [asked, least, most] of [
      [3, 3000, 3100],
      [900, 30_000, 30_100],
    ] as const) {
      const { get, log } = polite({ [`${A}/robots.txt`]: robots(`User-agent: *\nCrawl-delay: ${asked}`), [`${A}/1`]: {}, [`${A}/2`]: {} }) // prettier-ignore
      await get(`${A}/1`)
      await get(`${A}/2`)
      const between = log[2]!.at - log[1]!.at
      expect(between).toBeGreaterThanOrEqual(least)
      expect(between).toBeLessThan(most)
    }
  })

  it('reads robots.txt once, and obeys it', async () => {
    const { get, paths } = polite({
      [`${A}/robots.txt`]: robots('User-agent: *\nDisallow: /private'),
      [`${A}/1`]: {},
    })
    expect(await get(`${A}/private/1`)).toMatchObject({
      kind: 'failed',
      fact: expect.stringMatching(/robots\.txt/),
    })
    expect(await get(`${A}/1`)).toMatchObject({ kind: 'fetched' })
    expect(paths()).toEqual([`${A}/robots.txt`, `${A}/1`])
  })

  it.each([
    ['is not there', {}, 'fetched'],
    ['is forbidden', { status: 403 }, 'fetched'],
    ['is moved', { status: 301, location: 'http://b.example/r' }, 'failed'],
    ['has an error', { status: 500 }, 'later'],
    ['is asked for too often', { status: 429 }, 'later'],
    ['cannot be reached', { trouble: { kind: 'network', fact: 'x', remedy: 'y' } }, 'later'],
    ['may not be asked for', { trouble: { kind: 'address', fact: 'x', remedy: 'y' } }, 'failed'],
  ] as [string, Answer, string][])('a robots.txt that %s', async (_, answer, kind) => {
    const given = Object.keys(answer).length === 0 ? {} : { [`${A}/robots.txt`]: answer }
    const { get } = polite({
      ...given,
      [`${A}/1`]: {},
      'http://b.example/r': robots('User-agent: *\nDisallow: /'),
    })
    expect((await get(`${A}/1`)).kind).toBe(kind)
  })

  it('follows redirects with the rules of each host, and not for ever', async () => {
    const { get, paths } = polite({
      [`${A}/1`]: { status: 302, location: 'http://b.example/2' },
      'http://b.example/2': { status: 308, location: 'http://b.example/3' },
      'http://b.example/3': {},
      [`${A}/no`]: { status: 302, location: 'http://b.example/private' },
      'http://b.example/robots.txt': robots('User-agent: *\nDisallow: /private'),
      [`${A}/round`]: { status: 302, location: `${A}/round` },
      [`${A}/nowhere`]: { status: 302, location: null },
    })
    expect(await get(`${A}/1`)).toMatchObject({ kind: 'fetched', url: 'http://b.example/3' })
    expect(await get(`${A}/no`)).toMatchObject({ kind: 'failed', fact: expect.stringMatching(/robots/) })
    expect(await get(`${A}/round`)).toMatchObject({
      kind: 'failed',
      fact: expect.stringMatching(/more than 5 times/),
    })
    expect(await get(`${A}/nowhere`)).toMatchObject({ kind: 'failed' })
    expect(paths().filter((path) => path === `${A}/round`)).toHaveLength(6)
    expect(paths()).not.toContain('http://b.example/private')
  })

  it('leaves a host alone as long as it asks', async () => {
    const { get, paths, pass } = polite({
      [`${A}/1`]: [{ status: 503, retryAfter: '120' }, {}],
      [`${A}/2`]: {},
    })
    expect(await get(`${A}/1`)).toMatchObject({ kind: 'failed', fact: expect.stringMatching(/503/) })
    const later = await get(`${A}/2`)
    expect(later).toMatchObject({ kind: 'later', afterMs: expect.any(Number) })
    expect((later as { afterMs: number }).afterMs).toBeGreaterThan(110_000)
    expect(paths()).not.toContain(`${A}/2`)
    pass(121_000)
    expect(await get(`${A}/2`)).toMatchObject({ kind: 'fetched' })
  })

  it('leaves a host alone for longer and longer when it keeps failing', async () => {
    const { get, pass } = polite({ [`${A}/1`]: { status: 500 }, [`${A}/2`]: {} })
    const waits: number[] = []
    for (let n = 0; n < 12; n += 1) {
      await get(`${A}/1`)
      const reply = await get(`${A}/1`)
      if (reply.kind !== 'later') continue
      waits.push(reply.afterMs)
      pass(reply.afterMs + 10)
    }
    expect(waits[0]).toBeGreaterThan(20_000)
    expect(waits[3]! / waits[0]!).toBeGreaterThan(5)
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000)
    await get(`${A}/2`)
    expect((await get(`${A}/2`)).kind).toBe('fetched')
  })

  it.each([
    [{ status: 304 }, { kind: 'unchanged' }],
    [{ status: 404 }, { kind: 'missing', status: 404 }],
    [{ status: 410 }, { kind: 'missing', status: 410 }],
    [{ status: 401 }, { kind: 'failed' }],
    [{ status: 204, bytes: new Uint8Array() }, { kind: 'failed' }],
    [{ bytes: new Uint8Array() }, { kind: 'failed' }],
    [{ trouble: { kind: 'content', fact: 'x', remedy: 'y' } }, { kind: 'failed', fact: 'x', remedy: 'y' }],
  ] as [Answer, object][])('tells %o as what it is', async (answer, expected) => {
    expect(await polite({ [`${A}/1`]: answer }).get(`${A}/1`)).toMatchObject(expected)
  })

  it('ends when it is told to', async () => {
    const controller = new AbortController()
    controller.abort(new Error('stop'))
    await expect(polite({ [`${A}/1`]: {} }).get(`${A}/1`, { signal: controller.signal })).rejects.toThrow(
      'stop',
    )
  })
})

import { describe, expect, it } from 'vitest'
import { AskProblem, askStream, type AskOptions } from '../../src/browser/ask-stream.ts'
import type { AskEvent } from '../../src/contract.ts'
import { answer, eventsOf, fakeApp, latch } from '../http/fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }
const EVENTS = { 'Content-Type': 'text/event-stream' }

async function collect(options: Partial<AskOptions>): Promise<AskEvent[]> {
  const found: AskEvent[] = []
  const all = { url: 'http://x/v1/ask', wait: async () => undefined, ...options }
  for await (const event of askStream(QUESTION, all)) found.push(event)
  return found
}

/** Replies in their order; a function makes one. What was sent is recorded. */
function replies(...given: (() => Response | Promise<Response>)[]) {
  const sent: { url: string; headers: Headers; body: unknown }[] = []
  const call: typeof fetch = async (url, init) => {
    sent.push({ url: String(url), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) })
    const next = given[sent.length - 1]
    if (next === undefined) throw new TypeError('fetch failed')
    return next()
  }
  return { sent, fetch: call }
}

const frames = (...events: [name: string, n: number, data: unknown][]): string =>
  events
    .map(([name, n, data]) => `id: ans_1:${n}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    .join('')
const STARTED = frames(['started', 1, { id: 'ans_1', ...QUESTION, standalone_question: '', asked_at: '' }])
const problem =
  (status: number, code: string, headers = {}) =>
  () =>
    new Response(JSON.stringify({ code, status, detail: 'why' }), {
      status,
      headers: { 'Content-Type': 'application/problem+json', ...headers },
    })

describe('asking as a list of events', () => {
  it('reads what the server streams', async () => {
    const { app } = fakeApp()
    const fetch = (url: unknown, init?: RequestInit) => Promise.resolve(app.request(String(url), init))
    const expected = eventsOf({ ...answer, question: QUESTION.question })
    expect(await collect({ fetch: fetch as typeof globalThis.fetch })).toEqual(expected)
  })

  it('reads a body in pieces that cut characters and frames anywhere', async () => {
    const bytes = new TextEncoder().encode(
      `retry: 5\r\n\r\n: ping\n\n${STARTED}${frames(['answer', 2, answer])}`,
    )
    for (const size of [1, 7, 64]) {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
          controller.close()
        },
      })
      const found = await collect(replies(() => new Response(body, { headers: EVENTS })))
      expect(found.map(({ type }) => type)).toEqual(['started', 'answer'])
      expect(found.at(-1)).toEqual({ type: 'answer', answer })
    }
  })

  it('takes one JSON reply, and reads the whole where bodies are no streams', async () => {
    expect(await collect(replies(() => Response.json(answer)))).toEqual([{ type: 'answer', answer }])
    const whole = {
      ok: true,
      body: null,
      headers: new Headers(EVENTS),
      text: async () => STARTED + frames(['answer', 2, answer]),
    }
    expect(await collect(replies(() => whole as unknown as Response))).toHaveLength(2)
  })

  it('reads on behind the last event when the connection breaks, and does not begin again', async () => {
    const waited: number[] = []
    const { sent, fetch } = replies(
      () => new Response(`retry: 20\n\n${STARTED}`, { headers: EVENTS }),
      () => Promise.reject(new TypeError('network')),
      () => new Response(frames(['text', 2, { text: 'a' }], ['answer', 3, answer]), { headers: EVENTS }),
    )
    const found = await collect({ fetch, wait: async (ms) => void waited.push(ms) })
    expect(found.map(({ type }) => type)).toEqual(['started', 'text', 'answer'])
    expect(sent.map(({ headers }) => headers.get('Last-Event-ID'))).toEqual([null, 'ans_1:1', 'ans_1:1'])
    expect(sent.every(({ body }) => JSON.stringify(body) === JSON.stringify(QUESTION))).toBe(true)
    expect(waited).toEqual([20, 20])
  })

  it('gives up what stays broken: interrupted', async () => {
    const { sent, fetch } = replies(() => new Response(STARTED, { headers: EVENTS }))
    await expect(collect({ fetch })).rejects.toMatchObject({ code: 'interrupted', status: 0 })
    expect(sent).toHaveLength(5)
  })

  it('tells that nobody is there: unreachable', async () => {
    const { sent, fetch } = replies()
    await expect(collect({ fetch })).rejects.toMatchObject({ code: 'unreachable', status: 0 })
    expect(sent).toHaveLength(1)
  })

  it('tells what the server refuses, with how long to wait', async () => {
    const caught = await collect(replies(problem(429, 'rate_limited', { 'Retry-After': '30' }))).catch(
      (it: unknown) => it,
    )
    expect(caught).toBeInstanceOf(AskProblem)
    expect(caught).toMatchObject({ code: 'rate_limited', status: 429, detail: 'why', retryAfter: 30 })
  })

  it.each([
    [502, '<html>Bad Gateway</html>', 'unreachable'],
    [404, 'gone', 'refused'],
  ])('makes sense of the page of a proxy: %i', async (status, body, code) => {
    await expect(collect(replies(() => new Response(body, { status })))).rejects.toMatchObject({
      code,
      status,
      retryAfter: null,
    })
  })

  it('throws the problem that ends a stream', async () => {
    const ended = STARTED + frames(['error', 2, { code: 'internal', status: 500, detail: 'x' }])
    await expect(collect(replies(() => new Response(ended, { headers: EVENTS })))).rejects.toMatchObject({
      code: 'internal',
      status: 500,
    })
  })

  it('ends when it is told to, also between two tries', async () => {
    const abort = new AbortController()
    const { fetch } = replies(() => new Response(STARTED, { headers: EVENTS }))
    const waiting = latch()
    const wait = async (): Promise<void> => {
      abort.abort()
      waiting.open()
    }
    await expect(collect({ fetch, wait, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
    await waiting.opened
  })

  it('sends the headers it is given', async () => {
    const { sent, fetch } = replies(() => Response.json(answer))
    await collect({ fetch, headers: { Authorization: 'Bearer t' } })
    expect(sent[0]!.headers.get('Authorization')).toBe('Bearer t')
    expect(sent[0]!.headers.get('Accept')).toMatch(/^text\/event-stream/)
  })
})

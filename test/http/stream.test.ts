import { connect } from 'node:net'
import { EventSource } from 'undici'
import { describe, expect, it } from 'vitest'
import { InputError, OverloadError } from '../../src/errors.ts'
import { answer, eventsOf, fakeApp, json, latch, problemIn } from './fakes.ts'
import { allEvents, heldStream, post, server, until, wireEvents, type WireEvent } from './real.ts'

const QUESTION = { question: '外资到账目标是多少' }
const STREAM = { ...QUESTION, stream: true }
const SSE = { headers: { Accept: 'text/event-stream' } }

const names = (events: WireEvent[]): (string | undefined)[] => events.map(({ event }) => event)
const WHOLE = ['started', 'text', 'text', 'citation', 'answer']

describe('a streamed answer', () => {
  it.each([
    ['Accept', QUESTION, SSE],
    ['the body', STREAM, {}],
    ['the body against Accept', STREAM, { headers: { Accept: 'application/json' } }],
    ['Accept by weight', QUESTION, { headers: { Accept: 'application/json;q=0.5, text/event-stream' } }],
  ])('is asked for by %s', async (_, body, init) => {
    const { url } = await server()
    const response = await post(`${url}/v1/ask`, body, init)
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.get('X-Accel-Buffering')).toBe('no')
    expect(response.headers.get('Content-Location')).toBe('/v1/ask/ans_1/events')
    const events = await allEvents(response)
    expect(events.map(({ event, id }) => [event, id])).toEqual(
      WHOLE.map((name, i) => [name, `ans_1:${i + 1}`]),
    )
    const [started, ...rest] = events.map(({ data }) => data)
    expect(started).toMatchObject({ id: 'ans_1', ...QUESTION })
    expect(rest).toEqual([
      { text: answer.text.slice(0, Math.ceil(answer.text.length / 2)) },
      { text: answer.text.slice(Math.ceil(answer.text.length / 2)) },
      answer.citations[0],
      answer,
    ])
  })

  it.each([
    ['nothing', {}],
    ['anything', { headers: { Accept: '*/*' } }],
    ['both alike', { headers: { Accept: 'application/json, text/event-stream' } }],
    ['no events', { headers: { Accept: 'text/event-stream;q=0' } }],
  ])('is not what a client gets that takes %s', async (_, init) => {
    const { url } = await server()
    const response = await post(`${url}/v1/ask`, QUESTION, init)
    expect(await response.json()).toEqual(answer)
    expect(
      (await post(`${url}/v1/ask`, { ...QUESTION, stream: false }, SSE)).headers.get('Content-Type'),
    ).toMatch(/^application\/json/)
  })

  it('does not show the engine how it is sent', async () => {
    const { app, asked } = fakeApp()
    await allEvents(await app.request('/v1/ask', json(STREAM)))
    await app.request('/v1/ask', json({ ...QUESTION, stream: false }))
    expect(asked).toEqual([
      { ...QUESTION, top_k: 8 },
      { ...QUESTION, top_k: 8 },
    ])
  })

  it('comes piece by piece, with a comment in every silence', async () => {
    const held = heldStream(2)
    const { url } = await server({ stream: held.stream, streams: { pingMs: 30 } })
    const seen: WireEvent[] = []
    for await (const event of wireEvents(await post(`${url}/v1/ask`, STREAM))) {
      seen.push(event)
      if (seen.filter(({ comment }) => comment === 'ping').length === 3) held.goOn()
    }
    const pings = seen.filter(({ comment }) => comment !== undefined)
    expect(pings.length).toBeGreaterThanOrEqual(3)
    expect(seen.findIndex(({ comment }) => comment !== undefined)).toBe(3)
    expect(names(seen.filter(({ event }) => event !== undefined))).toEqual(WHOLE)
    expect(seen[0]).toEqual({ retry: '1000' })
  })

  it('is logged when it has ended, with what became of it', async () => {
    const held = heldStream(4)
    const { url, log } = await server({ stream: held.stream })
    const reading = post(`${url}/v1/ask`, STREAM).then(allEvents)
    await held.reached
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(log).toEqual([])
    held.goOn()
    await reading
    expect(log).toMatchObject([{ status: 200, level: 'info', outcome: 'answered', path: '/v1/ask' }])
    expect(log[0]!.ms).toBeGreaterThan(25)
  })
})

describe('what goes wrong', () => {
  it.each([
    [{ ...STREAM, topk: 1 }, 422, 'invalid_request'],
    ['{', 400, 'invalid_json'],
  ])('before the first event is a problem: %j', async (body, status, code) => {
    const { app } = fakeApp()
    const response = await app.request('/v1/ask', json(body, SSE.headers))
    expect(response.status).toBe(status)
    expect(await problemIn(response)).toMatchObject({ code })
  })

  it.each([
    [new InputError('问题是空的', { code: 'invalid_question' }), 422, 'invalid_question'],
    [new OverloadError('2000 readings wait'), 503, 'overloaded'],
    [new Error('secret'), 500, 'internal'],
  ])('in the engine before it has begun is a problem: %s', async (error, status, code) => {
    const held = heldStream(0)
    held.fail(error)
    const response = await fakeApp({ stream: held.stream }).app.request('/v1/ask', json(STREAM))
    expect(response.status).toBe(status)
    expect(await problemIn(response)).toMatchObject({ code })
  })

  it('later is the last event, and nothing of its inside, which is logged', async () => {
    const held = heldStream(2)
    const { url, log } = await server({ stream: held.stream })
    held.fail(new Error('SQLITE_CORRUPT /srv/secret'))
    const response = await post(`${url}/v1/ask`, STREAM)
    const events = await allEvents(response)
    expect(response.status).toBe(200)
    expect(names(events)).toEqual(['started', 'text', 'error'])
    expect(events[2]).toMatchObject({
      id: 'ans_1:3',
      data: { code: 'internal', status: 500, request_id: 'made-id', type: 'urn:touwen:problem:internal' },
    })
    expect(JSON.stringify(events)).not.toMatch(/SQLITE|secret/)
    expect(log).toMatchObject([{ level: 'error', code: 'internal', status: 200 }])
    expect(log[0]?.error).toMatch(/SQLITE_CORRUPT/)
  })

  it.each([
    [
      'ends without an answer',
      eventsOf(answer).slice(0, -1),
      ['started', 'text', 'text', 'citation', 'error'],
    ],
    ['goes on behind the answer', [...eventsOf(answer), ...eventsOf(answer)], WHOLE],
  ])('an engine that %s: there is just one last event', async (_, events, expected) => {
    const held = heldStream(-1, events)
    const response = await fakeApp({ stream: held.stream }).app.request('/v1/ask', json(STREAM))
    expect(names(await allEvents(response))).toEqual(expected)
  })

  it('behind the answer takes nothing back', async () => {
    const held = heldStream(5, [...eventsOf(answer), { type: 'text', text: 'x' }])
    held.fail(new Error('late'))
    const response = await fakeApp({ stream: held.stream }).app.request('/v1/ask', json(STREAM))
    expect(names(await allEvents(response))).toEqual(WHOLE)
  })

  it('one question too many is refused at once, in every shape, and a place is free when its work has ended', async () => {
    const held = heldStream(1)
    const { url } = await server({ stream: held.stream, maxInFlight: 1 })
    const first = await post(`${url}/v1/ask`, STREAM)
    await held.reached
    const before = performance.now()
    for (const [path, body] of [
      ['/v1/ask', QUESTION],
      ['/v1/ask', STREAM],
      ['/v1/chat', { messages: [{ role: 'user', parts: [{ type: 'text', text: '多少' }] }] }],
      ['/v1/chat/completions', { model: 'touwen', messages: [{ role: 'user', content: '多少' }] }],
    ] as const) {
      const refused = await post(`${url}${path}`, body)
      expect(refused.status).toBe(503)
      expect(refused.headers.get('Retry-After')).toBe('1')
    }
    expect(performance.now() - before).toBeLessThan(2000)
    held.goOn()
    // Not read yet, but worked out.
    await until(() => held.signals.length === 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await post(`${url}/v1/ask`, STREAM)).status).toBe(200)
    expect(names(await allEvents(first))).toEqual(WHOLE)
  })
})

describe('a client that goes away', () => {
  // Straight from the socket: no client library has a part in it.
  const leaving = async (url: string, body: object, path = '/v1/ask'): Promise<void> => {
    const { port, hostname } = new URL(url)
    const text = JSON.stringify(body)
    const socket = connect(Number(port), hostname)
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    )
    await new Promise((resolve) => socket.once('data', resolve))
    socket.destroy()
  }

  it('for good cancels its work after the grace', async () => {
    const held = heldStream(2)
    const { url, log } = await server({ stream: held.stream, streams: { graceMs: 80 } })
    const began = performance.now()
    await leaving(url, STREAM)
    await held.reached
    expect(held.signals[0]?.aborted).toBe(false)
    await until(() => held.signals[0]?.aborted === true && log.length === 1)
    expect(performance.now() - began).toBeGreaterThanOrEqual(75)
    expect(log).toMatchObject([{ code: 'client_closed_request', level: 'warn' }])
    const late = await allEvents(await fetch(`${url}/v1/ask/ans_1/events`))
    expect(names(late)).toEqual(['started', 'text', 'error'])
    expect(late[2]?.data).toMatchObject({ status: 499 })
  })

  it.each([
    [
      '/v1/chat/completions',
      { model: 'touwen', stream: true, messages: [{ role: 'user', content: '多少' }] },
    ],
    ['/v1/chat', { id: 'short', messages: [{ role: 'user', parts: [{ type: 'text', text: '多少' }] }] }],
  ])('cancels its work at once where it cannot come back: %s', async (path, body) => {
    const held = heldStream(2)
    const { url } = await server({ stream: held.stream, streams: { graceMs: 60_000 } })
    await leaving(url, body, path)
    await until(() => held.signals[0]?.aborted === true)
  })

  it('before the first event cancels its work', async () => {
    const held = heldStream(0)
    const { url, log } = await server({ stream: held.stream, streams: { graceMs: 60_000 } })
    const gone = new AbortController()
    const asking = post(`${url}/v1/ask`, STREAM, { signal: gone.signal }).catch((error: unknown) => error)
    await held.reached
    gone.abort()
    await asking
    await until(() => held.signals[0]?.aborted === true && log.length === 1)
    expect(log).toMatchObject([{ status: 499, code: 'client_closed_request' }])
  })

  it('and comes back in time reads on where it broke off, while the work goes on', async () => {
    const held = heldStream(2)
    const { url } = await server({ stream: held.stream, streams: { graceMs: 5000 } })
    await leaving(url, STREAM)
    await held.reached
    await new Promise((resolve) => setTimeout(resolve, 50))
    const again = fetch(`${url}/v1/ask/ans_1/events`, { headers: { 'Last-Event-ID': 'ans_1:1' } })
    const reading = again.then(allEvents)
    await again
    expect(held.signals.map(({ aborted }) => aborted)).toEqual([false])
    held.goOn()
    expect(names(await reading)).toEqual(WHOLE.slice(1))
    expect(held.signals.map(({ aborted }) => aborted)).toEqual([false])
  })

  it('is not the last one while another reads', async () => {
    const held = heldStream(2)
    const { url } = await server({ stream: held.stream, streams: { graceMs: 0 } })
    const first = await post(`${url}/v1/ask`, STREAM)
    const second = await fetch(`${url}/v1/ask/ans_1/events`)
    await first.body!.cancel()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(held.signals[0]?.aborted).toBe(false)
    held.goOn()
    expect(names(await allEvents(second))).toEqual(WHOLE)
  })

  it('that does not read holds no more than the sockets do', async () => {
    const text = '丹'.repeat(100_000)
    const many = Array.from({ length: 400 }, () => ({ type: 'text' as const, text }))
    const [started, ...rest] = eventsOf(answer)
    let told = 0
    async function* stream() {
      yield started!
      for (const event of many) yield event
      yield* rest
      told = 1
    }
    const { url, log } = await server({ stream })
    const before = process.memoryUsage().arrayBuffers
    const response = await post(`${url}/v1/ask`, STREAM)
    await until(() => told === 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    // 120 MB if each event were encoded for the wire as it comes.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000)
    let texts = 0
    for await (const { event } of wireEvents(response)) if (event === 'text') texts += 1
    expect(texts).toBe(402)
    expect(log).toHaveLength(1)
  })
})

describe('reading on', () => {
  const ended = async () => {
    const at = await server({ streams: { kept: 2 } })
    await allEvents(await post(`${at.url}/v1/ask`, STREAM))
    return at
  }
  const events = (url: string, id = 'ans_1', last?: string): Promise<Response> =>
    fetch(`${url}/v1/ask/${id}/events`, { headers: last === undefined ? {} : { 'Last-Event-ID': last } })

  it('gives what came behind an event, all without one, and 204 behind the last', async () => {
    const { url, asked } = await ended()
    expect(names(await allEvents(await events(url)))).toEqual(WHOLE)
    expect((await allEvents(await events(url, 'ans_1', 'ans_1:3'))).map(({ id }) => id)).toEqual([
      'ans_1:4',
      'ans_1:5',
    ])
    expect((await events(url, 'ans_1', 'ans_1:5')).status).toBe(204)
    expect(asked).toHaveLength(1)
  })

  it('works by asking the same again with Last-Event-ID as well, without another answer', async () => {
    const { url, asked } = await ended()
    const again = await post(`${url}/v1/ask`, STREAM, { headers: { 'Last-Event-ID': 'ans_1:4' } })
    expect(names(await allEvents(again))).toEqual(['answer'])
    const gone = await post(`${url}/v1/ask`, STREAM, { headers: { 'Last-Event-ID': 'ans_0:4' } })
    expect(gone.status).toBe(404)
    expect(await problemIn(gone)).toMatchObject({ detail: expect.stringMatching(/without Last-Event-ID/) })
    expect(asked).toHaveLength(1)
  })

  it.each([
    ['ans_2', undefined, 404, 'not_found'],
    ['ans_1', 'x', 422, 'invalid_event_id'],
    ['ans_1', 'ans_2:1', 422, 'invalid_event_id'],
    ['ans_1', 'ans_1:6', 422, 'invalid_event_id'],
  ])('refuses %s behind %s with %i', async (id, last, status, code) => {
    const { url } = await ended()
    const response = await events(url, id, last)
    expect(response.status).toBe(status)
    expect(await problemIn(response)).toMatchObject({ code })
  })

  it('is for the key that asked', async () => {
    const authenticate = async ({ headers }: Request) => ({
      id: headers.get('X-Key'),
      scopes: new Set(['ask'] as const),
    })
    const { url } = await server({ authenticate })
    const path = `${url}/v1/ask/ans_1/events`
    await allEvents(await post(`${url}/v1/ask`, STREAM, { headers: { 'X-Key': 'a' } }))
    expect((await fetch(path, { headers: { 'X-Key': 'a' } })).status).toBe(200)
    expect((await fetch(path, { headers: { 'X-Key': 'b' } })).status).toBe(404)
    expect((await fetch(path)).status).toBe(404)
  })

  it('works for an EventSource, which stops when all is read', async () => {
    const held = heldStream(2)
    const { url } = await server({ stream: held.stream })
    await (await post(`${url}/v1/ask`, STREAM)).body!.cancel()
    const source = new EventSource(`${url}/v1/ask/ans_1/events`)
    const seen: [string, string][] = []
    const closed = latch()
    for (const name of ['started', 'text', 'citation', 'answer']) {
      source.addEventListener(name, (event) => {
        const { lastEventId } = event as unknown as { lastEventId: string }
        seen.push([name, lastEventId])
        if (name === 'text') held.goOn()
      })
    }
    source.addEventListener('error', () => source.readyState === EventSource.CLOSED && closed.open())
    await closed.opened
    expect(seen.map(([name]) => name)).toEqual(WHOLE)
    expect(seen.at(-1)).toEqual(['answer', 'ans_1:5'])
  })
})

import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import type { AppDeps } from '../../src/http/deps.ts'
import type { Rejection } from '../../src/http/rejections.ts'
import { listen, type ListenOptions } from '../../src/http/serve.ts'
import { answer, fakeApp, latch } from './fakes.ts'

const BODY = JSON.stringify({ question: '外资到账目标是多少' })
const JSON_TYPE = { 'Content-Type': 'application/json' }
const running: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of running.splice(0)) await close()
})

async function server(deps: Partial<AppDeps> = {}, options: Partial<ListenOptions> = {}) {
  const fake = fakeApp(deps)
  const listening = await listen(fake.app, { host: '127.0.0.1', port: 0, graceMs: 200, ...options })
  running.push(listening.close)
  return { ...fake, ...listening }
}

function ask(url: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/v1/ask`, { method: 'POST', headers: JSON_TYPE, body: BODY, ...init })
}

/** A question that is answered when told; `begun` when the engine has it. */
function heldAsk() {
  const begun = latch()
  const finish = latch()
  const signals: AbortSignal[] = []
  const askHeld: AppDeps['ask'] = (_, signal) => {
    if (signal !== undefined) signals.push(signal)
    begun.open()
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('aborted')))
      void finish.opened.then(() => resolve(answer))
    })
  }
  return { ask: askHeld, begun: begun.opened, finish: finish.open, signal: () => signals[0] }
}

/** Send raw bytes; what comes back until the server closes the connection. */
function raw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(bytes)
  return text(socket)
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !condition(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(condition()).toBe(true)
}

describe('a real server', () => {
  it('answers with the headers of the application', async () => {
    const { url } = await server()
    const response = await ask(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('X-Request-Id')).toBe('made-id')
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(await response.json()).toEqual(answer)
  })

  it('refuses a chunked body beyond the limit with 413 before it has ended', async () => {
    const { url, asked } = await server()
    const sending = httpRequest(`${url}/v1/ask`, { method: 'POST', headers: JSON_TYPE })
    sending.on('error', () => undefined)
    sending.write('x'.repeat(70_000))
    const response = await new Promise<IncomingMessage>((resolve) => sending.once('response', resolve))
    expect(response.statusCode).toBe(413)
    expect(JSON.parse(await text(response))).toMatchObject({ code: 'body_too_large' })
    sending.destroy()
    expect(asked).toEqual([])
  })

  it('refuses a declared length beyond the limit without waiting for the body', async () => {
    const { port } = await server()
    const head =
      'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999999\r\n\r\n'
    expect(await raw(port, head)).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('cancels the work of a client that goes away', async () => {
    const held = heldAsk()
    const { url, log } = await server({ ask: held.ask })
    const gone = new AbortController()
    const asking = ask(url, { signal: gone.signal }).catch((error: unknown) => error)
    await held.begun
    gone.abort()
    await asking
    await until(() => held.signal()?.aborted === true && log.length === 1)
    expect(log[0]).toMatchObject({ status: 499, code: 'client_closed_request', level: 'warn' })
  })

  it('logs a client that goes away while sending, and goes on', async () => {
    const { url, port, log } = await server()
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{"que',
    )
    setTimeout(() => socket.destroy(), 50)
    await until(() => log.length === 1)
    expect(log[0]?.status).toBe(499)
    expect((await ask(url)).status).toBe(200)
  })

  it('drops a client that sends its headers or its body too slowly', async () => {
    const { port } = await server({}, { headersTimeoutMs: 150, requestTimeoutMs: 300 })
    const slowHead = raw(port, 'POST /v1/ask HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    const slowBody = raw(
      port,
      'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{',
    )
    expect(await slowHead).toMatch(/^HTTP\/1\.1 408 /)
    expect(await slowBody).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('answers a request with a bad Host with a problem', async () => {
    const { port } = await server()
    const reply = await raw(port, 'GET /livez HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')
    expect(reply).toMatch(/^HTTP\/1\.1 400 /)
    expect(reply).toMatch(/application\/problem\+json/i)
    expect(reply).toMatch(/"code":"bad_request"/)
  })
})

describe('what Node turns down', () => {
  async function rejecting(options: Partial<ListenOptions> = {}) {
    const rejections: Rejection[] = []
    let n = 0
    const listening = await server(
      {},
      { id: () => `rejected-${(n += 1)}`, rejected: (one) => rejections.push(one), ...options },
    )
    return { ...listening, rejections }
  }

  /** The parts of a raw reply, which must be a problem. */
  function problemOf(reply: string) {
    const [head = '', body = ''] = reply.split('\r\n\r\n')
    expect(head).toMatch(/\r\ncontent-type: application\/problem\+json/i)
    expect(head).toMatch(/\r\nx-content-type-options: nosniff/i)
    expect(head).toMatch(/\r\ncache-control: no-store/i)
    expect(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]).toBe(String(Buffer.byteLength(body)))
    const problem = JSON.parse(body) as { status: number; code: string; request_id: string }
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${problem.status} `))
    expect(head).toMatch(new RegExp(`x-request-id: ${problem.request_id}`, 'i'))
    return problem
  }

  it.each([
    ['GET /livez HTTP/1.1\r\nHost: x\r\nbroken header\r\n\r\n', 400, 'bad_request'],
    ['hello\r\n\r\n', 400, 'bad_request'],
    ['GET /livez HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    ['GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
    [`GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
    [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431, 'headers_too_large'],
    ['GET /livez HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n', 417, 'expectation_failed'],
    [
      'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'bad_request',
    ],
  ])('gets a problem with an id, and a record: %.40j', async (bytes, status, code) => {
    const { port, rejections } = await rejecting()
    const problem = problemOf(await raw(port, bytes))
    expect(problem).toMatchObject({ status, code, request_id: 'rejected-1' })
    expect(rejections).toMatchObject([
      { event: 'rejected', level: 'warn', status, code, request_id: 'rejected-1' },
    ])
  })

  it('because it is too slow gets 408', async () => {
    const { port, rejections } = await rejecting({ headersTimeoutMs: 100, requestTimeoutMs: 200 })
    const slow = raw(port, 'POST /v1/ask HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    expect(problemOf(await slow)).toMatchObject({ status: 408, code: 'request_timeout' })
    expect(rejections).toMatchObject([{ status: 408, code: 'request_timeout' }])
  })

  it('leaves the others alone', async () => {
    const { url, port } = await rejecting()
    const held = ask(url)
    await raw(port, 'nonsense\r\n\r\n')
    expect((await held).status).toBe(200)
    expect((await ask(url)).status).toBe(200)
  })
})

describe('the headers that the server writes itself', () => {
  it('stand on every reply once, and give way to those of a handler', async () => {
    const { app, url } = await server()
    app.get('/own', (c) => {
      c.header('Referrer-Policy', 'origin')
      return c.text('x')
    })
    const reply = await raw(
      Number(new URL(url).port),
      'GET /own HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    )
    expect(reply.match(/^referrer-policy: .*$/gim)).toEqual(['referrer-policy: origin'])
    expect(reply.match(/^x-request-id: .*$/gim)).toEqual(['x-request-id: made-id'])
    const found = await fetch(`${url}/v1/articles/dy%2F1`)
    expect(found.headers.get('ETag')).toBe('"2"')
    const again = await fetch(`${url}/v1/articles/dy%2F1`, { headers: { 'If-None-Match': '"2"' } })
    expect(again.status).toBe(304)
    expect(again.headers.get('ETag')).toBe('"2"')
    const head = await fetch(`${url}/v1/articles/dy%2F1`, { method: 'HEAD' })
    expect(head.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})

describe('the end', () => {
  it('lets an answer in work finish, accepts no other, and is soon over', async () => {
    const held = heldAsk()
    const { url, close } = await server({ ask: held.ask }, { graceMs: 5000 })
    const asking = ask(url)
    await held.begun
    const closing = close()
    await expect(ask(url)).rejects.toThrow(/fetch failed/)
    const before = performance.now()
    held.finish()
    expect((await asking).status).toBe(200)
    await closing
    // Not the five seconds that an idle connection is kept for.
    expect(performance.now() - before).toBeLessThan(1000)
  })

  it('cuts off what takes longer than the grace', async () => {
    const held = heldAsk()
    const { url, close } = await server({ ask: held.ask }, { graceMs: 100 })
    const asking = ask(url).catch((error: unknown) => error)
    await held.begun
    await close()
    expect(await asking).toBeInstanceOf(Error)
    await until(() => held.signal()?.aborted === true)
  })

  it('may be asked for twice', async () => {
    const { close } = await server()
    await Promise.all([close(), close()])
  })
})

describe('an address that cannot be had', () => {
  it('names the address in use and the remedy', async () => {
    const { port } = await server()
    const second = listen(fakeApp().app, { host: '127.0.0.1', port })
    await expect(second).rejects.toThrow(`127.0.0.1:${port} is in use by another program; stop it, or`)
    await expect(second).rejects.toMatchObject({ code: 'address_unavailable' })
  })

  it('names a host that is not of this machine', async () => {
    await expect(listen(fakeApp().app, { host: '203.0.113.1', port: 0 })).rejects.toThrow(
      /203\.0\.113\.1 is no address/,
    )
  })
})

// Clients that misbehave: slow ones, ones that vanish, too many at once. Over real sockets, the real service behind them.
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { ask, pause, served, within, type Measured } from './served.ts'
import { servedHere } from './service.ts'
import { size } from './size.ts'

const QUESTION = '丹阳开发区外资到账目标是多少'

/** Send raw bytes and keep the connection; `heard` is what came back. */
function raw(port: number, bytes: string): Promise<{ socket: Socket; heard(): string }> {
  let heard = ''
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.on('data', (data) => (heard += data.toString('latin1')))
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.write(bytes)
      resolve({ socket, heard: () => heard })
    })
  })
}

function streamRequest(i: number): string {
  const body = JSON.stringify({ question: `${QUESTION}${i}`, stream: true })
  const head = ['POST /v1/ask HTTP/1.1', 'Host: x', 'Content-Type: application/json']
  return [...head, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n')
}

const SOCKETS = (measured: Measured): number => measured.resources['TCPSocketWrap'] ?? 0
const TIMERS = (measured: Measured): number => measured.resources['Timeout'] ?? 0

/** How long one request of no work takes, the quickest of three, in ms. */
async function bare({ url }: { url: string }): Promise<number> {
  let least = Infinity
  for (let i = 0; i < 3; i += 1) {
    const began = performance.now()
    await (await fetch(`${url}/livez`)).text()
    least = Math.min(least, performance.now() - began)
  }
  return least
}

/** How long a question is worked on when its client has gone; the default is 5 s. */
const GRACE_MS = size(1000, 5000)

describe('clients that vanish', () => {
  it(
    'leave no connection, no timer and no memory behind after 10 s',
    { timeout: size(120_000, 900_000) },
    async () => {
      const clients = 200
      // Longer than the test: whoever waits for the reader is still in work.
      const service = await served({
        readMs: 600_000,
        maxInFlight: clients,
        graceMs: GRACE_MS,
      })
      const { url, port } = service
      const round = async (): Promise<void> => {
        const open = await Promise.all(Array.from({ length: clients }, (_, i) => raw(port, streamRequest(i))))
        expect(
          await within(30_000, () => open.every(({ heard }) => heard().includes('event: started'))),
        ).toBe(true)
        expect(SOCKETS(await service.measure())).toBeGreaterThanOrEqual(clients)
        // All places are taken.
        expect((await fetch(`${url}/v1/ask`, ask(QUESTION))).status).toBe(503)
        for (const { socket } of open) socket.destroy()
      }
      const isBack = (before: Measured) => async (): Promise<boolean> => {
        const now = await service.measure()
        return (
          SOCKETS(now) <= SOCKETS(before) + 5 &&
          TIMERS(now) <= TIMERS(before) + 5 &&
          now.heapUsed < before.heapUsed * 1.1
        )
      }
      // Everything is loaded, and the buffer of recent answers filled, by a first round.
      await round()
      expect(await within(10_000, async () => SOCKETS(await service.measure()) < 10)).toBe(true)
      await pause(GRACE_MS + 1000)
      const before = await service.measure()
      for (let i = 0; i < size(1, 10); i += 1) {
        await round()
        expect(await within(10_000, isBack(before))).toBe(true)
      }
      // And all places are free again.
      const again = await Promise.all(Array.from({ length: clients }, (_, i) => raw(port, streamRequest(i))))
      expect(await within(30_000, () => again.every(({ heard }) => heard().includes('event: started')))).toBe(
        true,
      )
      for (const { socket } of again) socket.destroy()
    },
  )
})

describe('too many at once', () => {
  it('are told 503 in 100 ms, and health stays green', { timeout: 60_000 }, async () => {
    const service = await servedHere({ readMs: 600_000, maxInFlight: 8 })
    const { url, port } = service
    const held = await Promise.all(Array.from({ length: 8 }, (_, i) => raw(port, streamRequest(i))))
    await within(30_000, () => held.every(({ heard }) => heard().includes('event: started')))
    const times: number[] = []
    for (let i = 0; i < size(30, 500); i += 1) {
      const began = performance.now()
      const response = await fetch(`${url}/v1/ask`, ask(`${QUESTION}${i}`, { stream: i % 2 === 0 }))
      expect(await response.json()).toMatchObject({ status: 503, code: 'overloaded' })
      times.push(performance.now() - began)
      expect(response.headers.get('Retry-After')).toBe('1')
      if (i % 10 === 0)
        for (const path of ['/livez', '/readyz']) expect((await fetch(url + path)).status).toBe(200)
    }
    const median = times.toSorted((a, b) => a - b)[times.length >> 1]!
    expect(median).toBeLessThan(Math.max(100, 10 * (await bare(service))))
    // A burst as well.
    const burst = await Promise.all(Array.from({ length: 200 }, (_, i) => fetch(`${url}/v1/ask`, ask(`${QUESTION}${i}`))))
    expect(new Set(burst.map(({ status }) => status))).toEqual(new Set([503]))
    expect((await fetch(`${url}/livez`)).status).toBe(200)
    for (const { socket } of held) socket.destroy()
  }) // prettier-ignore

  it('from one address are told 429 in 100 ms, and health stays green', { timeout: 60_000 }, async () => {
    const env = { TOUWEN_LIMIT_MINUTE: '20', TOUWEN_LIMIT_LOOPBACK: 'true' }
    const service = await servedHere({ env })
    const { url } = service
    const replies: { status: number; ms: number }[] = []
    for (let i = 0; i < size(60, 500); i += 1) {
      const began = performance.now()
      const response = await fetch(`${url}/v1/ask`, ask(QUESTION))
      await response.text()
      replies.push({ status: response.status, ms: performance.now() - began })
      if (response.status === 429) expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0)
    }
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(replies.length - 25)
    const median = refused.map(({ ms }) => ms).toSorted((a, b) => a - b)[refused.length >> 1]!
    expect(median).toBeLessThan(Math.max(100, 10 * (await bare(service))))
    for (const path of ['/livez', '/readyz']) expect((await fetch(url + path)).status).toBe(200)
  })
})

describe('slow clients', () => {
  const HEAD =
    'POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n'

  it('take no place from the others, and are let go', { timeout: 120_000 }, async () => {
    const service = await served({
      maxInFlight: 2,
      headersTimeoutMs: 1500,
      requestTimeoutMs: 3000,
    })
    const { url, port } = service
    const before = await service.measure()
    const slow = await Promise.all(
      Array.from({ length: size(100, 500) }, (_, i) =>
        raw(port, [HEAD, `${HEAD}\r\n{"question":"`, 'GET ', `${HEAD}X-Slow: `][i % 4]!),
      ),
    )
    const trickle = setInterval(() => {
      for (const { socket } of slow) if (!socket.destroyed && socket.writable) socket.write('x')
    }, 200)
    try {
      // Twice as many as may be in work, all with half a body: none of them is.
      for (let i = 0; i < 10; i += 1)
        expect((await fetch(`${url}/v1/ask`, ask(`${QUESTION}${i}`))).status).toBe(200)
      expect(await within(15_000, () => slow.every(({ socket }) => socket.destroyed || socket.readableEnded))).toBe(true) // prettier-ignore
    } finally {
      clearInterval(trickle)
      for (const { socket } of slow) socket.destroy()
    }
    for (const { heard } of slow) expect(heard()).toMatch(/^(?:HTTP\/1\.1 (?:408|400) [\s\S]*problem\+json[\s\S]*)?$/)
    expect(await within(10_000, async () => SOCKETS(await service.measure()) <= SOCKETS(before) + 15)).toBe(true)
  }) // prettier-ignore

  it('that read nothing hold no more than what their sockets hold', { timeout: 60_000 }, async () => {
    const service = await served({ maxInFlight: 200 })
    const { url, port } = service
    const before = await service.measure()
    const open = await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const { socket } = await raw(port, streamRequest(i))
        socket.pause()
        return socket
      }),
    )
    expect((await fetch(`${url}/v1/ask`, ask(QUESTION))).status).toBe(200)
    await pause(1000)
    const meanwhile = await service.measure()
    expect(meanwhile.heapUsed - before.heapUsed).toBeLessThan(30e6)
    for (const socket of open) socket.destroy()
    expect(await within(10_000, async () => SOCKETS(await service.measure()) <= SOCKETS(before) + 5)).toBe(
      true,
    )
  })
})

// Fifty clients in a thread of their own, streaming at once from one server over the real use case without its models.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAsker, type Asker } from '../../src/ask.ts'
import { createTurns } from '../../src/http/turns.ts'
import type { Reader } from '../../src/reader/reader.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { draft, fakeReader, indexOf, noLanguage, trusting } from '../fakes.ts'
import { heldStream, post, server } from './real.ts'

const CLIENTS = 50

// Plain JavaScript: what the clients do takes nothing of the thread that is measured.
const CLIENT = `
const { parentPort, workerData } = require('node:worker_threads')
const ask = async ([path, body]) => {
  const response = await fetch(workerData.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}
Promise.all(workerData.requests.map(ask)).then((replies) => parentPort.postMessage(replies))
`

interface Reply {
  status: number
  text: string
}

function clients(url: string, requests: [string, object][]): Promise<Reply[]> {
  const worker = new Worker(CLIENT, { eval: true, workerData: { url, requests } })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

const many = (request: (i: number) => [string, object]): [string, object][] =>
  Array.from({ length: CLIENTS }, (_, i) => request(i))

/** Delay of the event loop meanwhile, in ms: 99 of 100 are below. */
async function delayed<T>(work: Promise<T>): Promise<{ value: T; p99: number }> {
  const histogram = monitorEventLoopDelay({ resolution: 5 })
  histogram.enable()
  const value = await work
  histogram.disable()
  return { value, p99: histogram.percentile(99) / 1e6 }
}

/** As the models do it: one after the other, in a thread of their own. */
function inTurn(reader: Reader): Reader {
  let last: Promise<unknown> = Promise.resolve()
  return {
    id: reader.id,
    read: (...given) => {
      const next = last
        .then(() => new Promise((resolve) => setTimeout(resolve, 10)))
        .then(() => reader.read(...given))
      last = next.catch(() => undefined)
      return next
    },
  }
}

const zones = Array.from(
  { length: 40 },
  (_, i) => `${'丹昆苏常锡通扬镇泰淮'[i % 10]}${'阳山州熟城'[i % 5]}${i}号开发区`,
)
let asker: Asker

beforeAll(async () => {
  const drafts = zones.map((zone, i) =>
    draft({
      id: `文${i}`,
      title: `${zone}大会`,
      zone,
      published_at: '2022-03-04',
      text:
        `${zone}召开大会。`.repeat(8) + `为完成外资到账${i + 1}亿美元的年度目标任务夯实基础。项目已投产。`,
    }),
  )
  const index = await indexOf(drafts)
  asker = createAsker({
    retriever: createRetriever({ ...index, language: noLanguage }),
    reader: inTurn(fakeReader(Object.fromEntries(zones.map((_, i) => [`${i + 1}亿美元`, 3])))),
    calibration: trusting,
    language: noLanguage,
    newest: createNewest(index.store),
    index: async () => ({ name: 'test', built_at: null, articles: 40, embedder: 'e', reader: 'r' }),
  })
})

const question = (i: number): string => `${zones[i % zones.length]}外资到账目标是多少`
const SHAPES: [string, (i: number) => [string, object], RegExp][] = [
  ['native', (i) => ['/v1/ask', { question: question(i), stream: true }], /^event: (?:answer|error)$/gm],
  [
    'OpenAI',
    (i) => [
      '/v1/chat/completions',
      { model: 'touwen', stream: true, messages: [{ role: 'user', content: question(i) }] },
    ],
    /"finish_reason":"stop"|"error":/g,
  ],
  [
    'AI SDK',
    (i) => ['/v1/chat', { messages: [{ role: 'user', parts: [{ type: 'text', text: question(i) }] }] }],
    /"type":"(?:finish|error)"/g,
  ],
]

describe('fifty clients at once', () => {
  it.each(SHAPES)('%s: each gets its answer, and the event loop stays free', async (_, request, last) => {
    const { url, log } = await server({ ask: asker.ask, stream: asker.stream })
    await clients(url, [request(0)])
    const both = async () => ({
      // What this machine makes of as many clients that ask for nothing.
      bare: await delayed(
        clients(
          url,
          many(() => ['/nowhere', {}]),
        ),
      ),
      asking: await delayed(clients(url, many(request))),
    })
    let { bare, asking } = await both()
    // 50 ms on a machine that has nothing else to do. A busy one delays whatever runs on it, and not evenly.
    const free = (): boolean => asking.p99 < Math.max(50, 4 * bare.p99)
    for (let i = 0; i < 3 && !free(); i += 1) ({ bare, asking } = await both())
    expect([asking.p99, free()]).toEqual([expect.any(Number), true])
    const { value } = asking
    expect(value.map(({ status }) => status)).toEqual(Array.from({ length: CLIENTS }, () => 200))
    for (const [i, { text }] of value.entries()) {
      expect(text.match(last)).toHaveLength(1)
      expect(text).not.toMatch(/event: error|"error":|"type":"error"/)
      expect(text).toContain(zones[i % zones.length])
    }
    expect(log.filter(({ level, path }) => level !== 'info' && path !== '/nowhere')).toEqual([])
  })
})

describe('what arrives together', () => {
  it('begins in turn, with a round of the event loop between', async () => {
    const turn = createTurns()
    let rounds = 0
    let counting = true
    const count = (): void => {
      rounds += 1
      if (counting) setImmediate(count)
    }
    setImmediate(count)
    const begun = await Promise.all(
      Array.from({ length: 4 }, async () => {
        await turn()
        // Longer than a timer takes, as the work is.
        const until = performance.now() + 4
        while (performance.now() < until);
        return rounds
      }),
    )
    counting = false
    expect(new Set(begun).size).toBe(4)
    expect(begun[0]).toBe(0)
  })
})

describe('a full queue', () => {
  it('refuses in less than 100 ms, also while those in work stream', async () => {
    const held = heldStream(2)
    const { url } = await server({ stream: held.stream, maxInFlight: CLIENTS })
    const streams = await Promise.all(
      Array.from({ length: CLIENTS }, () => post(`${url}/v1/ask`, { question: '多少', stream: true })),
    )
    const times: number[] = []
    for (let i = 0; i < 20; i += 1) {
      const began = performance.now()
      const response = await post(`${url}/v1/ask`, { question: '多少', stream: i % 2 === 0 })
      times.push(performance.now() - began)
      expect(response.status).toBe(503)
      expect(response.headers.get('Retry-After')).toBe('1')
      await response.text()
    }
    const live = performance.now()
    for (let i = 0; i < 20; i += 1) await (await fetch(`${url}/livez`)).text()
    const bare = (performance.now() - live) / 20
    const median = times.toSorted((a, b) => a - b)[10]!
    expect(median).toBeLessThan(Math.max(100, 5 * bare))
    held.goOn()
    const texts = await Promise.all(streams.map((response) => response.text()))
    expect(texts.every((text) => /^event: answer$/m.test(text))).toBe(true)
  })
})

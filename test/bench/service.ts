// What the service does in a second, and how soon it is there: over HTTP, against a real `touwen serve`.
import { Agent } from 'node:http'
import { median } from './measures.ts'
import { peakRss } from './memory.ts'
import { send, startServer } from './server.ts'

const DISTINCT_CONNECTIONS = 4
const REPEATED_CONNECTIONS = 16
const DISTINCT_SECONDS = 120
const STARTS = 5

export interface Service {
  /** Asks a second, each question once, over four connections. */
  distinct: { questions: number; perSecond: number }
  /** Asks a second of one question, over sixteen connections. */
  repeated: { asks: number; perSecond: number }
  /** Most memory the server held, in bytes; null where it is not known. */
  rss: number | null
  /** Milliseconds to the first 200 of /readyz. */
  coldStart: { min: number; median: number }
}

/** Measure over an index. The questions are those of the distinct round; the first is then repeated for some seconds. */
export async function measureService(
  index: string,
  questions: string[],
  work: string,
  repeatSeconds = 10,
): Promise<Service> {
  const agent = new Agent({ keepAlive: true, maxSockets: REPEATED_CONNECTIONS })
  try {
    const server = await startServer(index, work, agent)
    const starts = [server.readyMs]
    let loaded: Omit<Service, 'coldStart'>
    try {
      const ask = asking(`${server.url}/v1/ask`, agent)
      await ask('预热')
      const distinct = await perSecond(DISTINCT_CONNECTIONS, DISTINCT_SECONDS, questions, ask)
      const [one] = questions
      await ask(one!)
      const repeated = await perSecond(REPEATED_CONNECTIONS, repeatSeconds, forever(one!), ask)
      loaded = {
        distinct: { questions: distinct.count, perSecond: distinct.rate },
        repeated: { asks: repeated.count, perSecond: repeated.rate },
        rss: peakRss(server.pid),
      }
    } finally {
      await server.close()
    }
    while (starts.length < STARTS) {
      const again = await startServer(index, work, agent)
      starts.push(again.readyMs)
      await again.close()
    }
    return { ...loaded, coldStart: { min: Math.min(...starts), median: median(starts) } }
  } finally {
    agent.destroy()
  }
}

function asking(url: string, agent: Agent): (question: string) => Promise<void> {
  return async (question) => {
    const { status, body } = await send(url, agent, { question })
    if (status !== 200) throw new Error(`POST /v1/ask said ${status}: ${body.slice(0, 300)}`)
  }
}

function* forever(item: string): Generator<string> {
  for (;;) yield item
}

/** Do the items over so many connections until they or the seconds are up; counts those that are done in time to come back. */
export async function perSecond(
  connections: number,
  seconds: number,
  items: Iterable<string>,
  work: (item: string) => Promise<void>,
): Promise<{ count: number; rate: number }> {
  const left = items[Symbol.iterator]()
  const began = performance.now()
  let count = 0
  const one = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1000) {
      const next = left.next()
      if (next.done === true) return
      await work(next.value)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  return { count, rate: count / ((performance.now() - began) / 1000) }
}

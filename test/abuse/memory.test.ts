// Nothing grows with the questions that were asked. Over real HTTP, in a process of its own: what leaks in a server leaks in
// sockets, timers, streams, records and the log, which a call of the application in the test's own process would not have.
import { expect, it } from 'vitest'
import { ask, served, type Served } from './served.ts'
import { LONG, size } from './size.ts'

const WARM_UP = size(200, 15_000)
const QUESTIONS = size(400, 100_000)
const AT_ONCE = 8
const PLACES = ['丹阳', '昆山', '苏州', '常熟', '无锡', '通州', '哪个', '火星']

// All shapes, outcomes and failures by turns; no two questions are the same.
function request(i: number): [path: string, init: RequestInit] {
  const place = PLACES[i % PLACES.length]!
  const question = `${place}开发区第${i}次大会的外资到账目标是多少`
  const json = (body: object) => ({ ...ask(''), body: JSON.stringify(body) })
  switch (i % 10) {
    case 0:
      return ['/v1/ask', ask(question, { stream: true })]
    case 1:
      return [
        '/v1/ask',
        ask(question, { conversation_id: `conversation-${String(i % 5000).padStart(8, '0')}` }),
      ]
    case 2:
      return ['/v1/ask', ask('x'.repeat(501 + (i % 500)))]
    case 3:
      return ['/v1/search', json({ query: question })]
    case 4:
      return [
        '/v1/chat/completions',
        json({ model: 'touwen', messages: [{ role: 'user', content: question }], stream: i % 4 === 0 }),
      ]
    case 5:
      return [`/v1/articles/none-${i}`, {}]
    case 6:
      return ['/v1/ask', ask(`你好${'，'.repeat(i % 50)}`)]
    case 7:
      return ['/v1/ask', { ...ask(''), body: `{"question": "${i}` }]
    default:
      return ['/v1/ask', ask(question, { filters: { zone: `${place}开发区` } })]
  }
}

// A connection may be closed for its idleness just as it is taken for the next request.
async function again<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch {
    return work()
  }
}

async function asked({ url }: Served, from: number, count: number): Promise<Map<number, number>> {
  const statuses = new Map<number, number>()
  let next = from
  const client = async (): Promise<void> => {
    while (next < from + count) {
      const [path, init] = request((next += 1))
      const response = await again(async () => {
        const response = await fetch(url + path, init)
        await response.arrayBuffer()
        return response
      })
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, client))
  return statuses
}

it(
  `${QUESTIONS} requests leave no more behind than a tenth of what there was`,
  { timeout: size(120_000, 7_200_000) },
  async () => {
    const service = await served()
    await asked(service, 0, WARM_UP)
    const before = await service.measure()
    const statuses = await asked(service, WARM_UP, QUESTIONS)
    expect([...statuses.keys()].toSorted()).toEqual([200, 400, 404, 422])
    const after = await service.measure()
    if (LONG) console.log(JSON.stringify({ questions: QUESTIONS, before, after }))
    expect(after.heapUsed).toBeLessThan(before.heapUsed * 1.1)
    expect(after.rss).toBeLessThan(before.rss * 1.1)
    expect(after.external).toBeLessThan(before.external * 1.1 + 2e6)
    expect(after.resources['Timeout'] ?? 0).toBeLessThan((before.resources['Timeout'] ?? 0) + 20)
  },
)

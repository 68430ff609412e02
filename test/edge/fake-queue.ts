// Cloudflare Queues as its documentation describes it, in memory: limits of a call, delays, batches of one consumer, messages
// that come again when they were put back or not acknowledged, and, as nothing promises otherwise, twice and in any order.
//   https://developers.cloudflare.com/queues/platform/limits/ (128 kB a message; 100 messages and 256 kB a call)
//   https://developers.cloudflare.com/queues/reference/delivery-guarantees/ (at least once)
//   https://developers.cloudflare.com/queues/configuration/batching-retries/ (retries, delays, dead letters)
import type { MessageBatch, QueueBinding } from '../../src/worker-queue.ts'

interface FakeQueueOptions {
  /** From 0 to 1; what is left to chance. */
  random: () => number
  maxBatchSize?: number
  maxRetries?: number
  /** Which share of the messages comes twice. */
  twice?: number
}

export interface FakeQueue extends QueueBinding {
  /**
   * Deliver until nothing waits, delays being over at once; at most so many batches. `consume` that throws puts back all that
   * it has not acknowledged.
   */
  drain(consume: (batch: MessageBatch) => Promise<void>, most?: number): Promise<void>
  readonly waiting: number
  readonly delays: number[]
  /** The next calls of `sendBatch` fail. */
  fail(times: number): void
  /** Messages that wait are gone. */
  lose(): void
}

interface Waiting {
  body: unknown
  attempts: number
  at: number
}

export function fakeQueue(options: FakeQueueOptions): FakeQueue {
  const { random, maxBatchSize = 10, maxRetries = 10, twice = 0 } = options
  let waiting: Waiting[] = []
  let dead: Waiting[] = []
  const delays: number[] = []
  let failures = 0
  let clock = 0

  const taken = (): Waiting[] => {
    clock = Math.max(clock, Math.min(...waiting.map(({ at }) => at)))
    const due = waiting.filter(({ at }) => at <= clock)
    const some: Waiting[] = []
    while (some.length < maxBatchSize && due.length > 0) {
      some.push(due.splice(Math.floor(random() * due.length), 1)[0]!)
    }
    waiting = waiting.filter((one) => !some.includes(one))
    return some
  }
  const deliver = async (
    queue: string,
    some: Waiting[],
    consume: (batch: MessageBatch) => Promise<void>,
  ): Promise<void> => {
    const state = new Map<Waiting, number | 'done'>()
    const messages = some.map((one) => ({
      body: structuredClone(one.body),
      attempts: (one.attempts += 1),
      ack: () => void (state.has(one) || state.set(one, 'done')),
      retry: ({ delaySeconds = 0 } = {}) => void (state.has(one) || state.set(one, delaySeconds)),
    }))
    let broken = false
    await consume({ queue, messages }).catch(() => (broken = true))
    for (const one of some) {
      const outcome = state.get(one) ?? (broken ? 0 : 'done')
      if (outcome === 'done') continue
      delays.push(outcome)
      if (one.attempts > maxRetries) dead.push({ ...one, attempts: 0 })
      else waiting.push({ ...one, at: clock + outcome })
    }
  }

  return {
    delays,
    get waiting() {
      return waiting.length
    },
    fail: (times) => {
      failures = times
    },
    lose: () => {
      waiting = []
    },
    async sendBatch(messages, { delaySeconds = 0 } = {}) {
      if (failures > 0) {
        failures -= 1
        throw new Error('Queue sendBatch failed: Too Many Requests')
      }
      const sizes = messages.map(({ body }) => Buffer.byteLength(JSON.stringify(body)) + 100)
      if (messages.length < 1 || messages.length > 100) throw new Error('batch message count out of bounds')
      if (sizes.some((size) => size > 128_000)) throw new Error('message length exceeds limit of 128000')
      if (sizes.reduce((sum, size) => sum + size, 0) > 256_000) throw new Error('batch too large')
      if (delaySeconds > 43_200) throw new Error('delay out of bounds')
      for (const { body } of messages) {
        const copies = random() < twice ? 2 : 1
        for (let i = 0; i < copies; i += 1) {
          waiting.push({ body: structuredClone(body), attempts: 0, at: clock + delaySeconds })
        }
      }
    },
    async drain(consume, most = 10_000) {
      for (let i = 0; i < most && waiting.length + dead.length > 0; i += 1) {
        if (waiting.length > 0) await deliver('touwen-ingest', taken(), consume)
        else await deliver('touwen-ingest-dead', dead.splice(0, maxBatchSize), consume)
      }
    },
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AskEvent } from '../../src/contract.ts'
import { createEventBuffer, type BufferOptions, type Recording } from '../../src/http/event-buffer.ts'
import { problemOf } from '../../src/http/problem.ts'
import { answer, eventsOf, latch } from './fakes.ts'

const never = new AbortController().signal

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A buffer with a clock in the hand, and what begins a recording that ends when told. */
function setup(options: BufferOptions = {}) {
  let time = 0
  const buffer = createEventBuffer({ now: () => time, ...options })
  const begin = async (id: string, { graceMs = 1000, name }: { graceMs?: number; name?: string } = {}) => {
    const finish = latch()
    const signals: AbortSignal[] = []
    async function* events(signal: AbortSignal): AsyncIterable<AskEvent> {
      signals.push(signal)
      const [started, ...rest] = eventsOf({ ...answer, id })
      yield started!
      const aborted = latch()
      signal.addEventListener('abort', aborted.open)
      await Promise.race([finish.opened, aborted.opened])
      signal.throwIfAborted()
      yield* rest
    }
    let whole: Promise<void>
    const recording = await new Promise<Recording>((resolve) => {
      const problem = (error: unknown) => problemOf(error, 'r')
      whole = buffer.record(
        events,
        { owner: null, graceMs, name, signal: never, problemOf: problem },
        resolve,
      )
    })
    const end = async (): Promise<void> => {
      finish.open()
      await whole
    }
    return { recording, end, signal: signals[0]! }
  }
  return { buffer, begin, pass: (ms: number) => (time += ms) }
}

describe('the events of recent answers', () => {
  it('are kept up to a count, the oldest going first', async () => {
    const { buffer, begin } = setup({ kept: 2 })
    for (const id of ['a', 'b', 'c']) await (await begin(id)).end()
    expect(['a', 'b', 'c'].map((id) => buffer.get(id)?.id)).toEqual([undefined, 'b', 'c'])
  })

  it('are kept up to an age', async () => {
    const { buffer, begin, pass } = setup({ keptMs: 100 })
    await (await begin('a')).end()
    pass(60)
    await (await begin('b')).end()
    expect(buffer.get('a')?.id).toBe('a')
    pass(60)
    expect(buffer.get('a')).toBeNull()
    expect(buffer.get('b')?.id).toBe('b')
  })

  it('stay while they are made, whatever their age', async () => {
    const { buffer, begin, pass } = setup({ kept: 1, keptMs: 100 })
    const first = await begin('a')
    await (await begin('b')).end()
    pass(1000)
    expect(buffer.get('a')?.ended).toBe(false)
    expect(buffer.get('b')).toBeNull()
    await first.end()
    expect(buffer.get('a')).toBeNull()
  })

  it('are found by a name, the latest of it', async () => {
    const { buffer, begin, pass } = setup({ keptMs: 100 })
    const first = await begin('a', { name: 'chat' })
    const second = await begin('b', { name: 'chat' })
    await first.end()
    await second.end()
    expect(buffer.named('chat')?.id).toBe('b')
    expect(buffer.named('other')).toBeNull()
    pass(200)
    expect(buffer.named('chat')).toBeNull()
  })
})

describe('a reader', () => {
  it('gets what was and what will be, to the end', async () => {
    const { begin } = setup()
    const { recording, end } = await begin('a')
    const seen: string[] = []
    const reading = (async () => {
      for await (const { n, event } of recording.follow(0, never)) seen.push(`${n} ${event.type}`)
    })()
    await vi.advanceTimersByTimeAsync(5)
    expect(seen).toEqual(['1 started'])
    await end()
    await reading
    expect(seen).toEqual(['1 started', '2 text', '3 text', '4 citation', '5 answer'])
    expect((await recording.end).type).toBe('answer')
  })

  it('that leaves is waited for, and then the work is given up, once', async () => {
    const { begin } = setup()
    const { recording, signal } = await begin('a')
    const [one, two] = [new AbortController(), new AbortController()]
    recording.follow(0, one.signal)
    recording.follow(0, two.signal)
    one.abort()
    await vi.advanceTimersByTimeAsync(5000)
    expect(signal.aborted).toBe(false)
    two.abort()
    await vi.advanceTimersByTimeAsync(999)
    expect(signal.aborted).toBe(false)
    const three = new AbortController()
    recording.follow(1, three.signal)
    await vi.advanceTimersByTimeAsync(5000)
    expect(signal.aborted).toBe(false)
    three.abort()
    await vi.advanceTimersByTimeAsync(1001)
    expect(signal.aborted).toBe(true)
    expect((await recording.end).type).toBe('error')
  })

  it('that was never there counts as one that has left', async () => {
    const { begin } = setup()
    const { recording, signal } = await begin('a', { graceMs: 0 })
    recording.follow(0, AbortSignal.abort())
    expect(signal.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('leaves no timer behind when the work ends in time', async () => {
    const { begin } = setup()
    const { recording, end } = await begin('a')
    recording.follow(0, AbortSignal.abort())
    expect(vi.getTimerCount()).toBe(1)
    await end()
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a stream that is none', () => {
  it.each([
    ['begins with something else', eventsOf(answer).slice(1), /began with “text”/],
    ['is empty', [], /without an answer/],
  ])('%s: thrown, and nothing is kept', async (_, events, message) => {
    const { buffer } = setup()
    async function* stream() {
      yield* events
    }
    const options = { owner: null, graceMs: 0, signal: never, problemOf: () => problemOf(null, 'r') }
    await expect(buffer.record(stream, options, () => undefined)).rejects.toThrow(message)
    expect(buffer.get('ans_1')).toBeNull()
  })
})

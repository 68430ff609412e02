// A real listening server over fakes, events as a client reads them, and a stream that goes on when told.
import { afterEach, expect } from 'vitest'
import type { AskEvent } from '../../src/contract.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { listen, type ListenOptions } from '../../src/http/serve.ts'
import { answer, eventsOf, fakeApp, latch } from './fakes.ts'

const running: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of running.splice(0)) await close()
})

/** An application that listens until the test has ended. */
export async function server(deps: Partial<AppDeps> = {}, options: Partial<ListenOptions> = {}) {
  const fake = fakeApp(deps)
  const listening = await listen(fake.app, { host: '127.0.0.1', port: 0, graceMs: 100, ...options })
  running.push(listening.close)
  return { ...fake, ...listening }
}

export function post(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(init.headers as Record<string, string>) }
  return fetch(url, { method: 'POST', body: JSON.stringify(body), ...init, headers })
}

/** An event on the wire, or a comment. */
export interface WireEvent {
  id?: string
  event?: string
  data?: unknown
  retry?: string
  comment?: string
}

/** The events of a reply, as they arrive. */
export async function* wireEvents(response: Response): AsyncGenerator<WireEvent> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const bytes of response.body!) {
    rest += decoder.decode(bytes as Uint8Array, { stream: true })
    const blocks = rest.split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) yield parsed(block)
  }
  expect(rest).toBe('')
}

function parsed(block: string): WireEvent {
  const fields = block.split('\n').map((line) => {
    const [, name, value] = /^(\w*): ?(.*)$/.exec(line)!
    if (name === '') return ['comment', value]
    return [name, name === 'data' && value !== '[DONE]' ? (JSON.parse(value!) as unknown) : value]
  })
  return Object.fromEntries(fields) as WireEvent
}

/** All of them, without the comments and the time to wait. */
export async function allEvents(response: Response): Promise<WireEvent[]> {
  const events: WireEvent[] = []
  for await (const event of wireEvents(response)) {
    if (event.comment === undefined && event.retry === undefined) events.push(event)
  }
  return events
}

/** A stream that stops before event number `at` (from 0) until it is told to go on, or fails there. */
export function heldStream(at: number, events: AskEvent[] = eventsOf(answer)) {
  const reached = latch()
  const goOn = latch()
  const signals: AbortSignal[] = []
  let failure: Error | null = null
  async function* stream(_: unknown, signal?: AbortSignal): AsyncIterable<AskEvent> {
    signals.push(signal!)
    for (const [i, event] of events.entries()) {
      if (i === at) {
        reached.open()
        const aborted = latch()
        signal?.addEventListener('abort', aborted.open)
        await Promise.race([goOn.opened, aborted.opened])
        signal?.throwIfAborted()
        if (failure !== null) throw failure
      }
      yield event
    }
  }
  const fail = (error: Error): void => {
    failure = error
    goOn.open()
  }
  return { stream, reached: reached.opened, goOn: goOn.open, fail, signals }
}

export async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 300 && !condition(); i += 1) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(condition()).toBe(true)
}

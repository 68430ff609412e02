// Answers as they come about, kept for a while, so that whoever lost the connection reads on where it broke off. In
// memory, bounded by count and age. It knows events and their readers, nothing of HTTP.
import type { AskEvent } from '../contract.ts'
import type { Problem } from './problem.ts'

/** An event as a stream tells it. The last one is `answer` or `error`, and there is just one of these. */
export type StreamEvent = AskEvent | { type: 'error'; problem: Problem }
/** `n` counts from 1. */
export type Numbered = { n: number; event: StreamEvent }

export interface Recording {
  /** The answer's id. */
  readonly id: string
  /** The key that asked; null for none. Nobody else reads it. */
  readonly owner: string | null
  /** Events so far. */
  readonly size: number
  /** Whether the last event is there. */
  readonly ended: boolean
  /** The last event, when it comes. */
  readonly end: Promise<StreamEvent>
  /**
   * The events behind number `after`, those to come as well. Ends behind the last one, or when the signal is aborted: that
   * reader counts as gone from then on.
   */
  follow(after: number, signal: AbortSignal): AsyncIterable<Numbered>
}

export interface RecordOptions {
  owner: string | null
  /** How long the work goes on without a reader, in ms. 0: it is aborted as soon as the last one leaves. */
  graceMs: number
  /** A further name it is found by; a later recording of that name takes its place. */
  name?: string | undefined
  /** Aborted before the first event: nobody waits any more. */
  signal: AbortSignal
  /** What is told of an error that comes after the first event. */
  problemOf(error: unknown): Problem
}

export interface EventBuffer {
  /**
   * Record a stream to its end; `begun` is given the recording when the first event is there. Throws what the stream throws
   * before that.
   */
  record(
    events: (signal: AbortSignal) => AsyncIterable<AskEvent>,
    options: RecordOptions,
    begun: (recording: Recording) => void,
  ): Promise<void>
  /** By the answer's id; null when it is unknown or no longer kept. */
  get(id: string): Recording | null
  named(name: string): Recording | null
}

export interface BufferOptions {
  /** Recordings kept; beyond, the oldest that have ended go. Default 256. */
  kept?: number
  /** How long one is kept after its beginning, in ms. Default 2 minutes. */
  keptMs?: number
  /** Milliseconds. */
  now?: () => number
}

/** Keep the events of recent answers. */
export function createEventBuffer({
  kept = 256,
  keptMs = 120_000,
  now = Date.now,
}: BufferOptions = {}): EventBuffer {
  // A map keeps the order of insertion, so the first is the oldest.
  const recordings = new Map<string, { recording: Recording; name: string | undefined; began: number }>()
  const names = new Map<string, string>()
  const forget = (): void => {
    for (const [id, { recording, name, began }] of recordings) {
      if (recordings.size <= kept && now() - began <= keptMs) break
      // What is in work is limited elsewhere, and somebody waits for it.
      if (!recording.ended) continue
      recordings.delete(id)
      if (name !== undefined && names.get(name) === id) names.delete(name)
    }
  }
  const get = (id: string): Recording | null => {
    forget()
    return recordings.get(id)?.recording ?? null
  }
  return {
    get,
    named: (name) => {
      const id = names.get(name)
      return id === undefined ? null : get(id)
    },
    record: (events, options, begun) =>
      record(events, options, (recording) => {
        recordings.set(recording.id, { recording, name: options.name, began: now() })
        if (options.name !== undefined) names.set(options.name, recording.id)
        forget()
        begun(recording)
      }),
  }
}

async function record(
  events: (signal: AbortSignal) => AsyncIterable<AskEvent>,
  { owner, graceMs, signal, problemOf }: RecordOptions,
  begun: (recording: Recording) => void,
): Promise<void> {
  const work = new AbortController()
  const abort = (): void => work.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  let tape: Tape | null = null
  try {
    // Read to its end, also behind the answer: what stands there may be work of its own.
    for await (const event of events(work.signal)) {
      if (tape === null) {
        if (event.type !== 'started') throw new Error(`a stream of events began with “${event.type}”`)
        signal.removeEventListener('abort', abort)
        tape = createTape(event.id, owner, graceMs, () => work.abort())
        tape.push(event)
        begun(tape.recording)
      } else tape.push(event)
    }
    if (tape?.recording.ended !== true) throw new Error('the stream of events ended without an answer')
  } catch (error) {
    if (tape === null) throw error
    tape.push({ type: 'error', problem: problemOf(error) })
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

interface Tape {
  recording: Recording
  /** Ignored when the last event is there already. */
  push(event: StreamEvent): void
}

function createTape(id: string, owner: string | null, graceMs: number, abandon: () => void): Tape {
  const events: StreamEvent[] = []
  const waiting = new Set<() => void>()
  let readers = 0
  let ended = false
  let grace: ReturnType<typeof setTimeout> | undefined
  let finish: (event: StreamEvent) => void
  const end = new Promise<StreamEvent>((resolve) => {
    finish = resolve
  })

  const leave = (): void => {
    readers -= 1
    if (readers > 0 || ended) return
    if (graceMs === 0) abandon()
    else grace = setTimeout(abandon, graceMs)
  }
  const change = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        waiting.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      waiting.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  async function* read(after: number, signal: AbortSignal): AsyncIterable<Numbered> {
    for (let n = after + 1; ; n += 1) {
      while (events.length < n && !recording.ended && !signal.aborted) await change(signal)
      if (signal.aborted || events.length < n) return
      yield { n, event: events[n - 1]! }
    }
  }

  const recording: Recording = {
    id,
    owner,
    end,
    get size() {
      return events.length
    },
    get ended() {
      return ended
    },
    follow: (after, signal) => {
      readers += 1
      clearTimeout(grace)
      if (signal.aborted) leave()
      else signal.addEventListener('abort', leave, { once: true })
      return read(after, signal)
    },
  }
  const push = (event: StreamEvent): void => {
    if (ended) return
    events.push(event)
    if (event.type === 'answer' || event.type === 'error') {
      ended = true
      clearTimeout(grace)
      finish(event)
    }
    for (const wake of waiting) wake()
  }
  return { recording, push }
}

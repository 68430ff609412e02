// The native stream: the event list of an answer as server-sent events. An event's data is what it tells, its id is
// “<answer id>:<number>”. Pure.
import { InputError } from '../errors.ts'
import type { Numbered, StreamEvent } from './event-buffer.ts'
import { frame } from './sse.ts'

/** How soon a client should come again when the connection breaks, in ms: well within the grace. */
const RETRY = 'retry: 1000\n\n'

/** The frames of events of the answer `id`. */
export async function* nativeFrames(id: string, events: AsyncIterable<Numbered>): AsyncIterable<string> {
  let lead = RETRY
  for await (const { n, event } of events) {
    yield lead + frame(dataOf(event), { event: event.type, id: `${id}:${n}` })
    lead = ''
  }
}

export interface Place {
  /** The answer's id. */
  id: string
  /** The number of the last event that was read. */
  n: number
}

/** What a `Last-Event-ID` says. Throws `InputError` when it is none of ours. */
export function readEventId(given: string): Place {
  const [, id, n] = /^([\w-]{1,100}):(\d{1,6})$/.exec(given) ?? []
  if (id === undefined || n === undefined) throw invalid(`“${given.slice(0, 100)}” is no id of an event`)
  return { id, n: Number(n) }
}

/** For an id that no event has. */
export function invalid(fact: string): InputError {
  const message = `${fact}; send the id of the last event that was read`
  return new InputError(message, {
    code: 'invalid_event_id',
    fields: [{ field: 'Last-Event-ID', message: fact }],
  })
}

// The closing answer is just the reply that is not a stream; an error is the problem that would have been the reply.
function dataOf(event: StreamEvent): unknown {
  switch (event.type) {
    case 'started': {
      const { type: _, ...head } = event
      return head
    }
    case 'text':
      return { text: event.text }
    case 'citation':
      return event.citation
    case 'answer':
      return event.answer
    case 'error':
      return event.problem
  }
}

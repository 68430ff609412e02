// Asking over HTTP, whatever the shape of the reply: one limit to the questions in work, one buffer of their events, and
// clients that go away. It knows no shape.
import type { Context } from 'hono'
import type { Answer, AskRequest } from '../contract.ts'
import type { Asking as AskedThrough } from '../engine.ts'
import type { Principal } from '../keys/principal.ts'
import { whileConnected } from './cancel.ts'
import type { AppDeps, AppEnv } from './deps.ts'
import { noteAnswer } from './exchange.ts'
import { createEventBuffer, type Numbered, type Recording } from './event-buffer.ts'
import { createGate } from './gate.ts'
import { clientGone, noteOf, problemOf } from './problem.ts'
import { eventStream, PING_MS } from './sse.ts'
import { createTurns } from './turns.ts'
import { heldTo } from './within.ts'

/** Long enough for a page that is loaded anew or a network that is changed, too short to matter to the queue. */
const GRACE_MS = 5000

export interface Asking {
  /** The answer, whole; `channel`: what the records call this shape. Throws `OverloadError` when too many are in work. */
  answer(c: Context<AppEnv>, request: AskRequest, channel: string): Promise<Answer>
  /**
   * Begin an answer; resolves when its first event is there, and throws what goes wrong before. `resumable`: the work goes
   * on for a moment when the client has gone. `name`: a further name to find it by.
   */
  begin(c: Context<AppEnv>, request: AskRequest, options: BeginOptions): Promise<Recording>
  /** The recent answer of this id that the same key asked for, or null. */
  find(c: Context<AppEnv>, id: string): Recording | null
  /** The same by name. */
  named(c: Context<AppEnv>, name: string): Recording | null
  /** Reply with the events behind number `after`, put into frames. */
  reply(
    c: Context<AppEnv>,
    recording: Recording,
    frames: (events: AsyncIterable<Numbered>) => AsyncIterable<string>,
    after?: number,
  ): Response
}

export interface BeginOptions {
  channel: string
  resumable: boolean
  name?: string
}

/** Asking for one application. Its routes share it, so that a question counts as one in every shape. */
export function createAsking({
  ask,
  stream,
  maxInFlight = 64,
  meter,
  streams = {},
}: Pick<AppDeps, 'ask' | 'stream' | 'maxInFlight' | 'meter' | 'streams'>): Asking {
  const { pingMs = PING_MS, graceMs = GRACE_MS, ...bounds } = streams
  const gate = createGate(maxInFlight, 'questions', meter?.gate('questions'))
  // To understand a question takes milliseconds of the thread that serves all others.
  const turn = createTurns()
  const buffer = createEventBuffer(bounds)

  return {
    answer: (c, request, channel) =>
      gate(async () => {
        await turn()
        const principal = c.get('principal')
        const answer = await whileConnected(c.req.raw, (signal) =>
          heldTo(principal, { ask }).ask(request, signal, through(principal, channel)),
        )
        noteAnswer(c, request.question, answer)
        return answer
      }),

    begin: (c, request, { channel, resumable, name }) => {
      const { signal } = c.req.raw
      const requestId = c.get('requestId')
      return new Promise((resolve, reject) => {
        let abandoned = false
        let failure: AppEnv['Variables']['note'] = {}
        const options = {
          owner: c.get('principal').id,
          graceMs: resumable ? graceMs : 0,
          name: name === undefined ? undefined : nameOf(c, name),
          signal,
          problemOf: (thrown: unknown) => {
            const error = abandoned ? clientGone(thrown) : thrown
            const problem = problemOf(error, requestId)
            failure = noteOf(error, problem)
            return problem
          },
        }
        const events = (work: AbortSignal) => {
          work.addEventListener('abort', () => (abandoned = true), { once: true })
          const principal = c.get('principal')
          return heldTo(principal, { stream }).stream(request, work, through(principal, channel))
        }
        const begun = (recording: Recording): void => {
          const ended = recording.end.then((last) =>
            last.type === 'answer' ? { outcome: last.answer.outcome, question: request.question } : failure,
          )
          c.set('ended', ended)
          resolve(recording)
        }
        // The place is taken until the work has ended, whether or not the client has read it by then.
        gate(async () => {
          await turn()
          await buffer.record(events, options, begun)
        }).catch((error: unknown) => reject(signal.aborted ? clientGone(error) : error))
      })
    },

    find: (c, id) => owned(c, buffer.get(id)),
    named: (c, name) => owned(c, buffer.named(nameOf(c, name))),
    reply: (c, recording, frames, after = 0) =>
      eventStream(c, pingMs, (signal) => frames(recording.follow(after, signal))),
  }
}

// A visitor's question is one of the channel, whatever the shape. One of the staff is nobody's: it would else stand among
// those that the staff works through.
function through({ id, visitor, staff, channel: own }: Principal, channel: string): AskedThrough {
  const trial = staff === true ? { trial: true } : {}
  return { channel: visitor === true && own !== undefined ? own : channel, key: id, ...trial }
}

function owned(c: Context<AppEnv>, recording: Recording | null): Recording | null {
  return recording !== null && recording.owner === c.get('principal').id ? recording : null
}

// Names are the clients' own: one key's are not another's.
function nameOf(c: Context<AppEnv>, name: string): string {
  return JSON.stringify([c.get('principal').id, name])
}

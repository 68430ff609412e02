// Every answer, stored behind the reply: whatever face asks, in whatever shape. Storing never slows or breaks an answer.
import { hex } from '../bytes.ts'
import type { Answer, AskRequest } from '../contract.ts'
import type { Asking, Engine } from '../engine.ts'
import type { AnswerStore, NewRecord } from './sql-answers.ts'

/** What of an engine answers questions. */
export type Asks = Pick<Engine, 'ask' | 'stream'>

export interface Recorder {
  /** The same engine, whose answers are stored. */
  recorded(engine: Asks): Asks
  /** Resolves when all that was answered so far is stored, or has failed to be. */
  flush(): Promise<void>
  /** Since the start. `failed`: could not be written; `dropped`: came while the queue was full. */
  counts(): { stored: number; failed: number; dropped: number; waiting: number }
  /** Stores what waits, and then nothing more. */
  close(): Promise<void>
}

interface Deps {
  store: Pick<AnswerStore, 'insert' | 'kept'>
  /** Told of what could not be stored, at most once for each write. */
  onFailure?: (error: unknown, answers: number) => void
  now?: () => Date
  /** Answers that may wait; default 1000. */
  max?: number
  /** How long an answer waits for others to be written with it, in ms; default 50. */
  delayMs?: number
}

interface Waiting extends Omit<NewRecord, 'conversation'> {
  conversation_id: string | null
}

/** Answers written in one transaction, which holds the thread for about 1 ms each. */
const BATCH = 10

/** A recorder over a store. */
export function createRecorder(deps: Deps): Recorder {
  const { store, onFailure = () => undefined, now = () => new Date(), max = 1000, delayMs = 50 } = deps
  let waiting: Waiting[] = []
  let writing: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  // How many wait until all is stored.
  let hurried = 0
  let closed = false
  let salt: Promise<string> | null = null
  const counts = { stored: 0, failed: 0, dropped: 0 }

  const add = (request: AskRequest, answer: Answer, asking: Asking): void => {
    const { channel = 'api', key = null, trial = false } = asking
    if (closed || trial) return
    if (waiting.length >= max) {
      counts.dropped += 1
      if (counts.dropped === 1 || counts.dropped % max === 0)
        onFailure(new Error(`${max} answers wait to be stored already`), 1)
      return
    }
    const { filters = null, conversation_id = null } = request
    const given = filters !== null && Object.keys(filters).length > 0 ? filters : null
    waiting.push({ answer, at: now().getTime(), channel, key, filters: given, conversation_id })
    later()
  }

  const hashed = async (conversation: string | null): Promise<string | null> => {
    if (conversation === null) return null
    // A failure is not remembered: the next batch asks again.
    salt ??= store
      .kept('answers.salt', () => crypto.randomUUID())
      .catch((error: unknown) => {
        salt = null
        throw error
      })
    const bytes = new TextEncoder().encode(`${await salt}\n${conversation}`)
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 16)
    return hex(hash)
  }

  const insert = async (records: Waiting[]): Promise<void> => {
    await store.insert(
      await Promise.all(
        records.map(async ({ conversation_id, ...rest }) => ({
          ...rest,
          conversation: await hashed(conversation_id),
        })),
      ),
    )
    counts.stored += records.length
  }

  const failed = (error: unknown, answers: number): void => {
    counts.failed += answers
    onFailure(error, answers)
  }

  // A transaction costs as much as an answer in it: what comes while one is written waits until it fills another, or its
  // time has come.
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return
    do {
      const batch = waiting.slice(0, BATCH)
      waiting = waiting.slice(BATCH)
      try {
        await insert(batch)
      } catch (first) {
        if (batch.length === 1) failed(first, 1)
        // One that cannot be stored must not take the others with it.
        else for (const record of batch) await insert([record]).catch((error: unknown) => failed(error, 1))
      }
      // Others first.
      await new Promise((resolve) => setTimeout(resolve))
    } while (waiting.length >= (hurried > 0 ? 1 : BATCH))
  }

  const begin = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = null
      if (waiting.length > 0) later()
    })
    return writing
  }

  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      if (waiting.length > 0) void begin()
    }, delayMs)
  }

  const flush = async (): Promise<void> => {
    hurried += 1
    try {
      // What is added while one writes is written by it; what is added right at its end, by the next.
      do await begin()
      while (waiting.length > 0)
    } finally {
      hurried -= 1
      if (timer !== null && waiting.length === 0) {
        clearTimeout(timer)
        timer = null
      }
    }
  }

  return {
    recorded: ({ ask, stream }) => ({
      ask: async (request, signal, asking = {}) => {
        const answer = await ask(request, signal, asking)
        add(request, answer, asking)
        return answer
      },
      stream: async function* recorded(request, signal, asking = {}) {
        for await (const event of stream(request, signal, asking)) {
          // Before it is handed on: who has the last event may take no more.
          if (event.type === 'answer') add(request, event.answer, asking)
          yield event
        }
      },
    }),
    flush,
    counts: () => ({ ...counts, waiting: waiting.length }),
    close: async () => {
      closed = true
      await flush()
    },
  }
}

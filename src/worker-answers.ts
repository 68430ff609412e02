// Answers kept and pins asked for on Workers. What belongs to a request is made for it: a promise of one request must not be
// waited for by another, so nothing is gathered or remembered between them.
import type { AnswerService, PinService } from './answer-contract.ts'
import { createAnswers, noAnswers } from './answers/answers.ts'
import { groupWaiting } from './answers/groups.ts'
import { createMatcher } from './answers/matcher.ts'
import { withPins } from './answers/pinned.ts'
import { createPins } from './answers/pins.ts'
import { createRecorder, type Asks } from './answers/recorder.ts'
import { createAnswerStore } from './answers/sql-answers.ts'
import { createPinStore } from './answers/sql-pins.ts'
import { createUsageStore } from './answers/sql-usage.ts'
import { createUsage } from './answers/usage.ts'
import type { Engine } from './engine.ts'
import type { Sql } from './store/sql.ts'

export interface EdgeAnswersDeps {
  sql: Sql
  engine: Pick<Engine, 'ask' | 'stream' | 'article' | 'embedder'>
  /** Days that answers are kept; 0: none is stored. */
  days: number
  /** Keeps the request going until a promise is settled. */
  waitUntil(promise: Promise<unknown>): void
  onFailure(event: string, error: unknown): void
}

export interface EdgeAnswers extends Asks {
  answers: AnswerService
  pins: PinService
  /** Purges and groups; for the schedule. */
  tend(): Promise<void>
}

const DAY = 86_400_000
const PURGED_AT_ONCE = 500
/** Purges of one run of the schedule. */
const MOST_PURGES = 20
const GROUPED_A_ROUND = 200
const GROUPED_AT_ONCE = 50

const now = (): Date => new Date()

/** Put the records of answers, and the pins, around an engine. */
export function openEdgeAnswers({ sql, engine, days, waitUntil, onFailure }: EdgeAnswersDeps): EdgeAnswers {
  const { article, embedder } = engine
  const [store, pinStore] = [createAnswerStore(sql), createPinStore(sql)]
  const group = async (most: number): Promise<void> => {
    await groupWaiting({ store, embedder, id: () => crypto.randomUUID() }, most)
  }
  const asks = (): Asks =>
    withPins(engine, {
      matcher: createMatcher({ store: pinStore, embedder, now }),
      article,
      onFailure: (error) => onFailure('pins_not_read', error),
    })
  const recorder = () =>
    createRecorder({ store, now, onFailure: (error) => onFailure('answer_not_stored', error) })
  const recorded: Asks = {
    ask: async (request, signal, asking) => {
      const own = recorder()
      const answer = await own.recorded(asks()).ask(request, signal, asking)
      waitUntil(own.flush())
      return answer
    },
    stream: async function* recorded(request, signal, asking) {
      const own = recorder()
      try {
        yield* own.recorded(asks()).stream(request, signal, asking)
      } finally {
        waitUntil(own.flush())
      }
    },
  }
  const unrecorded: Asks = {
    ask: (...given) => asks().ask(...given),
    stream: (...given) => asks().stream(...given),
  }

  return {
    ...(days === 0 ? unrecorded : recorded),
    answers:
      days === 0
        ? noAnswers()
        : createAnswers({
            store,
            article,
            flush: async () => undefined,
            group: () => group(GROUPED_AT_ONCE),
            usage: createUsage({
              store: createUsageStore(sql),
              keptDays: days,
              flush: async () => undefined,
              now,
            }),
            now,
          }),
    pins: createPins({ store: pinStore, article, embedder, now }),
    tend: async () => {
      const before = days === 0 ? Number.MAX_SAFE_INTEGER : Date.now() - days * DAY
      for (let i = 0; i < MOST_PURGES; i += 1) {
        if ((await store.purge(before, PURGED_AT_ONCE)) < PURGED_AT_ONCE) break
      }
      if (days > 0) await group(GROUPED_A_ROUND)
    },
  }
}

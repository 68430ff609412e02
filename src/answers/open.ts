// What surrounds an engine that is served: its answers are stored for some days, and pinned ones come first.
import type { AnswerService, PinService } from '../answer-contract.ts'
import type { Engine } from '../engine.ts'
import type { Sql } from '../store/sql.ts'
import { createAnswers, noAnswers } from './answers.ts'
import { groupWaiting } from './groups.ts'
import { createMatcher } from './matcher.ts'
import { withPins } from './pinned.ts'
import { createPins } from './pins.ts'
import { createRecorder, type Asks, type Recorder } from './recorder.ts'
import { createAnswerStore } from './sql-answers.ts'
import { createPinStore } from './sql-pins.ts'
import { createUsageStore } from './sql-usage.ts'
import { createUsage } from './usage.ts'

interface Deps {
  sql: Sql
  engine: Pick<Engine, 'ask' | 'stream' | 'article' | 'embedder'>
  /** How long answers are kept; 0: none is stored, and what was stored is removed. */
  days: number
  /** Told of what failed behind a reply; never given the text of a question. */
  onFailure?: (event: 'answer_not_stored' | 'answers_not_tended' | 'pins_not_read', error: unknown) => void
  now?: () => Date
  id?: () => string
}

export interface Answers {
  ask: Asks['ask']
  stream: Asks['stream']
  answers: AnswerService
  pins: PinService
  /** Of the answers of this process. */
  counts: Recorder['counts']
  /** Purges and groups, as is done every minute; resolves when it is done. */
  tend(): Promise<void>
  /** Stores what waits and ends the work in the background; the database stays open. */
  close(): Promise<void>
}

const DAY = 86_400_000
const MINUTE = 60_000
/** Answers removed in one transaction, which blocks the thread. */
const PURGED_AT_ONCE = 500
/** Questions grouped in one round, and while somebody waits for the list. */
const GROUPED_A_ROUND = 200
const GROUPED_AT_ONCE = 50

/** Put the records of answers, and the pins, around an engine. */
export function openAnswers(deps: Deps): Answers {
  const { sql, engine, days, onFailure = () => undefined } = deps
  const { now = () => new Date(), id = () => crypto.randomUUID() } = deps
  const { article, embedder } = engine
  const store = createAnswerStore(sql)
  const pinStore = createPinStore(sql)
  let closed = false
  const stopped = (): boolean => closed

  const recorder = createRecorder({
    store,
    now,
    onFailure: (error) => onFailure('answer_not_stored', error),
  })
  const withPinned = withPins(engine, {
    matcher: createMatcher({ store: pinStore, embedder, now }),
    article,
    onFailure: (error) => onFailure('pins_not_read', error),
  })

  // One round at a time: two would put one question into two groups.
  let last: Promise<unknown> = Promise.resolve()
  const group = (most: number): Promise<void> => {
    const round = last.then(() => groupWaiting({ store, embedder, id, stopped }, most)).then(() => undefined)
    last = round.catch(() => undefined)
    return round
  }
  const purge = async (): Promise<void> => {
    // Nothing is kept: what an earlier setting left goes too.
    const before = days === 0 ? Number.MAX_SAFE_INTEGER : now().getTime() - days * DAY
    while (!stopped() && (await store.purge(before, PURGED_AT_ONCE)) === PURGED_AT_ONCE) await pause()
  }
  const tend = async (): Promise<void> => {
    try {
      await purge()
      if (days > 0) await group(GROUPED_A_ROUND)
    } catch (error) {
      if (!closed) onFailure('answers_not_tended', error)
    }
  }
  let tending = tend()
  const timer = setInterval(() => {
    tending = tending.then(tend)
  }, MINUTE)
  // The program may end although it waits.
  timer.unref()

  const answers = createAnswers({
    store,
    article: (articleId) => article(articleId),
    flush: recorder.flush,
    group: () => group(GROUPED_AT_ONCE),
    usage: createUsage({ store: createUsageStore(sql), keptDays: days, flush: recorder.flush, now }),
    now,
  })
  return {
    ...(days === 0 ? withPinned : recorder.recorded(withPinned)),
    answers: days === 0 ? noAnswers() : answers,
    pins: createPins({ store: pinStore, article, embedder, now }),
    counts: recorder.counts,
    tend,
    close: async () => {
      closed = true
      clearInterval(timer)
      await Promise.all([tending, last])
      await recorder.close()
    },
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

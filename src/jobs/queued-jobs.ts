// Jobs whose work comes as messages of a queue: many processes, none of which stays, do a piece each. Every step may be done
// twice or broken off anywhere; what was done is in the records, and what waits for nobody is sent again.
import { AppError, InputError, messageOf, OverloadError } from '../errors.ts'
import type { Filters } from '../article.ts'
import type { SentFile } from '../article-contract.ts'
import type { Jobs } from '../job-contract.ts'
import { createDesk, publicMessage, verdictOf, type DeskDeps } from './desk.ts'
import { jobMessageSchema, type Delivery, type JobMessage, type JobQueue } from './job-queue.ts'
import type { JobRecord } from './job-rows.ts'
import { failedItem, itemsOf, type PieceOutcome, type ReadFault, type ReadPiece } from './piece-items.ts'
import type { PieceRecords } from './sql-pieces.ts'

/** The work itself. */
export interface PieceWork<P extends ReadPiece> {
  read(files: readonly SentFile[]): Promise<{ articles: P[]; failed: ReadFault[] }>
  /** A piece as it comes back out of the records. */
  pieceOf(value: unknown): P
  /** Prepare several together; gives for each what stores it. */
  ready(pieces: { draft: P['draft']; within: Filters | null }[]): Promise<(() => Promise<PieceOutcome>)[]>
  /** Whether searches by meaning find all of these articles; `mend`: give again what is missing. */
  found(articleIds: readonly string[], mend: boolean): Promise<boolean>
}

export interface QueuedJobsDeps<P extends ReadPiece> extends Omit<DeskDeps, 'accepted' | 'cancelled'> {
  pieces: PieceRecords
  queue: JobQueue
  work: PieceWork<P>
  /** Told of what an operator must know. */
  onError(jobId: string | null, error: unknown): void
}

export interface QueuedJobs extends Jobs {
  /** Do what these messages ask for; each is acknowledged or put back by itself. */
  handle(deliveries: readonly Delivery[]): Promise<void>
  /** Messages that were given up by the queue: what they stand for is settled as failed. */
  giveUp(deliveries: readonly Delivery[]): Promise<void>
  /** Send again what waits for nobody; for a schedule. */
  tend(): Promise<void>
}

/** A message that failed so often is settled as failed; the queue's own limit must be higher. */
export const MOST_TRIES = 8
/** How long what was written takes until it is seen, in s. */
const SEEN_AFTER = 5
const ITEMS_CONFIRMED_AT_ONCE = 50
/** From this try on, what is not found is given again. */
const MENDED_FROM = 4
const LOOKED_AFTER = 20
const SENT_AGAIN = 100
/** Of one job: each process may make 1,000 calls of database and queue together. */
const MOST_ITEMS = 15_000
const ALL = 1_000_000

/** The jobs of a deployment. */
export function createQueuedJobs<P extends ReadPiece>(deps: QueuedJobsDeps<P>): QueuedJobs {
  const { records, pieces, queue, work, now = () => new Date(), onError } = deps
  const stamp = (): string => now().toISOString()
  // If this fails, the schedule sends it: the job is recorded.
  const sendLater = (job: string, messages: JobMessage[], delay = 0): Promise<void> =>
    queue.send(messages, delay).catch((error: unknown) => onError(job, error))
  const desk = createDesk({
    ...deps,
    accepted: (job) => sendLater(job, [{ kind: 'read', job }]),
    cancelled: async (job) => {
      await pieces.drop(job)
      await sendLater(job, [{ kind: 'check', job }])
    },
  })

  const finish = async (id: string): Promise<void> => {
    const job = (await records.get(id))?.summary
    if (job?.state !== 'running' || (job.progress.items_total === null && !job.cancel_requested)) return
    if (job.cancel_requested) {
      await records.end(id, 'cancelled', stamp(), false)
    } else {
      if ((await pieces.waiting(id, 1)).length > 0) return
      const error = verdictOf(job)
      await records.end(id, error === null ? 'done' : 'failed', stamp(), false, error)
      if (error !== null) return
    }
    await sendLater(id, [{ kind: 'confirm', job: id, after: 0 }], SEEN_AFTER)
  }

  const read = async (job: JobRecord): Promise<void> => {
    const { id, progress, cancel_requested } = job.summary
    if (!(await pieces.begin(id, stamp()))) return
    if (progress.items_total === null && !cancel_requested) {
      const { articles, failed } = await work.read(await records.files(id))
      if (articles.length + failed.length > MOST_ITEMS) throw tooMany(articles.length + failed.length)
      await pieces.addAll(id, articles)
      const total = articles.reduce((sum, { same }) => sum + 1 + same.length, failed.length)
      await pieces.allRead(id, failed.map(failedItem), total)
    }
    const now = (await records.get(id))!
    // Cancelled while it was read.
    if (ended(now) || now.summary.cancel_requested) await pieces.drop(id)
    const waiting = await pieces.waiting(id, ALL)
    await queue.send(waiting.map((piece) => ({ kind: 'store', job: id, piece })))
    if (waiting.length === 0) await finish(id)
  }

  const confirm = async (job: JobRecord, after: number, attempts: number): Promise<boolean> => {
    const { id, state, searchable_at } = job.summary
    if (searchable_at !== null || (state !== 'done' && state !== 'cancelled')) return true
    const items = await records.items(id, undefined, after, ITEMS_CONFIRMED_AT_ONCE)
    const ids = new Set(items.flatMap(({ article_id }) => (article_id === null ? [] : [article_id])))
    if (!(await work.found([...ids], attempts >= MENDED_FROM))) return false
    if (items.length < ITEMS_CONFIRMED_AT_ONCE) await pieces.found(id, stamp())
    else await queue.send([{ kind: 'confirm', job: id, after: items.at(-1)!.number }])
    return true
  }

  const check = async (job: JobRecord): Promise<void> => {
    const { id, progress, state, cancel_requested } = job.summary
    if (state === 'queued' || (state === 'running' && progress.items_total === null && !cancel_requested)) {
      await read(job)
      return
    }
    const waiting = await pieces.waiting(id, SENT_AGAIN)
    if (waiting.length > 0) await queue.send(waiting.map((piece) => ({ kind: 'store', job: id, piece })))
    else await finish(id)
  }

  const giveUpOn = async (message: JobMessage, why: { fact: string; remedy: string }): Promise<void> => {
    const { job: id } = message
    const job = await records.get(id)
    if (job === null) return
    if (message.kind === 'store') {
      const value = await pieces.get(id, message.piece)
      if (value !== null) {
        const failed = itemsOf(message.piece, work.pieceOf(value), { outcome: 'failed', ...why })
        await pieces.settle(id, message.piece, failed, 0)
      }
      await finish(id)
    } else if (message.kind === 'read' && ['queued', 'running'].includes(job.summary.state)) {
      await records.end(id, 'failed', stamp(), false, why)
    }
  }

  // Those of one delivery together, so that the model is asked in few calls.
  const storesOf = async (given: readonly { delivery: Delivery; message: JobMessage }[]) => {
    const found: { delivery: Delivery; piece: P; within: Filters | null; job: JobRecord; number: number }[] =
      []
    for (const { delivery, message } of given) {
      if (message.kind !== 'store') continue
      await settling(delivery, message, async () => {
        const job = await records.get(message.job)
        const isOver = job === null || ended(job) || job.summary.cancel_requested
        const value = isOver ? null : await pieces.get(message.job, message.piece)
        if (value !== null) {
          const piece = work.pieceOf(value)
          found.push({ delivery, piece, within: job!.within, job: job!, number: message.piece })
          return null
        }
        await finish(message.job)
        return true
      })
    }
    return found
  }

  const store = async (given: readonly { delivery: Delivery; message: JobMessage }[]): Promise<void> => {
    const all = await storesOf(given)
    const wanted = all.map(({ piece: { draft }, within }) => ({ draft, within }))
    // One that the model refuses must not keep the others: then each is tried by itself.
    const together = await work
      .ready(wanted)
      .catch((error: unknown) => (error instanceof OverloadError ? error : null))
    for (const [i, { delivery, piece, job, number }] of all.entries()) {
      const { id } = job.summary
      await settling(delivery, { kind: 'store', job: id, piece: number }, async () => {
        if (together instanceof OverloadError) throw together
        const storing = together?.[i] ?? (await work.ready([wanted[i]!]))[0]!
        const outcome = await storing()
        const passages = outcome.outcome === 'failed' ? 0 : outcome.passages
        await pieces.settle(id, number, itemsOf(number, piece, outcome), passages)
        await finish(id)
        return true
      })
    }
  }

  // `true`: done; `false`: not yet; null: somebody else goes on with it.
  const settling = async (
    delivery: Delivery,
    message: JobMessage,
    doing: () => Promise<boolean | null>,
  ): Promise<void> => {
    try {
      const done = await doing()
      if (done === true) delivery.ack()
      else if (done === false) putBackOrLeave(delivery)
    } catch (error) {
      const isFinal = error instanceof AppError && error.status < 500
      if (!isFinal && delivery.attempts < MOST_TRIES) {
        if (!(error instanceof AppError)) onError(message.job, error)
        delivery.retry(pauseOf(delivery.attempts))
        return
      }
      onError(message.job, error)
      const tries = isFinal ? '' : `after ${delivery.attempts} tries: `
      const fact = `${tries}${error instanceof AppError ? messageOf(error) : publicMessage(error)}`
      try {
        await giveUpOn(message, { fact, remedy: 'see what is said, and send it again' })
        delivery.ack()
      } catch (broken) {
        onError(message.job, broken)
        delivery.retry(pauseOf(delivery.attempts))
      }
    }
  }
  const parsed = (deliveries: readonly Delivery[]) =>
    deliveries.flatMap((delivery) => {
      const message = jobMessageSchema.safeParse(delivery.body)
      if (message.success) return [{ delivery, message: message.data }]
      onError(null, new Error(`a message of the queue is none of ours: ${message.error.message}`))
      delivery.ack()
      return []
    })

  return {
    ...desk.jobs,

    async handle(deliveries) {
      const given = parsed(deliveries)
      for (const { delivery, message } of given) {
        if (message.kind === 'store') continue
        await settling(delivery, message, async () => {
          const job = await records.get(message.job)
          if (job === null) return true
          if (message.kind === 'confirm') return confirm(job, message.after, delivery.attempts)
          if (!ended(job)) await (message.kind === 'read' ? read(job) : check(job))
          return true
        })
      }
      await store(given)
    },

    async giveUp(deliveries) {
      for (const { delivery, message } of parsed(deliveries)) {
        try {
          await giveUpOn(message, {
            fact: 'it was broken off each time it was tried: it took more time or memory than there is',
            remedy: 'send it in smaller parts',
          })
          delivery.ack()
        } catch (error) {
          onError(message.job, error)
          delivery.retry(pauseOf(delivery.attempts))
        }
      }
    },

    async tend() {
      await desk.tidy()
      const unfinished = await pieces.unfinished(LOOKED_AFTER)
      await queue.send(
        unfinished.map(({ id, state }) =>
          state === 'queued' || state === 'running'
            ? { kind: 'check', job: id }
            : { kind: 'confirm', job: id, after: 0 },
        ),
      )
    },
  }
}

// --- Internal helpers ---

function tooMany(items: number): InputError {
  const remedy = `divide them over several requests, of at most ${MOST_ITEMS} each`
  return new InputError(`the files hold ${items} articles, more than one job takes; ${remedy}`)
}

function ended({ summary }: JobRecord): boolean {
  return summary.state !== 'queued' && summary.state !== 'running'
}

// What is not found after so long is left to the schedule.
function putBackOrLeave(delivery: Delivery): void {
  if (delivery.attempts < MOST_TRIES) delivery.retry(SEEN_AFTER * delivery.attempts)
  else delivery.ack()
}

/** Before the next try, in s: 10, 20, 40 … 10 minutes. */
function pauseOf(attempts: number): number {
  return Math.min(600, 10 * 2 ** (attempts - 1))
}

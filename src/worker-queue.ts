// The queue of a Worker: what waits to be read and stored. It knows the limits of Cloudflare Queues, and which work the
// messages stand for; what becomes of a job is decided elsewhere.
// https://developers.cloudflare.com/queues/platform/limits/
import { AppError, messageOf, OverloadError } from './errors.ts'
import { createPieces, pieceSchema, type Piece, type Pieces } from './ingest/pieces.ts'
import type { Sweep } from './ingest/sweep.ts'
import type { Delivery, JobMessage, JobQueue } from './jobs/job-queue.ts'
import { createQueuedJobs, type QueuedJobs } from './jobs/queued-jobs.ts'
import { createJobRecords } from './jobs/sql-jobs.ts'
import { createPieceRecords } from './jobs/sql-pieces.ts'
import type { ArticleStore } from './store/article-store.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Sql } from './store/sql.ts'

/** What is needed of a `Queue`; structural, so that no Workers types leak into the program. */
export interface QueueBinding {
  sendBatch(messages: { body: JobMessage }[], options?: { delaySeconds?: number }): Promise<unknown>
}

/** What Cloudflare delivers. */
export interface MessageBatch {
  readonly queue: string
  readonly messages: readonly {
    readonly body: unknown
    readonly attempts: number
    ack(): void
    retry(options?: { delaySeconds?: number }): void
  }[]
}

/** Of one call. A message of ours has some 80 bytes, so their 256 kB are never reached. */
const SENT_AT_ONCE = 100
/** What a Worker's 128 MB of memory take of a body that is read as a whole and then in parts. */
export const MOST_UPLOAD = 8 * 1024 * 1024
/** The queue of messages that were given up; its name ends so. */
const DEAD = /-dead$/

/** The queue behind a binding. Without one, whoever sends is told how to make it. */
export function openQueue(binding: QueueBinding | undefined): JobQueue {
  return {
    async send(messages, delaySeconds = 0) {
      if (messages.length === 0) return
      if (binding === undefined) throw noQueue()
      for (let at = 0; at < messages.length; at += SENT_AT_ONCE) {
        const some = messages.slice(at, at + SENT_AT_ONCE).map((body) => ({ body }))
        try {
          await binding.sendBatch(some, delaySeconds > 0 ? { delaySeconds } : {})
        } catch (cause) {
          throw new OverloadError(`the queue takes nothing (${messageOf(cause)}); try again later`, { cause })
        }
      }
    },
  }
}

export interface EdgeJobsDeps {
  sql: Sql
  binding: QueueBinding | undefined
  /** The store as it is now: a shard that was down before is asked again. */
  store(): Promise<ArticleStore>
  embedder: Embedder
  sweep: Sweep
  maxOpen: number
  keepDays: number
  onFailure(event: string, error: unknown): void
}

/** The jobs of a Worker. */
export function openEdgeJobs({ binding, sql, store, embedder, sweep, onFailure, ...limits }: EdgeJobsDeps) {
  const pieces = async (): Promise<Pieces> => createPieces({ store: await store(), embedder })
  const jobs: QueuedJobs = createQueuedJobs<Piece>({
    ...limits,
    records: createJobRecords(sql),
    pieces: createPieceRecords(sql),
    queue: openQueue(binding),
    writable: true,
    work: {
      read: async (files) => (await pieces()).read(files),
      ready: async (wanted) => (await pieces()).ready(wanted),
      pieceOf: (value) => pieceSchema.parse(value),
      async found(articleIds, mend) {
        const ids: number[] = []
        const { passagesOf } = await store()
        for (const id of articleIds) for (const passage of await passagesOf(id)) ids.push(passage.id)
        const { given, removed } = await sweep.compare(ids, mend)
        return given + removed === 0
      },
    },
    onError: (job, error) => onFailure(`job ${job ?? ''}`.trim(), error),
  })
  return {
    jobs: {
      ...jobs,
      // Before anything is kept for a queue that is not there.
      mustHaveRoom: async () => {
        if (binding === undefined) throw noQueue()
        await jobs.mustHaveRoom()
      },
    },
    async deliver({ queue, messages }: MessageBatch): Promise<void> {
      const deliveries = messages.map((message): Delivery => ({
        body: message.body,
        attempts: message.attempts,
        ack: () => message.ack(),
        retry: (delaySeconds) => message.retry({ delaySeconds }),
      }))
      await (DEAD.test(queue) ? jobs.giveUp(deliveries) : jobs.handle(deliveries))
    },
  }
}

// --- Internal helpers ---

function noQueue(): AppError {
  return new AppError(
    'not_implemented',
    501,
    'this deployment has no queue, so many articles cannot be loaded at once: run “npx wrangler queues create touwen-ingest” ' +
      'and declare INGEST in wrangler.toml, or send them one by one with PUT /v1/articles/{id}',
  )
}

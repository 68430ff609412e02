// Jobs: accepted work is recorded with its files, done one after the other, and found again after a crash. It knows how
// work is kept and told of; what the work is, it is given.
import type { Articles } from '../article-contract.ts'
import { StorageError } from '../errors.ts'
import type { Jobs } from '../job-contract.ts'
import { createDesk, publicMessage, verdictOf } from './desk.ts'
import { createRecorder } from './recorder.ts'
import type { JobRecord } from './job-rows.ts'
import type { JobRecords } from './sql-jobs.ts'

export interface JobsDeps {
  records: JobRecords
  /** The work: files into the index. */
  articles: Pick<Articles, 'load' | 'writable'>
  /** Jobs that may wait or run at once. */
  maxOpen: number
  /** How long jobs that have ended are kept, in days. */
  keepDays: number
  now?: () => Date
  /** How long a job waits before it tries again a disk that took nothing, in ms; default 15 s. */
  retryMs?: number
  /** Makes the part of a job's id behind `job_`. */
  id?: () => string
  /** Told of what an operator must know: an unexpected error in a job. */
  onError?: (jobId: string | null, error: unknown) => void
}

export interface JobService extends Jobs {
  /** Find what an earlier process left, and begin to work. Nothing happens where the index is only read. */
  start(): Promise<void>
  /** Let the article in work finish; what is left waits for the next start. */
  close(): Promise<void>
}

/** So many times a job may be interrupted by the end of the process: it may be what ends it. */
const MOST_ATTEMPTS = 3

/** The jobs of an index. */
export function createJobs(deps: JobsDeps): JobService {
  const { records, articles, now = () => new Date(), retryMs = 15_000, onError } = deps
  const desk = createDesk({
    ...deps,
    writable: articles.writable,
    accepted: async () => wake(),
    cancelled: async (id) => {
      if (current?.id === id) current.controller.abort()
    },
  })
  const stamp = (): string => now().toISOString()
  let current: { id: string; controller: AbortController } | null = null
  const life = { closing: false, wakeUp: (): void => undefined }
  let working: Promise<void> = Promise.resolve()
  let adding: Promise<unknown> = Promise.resolve()

  const run = async (job: JobRecord): Promise<void> => {
    const { id } = job.summary
    if (job.attempts > MOST_ATTEMPTS) {
      await records.end(id, 'failed', stamp(), false, {
        fact: `the process ended ${MOST_ATTEMPTS} times while it did this job, so it is given up`,
        remedy: 'see the items for what was stored, which stays; send the rest in smaller parts',
      })
      return
    }
    const controller = new AbortController()
    current = { id, controller }
    // Asked for between its choice and here.
    if (life.closing || (await records.get(id))?.summary.cancel_requested) controller.abort()
    const recorder = createRecorder(records, id)
    const loading = articles.load(await records.files(id), {
      onEvent: recorder.event,
      signal: controller.signal,
      ...(job.within === null ? {} : { within: job.within }),
    })
    // Also when it breaks off: what was told until then is written down.
    const report = await loading.finally(recorder.settled)
    const { summary: after } = (await records.get(id))!
    if (report.interrupted && !after.cancel_requested) {
      await records.putBack(id, false)
    } else if (report.interrupted) {
      await records.end(id, 'cancelled', stamp(), true)
    } else {
      const error = verdictOf(after)
      await records.end(id, error === null ? 'done' : 'failed', stamp(), error === null, error)
    }
  }

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      if (life.closing) return resolve()
      life.wakeUp = resolve
      setTimeout(resolve, retryMs).unref()
    })
  // A disk that is full now takes it later. What is not written when the service closes, the next start puts right.
  const persistently = async <T>(write: () => Promise<T>): Promise<T> => {
    for (let told = false; ;) {
      try {
        return await write()
      } catch (error) {
        if (!(error instanceof StorageError) || life.closing) throw error
        if (!told) onError?.(null, error)
        told = true
        await pause()
      }
    }
  }

  const work = async (): Promise<void> => {
    while (!life.closing) {
      const job = await persistently(() => records.begin(stamp()))
      if (job === null) return
      const { id } = job.summary
      try {
        await run(job)
      } catch (error) {
        onError?.(id, error)
        if (error instanceof StorageError) {
          await pause()
          await persistently(() => records.putBack(id, false))
          continue
        }
        const remedy =
          'what was stored stays; send it again with another Idempotency-Key: what is stored is passed over'
        const fact = `the job was broken off: ${publicMessage(error)}`
        await persistently(() => records.end(id, 'failed', stamp(), false, { fact, remedy }))
      } finally {
        current = null
      }
    }
  }
  const wake = (): void => {
    working = working.then(work).catch((error: unknown) => onError?.(null, error))
  }

  return {
    ...desk.jobs,
    add: (job) => {
      // One at a time: two requests with one key must not both find that there is none.
      const turn = adding.then(() => desk.jobs.add(job))
      adding = turn.catch(() => undefined)
      return turn
    },

    async start() {
      if (!articles.writable) return
      for (const { summary } of await records.interrupted()) {
        const { id, cancel_requested } = summary
        if (cancel_requested) await records.end(id, 'cancelled', stamp(), true)
        else await records.putBack(id, true)
      }
      await desk.tidy()
      wake()
    },

    async close() {
      life.closing = true
      life.wakeUp()
      current?.controller.abort()
      await working
    },
  }
}

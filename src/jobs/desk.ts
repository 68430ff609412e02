// Where jobs are handed in, asked after and called off: recorded with their files, the same request once, and told of. Who does the work,
// and when, it does not know.
import { AppError, InputError, messageOf, OverloadError, ReadOnlyError } from '../errors.ts'
import type { Job, Jobs, JobSummary, NewJob } from '../job-contract.ts'
import { sha256HexOf } from '../sha256.ts'
import type { JobRecord } from './job-rows.ts'
import type { JobRecords } from './sql-jobs.ts'

export interface DeskDeps {
  records: JobRecords
  /** Whether this process may write to the index. */
  writable: boolean
  /** Jobs that may wait or run at once. */
  maxOpen: number
  /** How long jobs that have ended are kept, in days. */
  keepDays: number
  now?: () => Date
  /** Makes the part of a job's id behind `job_`. */
  id?: () => string
  /** Told of a job that was recorded. What it throws does not undo the job. */
  accepted(id: string): Promise<void>
  /** Told that a job in work is to stop, when that is recorded. */
  cancelled(id: string): Promise<void>
}

export interface Desk {
  jobs: Jobs
  /** Forget what ended long ago. */
  tidy(): Promise<void>
}

const ITEMS_SHOWN = 100
const DAY = 86_400_000

/** The desk of these records. */
export function createDesk(deps: DeskDeps): Desk {
  const { records, writable, maxOpen, keepDays, now = () => new Date(), accepted, cancelled } = deps
  const { id: newId = () => crypto.randomUUID().replaceAll('-', '') } = deps

  const tidy = (): Promise<void> => records.tidy(new Date(now().getTime() - keepDays * DAY).toISOString())
  const whole = async (record: JobRecord | null): Promise<Job | null> => {
    if (record === null) return null
    const { summary } = record
    return { ...summary, items: await records.firstItems(summary.id, ITEMS_SHOWN) }
  }

  const mustHaveRoom = async (): Promise<void> => {
    if (!writable) throw new ReadOnlyError()
    const open = await records.open()
    if (open >= maxOpen)
      throw new OverloadError(`${open} jobs wait already; send this when some of them are done`)
  }

  const earlierOf = async ({ owner, key }: NewJob, hash: string): Promise<Job | null> => {
    const earlier = key === null ? null : await records.byRequest(owner, key)
    if (earlier !== null && earlier.request_hash !== hash) throw keyOfAnother(key!)
    return whole(earlier)
  }

  const add = async (given: NewJob): Promise<{ job: Job; again: boolean }> => {
    const { files, key, owner, within } = given
    if (!writable) throw new ReadOnlyError()
    const hash = await hashOf(files)
    const earlier = await earlierOf(given, hash)
    if (earlier !== null) return { job: earlier, again: true }
    await mustHaveRoom()
    await tidy()
    const id = `job_${newId()}`
    try {
      await records.addFiles(id, files)
      await records.add({ id, created_at: now().toISOString(), owner, key, hash, within })
    } catch (error) {
      await records.dropFiles(id).catch(() => undefined)
      // Another process may have recorded the same request in between.
      const other = await earlierOf(given, hash)
      if (other !== null) return { job: other, again: true }
      throw error
    }
    await accepted(id)
    return { job: (await whole(await records.get(id)))!, again: false }
  }

  const get = async (id: string, owner?: string): Promise<Job | null> => whole(await records.get(id, owner))

  return {
    tidy,
    jobs: {
      mustHaveRoom,
      add,
      get,
      cancel: async (id, owner) => {
        if (!writable) throw new ReadOnlyError()
        if ((await records.get(id, owner)) === null) return null
        if (!(await records.cancelQueued(id, now().toISOString()))) {
          const { state } = (await records.get(id))!.summary
          if (state !== 'running') throw hasEnded(id, state)
          await records.requestCancel(id)
          await cancelled(id)
        }
        return get(id)
      },
      list: async ({ state, owner }, after, limit) =>
        (await records.list(state, owner, after, limit)).map(({ summary }) => summary),
      items: (id, outcome, after, limit) => records.items(id, outcome, after, limit),
    },
  }
}

/** Why a job whose items are all settled has failed as a whole; null when it has not. */
export function verdictOf({ progress, counts }: JobSummary): { fact: string; remedy: string } | null {
  if (progress.items_done !== counts.failed) return null
  return counts.failed === 0
    ? { fact: 'no article was found in it', remedy: 'send articles' }
    : {
        fact: `none of its ${counts.failed} items could be stored`,
        remedy: 'see what each item needs, and send them again',
      }
}

/** What may be told of an error: messages about the server's own files are for its operator. */
export function publicMessage(error: unknown): string {
  return error instanceof InputError ? messageOf(error) : 'an unexpected error, whose cause is in the log'
}

// --- Internal helpers ---

// A job that cannot be cancelled any more (409).
function hasEnded(id: string, state: string): AppError {
  return new AppError(
    'job_ended',
    409,
    `the job ${id} is ${state} and cannot be cancelled; remove its articles with DELETE /v1/articles/{id}`,
  )
}

async function hashOf(files: NewJob['files']): Promise<string> {
  const parts: string[] = []
  for (const { name, bytes } of files) parts.push(name, await sha256HexOf(bytes))
  return sha256HexOf(new TextEncoder().encode(JSON.stringify(parts)))
}

function keyOfAnother(key: string): InputError {
  const message = `“${key.slice(0, 60)}” was used for another request; give each request a key of its own`
  return new InputError(`Idempotency-Key ${message}`, {
    code: 'idempotency_key_reused',
    fields: [{ field: 'Idempotency-Key', message }],
  })
}

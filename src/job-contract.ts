// The contract of jobs: work that was accepted and is done later, and what became of each of its items.
import { z } from 'zod'
import type { Filters } from './article.ts'
import type { SentFile } from './article-contract.ts'

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const OUTCOMES = ['added', 'updated', 'unchanged', 'failed'] as const

export const jobItemSchema = z.object({
  /** Its place among the items of its job, counted from 1. */
  number: z.number().int(),
  /** The file it came from, as it was named. */
  name: z.string(),
  /** Its line, counted from 1, in a file of many articles. */
  line: z.number().int().nullable(),
  outcome: z.enum(OUTCOMES),
  /** Null for what failed. */
  article_id: z.string().nullable(),
  /** For what failed: what is wrong, and what to do. */
  fact: z.string().nullable(),
  remedy: z.string().nullable(),
  /** What a person should know about the reading. */
  warnings: z.array(z.string()),
})
export type JobItem = z.output<typeof jobItemSchema>

const jobFields = z.object({
  id: z.string(),
  state: z.enum(JOB_STATES),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  /** From when on searches and answers find all that it stored. */
  searchable_at: z.iso.datetime().nullable(),
  /** Whether its cancelling was asked for: a running job finishes the article in work. */
  cancel_requested: z.boolean(),
  progress: z.object({
    /** Articles with an outcome, and all; the latter is null until all files have been read. */
    items_done: z.number().int(),
    items_total: z.number().int().nullable(),
    /** Passages embedded, of those of articles that are new or changed. */
    passages_done: z.number().int(),
    passages_total: z.number().int().nullable(),
  }),
  counts: z.object({
    added: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    failed: z.number().int(),
  }),
  /** Why the job as a whole failed. */
  error: z.object({ fact: z.string(), remedy: z.string() }).nullable(),
})

/** A job with its first items, those that failed before the others. */
export const jobSchema = jobFields.extend({ items: z.array(jobItemSchema) })
export const jobListSchema = z.object({ items: z.array(jobFields), next_cursor: z.string().nullable() })
export const jobItemListSchema = z.object({
  items: z.array(jobItemSchema),
  next_cursor: z.string().nullable(),
})
export type JobState = (typeof JOB_STATES)[number]
export type Outcome = (typeof OUTCOMES)[number]
export type JobSummary = z.output<typeof jobFields>
export type Job = z.output<typeof jobSchema>

export interface NewJob {
  files: readonly SentFile[]
  /** The client's name for this request: the same again gives the job there is. */
  key: string | null
  /** Id of the key it was sent with; null without keys. */
  owner: string | null
  /** Articles outside these may not be written. */
  within?: Filters | undefined
}

/** Whose jobs are seen: of one owner, or (undefined) of all. */
export type Owner = string | null | undefined

export interface Jobs {
  /** Throws `OverloadError` when as many jobs wait as may. To be asked before a large body is read. */
  mustHaveRoom(): Promise<void>
  /**
   * Record work to be done; `again`: the key is that of a job with the same files, which this is. Throws `InputError`
   * (422) when the key is that of another request, `OverloadError` when too many wait.
   */
  add(job: NewJob): Promise<{ job: Job; again: boolean }>
  get(id: string, owner?: Owner): Promise<Job | null>
  /** Newest first; from behind the place that an earlier page ended at. */
  list(
    query: { state?: JobState | undefined; owner?: Owner },
    after: JobPlace | null,
    limit: number,
  ): Promise<JobSummary[]>
  /** In the order in which they were settled; from behind item number `after`. */
  items(id: string, outcome: Outcome | undefined, after: number, limit: number): Promise<JobItem[]>
  /** Cancel what has not begun. Null when there is no such job; throws 409 for one that has ended. */
  cancel(id: string, owner?: Owner): Promise<Job | null>
}

/** Where a page of jobs ended. */
export const jobPlaceSchema = z.object({ created_at: z.iso.datetime(), id: z.string() })
export type JobPlace = z.output<typeof jobPlaceSchema>

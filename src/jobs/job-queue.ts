// Messages about jobs, and the queue they wait in. It delivers each at least once, in any order, and one that fails again
// later: so a message says only where to look, and what is done is seen in the records.
import { z } from 'zod'

export const jobMessageSchema = z.discriminatedUnion('kind', [
  /** Read the files of a job. */
  z.object({ kind: z.literal('read'), job: z.string() }),
  /** Store one article that was read. */
  z.object({ kind: z.literal('store'), job: z.string(), piece: z.number().int() }),
  /** See whether a job is at its end, and what of it waits for nobody. */
  z.object({ kind: z.literal('check'), job: z.string() }),
  /** See whether what a job stored is found, from behind this item. */
  z.object({ kind: z.literal('confirm'), job: z.string(), after: z.number().int() }),
])
export type JobMessage = z.output<typeof jobMessageSchema>

export interface JobQueue {
  /** All of them, or it throws and some may have been sent. `delaySeconds`: not before. */
  send(messages: readonly JobMessage[], delaySeconds?: number): Promise<void>
}

/** A message that was delivered. One of the two must be called. */
export interface Delivery {
  /** As it came; not checked. */
  body: unknown
  /** Counted from 1. */
  attempts: number
  /** It is done with. */
  ack(): void
  /** Bring it again. */
  retry(delaySeconds: number): void
}

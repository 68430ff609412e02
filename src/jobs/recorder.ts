// What a running job tells, written down as it comes, a few items at a time: telling is never held up by writing.
import type { IngestEvent } from '../engine.ts'
import type { JobProgress, JobRecords, KeyedItem } from './sql-jobs.ts'

export interface Recorder {
  event(event: IngestEvent): void
  /** Resolves when all that was told is written; rejects when it could not be. */
  settled(): Promise<void>
}

const ITEMS_A_WRITE = 25

/** Record what becomes of a job. */
export function createRecorder(records: Pick<JobRecords, 'record'>, jobId: string): Recorder {
  const waiting: KeyedItem[] = []
  const warnings = new Map<string, string[]>()
  const progress: JobProgress = { items_total: null, passages_done: 0, passages_total: null }
  let told = 0
  let isDirty = false
  let writing: Promise<void> | null = null

  const write = async (): Promise<void> => {
    while (isDirty) {
      // What is told in this turn of the event loop is written together.
      await new Promise((resolve) => setImmediate(resolve))
      const items = waiting.splice(0, ITEMS_A_WRITE)
      isDirty = waiting.length > 0
      await records.record(jobId, items, { ...progress })
    }
    writing = null
  }
  const changed = (): void => {
    isDirty = true
    writing ??= write()
    // Told by `settled`.
    writing.catch(() => undefined)
  }
  const add = (item: KeyedItem): void => {
    waiting.push(item)
    told += 1
  }

  return {
    event(event) {
      const place = 'path' in event ? `${event.path}\n${'line' in event ? (event.line ?? '') : ''}` : ''
      if (event.kind === 'warning') {
        warnings.set(place, [...(warnings.get(place) ?? []), event.message])
        return
      }
      if (event.kind === 'settled') {
        add({
          key: `${place}\n${event.id}`,
          name: event.path,
          line: event.line ?? null,
          outcome: event.outcome,
          article_id: event.id,
          fact: null,
          remedy: null,
          warnings: warnings.get(place) ?? [],
        })
        warnings.delete(place)
      } else if (event.kind === 'failed' || event.kind === 'skipped') {
        const fact = event.kind === 'failed' ? event.fact : event.reason
        add({
          key: `${place}\n!${fact}`,
          name: event.path,
          line: event.kind === 'failed' ? (event.line ?? null) : null,
          outcome: 'failed',
          article_id: null,
          fact,
          remedy: event.kind === 'failed' ? event.remedy : 'send a file of a known kind',
          warnings: [],
        })
      } else if (event.kind === 'planned') {
        progress.items_total = told + event.items
        progress.passages_total = event.passages
      } else {
        progress.passages_done = event.passages_done
      }
      changed()
    },
    settled: async () => {
      await writing
    },
  }
}

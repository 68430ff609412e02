// A run from its entry in the records to its end there, whoever called for it: on a machine of one's own or on a schedule
// of the platform.
import { messageOf } from '../errors.ts'
import type { RunDeps } from './items.ts'
import { runSource } from './run.ts'
import type { Run } from './source.ts'
import type { StoredSource } from './stored.ts'

export interface CarryDeps extends RunDeps {
  /** Told of what no run should meet. */
  onError: (error: unknown) => void
}

const MINUTE = 60_000

/** A run that nobody has taken up yet. `id`: the part behind `run_`. */
export function newRun(id: string, sourceId: string, trigger: Run['trigger'], now: string): Run {
  return {
    id: `run_${id}`,
    source_id: sourceId,
    trigger,
    state: 'queued',
    queued_at: now,
    started_at: null,
    ended_at: null,
    counts: { listed: 0, added: 0, updated: 0, unchanged: 0, failed: 0, waiting: 0, gone: 0, removed: 0 },
    failed: [],
    problems: [],
  }
}

/** Carry a run out and record it. Rejects only when it cannot be recorded. `turn`: waits until it may begin. */
export async function carryOut(
  deps: CarryDeps,
  source: StoredSource,
  run: Run,
  all: boolean,
  signal: AbortSignal,
  turn: (work: () => Promise<void>) => Promise<void> = (work) => work(),
): Promise<void> {
  const { records, now, onError } = deps
  const stamp = (ms = 0): string => new Date(now().getTime() + ms).toISOString()
  let isCut = false
  try {
    await turn(async () => {
      run.state = 'running'
      run.started_at = stamp()
      await records.putRun(run)
      isCut = await runSource(deps, source, run, all, signal)
    })
  } catch (error) {
    run.state = signal.aborted ? 'stopped' : 'failed'
    if (!signal.aborted) {
      onError(error)
      const remedy = 'see the log of the server; what was stored stays, and the rest is tried in the next run'
      run.problems.push({
        url: source.fields.url.slice(0, 500),
        fact: messageOf(error).slice(0, 300),
        remedy,
      })
    }
  }
  run.ended_at = stamp()
  await records.putRun(run)
  const current = await records.get(source.id)
  if (current === null) return
  // From its end, so that a run that takes longer than its interval leaves the host alone for as long.
  const next = isCut && current.fields.enabled ? stamp() : nextOf(current, stamp)
  await records.schedule(current.id, current.next_run_at, next)
}

/** When a source runs next, counted from now; null: only on demand. */
export function nextOf(
  { fields }: Pick<StoredSource, 'fields'>,
  stamp: (ms: number) => string,
): string | null {
  if (!fields.enabled || fields.interval_minutes === null) return null
  return stamp(fields.interval_minutes * MINUTE)
}

// Runs of sources: at most one of each source at a time and a few of all, started on demand or when due, ended with the
// server. Clock and timers are given; nothing runs before `start`.
import { messageOf } from '../errors.ts'
import type { RunDeps } from './items.ts'
import { runSource } from './run.ts'
import type { Run } from './source.ts'
import type { StoredSource } from './stored.ts'

export interface Timers {
  /** Calls back once, after `ms`; gives what `clear` takes. */
  set(callback: () => void, ms: number): unknown
  clear(timer: unknown): void
}

export interface RunnerDeps extends RunDeps {
  /** Makes the part of a run's id behind `run_`. */
  id: () => string
  timers: Timers
  /** Runs at once. Default 2. */
  atOnce?: number
  /** Told of what no run should meet. */
  onError?: (error: unknown) => void
}

export interface Runner {
  /** Mark what an earlier life left in work, spread the runs that are overdue, and wait for the next. */
  start(): Promise<void>
  /** The run of a source that is queued or in work, else a new one. */
  run(source: StoredSource, trigger: Run['trigger'], all?: boolean): Promise<Run>
  /** The run in work, as it stands. */
  current(sourceId: string): Run | null
  /** End the run of a source, if there is one. */
  stop(sourceId: string): Promise<void>
  /** To be told when a source was added, or is due at another time. */
  changed(): void
  /** No run is begun any more; those in work are ended. */
  close(): Promise<void>
}

interface Active {
  run: Run
  controller: AbortController
  ended: Promise<void>
}

/** Between two sources that were overdue when the server started, in ms. */
const SPREAD = 20_000
const FIRST_AFTER = 5000
/** The clock may be set, and another process may add a source: it is looked up so often at least. */
const LONGEST_WAIT = 60_000
const MOST_DUE = 100
const MINUTE = 60_000

/** A runner that has not been started. */
export function createRunner(deps: RunnerDeps): Runner {
  const { records, now, timers, atOnce = 2, onError = () => undefined } = deps
  const active = new Map<string, Active>()
  const waiting: (() => void)[] = []
  let running = 0
  let timer: unknown = null
  let state: 'new' | 'started' | 'closed' = 'new'
  const stamp = (ms = 0): string => new Date(now().getTime() + ms).toISOString()

  const turn = async (signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted()
    if (running < atOnce) {
      running += 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const mine = (): void => {
        signal.removeEventListener('abort', givesUp)
        resolve()
      }
      const givesUp = (): void => {
        waiting.splice(waiting.indexOf(mine), 1)
        reject(new Error('stopped'))
      }
      waiting.push(mine)
      signal.addEventListener('abort', givesUp, { once: true })
    })
  }
  const leave = (): void => {
    const next = waiting.shift()
    // The place goes over to who waits.
    if (next === undefined) running -= 1
    else next()
  }

  const work = async (source: StoredSource, run: Run, all: boolean, signal: AbortSignal): Promise<void> => {
    try {
      await turn(signal)
      try {
        run.state = 'running'
        run.started_at = stamp()
        await records.putRun(run)
        await runSource(deps, source, run, all, signal)
      } finally {
        leave()
      }
    } catch (error) {
      run.state = signal.aborted ? 'stopped' : 'failed'
      if (!signal.aborted) {
        onError(error)
        const remedy =
          'see the log of the server; what was stored stays, and the rest is tried in the next run'
        run.problems.push({
          url: source.fields.url.slice(0, 500),
          fact: messageOf(error).slice(0, 300),
          remedy,
        })
      }
    }
    run.ended_at = stamp()
    await records.putRun(run)
    await scheduleNext(source.id)
  }

  // From its end, so that a run that takes longer than its interval leaves the host alone for as long.
  const scheduleNext = async (id: string): Promise<void> => {
    const source = await records.get(id)
    if (source === null) return
    await records.schedule(id, source.next_run_at, nextOf(source, stamp))
  }

  const begin = async (source: StoredSource, trigger: Run['trigger'], all: boolean): Promise<Run> => {
    const run: Run = {
      id: `run_${deps.id()}`,
      source_id: source.id,
      trigger,
      state: 'queued',
      queued_at: stamp(),
      started_at: null,
      ended_at: null,
      counts: { listed: 0, added: 0, updated: 0, unchanged: 0, failed: 0, waiting: 0, gone: 0, removed: 0 },
      failed: [],
      problems: [],
    }
    const controller = new AbortController()
    const entry: Active = { run, controller, ended: Promise.resolve() }
    // Before anything is awaited: a second request must find it.
    active.set(source.id, entry)
    const recorded = records.putRun(run)
    entry.ended = recorded
      .then(() => work(source, run, all, controller.signal))
      .catch(onError)
      .finally(() => {
        active.delete(source.id)
        wake()
      })
    await recorded
    return copyOf(run)
  }

  const tick = async (): Promise<void> => {
    timer = null
    for (const source of await records.due(stamp(), MOST_DUE)) {
      if (state !== 'started' || active.has(source.id)) continue
      // Whoever sets the next time first has the run: two processes may share these records.
      const taken = await records.schedule(source.id, source.next_run_at, nextOf(source, stamp))
      if (taken && source.fields.enabled) await begin(source, 'schedule', false)
    }
    await arm()
  }

  const arm = async (): Promise<void> => {
    if (state !== 'started') return
    const next = await records.nextDue()
    if (timer !== null) timers.clear(timer)
    timer = null
    if (next === null || state !== 'started') return
    const wait = Math.min(Math.max(new Date(next).getTime() - now().getTime(), 0), LONGEST_WAIT)
    timer = timers.set(() => void (ticking = tick().catch(onError)), wait)
  }
  let ticking: Promise<unknown> = Promise.resolve()
  const wake = (): void => void arm().catch(onError)

  const stop = async (sourceId: string): Promise<void> => {
    const entry = active.get(sourceId)
    entry?.controller.abort()
    await entry?.ended
  }

  return {
    async start() {
      if (state !== 'new') return
      state = 'started'
      await records.stopOpenRuns(stamp())
      const overdue = await records.due(stamp(), MOST_DUE)
      for (const [i, { id, next_run_at }] of overdue.entries()) {
        await records.schedule(id, next_run_at, stamp(FIRST_AFTER + i * SPREAD))
      }
      await arm()
    },
    run: async (source, trigger, all = false) => {
      for (let entry = active.get(source.id); entry !== undefined; entry = active.get(source.id)) {
        if (entry.run.ended_at === null) return copyOf(entry.run)
        await entry.ended
      }
      return begin(source, trigger, all)
    },
    current: (sourceId) => {
      const entry = active.get(sourceId)
      return entry === undefined ? null : copyOf(entry.run)
    },
    stop,
    changed: wake,
    async close() {
      state = 'closed'
      if (timer !== null) timers.clear(timer)
      timer = null
      await ticking
      const entries = [...active.values()]
      for (const { controller } of entries) controller.abort()
      await Promise.all(entries.map(({ ended }) => ended))
    },
  }
}

/** When a source runs next, counted from now; null: only on demand. */
export function nextOf(
  { fields }: Pick<StoredSource, 'fields'>,
  stamp: (ms: number) => string,
): string | null {
  if (!fields.enabled || fields.interval_minutes === null) return null
  return stamp(fields.interval_minutes * MINUTE)
}

function copyOf(run: Run): Run {
  return structuredClone(run)
}

// Runs of sources: at most one of each source at a time and a few of all, started on demand or when due, ended with the
// server. Clock and timers are given; nothing runs before `start`.
import { carryOut, newRun, nextOf } from './carried-run.ts'
import type { RunDeps } from './items.ts'
import type { Runs } from './service.ts'
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

export interface Runner extends Runs {
  /** Mark what an earlier life left in work, spread the runs that are overdue, and wait for the next. */
  start(): Promise<void>
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

/** A runner that has not been started. */
export function createRunner(deps: RunnerDeps): Runner {
  const { records, now, timers, atOnce = 2, onError = () => undefined } = deps
  const carry = { ...deps, onError }
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

  const inTurn = async (signal: AbortSignal, work: () => Promise<void>): Promise<void> => {
    await turn(signal)
    try {
      await work()
    } finally {
      leave()
    }
  }

  const begin = async (source: StoredSource, trigger: Run['trigger'], all: boolean): Promise<Run> => {
    const run = newRun(deps.id(), source.id, trigger, stamp())
    const controller = new AbortController()
    const entry: Active = { run, controller, ended: Promise.resolve() }
    // Before anything is awaited: a second request must find it.
    active.set(source.id, entry)
    const recorded = records.putRun(run)
    entry.ended = recorded
      .then(() =>
        carryOut(carry, source, run, all, controller.signal, (work) => inTurn(controller.signal, work)),
      )
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

function copyOf(run: Run): Run {
  return structuredClone(run)
}

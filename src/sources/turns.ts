// Runs of sources where no process lives on: one turn at a time, called for by the schedule of the platform, takes what
// waits and what is due, for as long and as much as the platform lets it. What is left goes on in the next.
import { carryOut, newRun, nextOf, type CarryDeps } from './carried-run.ts'
import type { Intake } from './reader.ts'
import type { Runs } from './service.ts'
import type { Run } from './source.ts'
import type { TurnRecords } from './sql-turns.ts'
import type { StoredSource } from './stored.ts'

export interface TurnsDeps extends Omit<CarryDeps, 'bounds'> {
  turns: TurnRecords
  /** Makes ids of runs, and the name of whoever has the turn. */
  id: () => string
  /** Resolves after `ms`. */
  sleep(ms: number): Promise<void>
  bounds: TurnBounds
}

/** What a turn may take. */
export interface TurnBounds {
  /** How long new items are taken up, in ms. */
  forMs: number
  /** Items asked for. A run takes up the first few in any case, so that every turn brings it further. */
  items: number
  fewest: number
  /** Bytes read: they stand for processor time. */
  bytes: number
  /** Largest body, in bytes; documents read together, and their bytes. */
  body: number
  batch: number
  batchBytes: number
  /** Articles removed. */
  removals: number
}

export interface Turns {
  /** What the HTTP face starts and ends. */
  runs: Runs
  /** The way into the index for whoever is no turn: what is to be removed is noted, and goes with the next turns. */
  intake: Pick<Intake, 'remove'>
  /** Take a turn, unless nothing is to be done or somebody else has it. */
  take(): Promise<void>
}

/** How long nobody else may have the turn after its holder was last heard of, in ms. */
const HELD = 5 * 60_000
/** How often its holder says so, and looks whether its run is to end. */
const HEARD = 5000
/** How long whoever asks a run to end waits for that, in ms. */
const STOPPING = 20_000
const STOP_LOOKED_UP = 500

/** Turns over these records. */
export function createTurns(deps: TurnsDeps): Turns {
  const { records, turns, now, bounds, sleep } = deps
  const stamp = (ms = 0): string => new Date(now().getTime() + ms).toISOString()
  const noted: Pick<Intake, 'remove'> = { remove: async (ids) => turns.noteRemovals(ids) }

  const stop = async (sourceId: string): Promise<void> => {
    const open = await turns.open(sourceId)
    if (open === null) return
    await turns.stop(open.run.id, stamp())
    for (let waited = 0; waited < STOPPING; waited += STOP_LOOKED_UP) {
      if ((await turns.open(sourceId)) === null) return
      // Its turn came to no end: nothing is stored any more.
      if (!(await turns.isTaken(stamp()))) return turns.stopCut(stamp())
      await sleep(STOP_LOOKED_UP)
    }
  }

  // The longest waiting, else the longest overdue; what it is to do next is settled when it has ended.
  const next = async (): Promise<Taken | null> => {
    for (let open = await turns.takeQueued(); open !== null; open = await turns.takeQueued()) {
      const source = await records.get(open.run.source_id)
      if (source !== null) return { source, run: open.run, all: open.all }
    }
    for (const source of await records.due(stamp(), 20)) {
      const taken = await records.schedule(source.id, source.next_run_at, nextOf(source, stamp))
      if (!taken || !source.fields.enabled) continue
      return { source, run: newRun(deps.id(), source.id, 'schedule', stamp()), all: false }
    }
    return null
  }

  const take = async (): Promise<void> => {
    if (!(await turns.isWanted(stamp()))) return
    const holder = deps.id()
    if (!(await turns.take(holder, stamp(), stamp(HELD)))) return
    try {
      await turns.stopCut(stamp())
      const allowance = createAllowance(bounds, now)
      await removeNoted()
      while (!allowance.isUsed()) {
        const found = await next()
        if (found === null) break
        await carry(holder, found, allowance)
      }
    } finally {
      await turns.leave(holder)
    }
  }

  // What cannot be removed now stays noted, and must not keep the sources from being fetched.
  const removeNoted = async (): Promise<void> => {
    try {
      const ids = await turns.removals(bounds.removals)
      if (ids.length === 0) return
      await deps.intake.remove(ids)
      await turns.noLongerRemovals(ids)
    } catch (error) {
      deps.onError(error)
    }
  }

  const carry = async (holder: string, { source, run, all }: Taken, allowance: Allowance): Promise<void> => {
    const controller = new AbortController()
    let heardAt = now().getTime()
    const mustGoOn = async (): Promise<void> => {
      heardAt = now().getTime()
      const isHeld = await turns.hold(holder, stamp(HELD))
      const current = await turns.open(source.id)
      if (!isHeld || current === null || current.isStopping) controller.abort()
      controller.signal.throwIfAborted()
    }
    await carryOut(
      {
        ...deps,
        bounds: { ...bounds, mayGoOn: allowance.ofRun() },
        fetch: async (request) => {
          if (now().getTime() - heardAt > HEARD) await mustGoOn()
          const reply = await deps.fetch({ ...request, maxBytes: Math.min(request.maxBytes, bounds.body) })
          if (reply.kind === 'fetched') allowance.count(reply.reply.bytes.length)
          return reply
        },
        intake: {
          remove: async (ids) => {
            await deps.intake.remove(ids.slice(0, bounds.removals))
            await noted.remove(ids.slice(bounds.removals))
          },
          put: async (drafts, signal) => {
            await mustGoOn()
            const stored = await deps.intake.put(drafts, signal)
            await turns.noLongerRemovals(stored.flatMap((one) => ('id' in one ? [one.id] : [])))
            return stored
          },
        },
      },
      source,
      run,
      all,
      controller.signal,
    )
  }

  return {
    runs: {
      run: async (source, trigger, all = false) => {
        const run = newRun(deps.id(), source.id, trigger, stamp())
        await turns.enqueue(run, all)
        return (await turns.open(source.id))?.run ?? run
      },
      // Each run is told as it was last recorded.
      current: () => null,
      stop,
      changed: () => undefined,
    },
    intake: noted,
    take,
  }
}

// --- Internal helpers ---

/** A run that a turn has taken up. */
interface Taken {
  source: StoredSource
  run: Run
  all: boolean
}

interface Allowance {
  count(bytes: number): void
  isUsed(): boolean
  /** For one run: whether it may take up one more item. */
  ofRun(): () => boolean
}

function createAllowance(bounds: TurnBounds, now: () => Date): Allowance {
  const until = now().getTime() + bounds.forMs
  let [items, bytes] = [0, 0]
  const isUsed = (): boolean => items >= bounds.items || bytes >= bounds.bytes || now().getTime() >= until
  return {
    count: (more) => void (bytes += more),
    isUsed,
    ofRun: () => {
      let own = 0
      return () => {
        if (own >= bounds.fewest && isUsed()) return false
        own += 1
        items += 1
        return true
      }
    },
  }
}

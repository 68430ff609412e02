// Composition of watching on Node: readiness, metrics, spans.
import { check } from './check.ts'
import type { Check, Engine } from './engine.ts'
import type { AppDeps } from './http/deps.ts'
import { observed } from './observe/observed.ts'
import { openTelemetrySpans } from './observe/open-telemetry.ts'
import { createPrometheusMeter } from './observe/prometheus.ts'
import { freeDisk } from './store/disk.ts'
import type { Sql } from './store/sql.ts'

// Takes the lock of a writer and changes nothing.
async function writable(records: Sql): Promise<string> {
  await records.batch([{ sql: "UPDATE records SET value = value WHERE name = ''" }])
  return 'writable'
}

/** How long the size of the index is good for, in ms: counting it reads the whole of some tables. */
const SIZE_KEPT_MS = 15_000

interface Watch {
  engine: Engine
  deps: Required<Pick<AppDeps, 'meter' | 'metrics' | 'spans' | 'ready'>>
  /** From now on it is not ready. */
  stop(): void
}

interface WatchOptions {
  directory: string
  records: Sql
  log: (event: string, more: object) => void
}

/** The engine as it is counted and timed, and what tells whether the service is well. */
export function openWatch(engine: Engine, { directory, records, log }: WatchOptions): Watch {
  const stopping = new AbortController()
  const ready = async (): Promise<Check[]> => {
    if (stopping.signal.aborted) {
      return [await check('serving', () => Promise.reject(new Error('the server is stopping')))]
    }
    const [parts, ...own] = await Promise.all([
      engine.ready(),
      check('records', () => writable(records)),
      check('disk', () => freeDisk(directory)),
    ])
    return [...parts, ...own]
  }
  let size: ReturnType<Engine['stats']> | null = null
  let at = -Infinity
  const index = async () => {
    if (size === null || performance.now() - at > SIZE_KEPT_MS) {
      size = engine.stats()
      at = performance.now()
    }
    return size
  }
  const meter = createPrometheusMeter({ queue: engine.queue, index })
  return {
    engine: observed(engine, meter, log),
    deps: { meter, metrics: meter.expose, spans: openTelemetrySpans(), ready },
    stop: () => stopping.abort(),
  }
}

// What questions came to, kept while the index stays as it is, each worked out once however many ask it together. It knows
// no question and no index: what is kept depends on the key and the revision alone, which its user must see to.

export interface Kept<T> {
  value: T
  /** Whether it was worked out for this caller; false: it was there, or in work for another. */
  fresh: boolean
}

/**
 * The value of `key` at the present revision, else what `make` gives. `make` works under a signal of its own, which aborts
 * when all who wait have gone; one who goes is rejected with the reason of the own signal. Failures are not kept.
 */
export type AnswerCache<T> = (
  key: string,
  make: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
) => Promise<Kept<T>>

export interface AnswerCacheOptions {
  /** What the values are of: equal revisions, equal content. Null: it is changing just now, and nothing is to be kept. */
  revision(): Promise<number | null>
  /** Values kept; beyond, those that were not asked for the longest go. Default 2000. */
  entries?: number
  /** The same in bytes of JSON, by UTF-16 units. Default 16 MiB; a value that is larger by itself is not kept. */
  bytes?: number
}

interface Flight<T> {
  value: Promise<T>
  waiting: number
  abort: AbortController
}

/** An empty cache. Values are shared: whoever gets one must not change it. */
export function createAnswerCache<T>({
  revision,
  entries = 2000,
  bytes = 16 * 1024 * 1024,
}: AnswerCacheOptions): AnswerCache<T> {
  // In the order of their last use.
  const kept = new Map<string, { value: T; size: number }>()
  const flights = new Map<string, Flight<T>>()
  let of: number | null = null
  let held = 0

  const drop = (key: string): void => {
    held -= kept.get(key)?.size ?? 0
    kept.delete(key)
  }
  const keep = (key: string, value: T): void => {
    const size = 2 * (key.length + JSON.stringify(value).length)
    drop(key)
    if (size > bytes) return
    kept.set(key, { value, size })
    held += size
    for (const oldest of kept.keys()) {
      if (kept.size <= entries && held <= bytes) return
      drop(oldest)
    }
  }
  const begin = (key: string, make: (signal: AbortSignal) => Promise<T>): Flight<T> => {
    const begun = of
    const abort = new AbortController()
    const flight: Flight<T> = { value: make(abort.signal), waiting: 0, abort }
    flights.set(key, flight)
    const land = async (): Promise<void> => {
      try {
        const value = await flight.value
        // What was begun over another index is told to those who asked then, and kept for nobody.
        if (begun === of) keep(key, value)
      } catch {
        // Told to those who wait.
      } finally {
        if (flights.get(key) === flight) flights.delete(key)
      }
    }
    void land()
    return flight
  }

  return async (key, make, signal) => {
    const now = await revision()
    signal?.throwIfAborted()
    if (now === null) return { value: await make(signal ?? new AbortController().signal), fresh: true }
    if (now !== of) {
      kept.clear()
      // They go on for those who wait; nobody joins them any longer.
      flights.clear()
      held = 0
      of = now
    }
    const there = kept.get(key)
    if (there !== undefined) {
      kept.delete(key)
      kept.set(key, there)
      return { value: there.value, fresh: false }
    }
    const joined = flights.get(key)
    const flight = joined ?? begin(key, make)
    flight.waiting += 1
    try {
      return { value: await unlessAborted(flight.value, signal), fresh: joined === undefined }
    } finally {
      flight.waiting -= 1
      if (flight.waiting === 0 && signal?.aborted) {
        // Before it has ended: who asks now must not join what is given up.
        if (flights.get(key) === flight) flights.delete(key)
        flight.abort.abort(signal.reason)
      }
    }
  }
}

function unlessAborted<T>(value: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return value
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(signal.reason)
    signal.addEventListener('abort', gone, { once: true })
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', gone))
  })
}

// A clock that jumps to the next event as soon as nothing else is in work, so that seconds of waiting take none.

export interface Clock {
  now(): number
  /** Settles when the clock has come so far. */
  sleep(ms: number): Promise<void>
  /** Real work, during which the clock stands. */
  real<T>(work: () => Promise<T>): Promise<T>
  /** Let the clock run until the work is done. */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** Turns of the event loop without anything new, after which all that follows an event has been begun. */
const QUIET = 4

export function createClock(): Clock {
  let [now, busy, begun] = [0, 0, 0]
  const waiting: { at: number; order: number; wake(): void }[] = []
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const quiet = async (): Promise<void> => {
    for (let still = 0, seen = begun; still < QUIET;) {
      await turn()
      still = busy === 0 && begun === seen ? still + 1 : 0
      seen = begun
    }
  }
  return {
    now: () => now,
    sleep: (ms) =>
      new Promise((wake) => {
        begun += 1
        waiting.push({ at: now + ms, order: begun, wake })
        waiting.sort((a, b) => b.at - a.at || b.order - a.order)
      }),
    real: async (work) => {
      begun += 1
      busy += 1
      try {
        return await work()
      } finally {
        busy -= 1
      }
    },
    run: async (work) => {
      let ended = false
      const done = work().finally(() => {
        ended = true
      })
      done.catch(() => undefined)
      for (;;) {
        await quiet()
        if (ended) return done
        const next = waiting.pop()
        if (next === undefined) throw new Error('the simulated work waits for nothing that will come')
        now = next.at
        next.wake()
      }
    },
  }
}

/** One after the other, in the order of coming: a database, or with more places the connections of a request. */
export function createQueue(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = places
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/** Draws from a log-normal distribution by its median and 95th percentile. */
export function logNormal(random: () => number, { median, p95 }: { median: number; p95: number }): number {
  const gauss = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
  return median * (p95 / median) ** (gauss / 1.645)
}

// Who is being served: background work waits until nobody is, and nobody was a moment ago. How long that is, it is told.

export interface Traffic {
  /** The same function, counted as serving somebody while it runs. */
  during<A extends unknown[], R>(run: (...args: A) => Promise<R>): (...args: A) => Promise<R>
  /** The same events, counted from the first one that is taken to the last, or until nobody takes any more. */
  duringAll<A extends unknown[], E>(run: (...args: A) => AsyncIterable<E>): (...args: A) => AsyncIterable<E>
  /** Resolves when nobody is served: at once, or some rest after the last one has left. */
  idle(): Promise<void>
}

/** Count those who are served. `rest`: how long a pause between two of them is none; default: each is one. */
export function createTraffic(rest: () => Promise<void> = async () => undefined): Traffic {
  let inside = 0
  let entered = 0
  let rested = 0
  const waiting: (() => void)[] = []
  const enter = (): void => {
    inside += 1
    entered += 1
  }
  const leave = (): void => {
    inside -= 1
    if (inside === 0) for (const resume of waiting.splice(0)) resume()
  }
  const idle = async (): Promise<void> => {
    for (;;) {
      // Whoever came in between goes first.
      if (inside > 0) {
        await new Promise<void>((resolve) => waiting.push(resolve))
        continue
      }
      if (rested === entered) return
      const before = entered
      // Where questions come one after the other, work between two of them would make the next one wait.
      await rest()
      if (entered === before) rested = before
    }
  }
  return {
    idle,
    during:
      (run) =>
      async (...args) => {
        enter()
        try {
          return await run(...args)
        } finally {
          leave()
        }
      },
    duringAll: (run) =>
      async function* counted(...args) {
        enter()
        try {
          yield* run(...args)
        } finally {
          leave()
        }
      },
  }
}

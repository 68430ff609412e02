// Who is being served: background work waits until nobody is. It knows no clock and no timer.

export interface Traffic {
  /** The same function, counted as serving somebody while it runs. */
  during<A extends unknown[], R>(run: (...args: A) => Promise<R>): (...args: A) => Promise<R>
  /** The same events, counted from the first one that is taken to the last, or until nobody takes any more. */
  duringAll<A extends unknown[], E>(run: (...args: A) => AsyncIterable<E>): (...args: A) => AsyncIterable<E>
  /** Resolves when nobody is served: at once, or when the last one leaves. */
  idle(): Promise<void>
}

/** Count those who are served. */
export function createTraffic(): Traffic {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = (): void => {
    inside -= 1
    if (inside === 0) for (const resume of waiting.splice(0)) resume()
  }
  const idle = async (): Promise<void> => {
    if (inside === 0) return
    await new Promise<void>((resolve) => waiting.push(resolve))
    // Whoever came in between goes first.
    await idle()
  }
  return {
    idle,
    during:
      (run) =>
      async (...args) => {
        inside += 1
        try {
          return await run(...args)
        } finally {
          leave()
        }
      },
    duringAll: (run) =>
      async function* counted(...args) {
        inside += 1
        try {
          yield* run(...args)
        } finally {
          leave()
        }
      },
  }
}

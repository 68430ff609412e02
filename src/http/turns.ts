// Bursts spread out: what arrives together begins one after the other, so that the server answers others in between.

/** Resolves at once, or when those before have each had a turn of the event loop. */
export type Turn = () => Promise<void>

/** A row of its own. On Workers there is none: a request that ends early would leave those behind it waiting for good. */
export function createTurns(): Turn {
  if (typeof setImmediate !== 'function') return async () => undefined
  let last: Promise<unknown> = Promise.resolve()
  return async () => {
    const before = last
    last = before.then(() => new Promise(afterOthers))
    await before
  }
}

// Timers will not do on Node: those that are due, also through what other timers have taken, all run in one go.
function afterOthers(resolve: (value: unknown) => void): void {
  setImmediate(resolve)
}

// Work in small portions: questions are answered by the same thread, and must not wait for a load of articles.

/** To be awaited between portions of work: gives way when this thread has worked long enough. */
export type Breathe = () => Promise<void>

/** `sliceMs`: how long to work at a stretch, in ms. */
export function createBreathe(sliceMs = 8): Breathe {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < sliceMs) return
    await new Promise(afterOthers)
    since = performance.now()
  }
}

// Where there is no setImmediate, as on Workers, a timer will do.
function afterOthers(resolve: (value: unknown) => void): void {
  if (typeof setImmediate === 'function') setImmediate(resolve)
  else setTimeout(resolve, 0)
}

/** The result of work that says where it may be interrupted, done at a stretch. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** The same, giving way where it may be interrupted. */
export async function inTurns<T>(work: Generator<void, T>, breathe: Breathe): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await breathe()
  }
}

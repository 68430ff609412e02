// A circuit breaker: after repeated failures nothing is tried for a while, then one try decides. Pure but for the clock.

export interface Breaker {
  /** Whether one may try now. After the pause one caller may, the others may not until its outcome is told. */
  admit(): boolean
  succeeded(): void
  failed(): void
  /** Neither: the caller left. */
  released(): void
}

interface Options {
  /** Failures in a row that open it. */
  failures: number
  /** How long it stays open, in ms. */
  pauseMs: number
  clock: () => number
}

/** A closed breaker. */
export function createBreaker({ failures, pauseMs, clock }: Options): Breaker {
  let inARow = 0
  let openUntil = 0
  let trying = false
  return {
    admit: () => {
      if (inARow < failures) return true
      if (trying || clock() < openUntil) return false
      trying = true
      return true
    },
    succeeded: () => {
      inARow = 0
      trying = false
    },
    failed: () => {
      inARow += 1
      trying = false
      if (inARow >= failures) openUntil = clock() + pauseMs
    },
    released: () => {
      trying = false
    },
  }
}

// A limit to the work in hand: what comes beyond it is refused at once instead of waiting.
import { OverloadError } from '../errors.ts'
import type { GateMeter } from '../observe/meter.ts'

/** Runs the work, or throws `OverloadError` when `max` are running already. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/** A gate of its own count. `what`: the name of the work in the message, plural. `meter` hears who passes. */
export function createGate(max: number, what: string, meter?: GateMeter): Gate {
  let running = 0
  return async (work) => {
    if (running >= max) {
      meter?.refused()
      throw new OverloadError(`${running} ${what} are in work already; try again in a second`)
    }
    running += 1
    meter?.entered()
    try {
      return await work()
    } finally {
      running -= 1
      meter?.left()
    }
  }
}

// Finding out whether one part works.
import type { Check } from './engine.ts'
import { messageOf } from './errors.ts'

/** Run a probe, which tells what it found or throws; a `Warning` that it throws is a part that still works. */
export async function check(name: Check['name'], probe: () => Promise<string>): Promise<Check> {
  const began = performance.now()
  const ms = (): number => Math.round((performance.now() - began) * 10) / 10
  try {
    return { name, ok: true, detail: await probe(), ms: ms() }
  } catch (error) {
    if (error instanceof Warning) return { name, ok: true, warn: true, detail: error.message, ms: ms() }
    return { name, ok: false, detail: messageOf(error), ms: ms() }
  }
}

/** What a person should see to before it becomes a failure. */
export class Warning extends Error {}

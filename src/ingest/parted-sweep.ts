// One sweep over several parts, each a store with a vector index of its own.
import { idsInside } from '../parts.ts'
import type { Sweep, Swept } from './sweep.ts'

/** The sweep of all parts, in their order. Ids are those of `parts.ts`; a run gives each part an equal share. */
export function createPartedSweep(sweeps: readonly Sweep[]): Sweep {
  return {
    async compare(ids, mend) {
      const done: Swept[] = []
      for (const [part, inside] of idsInside(ids)) done.push(await sweeps[part]!.compare(inside, mend))
      return sumOf(done)
    },
    async run(most) {
      const share = Math.ceil(most / sweeps.length)
      const done: Swept[] = []
      const failed: unknown[] = []
      for (const sweep of sweeps) {
        // A part that is down keeps no other from being mended.
        await sweep.run(share).then(
          (swept) => done.push(swept),
          (error: unknown) => failed.push(error),
        )
      }
      if (failed.length > 0) throw failed[0]
      return sumOf(done)
    },
  }
}

function sumOf(all: readonly Swept[]): Swept {
  const sum: Swept = { looked: 0, given: 0, removed: 0 }
  for (const { looked, given, removed } of all) {
    sum.looked += looked
    sum.given += given
    sum.removed += removed
  }
  return sum
}

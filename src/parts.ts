// What a store and a vector index have in common when each is several: ids of passages that tell the part, and asking all
// parts at once, of which some may be slow or down. It knows neither store nor index.
import { attempt } from './attempts.ts'
import { messageOf, OverloadError } from './errors.ts'

/** Passages have ids up to 4294967295 in their own part. Ids of part 0 are the same outside, so that one part is none. */
const SPAN = 2 ** 32

/** The id by which a passage of a part goes outside of it. */
export function idOutside(part: number, id: number): number {
  return part * SPAN + id
}

/** The ids of each part, as they are inside. */
export function idsInside(ids: Iterable<number>): Map<number, number[]> {
  const inside = new Map<number, number[]>()
  for (const id of ids) {
    const part = Math.floor(id / SPAN)
    const own = inside.get(part)
    if (own === undefined) inside.set(part, [id % SPAN])
    else own.push(id % SPAN)
  }
  return inside
}

export interface Part {
  readonly number: number
  readonly name: string
}

/** Which parts take part in one question. Those that failed once are not asked again in it. */
export interface Attendance {
  /** Names of the parts that were asked in vain. */
  missing(): string[]
  /** What each part gives that does; throws when none does. No part: nothing. */
  each<P extends Part, T>(parts: readonly P[], work: (part: P) => Promise<T>): Promise<Given<P, T>[]>
}

interface Given<P, T> {
  part: P
  value: T
}

export interface AttendanceOptions {
  /** For one call, in ms. */
  timeoutMs: number
  /** Parts that are known not to answer, by name, with what they threw. */
  absent?: ReadonlyMap<string, unknown>
  onMissing?(name: string, error: unknown): void
}

/** A new one, for one question. */
export function createAttendance({
  timeoutMs,
  absent = new Map(),
  onMissing,
}: AttendanceOptions): Attendance {
  const failed = new Map<string, unknown>(absent)
  for (const [name, error] of absent) onMissing?.(name, error)
  return {
    missing: () => [...failed.keys()].sort(),
    each: async (parts, work) => {
      if (parts.length === 0) return []
      const given = await Promise.all(
        parts.map(async (part) => {
          if (failed.has(part.name)) return null
          try {
            const once = { tries: 1, timeoutMs, pauseMs: 0, isPassing: () => false }
            return { part, value: await attempt(() => work(part), once) }
          } catch (error) {
            if (!failed.has(part.name)) onMissing?.(part.name, error)
            failed.set(part.name, error)
            return null
          }
        }),
      )
      const present = given.filter((one) => one !== null)
      if (present.length > 0) return present
      throw unanswered(
        parts.map(({ name }) => name),
        failed.get(parts[0]!.name),
      )
    },
  }
}

/** Parts that do not answer, where the others cannot stand in for them (503). */
export function unanswered(names: readonly string[], cause: unknown): OverloadError {
  return new OverloadError(
    `the shard ${names.join(', ')} does not answer (${messageOf(cause)}); try again later`,
    { cause },
  )
}

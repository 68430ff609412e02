// What the index lacks for a question: names that no article holds, filters that leave nothing. It looks up, and
// decides nothing.
import type { Filters } from '../article.ts'
import type { Holdings } from '../holdings.ts'
import type { Question } from '../question.ts'
import { namesAsked, type Unknown } from './unknown.ts'

export interface Gaps {
  /** Names that no article holds. `decisive`: without it the question has no answer here. */
  unknown: (Unknown & { decisive: boolean })[]
  /** Zones that the index does hold, for whoever named another. */
  zones: string[]
  filters: Filters
  /** When filters leave no article: what there is without each of them. */
  without: Awaited<ReturnType<Holdings['withoutEach']>>
}

const ZONES_TOLD = 5

/** Look for gaps. `found`: the texts retrieved; a name that stands in one of them is not looked up. */
export async function gapsOf(
  holdings: Holdings,
  question: Question,
  filters: Filters,
  found: string[],
): Promise<Gaps> {
  const without = found.length === 0 ? await holdings.withoutEach(filters) : []
  const unknown = without.length > 0 ? await unknownZone(holdings, filters) : []
  if (found.length > 0) {
    for (const name of namesAsked(question)) {
      if (found.some(name.isIn) || (await holdings.mentions(name))) continue
      // A name in Latin letters may be told in Chinese.
      const isHan = /\p{Script=Han}/u.test(name.core)
      unknown.push({ ...name, decisive: name.decisive || (isHan && (await holdings.isForeign(name.core))) })
    }
  }
  const asksZone = unknown.some(({ kind }) => kind === 'zone')
  return { unknown, zones: asksZone ? await holdings.zones(ZONES_TOLD) : [], filters, without }
}

async function unknownZone(holdings: Holdings, { zone }: Filters): Promise<Gaps['unknown']> {
  if (zone === undefined || (await holdings.zones(Infinity)).includes(zone)) return []
  return [{ kind: 'zone', name: zone, decisive: true }]
}

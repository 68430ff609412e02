// What a passage is about, and whether it is another than the question names. Pure.
import { isRegion } from '../regions.ts'
import type { Question } from '../question.ts'
import { namesIn } from '../subject.ts'
import type { TermWeights } from '../terms.ts'
import { comparable } from '../text.ts'
import type { ReadPassage } from './candidates.ts'

/** All that is known of a passage, a line each: title, heading, text, day, zone, region, source. */
export function contextOf({ passage, article }: ReadPassage): string {
  const { title, published_at, zone, region, source } = article
  return [title, passage.heading, passage.text, published_at, zone, region, source].filter(Boolean).join('\n')
}

/** Share of the heaviest term's weight from which a term may belong to a name. */
const NAMING = 0.6

/**
 * Tells of a passage whether it speaks of a namesake: “云南城投” where “云南能投” is asked for and another passage speaks of
 * that. One character differs, and those around it are the same.
 */
export function namesakes(
  { plain }: Question,
  read: ReadPassage[],
  weights: TermWeights,
): (source: ReadPassage) => boolean {
  const rare = NAMING * Math.max(0, ...weights.values())
  const names = [...plain.matchAll(/(?=(\p{Script=Han}{2})(\p{Script=Han})(\p{Script=Han}))/gu)].flatMap(
    ([, before, own, after]) => {
      const name = before! + own! + after!
      if ((weights.get(name.slice(1, 3)) ?? 0) < rare || (weights.get(name.slice(2)) ?? 0) < rare) return []
      return [{ name, like: new RegExp(`${before}(?!${own})\\p{Script=Han}${after}`, 'u') }]
    },
  )
  if (names.length === 0) return () => false
  const contexts = new Map(read.map((source) => [source, comparable(contextOf(source))]))
  const known = names.filter(({ name }) => [...contexts.values()].some((text) => text.includes(name)))
  return (source) => {
    const text = contexts.get(source)!
    return known.some(({ name, like }) => !text.includes(name) && like.test(text))
  }
}

/** How a report calls the region that it is about without naming it. */
const OWN_REGION = /[全我本][省市县区州]|[省市县区州]内/u

/**
 * Tells of a passage whether it is of another region, or of none, where the question names one (“湖南上半年”) and another article
 * that was read does too. One that speaks of “全省” may be of any.
 */
export function elsewhere({ plain }: Question, read: ReadPassage[]): (source: ReadPassage) => boolean {
  const regions = namesIn(plain).flatMap(({ start, end }) => regionOf(plain.slice(start, end)))
  if (regions.length === 0) return () => false
  const isOf = (source: ReadPassage): boolean => {
    const text = comparable(contextOf(source))
    return regions.some((region) => text.includes(region))
  }
  const told = new Set(read.filter(isOf).map(({ article }) => article.id))
  return (source) => told.size > 0 && !told.has(source.article.id) && !OWN_REGION.test(source.passage.text)
}

// --- Internal helpers ---

// The region that a name is, but for a verb behind it (“河南要”); without its unit.
function regionOf(name: string): string[] {
  const region = [name, name.replace(/[要想将拟会已]$/u, '')].find(isRegion)
  return region === undefined ? [] : [region.replace(/(?<=..)[省市县区州]$/u, '')]
}

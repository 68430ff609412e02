// Which questions are asked: all of the sets for evidence, a seeded choice for the clock.
import { readdir } from 'node:fs/promises'
import { dirname, join, basename } from 'node:path'
import { InputError } from '../../src/errors.ts'
import { isAnswerable, readQuestions, type GoldQuestion } from '../../src/eval/dataset.ts'
import { goldPlaces } from '../../src/eval/metrics.ts'
import { locate } from '../../src/eval/run.ts'
import type { BenchArticle } from './system.ts'

/** What one system is asked. */
export interface Asked {
  /** Searched with the clock running. */
  timed: GoldQuestion[]
  /** Searched for their evidence alone. */
  untimed: GoldQuestion[]
  /** Asked with the clock running: questions that have not been searched, while there are any. */
  asked: GoldQuestion[]
}

/** Files of a path whose last part may hold one “*”, as a shell would find them. Throws `InputError` when there is none. */
export async function matching(pattern: string): Promise<string[]> {
  const name = basename(pattern)
  const star = name.indexOf('*')
  if (star === -1) return [pattern]
  const [head, tail] = [name.slice(0, star), name.slice(star + 1)]
  const names = await readdir(dirname(pattern)).catch((): string[] => [])
  const found = names.filter(
    (one) => one.startsWith(head) && one.endsWith(tail) && one.length >= head.length + tail.length,
  )
  if (found.length > 0) return found.toSorted().map((one) => join(dirname(pattern), one))
  throw new InputError(`no question set matches ${pattern}; give the files by --questions`)
}

/** The questions of the sets, the first of those that are asked in the same words. */
export async function readSets(files: string[]): Promise<GoldQuestion[]> {
  const sets = await Promise.all(files.map((file) => readQuestions(file)))
  const all = new Map<string, GoldQuestion>()
  for (const gold of sets.flat()) if (!all.has(gold.question)) all.set(gold.question, gold)
  return [...all.values()]
}

/** The questions that articles can be held against: with evidence in one of them, and those without an answer. */
export function askable(questions: GoldQuestion[], articles: BenchArticle[]): GoldQuestion[] {
  const ids = new Set(articles.map(({ id }) => id))
  const quoted = questions.some(({ quote }) => quote !== null && quote !== undefined)
  const placed = quoted ? questions.map((one) => locate(one, articles)) : questions
  return placed.filter((gold) => !isAnswerable(gold) || goldPlaces(gold).some(({ doc }) => ids.has(doc)))
}

/** Divide the questions; `count` of them are timed by search and as many by ask. The same seed gives the same choice. */
export function divide(questions: GoldQuestion[], count: number, seed = 1): Asked {
  const mixed = shuffled(questions, seed)
  const timed = mixed.slice(0, count)
  const untimed = mixed.slice(count)
  return { timed, untimed, asked: [...untimed, ...timed].slice(0, count) }
}

function shuffled<Item>(items: Item[], seed: number): Item[] {
  const random = mulberry32(seed)
  const mixed = [...items]
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
  }
  return mixed
}

// Tommy Ettinger's generator of 32 bits: numbers from 0 to below 1.
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

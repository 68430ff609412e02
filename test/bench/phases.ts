// What is done with one system in a process of its own: build its index, then serve questions from it, one after the other.
import { mkdir, rm } from 'node:fs/promises'
import { isAnswerable, type GoldQuestion } from '../../src/eval/dataset.ts'
import { answerRight, evidenceRank } from '../../src/eval/metrics.ts'
import { readBuilt, recorded, type Built } from './built.ts'
import { evidenceOf, latencyOf, type Evidence, type Latency, type Outcomes } from './measures.ts'
import { peakRss } from './memory.ts'
import type { Asked } from './questions.ts'
import type { Opened, Source, System } from './system.ts'

const HITS = 10
/** So many questions go before the clock: models load and caches of the system fill. */
const WARM_UP = 5

export interface Served {
  evidence: Evidence
  search: Latency
  /** Most memory held until all was searched, opening included, in bytes. */
  searchRss: number | null
  /** Null of a system that does not answer. */
  ask: { latency: Latency; outcomes: Outcomes; rss: number | null } | null
}

export interface BuildJob {
  source: Source
  directory: string
  articles: number
}

/** Build an index unless it is whole already. One that was broken off goes on if the system can, else begins anew. */
export async function buildPhase(
  system: System,
  { source, directory, articles }: BuildJob,
  progress: (done: number, of: number) => void,
): Promise<Built> {
  const built = await readBuilt(directory)
  if (built?.complete === true) return built
  if (!system.resumable) await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  return recorded(directory, articles, () => system.build(source, directory, progress))
}

/** Search and ask over an index that is whole. */
export async function servePhase(system: System, directory: string, asked: Asked): Promise<Served> {
  const opened = await system.open(directory)
  try {
    for (const { question } of warming(asked)) await opened.search(question, HITS)
    const ranks: (number | null)[] = []
    const times: number[] = []
    const search = async (gold: GoldQuestion): Promise<number> => {
      const began = performance.now()
      const hits = await opened.search(gold.question, HITS)
      const took = performance.now() - began
      if (isAnswerable(gold)) ranks.push(evidenceRank(gold, hits))
      return took
    }
    for (const gold of asked.timed) times.push(await search(gold))
    const searchRss = peakRss()
    const ask = opened.ask === undefined ? null : await answers(opened.ask.bind(opened), asked)
    for (const gold of asked.untimed) await search(gold)
    return { evidence: evidenceOf(ranks), search: latencyOf(times), searchRss, ask }
  } finally {
    await opened.close()
  }
}

async function answers(ask: NonNullable<Opened['ask']>, { asked }: Asked): Promise<Served['ask']> {
  await ask('预热', undefined)
  const times: number[] = []
  const outcomes = { answerable: 0, right: 0, refused: 0, unanswerable: 0, refusedRightly: 0 }
  for (const gold of asked) {
    const began = performance.now()
    const { outcome, answer, text } = await ask(gold.question, gold.asked_at)
    times.push(performance.now() - began)
    const refused = outcome === 'refused'
    if (!isAnswerable(gold)) {
      outcomes.unanswerable += 1
      if (refused) outcomes.refusedRightly += 1
    } else {
      outcomes.answerable += 1
      if (refused) outcomes.refused += 1
      if (answerRight(gold, answer, text)) outcomes.right += 1
    }
  }
  return { latency: latencyOf(times), outcomes, rss: peakRss() }
}

// None that the clock sees, while there are others: what is asked twice may be answered from memory.
function warming({ timed, untimed }: Asked): GoldQuestion[] {
  return [...untimed.toReversed(), ...timed].slice(0, WARM_UP)
}

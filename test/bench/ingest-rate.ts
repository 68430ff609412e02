// How much of the embedder's own rate is left when articles are ingested: the same passages embedded straight and ingested,
// in turns, in one process with one model thread.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { prepare } from '../../src/ingest/article.ts'
import { collect } from '../../src/ingest/collect-paths.ts'
import { openEngine } from '../../src/node.ts'
import { localModels } from '../../src/node-models.ts'
import { median } from './measures.ts'
import type { Source } from './system.ts'

const ROUNDS = 3
/** Texts handed to the embedder at once, as ingest does. */
const BATCH = 16

/** Medians of the rounds, in passages a second. */
export interface Rate {
  articles: number
  passages: number
  embedder: number
  ingest: number
  /** Ingest by embedder; 1 when nothing is lost. */
  share: number
}

/** Measure over the first articles of a source. Indexes are made below `directory` and removed. */
export async function measureRate(source: Source, count: number, directory: string): Promise<Rate> {
  const articles = (await source.articles()).slice(0, count)
  const config = readConfig({})
  const models = await localModels(config.models)
  const { embedder } = models
  const work = await mkdtemp(join(directory, 'rate-'))
  try {
    const file = join(work, 'articles.jsonl')
    await writeFile(file, articles.map((article) => `${JSON.stringify(article)}\n`).join(''))
    const drafts = (await collect([file])).articles
    const texts = drafts.map(({ draft }) => prepare(draft, embedder.id).embedded)
    const passages = texts.flat().length
    const straight = async (): Promise<void> => {
      for (const some of texts)
        for (let at = 0; at < some.length; at += BATCH)
          await embedder.embedPassages(some.slice(at, at + BATCH))
    }
    const ingested = async (round: number): Promise<void> => {
      const index = join(work, `index-${round}`)
      const engine = await openEngine({ ...config, index }, { mode: 'write', models })
      const { passages: made, failed } = await engine.ingest([file]).finally(() => engine.close())
      if (failed.length > 0 || made !== passages)
        throw new Error(`ingest made ${made} of ${passages} passages, ${failed.length} articles failed`)
    }
    await models.models.load('embedder')
    const took: Record<'straight' | 'ingested', number[]> = { straight: [], ingested: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      took.straight.push(await seconds(straight))
      took.ingested.push(await seconds(() => ingested(round)))
    }
    const [own, whole] = [median(took.straight), median(took.ingested)]
    return {
      articles: articles.length,
      passages,
      embedder: passages / own,
      ingest: passages / whole,
      share: own / whole,
    }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

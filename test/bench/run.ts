// The order of a run: the corpora, then each system, the service and the growth, each build kept for the next run.
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { InputError } from '../../src/errors.ts'
import { openEngine } from '../../src/node.ts'
import { EMBEDDER } from '../../src/onnx/models.ts'
import { buildRss, buildSeconds, indexBytes, readBuilt, writeBuilt } from './built.ts'
import type { RunJob } from './children.ts'
import { sourceOf, writePrefix } from './corpus.ts'
import { makeFloatModel } from './float-model.ts'
import type { Rate } from './ingest-rate.ts'
import { askable, divide, readSets } from './questions.ts'
import { measureService, type Service } from './service.ts'
import type { SystemName } from './systems.ts'
import type { SystemFigures } from './tables.ts'

export interface Settings {
  corpus: string
  questions: string[]
  work: string
  articles: number
  systems: SystemName[]
  service: boolean
  growth: number[]
  /** Questions that the clock sees. */
  timed: number
  seed: number
  /** A finished index of so many articles, copied instead of built. */
  index: string | undefined
  /** A model in floats, used instead of one made from the shipped one. */
  floatModel: string | undefined
  /** Articles that the ingest rate is measured on. */
  rateArticles: number
}

export interface Results {
  systems: SystemFigures[]
  growth: SystemFigures[]
  service: { figures: Service; rate: Rate; passages: number } | null
}

/** Run all that is asked for. `tell` gets a line for each step. */
export async function runBench(
  settings: Settings,
  job: RunJob,
  tell: (line: string) => void,
): Promise<Results> {
  const { work, articles } = settings
  await mkdir(work, { recursive: true })
  const floatModel = settings.floatModel ?? join(work, 'float', EMBEDDER)
  if (settings.systems.includes('langchain') && settings.floatModel === undefined) {
    tell('making the embedder in floats')
    await makeFloatModel(join(readConfig({}).models, EMBEDDER), floatModel)
  }
  const sets = await readSets(settings.questions)
  if (settings.index !== undefined) await adopt(settings.index, join(work, `touwen-${articles}`), articles)

  const measure = async (system: SystemName, count: number): Promise<SystemFigures> => {
    const file = await prefix(settings, count)
    const directory = join(work, `${system}-${count}`)
    tell(`${system}: index of ${count} articles`)
    const built = await job({ kind: 'build', system, floatModel, directory, file, articles: count })
    const questions = askable(sets, await sourceOf(file).articles())
    const asked = divide(questions, settings.timed, settings.seed)
    tell(`${system}: ${questions.length} questions over ${count} articles, ${asked.timed.length} timed`)
    const served = await job({ kind: 'serve', system, floatModel, directory, asked })
    return {
      system,
      articles: count,
      passages: built.passages!,
      buildSeconds: buildSeconds(built),
      buildRss: buildRss(built),
      indexBytes: await indexBytes(directory),
      served,
    }
  }

  const systems: SystemFigures[] = []
  for (const name of settings.systems) systems.push(await measure(name, articles))
  const { timed } = divide(sets, settings.timed, settings.seed)
  const questions = timed.map(({ question }) => question)
  const service = settings.service ? await serve(settings, questions, job, tell) : null
  const growth: SystemFigures[] = []
  for (const count of settings.growth) {
    const same = systems.find((one) => one.system === 'touwen' && one.articles === count)
    growth.push(same ?? (await measure('touwen', count)))
  }
  return { systems, growth, service }
}

async function serve(
  settings: Settings,
  questions: string[],
  job: RunJob,
  tell: (line: string) => void,
): Promise<NonNullable<Results['service']>> {
  const { work, articles } = settings
  const file = await prefix(settings, articles)
  const directory = join(work, `touwen-${articles}`)
  const built = await job({ kind: 'build', system: 'touwen', floatModel: '', directory, file, articles })
  tell('service: asks a second and cold starts')
  const figures = await measureService(directory, questions, work)
  tell('service: ingest beside the embedder alone')
  const rate = await job({ kind: 'rate', file, articles: settings.rateArticles, directory: work })
  return { figures, rate, passages: built.passages! }
}

async function prefix({ corpus, work }: Settings, count: number): Promise<string> {
  const file = join(work, `articles-${count}.jsonl`)
  await writePrefix(corpus, count, file)
  return file
}

// Copied, because a server writes into its index. Without its records and its lock.
async function adopt(index: string, directory: string, articles: number): Promise<void> {
  if ((await readBuilt(directory))?.complete === true) return
  const names = await readdir(index).catch((cause: unknown) => {
    throw new InputError(`the index ${index} cannot be read; give its directory by --index`, { cause })
  })
  await mkdir(directory, { recursive: true })
  for (const name of ['articles.sqlite', 'articles.sqlite-wal', 'vectors.hnsw', 'manifest.json'])
    if (names.includes(name)) await copyFile(join(index, name), join(directory, name))
  const engine = await openEngine(readConfig({ TOUWEN_INDEX: directory }), { mode: 'read' })
  const stats = await engine.stats().finally(() => engine.close())
  if (stats.articles !== articles) {
    // Left there, the next build would go on with it.
    await rm(directory, { recursive: true, force: true })
    throw new InputError(
      `the index ${index} holds ${stats.articles} articles, not ${articles}; give its number by --articles`,
    )
  }
  await writeBuilt(directory, { articles, passages: stats.passages, complete: true, parts: [] })
}

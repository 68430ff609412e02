// Composition for Node: configuration → adapters → engine. With `worker.ts` the only place that names adapters.
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { createAnswerCache } from './answer-cache.ts'
import { createAsker } from './ask.ts'
import { checkCalibration, type Calibration } from './answer/calibration.ts'
import { check } from './check.ts'
import { closeAll } from './closing.ts'
import type { Config } from './config.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Check, Engine } from './engine.ts'
import { IndexError, messageOf } from './errors.ts'
import { createEvidence } from './evidence.ts'
import { madeWith } from './ingest/article.ts'
import { createArticles } from './ingest/articles.ts'
import { isStale } from './ingest/ingest.ts'
import { indexMadeWith } from './ingest/storing.ts'
export { readArticles } from './ingest/read-articles.ts'
import { openAiCompatible } from './llm/openai-compatible.ts'
import { openTelemetrySpans } from './observe/open-telemetry.ts'
import { localModels, type EngineModels } from './node-models.ts'
import { READER } from './onnx/models.ts'
import { createPhraser } from './phrase/phraser.ts'
import type { Reader } from './reader/reader.ts'
import { createHoldings } from './retrieve/holdings.ts'
import { createNewest, type Newest } from './retrieve/newest.ts'
import { createRetriever, type Retriever } from './retrieve/retriever.ts'
import type { ArticleStore } from './store/article-store.ts'
import { acquireLock } from './store/lock.ts'
import { createSqlStore } from './store/sql-store.ts'
import { openSqlite } from './store/sqlite.ts'
import { createSuggester } from './suggest/suggester.ts'
import { createTraffic } from './suggest/traffic.ts'
import { parseTermCounts, type TermCounts } from './terms.ts'
import { createTranslator, type Translator } from './translate/translator.ts'
import { openVectors, type KeptVectors } from './vectors/kept.ts'

/**
 * `read`: beside a writer, never changing a file. `write`: the only writer; the directory is made if missing. `serve`:
 * the only writer of an index that is there and was made as this program makes it.
 */
export interface OpenOptions {
  mode: 'read' | 'write' | 'serve'
  /** Make suggestions and starters in the background: for a server, which stays. Default: none are made. */
  suggestions?: boolean
  /** What embeds and reads. Default: the models in the configured directory. */
  models?: EngineModels
}

/** The parts of an engine, for the commands that measure and fit them. */
export interface Parts {
  store: ArticleStore
  embedder: Embedder
  reader: Reader
  retriever: Retriever
  newest: Newest
  language: TermCounts
  translator: Translator
  models: EngineModels['models']
}

export interface OpenParts extends Parts {
  /** Whether these files and directories differ from what is indexed. */
  isStale(paths: string[]): Promise<boolean>
  /** The whole of the parts, with the calibration of the configured models; closing it closes the parts. */
  engine(options?: Pick<OpenOptions, 'suggestions'>): Promise<Engine>
  close(): Promise<void>
}

/** A pause between two questions in which nothing is made in the background. */
const REST_MS = 300
/** Hits of the text search that are looked at while the model thread embeds the question. */
const FORESEEN = 60

/** Where the coefficients of the decision are kept. */
export function calibrationPath(config: Config): string {
  return join(config.models, READER, 'calibration.json')
}

/** Open an index with the local models. Throws `IndexError` or `LockedError` with the remedy. */
export async function openEngine(config: Config, options: OpenOptions): Promise<Engine> {
  const parts = await openParts(config, options)
  try {
    return await parts.engine(options)
  } catch (error) {
    await parts.close()
    throw error
  }
}

async function readCalibration(config: Config): Promise<unknown> {
  const path = calibrationPath(config)
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new IndexError(`the calibration ${path} is missing; restore it or fit it with “touwen calibrate”`, {
      cause,
    })
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new IndexError(`the calibration ${path} is not JSON (${messageOf(cause)}); restore it`, { cause })
  }
}

/** Open the parts without a decision; `engine` makes the whole of them with a calibration. */
export async function openParts(config: Config, { mode, models: given }: OpenOptions): Promise<OpenParts> {
  const directory = resolve(config.index)
  const writable = mode !== 'read'
  const database = join(directory, 'articles.sqlite')
  // Opened as a reader first: it says what is wrong with an index that is not there.
  if (mode === 'serve') await (await openSqlite(database, { readOnly: true })).close()
  const lock = writable ? await acquireLock(directory) : null
  const closers: (() => Promise<void>)[] = lock === null ? [] : [() => lock.release()]
  const close = (): Promise<void> => closeAll(closers)
  try {
    const { embedder, reader, models, quiet } = given ?? (await localModels(config.models))
    const sql = await openSqlite(database, { readOnly: !writable })
    const store = createSqlStore(sql, { dimensions: embedder.dimensions })
    closers.push(() => store.close())
    if (mode !== 'write') await requireSameMaking(store, embedder)
    const vectors = await openVectors(
      directory,
      store,
      embedder,
      async () => !(await otherMaking(store, embedder)),
    )
    if (writable) {
      await vectors.save()
      closers.push(vectors.save)
    }
    const language = await readTermCounts(config)
    const retriever = createRetriever({
      store,
      vectors: vectors.index,
      embedder,
      language,
      pause: turns(),
      foreseen: FORESEEN,
    })
    const translator = createTranslator({ store, language })
    const newest = createNewest(store)
    const parts = { store, embedder, reader, retriever, newest, language, translator, models }
    const quietly = async (): Promise<Pick<Parts, 'reader' | 'retriever'>> => {
      const own = await quiet()
      return {
        reader: own.reader,
        retriever: createRetriever({
          store,
          vectors: vectors.index,
          embedder: own.embedder,
          language,
          pause: turns(),
        }),
      }
    }
    return {
      ...parts,
      close,
      isStale: (paths) => isStale({ store, embedder }, paths),
      engine: async ({ suggestions = false } = {}) =>
        buildEngine({
          ...parts,
          config,
          directory,
          vectors,
          writable,
          calibration: checkCalibration(await readCalibration(config), reader.id),
          quiet: suggestions ? await quietly() : null,
          onClose: (end) => closers.push(end),
          close,
        }),
    }
  } catch (error) {
    await close()
    throw error
  }
}

// One caller a turn of the event loop: callbacks due at once would all run in the same turn and stall what else waits.
function turns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    last = last.then(() => setImmediate())
    return last
  }
}

async function readTermCounts(config: Config): Promise<TermCounts> {
  const path = join(config.models, 'term-counts-zh', 'counts.tsv')
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new IndexError(`the term counts ${path} are missing; restore data/models`, { cause })
  })
  return parseTermCounts(text)
}

async function requireSameMaking(store: ArticleStore, embedder: Embedder): Promise<void> {
  const made = await otherMaking(store, embedder)
  if (made === null) return
  throw new IndexError(
    `the index was made with “${made}”, this program makes “${madeWith(embedder.id)}”; run “touwen ingest” on any file to make it anew`,
    { code: 'index_model' },
  )
}

// What the index was made with when that is not what this program makes, else null.
async function otherMaking(store: ArticleStore, embedder: Embedder): Promise<string | null> {
  const made = await indexMadeWith(store)
  return made === madeWith(embedder.id) ? null : made
}

interface EngineDeps extends Parts {
  config: Config
  directory: string
  vectors: KeptVectors
  writable: boolean
  calibration: Calibration
  /** The same models behind the questions of people; null when nothing is made in the background. */
  quiet: Pick<Parts, 'reader' | 'retriever'> | null
  /** Adds what must end before the parts are closed. */
  onClose(end: () => Promise<void>): void
  close(): Promise<void>
}

function buildEngine(deps: EngineDeps): Engine {
  const {
    config,
    directory,
    store,
    embedder,
    reader,
    models,
    retriever,
    newest,
    language,
    translator,
    vectors,
    writable,
    calibration,
    quiet,
    onClose,
    close,
  } = deps
  const name = basename(config.index)
  // Another process may have written since: its passages must be found, and those it removed must not be cited. The
  // writer itself brings the vectors up to date as it writes.
  const renewed = writable ? async () => undefined : vectors.sync
  const current = (one: Retriever): Retriever => ({
    retrieve: async (question, filters, limit) => {
      await renewed()
      return one.retrieve(question, filters, limit)
    },
  })
  const common = {
    newest,
    calibration,
    language,
    translator,
    index: async () => {
      const { built_at, articles } = await store.stats()
      return { name, built_at, articles, embedder: embedder.id, reader: reader.id }
    },
  }
  const traffic = createTraffic(() => setTimeout(REST_MS))
  // Questions are tried as they would be asked, but behind those that people ask.
  const trying =
    quiet && createAsker({ ...common, retriever: current(quiet.retriever), reader: quiet.reader })
  const suggester = trying && createSuggester({ store, ask: trying.ask, idle: traffic.idle })
  if (suggester !== null) onClose(() => suggester.close())
  const [spans, now] = [openTelemetrySpans(), current(retriever)]
  const asker = createAsker({
    ...common,
    retriever: { retrieve: (...given) => spans.within('retrieve', () => now.retrieve(...given)) },
    reader: { ...reader, read: (...given) => spans.within('read', () => reader.read(...given)) },
    phraser:
      config.llm === null ? undefined : createPhraser({ ...config.llm, ...openAiCompatible(config.llm) }),
    holdings: createHoldings(store),
    kept: createAnswerCache({ revision: () => renewed().then(vectors.revision) }),
    ...(suggester === null ? {} : { suggester }),
  })
  const articles = createArticles({ store, embedder, writable, sync: vectors.sync, save: vectors.save })
  const engine: Engine = {
    ask: traffic.during(asker.ask),
    search: traffic.during(asker.search),
    evidence: traffic.during(createEvidence({ retriever: current(retriever), reader, translator })),
    stream: traffic.duringAll(asker.stream),
    embedder,
    starters: async (limit = 6, filters = {}) => (await suggester?.starters(limit, filters)) ?? [],
    article: (id, revision) => store.get(id, revision),
    stats: async () => {
      const [stats, size, zones, sources] = await Promise.all([
        store.stats(),
        vectors.index.size(),
        store.facet('zone'),
        store.facet('source'),
      ])
      return {
        name,
        directory,
        ...stats,
        vectors: size,
        embedder: embedder.id,
        reader: reader.id,
        zones,
        sources,
      }
    },
    ready: () => checks(store, vectors, models),
    queue: () => models.backlog(),
    articles,
    ingest: articles.ingest,
    remove: (id) => articles.remove(id),
    close,
  }
  return engine
}

async function checks(
  store: ArticleStore,
  vectors: KeptVectors,
  models: EngineModels['models'],
): Promise<Check[]> {
  return Promise.all([
    check('store', async () => {
      const { articles } = await store.stats()
      return articles > 0
        ? `${articles} articles`
        : '0 articles: the index is empty; load some to get answers'
    }),
    check('vectors', async () => {
      await vectors.sync()
      const [{ passages }, size] = await Promise.all([store.stats(), vectors.index.size()])
      if (size !== passages) throw new Error(`${size} vectors for ${passages} passages`)
      return `${size} vectors`
    }),
    check('models', async () => {
      await Promise.all([models.load('embedder'), models.load('reader')])
      return 'loaded'
    }),
  ])
}

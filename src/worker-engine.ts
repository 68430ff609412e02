// The engine of a Worker: D1, Vectorize and Workers AI behind the same use cases. It is checked against what the database says
// of how it was made, before anything is answered from it.
import { checkCalibration, type Calibration } from './answer/calibration.ts'
import { createAsker, type Asker } from './ask.ts'
import { check, Warning } from './check.ts'
import type { Answer } from './contract.ts'
import type { Conversations } from './conversations.ts'
import type { EdgeConfig } from './edge-config.ts'
import type { Embedder } from './embed/embedder.ts'
import { createWorkersAiEmbedder } from './embed/workers-ai.ts'
import type { Engine } from './engine.ts'
import { AppError } from './errors.ts'
import { createEvidence } from './evidence.ts'
import { madeWith } from './ingest/article.ts'
import { createKept } from './ingest/kept.ts'
import { indexMadeWith, unhindered } from './ingest/storing.ts'
import type { Sweep } from './ingest/sweep.ts'
import { label } from './labels.ts'
import { languageOf } from './language.ts'
import { workersAiChat } from './llm/workers-ai.ts'
import { createPhraser } from './phrase/phraser.ts'
import { createWorkersAiReader } from './reader/workers-ai.ts'
import { createHoldings } from './retrieve/holdings.ts'
import { createNewest } from './retrieve/newest.ts'
import { createShardTable, defaultShard } from './shards.ts'
import type { ArticleStore } from './store/article-store.ts'
import type { Sql } from './store/sql.ts'
import type { TermCounts } from './terms.ts'
import { createTranslator } from './translate/translator.ts'
import { vectorizeDimensions, type Vectorize } from './vectors/vectorize.ts'
import { openEdgeShards, shardsTold, type EdgeShard, type EdgeView } from './worker-shards.ts'
import type { WorkersAi } from './workers-ai.ts'

/** What of an engine is served at the edge, and what loads and mends the index. */
export type EdgeEngine = Pick<
  Engine,
  'ask' | 'stream' | 'search' | 'evidence' | 'starters' | 'article' | 'articles' | 'ready' | 'embedder'
> & { parts: { store(): Promise<ArticleStore>; embedder: Embedder; sweep: Sweep } }

export interface EdgeEngineDeps {
  sql: Sql
  vectorize: Vectorize
  ai: WorkersAi
  config: EdgeConfig
  language: TermCounts
  /** Kept for clients by all Workers together. */
  conversations: Conversations
  /** Shards beside the default. */
  shards?: readonly EdgeShard[]
  /** For one call of a shard, in ms. */
  shardTimeoutMs?: number
  /** A shard did not answer; those that do answer alone. */
  onMissing?(name: string, error: unknown): void
  /** Throws `AppError` when the tables of a shard are not those of this program. */
  mustHaveTables?(shard: EdgeShard): Promise<void>
}

/** Which Vectorize index the vectors of this database are in. */
const VECTORS = 'edge.vectors'
/** Where a calibration is kept: that of a reader, by its id. */
const CALIBRATION = 'calibration:'

/** Open the engine. Throws `AppError` (503) with the remedy when index, models and settings do not belong together. */
export async function openEdgeEngine(deps: EdgeEngineDeps): Promise<EdgeEngine> {
  const { sql, vectorize, ai, config, language, conversations } = deps
  const { dimensions } = config
  const embedder = createWorkersAiEmbedder(ai, { model: config.embedder, dimensions })
  const reader = createWorkersAiReader(ai, { model: config.reranker })
  const first = { shard: defaultShard(config.vectors), sql, vectorize }
  const all = [first, ...(deps.shards ?? [])]
  const { viewOf, sweep } = await openEdgeShards(all, {
    table: createShardTable(all.map(({ shard }) => shard)),
    dimensions,
    embedder,
    language,
    check: async (store, one) => {
      if (one !== first) await deps.mustHaveTables?.(one)
      await mustBelongTogether(store, one.vectorize, { ...config, vectors: one.shard.index })
    },
    ...(deps.onMissing && { onMissing: deps.onMissing }),
    ...(deps.shardTimeoutMs !== undefined && { timeoutMs: deps.shardTimeoutMs }),
  })
  // Its table of readings is made once, whatever views there are.
  const translator = createTranslator({
    store: {
      termCounts: async (...given) => (await viewOf()).store.termCounts(...given),
      searchText: async (...given) => (await viewOf()).store.searchText(...given),
      passages: async (...given) => (await viewOf()).store.passages(...given),
    },
    language,
  })
  const askerWith = (calibration: Calibration, { store, retriever }: EdgeView): Asker =>
    createAsker({
      retriever,
      newest: createNewest(store),
      reader,
      calibration,
      language,
      translator,
      phraser: config.llm === null ? undefined : createPhraser(workersAiChat(ai, config.llm)),
      holdings: createHoldings(store),
      conversations,
      index: async () => {
        const { built_at, articles } = await store.stats()
        return { name: config.vectors, built_at, articles, embedder: embedder.id, reader: reader.id }
      },
    })
  // The one view of an index that is not divided has its askers for good.
  const askers = { searching: new WeakMap<EdgeView, Asker>(), judging: new WeakMap<EdgeView, Asker>() }
  const askerOf = (kind: keyof typeof askers, view: EdgeView, calibration: Calibration): Asker => {
    const asker = askers[kind].get(view) ?? askerWith(calibration, view)
    askers[kind].set(view, asker)
    return asker
  }
  let fitted: Calibration | null = null
  // A calibration that comes later is found with the next question.
  const judging = async (view: EdgeView): Promise<Asker> => {
    fitted ??= await calibrationOf(view.store, reader.id)
    if (fitted === null) throw notFitted(reader.id)
    return askerOf('judging', view, fitted)
  }
  // Each call has a view of its own, so that a shard that failed once is asked again.
  const kept = viaViews(viewOf, (store) =>
    createKept({
      store,
      embedder,
      writable: true,
      // Each write is one transaction of D1; the last of two at the same time stands.
      alone: unhindered,
      sync: async () => undefined,
    }),
  )
  return {
    embedder,
    parts: { store: async () => (await viewOf()).store, embedder, sweep },
    ask: async (...given) => {
      const view = await viewOf()
      return told(await (await judging(view)).ask(...given), view)
    },
    stream: async function* stream(...given) {
      const view = await viewOf()
      for await (const event of (await judging(view)).stream(...given)) {
        yield event.type === 'answer' ? { ...event, answer: told(event.answer, view) } : event
      }
    },
    search: async (request, signal) => {
      const view = await viewOf()
      const asker = request.rerank === true ? await judging(view) : askerOf('searching', view, UNFITTED)
      const found = await asker.search(request, signal)
      const missing = view.missing()
      return missing.length === 0 ? found : { ...found, missing }
    },
    // Works without a calibration: one is fitted on it.
    evidence: async (...given) =>
      createEvidence({ retriever: (await viewOf()).retriever, reader, translator })(...given),
    // Suggestions are made in the background, which a Worker does not have.
    starters: async () => [],
    article: async (id, revision) => (await viewOf()).store.get(id, revision),
    articles: { ...kept, load: noLoad },
    ready: () =>
      Promise.all([
        check('store', async () => {
          const detail = await shardsTold(await viewOf())
          if (detail.startsWith('degraded')) throw new Warning(detail)
          return detail
        }),
        // Those written in the last seconds are not counted yet.
        check('vectors', async () => `${await (await viewOf()).vectors.size()} vectors`),
        check('models', async () => {
          await judging(await viewOf())
          return `${embedder.id}, ${reader.id}`
        }),
      ]),
  }
}

// --- Internal helpers ---

// Loads are jobs, whose pieces come through the queue.
async function noLoad(): Promise<never> {
  throw new AppError(
    'not_implemented',
    501,
    'articles are loaded by jobs on Cloudflare; send them with POST /v1/articles',
  )
}

// What the answer had to do without is told with it.
function told(answer: Answer, view: EdgeView): Answer {
  const missing = view.missing()
  if (missing.length === 0) return answer
  return {
    ...answer,
    notes: [...answer.notes, label('shards_missing', languageOf(answer.question), missing)],
  }
}

type KeptArticles = ReturnType<typeof createKept>

function viaViews(
  viewOf: () => Promise<EdgeView>,
  over: (store: ArticleStore) => KeptArticles,
): KeptArticles {
  const now = async (): Promise<KeptArticles> => over((await viewOf()).store)
  return {
    writable: true,
    list: async (...given) => (await now()).list(...given),
    facets: async (...given) => (await now()).facets(...given),
    related: async (...given) => (await now()).related(...given),
    put: async (...given) => (await now()).put(...given),
    remove: async (...given) => (await now()).remove(...given),
  }
}

function misfit(fact: string, remedy: string): AppError {
  return new AppError('index_model', 503, `${fact}; ${remedy}`)
}

function notFitted(reader: string): AppError {
  return new AppError(
    'not_calibrated',
    503,
    `there is no calibration of the reader ${reader} yet, so nobody can say when it is right; fit one and store it (see “touwen edge --help”). ` +
      'POST /v1/search works without',
  )
}

async function mustBelongTogether(
  store: ArticleStore,
  vectorize: Vectorize,
  { embedder, dimensions, vectors }: EdgeConfig,
): Promise<void> {
  const [made, where, found] = await Promise.all([
    indexMadeWith(store),
    store.getMeta(VECTORS),
    vectorizeDimensions(vectorize),
  ])
  const current = madeWith(embedder)
  if (made !== null && made !== current) {
    throw misfit(
      `the database was made with “${made}”, this program makes “${current}”`,
      'set TOUWEN_EDGE_EMBEDDER to the model it was made with, or load the articles into a new database and a new Vectorize index',
    )
  }
  if (found !== dimensions) {
    throw misfit(
      `the Vectorize index has ${found} dimensions, TOUWEN_EDGE_DIMENSIONS is ${dimensions}`,
      `create one with “npx wrangler vectorize create ${vectors} --dimensions=${dimensions} --metric=cosine” and name it in wrangler.toml`,
    )
  }
  if (where === null) await store.setMeta(VECTORS, vectors)
  else if (where !== vectors) {
    throw misfit(
      `the vectors of this database are in the index “${where}”, TOUWEN_EDGE_VECTORS is “${vectors}”`,
      'name that index there and in wrangler.toml, or load the articles into a new database',
    )
  }
}

async function calibrationOf(store: ArticleStore, reader: string): Promise<Calibration | null> {
  const text = await store.getMeta(`${CALIBRATION}${reader}`)
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = null
  }
  return checkCalibration(value, reader)
}

/** In the place of coefficients that nobody has fitted; what would use it refuses before. */
const UNFITTED: Calibration = {
  version: 1,
  reader: '',
  fitted_on: [],
  fitted_at: '',
  ranker: { intercept: 0, weights: {} },
  decider: { intercept: 0, weights: {} },
  threshold: 1,
  cross_validated: {},
}

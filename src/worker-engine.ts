// The engine of a Worker: D1, Vectorize and Workers AI behind the same use cases. It is checked against what the database says
// of how it was made, before anything is answered from it.
import { checkCalibration, type Calibration } from './answer/calibration.ts'
import { createAsker, type Asker } from './ask.ts'
import { check } from './check.ts'
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
import { createSweep, type Sweep } from './ingest/sweep.ts'
import { withVectors } from './ingest/with-vectors.ts'
import { workersAiChat } from './llm/workers-ai.ts'
import { createPhraser } from './phrase/phraser.ts'
import { createWorkersAiReader } from './reader/workers-ai.ts'
import { createHoldings } from './retrieve/holdings.ts'
import { createNewest } from './retrieve/newest.ts'
import { createRetriever } from './retrieve/retriever.ts'
import type { ArticleStore } from './store/article-store.ts'
import type { Sql } from './store/sql.ts'
import { createSqlStore } from './store/sql-store.ts'
import { createVectorDebts } from './store/sql-vector-debts.ts'
import type { TermCounts } from './terms.ts'
import { createTranslator } from './translate/translator.ts'
import { openVectorize, vectorizeDimensions, type Vectorize } from './vectors/vectorize.ts'
import { noLoad } from './worker-later.ts'
import type { WorkersAi } from './workers-ai.ts'

/** What of an engine is served at the edge, and what loads and mends the index. */
export type EdgeEngine = Pick<
  Engine,
  'ask' | 'stream' | 'search' | 'evidence' | 'starters' | 'article' | 'articles' | 'ready' | 'embedder'
> & { parts: { store: ArticleStore; embedder: Embedder; sweep: Sweep } }

export interface EdgeEngineDeps {
  sql: Sql
  vectorize: Vectorize
  ai: WorkersAi
  config: EdgeConfig
  language: TermCounts
  /** Kept for clients by all Workers together. */
  conversations: Conversations
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
  const bare = createSqlStore(sql, { dimensions })
  await mustBelongTogether(bare, vectorize, config)
  const vectors = openVectorize(vectorize, { dimensions })
  const debts = createVectorDebts(sql)
  const store = withVectors(bare, vectors, debts)
  const retriever = createRetriever({ store, vectors, embedder, language })
  const translator = createTranslator({ store, language })
  const askerWith = (calibration: Calibration): Asker =>
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
  let fitted: Asker | null = null
  // A calibration that comes later is found with the next question.
  const judging = async (): Promise<Asker> => {
    if (fitted !== null) return fitted
    const calibration = await calibrationOf(bare, reader.id)
    if (calibration === null) throw notFitted(reader.id)
    return (fitted = askerWith(calibration))
  }
  const searching = askerWith(UNFITTED)
  const kept = createKept({
    store,
    embedder,
    writable: true,
    // Each write is one transaction of D1; the last of two at the same time stands.
    alone: unhindered,
    sync: async () => undefined,
  })
  return {
    embedder,
    parts: { store, embedder, sweep: createSweep({ store, debts, vectors }) },
    ask: async (...given) => (await judging()).ask(...given),
    stream: async function* stream(...given) {
      yield* (await judging()).stream(...given)
    },
    search: async (request, signal) =>
      (request.rerank === true ? await judging() : searching).search(request, signal),
    // Works without a calibration: one is fitted on it.
    evidence: createEvidence({ retriever, reader, translator }),
    // Suggestions are made in the background, which a Worker does not have.
    starters: async () => [],
    article: (id, revision) => store.get(id, revision),
    // Loads are jobs, whose pieces come through the queue.
    articles: { ...kept, load: noLoad() },
    ready: () =>
      Promise.all([
        check('store', async () => `${(await store.stats()).articles} articles`),
        // Those written in the last seconds are not counted yet.
        check('vectors', async () => `${await vectors.size()} vectors`),
        check('models', async () => {
          await judging()
          return `${embedder.id}, ${reader.id}`
        }),
      ]),
  }
}

// --- Internal helpers ---

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

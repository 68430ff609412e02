// The services of Cloudflare for a simulation: the real engine of the Worker asks them, small databases answer, and each call takes
// the time and is counted as if the databases held as many passages as told.
import { AsyncLocalStorage } from 'node:async_hooks'
import { openEdgeEngine, type EdgeEngine } from '../../../src/worker-engine.ts'
import { readConfig } from '../../../src/config.ts'
import { createConversations } from '../../../src/conversations.ts'
import { prepare } from '../../../src/ingest/article.ts'
import { createBreathe } from '../../../src/ingest/breathe.ts'
import { embedPassages, storeArticle } from '../../../src/ingest/storing.ts'
import { withVectors } from '../../../src/ingest/with-vectors.ts'
import { createWorkersAiEmbedder } from '../../../src/embed/workers-ai.ts'
import { workersAiReaderId } from '../../../src/reader/workers-ai.ts'
import type { Sql } from '../../../src/store/sql.ts'
import { createSqlStore } from '../../../src/store/sql-store.ts'
import { createVectorDebts } from '../../../src/store/sql-vector-debts.ts'
import { openSqlite } from '../../../src/store/sqlite.ts'
import { openVectorize, type Vectorize } from '../../../src/vectors/vectorize.ts'
import type { WorkersAi } from '../../../src/workers-ai.ts'
import { noLanguage, trusting } from '../../fakes.ts'
import { EMBEDDER, fakeAi, RERANKER } from '../../edge/fake-ai.ts'
import { fakeVectorize } from '../../edge/fake-vectorize.ts'
import { madeUp } from '../../edge/shard-corpus.ts'
import { randomness } from '../../store/sample.ts'
import { createQueue, logNormal, type Clock } from './clock.ts'
import { NO_USAGE, type Usage } from './costs.ts'
import { LATENCIES, LIMITS, MEASURED } from './figures.ts'

export type Service = keyof typeof LATENCIES

/** What one question did. */
export interface Asked extends Usage {
  calls: Record<Service, number>
  /** From when to when a call of the service was in work or waited for a connection, in ms. */
  spans: Record<Service, [number, number][]>
  connect: ReturnType<typeof createQueue>
}

export interface World {
  engine: EdgeEngine
  /** Run a question, and tell what it did. */
  watch(work: () => Promise<unknown>): Promise<Asked>
  /** The longest time that a database worked, in ms. */
  busiest(): number
}

/** Databases that hold articles; more shards share them. */
const BASES = 4
const ARTICLES = 28
/** Few, so that the fakes are quick; counted are those of the model. */
const DIMENSIONS = 64

/** `passages` in all, over so many `shards`. */
export async function openWorld(
  clock: Clock,
  { passages, shards, seed }: { passages: number; shards: number; seed: number },
): Promise<World> {
  const random = randomness(seed)
  const current = new AsyncLocalStorage<Asked>()
  const config = readConfig({
    TOUWEN_EDGE_DIMENSIONS: String(DIMENSIONS),
    TOUWEN_EDGE_VECTORS: 'v0',
    TOUWEN_EDGE_SHARDS: JSON.stringify(
      Object.fromEntries(
        Array.from({ length: shards - 1 }, (_, i) => [
          `s${i + 1}`,
          { db: `D${i + 1}`, vectorize: `V${i + 1}`, index: `v${i + 1}`, holds: [PLACES[i] ?? `区域${i}号`] },
        ]),
      ),
    ),
  }).edge

  const call = async <T>(service: Service, work: (latency: number) => Promise<T>): Promise<T> => {
    const asked = current.getStore()
    if (asked === undefined) return work(0)
    const began = clock.now()
    asked.calls[service] += 1
    const value = await asked.connect(() => work(logNormal(random, LATENCIES[service])))
    asked.spans[service].push([began, clock.now()])
    return value
  }

  const ai = fakeAi({ dimensions: DIMENSIONS })
  const slowAi: WorkersAi = {
    run: (model, inputs) =>
      call(model === EMBEDDER ? 'embed' : 'rerank', async (latency) => {
        count(current.getStore(), inputs as AiInputs)
        const output = await ai.run(model, inputs)
        if (latency > 0) await clock.sleep(latency)
        return output
      }),
  }

  const worked = new Map<number, number>()
  const inShard = passages / shards
  const database = (sql: Sql, number: number): Sql => {
    const oneByOne = createQueue(1)
    const all: Sql['all'] = (text, args) =>
      call('d1', async (latency) => {
        const asked = current.getStore()
        if (asked === undefined) return sql.all(text, args)
        await clock.sleep(latency / 2)
        const rows = await oneByOne(async () => {
          const found = await clock.real(() => sql.all(text, args))
          const { ms, read } = workOf(text, found.length, inShard)
          asked.rows_read += read
          worked.set(number, (worked.get(number) ?? 0) + ms)
          await clock.sleep(ms)
          return found
        })
        await clock.sleep(latency / 2)
        return rows
      })
    return { ...sql, all }
  }
  const vectors = (binding: Vectorize): Vectorize => ({
    ...binding,
    query: (...given) =>
      call('vectorize', async (latency) => {
        const asked = current.getStore()
        if (asked !== undefined) asked.vector_queries += 1
        const found = await binding.query(...given)
        if (latency > 0) await clock.sleep(latency)
        return found
      }),
  })

  const bases = await Promise.all(
    Array.from({ length: Math.min(BASES, shards) }, (_, i) => filledBase(ai, i + 1)),
  )
  const shardAt = (number: number) => {
    const { sql, binding } = bases[number % bases.length]!
    return { sql: database(sql, number), vectorize: vectors(binding) }
  }
  const engine = await openEdgeEngine({
    ...shardAt(0),
    ai: slowAi,
    // Bases stand for several shards, so each has the name of the first.
    config: { ...config, shards: [] },
    language: noLanguage,
    conversations: createConversations(),
    shards: config.shards.map((shard, i) => ({
      shard: { ...shard, index: 'v0' },
      ...shardAt(i + 1),
    })),
    // Real time, which the simulation has its own of.
    shardTimeoutMs: 2_000_000_000,
  })
  return {
    engine,
    watch: async (work) => {
      const asked = newAsked()
      await current.run(asked, work)
      return asked
    },
    busiest: () => Math.max(0, ...worked.values()),
  }
}

const PLACES = ['江苏', '浙江', '广东']

async function filledBase(ai: WorkersAi, seed: number): Promise<{ sql: Sql; binding: Vectorize }> {
  const sql = await openSqlite(':memory:')
  const binding = fakeVectorize({ dimensions: DIMENSIONS, delayMs: 0 })
  const store = withVectors(
    createSqlStore(sql, { dimensions: DIMENSIONS }),
    openVectorize(binding, { dimensions: DIMENSIONS }),
    createVectorDebts(sql),
  )
  const embedder = createWorkersAiEmbedder(ai, { model: EMBEDDER, dimensions: DIMENSIONS })
  for (const draft of madeUp(ARTICLES, seed)) {
    const prepared = prepare({ ...draft, id: `${seed}-${draft.id}` }, embedder.id)
    await storeArticle(store, prepared, await embedPassages({ store, embedder }, prepared), createBreathe())
  }
  const reader = workersAiReaderId(RERANKER)
  await store.setMeta(`calibration:${reader}`, JSON.stringify({ ...trusting, reader }))
  return { sql, binding }
}

/** What a statement takes in a database of so many passages. */
function workOf(text: string, found: number, passages: number): { ms: number; read: number } {
  const articles = passages / MEASURED.passages_an_article.value
  if (/\bMATCH\b/.test(text)) {
    const matched = passages * MEASURED.matched_share.value
    return { ms: (matched * MEASURED.match_us.value) / 1000, read: matched * MEASURED.rows_a_match.value }
  }
  const counted = /count\(\*\) AS articles/.test(text)
    ? passages + articles
    : /count\(\*\) AS passages/.test(text)
      ? passages
      : /GROUP BY/.test(text)
        ? 2 * articles
        : 0
  // As D1 counts them: a row of the list that is asked for, of the index and of the table.
  return { ms: 0.3 + (counted * MEASURED.scan_us.value) / 1000, read: counted + 4 * found }
}

interface AiInputs {
  text?: string[]
  query?: string
  contexts?: { text: string }[]
}

// A token a character, which for Chinese is a little too much.
function count(asked: Asked | undefined, { text = [], query = '', contexts = [] }: AiInputs): void {
  if (asked === undefined) return
  asked.embedded_tokens += text.join('').length
  asked.reranked_tokens += contexts.reduce((sum, one) => sum + query.length + one.text.length, 0)
}

function newAsked(): Asked {
  return {
    ...NO_USAGE,
    calls: { d1: 0, vectorize: 0, embed: 0, rerank: 0 },
    spans: { d1: [], vectorize: [], embed: [], rerank: [] },
    connect: createQueue(LIMITS.connections.value),
  }
}

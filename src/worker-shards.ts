// The shards of a deployment: each a D1 database with its Vectorize index, seen as one store and one vector index. A question
// has its own view of them, which tells what it had to do without; a shard that is down is asked again with the next.
import type { Embedder } from './embed/embedder.ts'
import { AppError } from './errors.ts'
import { createPartedSweep } from './ingest/parted-sweep.ts'
import { createSweep, type Sweep } from './ingest/sweep.ts'
import { withVectors } from './ingest/with-vectors.ts'
import { createAttendance } from './parts.ts'
import { createRetriever, type Retriever } from './retrieve/retriever.ts'
import type { Shard, ShardTable } from './shards.ts'
import type { ArticleStore, PartStore } from './store/article-store.ts'
import { createPartedStore } from './store/parted-store.ts'
import type { Sql } from './store/sql.ts'
import { createSqlStore } from './store/sql-store.ts'
import { createVectorDebts } from './store/sql-vector-debts.ts'
import type { TermCounts } from './terms.ts'
import { createPartedVectors } from './vectors/parted-vectors.ts'
import type { VectorSearch } from './vectors/vector-index.ts'
import { openVectorize, type Vectorize } from './vectors/vectorize.ts'

/** A shard with its bindings. */
export interface EdgeShard {
  shard: Shard
  sql: Sql
  vectorize: Vectorize
}

/** What one question sees. */
export interface EdgeView {
  store: ArticleStore
  vectors: Pick<VectorSearch, 'query' | 'size'>
  /** It searches the shards of the zones that a question names, else all. */
  retriever: Retriever
  /** The shards that did not answer so far. */
  missing(): string[]
}

/** The shards together. */
export interface EdgeShards {
  viewOf(): Promise<EdgeView>
  /** Mends what a vector index has lost. */
  sweep: Sweep
}

export interface EdgeShardsOptions {
  table: ShardTable
  dimensions: number
  embedder: Embedder
  language: TermCounts
  /** Whether database and index belong together and to this program. Throws `AppError`. */
  check(store: ArticleStore, shard: EdgeShard): Promise<void>
  onMissing?(name: string, error: unknown): void
  /** For one call of a shard, in ms. */
  timeoutMs?: number
  now?: () => number
}

/** A shard that is slower than this is left out of an answer: the others would wait for it. */
const TIMEOUT = 3000
/** How long what is counted over a whole database is taken as it was: counting reads each row. In ms. */
const COUNTED = 60_000
/** What stays wrong until somebody does something, so that no answer is to be given without it. */
const LASTING = new Set(['index_model', 'index_version', 'misconfigured'])

/** Open the shards, the default first. Throws `AppError` (503) when one does not fit, or the default does not answer. */
export async function openEdgeShards(
  shards: readonly EdgeShard[],
  options: EdgeShardsOptions,
): Promise<EdgeShards> {
  const { table, dimensions, embedder, language, check, onMissing } = options
  const { timeoutMs = TIMEOUT, now = () => Date.now() } = options
  const parts = shards.map((shard, number) => {
    const bare = createSqlStore(shard.sql, { dimensions })
    const vectors = openVectorize(shard.vectorize, { dimensions })
    const debts = createVectorDebts(shard.sql)
    const store = withVectors(shards.length === 1 ? bare : counting(bare, now), vectors, debts)
    const sweep = createSweep({ store: bare, debts, vectors })
    return { number, name: shard.shard.name, shard, bare, store, vectors, sweep }
  })
  const sweep = createPartedSweep(parts.map((part) => part.sweep))
  await check(parts[0]!.bare, shards[0]!)
  const unchecked = new Set(parts.slice(1))
  const absent = async (): Promise<Map<string, unknown>> => {
    const failed = new Map<string, unknown>()
    await Promise.all(
      [...unchecked].map(async (part) => {
        try {
          await check(part.bare, part.shard)
          unchecked.delete(part)
        } catch (error) {
          if (error instanceof AppError && LASTING.has(error.code)) throw error
          failed.set(part.name, error)
        }
      }),
    )
    return failed
  }
  await absent()

  if (parts.length === 1) {
    const [{ store, vectors }] = parts as [(typeof parts)[0]]
    const retriever = createRetriever({ store, vectors, embedder, language })
    const view: EdgeView = { store, vectors, retriever, missing: () => [] }
    return { viewOf: async () => view, sweep }
  }
  const viewOf = async (): Promise<EdgeView> => {
    const attendance = createAttendance({
      timeoutMs,
      absent: await absent(),
      ...(onMissing && { onMissing }),
    })
    const over = (among: number[] | null): Pick<EdgeView, 'store' | 'vectors'> => ({
      store: createPartedStore(parts, { table, attendance, among }),
      vectors: createPartedVectors(
        parts.filter(({ number }) => among === null || among.includes(number)),
        attendance,
      ),
    })
    const whole = over(null)
    return {
      ...whole,
      retriever: {
        retrieve: (question, filters, limit) => {
          // How rare words are is then told by these shards alone: asking the others would cost as much as searching them.
          const among = alone(table.shardsFor(filters)) ?? table.shardsNamed(question.plain)
          const { store, vectors } = among === null ? whole : over(among)
          return createRetriever({ store, vectors, embedder, language }).retrieve(question, filters, limit)
        },
      },
      missing: attendance.missing,
    }
  }
  return { viewOf, sweep }
}

/** What each shard says of itself: how many articles, or why it does not answer. */
export async function shardsTold(view: EdgeView): Promise<string> {
  const { articles } = await view.store.stats()
  // Counts are remembered; this asks every shard now.
  await Promise.all([view.store.list({}, 1, 0), view.vectors.size()])
  const missing = view.missing()
  return missing.length === 0 ? `${articles} articles` : `degraded: no answer from ${missing.join(', ')}`
}

// --- Internal helpers ---

const alone = (numbers: number[]): number[] | null => (numbers.length === 1 ? numbers : null)

function counting(store: PartStore, now: () => number): PartStore {
  return {
    ...store,
    stats: remembered(() => store.stats(), now),
    facet: keyed((field) => store.facet(field), now),
  }
}

function remembered<T>(work: () => Promise<T>, now: () => number): () => Promise<T> {
  // The value and not its promise: what one request waits for, another must not.
  let kept: { value: T; until: number } | null = null
  return async () => {
    if (kept === null || kept.until <= now()) kept = { value: await work(), until: now() + COUNTED }
    return kept.value
  }
}

function keyed<K, T>(work: (key: K) => Promise<T>, now: () => number): (key: K) => Promise<T> {
  const kept = new Map<K, () => Promise<T>>()
  return (key) => {
    const one = kept.get(key) ?? remembered(() => work(key), now)
    kept.set(key, one)
    return one()
  }
}

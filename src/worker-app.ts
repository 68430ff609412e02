// The application of a Worker, put together from its bindings: the same HTTP face over the adapters of Cloudflare.
import { openWorkersAssets, type WorkersAssets } from './assets/workers-assets.ts'
import { readConfig } from './config.ts'
import { AppError, IndexError, messageOf } from './errors.ts'
import { createApp } from './http/app.ts'
import { cloudflareAddress } from './http/client.ts'
import type { AppDeps, LogLevel } from './http/deps.ts'
import { createKeys } from './keys/keys.ts'
import { createKeyStore } from './keys/sql-keys.ts'
import { originAllowed } from './origin.ts'
import { openServiceAccess } from './service-access.ts'
import { openD1, type D1 } from './store/d1.ts'
import type { Shard } from './shards.ts'
import { SCHEMA_VERSIONS } from './store/schema-version.ts'
import type { Sql } from './store/sql.ts'
import { createStoredConversations } from './store/sql-conversations.ts'
import type { TermCounts } from './terms.ts'
import type { Vectorize } from './vectors/vectorize.ts'
import { openEdgeAnswers } from './worker-answers.ts'
import { openEdgeEngine } from './worker-engine.ts'
import { limited, type RateLimiters } from './worker-limits.ts'
import { MOST_UPLOAD, openEdgeJobs, type MessageBatch, type QueueBinding } from './worker-queue.ts'
import type { EdgeShard } from './worker-shards.ts'
import { openEdgeSources } from './worker-sources.ts'
import type { WorkersAi } from './workers-ai.ts'

/** The bindings of wrangler.toml, and the settings beside them. */
export interface Bindings extends RateLimiters {
  DB: D1
  RECORDS: D1
  AI: WorkersAi
  VECTORIZE: Vectorize
  /** Scripts and style sheets of the pages. */
  ASSETS: WorkersAssets
  /** Loads of many articles wait in it; absent: they are refused. */
  INGEST?: QueueBinding
  [setting: string]: unknown
}

export interface Platform {
  /** Keeps the request in hand going until a promise is settled, also when its client has gone. */
  waitUntil(promise: Promise<unknown>): void
  language(): TermCounts
}

export interface EdgeApp {
  fetch(request: Request): Promise<Response>
  /** What is to be done every few minutes; `cron`: by which of its schedules it is called. */
  tend(cron: string): Promise<void>
  /** Messages of the queue. */
  deliver(batch: MessageBatch): Promise<void>
}

const RANK: Readonly<Record<LogLevel | 'silent', number>> = { info: 0, warn: 1, error: 2, silent: 3 }
/** The schedule by which sources are fetched; by any other the rest is looked after. As wrangler.toml has it. */
const EACH_MINUTE = '* * * * *'
/** Passages that are compared with the vector index each time: 100 look-ups. */
const SWEPT_AT_ONCE = 2000
const REQUIRED = ['DB', 'RECORDS', 'AI', 'VECTORIZE', 'ASSETS'] as const

/** Open the application. Throws `AppError` with the remedy. */
export async function openEdgeApp(env: Bindings, { waitUntil, language }: Platform): Promise<EdgeApp> {
  mustHaveBindings(env)
  const config = readConfig(settingsOf(env))
  if (config.llm !== null) {
    throw new AppError(
      'misconfigured',
      503,
      'TOUWEN_LLM is for a machine of your own; unset it, and name a chat model of Workers AI in TOUWEN_EDGE_LLM',
    )
  }
  const [index, records] = [openD1(env.DB, 'DB'), openD1(env.RECORDS, 'RECORDS')]
  const [assets] = await Promise.all([
    openWorkersAssets(env.ASSETS),
    mustHaveSchema(index, 'DB', SCHEMA_VERSIONS.migrations),
    mustHaveSchema(records, 'RECORDS', SCHEMA_VERSIONS.records),
  ])
  const least = RANK[config.operations.log]
  const log = (record: { level: LogLevel }): void => {
    if (RANK[record.level] >= least) console.log(JSON.stringify(record))
  }
  const onFailure = (event: string, error: unknown): void =>
    log({ time: new Date().toISOString(), level: 'error', event, error: messageOf(error) } as {
      level: LogLevel
    })

  const conversations = createStoredConversations(records)
  const engine = await openEdgeEngine({
    sql: index,
    vectorize: env.VECTORIZE,
    ai: env.AI,
    config: config.edge,
    language: language(),
    conversations,
    shards: shardsOf(env, config.edge.shards),
    onMissing: (name, error) => onFailure(`shard_missing: ${name}`, error),
    mustHaveTables: ({ shard, sql }) => mustHaveSchema(sql, shard.db, SCHEMA_VERSIONS.migrations),
  })
  const { sweep } = engine.parts
  const loads = openEdgeJobs({
    ...engine.parts,
    sql: records,
    binding: env.INGEST,
    ...config.jobs,
    onFailure,
  })
  const sources = openEdgeSources({
    ...engine.parts,
    config,
    sql: records,
    articles: engine.articles,
    onFailure,
  })
  const own = openEdgeAnswers({ sql: records, engine, days: config.answersDays, waitUntil, onFailure })
  const keys = createKeys({ store: createKeyStore(records) })
  const access = await openServiceAccess(config.access, records, { keys, addressOf: cloudflareAddress })
  const pages = config.access.origins.filter((one) => one !== '*')
  const deps: AppDeps = {
    ...engine,
    ask: finishing(own.ask, waitUntil),
    stream: finishingAll(own.stream, waitUntil),
    search: finishing(engine.search, waitUntil),
    articles: { ...engine.articles, put: finishing(engine.articles.put, waitUntil) },
    answers: own.answers,
    pins: own.pins,
    jobs: loads.jobs,
    sources: sources.service,
    assets,
    ...access.deps,
    authenticate: limited(access.deps.authenticate, env),
    maxUpload: Math.min(config.maxUpload, MOST_UPLOAD),
    log,
    logQuestions: config.operations.logQuestions,
    mcpPages: (origin) => originAllowed(pages, origin),
  }
  const app = createApp(deps)
  return {
    fetch: async (request) => {
      const response = await app.fetch(request, {})
      waitUntil(access.budgets.flush())
      return response
    },
    tend: async (cron) => {
      if (cron === EACH_MINUTE) return sources.take().catch((error: unknown) => onFailure('sources', error))
      const swept = env.INGEST === undefined ? [] : [loads.jobs.tend]
      // Each for itself: what fails is told, and tried again the next time.
      for (const work of [own.tend, conversations.tend, ...swept, () => sweep.run(SWEPT_AT_ONCE)]) {
        await work().catch((error: unknown) => onFailure('schedule', error))
      }
    },
    deliver: loads.deliver,
  }
}

// --- Internal helpers ---

function mustHaveBindings(env: Bindings): void {
  const missing = REQUIRED.filter((name) => env[name] === undefined)
  if (missing.length === 0) return
  throw new AppError(
    'misconfigured',
    503,
    `the Worker has no binding ${missing.join(', ')}; add it to wrangler.toml and deploy again`,
  )
}

function shardsOf(env: Bindings, shards: readonly Shard[]): EdgeShard[] {
  return shards.map((shard) => {
    const [db, vectorize] = [env[shard.db] as D1 | undefined, env[shard.vectorize] as Vectorize | undefined]
    if (db !== undefined && vectorize !== undefined) return { shard, sql: openD1(db, shard.db), vectorize }
    throw new AppError(
      'misconfigured',
      503,
      `the shard ${shard.name} has no binding ${db === undefined ? shard.db : shard.vectorize}; add it to wrangler.toml and deploy again`,
    )
  })
}

// Bindings stand in the same record; settings are texts.
function settingsOf(env: Bindings): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

async function mustHaveSchema(sql: Sql, binding: string, version: number): Promise<void> {
  const remedy = `run “npx wrangler d1 migrations apply ${binding} --remote”`
  const rows = await sql.all('SELECT name FROM d1_migrations').catch((error: unknown) => {
    throw error instanceof IndexError
      ? new AppError('index_version', 503, `the database ${binding} has no tables; ${remedy}`, {
          cause: error,
        })
      : error
  })
  const applied = Math.max(0, ...rows.map(({ name }) => Number.parseInt(String(name), 10) || 0))
  if (applied === version) return
  throw new AppError(
    'index_version',
    503,
    `the database ${binding} has schema version ${applied}, this program needs ${version}; ${applied < version ? remedy : 'deploy the newer program'}`,
  )
}

// Work goes on to its end when its client has gone: else the places it takes in the counts of this Worker stay taken.
function finishing<Given extends unknown[], T>(
  work: (...given: Given) => Promise<T>,
  waitUntil: Platform['waitUntil'],
): (...given: Given) => Promise<T> {
  return (...given) => {
    const done = work(...given)
    waitUntil(done.catch(() => undefined))
    return done
  }
}

function finishingAll<Given extends unknown[], T>(
  work: (...given: Given) => AsyncIterable<T>,
  waitUntil: Platform['waitUntil'],
): (...given: Given) => AsyncIterable<T> {
  return async function* finishing(...given) {
    const ended = new AbortController()
    waitUntil(new Promise((resolve) => ended.signal.addEventListener('abort', resolve, { once: true })))
    try {
      yield* work(...given)
    } finally {
      ended.abort()
    }
  }
}

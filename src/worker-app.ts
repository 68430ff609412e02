// The application of a Worker, put together from its bindings: the same HTTP face over the adapters of Cloudflare.
import { readConfig } from './config.ts'
import { AppError, IndexError, LimitError, messageOf, UnauthorizedError } from './errors.ts'
import { byKey } from './http/access.ts'
import { createApp } from './http/app.ts'
import { cloudflareAddress, createClients } from './http/client.ts'
import type { AppDeps, LogLevel } from './http/deps.ts'
import { openBudgets } from './keys/budgets.ts'
import { createKeys } from './keys/keys.ts'
import { createLimits } from './keys/limits.ts'
import type { Principal } from './keys/principal.ts'
import { createKeyStore, createUsageStore } from './keys/sql-keys.ts'
import { originAllowed } from './origin.ts'
import { openD1, type D1 } from './store/d1.ts'
import type { Shard } from './shards.ts'
import { SCHEMA_VERSIONS } from './store/schema-version.ts'
import type { Sql } from './store/sql.ts'
import type { TermCounts } from './terms.ts'
import type { Vectorize } from './vectors/vectorize.ts'
import { openEdgeAnswers } from './worker-answers.ts'
import { openEdgeEngine } from './worker-engine.ts'
import { noChannels, noSources, noJobs } from './worker-later.ts'
import type { EdgeShard } from './worker-shards.ts'
import type { WorkersAi } from './workers-ai.ts'

/** https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/ */
export interface RateLimiter {
  limit(of: { key: string }): Promise<{ success: boolean }>
}

/** The bindings of wrangler.toml, and the settings beside them. */
export interface Bindings {
  DB: D1
  RECORDS: D1
  AI: WorkersAi
  VECTORIZE: Vectorize
  /** Requests a minute without a key, and with one; absent: counted in each Worker's memory only. */
  LIMIT_OPEN?: RateLimiter
  LIMIT_KEYS?: RateLimiter
  [setting: string]: unknown
}

export interface Platform {
  /** Keeps the request in hand going until a promise is settled, also when its client has gone. */
  waitUntil(promise: Promise<unknown>): void
  language(): TermCounts
}

export interface EdgeApp {
  fetch(request: Request): Promise<Response>
  /** What is to be done every few minutes. */
  tend(): Promise<void>
}

const RANK: Readonly<Record<LogLevel | 'silent', number>> = { info: 0, warn: 1, error: 2, silent: 3 }
const REQUIRED = ['DB', 'RECORDS', 'AI', 'VECTORIZE'] as const

/** Open the application. Throws `AppError` with the remedy. */
export async function openEdgeApp(env: Bindings, { waitUntil, language }: Platform): Promise<EdgeApp> {
  mustHaveBindings(env)
  const config = readConfig(settingsOf(env))
  if (config.llm !== null) {
    throw new AppError(
      'misconfigured',
      503,
      'a language model cannot be used on Cloudflare yet; unset TOUWEN_LLM',
    )
  }
  const [index, records] = [openD1(env.DB, 'DB'), openD1(env.RECORDS, 'RECORDS')]
  await Promise.all([
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

  const engine = await openEdgeEngine({
    sql: index,
    vectorize: env.VECTORIZE,
    ai: env.AI,
    config: config.edge,
    language: language(),
    shards: shardsOf(env, config.edge.shards),
    onMissing: (name, error) => onFailure(`shard_missing: ${name}`, error),
    mustHaveTables: ({ shard, sql }) => mustHaveSchema(sql, shard.db, SCHEMA_VERSIONS.migrations),
  })
  const own = openEdgeAnswers({ sql: records, engine, days: config.answersDays, waitUntil, onFailure })
  const keys = createKeys({ store: createKeyStore(records) })
  const today = new Date().toISOString().slice(0, 10)
  const budgets = await openBudgets({ store: createUsageStore(records), today })
  const pages = config.access.origins.filter((one) => one !== '*')
  const deps: AppDeps = {
    ...engine,
    ask: finishing(own.ask, waitUntil),
    stream: finishingAll(own.stream, waitUntil),
    search: finishing(engine.search, waitUntil),
    articles: { ...engine.articles, put: finishing(engine.articles.put, waitUntil) },
    answers: own.answers,
    pins: own.pins,
    keys,
    jobs: noJobs(),
    sources: noSources(),
    ...noChannels(),
    authenticate: limited(byKey(keys, config.access.open), env),
    cors: { origins: config.access.origins, allowsOrigin: keys.allowsOrigin },
    limits: {
      ...createLimits({ ...config.access, budgets }),
      client: createClients(config.access),
      addressOf: cloudflareAddress,
    },
    maxUpload: config.maxUpload,
    log,
    logQuestions: config.operations.logQuestions,
    mcpPages: (origin) => originAllowed(pages, origin),
  }
  const app = createApp(deps)
  return {
    fetch: async (request) => {
      const response = await app.fetch(request, {})
      waitUntil(budgets.flush())
      return response
    },
    tend: own.tend,
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

type Authenticate = NonNullable<AppDeps['authenticate']>

// The binding counts for a whole location, where each Worker's memory would count for itself.
function limited(authenticate: Authenticate, { LIMIT_OPEN, LIMIT_KEYS }: Bindings): Authenticate {
  if (LIMIT_OPEN === undefined && LIMIT_KEYS === undefined) return authenticate
  return async (request, c) => {
    const address = cloudflareAddress(request) ?? 'unknown'
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/v1/') && !pathname.startsWith('/mcp')) return authenticate(request, c)
    let principal: Principal
    try {
      principal = await authenticate(request, c)
    } catch (error) {
      if (error instanceof UnauthorizedError) await count(LIMIT_OPEN, address)
      throw error
    }
    await (principal.id === null ? count(LIMIT_OPEN, address) : count(LIMIT_KEYS, principal.id))
    return principal
  }
}

async function count(limiter: RateLimiter | undefined, key: string): Promise<void> {
  if (limiter === undefined || (await limiter.limit({ key })).success) return
  throw new LimitError('too many requests in this minute; come again in a minute', 60)
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

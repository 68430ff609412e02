// Composition of the service on Node: what surrounds the engine when it is served. With `node.ts` and `worker.ts` the only
// places that name adapters.
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { openAnswers } from './answers/open.ts'
import type { AccessConfig, Config } from './config.ts'
import type { Engine } from './engine.ts'
import { AppError, messageOf } from './errors.ts'
import { byKey } from './http/access.ts'
import { createClients } from './http/client.ts'
import type { AppDeps } from './http/deps.ts'
import { socketAddress } from './http/serve.ts'
import { openBudgets } from './keys/budgets.ts'
import type { KeyRing, KeyService } from './keys/key.ts'
import { createKeys } from './keys/keys.ts'
import { createLimits } from './keys/limits.ts'
import { createKeyStore, createUsageStore } from './keys/sql-keys.ts'
import type { Sql } from './store/sql.ts'
import { originAllowed } from './origin.ts'
import { openSources } from './node-sources.ts'
import { createJobs } from './jobs/jobs.ts'
import { createJobRecords } from './jobs/sql-jobs.ts'
import { openSqlite } from './store/sqlite.ts'

export interface Service {
  /** All that the HTTP face needs. */
  deps: AppDeps
  /** Ends its work and releases its files; the engine stays open. */
  close(): Promise<void>
}

/** Open what the service records beside the index (`records.sqlite`), and put it around the engine. */
export async function openService(config: Config, engine: Engine): Promise<Service> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    const records = await openRecords(config)
    closers.push(() => records.close())
    const access = await openAccess(config.access, records)
    closers.push(access.close)
    const { ask, stream, answers, pins, ...recorder } = openAnswers({
      sql: records,
      engine,
      days: config.answersDays,
      onFailure: logFailure,
    })
    closers.push(recorder.close)
    const jobs = createJobs({
      records: createJobRecords(records),
      articles: engine.articles,
      ...config.jobs,
      onError: (job, error) => logFailure('job', error, { job: job ?? '' }),
    })
    closers.push(() => jobs.close())
    await jobs.start()
    const sources = await openSources(config, engine, records, { writable: engine.articles.writable })
    closers.push(sources.close)
    const served: Engine = { ...engine, ask, stream }
    // `*` would open it to every page that resolves to this machine.
    const pages = config.access.origins.filter((one) => one !== '*')
    const mcpPages = (origin: string): boolean => originAllowed(pages, origin)
    const own = { answers, pins, jobs, sources: sources.service, maxUpload: config.maxUpload }
    return { deps: { ...served, ...own, ...access.deps, mcpPages }, close }
  } catch (error) {
    await close()
    throw error
  }
}

// As the log of requests: one JSON line on stderr, without the text of a question.
function logFailure(event: string, error: unknown, more: Record<string, string> = {}): void {
  const told = error instanceof AppError || !(error instanceof Error) ? messageOf(error) : error.stack
  const record = { time: new Date().toISOString(), level: 'error', event, ...more, error: told }
  process.stderr.write(`${JSON.stringify(record)}\n`)
}

/** The keys alone, for the command line; a server may run beside it. */
export async function openKeys(
  config: Config,
): Promise<KeyService & { path: string; close(): Promise<void> }> {
  const records = await openRecords(config)
  return { ...keysOf(records), path: recordsPath(config), close: () => records.close() }
}

function recordsPath({ index }: Config): string {
  return join(resolve(index), 'records.sqlite')
}

function openRecords(config: Config): Promise<Sql> {
  return openSqlite(recordsPath(config), { schema: 'records' })
}

function keysOf(records: Sql): KeyService & KeyRing {
  return createKeys({ store: createKeyStore(records), digest: sha256 })
}

// WebCrypto would go through its own threads for the few bytes of a key, at every request.
function sha256(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(text).digest())
}

interface Access {
  deps: Required<Pick<AppDeps, 'keys' | 'authenticate' | 'cors' | 'limits'>>
  close(): Promise<void>
}

async function openAccess(config: AccessConfig, records: Sql): Promise<Access> {
  const keys = keysOf(records)
  const today = new Date().toISOString().slice(0, 10)
  const budgets = await openBudgets({ store: createUsageStore(records), today })
  return {
    deps: {
      keys,
      authenticate: byKey(keys, config.open),
      cors: { origins: config.origins, allowsOrigin: keys.allowsOrigin },
      limits: {
        ...createLimits({ ...config, budgets }),
        client: createClients(config),
        addressOf: socketAddress,
      },
    },
    close: () => budgets.close(),
  }
}

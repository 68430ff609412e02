// Composition of sources on Node: fetcher, reading, index, records and runner, put together.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Draft } from './article.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import { parseAllowance } from './fetch/addresses.ts'
import { createGet, systemResolve } from './fetch/get.ts'
import { createGuard, type Resolve } from './fetch/guard.ts'
import { idOf } from './ingest/article.ts'
import { documentReader, newId, politeGet, userAgent } from './service-sources.ts'
import type { Indexed, Intake } from './sources/reader.ts'
import { createRunner, type Timers } from './sources/runner.ts'
import { createSourceService } from './sources/service.ts'
import type { SourceService } from './sources/source.ts'
import { createSourceRecords } from './sources/sql-sources.ts'
import type { Sql } from './store/sql.ts'

export interface OpenSources {
  service: SourceService
  /** Ends the runs in work; nothing is begun any more. */
  close(): Promise<void>
}

/** What a test holds in its hand. */
export interface SourcesOptions {
  resolve?: Resolve
  now?: () => Date
  sleep?(ms: number, signal?: AbortSignal): Promise<void>
  timers?: Timers
  /** For one request, in ms. */
  totalMs?: number
  intake?: Intake
  /** Whether this process writes to the index; if not, nothing runs. Default true. */
  writable?: boolean
  /** Told of what a run did not expect. */
  onError?: (error: unknown) => void
}

/** Open the sources of the records, and begin to run those that are due. Throws `InputError` for a bad allowlist. */
export async function openSources(
  config: Pick<Config, 'fetch'>,
  engine: Pick<Engine, 'article' | 'articles'>,
  sql: Sql,
  options: SourcesOptions = {},
): Promise<OpenSources> {
  const { now = () => new Date(), intake = indexIntake(engine), writable = true } = options
  const { allow, contact, delayMs } = config.fetch
  const guard = createGuard({ resolve: options.resolve ?? systemResolve, allow: parseAllowance(allow) })
  const records = createSourceRecords(sql)
  const fetch = politeGet({
    get: createGet({
      guard,
      userAgent: userAgent(contact),
      ...(options.totalMs === undefined ? {} : { totalMs: options.totalMs }),
    }),
    now,
    sleep: options.sleep ?? ((ms, signal) => sleep(ms, undefined, { signal, ref: false })),
    delayMs,
  })
  const runner = createRunner({
    records,
    fetch,
    reader: documentReader,
    intake,
    now,
    id: newId,
    timers: options.timers ?? nodeTimers,
    onError: options.onError ?? (() => undefined),
  })
  if (writable) await runner.start()
  return {
    service: createSourceService({
      records,
      runner,
      intake,
      checkUrl: guard.check,
      now,
      id: newId,
      writable,
    }),
    close: () => runner.close(),
  }
}

// A timer must not keep the process alive.
const nodeTimers: Timers = {
  set: (callback, ms) => setTimeout(callback, ms).unref(),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
}

/** The index as sources write to it: drafts go through the same ingest as files, as lines of JSONL. */
export function indexIntake(engine: Pick<Engine, 'article' | 'articles'>): Intake {
  return {
    async put(drafts, signal) {
      const ids = drafts.map(idOf)
      const before = await revisionsOf(engine, ids)
      const failed = await ingestLines(engine, drafts, signal)
      const after = await revisionsOf(engine, ids)
      signal?.throwIfAborted()
      return ids.map((id, i): Indexed => {
        const failure = failed.get(i + 1)
        if (failure !== undefined) return failure
        const [was, is] = [before.get(id), after.get(id)]
        if (is === undefined) return { fact: 'it was not stored', remedy: 'see the log of the server' }
        return { id, change: was === undefined ? 'added' : is === was ? 'unchanged' : 'updated' }
      })
    },
    async remove(ids, signal) {
      for (const id of ids) {
        signal?.throwIfAborted()
        await engine.articles.remove(id)
      }
    },
  }
}

async function ingestLines(
  { articles }: Pick<Engine, 'articles'>,
  drafts: readonly Draft[],
  signal: AbortSignal | undefined,
): Promise<Map<number, { fact: string; remedy: string }>> {
  const lines = drafts.map((draft) => JSON.stringify({ ...draft, warnings: undefined }))
  const file = { name: 'fetched.jsonl', bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) }
  const { failed } = await articles.load([file], signal === undefined ? {} : { signal })
  return new Map(failed.map(({ line = 0, fact, remedy }) => [line, { fact, remedy }]))
}

async function revisionsOf(
  engine: Pick<Engine, 'article'>,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const id of new Set(ids)) {
    const article = await engine.article(id)
    if (article !== null) found.set(id, article.revision)
  }
  return found
}

// Composition of the service on Node: what surrounds the engine when it is served. The `node` files and `worker.ts` are the
// only places that name adapters.
import { resolve } from 'node:path'
import { openAnswers } from './answers/open.ts'
import type { Assets } from './assets/assets.ts'
import { bundleAssets } from './assets/esbuild.ts'
import { closeAll } from './closing.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine.ts'
import { AppError, messageOf } from './errors.ts'
import type { AppDeps } from './http/deps.ts'
import { createJobs } from './jobs/jobs.ts'
import { createJobRecords } from './jobs/sql-jobs.ts'
import { openAccess, openRecords } from './node-access.ts'
import { openSources } from './node-sources.ts'
import { openWatch } from './node-watch.ts'
import { originAllowed } from './origin.ts'
export { createBackup, verifyBackup, type BackupSummary } from './store/backup.ts'
export { restoreBackup } from './store/restore.ts'

export interface Service {
  /** All that the HTTP face needs. */
  deps: AppDeps & Required<Pick<AppDeps, 'meter' | 'metrics'>>
  /** The end has begun: it is not ready any longer, and work in the background stops at the next item. */
  stop(): void
  /** Ends its work and releases its files; the engine stays open. */
  close(): Promise<void>
}

/** Hears of what happens beside requests; never of what was asked. */
type Log = (event: string, more: object, level?: 'info' | 'error') => void

/** The assets of the pages, being made. What goes wrong is told by the service that is opened with them. */
export function makeAssets(): Promise<Assets> {
  const made = bundleAssets()
  made.catch(() => undefined)
  return made
}

/** Open what the service records beside the index (`records.sqlite`), and put it around the engine. */
export async function openService(
  config: Config,
  engine: Engine,
  { log = () => undefined, assets = makeAssets() }: { log?: Log; assets?: Promise<Assets> } = {},
): Promise<Service> {
  const closers: (() => Promise<void>)[] = []
  const close = (): Promise<void> => closeAll(closers)
  const failed = (event: string, error: unknown, more = {}): void =>
    log(event, { ...more, error: told(error) }, 'error')
  try {
    const records = await openRecords(config)
    closers.push(() => records.close())
    const access = await openAccess(config.access, records)
    closers.push(access.close)
    const watch = openWatch(engine, { directory: resolve(config.index), records, log })
    const { ask, stream, answers, pins, ...recorder } = openAnswers({
      sql: records,
      engine: watch.engine,
      days: config.answersDays,
      onFailure: failed,
    })
    closers.push(recorder.close)
    const jobs = createJobs({
      records: createJobRecords(records),
      articles: watch.engine.articles,
      ...config.jobs,
      onError: (job, error) => failed('job', error, { job }),
    })
    closers.push(() => jobs.close())
    await jobs.start()
    const { writable } = engine.articles
    const onError = (error: unknown): void => failed('source_run', error)
    const sources = await openSources(config, watch.engine, records, { writable, onError })
    closers.push(sources.close)
    // `*` would open it to every page that resolves to this machine.
    const pages = config.access.origins.filter((one) => one !== '*')
    const mcpPages = (origin: string): boolean => originAllowed(pages, origin)
    const { logQuestions } = config.operations
    const own = {
      answers,
      assets: await assets,
      pins,
      jobs,
      sources: sources.service,
      maxUpload: config.maxUpload,
      logQuestions,
    }
    return {
      deps: { ...watch.engine, ask, stream, ...own, ...access.deps, ...watch.deps, mcpPages },
      stop: watch.stop,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function told(error: unknown): string {
  return error instanceof AppError || !(error instanceof Error)
    ? messageOf(error)
    : (error.stack ?? error.message)
}

// Composition of sources on a Worker: the platform's fetch, the index, the records and turns that its schedule calls for.
import type { Config } from './config.ts'
import { OverloadError } from './errors.ts'
import { parseAllowance } from './fetch/addresses.ts'
import { createGuard } from './fetch/guard.ts'
import { createWebGet } from './fetch/web-get.ts'
import { createPieces } from './ingest/pieces.ts'
import { documentReader, newId, politeGet, userAgent } from './service-sources.ts'
import type { Indexed, Intake } from './sources/reader.ts'
import { createSourceService } from './sources/service.ts'
import type { SourceService } from './sources/source.ts'
import { createSourceRecords } from './sources/sql-sources.ts'
import { createTurnRecords } from './sources/sql-turns.ts'
import { createTurns, type TurnBounds } from './sources/turns.ts'
import type { Embedder } from './embed/embedder.ts'
import type { Engine } from './engine.ts'
import type { ArticleStore } from './store/article-store.ts'
import type { Sql } from './store/sql.ts'

export interface EdgeSourcesDeps {
  config: Pick<Config, 'fetch' | 'edge'>
  /** Of the records. */
  sql: Sql
  /** The store as it is now: a shard that was down before is asked again. */
  store(): Promise<ArticleStore>
  embedder: Embedder
  articles: Pick<Engine['articles'], 'remove'>
  onFailure(event: string, error: unknown): void
  /** Given by tests. */
  now?: () => Date
  sleep?(ms: number): Promise<void>
  totalMs?: number
}

export interface EdgeSources {
  service: SourceService
  /** A turn to fetch, if there is anything to be done and nobody else has it. */
  take(): Promise<void>
}

/** An article that is new takes some 25 statements in a database, of which an index that is divided has several. */
const MOST_ITEMS = 25
/**
 * A turn begins within a minute and may take as long as the platform lets a schedule run, 15 minutes; what counts is 30 s of
 * processor time, 1,000 queries of D1 and 128 MB (https://developers.cloudflare.com/workers/platform/limits/).
 */
const BOUNDS: TurnBounds = {
  forMs: 4 * 60_000,
  items: MOST_ITEMS,
  fewest: 5,
  bytes: 8 * 1024 * 1024,
  body: 4 * 1024 * 1024,
  batch: 10,
  batchBytes: 4 * 1024 * 1024,
  removals: 20,
}

/** Open the sources. Throws `InputError` for a bad allowlist. */
export function openEdgeSources(deps: EdgeSourcesDeps): EdgeSources {
  const { config, sql, now = () => new Date(), sleep = pause, onFailure } = deps
  const { allow, contact, delayMs } = config.fetch
  // Names are the platform's to resolve.
  const guard = createGuard({ resolve: async () => [], allow: parseAllowance(allow) })
  const records = createSourceRecords(sql)
  const { runs, intake, take } = createTurns({
    records,
    turns: createTurnRecords(sql),
    fetch: politeGet({
      get: createWebGet({
        check: guard.check,
        userAgent: userAgent(contact),
        ...(deps.totalMs !== undefined && { totalMs: deps.totalMs }),
      }),
      now,
      sleep,
      delayMs,
    }),
    reader: documentReader,
    intake: edgeIntake(deps),
    now,
    sleep,
    id: newId,
    onError: (error) => onFailure('source', error),
    bounds: { ...BOUNDS, items: Math.ceil(MOST_ITEMS / (1 + config.edge.shards.length)) },
  })
  return {
    service: createSourceService({
      records,
      runner: runs,
      intake,
      checkUrl: guard.check,
      now,
      id: newId,
      writable: true,
    }),
    take,
  }
}

// --- Internal helpers ---

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The index as sources write to it: drafts go the way of articles that came through the queue. */
function edgeIntake({
  store,
  embedder,
  articles,
}: Pick<EdgeSourcesDeps, 'store' | 'embedder' | 'articles'>): Intake {
  return {
    async put(drafts, signal) {
      const pieces = createPieces({ store: await store(), embedder })
      const ready = await pieces.ready(drafts.map((draft) => ({ draft, within: null })))
      const indexed: Indexed[] = []
      for (const storing of ready) {
        signal?.throwIfAborted()
        indexed.push(await indexedBy(storing))
      }
      return indexed
    },
    async remove(ids) {
      for (const id of ids) await articles.remove(id)
    },
  }
}

async function indexedBy(
  storing: Awaited<ReturnType<ReturnType<typeof createPieces>['ready']>>[number],
): Promise<Indexed> {
  try {
    const settled = await storing()
    if (settled.outcome === 'failed') return { fact: settled.fact, remedy: settled.remedy }
    return { id: settled.id, change: settled.outcome }
  } catch (error) {
    // Another write of the same article came between; the others are stored none the less.
    if (!(error instanceof OverloadError)) throw error
    return { fact: error.message, remedy: 'it is tried again later' }
  }
}

// The articles of an index as they are kept while it is served: read, put, removed and loaded through one writer. It
// knows revisions and what may be written; HTTP it does not know.
import type { Articles } from '../article-contract.ts'
import type { IngestOptions, IngestReport } from '../engine.ts'
import { createApart } from './apart.ts'
import { ingestFrom, type IngestDeps } from './ingest.ts'
import { createKept, mustBeWritable } from './kept.ts'
import { fromPaths } from './read.ts'
import { fromFiles, type Source } from './sent-files.ts'
import type { Alone } from './storing.ts'

export interface ArticlesDeps extends Omit<IngestDeps, 'alone' | 'apart'> {
  /** Whether this process may write to the index. */
  writable: boolean
  /** Brings the vector index to what the store holds. */
  sync(): Promise<void>
  /** Writes the vector index to disk. */
  save(): Promise<void>
}

/** How long a load goes on before searches by meaning find its first articles, in ms. */
const SYNC_EVERY = 5000

/** The articles, with the ingest of paths that uses the same writer. */
export function createArticles(
  deps: ArticlesDeps,
): Articles & { ingest(paths: string[], options?: IngestOptions): Promise<IngestReport> } {
  const { store, embedder, writable, sync, save, now = () => performance.now() } = deps
  const alone = oneAtATime()
  const own: IngestDeps = { ...deps, alone }

  const load = async (source: Source, options: IngestOptions = {}): Promise<IngestReport> => {
    mustBeWritable(writable)
    let syncedAt = now()
    const onEvent: IngestOptions['onEvent'] = (event) => {
      options.onEvent?.(event)
      if (event.kind !== 'progress' || now() - syncedAt < SYNC_EVERY) return
      syncedAt = now()
      // What goes wrong here goes wrong again at the end, where it is told.
      sync().catch(() => undefined)
    }
    const apart = createApart()
    const loading = ingestFrom({ ...own, apart }, source, { ...options, onEvent })
    const report = await loading.finally(apart.close)
    await sync()
    await save()
    return report
  }

  return {
    ...createKept({ store, embedder, alone, writable, sync }),
    load: (files, options) => load(fromFiles(files), options),
    ingest: (paths, options) => load(fromPaths(paths), options),
  }
}

function oneAtATime(): Alone {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
}

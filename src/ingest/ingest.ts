// Ingest: read → parse → prepare → embed → store, article by article. Every article is one transaction, so an
// interrupted run loses nothing that was stored, and the next run skips what is done.
import type { IngestOptions, IngestReport } from '../engine.ts'
import type { NewPassage } from '../store/article-store.ts'
import type { Apart } from './apart.ts'
import { contentHash, idOf, preparing, type Prepared } from './article.ts'
import { createBreathe, inTurns, type Breathe } from './breathe.ts'
import { chunk } from './chunk.ts'
import { collect } from './collect-paths.ts'
import { collectFrom, type Collected } from './collect.ts'
import { fromPaths } from './read.ts'
import type { Source } from './sent-files.ts'
import { knownSite, rememberSites } from './sites.ts'
import {
  embedPassages,
  faultOf,
  remake,
  removeArticle,
  storeArticle,
  unhindered,
  type StoringDeps,
} from './storing.ts'

/** Articles embedded ahead of the one being written, so that the model thread never waits for the disk. */
const AHEAD = 4

export interface IngestDeps extends StoringDeps {
  now?: () => number
  /** Reads heavy files in another thread. Default: all are read in this one. */
  apart?: Apart
}

/** Ingest files and directories (“-”: JSONL on standard input). Bad items are reported and the rest is kept. */
export function ingest(
  deps: IngestDeps,
  paths: string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  return ingestFrom(deps, fromPaths(paths), options)
}

/** Ingest all that a source holds. It gives way to other work of its thread every few milliseconds. */
export async function ingestFrom(
  deps: IngestDeps,
  source: Source,
  options: IngestOptions = {},
): Promise<IngestReport> {
  const { store, now = () => performance.now(), alone = unhindered } = deps
  const { onEvent, signal } = options
  const began = now()
  const breathe = createBreathe()
  const report: IngestReport = {
    added: 0, updated: 0, unchanged: 0, removed: 0, passages: 0, failed: [], skipped: 0, seconds: 0, interrupted: false,
  } // prettier-ignore
  const {
    articles: work,
    failed,
    skipped,
    learned,
  } = await collectFrom(source, {
    ...(onEvent === undefined ? {} : { onEvent }),
    knownSite: (site) => knownSite(store, site),
    apart: deps.apart,
  })
  report.failed = [...failed]
  report.skipped = skipped.length
  report.interrupted = !(await remake(deps, signal))
  const { known, todo, total } = await sorted(deps, work, options, report, breathe)
  const items = todo.reduce((sum, { same }) => sum + 1 + same.length, 0)
  onEvent?.({ kind: 'planned', items, passages: total })
  const ahead: Promise<Made>[] = []
  const make = async ({ draft }: Collected): Promise<Made> => {
    const prepared = await inTurns(preparing(draft, deps.embedder.id), breathe)
    return { prepared, passages: await embedPassages(deps, prepared) }
  }
  for (const [i, one] of todo.entries()) {
    if (signal?.aborted) {
      report.interrupted = true
      break
    }
    for (let next = i + ahead.length; next < Math.min(i + AHEAD, todo.length); next += 1) {
      const made = make(todo[next]!)
      // Awaited in its turn; until then a failure must not count as unhandled.
      made.catch(() => undefined)
      ahead.push(made)
    }
    const { prepared, passages } = await ahead.shift()!
    await alone(() => storeArticle(store, prepared, passages, breathe))
    // Not by the revision: an article that comes back after its removal counts on from it.
    const outcome = known.has(prepared.article.id) ? 'updated' : 'added'
    report[outcome] += 1
    report.passages += passages.length
    settle(one, outcome, onEvent)
    onEvent?.({
      kind: 'progress',
      done: i + 1,
      total: todo.length,
      passages: total,
      passages_done: report.passages,
      path: one.paths[0] ?? '',
    })
    await breathe()
  }
  await rememberSites(store, learned)
  // A file that could not be read may hold an indexed article: then nothing is taken for gone.
  if (options.prune === true && !report.interrupted && report.failed.length === 0) {
    report.removed = await prune(deps, new Set(work.map(({ draft }) => idOf(draft))))
  }
  report.seconds = (now() - began) / 1000
  return report
}

interface Made {
  prepared: Prepared
  passages: NewPassage[]
}

interface Sorted {
  /** The articles that are stored in some revision. */
  known: ReadonlyMap<string, string>
  /** What is new or changed, and how many passages that makes. */
  todo: Collected[]
  total: number
}

// Only hashes and counts here: thousands of articles are prepared one after the other, when their turn has come.
async function sorted(
  { store, embedder }: IngestDeps,
  work: readonly Collected[],
  { onEvent, within }: IngestOptions,
  report: IngestReport,
  breathe: Breathe,
): Promise<Sorted> {
  const known = await store.hashes(work.map(({ draft }) => idOf(draft)))
  const todo: Collected[] = []
  let total = 0
  for (const one of work) {
    const id = idOf(one.draft)
    const fault = await faultOf(store, one.draft, within)
    if (fault !== null) {
      const path = one.paths[0]!
      const failure = { path, ...(one.line === null ? {} : { line: one.line }), ...fault }
      report.failed.push(failure)
      onEvent?.({ kind: 'failed', ...failure })
    } else if (known.get(id) === contentHash(one.draft, embedder.id)) {
      report.unchanged += 1
      settle(one, 'unchanged', onEvent)
    } else {
      total += chunk(one.draft.text).length
      todo.push(one)
    }
    await breathe()
  }
  return { known, todo, total }
}

function settle(
  { paths: [path = ''], line, draft, same }: Collected,
  outcome: 'added' | 'updated' | 'unchanged',
  onEvent: IngestOptions['onEvent'],
): void {
  const id = idOf(draft)
  onEvent?.({ kind: 'settled', path, ...(line === null ? {} : { line }), id, outcome })
  for (const other of same) onEvent?.({ kind: 'settled', path: other, id, outcome: 'unchanged' })
}

/** Whether the paths hold anything that is not indexed as it is, or the index anything the paths do not hold. */
export async function isStale({ store, embedder }: IngestDeps, paths: string[]): Promise<boolean> {
  const { articles: work } = await collect(paths, { knownSite: (site) => knownSite(store, site) })
  const hashes = new Map(work.map(({ draft }) => [idOf(draft), contentHash(draft, embedder.id)]))
  const known = await store.hashes([...hashes.keys()])
  const { articles } = await store.stats()
  return articles !== hashes.size || [...hashes].some(([id, hash]) => known.get(id) !== hash)
}

async function prune({ store, alone = unhindered }: IngestDeps, keep: ReadonlySet<string>): Promise<number> {
  const breathe = createBreathe()
  const page = 1000
  const gone: string[] = []
  for (let offset = 0; ; offset += page) {
    const some = await store.list({}, page, offset)
    for (const { id } of some) if (!keep.has(id)) gone.push(id)
    if (some.length < page) break
  }
  for (const id of gone) await alone(() => removeArticle(store, id, breathe))
  return gone.length
}

// Ingest: read → parse → prepare → embed → store, article by article. Every article is one transaction, so an
// interrupted run loses nothing that was stored, and the next run skips what is done.
import type { Embedder } from '../embed/embedder.ts'
import type { IngestOptions, IngestReport } from '../engine.ts'
import type { SiteChrome } from '../reading.ts'
import type { ArticleStore, NewPassage } from '../store/article-store.ts'
import { idOf, madeWith, prepare, type Prepared } from './article.ts'
import { collect } from './collect.ts'
import { SAME_STORY, similarity } from './near-duplicate.ts'

const META = 'made_with'
const SITE = 'site_chrome:'
/** Articles embedded ahead of the one being written, so that the model thread never waits for the disk. */
const AHEAD = 4

interface Deps {
  store: ArticleStore
  embedder: Embedder
  now?: () => number
}

/** Ingest files and directories (“-”: JSONL on standard input). Bad items are reported and the rest is kept. */
export async function ingest(
  deps: Deps,
  paths: string[],
  options: IngestOptions = {},
): Promise<IngestReport> {
  const { store, embedder, now = () => performance.now() } = deps
  const began = now()
  const report: IngestReport = {
    added: 0, updated: 0, unchanged: 0, removed: 0, passages: 0, failed: [], skipped: 0, seconds: 0, interrupted: false,
  } // prettier-ignore
  const {
    articles: work,
    failed,
    skipped,
    learned,
  } = await collect(paths, {
    ...(options.onEvent === undefined ? {} : { onEvent: options.onEvent }),
    knownSite: (site) => knownSite(store, site),
  })
  report.failed.push(...failed)
  report.skipped = skipped.length
  report.interrupted = !(await remake(deps, options.signal))
  const known = await store.hashes(work.map(({ draft }) => idOf(draft)))
  const todo = work
    .map(({ paths: [path = ''], draft }) => ({ path, prepared: prepare(draft, embedder.id) }))
    .filter(({ prepared }) => {
      const same = known.get(prepared.article.id) === prepared.article.content_hash
      if (same) report.unchanged += 1
      return !same
    })
  const total = todo.reduce((sum, { prepared }) => sum + prepared.passages.length, 0)
  const ahead: Promise<NewPassage[]>[] = []
  for (const [i, { path, prepared }] of todo.entries()) {
    if (options.signal?.aborted) {
      report.interrupted = true
      break
    }
    for (let next = i + ahead.length; next < Math.min(i + AHEAD, todo.length); next += 1) {
      const embedding = embedPassages(deps, todo[next]!.prepared)
      // Awaited in its turn; until then a failure must not count as unhandled.
      embedding.catch(() => undefined)
      ahead.push(embedding)
    }
    const passages = await ahead.shift()!
    await storeArticle(store, prepared, passages)
    // Not by the revision: an article that comes back after its removal counts on from it.
    if (known.has(prepared.article.id)) report.updated += 1
    else report.added += 1
    report.passages += passages.length
    options.onEvent?.({
      kind: 'progress',
      done: i + 1,
      total: todo.length,
      passages: total,
      passages_done: report.passages,
      path,
    })
  }
  // Kept, so that a page of the site that comes alone later is read as well as those that came together.
  for (const site of learned) await store.setMeta(`${SITE}${site.site}`, JSON.stringify(site))
  // A file that could not be read may hold an indexed article: then nothing is taken for gone.
  if (options.prune === true && !report.interrupted && report.failed.length === 0) {
    report.removed = await prune(store, new Set(work.map(({ draft }) => idOf(draft))))
  }
  report.seconds = (now() - began) / 1000
  return report
}

/** Whether the paths hold anything that is not indexed as it is, or the index anything the paths do not hold. */
export async function isStale({ store, embedder }: Deps, paths: string[]): Promise<boolean> {
  const { articles: work } = await collect(paths, { knownSite: (site) => knownSite(store, site) })
  const prepared = new Map(
    work.map(({ draft }) => prepare(draft, embedder.id).article).map((a) => [a.id, a.content_hash]),
  )
  const known = await store.hashes([...prepared.keys()])
  const { articles } = await store.stats()
  return articles !== prepared.size || [...prepared].some(([id, hash]) => known.get(id) !== hash)
}

async function knownSite(store: ArticleStore, site: string): Promise<SiteChrome | null> {
  const kept = await store.getMeta(`${SITE}${site}`)
  // Written by this module only, below.
  return kept === null ? null : (JSON.parse(kept) as SiteChrome)
}

async function embedPassages(
  { store, embedder }: Deps,
  { passages, embedded }: Prepared,
): Promise<NewPassage[]> {
  const known = await store.vectorsByKey(passages.map((passage) => passage.embed_key))
  const missing = passages.flatMap((passage, i) => (known.has(passage.embed_key) ? [] : [i]))
  const vectors = await embedder.embedPassages(missing.map((i) => embedded[i]!))
  missing.forEach((i, v) => known.set(passages[i]!.embed_key, vectors[v]!))
  return passages.map((passage) => ({ ...passage, vector: known.get(passage.embed_key)! }))
}

async function storeArticle(
  store: ArticleStore,
  { article }: Prepared,
  passages: NewPassage[],
): Promise<void> {
  const candidates = await store.storyCandidates(article.signature)
  const twins = candidates.filter(
    (other) => other.id !== article.id && similarity(other.signature, article.signature) >= SAME_STORY,
  )
  // A twin's story may have an earlier article that is not like this one.
  const stories = [...(await store.stories(twins.map((twin) => twin.story_id))).values()].flat()
  const own = { id: article.id, published_at: article.published_at }
  const members = [...twins, ...stories.filter((other) => other.id !== article.id), own].sort(earliestFirst)
  const story = members[0]!.id
  await store.put({ ...article, story_id: story }, passages)
  const others = [...new Set(twins.map((twin) => twin.story_id))].filter((id) => id !== story)
  if (others.length > 0) await store.mergeStories(others, story)
}

function earliestFirst(
  a: { id: string; published_at: string | null },
  b: { id: string; published_at: string | null },
): number {
  return (a.published_at ?? '9').localeCompare(b.published_at ?? '9') || (a.id < b.id ? -1 : 1)
}

// An index made by another chunker or model is made anew from the texts it holds, so that nothing is lost that the
// given paths no longer bring. False when interrupted: the next run goes on where this one was.
async function remake(deps: Deps, signal?: AbortSignal): Promise<boolean> {
  const { store, embedder } = deps
  const current = madeWith(embedder.id)
  if ((await store.getMeta(META)) === current) return true
  const page = 500
  for (let offset = 0; ; offset += page) {
    const some = await store.list({}, page, offset)
    for (const meta of some) {
      if (signal?.aborted) return false
      const article = (await store.get(meta.id))!
      const prepared = prepare({ ...article, warnings: [] }, embedder.id)
      await storeArticle(store, prepared, await embedPassages(deps, prepared))
    }
    if (some.length < page) break
  }
  await store.setMeta(META, current)
  return true
}

/** What an index was made with; null for a new one. */
export async function indexMadeWith(store: ArticleStore): Promise<string | null> {
  return store.getMeta(META)
}

async function prune(store: ArticleStore, keep: ReadonlySet<string>): Promise<number> {
  const page = 1000
  const gone: string[] = []
  for (let offset = 0; ; offset += page) {
    const some = await store.list({}, page, offset)
    for (const { id } of some) if (!keep.has(id)) gone.push(id)
    if (some.length < page) break
  }
  for (const id of gone) await store.remove(id)
  return gone.length
}

// What ingest and `read` see of files: read → parse → learn the sites → join articles of several pages → drop what
// is given twice. It stores nothing and loads no model.
import type { Draft } from '../article.ts'
import type { Failure, IngestEvent } from '../engine.ts'
import type { SiteChrome } from '../reading.ts'
import type { Apart } from './apart.ts'
import { idOf } from './article.ts'
import { createBreathe } from './breathe.ts'
import type { ParseItem } from './draft.ts'
import { isHeavy } from './heavy.ts'
import { findParts, joinTexts, withoutPage, type PartPage } from './page-parts.ts'
import { parseFile } from './parse.ts'
import { createSiteLearner, lineKey, NAMELESS, mergeSites, siteOf, type SiteLearner } from './site-chrome.ts'
import type { Source } from './sent-files.ts'
import { newTrace, type PageFacts, type Trace } from './trace.ts'

/** One article and the files it was read from; `paths[0]` holds its beginning. */
export interface Collected {
  paths: string[]
  /** Its line in a file of many articles; null in any other. */
  line: number | null
  draft: Draft
  /** The notes on the first file; shared by all articles of a file that holds several. */
  trace: Trace
  /** Further files that hold the same article. */
  same: string[]
}

export interface Collection {
  articles: Collected[]
  failed: Failure[]
  skipped: { path: string; reason: string }[]
  /** What is known of the sites of these pages, old and new, by site. */
  sites: Map<string, SiteChrome>
  /** The sites of which something was learned that was not known. */
  learned: SiteChrome[]
}

export interface CollectOptions {
  onEvent?(event: IngestEvent): void
  /** What an earlier run has learned of a site. */
  knownSite?(site: string): Promise<SiteChrome | null>
  /** Keep the notes on what was left out, for `--why`. */
  keepNotes?: boolean
  /** Reads heavy files in another thread; default: all are read in this one. */
  apart?: Apart | undefined
}

/** Everything that can be read of a source. Nothing is thrown for a bad file. */
export async function collectFrom(source: Source, options: CollectOptions = {}): Promise<Collection> {
  const breathe = createBreathe()
  const { onEvent, knownSite, keepNotes = false, apart } = options
  const collection: Collection = { articles: [], failed: [], skipped: [], sites: new Map(), learned: [] }
  const fail = (failure: Failure): void => {
    collection.failed.push(failure)
    onEvent?.({ kind: 'failed', ...failure })
  }
  const learner = createSiteLearner()
  const read: Collected[] = []
  for await (const item of source.items()) {
    await breathe()
    if ('error' in item) fail(item.error)
    else if ('skipped' in item) {
      collection.skipped.push(item.skipped)
      onEvent?.({ kind: 'skipped', ...item.skipped })
    } else {
      const trace = newTrace()
      const name = nameOf(item.path, item.bytes)
      for await (const parsed of itemsOf(name, item.bytes, trace, apart)) {
        if ('error' in parsed) fail(parsed.error)
        else read.push({ paths: [name], line: parsed.line ?? null, draft: parsed.draft, trace, same: [] })
        await breathe()
      }
      if (trace.page !== null) {
        learner.add({ facts: trace.page, directory: directoryOf(name) })
        // Thousands of pages are read at once: what has been counted is not kept.
        trace.page.lines = []
      }
      if (!keepNotes) trace.dropped = []
    }
  }
  await learn(read, learner, collection, knownSite)
  const again: Collected[] = []
  for (const one of read) {
    again.push(await withSite(one, collection.sites, source, apart))
    await breathe()
  }
  const found = new Map<string, Collected>()
  for (const one of withOwnAddress(joined(again))) add(found, one, fail, onEvent)
  collection.articles = [...found.values()]
  return collection
}

async function* itemsOf(
  name: string,
  bytes: Uint8Array,
  trace: Trace,
  apart: Apart | undefined,
  chrome: ReadonlySet<string> = new Set(),
): AsyncIterable<ParseItem> {
  if (apart === undefined || !isHeavy(name, bytes)) {
    yield* parseFile(name, bytes, trace)
    return
  }
  const { items, notes } = await apart.read({ name, bytes, chrome })
  const { site } = trace
  Object.assign(trace, notes, { site })
  yield* items
}

// Standard input is JSONL unless it begins like a page.
function nameOf(path: string, bytes: Uint8Array): string {
  if (path !== 'stdin.jsonl') return path
  const start = bytes.findIndex((byte) => byte > 0x20 && byte < 0x7f)
  return bytes[start] === 0x3c ? 'stdin.html' : path
}

async function learn(
  read: readonly Collected[],
  learner: SiteLearner,
  collection: Collection,
  knownSite: CollectOptions['knownSite'],
): Promise<void> {
  const pages = read.flatMap(({ trace, paths }) =>
    trace.page === null ? [] : [{ facts: trace.page, directory: directoryOf(paths[0]!) }],
  )
  const learned = new Map(learner.learned().map((one) => [one.site, one]))
  for (const site of new Set(pages.map((page) => siteOf(page)))) {
    const known = (await knownSite?.(site)) ?? null
    const now = learned.get(site) ?? null
    const merged = mergeSites(now, known)
    if (merged === null) continue
    collection.sites.set(site, merged)
    const isNamed = !site.startsWith(NAMELESS)
    if (isNamed && now !== null && now.lines.some((line) => known?.lines.includes(line) !== true))
      collection.learned.push(merged)
  }
}

// A page whose text holds lines of its site is read again, now that they are known.
async function withSite(
  one: Collected,
  sites: ReadonlyMap<string, SiteChrome>,
  source: Source,
  apart: Apart | undefined,
): Promise<Collected> {
  const { page } = one.trace
  if (page === null) return one
  const chrome = sites.get(siteOf({ facts: page, directory: directoryOf(one.paths[0]!) }))
  if (chrome === undefined) return one
  const lines = new Set(chrome.lines)
  one.trace.site = chrome
  if (!one.draft.text.split('\n').some((line) => lines.has(lineKey(line)))) return one
  const trace = newTrace(() => lines)
  trace.site = chrome
  const path = one.paths[0]!
  const bytes = await source.again(path)
  if (bytes === null) return one
  for await (const parsed of itemsOf(path, bytes, trace, apart, lines)) {
    if ('draft' in parsed) return { ...one, draft: parsed.draft, trace }
  }
  return one
}

// The pages of one directory that are parts of one article become that article.
function joined(all: readonly Collected[]): Collected[] {
  const directories = new Map<string, Collected[]>()
  for (const one of all) {
    if (one.trace.page === null) continue
    const directory = directoryOf(one.paths[0]!)
    directories.set(directory, [...(directories.get(directory) ?? []), one])
  }
  const parts = new Set<Collected>()
  const whole = new Map<Collected, Collected>()
  for (const pages of directories.values()) {
    for (const { members, missing } of findParts(pages.map((one) => partOf(one, one.trace.page!)))) {
      const [first, ...rest] = members.map((at) => pages[at]!)
      for (const part of rest) parts.add(part)
      whole.set(first!, join(first!, rest, missing))
    }
  }
  return all.filter((one) => !parts.has(one)).map((one) => whole.get(one) ?? one)
}

function partOf({ paths, draft }: Collected, { url, pagers }: PageFacts): PartPage {
  return { name: nameIn(paths[0]!), title: draft.title, url, text: draft.text, pagers }
}

function join(first: Collected, rest: readonly Collected[], missing: readonly number[]): Collected {
  const all = [first, ...rest]
  const warnings = all.flatMap(({ draft }) => draft.warnings)
  if (missing.length > 0) {
    const names = missing.map((number) => `_${number}`).join(', ')
    warnings.push(
      `the article has further pages that were not given (${names}): save them beside ${first.paths[0]}`,
    )
  }
  const { draft } = first
  return {
    ...first,
    paths: all.flatMap(({ paths }) => paths),
    draft: {
      ...draft,
      title: draft.title === null ? null : withoutPage(draft.title),
      published_at: draft.published_at ?? firstOf(rest, 'published_at'),
      source: draft.source ?? firstOf(rest, 'source'),
      text: joinTexts(all.map((one) => one.draft.text)),
      warnings,
    },
  }
}

function firstOf(parts: readonly Collected[], field: 'published_at' | 'source'): string | null {
  return parts.find(({ draft }) => draft[field] !== null)?.draft[field] ?? null
}

// A template may print one address on every page. Where it stands on pages of different titles it is none of theirs.
function withOwnAddress(all: readonly Collected[]): Collected[] {
  const titles = new Map<string, Set<string>>()
  for (const { draft } of all) {
    if (draft.url === null || draft.id !== null) continue
    const known = titles.get(draft.url) ?? new Set()
    titles.set(draft.url, known.add(draft.title ?? ''))
  }
  return all.map((one) => {
    const { draft } = one
    if (draft.url === null || draft.id !== null || titles.get(draft.url)!.size < 2) return one
    const warning = `its address ${draft.url} also stands on a page with another title, so it is taken for none of theirs`
    return { ...one, draft: { ...draft, url: null, warnings: [...draft.warnings, warning] } }
  })
}

// Two files with one id: the same article twice is kept once; with other content the later one is refused, since
// which of them is meant cannot be known.
function add(
  found: Map<string, Collected>,
  one: Collected,
  fail: (failure: Failure) => void,
  onEvent: CollectOptions['onEvent'],
): void {
  const id = idOf(one.draft)
  const path = one.paths[0]!
  const at = one.line === null ? { path } : { path, line: one.line }
  const other = found.get(id)
  if (other !== undefined && other.draft.text !== one.draft.text) {
    const fact = `its id “${id}” is also that of ${other.paths[0]}, with other content`
    fail({ ...at, fact, remedy: 'give one of them another id or url' })
    return
  }
  for (const message of one.draft.warnings) onEvent?.({ kind: 'warning', ...at, message })
  if (other === undefined) found.set(id, one)
  else other.same.push(path)
}

function directoryOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return at < 0 ? '.' : path.slice(0, at)
}

function nameIn(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}

// Reads what was fetched from the Web as it reads files: the same parsing, the same learning of a site's own lines.
// It fetches nothing and stores nothing.
import type { Draft } from '../article.ts'
import type { SiteChrome } from '../reading.ts'
import { decodeBytes, declaredCharset } from './bytes.ts'
import type { ParseItem } from './draft.ts'
import type { FeedEntry } from './feed.ts'
import { parseHtml, type Element } from './html-tree.ts'
import { kindOf, MAX_FILE_BYTES, type Problem } from './kinds.ts'
import { parseFile } from './parse.ts'
import { xmlCharset } from './signature.ts'
import { createSiteLearner, lineKey, mergeSites } from './site-chrome.ts'
import { newTrace, type Trace } from './trace.ts'

type Refusal = Pick<Problem, 'fact' | 'remedy'>

/** A document as it was fetched; `ending` tells its kind, `id` which article was made of it before. */
export interface WebDocument {
  url: string
  ending: string
  charset: string | null
  id: string | null
  bytes: Uint8Array
}

interface SiteMemory {
  known(site: string): Promise<SiteChrome | null>
  learned(site: SiteChrome): Promise<void>
}

/** The text of a list, a feed or a sitemap; `charset` is what the server said. */
export function decodeList(bytes: Uint8Array, charset: string | null): { text: string } | Refusal {
  return decodeBytes(bytes, xmlCharset(bytes) ?? declaredCharset(bytes) ?? charset)
}

/** The tree of a page. */
export function pageTree(html: string): Element {
  return parseHtml(html)
}

/** The items of a feed. */
export async function feedEntries(url: string, text: string): Promise<FeedEntry[] | Refusal> {
  // A fifth of all modules of the program, and most servers meet no feed.
  const { readFeedEntries } = await import('./feed.ts')
  const entries = readFeedEntries(url, text, [])
  return 'error' in entries ? entries.error : entries
}

/**
 * Documents of one source, read as the pages of one directory are. One result for each, in their order. Where they were
 * fetched counts as their address: what a page says of its own may be another's.
 */
export async function readDocuments(
  documents: readonly WebDocument[],
  sites: SiteMemory,
): Promise<({ draft: Draft } | Refusal)[]> {
  const learner = createSiteLearner()
  const first: ParseItem[] = []
  for (const document of documents) {
    await aTurn()
    const trace = newTrace()
    first.push(await readOne(document, trace))
    if (trace.page !== null) learner.add({ facts: { ...trace.page, site: hostOf(document) }, directory: '' })
  }
  const chrome = await linesOf(documents, learner.learned(), sites)
  const results: ({ draft: Draft } | Refusal)[] = []
  for (const [i, document] of documents.entries()) {
    const lines = chrome.get(hostOf(document))
    let item = first[i]!
    // A page whose text holds lines of its site is read again, now that they are known.
    if ('draft' in item && lines !== undefined && holdsAny(item.draft.text, lines)) {
      await aTurn()
      item = await readOne(
        document,
        newTrace(() => lines),
      )
    }
    if ('error' in item) results.push({ fact: item.error.fact, remedy: item.error.remedy })
    else results.push({ draft: { ...item.draft, id: document.id, url: document.url } })
  }
  return results
}

async function readOne({ url, ending, bytes, charset }: WebDocument, trace: Trace): Promise<ParseItem> {
  const path = `${url}#.${ending}`
  const most = MAX_FILE_BYTES[kindOf(path) ?? 'html']
  if (bytes.length > most) {
    const fact = `it has ${bytes.length} bytes; such a document may have ${most}`
    return { error: { path, fact, remedy: 'give the article alone' } }
  }
  for await (const item of parseFile(path, bytes, trace, charset)) return item
  return { error: { path, fact: 'no article was found in it', remedy: 'check the page' } }
}

// What was learned before, and now; what is new is told to the memory.
async function linesOf(
  documents: readonly WebDocument[],
  learned: readonly SiteChrome[],
  sites: SiteMemory,
): Promise<Map<string, ReadonlySet<string>>> {
  const now = new Map(learned.map((one) => [one.site, one]))
  const lines = new Map<string, ReadonlySet<string>>()
  for (const host of new Set(documents.map(hostOf))) {
    const known = await sites.known(host)
    const own = now.get(host) ?? null
    const merged = mergeSites(own, known)
    if (merged === null) continue
    lines.set(host, new Set(merged.lines))
    if (own?.lines.some((line) => known?.lines.includes(line) !== true)) await sites.learned(merged)
  }
  return lines
}

// Questions are answered by the same thread: they come between two documents.
function aTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

function hostOf({ url }: WebDocument): string {
  return new URL(url).host
}

function holdsAny(text: string, lines: ReadonlySet<string>): boolean {
  return text.split('\n').some((line) => lines.has(lineKey(line)))
}

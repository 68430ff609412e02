// What a source lists at present: its sitemaps, its feed or the pages of its list, read one after the other. It touches
// no article.
import type { Draft } from '../article.ts'
import { isListType } from './content-type.ts'
import { counts } from './patterns.ts'
import type { Fetched, PoliteGet } from './polite.ts'
import type { DocumentReader, Refusal } from './reader.ts'
import { parseSelector, select, type PageElement, type Selector } from './selector.ts'
import { readSitemap } from './sitemap.ts'
import type { ItemFailure, SourceFields } from './source.ts'
import type { ListedItem, StoredList } from './stored.ts'

export interface Entry extends ListedItem {
  /** When it was published or changed, for their order only; null: not told. */
  at: string | null
  /** The article, when a feed holds it whole. */
  draft?: Draft
  /** Why a feed's item that has no address gives no article. */
  error?: Refusal
}

export interface Discovery {
  /** At most `max_items`, the newest first where the source says. */
  entries: Entry[]
  /** Lists that are as they were when last read. */
  same: string[]
  /** What was read, for the next conditional requests. */
  lists: StoredList[]
  problems: ItemFailure[]
  /** Whether every list could be read, so that what is missing is not among the items that count. */
  complete: boolean
  /** The source as such could not be read: `problems` says why. */
  failed: boolean
}

export interface DiscoverDeps {
  fetch: PoliteGet
  reader: DocumentReader
  storedList(url: string): Promise<StoredList | null>
}

/** The protocol of sitemaps allows 50 MB; a feed and a page are read as files are. */
const MAX_BYTES = { sitemap: 50 * 1024 * 1024, feed: 8 * 1024 * 1024, list: 2 * 1024 * 1024 }
const MOST_SITEMAPS = 200
const LONGEST = 2000

/** Read all lists of a source. Throws only when aborted. */
export async function discover(
  deps: DiscoverDeps,
  source: SourceFields,
  signal: AbortSignal,
): Promise<Discovery> {
  const found: Discovery = { entries: [], same: [], lists: [], problems: [], complete: true, failed: false }
  const root = new URL(source.url).href
  const queue = [root]
  const seen = new Set(queue)
  const most =
    source.kind === 'sitemap' ? MOST_SITEMAPS : source.kind === 'list' ? source.selectors!.max_pages : 1
  for (let n = 0; n < queue.length; n += 1) {
    const url = queue[n]!
    if (n >= most) break
    const known = await deps.storedList(url)
    const reply = await deps.fetch({
      url,
      etag: known?.etag ?? null,
      lastModified: known?.last_modified ?? null,
      maxBytes: MAX_BYTES[source.kind],
      accepts: isListType,
      signal,
    })
    const read = reply.kind === 'fetched' ? await readList(deps.reader, source, url, reply) : null
    let further: string[] = []
    if (reply.kind === 'unchanged' && known !== null) {
      found.same.push(url)
      further = known.further
    } else if (read === null || 'fact' in read) {
      const { fact, remedy } = read ?? troubleOf(reply)
      found.problems.push({ url, fact, remedy })
      found.complete = false
      if (url === root) return { ...found, failed: true }
    } else if (url === root && read.entries.length === 0 && read.further.length === 0) {
      const remedy = source.kind === 'list' ? 'check the selector `item`' : 'check the address'
      found.problems.push({ url, fact: 'nothing is listed there', remedy })
      return { ...found, complete: false, failed: true }
    } else {
      further = read.further
      found.entries.push(...read.entries)
      if (reply.kind === 'fetched') {
        const { etag, lastModified } = reply.reply
        found.lists.push({ url, etag, last_modified: lastModified, further })
      }
    }
    for (const next of further) {
      if (seen.has(next)) continue
      seen.add(next)
      queue.push(next)
    }
  }
  return limited(found, source)
}

// --- Internal helpers ---

function limited(found: Discovery, source: SourceFields): Discovery {
  const byUrl = new Map<string, Entry>()
  for (const entry of found.entries) {
    if (!byUrl.has(entry.url) && counts(entry.url, source)) byUrl.set(entry.url, entry)
  }
  const all = [...byUrl.values()].sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
  return { ...found, entries: all.slice(0, source.max_items) }
}

interface Listing {
  entries: Entry[]
  further: string[]
}

async function readList(
  reader: DocumentReader,
  source: SourceFields,
  listed_in: string,
  { url, reply }: Fetched & { kind: 'fetched' },
): Promise<Listing | Refusal> {
  const decoded = reader.text(reply.bytes, reply.charset)
  if ('fact' in decoded) return decoded
  if (source.kind === 'sitemap') return fromSitemap(decoded.text, listed_in, url)
  if (source.kind === 'feed') return fromFeed(reader, decoded.text, listed_in, url)
  const { item, next } = source.selectors!
  const page = reader.tree(decoded.text)
  const base = baseOf(page, url)
  const links = linksOf(page, parseSelector(item), base)
  return {
    entries: links.map((link) => ({ url: link, lastmod: null, at: null, listed_in })),
    further: next === null ? [] : linksOf(page, parseSelector(next), base).slice(0, 1),
  }
}

async function fromSitemap(text: string, listed_in: string, base: string): Promise<Listing | Refusal> {
  const sitemap = await readSitemap(text)
  if (sitemap === null) {
    return {
      fact: 'it is no sitemap',
      remedy: 'give the address of an XML sitemap, or register the page as a list',
    }
  }
  const entries = sitemap.entries.flatMap((entry) => {
    const url = absolute(entry.url, base)
    return url === null ? [] : [{ url, lastmod: entry.lastmod, at: entry.lastmod, listed_in }]
  })
  if (sitemap.kind === 'urls') return { entries, further: [] }
  entries.sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
  return { entries: [], further: entries.map(({ url }) => url) }
}

async function fromFeed(
  reader: DocumentReader,
  text: string,
  listed_in: string,
  base: string,
): Promise<Listing | Refusal> {
  const feed = await reader.feed(base, text)
  if ('fact' in feed) return feed
  return {
    further: [],
    entries: feed.flatMap(({ url, guid, date, read }): Entry[] => {
      const own = url === null ? null : absolute(url, base)
      const named = own ?? guid?.slice(0, LONGEST) ?? null
      if (named === null) return []
      const time = date === null ? Number.NaN : new Date(date).getTime()
      const at = Number.isNaN(time) ? null : new Date(time).toISOString()
      // The time in a feed is that of its publication and no sign of change.
      const entry = { url: named, lastmod: null, at, listed_in }
      if ('draft' in read) return [{ ...entry, draft: read.draft }]
      // A teaser is no article; its page is fetched.
      return [own === null ? { ...entry, error: read.error } : entry]
    }),
  }
}

function linksOf(page: PageElement, selector: Selector, base: string): string[] {
  return select(page, selector).flatMap((element) => {
    const url = absolute(firstHref(element) ?? '', base)
    return url === null ? [] : [url]
  })
}

// Of the element itself, else of the first link in it.
function firstHref(element: PageElement): string | null {
  const stack: PageElement[] = [element]
  for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
    const href = one.attrs.get('href')
    if ((one.tag === 'a' || one.tag === 'area') && href !== undefined) return href
    for (const child of one.children.toReversed()) if (child.kind === 'element') stack.push(child)
  }
  return null
}

function baseOf(page: PageElement, url: string): string {
  const href = select(page, parseSelector('base[href]'))[0]?.attrs.get('href')
  return (href === undefined ? null : absolute(href, url)) ?? url
}

function absolute(href: string, base: string): string | null {
  const trimmed = href.trim()
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null
  const url = new URL(trimmed, base)
  url.hash = ''
  return /^https?:$/.test(url.protocol) && url.href.length <= LONGEST ? url.href : null
}

function troubleOf(reply: Fetched): Refusal {
  if (reply.kind === 'missing') {
    return { fact: `it is not there (${reply.status})`, remedy: 'check the address' }
  }
  if (reply.kind === 'failed' || reply.kind === 'later') return reply
  return {
    fact: 'its host says that it has not changed, but it was never read',
    remedy: 'it is tried again later',
  }
}

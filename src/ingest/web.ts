// Reads what was fetched from the Web as it reads files: the same parsing, the same learning of a site's own lines.
// It fetches nothing and stores nothing.
import type { Draft } from '../article.ts'
import type { SiteChrome } from '../reading.ts'
import { decodeBytes, declaredCharset } from './bytes.ts'
import { collect } from './collect.ts'
import { readFeedEntries, type FeedEntry } from './feed.ts'
import { parseHtml, type Element } from './html-tree.ts'
import type { ReadItem } from './read.ts'
import { MAX_FILE_BYTES, kindOf } from './kinds.ts'
import { xmlCharset } from './signature.ts'

interface Refusal {
  fact: string
  remedy: string
}

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
export function feedEntries(url: string, text: string): FeedEntry[] | Refusal {
  const entries = readFeedEntries(url, text, [])
  return 'error' in entries ? entries.error : entries
}

/** Documents of one source, read as the files of one directory are. One result for each, in their order. */
export async function readDocuments(
  documents: readonly WebDocument[],
  sites: SiteMemory,
): Promise<({ draft: Draft } | Refusal)[]> {
  const names = documents.map(({ url, ending }, i) => `${i}:${url}#.${ending}`)
  const at = new Map(names.map((name, i) => [name, documents[i]!]))
  const collection = await collect(names, {
    knownSite: sites.known,
    read: (name) => documentUnder(name, at.get(name)),
  })
  for (const site of collection.learned) await sites.learned(site)
  const results = new Map<string, { draft: Draft } | Refusal>()
  for (const { path, fact, remedy } of collection.failed) results.set(path, { fact, remedy })
  for (const { paths, same, draft } of collection.articles) {
    for (const path of [...paths, ...same]) results.set(path, { draft })
  }
  return names.map(
    (name) => results.get(name) ?? { fact: 'no article was found in it', remedy: 'check the page' },
  )
}

async function* documentUnder(path: string, document: WebDocument | undefined): AsyncIterable<ReadItem> {
  const kind = kindOf(path)
  if (document === undefined || kind === null) return
  const { bytes, url, charset, id } = document
  if (bytes.length > MAX_FILE_BYTES[kind]) {
    const fact = `it has ${bytes.length} bytes; such a document may have ${MAX_FILE_BYTES[kind]}`
    yield { error: { path, fact, remedy: 'give the article alone' } }
  } else yield { path, bytes, web: { url, charset, id } }
}

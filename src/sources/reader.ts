// What sources need of the reading of documents and of the index. Ports, given by composition; types only.
import type { Draft } from '../article.ts'
import type { SiteChrome } from '../reading.ts'
import type { PageElement } from './selector.ts'

/** Why something gives no article. */
export interface Refusal {
  fact: string
  remedy: string
}

/** A document that was fetched. */
export interface WebDocument {
  /** Where it was fetched, after redirects. */
  url: string
  /** Without its dot: `html`, `pdf` … */
  ending: string
  /** As the server said. */
  charset: string | null
  /** The article that was made of it before; null: a new one. */
  id: string | null
  bytes: Uint8Array
}

export interface FeedEntry {
  url: string | null
  /** What the feed calls it by. */
  guid: string | null
  /** As written. */
  date: string | null
  /** The article when the feed holds it whole, else why not. */
  read: { draft: Draft } | { error: Refusal }
}

/** What was learned of the pages of a source. */
export interface SiteMemory {
  known(site: string): Promise<SiteChrome | null>
  learned(site: SiteChrome): Promise<void>
}

export interface DocumentReader {
  /** Decoded; `charset` is what the server said. */
  text(bytes: Uint8Array, charset: string | null): { text: string } | Refusal
  tree(html: string): PageElement
  feed(url: string, text: string): Promise<FeedEntry[] | Refusal>
  /** The same reading as of files that lie in one directory. One result for each document, in their order. */
  read(documents: readonly WebDocument[], sites: SiteMemory): Promise<({ draft: Draft } | Refusal)[]>
}

/** What became of a draft: in the index under this id, or why not. */
export type Indexed = { id: string; change: 'added' | 'updated' | 'unchanged' } | Refusal

/** The way into the index. */
export interface Intake {
  /** One outcome for each draft, in their order; a draft that cannot be stored keeps none of the others back. */
  put(drafts: readonly Draft[], signal?: AbortSignal): Promise<Indexed[]>
  /** Remove articles; ids that are not there are passed over. */
  remove(ids: readonly string[], signal?: AbortSignal): Promise<void>
}

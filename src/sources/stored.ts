// What is kept of sources beyond what is told of them. Types only.
import type { Item, SourceFields } from './source.ts'

export interface StoredSource {
  id: string
  fields: SourceFields
  created_at: string
  updated_at: string
  next_run_at: string | null
}

/** An item with what the next request for it needs. */
export interface StoredItem extends Item {
  hash: string | null
  etag: string | null
  last_modified: string | null
  lastmod: string | null
  fetched_lastmod: string | null
  missed: number
  failures: number
  changed_at: string | null
}

export interface ListedItem {
  url: string
  lastmod: string | null
  /** The sitemap, feed or page of the list that names it. */
  listed_in: string
}

/** A sitemap, feed or page of a list, as it was when last read. */
export interface StoredList {
  url: string
  etag: string | null
  last_modified: string | null
  /** Further sitemaps, or the next page. */
  further: string[]
}

// What sources are on Node and on Workers alike: the name the program goes by, how it reads, what it calls things.
import { decodeList, feedEntries, pageTree, readDocuments } from './ingest/web.ts'
import { createPolite, type PoliteGet, type PoliteOptions } from './sources/polite.ts'
import type { DocumentReader } from './sources/reader.ts'

/** The product's name to the sites it asks, and in their robots.txt. */
const AGENT = 'TouWen'
const VERSION = '0.1'

/** The reading of documents, as sources need it. */
export const documentReader: DocumentReader = {
  text: decodeList,
  tree: pageTree,
  feed: feedEntries,
  read: readDocuments,
}

/** What the program calls itself; `contact`: where whoever runs a site finds out more. */
export function userAgent(contact: string | null): string {
  return contact === null ? `${AGENT}/${VERSION}` : `${AGENT}/${VERSION} (+${contact})`
}

/** The polite fetcher, by the rules for this program. */
export function politeGet(options: Omit<PoliteOptions, 'agent'>): PoliteGet {
  return createPolite({ ...options, agent: AGENT })
}

/** The part of an id behind its prefix. */
export function newId(): string {
  return crypto.randomUUID().replaceAll('-', '')
}

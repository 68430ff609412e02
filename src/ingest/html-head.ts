// What the head of a page says of the article: title, date, source, site, address. The national standard for
// government sites names the tags; the rest are the habits of news sites.
import { oneLine } from './clean.ts'
import type { LinkedData } from './html-data.ts'
import { elements, rawText, type Element } from './html-tree.ts'

/** A value of the head and the name of the tag it stands in. */
export interface HeadValue {
  name: string
  value: string
}

export interface HeadFields {
  /** <title>, as it stands. */
  documentTitle: string | null
  /** Titles of the article itself, best first. */
  titles: HeadValue[]
  dates: HeadValue[]
  sources: HeadValue[]
  authors: HeadValue[]
  siteName: string | null
  column: string | null
  /** Web addresses of the page, best first. */
  urls: HeadValue[]
}

const TITLES = ['articletitle', 'og:title', 'twitter:title', 'article:title']
const DATES = [
  'pubdate',
  'article:published_time',
  'publishdate',
  'publish_date',
  'publishtime',
  'datepublished',
  'og:release_date',
  'og:time',
  'dcterms.created',
  'dc.date',
  'weibo:article:create_at',
  'firstpublishedtime',
  'publication_date',
  'createdate',
  'date',
  'apub:time',
  'og:article:published_time',
  'og:pubdate',
  'publishedtime',
  'release_date',
  'sailthru.date',
  'dcterms.issued',
  'dcterms.date',
  'parsely-pub-date',
  '_pubtime',
  'citation_date',
]
const SOURCES = ['contentsource', 'source', 'og:source', 'mediaid', 'article:source', 'copyright_source']
const AUTHORS = ['author', 'article:author', 'og:article:author', 'dc.creator', 'mediacreator']
const SITES = ['sitename', 'og:site_name', 'application-name']

/** Reads the meta tags of a page, its JSON-LD where those are silent, and what browsers write into a saved page. */
export function readHead(root: Element, linked: LinkedData | null): HeadFields {
  const metas = new Map<string, string>()
  let documentTitle: string | null = null
  let canonical: string | null = null
  let saved: string | null = null
  for (const el of elements(root)) {
    if (el.tag === 'meta') {
      const name = (el.attrs.get('name') ?? el.attrs.get('property') ?? el.attrs.get('itemprop') ?? '')
        .trim()
        .toLowerCase()
      const content = oneLine(el.attrs.get('content') ?? '')
      if (name !== '' && content !== '' && !metas.has(name)) metas.set(name, content)
    } else if (el.tag === 'title' && documentTitle === null && el.parent?.tag !== 'svg') {
      const text = oneLine(rawTitle(el))
      if (text !== '' && text.length <= 300) documentTitle = text
    } else if (el.tag === 'link' && el.attrs.get('rel')?.toLowerCase() === 'canonical') {
      canonical ??= el.attrs.get('href') ?? null
    }
  }
  for (const child of root.children) {
    if (child.kind === 'comment') saved ??= savedFrom(child.text)
  }
  const pick = (names: readonly string[]): HeadValue[] =>
    names.flatMap((name) => {
      const value = metas.get(name)
      return value === undefined ? [] : [{ name: `meta ${name}`, value }]
    })
  return {
    documentTitle,
    titles: [...pick(TITLES), ...said('JSON-LD headline', linked?.headline)],
    dates: [...pick(DATES), ...said('JSON-LD datePublished', linked?.published)],
    sources: [...pick(SOURCES), ...said('JSON-LD publisher', linked?.publisher)],
    authors: [...pick(AUTHORS), ...said('JSON-LD author', linked?.author)],
    siteName: pick(SITES)[0]?.value ?? null,
    column: pick(['columnname'])[0]?.value ?? null,
    urls: [
      ...said('the note that the browser left when saving', saved),
      ...said('link canonical', canonical),
      ...pick(['og:url', 'url']),
    ].filter(({ value }) => /^https?:\/\//i.test(value)),
  }
}

function said(name: string, value: string | null | undefined): HeadValue[] {
  return value === null || value === undefined ? [] : [{ name, value }]
}

function rawTitle(el: Element): string {
  return el.children.map((child) => rawText(child)).join('')
}

// Browsers write “saved from url=(0042)https://…”, other tools the bare address.
function savedFrom(comment: string): string | null {
  return /^(?:\s*saved from url=\(\d{1,6}\))?\s*(https?:\/\/[^\s<>"]{4,1000})\s*$/i.exec(comment)?.[1] ?? null
}

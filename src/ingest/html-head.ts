// What the head of a page says of the article: title, date, source, site, address. The national standard for
// government sites names the tags; the rest are the habits of news sites.
import { oneLine } from './clean.ts'
import { readDay } from './dates.ts'
import type { LinkedData } from './html-data.ts'
import { elements, rawText, type Element } from './html-tree.ts'

export interface HeadFields {
  /** <title>, as it stands. */
  documentTitle: string | null
  /** Titles of the article itself, best first. */
  titles: string[]
  published: string | null
  source: string | null
  siteName: string | null
  column: string | null
  url: string | null
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
]
const SOURCES = ['contentsource', 'source', 'og:source', 'mediaid', 'article:source', 'copyright_source']
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
  const pick = (names: readonly string[]): string | null =>
    names.map((name) => metas.get(name)).find((v) => v !== undefined) ?? null
  const dates = [...DATES.map((name) => metas.get(name)), linked?.published].filter(
    (value): value is string => value !== undefined && value !== null,
  )
  return {
    documentTitle,
    titles: [...TITLES.map((name) => metas.get(name)), linked?.headline].filter(
      (value): value is string => value !== undefined && value !== null,
    ),
    published: dates.map((value) => readDay(value)?.day ?? null).find((day) => day !== null) ?? null,
    source: pick(SOURCES) ?? linked?.publisher ?? null,
    siteName: pick(SITES),
    column: pick(['columnname']),
    url: [saved, canonical, metas.get('og:url') ?? null, metas.get('url') ?? null].find(isWeb) ?? null,
  }
}

function rawTitle(el: Element): string {
  return el.children.map((child) => rawText(child)).join('')
}

// Browsers write “saved from url=(0042)https://…”, other tools the bare address.
function savedFrom(comment: string): string | null {
  return /^(?:\s*saved from url=\(\d{1,6}\))?\s*(https?:\/\/[^\s<>"]{4,1000})\s*$/i.exec(comment)?.[1] ?? null
}

function isWeb(value: string | null): value is string {
  return value !== null && /^https?:\/\//i.test(value)
}

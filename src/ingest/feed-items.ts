// The four kinds of feed brought to one form: what an item says of its article. It judges nothing.
import type { parseFeed } from 'feedsmith'

/** A text of an item: HTML, or plain lines. */
export interface FeedText {
  value: string
  isHtml: boolean
}

export interface FeedItem {
  /** May hold markup. */
  title: string | null
  /** Absolute. */
  url: string | null
  /** What the feed calls the item by, unchanged. */
  guid: string | null
  /** As written. */
  date: string | null
  /** Where the item says that it was taken from. */
  source: string | null
  author: string | null
  content: FeedText | null
  summary: FeedText | null
  /** The content stands at another address; what is here is no text of it. */
  isElsewhere: boolean
  categories: string[]
}

export interface Feed {
  title: string | null
  items: FeedItem[]
}

type Parsed = ReturnType<typeof parseFeed>
type Of<Format> = Extract<Parsed, { format: Format }>['feed']

/** The items of a parsed feed, in its order. */
export function feedItems(parsed: Parsed): Feed {
  if (parsed.format === 'rss') return fromRss(parsed.feed)
  if (parsed.format === 'rdf') return fromRdf(parsed.feed)
  if (parsed.format === 'atom') return fromAtom(parsed.feed)
  return fromJson(parsed.feed)
}

function fromRss(feed: Of<'rss'>): Feed {
  const base = feed.link ?? null
  return {
    title: text(feed.title),
    items: (feed.items ?? []).map((item) => ({
      title: text(item.title) ?? text(item.dc?.titles?.[0]),
      url:
        absolute(item.link, base) ??
        absolute(item.guid?.isPermaLink === false ? null : item.guid?.value, null),
      guid: text(item.guid?.value),
      date: text(item.pubDate) ?? text(item.dc?.dates?.[0]),
      source: text(item.dc?.sources?.[0]) ?? text(item.source?.title),
      author: text(item.authors?.[0]?.name) ?? text(item.dc?.creators?.[0]),
      content: html(item.content?.encoded),
      summary: html(item.description),
      isElsewhere: false,
      categories: names(item.categories?.map((category) => category.name)),
    })),
  }
}

function fromRdf(feed: Of<'rdf'>): Feed {
  const base = feed.link ?? feed.rdf?.about ?? null
  return {
    title: text(feed.title),
    items: (feed.items ?? []).map((item) => ({
      title: text(item.title),
      url: absolute(item.link, base) ?? absolute(item.rdf?.about, null),
      guid: text(item.rdf?.about),
      date: text(item.dc?.dates?.[0]),
      source: text(item.dc?.sources?.[0]) ?? text(item.dc?.publishers?.[0]),
      author: text(item.dc?.creators?.[0]),
      content: html(item.content?.encoded),
      summary: html(item.description),
      isElsewhere: false,
      categories: names(item.dc?.subjects),
    })),
  }
}

function fromAtom(feed: Of<'atom'>): Feed {
  const home = linkOf(feed.links)
  const top = absolute(feed.xml?.base, home) ?? absolute(home, null)
  return {
    title: text(feed.title?.value),
    items: (feed.entries ?? []).map((entry) => {
      const base = absolute(entry.xml?.base, top) ?? top
      const content = entry.content
      return {
        title: markup(construct(entry.title)),
        url: absolute(linkOf(entry.links), base) ?? absolute(entry.id, null),
        guid: text(entry.id),
        date: text(entry.published) ?? text(entry.updated),
        source: text(entry.source?.title?.value),
        author: text(entry.authors?.[0]?.name),
        content: construct(content),
        summary: construct(entry.summary),
        isElsewhere: content !== undefined && 'src' in content && text(content.src) !== null,
        categories: names(entry.categories?.map((category) => category.label ?? category.term)),
      }
    }),
  }
}

function fromJson(feed: Of<'json'>): Feed {
  const base = feed.home_page_url ?? feed.feed_url ?? null
  return {
    title: text(feed.title),
    items: (feed.items ?? []).map((item) => {
      const plain = text(item.content_text)
      return {
        title: escaped(text(item.title)),
        url: absolute(item.url ?? item.external_url, base) ?? absolute(item.id, null),
        guid: text(item.id),
        date: text(item.date_published) ?? text(item.date_modified),
        source: null,
        author: text(item.authors?.[0]?.name),
        content: html(item.content_html) ?? (plain === null ? null : { value: plain, isHtml: false }),
        summary: text(item.summary) === null ? null : { value: item.summary!, isHtml: false },
        isElsewhere: false,
        categories: names(item.tags),
      }
    }),
  }
}

interface Construct {
  value?: string | undefined
  type?: string | undefined
}

// Without a type an Atom text is plain; in the title that is kept for markup it is escaped.
function construct(part: Construct | undefined): FeedText | null {
  const value = text(part?.value)
  if (part === undefined || value === null) return null
  const isHtml = part.type !== undefined && /html|xml/i.test(part.type)
  // Atom 0.3 and careless generators put HTML under no type at all.
  if (isHtml || /<(?:p|div|br|span|b|em|strong|table)\b[^<>]{0,300}>/i.test(value))
    return { value, isHtml: true }
  return { value, isHtml: false }
}

function markup(part: FeedText | null): string | null {
  return part === null || part.isHtml ? (part?.value ?? null) : escaped(part.value)
}

interface Link {
  href?: string | undefined
  rel?: string | undefined
}

function linkOf(links: readonly Link[] | undefined): string | null {
  const pages = (links ?? []).filter(({ href }) => text(href) !== null)
  const page = pages.find(({ rel }) => rel === undefined || rel === 'alternate') ?? null
  return page?.href ?? null
}

// A name that only looks like an address, such as the guid “123”, must not become one: give those no base.
function absolute(value: string | null | undefined, base: string | null): string | null {
  const plain = text(value)
  if (plain === null) return null
  const full = URL.canParse(plain)
    ? plain
    : base !== null && URL.canParse(plain, base)
      ? new URL(plain, base).href
      : null
  return full !== null && /^https?:\/\//i.test(full) ? full : null
}

function text(value: unknown): string | null {
  const plain = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''
  return plain === '' ? null : plain
}

function html(value: unknown): FeedText | null {
  const plain = text(value)
  return plain === null ? null : { value: plain, isHtml: true }
}

function names(values: readonly unknown[] | undefined): string[] {
  return (values ?? []).map((value) => text(value)).filter((value): value is string => value !== null)
}

function escaped(value: string | null): string | null {
  return value === null ? null : value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

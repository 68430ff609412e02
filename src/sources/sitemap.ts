// Sitemaps, sitemap indexes and plain lists of addresses: what they list. Linear in their length, whatever they hold.

export interface SitemapEntry {
  url: string
  /** As written, when it can be read as a time; ISO 8601. */
  lastmod: string | null
}

export interface Sitemap {
  /** `index`: the entries are further sitemaps. */
  kind: 'urls' | 'index'
  entries: SitemapEntry[]
}

/** Most entries that one sitemap may have, by the protocol. */
const MOST = 50_000

// A prefixed element belongs to an extension (image:loc) unless the root has the same prefix.
const ROOT = /<(?:([\w-]{1,20}):)?(urlset|sitemapindex)(?=[\s>/])/i
const PART =
  /<(\/?)(?:([\w-]{1,20}):)?(url|sitemap|loc|lastmod)(?:\s[^<>]{0,300})?>(?:\s{0,200}(?:<!\[CDATA\[([^\]]{0,3000})\]\]>|([^<]{0,3000})))?/gi

/** Read a sitemap; null when the text is none. Gives way to other work after each thousand parts. */
export async function readSitemap(text: string): Promise<Sitemap | null> {
  const parsing = parseInParts(text)
  for (;;) {
    const { done, value } = parsing.next()
    if (done === true) return value
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

/** The same at one go. */
export function parseSitemap(text: string): Sitemap | null {
  const parsing = parseInParts(text)
  for (;;) {
    const { done, value } = parsing.next()
    if (done === true) return value
  }
}

const PARTS = 1000

function* parseInParts(text: string): Generator<void, Sitemap | null> {
  const root = ROOT.exec(text.slice(0, 20_000))
  if (root === null) return plainList(text)
  const prefix = root[1] ?? ''
  const entries: SitemapEntry[] = []
  let open: { url: string | null; lastmod: string | null } | null = null
  const close = (): void => {
    if (open?.url) entries.push({ url: open.url, lastmod: open.lastmod })
    open = null
  }
  let parts = 0
  for (const match of text.matchAll(PART)) {
    parts += 1
    if (parts % PARTS === 0) yield
    const [, slash, own = '', name = '', cdata, plain] = match
    if (own !== prefix || entries.length >= MOST) continue
    const tag = name.toLowerCase()
    if (tag === 'url' || tag === 'sitemap') {
      close()
      if (slash === '') open = { url: null, lastmod: null }
      continue
    }
    if (slash !== '' || open === null) continue
    const value = (cdata ?? unescaped(plain ?? '')).trim()
    if (tag === 'loc') open.url ??= value === '' ? null : value
    else open.lastmod ??= timeOf(value)
  }
  close()
  return { kind: root[2]!.toLowerCase() === 'urlset' ? 'urls' : 'index', entries }
}

// The protocol also knows a text file with one address on each line.
function plainList(text: string): Sitemap | null {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r]/).map((line) => line.trim()).filter((line) => line !== '') // prettier-ignore
  if (lines.length === 0 || !lines.every((line) => /^https?:\/\/\S{1,2000}$/i.test(line))) return null
  return { kind: 'urls', entries: lines.slice(0, MOST).map((url) => ({ url, lastmod: null })) }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, dec, hex, name) => {
      if (typeof name === 'string') return ENTITIES[name.toLowerCase()]!
      const code = typeof dec === 'string' ? Number(dec) : Number.parseInt(String(hex), 16)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

function timeOf(value: string): string | null {
  if (!/^\d{4}(?:-\d\d(?:-\d\d(?:[T ][\d:.]{4,18}(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/i.test(value)) return null
  const time = new Date(value)
  return Number.isNaN(time.getTime()) ? null : time.toISOString()
}

// Feed files: RSS 0.9x, 1.0 and 2.0, Atom and JSON Feed. Each item with its full text is an article; an item that
// only announces one is an error that says where the article is. Nothing is fetched.
import { parseFeed } from 'feedsmith'
import type { Draft } from '../article.ts'
import { messageOf } from '../errors.ts'
import { oneLine } from './clean.ts'
import { newDraft, webAddress, type ParseItem } from './draft.ts'
import { feedItems, type Feed, type FeedItem } from './feed-items.ts'
import { feedDay } from './feed-dates.ts'
import { regionOf, sourceName, zoneOf } from './fields.ts'
import { readHtml } from './html.ts'
import { parseHtml, rawText } from './html-tree.ts'
import { MAX_ARTICLE_BYTES, type Problem } from './kinds.ts'
import { readPlain } from './plain.ts'

/** An item of a feed with what it says of its article. */
export interface FeedEntry {
  /** The article's own address. */
  url: string | null
  /** What the feed calls it by; null when it has no name. */
  guid: string | null
  /** As written. */
  date: string | null
  read: ParseItem
}

/** The articles of a feed, in its order. `warnings` is what is known of the decoding. Never throws for bad content. */
export function readFeed(path: string, text: string, warnings: readonly string[]): ParseItem[] {
  const entries = readFeedEntries(path, text, warnings)
  return 'error' in entries ? [entries] : entries.map(({ read }) => read)
}

/** The same, item by item; the error of a text that is no feed. */
export function readFeedEntries(
  path: string,
  text: string,
  warnings: readonly string[],
): FeedEntry[] | { error: Problem } {
  let feed: Feed
  try {
    feed = feedItems(parseFeed(text.replace(/^[\ufeff\s]{1,99}/, '')))
  } catch (error) {
    const fact = `it is no feed that can be read: ${messageOf(error).slice(0, 160)}`
    return {
      error: { path, fact, remedy: 'give RSS, Atom or JSON Feed; other data as JSONL, one article a line' },
    }
  }
  if (feed.items.length === 0) {
    return { error: { path, fact: 'the feed has no items', remedy: 'save it again when it has some' } }
  }
  const links = new Map<string, number>()
  for (const { url } of feed.items) if (url !== null) links.set(url, (links.get(url) ?? 0) + 1)
  const items: FeedEntry[] = []
  const seen = new Set<string>()
  for (const [i, item] of feed.items.entries()) {
    // A link that stands on several items is the site's own, and tells none from the others.
    const url = item.url !== null && links.get(item.url) === 1 ? item.url : null
    const key = item.guid ?? url
    if (key !== null && seen.has(key)) continue
    if (key !== null) seen.add(key)
    const read = readItem(path, feed, item, `item ${i + 1}`, url)
    if ('draft' in read && read.draft.text.includes('\ufffd')) read.draft.warnings.push(...warnings)
    items.push({ url: webAddress(url), guid: item.guid, date: item.date, read })
  }
  return items
}

function readItem(path: string, feed: Feed, item: FeedItem, number: string, url: string | null): ParseItem {
  const title = item.title === null ? null : plainOf(item.title)
  const name = title === null || title === '' ? number : `${number} “${title.slice(0, 60)}”`
  const best = bodyOf(item, title)
  if (best === null || best.isTeaser) {
    const count = best === null ? 'no text' : `only a teaser of ${best.draft.text.length} characters`
    const remedy =
      item.url === null
        ? 'give the article itself, saved as .html'
        : `fetch the page at ${item.url} and save it as .html`
    return { error: { path, fact: `${name} holds ${count}`, remedy } }
  }
  const { draft } = best
  if (draft.text.length * 3 > MAX_ARTICLE_BYTES && byteLength(draft.text) > MAX_ARTICLE_BYTES) {
    const fact = `${name} has more than ${MAX_ARTICLE_BYTES} bytes of text`
    return { error: { path, fact, remedy: 'split the article' } }
  }
  const source = nameOf(item.source) ?? draft.source ?? organisation(item.author) ?? siteOf(feed.title)
  const day = item.date === null ? null : feedDay(item.date)
  const warnings = [...draft.warnings]
  if (item.date !== null && day === null) {
    warnings.push(`the item's date “${oneLine(item.date).slice(0, 40)}” is not a day that exists`)
  }
  return {
    draft: newDraft({
      // With a link of its own the article has the id that its page would have.
      id: url === null ? (item.guid?.slice(0, 512) ?? null) : null,
      title: title === '' ? draft.title : (title ?? draft.title),
      published_at: day ?? draft.published_at,
      source,
      zone: draft.zone ?? zoneOf(source) ?? zoneOf(siteOf(feed.title)),
      region: draft.region ?? regionOf(item.categories),
      url: webAddress(url),
      text: draft.text,
      warnings,
    }),
  }
}

interface Body {
  draft: Draft
  isTeaser: boolean
}

// The full text where the feed gives one; a summary only where nothing speaks for more behind it.
function bodyOf(item: FeedItem, title: string | null): Body | null {
  const full = item.content === null ? null : readBody(item.content, title)
  if (full !== null && item.content !== null && !item.isElsewhere && !isCut(item.content.value, full.text)) {
    return { draft: full, isTeaser: false }
  }
  const summary = item.summary === null ? null : readBody(item.summary, title)
  if (summary !== null && item.summary !== null && isWhole(item.summary.value, summary.text)) {
    return { draft: summary, isTeaser: false }
  }
  const teaser = full ?? summary
  return teaser === null ? null : { draft: teaser, isTeaser: true }
}

function readBody(body: { value: string; isHtml: boolean }, title: string | null): Draft | null {
  if (!body.isHtml) return readPlain(title === null ? body.value : `${title}\n${body.value}`)
  const html = asHtml(body.value)
  const head = title === null ? '' : `<h1>${escaped(title)}</h1>`
  return readHtml(`<html><body>${head}<div class="article-content">${html}</div></body></html>`)
}

// Some feeds escape their HTML twice, others give plain lines where HTML should stand.
function asHtml(value: string): string {
  if (/<[a-z/!]/i.test(value)) return value
  const once = /&lt;(?:p|div|br|span|img|table)\b/i.test(value) ? rawText(parseHtml(value)) : value
  if (once !== value) return once
  return value
    .split(/\r\n|[\n\r]/)
    .map((line) => (line.trim() === '' ? '' : `<p>${line}</p>`))
    .join('')
}

const MORE =
  /(?:…|⋯|\.{3}|。{2,3}|\[(?:…|\.{3})\]|(?:点击|查看|阅读)(?:全文|原文|更多|详情)|全文阅读|详细内容|read more|continue reading)[\s\])）】>»→.…]{0,9}$/i

/** A text that says itself that it goes on elsewhere. */
function isCut(source: string, text: string): boolean {
  return MORE.test(text.slice(-80)) || MORE.test(plainOf(source.slice(-2000)).slice(-80))
}

const ENDS_WHOLE = /[。！？!?][”」』’）)】\]]{0,3}$/
const WHOLE_PARAGRAPHS = 120
const WHOLE_PARAGRAPH = 300

// A summary is the whole article when it ends as an article does, is not cut, and is as long as one: several
// paragraphs, or one of a length that no teaser has.
function isWhole(source: string, text: string): boolean {
  if (isCut(source, text)) return false
  const lines = text.split('\n')
  if (lines.length >= 2 && text.length >= WHOLE_PARAGRAPHS) return lines.some((line) => ENDS_WHOLE.test(line))
  return text.length >= WHOLE_PARAGRAPH && ENDS_WHOLE.test(text)
}

function plainOf(html: string): string {
  return oneLine(rawText(parseHtml(html)))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function nameOf(value: string | null): string | null {
  return value === null ? null : sourceName(plainOf(value))
}

const ORGANISATION =
  /(?:网|报|社|台|刊|志|局|委|府|办|厅|部|院|会|中心|新闻|在线|公司|集团|频道|园区|开发区|新区|发布|编辑部)$/

// An author is often a person, whom nobody would call the source.
function organisation(author: string | null): string | null {
  const name = nameOf(author)
  return name !== null && (ORGANISATION.test(name) || name.length > 6) ? name : null
}

// “某某开发区 - 园区新闻”: the site stands first.
function siteOf(title: string | null): string | null {
  return title === null ? null : nameOf(plainOf(title).split(/\s[-–—|_·]\s|[_|｜—»]/)[0] ?? '')
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

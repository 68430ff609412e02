// What the pages of one site have in common: lines that stand on most of them are the site's and not the
// article's. Learned from lines outside the articles and at the ends of their texts, never from between an
// article's own paragraphs. Pure.
import type { SiteChrome } from '../reading.ts'
import { comparable } from '../text.ts'
import { isProse } from './chrome-lines.ts'
import type { PageFacts } from './trace.ts'

/** From how many pages on something can be said of a site. */
export const FEWEST_PAGES = 3
const MOST_LINES = 400
const LONGEST_LINE = 400
/** How many lines at either end of a text may be the site's; at its end also no more than half of them. */
const TOP = 2
const BOTTOM = 12

/** Where line `n` of a text of `count` lines stands: the ends are where a site's own lines slip in. */
export function placeInText(n: number, count: number): 'top' | 'bottom' | 'inside' {
  if (n >= Math.max(1, count / 2, count - BOTTOM)) return 'bottom'
  return n < TOP ? 'top' : 'inside'
}

/** A line as it is compared between pages. */
export function lineKey(text: string): string {
  return comparable(text).slice(0, LONGEST_LINE)
}

// A numbered heading, a salutation or a label begins the text of many an article of the same kind.
const BEGINS_A_TEXT =
  /[：:]$|^(?:第?[一二三四五六七八九十]{1,3}[、章节是]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.])/

/** One page: its facts, and the name of the directory it was saved in. */
export interface SitePage {
  facts: PageFacts
  directory: string
}

/** How the name of a site begins that is known only by the directory of its pages. */
export const NAMELESS = 'directory '

/** The site that a page belongs to. */
export function siteOf({ facts, directory }: SitePage): string {
  return facts.site ?? `${NAMELESS}${directory}`
}

/** Counts what the pages of each site share, page by page. */
export interface SiteLearner {
  add(page: SitePage): void
  /**
   * The lines that repeat on most pages of each site: on at least three, and on more than half. A line inside an
   * article counts against it, and one at the end of a text only once for all pages that tell the same story, so
   * that news which is re-posted is not taken for furniture.
   */
  learned(): SiteChrome[]
}

interface Seen {
  /** Pages with the line outside their article. */
  outside: number
  /** The stories at whose ends it stands, each by what else it begins with. */
  ends: Set<string>
  /** Pages with the line between the paragraphs of their article. */
  inside: number
}

/** Beyond so many lines of one site, those that were seen once are forgotten. */
const MOST_SEEN = 50_000

/** A learner that has seen nothing. */
export function createSiteLearner(): SiteLearner {
  const sites = new Map<string, { pages: number; seen: Map<string, Seen> }>()
  return {
    add: (page) => {
      const name = siteOf(page)
      let site = sites.get(name)
      if (site === undefined) sites.set(name, (site = { pages: 0, seen: new Map() }))
      site.pages += 1
      count(page.facts, site.seen)
      if (site.seen.size > MOST_SEEN) forgetRare(site.seen)
    },
    learned: () => {
      const all: SiteChrome[] = []
      for (const [site, { pages, seen }] of sites) {
        const lines = pages < FEWEST_PAGES ? [] : linesOnMost(seen, pages)
        if (lines.length > 0) all.push({ site, pages, lines })
      }
      return all
    },
  }
}

function count({ lines }: PageFacts, seen: Map<string, Seen>): void {
  const kept = lines.filter(({ place }) => place !== 'outside').map(({ text }) => lineKey(text))
  const counted = new Set<string>()
  for (const { text, place, linked } of lines) {
    if (text.length > LONGEST_LINE) continue
    const key = lineKey(text)
    if (key === '' || counted.has(key)) continue
    // The summary of another article, linked to it.
    if (place === 'outside' && linked && isProse(text)) continue
    if (place !== 'outside' && BEGINS_A_TEXT.test(text)) continue
    counted.add(key)
    let entry = seen.get(key)
    if (entry === undefined) seen.set(key, (entry = { outside: 0, ends: new Set(), inside: 0 }))
    if (place === 'inside') entry.inside += 1
    else if (place === 'outside') entry.outside += 1
    else entry.ends.add((kept.find((other) => other !== key) ?? '').slice(0, 40))
  }
}

function forgetRare(seen: Map<string, Seen>): void {
  for (const [key, { outside, ends, inside }] of seen) if (outside + ends.size + inside < 2) seen.delete(key)
}

function linesOnMost(seen: ReadonlyMap<string, Seen>, pages: number): string[] {
  const most = pages / 2
  return [...seen]
    .map(([key, { outside, ends, inside }]) => ({ key, often: outside + ends.size, inside }))
    .filter(({ often, inside }) => often >= FEWEST_PAGES && often > most && inside * 4 <= often)
    .sort((a, b) => b.often - a.often)
    .slice(0, MOST_LINES)
    .map(({ key }) => key)
}

/** Two lists of one site's lines as one; what was learned last comes first. */
export function mergeSites(learned: SiteChrome | null, known: SiteChrome | null): SiteChrome | null {
  if (learned === null || known === null) return learned ?? known
  const lines = [...new Set([...learned.lines, ...known.lines])].slice(0, MOST_LINES)
  return { site: learned.site, pages: Math.max(learned.pages, known.pages), lines }
}

/**
 * The lines of a text without the site's own at its ends. Between two of those a line or two may go with them
 * that are no running text (a counter, a date); from between the article's paragraphs nothing is taken.
 */
export function withoutSiteEnds<T>(
  lines: readonly T[],
  textOf: (line: T) => string,
  chrome: ReadonlySet<string>,
  onDrop: (line: T, rule: string) => void,
): T[] {
  if (chrome.size === 0) return [...lines]
  const isSites = (line: T): boolean => chrome.has(lineKey(textOf(line)))
  const reach = (from: number, step: 1 | -1): number => {
    let edge = from
    for (let i = from, gap = 0; i >= 0 && i < lines.length && gap <= 2; i += step) {
      if (isSites(lines[i]!)) {
        edge = i + step
        gap = 0
      } else if (isProse(textOf(lines[i]!))) break
      else gap += 1
    }
    return edge
  }
  const start = reach(0, 1)
  const end = reach(lines.length - 1, -1) + 1
  return lines.filter((line, i) => {
    const isKept = i >= start && i < end
    if (!isKept) onDrop(line, 'stands on most pages of the site, or between such lines')
    return isKept
  })
}

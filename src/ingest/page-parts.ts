// Articles that a portal cuts into several pages: which saved pages are the parts of one article, in which order,
// and which are missing. It knows names, titles and links, not where files lie. Pure.
import { comparable } from '../text.ts'

/** A saved page that may be a part. */
export interface PartPage {
  /** The file's name without its directory. */
  name: string
  title: string | null
  url: string | null
  text: string
  /** Links such as “下一页” and “3”, as written. */
  pagers: readonly { text: string; href: string }[]
}

/** The pages of one article in order, by their places in the list that was given; the first is its beginning. */
export interface PartGroup {
  members: number[]
  /** Numbers of the pages that are linked or counted but were not given. */
  missing: number[]
}

const NUMBERED = /^(.{1,200}?)[-_](?:p|page|第)?(\d{1,3})页?$/i
const COPIED = /^(.{1,200}?)\s?[（(](\d{1,3})[）)]$/
const PAGE_OF_TITLE =
  /[\s_-]{0,2}(?:[（(【[]?第?[\d一二三四五六七八九十]{1,3}(?:页|\/\d{1,3}页?)[）)】\]]?|[（(]\d{1,2}[）)])$/
const MOST_PAGES = 60

/** The groups of two pages or more among pages saved in one directory. */
export function findParts(pages: readonly PartPage[]): PartGroup[] {
  const families = new Map<string, { at: number; number: number }[]>()
  const stems = new Set(pages.map(({ name }) => stemOf(name)))
  for (const [at, page] of pages.entries()) {
    const stem = stemOf(page.name)
    const numbered = NUMBERED.exec(stem) ?? COPIED.exec(stem)
    // A base page, or page 1 of those that are all numbered.
    const key = numbered === null ? stem : numbered[1]!
    const family = families.get(key) ?? []
    family.push({ at, number: numbered === null ? 0 : Number(numbered[2]) })
    families.set(key, family)
  }
  const groups: PartGroup[] = []
  for (const [base, family] of families) {
    if (family.length < 2 || family.length > MOST_PAGES) continue
    family.sort((a, b) => a.number - b.number)
    const members = family.filter(({ at }) =>
      belongs(
        pages[at]!,
        pages[family[0]!.at]!,
        family.map((one) => pages[one.at]!),
      ),
    )
    if (members.length < 2) continue
    groups.push({ members: members.map(({ at }) => at), missing: missingOf(base, members, pages, stems) })
  }
  const taken = new Set(groups.flatMap(({ members }) => members))
  return [...groups, ...chains(pages, taken)]
}

// The same title; or a link that says “下一页” where both have none of their own.
function belongs(page: PartPage, first: PartPage, family: readonly PartPage[]): boolean {
  if (page === first) return true
  const [own, firsts] = [titleKey(page), titleKey(first)]
  if (own !== '' && own === firsts) return true
  if (own !== '' && firsts !== '' && !own.includes(firsts) && !firsts.includes(own)) return false
  return family.some((other) => other !== page && (leadsTo(other, page) || leadsTo(page, other)))
}

// Pages whose names have nothing in common but that lead to one another, with one title.
function chains(pages: readonly PartPage[], taken: ReadonlySet<number>): PartGroup[] {
  const byTitle = new Map<string, number[]>()
  for (const [at, page] of pages.entries()) {
    const key = titleKey(page)
    if (taken.has(at) || key === '' || page.pagers.length === 0) continue
    byTitle.set(key, [...(byTitle.get(key) ?? []), at])
  }
  const groups: PartGroup[] = []
  for (const same of byTitle.values()) {
    if (same.length < 2 || same.length > MOST_PAGES) continue
    const nextOf = (at: number): number | undefined =>
      same.find((other) => other !== at && leadsTo(pages[at]!, pages[other]!, /^.{0,3}下一?页/))
    const led = new Set(same.map((at) => nextOf(at)))
    const first = same.find((at) => !led.has(at))
    if (first === undefined) continue
    const members = [first]
    for (let at = nextOf(first); at !== undefined && !members.includes(at); at = nextOf(at)) members.push(at)
    if (members.length >= 2) groups.push({ members, missing: [] })
  }
  return groups
}

function leadsTo(from: PartPage, to: PartPage, text = /./): boolean {
  return from.pagers.some((pager) => text.test(pager.text) && isAddressOf(pager.href, from, to))
}

function isAddressOf(href: string, from: PartPage, to: PartPage): boolean {
  if (lastOf(href) === to.name) return true
  if (from.url === null || to.url === null || !URL.canParse(href, from.url)) return false
  return new URL(href, from.url).href === to.url
}

// Numbers between the first and the last that have no page, and those that only a link knows.
function missingOf(
  base: string,
  members: readonly { at: number; number: number }[],
  pages: readonly PartPage[],
  stems: ReadonlySet<string>,
): number[] {
  const numbers = members.map(({ number }) => number)
  const linked = members.flatMap(({ at }) =>
    pages[at]!.pagers.flatMap(({ href }) => {
      const match = NUMBERED.exec(stemOf(lastOf(href)))
      return match !== null && match[1] === base && !stems.has(stemOf(lastOf(href))) ? [Number(match[2])] : []
    }),
  )
  // Base, _1, _2 … or base, _2, _3 …
  const start = numbers[0] === 0 ? Math.min(numbers[1]!, 2) : 1
  const missing = new Set(linked.filter((number) => !numbers.includes(number)))
  for (let number = start; number < numbers.at(-1)!; number += 1) {
    if (!numbers.includes(number) && (number > 1 || numbers[0] !== 0)) missing.add(number)
  }
  return [...missing].sort((a, b) => a - b).slice(0, MOST_PAGES)
}

/** The parts' texts as one, each line break kept; a part that holds all the others stands for them. */
export function joinTexts(texts: readonly string[]): string {
  const whole = texts.find((text) => texts.every((other) => other === text || text.includes(other)))
  if (whole !== undefined) return whole
  const lines: string[] = []
  for (const text of texts) {
    const own = text.split('\n')
    // A page may begin with what the one before it ended with: its lead, its table of contents.
    let shared = 0
    while (shared < own.length && lines[shared] === own[shared]) shared += 1
    lines.push(...own.slice(shared))
  }
  return lines.join('\n')
}

function titleKey({ title }: PartPage): string {
  return title === null ? '' : comparable(title.replace(PAGE_OF_TITLE, ''))
}

/** A title without the number of its page: “园区发展规划（2）”. */
export function withoutPage(title: string): string {
  const plain = title.replace(PAGE_OF_TITLE, '').trim()
  return plain === '' ? title : plain
}

function stemOf(name: string): string {
  return name.replace(/\.[a-z]{3,5}$/i, '')
}

function lastOf(href: string): string {
  const path =
    href
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) ?? ''
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

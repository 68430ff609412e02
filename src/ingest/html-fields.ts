// Date, source and author of a page: what stands printed between title and body first, then the boxes around,
// then the head, at last the address. Never a date out of the story.
import { authorName, bylineOf } from './authors.ts'
import { findDates, readDay } from './dates.ts'
import { webAddress } from './draft.ts'
import { labelled, readMetaLine, sourceName } from './fields.ts'
import { findAreas } from './html-areas.ts'
import { placeOf, type Block } from './html-blocks.ts'
import type { HeadFields } from './html-head.ts'
import { besideDate, namedSource, outletAlone, paperIn } from './html-sources.ts'
import type { Element } from './html-tree.ts'
import { EDGE } from './names.ts'
import { choose, type Option, type Trace } from './trace.ts'

export interface PageFields {
  published_at: string | null
  source: string | null
  author: string | null
  zone: string | null
  region: string | null
  url: string | null
  warnings: string[]
}

export interface Place {
  /** The title's block; null when the title is not printed. */
  title: number | null
  /** The first and the last block of the body. */
  first: number
  last: number
  /** The blocks of the body, in order. */
  kept: readonly number[]
}

const ABOVE = 30
const BELOW = 12

// How far a line is from where portals print the row of date and source; less is better.
const BETWEEN = 0
const OVER_TITLE = 3
const UNDER_BODY = 6
const IN_HEAD = 20
const IN_ADDRESS = 30

/** What the page says of its article around the body. */
export function findFields(
  root: Element,
  blocks: readonly Block[],
  place: Place,
  head: HeadFields,
  trace: Trace,
): PageFields {
  const found: Found = { dates: [], sources: [], authors: [], zones: [], regions: [] }
  const start = Math.max(0, Math.min(place.title ?? place.first, place.first) - ABOVE)
  const stop = Math.min(blocks.length, place.last + 1 + BELOW)
  for (let i = start; i < stop; i += 1) {
    if (i < place.first || i > place.last) readLine(blocks, i, place, found)
  }
  readText(blocks, place, head, found)
  readHeadOf(head, found)
  const warnings: string[] = []
  const date = choose(trace, 'published_at', found.dates)
  const unreal = found.dates.find(({ value }) => value === null)
  if (unreal !== undefined && unreal.rank < IN_HEAD && (date === null || unreal.rank < date.rank)) {
    warnings.push(`“${unreal.raw}” is printed as a date but is not a day that exists`)
  }
  const source = choose(trace, 'source', found.sources)?.value ?? null
  const author = choose(trace, 'author', found.authors)?.value ?? null
  const areas = findAreas(root, blocks, { start, before: place.first }, { head, source, ...found }, trace)
  const urls = head.urls.map(({ name, value }, rank) => {
    const note = isHome(value) ? 'the address of the whole site' : 'the address of the page'
    return { value: isHome(value) ? null : webAddress(value), raw: value, from: name, note, rank }
  })
  const url = choose(trace, 'url', urls)?.value ?? null
  return { published_at: date?.value ?? null, source, author, ...areas, url, warnings }
}

interface Found {
  dates: Option[]
  sources: Option[]
  authors: Option[]
  zones: Option[]
  regions: Option[]
}

function readLine(blocks: readonly Block[], i: number, place: Place, found: Found): void {
  const block = blocks[i]!
  if (block.text.length > 300) return
  const isBetween = i < place.first && (place.title === null ? i >= place.first - 6 : i > place.title)
  const far = i > place.last ? UNDER_BODY : isBetween ? BETWEEN : OVER_TITLE
  const where = i > place.last ? 'below the text' : isBetween ? 'between title and text' : 'above the title'
  const at = placeOf(blocks, i)
  const from = (label: string | null): string => (label === null ? at : `${at}, label ${label}`)
  const line = readMetaLine(metaLine(blocks, i, place))
  if (block.linked * 2 <= block.text.length) {
    if (line.zone !== null)
      found.zones.push({ value: line.zone, from: at, note: 'labelled as zone', rank: 0 })
    if (line.region !== null) {
      found.regions.push({ value: line.region, from: at, note: 'labelled as region', rank: 0 })
    }
  }
  if (line.author !== null) {
    found.authors.push({ value: line.author, from: at, note: `labelled, ${where}`, rank: far })
  }
  const { date } = line
  const isOwn =
    date?.label !== null || (isBetween && isShortLine(block) && isDateRow(block, date.found.start))
  const isBoxAbove = place.title !== null && i < place.title && i >= place.title - 3 && isOnlyDate(block)
  const isNear = isBetween || (place.title !== null && i < place.title && i >= place.title - 6)
  const isClock = CLOCK.test(block.text) || (WEEKDAY.test(block.text) && (!isNear || block.aside))
  if (date !== null && (isOwn || isBoxAbove || (isNear && WEEKDAY.test(block.text))) && !isClock) {
    const { day, raw } = date.found
    const isLeaf = isBetween || i >= place.title! - 2
    const rank = WEEKDAY.test(block.text) ? (isLeaf ? 9 : IN_HEAD + 5) : isOwn ? date.rank + far : 5
    const note = isOwn ? `printed ${where}` : 'a calendar leaf over the title'
    found.dates.push({
      value: day,
      raw,
      from: from(date.label),
      note,
      rank: isBoxAbove ? Math.min(rank, 5) : rank,
    })
  }
  if (line.source !== null) {
    const { name, rank, label } = line.source
    found.sources.push({ value: name, from: from(label), note: `printed ${where}`, rank: rank + far })
  } else if (isBetween) {
    const name = namedSource(block)
    if (name !== null) {
      found.sources.push({ value: name, from: at, note: 'its element is named as the source', rank: 1 })
    } else if (date !== null && isOwn && block.text.length <= 60) {
      const beside = besideDate(block)
      if (beside !== null) {
        found.sources.push({ value: beside, from: at, note: 'an outlet beside the date', rank: 4 })
      }
    }
    const alone = place.title === null ? null : outletAlone(block)
    if (alone !== null)
      found.sources.push({ value: alone, from: at, note: 'an outlet alone on its line', rank: 8 })
  }
}

// The by-line of the first and the last paragraph, and how the report names its agency.
function readText(blocks: readonly Block[], place: Place, head: HeadFields, found: Found): void {
  const first = place.kept[0]
  if (first === undefined) return
  const opening = blocks[first]!.text
  const agency = AGENCY.exec(opening)?.[1]
  if (agency !== undefined) {
    found.sources.push({
      value: agency,
      from: placeOf(blocks, first),
      note: 'the text begins with it',
      rank: 25,
    })
  } else if (OWN_PAPER.test(opening)) {
    const ofSite = head.siteName !== null && /[报刊网社台]$/.test(head.siteName) ? head.siteName : null
    const paper = ofSite ?? paperIn(head.documentTitle ?? '')
    const note = 'the text begins “本报讯”; the name is that of the site'
    if (paper !== null) found.sources.push({ value: paper, from: placeOf(blocks, first), note, rank: 26 })
  }
  for (const i of new Set([first, place.kept[1] ?? first, place.kept.at(-1)!])) {
    const names = bylineOf(blocks[i]!.text)
    if (names !== null) {
      found.authors.push({ value: names, from: placeOf(blocks, i), note: 'by-line in the text', rank: 10 })
    }
  }
}

function readHeadOf(head: HeadFields, found: Found): void {
  for (const [i, { name, value }] of head.dates.entries()) {
    const date = readDay(value)
    if (date !== null) {
      const note = 'the head of the page; what is printed comes first'
      found.dates.push({ value: date.day, raw: date.raw, from: name, note, rank: IN_HEAD + i / 100 })
    }
  }
  for (const { name, value } of head.urls.slice(0, 1)) {
    const day = dateOfUrl(value)
    const note = 'a date in the address of the page'
    if (day !== null) found.dates.push({ value: day, from: name, note, rank: IN_ADDRESS })
  }
  for (const [i, { name, value }] of head.sources.entries()) {
    const source = sourceName(value)
    const note = 'the head of the page; what is printed comes first'
    found.sources.push({ value: source, raw: value, from: name, note, rank: IN_HEAD + i / 100 })
  }
  for (const [i, { name, value }] of head.authors.entries()) {
    const author = value === head.siteName ? null : authorName(value)
    const note = 'the head of the page; what is printed comes first'
    found.authors.push({ value: author, raw: value, from: name, note, rank: IN_HEAD + i / 100 })
  }
}

// “本报讯”: the paper that prints it, which is that of the site.
const OWN_PAPER = /^[【[（(]?本[报刊网站台]讯/

// How a report names its agency: “新华社北京5月19日电”, “江城日报讯”.
const AGENCY =
  /^【?(?!本)([\p{Script=Han}]{1,8}?(?:网|报|社|新闻|通讯社))(?:[\p{Script=Han}]{2,6}?)?(?:\d{1,2}月\d{1,2}日)?[讯电](?=[】\s（(　]|\p{Script=Han})/u

/** The page's own clock. */
const CLOCK = /今天|今日|现在/
/** Printed with the time of a flash as well as by the page's clock: it counts only right at the title. */
const WEEKDAY = /星期[一二三四五六日天]/

// A label alone on its line (<dt>, a cell, a <label>) is read together with the line after it.
function metaLine(blocks: readonly Block[], i: number, place: Place): string {
  const { marked, text } = blocks[i]!
  const next = blocks[i + 1]
  if (next === undefined || i + 1 === place.first || text.length > 12 || next.text.length > 60) return marked
  const isLabel = labelled(/[:：]\s*$/.test(text) ? text : `${text}：`).some(({ value }) => value === '')
  return isLabel ? `${marked}${EDGE}${next.marked}` : marked
}

// Not a line of a list of articles, where a linked title stands before the date or fills the line.
function isDateRow(block: Block, dateAt: number): boolean {
  const share = block.linked / block.text.length
  return share < 0.5 || (dateAt <= 2 && share < 0.65)
}

// A calendar leaf beside the title; the page's clock has the day of the week.
function isOnlyDate(block: Block): boolean {
  return (
    !block.aside && block.text.length <= 20 && !/[\p{Script=Han}]/u.test(block.text.replace(/[年月日]/g, ''))
  )
}

function isShortLine(block: Block): boolean {
  return block.text.length <= 120 && !/[。！？]/.test(block.text)
}

/** Whether an address is that of a whole site: templates give it on every page. */
export function isHome(url: string): boolean {
  return /^https?:\/\/[^/?#]{1,255}(?:\/(?:(?:index|default|home)\.[a-z]{3,5})?)?[?#]?$/i.test(url.trim())
}

function dateOfUrl(url: string): string | null {
  const found = findDates(url.replace(/[?#].*$/s, ''))[0]
  if (found !== undefined) return found.day
  const compact = /[/_t]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_])/.exec(url)
  return compact === null ? null : (findDates(`${compact[1]}-${compact[2]}-${compact[3]}`)[0]?.day ?? null)
}

// Date, source, zone and region of a page: what stands printed between title and body first, then the boxes
// around, then the head, at last the address. Never a date out of the story.
import { chromeKind } from './chrome-lines.ts'
import { findDates } from './dates.ts'
import {
  crumbs,
  EDGE,
  labelled,
  readMetaLine,
  regionOf,
  sourceName,
  zoneOf,
  type LineFields,
} from './fields.ts'
import type { Block } from './html-blocks.ts'
import type { HeadFields } from './html-head.ts'
import { nameWords } from './html-names.ts'
import type { Element } from './html-tree.ts'

export interface PageFields {
  published_at: string | null
  source: string | null
  zone: string | null
  region: string | null
  warnings: string[]
}

export interface Place {
  /** The title's block; null when the title is not printed. */
  title: number | null
  /** The first and the last block of the body. */
  first: number
  last: number
}

const ABOVE = 30
const BELOW = 12

/** What the page says of its article around the body. */
export function findFields(blocks: readonly Block[], place: Place, head: HeadFields): PageFields {
  const dates: Found[] = []
  const sources: Found[] = []
  const fields: PageFields = { published_at: null, source: null, zone: null, region: null, warnings: [] }
  const trails: string[][] = []
  const start = Math.max(0, Math.min(place.title ?? place.first, place.first) - ABOVE)
  const stop = Math.min(blocks.length, place.last + 1 + BELOW)
  for (let i = start; i < stop; i += 1) {
    if (i >= place.first && i <= place.last) continue
    const block = blocks[i]!
    const trail = crumbs(block.marked)
    if (trail !== null) trails.push(trail)
    if (block.text.length > 300) continue
    const isBetween = i < place.first && (place.title === null ? i >= place.first - 6 : i > place.title)
    const far = i > place.last ? 6 : isBetween ? 0 : 3
    const line = readMetaLine(metaLine(blocks, i, place))
    take(fields, line)
    const { date } = line
    const isOwn =
      date?.label !== null || (isBetween && isShortLine(block) && isDateRow(block, date.found.start))
    const isBoxAbove = place.title !== null && i < place.title && i >= place.title - 3 && isOnlyDate(block)
    if (date !== null && isBoxAbove) dates.push({ value: date.found.day, raw: date.found.raw, rank: 5 })
    if (date !== null && isOwn && !CLOCK.test(block.text)) {
      dates.push({ value: date.found.day, raw: date.found.raw, rank: date.rank + far })
    }
    if (line.source !== null) sources.push({ value: line.source.name, raw: '', rank: line.source.rank + far })
    else if (isBetween) {
      const name = namedSource(block)
      if (name !== null) sources.push({ value: name, raw: '', rank: 1 })
      else if (date !== null && isOwn && block.text.length <= 60) {
        const beside = besideDate(block)
        if (beside !== null) sources.push({ value: beside, raw: '', rank: 4 })
      }
    }
  }
  fields.published_at = settleDate(dates, fields.warnings) ?? head.published ?? dateOfUrl(head.url)
  fields.source =
    least(sources)?.value ??
    (head.source === null ? null : sourceName(head.source)) ??
    AGENCY.exec(blocks[place.first]?.text ?? '')?.[1] ??
    null
  fields.region ??= trails.map((trail) => regionOf(trail)).find((name) => name !== null) ?? null
  fields.zone ??=
    zoneOf(head.siteName) ??
    zoneOf(fields.source) ??
    trails
      .flat()
      .map((crumb) => zoneOf(crumb))
      .find((name) => name !== null) ??
    null
  return fields
}

// How a report names its agency: “新华社北京5月19日电”, “江城日报讯”.
const AGENCY =
  /^【?(?!本)([\p{Script=Han}]{1,8}?(?:网|报|社|新闻|通讯社))(?:[\p{Script=Han}]{2,6}?)?(?:\d{1,2}月\d{1,2}日)?[讯电](?=[】\s（(　]|\p{Script=Han})/u

/** The page's own clock. */
const CLOCK = /今天|今日|现在|星期[一二三四五六日天]/

interface Found {
  value: string | null
  raw: string
  rank: number
}

function least(found: readonly Found[]): Found | null {
  let best: Found | null = null
  for (const one of found) if (best === null || one.rank < best.rank) best = one
  return best
}

function settleDate(dates: readonly Found[], warnings: string[]): string | null {
  const real = least(dates.filter((date) => date.value !== null))
  const unreal = dates.find((date) => date.value === null)
  if (unreal !== undefined && (real === null || unreal.rank < real.rank)) {
    warnings.push(`“${unreal.raw}” is printed as a date but is not a day that exists`)
  }
  return real?.value ?? null
}

function take(fields: PageFields, line: LineFields): void {
  fields.zone ??= line.zone
  fields.region ??= line.region
}

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

const SOURCE_WORD = /^(?:source|sour|media|laiyuan|ly|from|origin|publisher)$/

// An element of the line whose class or id says “source”, without a label before the name.
function namedSource(block: Block): string | null {
  const search = (el: Element, depth: number): string | null => {
    if (depth > 6) return null
    const words = nameWords(el)
    if (
      (!words.includes('rich') && words.some((word) => SOURCE_WORD.test(word))) ||
      words.includes('nickname')
    ) {
      const name = sourceName(textOf(el))
      if (name !== null && findDates(name).length === 0 && chromeKind(name) === null) return name
    }
    for (const child of el.children) {
      if (child.kind !== 'element') continue
      const name = search(child, depth + 1)
      if (name !== null) return name
    }
    return null
  }
  return block.text.length <= 120 ? search(block.owner, 0) : null
}

function textOf(el: Element): string {
  if (el.tag === 'script' || el.tag === 'style') return ''
  return el.children
    .map((child) =>
      child.kind === 'text' ? child.text : child.kind === 'element' ? EDGE + textOf(child) + EDGE : '',
    )
    .join('')
}

const OUTLET =
  /(?:网|报|社|台|刊|志|局|委|府|中心|新闻|日报|在线|科技|财经|杂志|公司|集团|频道|办|厅|部|协会|时报|APP|客户端|论坛|观察|周刊|园区|开发区|新区|发布)$/

// “2019-09-26 10:56 证券时报网”: an outlet's name beside the date, without a label.
function besideDate(block: Block): string | null {
  const rest = block.marked.normalize('NFKC').replace(/[\d年月日.:/-]{4,24}/g, EDGE)
  for (const part of rest.split(EDGE)) {
    const plain = part.trim()
    if (plain.length < 2 || plain.length > 20 || /[\d:：]/.test(plain) || chromeKind(plain) !== null) continue
    const name = sourceName(plain)
    if (name !== null && OUTLET.test(name)) return name
  }
  return null
}

function dateOfUrl(url: string | null): string | null {
  if (url === null) return null
  const found = findDates(url.replace(/[?#].*$/, ''))[0]
  if (found !== undefined) return found.day
  const compact = /[/_t]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_])/.exec(url)
  return compact === null ? null : (findDates(`${compact[1]}-${compact[2]}-${compact[3]}`)[0]?.day ?? null)
}

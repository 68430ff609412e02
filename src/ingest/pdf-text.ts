// From the lines of all pages to paragraphs: running heads and page numbers gone, line breaks inside a paragraph
// joined, over columns and pages too; the title is the largest text on the first page.
import type { DocumentLine } from './document.ts'
import { gutterOf, pageLines, type Line, type Page } from './pdf-lines.ts'

export interface PdfText {
  lines: DocumentLine[]
  title: string | null
}

/** The text of a document's pages. */
export function pdfText(pages: readonly Page[]): PdfText {
  const gutters = pages.map((page) => gutterOf(page)).filter((x) => x !== null)
  // Most pages must agree before one is read in columns for their sake.
  const usual = gutters.length * 2 >= pages.length ? (gutters[gutters.length >> 1] ?? null) : null
  const perPage = pages.map((page) => pageLines(page, usual))
  const lines = withoutFurniture(perPage, pages).flat()
  const layout = layoutOf(lines)
  const paragraphs: Paragraph[] = []
  for (const [i, line] of lines.entries()) {
    const last = paragraphs.at(-1)
    if (last !== undefined && goesOn(lines[i - 1]!, line, layout)) last.text = joined(last.text, line.text)
    else paragraphs.push({ text: line.text, size: line.size, page: line.page, y: line.y })
  }
  const title = titleOf(paragraphs, layout, pages[0]?.height ?? 0)
  return {
    lines: paragraphs.map(({ text, size }) => ({ text, heading: size > 1.1 * layout.size ? 2 : 0 })),
    title,
  }
}

interface Paragraph {
  text: string
  size: number
  page: number
  y: number
}

const EDGE_LINES = 3
const SAME_HEIGHT = 6
const SAME_LEFT = 12
const PAGE_NUMBER =
  /^[-–—―·•~|\s]{0,4}(?:第\s?|page\s|p\.\s?)?(?:\d{1,4}|[ivxl]{1,6})(?:\s?页)?(?:[\s,，/／|]{0,2}(?:of|共|总)?\s?\d{1,4}\s?页?)?[-–—―·•~|\s]{0,4}$/i

interface Place {
  page: number
  left: number
  y: number
}

// What stands at the top or the foot of many pages at one place, and lone numbers there.
function withoutFurniture(perPage: readonly Line[][], pages: readonly Page[]): Line[][] {
  const places = new Map<string, Place[]>()
  const edges = perPage.map((lines) => edgeLines(lines))
  for (const line of edges.flat()) {
    for (const key of keysOf(line)) {
      const known = places.get(key) ?? []
      known.push(line)
      places.set(key, known)
    }
  }
  const least = Math.max(2, 0.4 * perPage.length)
  const isRepeated = (line: Line): boolean =>
    keysOf(line).some((key) => {
      const on = new Set<number>()
      for (const { page, left, y } of places.get(key)!) {
        if (Math.abs(y - line.y) <= SAME_HEIGHT && Math.abs(left - line.left) <= SAME_LEFT) on.add(page)
      }
      // The head of a table that goes on over pages is kept once.
      return on.size >= least && !(line.isRow && line.page === Math.min(...on))
    })
  return perPage.map((lines, i) => {
    const furniture = new Set(edges[i]!.filter((line) => /\p{L}/u.test(line.text) && isRepeated(line)))
    const rest = lines.filter((line) => !furniture.has(line))
    const height = pages[i]!.height
    const numbers = new Set(
      edgeLines(rest, 1).filter(
        ({ text, y }) => PAGE_NUMBER.test(text) && (y < 0.13 * height || y > 0.87 * height),
      ),
    )
    return rest.filter((line) => !numbers.has(line))
  })
}

function edgeLines(lines: readonly Line[], count = EDGE_LINES): Line[] {
  const sorted = [...lines].sort((a, b) => a.y - b.y)
  return [...new Set([...sorted.slice(0, count), ...sorted.slice(-count)])]
}

// A line that repeats says the same on every page, but for numbers that count the pages. Other figures do not:
// “投资额：3亿元” on one page of a list of projects and “投资额：5亿元” on the next are no running head.
function keysOf(line: Line): string[] {
  const parts = line.text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .slice(0, 200)
    .split(/(\d{1,4})/, 9)
  let keys = ['']
  for (const [i, part] of parts.entries()) {
    const forms = i % 2 === 0 || i > 5 ? [part] : [part, `#${Number(part) - line.page}`]
    keys = keys.flatMap((key) => forms.map((form) => key + form))
  }
  return keys
}

interface Layout {
  /** Of the running text. */
  size: number
  /** From baseline to baseline of the running text. */
  pitch: number
  /** Where lines begin and how wide they are at most, for each kind of area. */
  widths: ReadonlyMap<string, number>
  lefts: ReadonlyMap<string, number>
}

function layoutOf(lines: readonly Line[]): Layout {
  const size = mostWeighty(lines.map((line) => [Math.round(line.size * 2) / 2, line.text.length])) ?? 10
  const steps: [number, number][] = []
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    if (next === undefined || next.page !== line.page || next.area !== line.area) continue
    if (next.y > line.y) steps.push([Math.round(next.y - line.y), 1])
  }
  const widths = new Map<string, number>()
  const lefts = new Map<string, number>()
  for (const kind of new Set(lines.map((line) => areaKey(line)))) {
    const own = lines.filter(
      (line) => areaKey(line) === kind && !line.isRow && Math.abs(line.size - size) < 1,
    )
    if (own.length === 0) continue
    // The margin is the leftmost place where a fair share of the lines begins.
    const share = new Map<number, number>()
    for (const line of own)
      share.set(Math.round(line.left / 4), (share.get(Math.round(line.left / 4)) ?? 0) + 1)
    const common = [...share].filter(([, count]) => count >= 0.15 * own.length).map(([left]) => left * 4)
    const left = Math.min(...(common.length > 0 ? common : own.map((line) => line.left)))
    lefts.set(kind, left)
    widths.set(kind, own.reduce((most, line) => Math.max(most, line.right), left) - left)
  }
  return { size, pitch: mostWeighty(steps) ?? 1.5 * size, widths, lefts }
}

function areaKey(line: Line): string {
  return line.area.kind
}

function mostWeighty(values: readonly (readonly [value: number, weight: number])[]): number | null {
  const sums = new Map<number, number>()
  for (const [value, weight] of values) sums.set(value, (sums.get(value) ?? 0) + weight)
  return [...sums].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

const ENDED = /[。！？!?；;：:][”」』’）)】\]]{0,2}$/
const STARTS =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,4}[章节条篇]|\d{1,2}[.、．](?!\d)|[①-⑳●•■◆▪·])/

/** Whether a line is the next line of the same paragraph. */
function goesOn(last: Line, next: Line, layout: Layout): boolean {
  if (last.isRow || next.isRow || Math.abs(last.size - next.size) > 0.08 * last.size) return false
  const { size } = next
  const isTogether = last.page === next.page && last.area === next.area
  const step = next.y - last.y
  const isLarge = size > 1.12 * layout.size
  if (isTogether && (step <= 0 || step > Math.max(1.5 * layout.pitch, isLarge ? 2.4 * size : 0))) return false
  if (isLarge) return isTogether && !ENDED.test(last.text) && !STARTS.test(next.text)
  const left = layout.lefts.get(areaKey(next)) ?? next.area.left
  const lastLeft = layout.lefts.get(areaKey(last)) ?? last.area.left
  const room = lastLeft + (layout.widths.get(areaKey(last)) ?? 0) - last.right
  if (ENDED.test(last.text) && (STARTS.test(next.text) || room > size)) return false
  if (room > roomFor(next.text) * size) return false
  if (next.left - left < 1.2 * size) return true
  // Set in as a whole: the lines begin at one place and the last one is full.
  return (
    last.area.kind === next.area.kind &&
    Math.abs(last.left - next.left) < 0.5 * size &&
    !ENDED.test(last.text)
  )
}

// The room that is left on a line because the next word does not fit, in units of the font's size.
function roomFor(text: string): number {
  const word = /^[\p{Script=Latin}\p{N}][^\s\p{Script=Han}]{0,30}/u.exec(text)?.[0]
  return word === undefined ? 2 : 1.6 + 0.6 * word.length
}

const LATIN = /[\p{Script=Latin}\p{N},.;:!?)%'’”]/u

function joined(text: string, next: string): string {
  if (/\p{Ll}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next
  return LATIN.test(text.at(-1)!) && /^[\p{Script=Latin}\p{N}(“'$]/u.test(next)
    ? `${text} ${next}`
    : text + next
}

// The name of a paper or an office above the title is set larger still.
const MASTHEAD =
  /(?:文件|公报|简报|日报|晚报|周报|周刊|月报|专报|快报|早报|时报|晨报|信息|动态|通讯|参考|人民政府|委员会|办公室)$/

function titleOf(paragraphs: readonly Paragraph[], layout: Layout, height: number): string | null {
  const large = paragraphs
    .filter(({ page, size, y, text }) => {
      const plain = text.replace(/\s+/g, '')
      return (
        page === 1 &&
        y < 0.65 * height &&
        size > 1.12 * layout.size &&
        plain.length >= 4 &&
        plain.length <= 120
      )
    })
    .sort((a, b) => b.size - a.size)
  return (large.find(({ text }) => !MASTHEAD.test(text)) ?? large[0])?.text ?? null
}

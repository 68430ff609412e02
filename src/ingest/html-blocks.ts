// The page as a reader sees it, line by line: paragraphs, headings, list items, table rows, in order. Each
// line knows where it stands; whether it belongs to the article is decided elsewhere.
import { chromeKind, type ChromeKind } from './chrome-lines.ts'
import { oneLine } from './clean.ts'
import { EDGE } from './names.ts'
import { isAside, isCaptionBox, tagOf } from './html-names.ts'
import { cellsOf, isDataTable } from './html-tables.ts'
import { elements, rawText, type Element, type Node } from './html-tree.ts'

/** One line of the page. */
export interface Block {
  text: string
  /** The text with EDGE where inline elements begin and end. */
  marked: string
  /** Characters that are part of a link, of `text.length`. */
  linked: number
  /** 1 to 6 inside a heading element, else 0. */
  heading: number
  /** A row of a data table. */
  isRow: boolean
  centered: boolean
  /** Set bold as a whole, as headings are. */
  bold: boolean
  /** Set in a smaller type than the page's text, as captions are. */
  small: boolean
  /** Stands in a caption, or directly after an image with nothing between. */
  caption: boolean
  afterImage: boolean
  /** Stands in a part of the page whose name says that it is no article text. */
  aside: boolean
  /** What kind of page furniture its words are; null when they may be the article's. */
  kind: ChromeKind | null
  /** The innermost block-level element around it. */
  owner: Element
}

/** Where a line of the page stands, for a person: “line 12 <span class="time">”. */
export function placeOf(blocks: readonly Block[], i: number): string {
  return `line ${i + 1} ${tagOf(blocks[i]!.owner)}`
}

const INLINE = new Set(
  'a abbr acronym b bdo bdi big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike strong sub sup time tt u var wbr ruby rb rt publishtime ucaptitle founder-content'.split(
    ' ',
  ),
)

const ROWS = new Set(['tr', 'tbody', 'thead', 'tfoot'])

/** A page of more lines is no page of an article; what comes after them is not looked at. */
export const MOST_LINES = 20_000

/** All lines of a page, at most `MOST_LINES`. Every element gets the range of the lines inside it. */
export function layOut(root: Element, isHidden: (el: Element) => boolean): Block[] {
  const blocks: Block[] = []
  let marked = ''
  let linked = 0
  let bold = 0
  let small = 0
  let imageSeen = false

  const flush = (state: State): void => {
    // Between two tags most often stands nothing, and then nothing has been counted.
    if (marked === '') return
    const parts = marked
    const text = oneLine(parts.replaceAll(EDGE, ''))
    if (text !== '') {
      blocks.push({
        text,
        marked: parts.replaceAll(/[^\S\u0001]+/g, ' ').trim(),
        linked: Math.min(linked, text.length),
        heading: state.heading,
        isRow: false,
        centered: state.centered,
        bold: bold >= text.replace(/\s+/g, '').length,
        small: small >= text.replace(/\s+/g, '').length,
        caption: state.caption,
        afterImage: imageSeen,
        aside: state.aside,
        kind: chromeKind(text),
        owner: state.owner,
      })
      imageSeen = false
    }
    marked = ''
    linked = 0
    bold = 0
    small = 0
  }

  const visit = (node: Node, state: State): void => {
    if (node.kind === 'text') {
      if (state.pre && node.text.includes('\n')) {
        visitLines(node.text, state)
        return
      }
      marked += node.text
      const length = node.text.replace(/\s+/g, '').length
      if (state.inLink) linked += length
      if (state.bold) bold += length
      if (state.small) small += length
      return
    }
    if (node.kind === 'comment') return
    if (blocks.length >= MOST_LINES) {
      node.from = node.to = blocks.length
      return
    }
    node.from = blocks.length
    visitElement(node, state)
    node.to = blocks.length
  }

  const visitLines = (text: string, state: State): void => {
    for (const [i, line] of text.split('\n').entries()) {
      if (i > 0) flush(state)
      visit({ kind: 'text', text: line }, state)
    }
  }

  const visitElement = (el: Element, state: State): void => {
    if (el.tag === 'img') imageSeen = true
    if (el.tag === 'br' || el.tag === 'hr') {
      flush(state)
      return
    }
    if (isHidden(el)) return
    if (INLINE.has(el.tag) && !isSetAsBlock(el) && !isCaptionBox(el)) {
      marked += EDGE
      const type = typeOf(el, state)
      const inside = state.aside || !isAside(el) ? type : { ...type, aside: true }
      for (const child of el.children) visit(child, inside)
      marked += EDGE
      return
    }
    flush(state)
    el.from = blocks.length
    const inside = enter(el, state)
    if (el.tag === 'table' && isDataTable(el, isHidden)) {
      visitRows(el, inside)
      flush(inside)
      return
    }
    for (const child of el.children) visit(child, inside)
    flush(inside)
  }

  // Also what a broken table holds between its rows.
  const visitRows = (table: Element, state: State): void => {
    for (const child of table.children) {
      if (child.kind !== 'element' || !ROWS.has(child.tag)) visit(child, state)
      else if (child.tag !== 'tr') {
        child.from = blocks.length
        visitRows(child, state)
        child.to = blocks.length
      } else if (blocks.length < MOST_LINES) {
        flush(state)
        pushRow(child, state)
      }
    }
  }

  const pushRow = (row: Element, state: State): void => {
    const cells: string[] = []
    row.from = blocks.length
    let links = 0
    for (const cell of cellsOf(row)) {
      if (cell.children.every((child) => child.kind === 'text')) {
        cells.push(oneLine(rawText(cell)))
        continue
      }
      const inner: Block[] = isHidden(cell) ? [] : layOut(cell, isHidden)
      cells.push(inner.map((block) => block.text).join(' '))
      links += inner.reduce((sum, block) => sum + block.linked, 0)
    }
    const filled = cells.filter((cell) => cell !== '')
    const text = oneLine(filled.length === 1 ? filled[0]! : cells.join(' | '))
    if (filled.length > 0) {
      blocks.push({
        text,
        marked: text,
        linked: links,
        heading: state.heading,
        isRow: filled.length > 1,
        centered: state.centered,
        bold: state.bold,
        small: state.small,
        caption: state.caption,
        afterImage: false,
        aside: state.aside,
        kind: chromeKind(text),
        owner: row,
      })
    }
    // The cells were laid out apart, so the ranges inside them are of no use.
    for (const el of elements(row)) el.from = el.to = blocks.length
    row.to = blocks.length
  }

  const start: State = {
    heading: 0,
    centered: false,
    caption: false,
    aside: false,
    inLink: false,
    bold: false,
    small: false,
    pre: false,
    owner: root,
  }
  root.from = 0
  for (const child of root.children) visit(child, start)
  flush(start)
  root.to = blocks.length
  return blocks
}

interface State {
  heading: number
  centered: boolean
  caption: boolean
  aside: boolean
  inLink: boolean
  bold: boolean
  small: boolean
  /** Line feeds of the source are lines, as in <pre>. */
  pre: boolean
  owner: Element
}

// How the type of an element differs from that around it. Most elements change nothing and share the state.
function typeOf(el: Element, state: State): State {
  const style = el.attrs.get('style')?.toLowerCase()
  let { bold, small, pre } = state
  bold ||= el.tag === 'b' || el.tag === 'strong'
  small ||= el.tag === 'small'
  pre ||= el.tag === 'pre'
  if (style !== undefined) {
    bold ||= /font-weight\s{0,4}:\s{0,4}(?:bold|[6-9]00)/.test(style)
    pre ||= /white-space\s{0,4}:\s{0,4}pre/.test(style)
    const size = /font-size\s{0,4}:\s{0,4}(\d{1,2})(?:\.\d{1,4})?\s?(px|pt)/.exec(style)
    if (size !== null && el.tag !== 'small') small = Number(size[1]) * (size[2] === 'pt' ? 4 / 3 : 1) < 13
  }
  const inLink = state.inLink || el.tag === 'a'
  if (bold === state.bold && small === state.small && pre === state.pre && inLink === state.inLink)
    return state
  return { ...state, bold, small, pre, inLink }
}

function enter(el: Element, state: State): State {
  const heading = /^h[1-6]$/.test(el.tag) ? Number(el.tag[1]) : state.heading
  const align = el.attrs.get('align')?.toLowerCase()
  const style = el.attrs.get('style')?.replace(/\s+/g, '').toLowerCase() ?? ''
  let { centered } = state
  if (align === 'center' || el.tag === 'center' || style.includes('text-align:center')) centered = true
  else if (align !== undefined || style.includes('text-align:')) centered = false
  const caption = state.caption || isCaptionBox(el)
  const { bold, small, pre, inLink } = typeOf(el, state)
  return {
    heading,
    centered,
    caption,
    aside: state.aside || isAside(el),
    inLink,
    bold,
    small,
    pre,
    owner: el,
  }
}

function isSetAsBlock(el: Element): boolean {
  const style = el.attrs.get('style')
  return style !== undefined && /display\s{0,4}:\s{0,4}(?:block|flex|table)/i.test(style)
}

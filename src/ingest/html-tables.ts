// Which tables hold figures and which are mere layout.
import type { Element } from './html-tree.ts'

/** The rows of a table, those of nested tables left out. */
export function rowsOf(table: Element): Element[] {
  const rows: Element[] = []
  for (const child of table.children) {
    if (child.kind !== 'element') continue
    if (child.tag === 'tr') rows.push(child)
    else if (child.tag === 'tbody' || child.tag === 'thead' || child.tag === 'tfoot')
      rows.push(...rowsOf(child))
  }
  return rows
}

/** The cells of a row. */
export function cellsOf(row: Element): Element[] {
  return row.children.filter(
    (child): child is Element => child.kind === 'element' && /^t[dh]$/.test(child.tag),
  )
}

const CELLS = new Set(['td', 'th', 'script', 'style'])

function holdsMore(row: Element): boolean {
  return row.children.some(
    (child) =>
      (child.kind === 'text' && child.text.trim() !== '') ||
      (child.kind === 'element' && !CELLS.has(child.tag) && cellLength(child) > 0),
  )
}

const LONGEST_CELL = 240

/**
 * Rows of figures, not columns of a layout: no table inside, short cells, two rows or more of several cells, and
 * nothing that stands in a row but in no cell.
 */
export function isDataTable(table: Element, isHidden: (el: Element) => boolean): boolean {
  let several = 0
  for (const row of rowsOf(table)) {
    if (holdsMore(row)) return false
    let filled = 0
    for (const cell of cellsOf(row)) {
      const length = isHidden(cell) ? 0 : cellLength(cell)
      if (length > LONGEST_CELL) return false
      if (length > 0) filled += 1
    }
    if (filled >= 2) several += 1
  }
  return several >= 2
}

// Characters of a cell; more than the longest for one that holds a table, a form or an article's parts.
function cellLength(cell: Element): number {
  let length = 0
  for (const child of cell.children) {
    if (child.kind === 'text') length += child.text.trim().length
    else if (child.kind === 'element') {
      if (/^(?:table|form|h[1-3]|ul|ol|iframe)$/.test(child.tag)) return LONGEST_CELL + 1
      if (child.tag !== 'script' && child.tag !== 'style') length += cellLength(child)
    }
    if (length > LONGEST_CELL) return length
  }
  return length
}

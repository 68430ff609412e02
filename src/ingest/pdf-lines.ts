// From the placed characters of one PDF page to its lines in reading order: baselines, columns, cells of tables,
// vertical writing. It knows places, not meanings, and one page at a time.

/** Characters drawn together. Lengths in points; x grows to the right, y downwards, y is the baseline. */
export interface Run {
  text: string
  x: number
  y: number
  /** Along the line. */
  width: number
  /** Of the font. */
  size: number
}

export interface Page {
  /** Counted from 1. */
  number: number
  height: number
  runs: Run[]
  /** Written from top to bottom: x and y have changed places, so that lines are lines. */
  isVertical: boolean
}

/** Where lines of one kind stand: the page's width, or a column of it. */
export interface Area {
  kind: 'full' | 'left' | 'right'
  left: number
  right: number
}

export interface Line {
  text: string
  left: number
  right: number
  y: number
  size: number
  /** A row of a table; its cells stand in `text` between “ | ”. */
  isRow: boolean
  area: Area
  page: number
}

// In units of the font's size.
const CELL_GAP = 2
const GUTTER_GAP = 0.9
const WIDE = /[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…—]/

/** Where the gutter between two columns lies on a page; null when it has one column. */
export function gutterOf(page: Page): number | null {
  const rows = baselines(page.runs)
  return rows.length === 0 ? null : widestStrip(rows)
}

/**
 * The lines of a page in the order in which they are read. `usual` is the gutter of the other pages: where a page
 * has too few lines to tell, as the last one often does, it is the same there.
 */
export function pageLines(page: Page, usual: number | null = null): Line[] {
  const rows = baselines(page.runs)
  if (rows.length === 0) return []
  const gutter = widestStrip(rows) ?? (usual !== null && fits(rows, usual) ? usual : null)
  const all = extent(rows)
  if (gutter === null) return linesIn(rows, { kind: 'full', ...all }, page.number)
  const sides = rows.map((row) => sidesOf(row, gutter))
  const full: Area = { kind: 'full', ...all }
  const left: Area = {
    kind: 'left',
    ...extent(sides.flatMap((side) => (side?.left.length ? [side.left] : []))),
  }
  const right: Area = {
    kind: 'right',
    ...extent(sides.flatMap((side) => (side?.right.length ? [side.right] : []))),
  }
  const lines: Line[] = []
  let band: { left: Run[]; right: Run[] }[] = []
  let across: Run[][] = []
  const flush = (): void => {
    lines.push(...linesIn(across, full, page.number))
    for (const area of [left, right]) {
      const own = band.map((side) => (area === left ? side.left : side.right)).filter((row) => row.length > 0)
      lines.push(...linesIn(own, area, page.number))
    }
    band = []
    across = []
  }
  // A line across both columns ends what stands in them above it.
  for (const [i, row] of rows.entries()) {
    const side = sides[i]
    if (side === null || side === undefined) {
      if (band.length > 0) flush()
      across.push(row)
    } else {
      band.push(side)
    }
  }
  flush()
  return lines
}

// Runs on one baseline, from left to right; the baselines from top to bottom. Raised figures stay on their line.
function baselines(runs: readonly Run[]): Run[][] {
  const sorted = [...runs].sort((a, b) => a.y - b.y || a.x - b.x)
  const rows: { y: number; size: number; runs: Run[] }[] = []
  for (const run of sorted) {
    const row = rows.at(-1)
    if (row !== undefined && run.y - row.y <= 0.45 * Math.max(run.size, row.size)) {
      row.runs.push(run)
      row.size = Math.max(row.size, run.size)
    } else {
      rows.push({ y: run.y, size: run.size, runs: [run] })
    }
  }
  return rows.map((row) => row.runs.sort((a, b) => a.x - b.x))
}

function extent(rows: readonly (readonly Run[])[]): { left: number; right: number } {
  let left = Infinity
  let right = -Infinity
  for (const row of rows) {
    for (const run of row) {
      left = Math.min(left, run.x)
      right = Math.max(right, run.x + run.width)
    }
  }
  return { left, right }
}

// The two parts of a row on either side of x; null when the row runs across it.
function sidesOf(row: readonly Run[], x: number): { left: Run[]; right: Run[] } | null {
  const left = row.filter((run) => run.x + run.width / 2 < x)
  const right = row.filter((run) => run.x + run.width / 2 >= x)
  const [end, start] = [extent([left]).right, extent([right]).left]
  if (end > x + 1 || start < x - 1) return null
  const size = Math.max(...row.map((run) => run.size))
  return left.length > 0 && right.length > 0 && start - end < GUTTER_GAP * size ? null : { left, right }
}

const STEPS = 60
const FEWEST_LINES = 4

// A white strip down the middle with running text on both sides; null for one column and for tables, whose cells
// do not fill their columns.
function widestStrip(rows: readonly Run[][]): number | null {
  const { left, right } = extent(rows)
  let best: number | null = null
  let fewest = Infinity
  let start = 0
  for (let n = 0; n <= STEPS; n += 1) {
    const x = left + (right - left) * (0.3 + (0.4 * n) / STEPS)
    const across = acrossAt(rows, x, left, right)
    if (across !== null && across < fewest) {
      fewest = across
      start = x
      best = x
    } else if (
      across !== null &&
      across === fewest &&
      best !== null &&
      x - best < ((right - left) * 0.5) / STEPS
    ) {
      best = x
    }
  }
  return best === null ? null : (start + best) / 2
}

function fits(rows: readonly Run[][], x: number): boolean {
  return rows.filter((row) => sidesOf(row, x) === null).length <= 0.5 * rows.length
}

// How many rows run across x; null when x does not part two columns.
function acrossAt(rows: readonly Run[][], x: number, left: number, right: number): number | null {
  let across = 0
  const fills: [number[], number[]] = [[], []]
  for (const row of rows) {
    const sides = sidesOf(row, x)
    if (sides === null) {
      across += 1
      continue
    }
    if (sides.left.length > 0) fills[0].push(span(sides.left))
    if (sides.right.length > 0) fills[1].push(span(sides.right))
  }
  if (across > 0.6 * rows.length) return null
  const widths = [x - left, right - x]
  const isText = fills.every((fill, i) => {
    const most = Math.max(...fill)
    return fill.length >= FEWEST_LINES && median(fill) >= 0.75 * most && most >= 0.6 * widths[i]!
  })
  return isText ? across : null
}

function span(row: readonly Run[]): number {
  const { left, right } = extent([row])
  return right - left
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

interface Cell {
  text: string
  left: number
  right: number
}

function linesIn(rows: readonly Run[][], area: Area, page: number): Line[] {
  const cells = rows.map((row) => cellsOf(row))
  return rows.flatMap((row, i) => {
    const own = cells[i]!
    if (own.length === 0) return []
    const isRow = [cells[i - 1], cells[i + 1]].some((other) => other !== undefined && areAligned(own, other))
    const weights = new Map<number, number>()
    for (const run of row) weights.set(run.size, (weights.get(run.size) ?? 0) + run.text.length)
    const [main] = [...weights].sort((a, b) => b[1] - a[1])[0]!
    return [
      {
        text: isRow ? own.map((cell) => cell.text).join(' | ') : apart(own),
        left: own[0]!.left,
        right: own.at(-1)!.right,
        y: row.find((run) => run.size === main)!.y,
        size: main,
        isRow,
        area,
        page,
      },
    ]
  })
}

// A title may be set wide, with the room of characters between its characters.
function apart(cells: readonly Cell[]): string {
  const isSpread = cells.every((cell) => cell.text.length === 1 && WIDE.test(cell.text))
  return cells.map((cell) => cell.text).join(isSpread ? '' : ' ')
}

// Two rows with a cell after the first that begins, ends or has its middle at the same place.
function areAligned(a: readonly Cell[], b: readonly Cell[]): boolean {
  return a.slice(1).some((cell) =>
    b.slice(1).some((other) => {
      const edges = [cell.left - other.left, cell.right - other.right]
      return [...edges, (edges[0]! + edges[1]!) / 2].some((distance) => Math.abs(distance) < 3)
    }),
  )
}

function cellsOf(row: readonly Run[]): Cell[] {
  const cells: Cell[] = []
  let last: Run | null = null
  for (const run of row) {
    const text = tidy(run.text)
    if (text.trim() === '') continue
    const cell = cells.at(-1)
    const size = last === null ? run.size : Math.max(last.size, run.size)
    const gap = cell === undefined ? Infinity : run.x - cell.right
    if (cell === undefined || gap > CELL_GAP * size) {
      cells.push({ text: text.trimStart(), left: run.x, right: run.x + run.width })
    } else {
      cell.text += spaceBetween(cell.text, text, gap / size) + text
      cell.right = Math.max(cell.right, run.x + run.width)
    }
    last = run
  }
  for (const cell of cells) cell.text = cell.text.trim()
  return cells
}

// Chinese is set with air between characters, and typesetters add some around Latin words; neither is a space.
function spaceBetween(before: string, after: string, gap: number): string {
  const [a, b] = [before.at(-1)!, after[0]!]
  if (/\s/.test(a) || /\s/.test(b)) return ''
  const wide = Number(WIDE.test(a)) + Number(WIDE.test(b))
  return gap > [0.18, 0.5, 1.2][wide]! ? ' ' : ''
}

// Fonts often map to look-alikes: radicals for characters, ligatures for letters.
const RADICALS = new Map(
  '⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'
    .match(/../gu)!
    .map((pair) => [pair[0]!, pair[1]!]),
)

// Vertical writing has punctuation of its own.
const VERTICAL = new Map(
  '︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰‥︱—︲–︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』'
    .match(/../gu)!
    .map((pair) => [pair[0]!, pair[1]!]),
)

function tidy(text: string): string {
  const plain = text
    .replace(/[\ufe10-\ufe44]/g, (char) => VERTICAL.get(char) ?? char)
    .replace(/[\u2f00-\u2fdf\uf900-\ufaff\ufb00-\ufb06]/g, (char) => char.normalize('NFKC'))
    .replace(/[\u2e80-\u2eff]/g, (char) => RADICALS.get(char) ?? char)
  return plain.replace(/(?<=[\u3400-\u9fff，。、；：]) {1,3}(?=[\u3400-\u9fff，。、；：])/g, '')
}

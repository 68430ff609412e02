// Plain text: the shape in which a portal's page is copied (breadcrumb, title, meta line, body, navigation,
// contact block, copyright), and texts with none of that.
import type { Draft } from '../article.ts'
import { bylineOf } from './authors.ts'
import { chromeKind, isProse, withoutChrome, withoutEditor } from './chrome-lines.ts'
import { cleanLines } from './clean.ts'
import { newDraft, webAddress } from './draft.ts'
import { crumbs, labelled, readMetaLine, regionOf, zoneOf, type LineFields } from './fields.ts'
import { choose, drop, newTrace, type Option, type Trace } from './trace.ts'

const HEAD_LINES = 12
const LONGEST_TITLE = 80
const SENTENCE_END = /[。！？!?；;，,]$/

/** One article from plain text; null when nothing is left after the page's furniture is taken away. Noted in `trace`. */
export function readPlain(text: string, trace: Trace = newTrace()): Draft | null {
  const lines = cleanLines(text)
  const head = readHead(lines)
  let body = lines.slice(head.end)
  let title = head.title
  if (title === null && looksLikeTitle(body)) {
    title = body[0]!
    body = body.slice(1)
  }
  body = withoutChrome(
    body,
    (line) => line,
    (line) => chromeKind(line),
    (line, rule) => {
      drop(trace, line, rule)
    },
  ).map((line) => withoutEditor(line))
  if (title !== null && body[0] === title) body = body.slice(1)
  if (body.length === 0) return null
  const source = choose(trace, 'source', head.options.source)?.value ?? null
  const ofSource = { value: zoneOf(source), from: 'the source', note: 'it is the name of a zone', rank: 100 }
  if (ofSource.value !== null) head.options.zone.push(ofSource)
  const byline = bylineOf(body[0]!)
  if (byline !== null)
    head.options.author.push({ value: byline, from: 'the text', note: 'by-line', rank: 100 })
  trace.author = choose(trace, 'author', head.options.author)?.value ?? null
  trace.body = `from line ${head.end + 1} on`
  if (title !== null) {
    choose(trace, 'title', [
      {
        value: title,
        from: 'the head of the text',
        note: 'the last line over the row of date and source, or a first line without a full stop',
        rank: 0,
      },
    ])
  }
  return newDraft({
    title,
    published_at: choose(trace, 'published_at', head.options.published_at)?.value ?? null,
    source,
    zone: choose(trace, 'zone', head.options.zone)?.value ?? null,
    region: choose(trace, 'region', head.options.region)?.value ?? null,
    url: head.url,
    text: body.join('\n'),
    warnings: head.warnings,
  })
}

interface Head {
  title: string | null
  url: string | null
  warnings: string[]
  options: Record<'published_at' | 'source' | 'author' | 'zone' | 'region', Option[]>
  /** Where the body begins. */
  end: number
}

// The head reaches to its last breadcrumb or meta line; before that, the last other line is the title, for
// what stands above it is the portal's own (its motto, its name).
function readHead(lines: readonly string[]): Head {
  const options = { published_at: [], source: [], author: [], zone: [], region: [] }
  const head: Head = { title: null, url: null, warnings: [], options, end: 0 }
  let candidate: string | null = null
  for (const [i, line] of lines.slice(0, HEAD_LINES).entries()) {
    const trail = crumbs(line)
    if (trail !== null) {
      const region = regionOf(trail)
      const note = 'the innermost crumb that is a region'
      option(head, 'region', region, i, note)
      candidate = null
      head.end = i + 1
    } else if (isMetaLine(line) && !/^地\s?点\s?[:：]/.test(lines[i + 1] ?? '')) {
      take(head, readMetaLine(line), i)
      head.title ??= candidate
      head.end = i + 1
    } else if (line.length > LONGEST_TITLE || SENTENCE_END.test(line) || candidate !== null) {
      // A second line after the title, or running text: the body has begun.
      if (i > 0 && (head.end > 0 || !isHeadAhead(lines, i))) break
      candidate = line.length <= LONGEST_TITLE ? line : null
    } else {
      candidate = line
    }
  }
  return head
}

// Short lines before the head (a menu that was copied with the page) may stand above the title.
function isHeadAhead(lines: readonly string[], from: number): boolean {
  for (const line of lines.slice(from, from + 5)) {
    if (crumbs(line) !== null || isMetaLine(line)) return true
    if (isProse(line)) return false
  }
  return false
}

function option(
  head: Head,
  field: keyof Head['options'],
  value: string | null,
  line: number,
  note: string,
): void {
  // The first line that tells counts.
  if (value !== null)
    head.options[field].push({ value, from: `line ${line + 1}`, note, rank: head.options[field].length })
}

function take(head: Head, fields: LineFields, line: number): void {
  const date = fields.date?.found
  if (date !== undefined) {
    if (date.day === null)
      head.warnings.push(`“${date.raw}” is not a day that exists; the article has no date`)
    else option(head, 'published_at', date.day, line, labelNote(fields.date?.label))
  }
  head.title ??= fields.title
  option(head, 'source', fields.source?.name ?? null, line, labelNote(fields.source?.label))
  option(head, 'author', fields.author, line, 'labelled')
  option(head, 'zone', fields.zone, line, 'labelled')
  option(head, 'region', fields.region, line, 'labelled')
  head.url ??= webAddress(fields.url)
}

function labelNote(label: string | null | undefined): string {
  return label === null || label === undefined ? 'without a label' : `label ${label}`
}

function isMetaLine(line: string): boolean {
  if (line.length > 200) return false
  const first = labelled(line)[0]
  if (first === undefined)
    return /^[[（(]?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:：]*[\])）]?$/.test(line)
  if (!line.startsWith(first.label) && chromeKind(line) !== 'source') return false
  return (
    labelled(line).some(({ kind }) => kind !== 'none' && kind !== 'author') || chromeKind(line) === 'source'
  )
}

function looksLikeTitle(lines: readonly string[]): boolean {
  const first = lines[0]
  return (
    first !== undefined && lines.length > 1 && first.length <= LONGEST_TITLE && !/[。；;，,：:]$/.test(first)
  )
}

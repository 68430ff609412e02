// Plain text: the shape in which a portal's page is copied (breadcrumb, title, meta line, body, navigation,
// contact block, copyright), and texts with none of that.
import type { Draft } from '../article.ts'
import { chromeKind, isProse, withoutChrome, withoutEditor } from './chrome-lines.ts'
import { cleanLines } from './clean.ts'
import { newDraft, webAddress } from './draft.ts'
import { crumbs, labelled, readMetaLine, regionOf, zoneOf, type LineFields } from './fields.ts'

const HEAD_LINES = 12
const LONGEST_TITLE = 80
const SENTENCE_END = /[。！？!?；;，,]$/

/** One article from plain text; null when nothing is left after the page's furniture is taken away. */
export function readPlain(text: string): Draft | null {
  const lines = cleanLines(text)
  const head = readHead(lines)
  let body = lines.slice(head.end)
  let title = head.title
  if (title === null && looksLikeTitle(body)) {
    title = body[0]!
    body = body.slice(1)
  }
  body = withoutChrome(body, (line) => line).map((line) => withoutEditor(line))
  if (title !== null && body[0] === title) body = body.slice(1)
  if (body.length === 0) return null
  return newDraft({
    title,
    published_at: head.published_at,
    source: head.source,
    zone: head.zone ?? zoneOf(head.source),
    region: head.region,
    url: head.url,
    text: body.join('\n'),
    warnings: head.warnings,
  })
}

type Head = Omit<Draft, 'id' | 'text'> & {
  /** Where the body begins. */
  end: number
}

// The head reaches to its last breadcrumb or meta line; before that, the last other line is the title, for
// what stands above it is the portal's own (its motto, its name).
function readHead(lines: readonly string[]): Head {
  const head: Head = { ...newDraft({ text: '' }), end: 0 }
  let candidate: string | null = null
  for (const [i, line] of lines.slice(0, HEAD_LINES).entries()) {
    const trail = crumbs(line)
    if (trail !== null) {
      head.region ??= regionOf(trail)
      candidate = null
      head.end = i + 1
    } else if (isMetaLine(line) && !/^地\s?点\s?[:：]/.test(lines[i + 1] ?? '')) {
      take(head, readMetaLine(line))
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

function take(head: Head, fields: LineFields): void {
  const date = fields.date?.found
  if (date !== undefined) {
    if (date.day === null)
      head.warnings.push(`“${date.raw}” is not a day that exists; the article has no date`)
    else head.published_at ??= date.day
  }
  head.title ??= fields.title
  head.source ??= fields.source?.name ?? null
  head.zone ??= fields.zone
  head.region ??= fields.region
  head.url ??= webAddress(fields.url)
}

function isMetaLine(line: string): boolean {
  if (line.length > 200) return false
  const first = labelled(line)[0]
  if (first === undefined)
    return /^[[（(]?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:：]*[\])）]?$/.test(line)
  if (!line.startsWith(first.label) && chromeKind(line) !== 'source') return false
  return labelled(line).some(({ kind }) => kind !== 'none') || chromeKind(line) === 'source'
}

function looksLikeTitle(lines: readonly string[]): boolean {
  const first = lines[0]
  return (
    first !== undefined && lines.length > 1 && first.length <= LONGEST_TITLE && !/[。；;，,：:]$/.test(first)
  )
}

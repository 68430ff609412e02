// Web archives (.mht, .mhtml): finds the page among the parts of the message and gives its bytes, still in the
// charset of the page. It is strict about nothing but the boundary, as browsers write archives in many ways.
// Mail libraries decode a part by its header alone and run all HTML parts together, frames and advertisements too.
import { byteString } from './signature.ts'

/** The page of an archive. */
export interface ArchivedPage {
  /** The page as it was sent, before any charset. */
  bytes: Uint8Array
  /** The charset that the part's header names, lower case; null when it names none. */
  charset: string | null
  /** Where the page came from, as written; null when the archive does not say. */
  location: string | null
}

const DEEPEST = 5
const MOST_PARTS = 5000

/** The root page of a MIME archive; null when it holds no HTML. Frames and other parts are not looked at. */
export function archivedPage(bytes: Uint8Array): ArchivedPage | null {
  const message = byteString(bytes).replace(/^\s{1,99}/, '')
  const top = partOf(message)
  const root = htmlPart(top, 0)
  if (root === null) return null
  return {
    bytes: decoded(root.body, root.headers.get('content-transfer-encoding') ?? ''),
    charset: parameter(root.headers.get('content-type') ?? '', 'charset')?.toLowerCase() ?? null,
    location: [root.headers, top.headers]
      .flatMap((headers) => [headers.get('content-location'), headers.get('snapshot-content-location')])
      .map((value) => value?.replace(/\s+/g, ''))
      .find((value): value is string => value !== undefined && /^https?:/i.test(value)) ?? null,
  } // prettier-ignore
}

interface Part {
  /** Names in lower case, folded lines joined; the first of equal names counts. */
  headers: ReadonlyMap<string, string>
  body: string
}

function partOf(source: string): Part {
  const gap = /\r?\n\r?\n/.exec(source)
  const head = gap === null ? source : source.slice(0, gap.index)
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]{1,99}/g, ' ').split(/\r?\n/, 200)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return { headers, body: gap === null ? '' : source.slice(gap.index + gap[0].length) }
}

// The part that `start` names, else the first that is or holds a page.
function htmlPart(part: Part, depth: number): Part | null {
  const type = part.headers.get('content-type') ?? 'text/plain'
  if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)) return part
  const boundary = parameter(type, 'boundary')
  if (!/^multipart\//i.test(type) || boundary === null || depth >= DEEPEST) return null
  const start = parameter(type, 'start')
  let first: Part | null = null
  for (const inner of partsOf(part.body, boundary)) {
    const isStart = start !== null && inner.headers.get('content-id') === start
    if (first !== null && !isStart) continue
    const found = htmlPart(inner, depth + 1)
    if (found !== null && (isStart || start === null)) return found
    first ??= found
  }
  return first
}

function* partsOf(body: string, boundary: string): Iterable<Part> {
  const mark = `--${boundary}`
  let from = -1
  let count = 0
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue
    if (from >= 0) yield partOf(body.slice(from, at).replace(/\r?\n$/, ''))
    count += 1
    if (count > MOST_PARTS || body.startsWith('--', at + mark.length)) return
    const lineEnd = body.indexOf('\n', at)
    if (lineEnd < 0) return
    from = lineEnd + 1
  }
  // An archive that was cut off has no last boundary.
  if (from >= 0) yield partOf(body.slice(from))
}

function parameter(header: string, name: string): string | null {
  const match = new RegExp(
    `;\\s{0,99}${name}\\s{0,9}=\\s{0,9}(?:"([^"]{0,300})"|([^\\s;"]{1,300}))`,
    'i',
  ).exec(header.slice(0, 4000))
  return match?.[1] ?? match?.[2] ?? null
}

function decoded(body: string, encoding: string): Uint8Array {
  if (/quoted-printable/i.test(encoding)) return quotedPrintable(body)
  if (/base64/i.test(encoding)) return base64(body)
  return bytesOf(body)
}

function quotedPrintable(body: string): Uint8Array {
  return bytesOf(
    body
      .replace(/[ \t]{1,99}(?=\r?\n)/g, '')
      .replace(/=\r?\n/g, '')
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}

function base64(body: string): Uint8Array {
  const digits = body.replace(/[^A-Za-z0-9+/]/g, '')
  // A lone last digit holds no whole byte.
  return bytesOf(atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits))
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i)
  return bytes
}

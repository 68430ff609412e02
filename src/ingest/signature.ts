// What a file is by its first bytes, whatever its name says. It recognises containers and XML or JSON roots; it
// reads no content.
import { decodeBytes } from './bytes.ts'

/** A container that has a reader of its own, or `ole`: an old Office file or a protected new one. */
export type Container = 'pdf' | 'zip' | 'ole' | 'mhtml'

const HEAD = 4096

/** The container that the bytes are; null for text and for everything else. */
export function containerOf(bytes: Uint8Array): Container | null {
  const head = byteString(bytes.subarray(0, HEAD))
  // Readers of PDF allow up to 1 kB before the mark; mail gateways and web servers put lines there.
  const pdf = head.slice(0, 1024).indexOf('%PDF-')
  if (pdf === 0 || (pdf > 0 && !/[<{]/.test(head.slice(0, pdf)))) return 'pdf'
  if (head.startsWith('PK\u0003\u0004')) return 'zip'
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'ole'
  return isMime(head) ? 'mhtml' : null
}

// A message: header lines from the first one on, among them the version and a type that a page can have.
function isMime(head: string): boolean {
  const block = /^\s{0,99}([A-Za-z-]{1,40}:[^]{0,4000})/.exec(head)?.[1]
  if (block === undefined) return false
  const stop = /\r?\n\r?\n/.exec(block)?.index ?? block.length
  const headers = block.slice(0, stop)
  return /^MIME-Version:/im.test(headers) && /^Content-Type:\s{0,9}(?:multipart\/|text\/html)/im.test(headers)
}

/** The name of an XML file's root element in lower case, without its prefix; null when the bytes are no XML. */
export function xmlRoot(bytes: Uint8Array): string | null {
  const decoded = decodeBytes(bytes.subarray(0, HEAD))
  if ('fact' in decoded) return null
  let rest = decoded.text.replace(/^[\ufeff\s]{1,99}/, '')
  if (!rest.startsWith('<')) return null
  for (let n = 0; n < 20; n += 1) {
    const end = rest.startsWith('<?') ? '?>' : rest.startsWith('<!--') ? '-->' : null
    if (end !== null) {
      const at = rest.indexOf(end)
      if (at < 0) return null
      rest = rest.slice(at + end.length).trimStart()
    } else if (/^<!doctype/i.test(rest)) {
      const subset = /^<!doctype[^>[]{0,400}\[/i.test(rest)
      const at = rest.indexOf(subset ? ']' : '>')
      // An internal subset that fills the head: what comes after it decides nothing any more.
      if (at < 0) return null
      rest = rest.slice(at + 1).replace(/^\s{0,99}>?\s{0,999}/, '')
    } else {
      return /^<(?:[\w.-]{1,40}:)?([\w.-]{1,40})/.exec(rest)?.[1]?.toLowerCase() ?? null
    }
  }
  return null
}

/** The charset that an XML declaration names, lower case; null when it names none. */
export function xmlCharset(bytes: Uint8Array): string | null {
  const head = byteString(bytes.subarray(0, 256))
  const match = /^[^<]{0,20}<\?xml\b[^>]{0,120}\bencoding\s{0,9}=\s{0,9}["']([\w-]{2,30})["']/i.exec(head)
  return match?.[1]?.toLowerCase() ?? null
}

/** Whether a file named as a feed may be one: its root, or for JSON the version that every JSON Feed states. */
export function mayBeFeed(head: Uint8Array): boolean {
  const root = xmlRoot(head)
  if (root !== null) return root === 'rss' || root === 'feed' || root === 'rdf'
  return /"version"\s{0,9}:\s{0,9}"https?:\\?\/\\?\/(?:www\.)?jsonfeed\.org\\?\/version/.test(
    byteString(head),
  )
}

/** One character for each byte, U+0000 to U+00FF. */
export function byteString(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  }
  return parts.join('')
}

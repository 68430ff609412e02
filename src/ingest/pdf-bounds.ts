// A guard before pdf.js: it unpacks whole streams into memory, so a small file could take gigabytes. Streams of
// pixels are left out, as they are never unpacked for text.
import { byteString } from './signature.ts'
import { unpackedSize } from './zip.ts'

/** What one stream and all streams of a document may unpack to. */
const MAX_STREAM_BYTES = 48 * 1024 * 1024
const MAX_ALL_BYTES = 192 * 1024 * 1024

/** Why a document unpacks to too much; null when it does not. */
export async function hugeStream(bytes: Uint8Array): Promise<string | null> {
  const source = byteString(bytes)
  let left = MAX_ALL_BYTES
  let from = 0
  for (let at = source.indexOf('stream', from); at >= 0; at = source.indexOf('stream', from)) {
    from = at + 6
    if (source.startsWith('end', at - 3)) continue
    const before = source.slice(Math.max(0, at - 2000), at)
    const dictionary = before.slice(Math.max(0, before.lastIndexOf('obj')))
    if (!/\/(?:FlateDecode|Fl)\b/.test(dictionary)) continue
    if (/\/(?:FlateDecode|Fl)\b[^]{0,200}\/(?:FlateDecode|Fl|LZWDecode|RunLengthDecode)\b/.test(dictionary)) {
      return 'it packs a stream more than once, as no program does that means well'
    }
    if (/\/Subtype\s{0,9}\/Image\b/.test(dictionary)) continue
    const start = source.startsWith('\r\n', from) ? from + 2 : from + 1
    const end = source.indexOf('endstream', start)
    const packed = bytes.subarray(start, end < 0 ? bytes.length : end)
    // Deflate makes at most 1,032 bytes of one: short streams need no look.
    if (packed.length < 1000) continue
    const limit = Math.min(MAX_STREAM_BYTES, left)
    const { bytes: size } = await unpackedSize(packed, 'deflate', limit)
    if (size > limit) return `a part of it unpacks to more than ${limit} bytes`
    left -= size
    from = end < 0 ? source.length : end
  }
  return null
}

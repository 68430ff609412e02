// The table of contents of a ZIP file and the true size of what it holds, found without keeping the content: a
// small file may unpack to gigabytes, and the sizes that it states of itself may be lies.
import { joined } from '../bytes.ts'

export interface ZipEntry {
  name: string
  /** 0: stored, 8: deflated; others are not in use in documents. */
  method: number
  encrypted: boolean
  /** The packed bytes. */
  packed: Uint8Array
}

type Deflated = 'deflate' | 'deflate-raw'

const MOST_ENTRIES = 5000

/** The entries of a ZIP file; null when its table of contents cannot be read (cut off, split, ZIP64). */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  if (end === null) return null
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count > MOST_ENTRIES) return null
  const entries: ZipEntry[] = []
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null
    const nameLength = view.getUint16(at + 28, true)
    const size = view.getUint32(at + 20, true)
    const local = view.getUint32(at + 42, true)
    if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50) return null
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (start + size > bytes.length) return null
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packed: bytes.subarray(start, start + size),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

// It stands at the end, before a comment of at most 65,535 bytes.
function endRecord(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - 65_557)
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  return null
}

/**
 * The bytes of an entry; null when they are broken, packed in another way, or more than `limit`. Unpacking stops
 * at the limit.
 */
export async function unpack(entry: ZipEntry, limit: number): Promise<Uint8Array | null> {
  if (entry.encrypted) return null
  if (entry.method === 0) return entry.packed.length <= limit ? entry.packed : null
  return entry.method === 8 ? inflate(entry.packed, 'deflate-raw', limit) : null
}

/** Unpacks a deflated stream up to `limit` bytes; null when it is broken or longer. */
async function inflate(packed: Uint8Array, format: Deflated, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  const size = await unpackedSize(packed, format, limit, chunks)
  if (size.isBroken || size.bytes > limit) return null
  return joined(chunks)
}

/**
 * How many bytes a deflated stream unpacks to; unpacking stops as soon as they are more than `limit`. The pieces
 * are kept in `chunks` if it is given.
 */
export async function unpackedSize(
  packed: Uint8Array,
  format: Deflated,
  limit: number,
  chunks?: Uint8Array[],
): Promise<{ bytes: number; isBroken: boolean }> {
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(packed as Uint8Array<ArrayBuffer>)
      controller.close()
    },
  })
  const reader = source.pipeThrough(new DecompressionStream(format)).getReader()
  let bytes = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.length
      if (bytes > limit) {
        await reader.cancel()
        break
      }
      chunks?.push(next.value)
    }
    return { bytes, isBroken: false }
  } catch {
    return { bytes, isBroken: true }
  }
}

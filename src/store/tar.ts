// The headers of a tar archive (POSIX ustar): plain files of short names. It knows bytes, not disks.

/** Size of a header, and what contents are padded to. */
export const BLOCK = 512
/** Two empty blocks end an archive. */
export const END = new Uint8Array(2 * BLOCK)

/** One header. `name`: at most 100 ASCII characters. `modified`: seconds since 1970. */
export function tarHeader(name: string, size: number, modified: number): Uint8Array {
  const header = new Uint8Array(BLOCK)
  const put = (at: number, text: string): void => {
    header.set(new TextEncoder().encode(text), at)
  }
  put(0, name)
  put(100, '0000600\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  // Eleven octal digits hold 8 GB; beyond, the form that GNU and POSIX tools read too: binary, with the first bit set.
  if (size < 8 ** 11) put(124, `${size.toString(8).padStart(11, '0')}\0`)
  else {
    new DataView(header.buffer).setBigUint64(128, BigInt(size))
    header[124] = 0x80
  }
  put(136, `${modified.toString(8).padStart(11, '0')}\0`)
  put(156, '0')
  put(257, 'ustar\x0000')
  put(148, `${sumOf(header).toString(8).padStart(6, '0')}\0 `)
  return header
}

/** What a header says; null for an empty block, which ends the archive. Throws `Error` when it is no header. */
export function readTarHeader(header: Uint8Array): { name: string; size: number; isFile: boolean } | null {
  if (header.every((byte) => byte === 0)) return null
  const text = (from: number, to: number): string => {
    const bytes = header.subarray(from, to)
    const end = bytes.indexOf(0)
    return new TextDecoder('latin1').decode(end === -1 ? bytes : bytes.subarray(0, end))
  }
  if (Number.parseInt(text(148, 156).trim(), 8) !== sumOf(header))
    throw new Error('a header has a wrong checksum')
  const binary = (header[124]! & 0x80) !== 0
  const size = binary
    ? Number(new DataView(header.buffer, header.byteOffset).getBigUint64(128))
    : Number.parseInt(text(124, 136).trim(), 8)
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('a header has no valid size')
  const type = text(156, 157)
  // Packed again by hand, names begin with “./”.
  return { name: text(0, 100).replace(/^\.\//, ''), size, isFile: type === '' || type === '0' }
}

/** Bytes from the beginning of a content to the next header. */
export function paddedSize(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK
}

// Of all bytes, those of the sum itself counted as spaces.
function sumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
}

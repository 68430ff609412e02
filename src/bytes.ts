// Bytes: written in hexadecimal, put together from pieces, read from a stream up to a limit.

/** More bytes than are taken. */
export class TooLargeError extends Error {}

/** In hexadecimal, two lower-case digits a byte. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The pieces as one. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** All bytes of a stream. Throws `TooLargeError` for more than `maxBytes`, having read no further, and what the stream throws. */
export async function bytesOf(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks)
    size += value.length
    if (size > maxBytes) {
      reader.cancel().catch(() => undefined)
      throw new TooLargeError()
    }
    chunks.push(value)
  }
}

// Unpacks bodies (gzip, deflate, brotli) piece by piece, and stops at a limit: a small body must not become a huge one.
import { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { TooLargeError } from '../bytes.ts'

/** A body in an encoding that is not known. */
export class EncodingError extends Error {}

const MOST_ENCODINGS = 2

/** What may be asked for in Accept-Encoding. */
export const ENCODINGS = 'gzip, deflate, br'

/** The bytes of a body as sent, unpacked as its Content-Encoding says; neither may have more than `maxBytes`. */
export async function readBody(body: Readable, encoding: string, maxBytes: number): Promise<Uint8Array> {
  const names = encoding.toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity') // prettier-ignore
  if (names.length > MOST_ENCODINGS) throw new EncodingError(`the body is packed ${names.length} times`)
  // Checked before anything is piped: what is unknown must not leave a stream behind.
  const unpackers = names.toReversed().map((name) => unpacker(name))
  return collected([body, counter(maxBytes), ...unpackers], maxBytes)
}

/** Unpack a file that is a gzip archive itself, such as `sitemap.xml.gz`; any other bytes are given back. */
export async function unpackGzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  return collected([Readable.from([bytes]), createGunzip()], maxBytes)
}

function unpacker(name: string): Transform {
  if (name === 'gzip' || name === 'x-gzip') return createGunzip()
  if (name === 'deflate') return createInflate()
  if (name === 'br') return createBrotliDecompress()
  throw new EncodingError(`the Content-Encoding “${name.slice(0, 40)}” is not known`)
}

function counter(maxBytes: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      size += chunk.length
      done(size > maxBytes ? new TooLargeError() : null, chunk)
    },
  })
}

async function collected(streams: [Readable, ...Transform[]], maxBytes: number): Promise<Uint8Array> {
  const [first, ...rest] = streams
  let last: Readable = first
  for (const stream of rest) {
    // `pipe` passes no errors on.
    const before = last
    before.on('error', (error) => stream.destroy(error))
    last = before.pipe(stream)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of last as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > maxBytes) throw new TooLargeError()
      chunks.push(chunk)
    }
  } finally {
    for (const stream of streams) {
      stream.on('error', () => undefined)
      stream.destroy()
    }
  }
  return Buffer.concat(chunks)
}

// How hnswlib lays out the file of a graph (its `saveIndex`): a header; then each element with its links, its vector and its
// label; then the lists of links of the upper levels, each behind its length in bytes. It reads; hnswlib writes.
import { type FileHandle, open } from 'node:fs/promises'

const HEADER = 96
// Where the header says how many elements there are, the bytes of each, and where in one its label and its vector stand.
const [COUNT_AT, SIZE_AT, LABEL_AT, VECTOR_AT] = [16, 24, 32, 40]
// The third byte of an element's links; its lowest bit says that the element is removed.
const MARK_AT = 2
const PER_PIECE = 1024

/** Whether a file ends where its content does. */
export async function isWhole(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size < HEADER) return false
    const { count, each } = await headerOf(file)
    const start = HEADER + count * each
    if (start > size) return false
    const { buffer: lists } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
    let at = 0
    for (let i = 0; i < count; i += 1) {
      if (at + 4 > lists.length) return false
      at += 4 + lists.readUInt32LE(at)
    }
    return at === lists.length
  } finally {
    await file.close()
  }
}

/**
 * The vectors in a file, those of removed elements left out. A hundred times as fast as asking the graph for one after the
 * other, which makes a list of numbers of each. Throws for a file of another layout or dimension.
 */
export async function* pointsOf(
  path: string,
  dimensions: number,
): AsyncIterable<{ id: number; vector: Float32Array }> {
  const file = await open(path, 'r')
  try {
    const { count, each, labelAt, vectorAt } = await headerOf(file)
    const length = 4 * dimensions
    if (labelAt !== vectorAt + length || each !== labelAt + 8) {
      throw new Error(`its elements of ${each} bytes are not of ${dimensions} dimensions`)
    }
    for (let from = 0; from < count; from += PER_PIECE) {
      const bytes = each * Math.min(PER_PIECE, count - from)
      const piece = Buffer.alloc(bytes)
      const { bytesRead } = await file.read(piece, 0, bytes, HEADER + from * each)
      if (bytesRead < bytes) throw new Error('it ends before its content')
      for (let at = 0; at < bytes; at += each) {
        if ((piece[at + MARK_AT]! & 1) === 1) continue
        // A copy: a view of floats must begin at a multiple of four.
        const vector = new Float32Array(dimensions)
        new Uint8Array(vector.buffer).set(piece.subarray(at + vectorAt, at + vectorAt + length))
        yield { id: Number(piece.readBigUInt64LE(at + labelAt)), vector }
      }
    }
  } finally {
    await file.close()
  }
}

async function headerOf(
  file: FileHandle,
): Promise<{ count: number; each: number; labelAt: number; vectorAt: number }> {
  const { buffer } = await file.read(Buffer.alloc(HEADER), 0, HEADER, 0)
  const number = (at: number): number => Number(buffer.readBigUInt64LE(at))
  return {
    count: number(COUNT_AT),
    each: number(SIZE_AT),
    labelAt: number(LABEL_AT),
    vectorAt: number(VECTOR_AT),
  }
}

// BM25 as FTS5 computes it, for passages of several databases together: each database knows only its own counts. Pure.
// https://www.sqlite.org/fts5.html#the_bm25_function

const K1 = 1.2
const B = 0.75
/** What FTS5 takes where a term is in more than half of all passages. */
const LEAST_IDF = 1e-6

/** A database's passages, and the terms in all of them. */
export interface TextSize {
  passages: number
  tokens: number
}

/** A scorer of stored terms, which spaces divide. `counts`: in how many passages each term occurs. */
export function createBm25(
  terms: readonly string[],
  counts: ReadonlyMap<string, number>,
  { passages, tokens }: TextSize,
): (stored: string) => number {
  const average = tokens / Math.max(1, passages)
  const idf = new Map(
    terms.map((term) => {
      const count = counts.get(term) ?? 0
      const value = Math.log((passages - count + 0.5) / (count + 0.5))
      return [term, value > 0 ? value : LEAST_IDF]
    }),
  )
  return (stored) => {
    const all = stored.split(' ')
    const found = new Map<string, number>()
    for (const term of all) if (idf.has(term)) found.set(term, (found.get(term) ?? 0) + 1)
    let score = 0
    for (const [term, times] of found) {
      const long = K1 * (1 - B + (B * all.length) / average)
      score += (idf.get(term)! * times * (K1 + 1)) / (times + long)
    }
    return score
  }
}

/**
 * The record of averages of an FTS5 index with one column: two varints, the number of rows and of their tokens. It is block 1
 * of the index's data; a test compares what comes of it with `bm25()`. https://www.sqlite.org/src/file/ext/fts5/fts5_index.c
 */
export function readAverages(block: ArrayBuffer): TextSize {
  const bytes = new Uint8Array(block)
  let at = 0
  const next = (): number => {
    let value = 0
    for (let i = 0; i < 9 && at < bytes.length; i += 1) {
      const byte = bytes[at++]!
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) break
    }
    return value
  }
  return { passages: next(), tokens: next() }
}

// The passages of the compared systems, each with its place in its article.
import type { Place } from '../../src/eval/metrics.ts'
import { chunk } from '../../src/ingest/chunk.ts'
import type { BenchArticle } from './system.ts'

export interface PlacedPassage extends Place {
  text: string
}

/** The passages that TouWen itself makes, so that the word indexes differ from it in nothing but how they rank. */
export function ownPassages({ id, text }: BenchArticle): PlacedPassage[] {
  return chunk(text).map((passage) => ({
    doc: id,
    start: passage.start,
    end: passage.end,
    text: passage.text,
  }))
}

/**
 * Where pieces of a text stand, which follow one another and share at most `overlap` characters. Throws when a piece is
 * not a part of the text.
 */
export function place(text: string, pieces: string[], overlap: number): { start: number; end: number }[] {
  let last = { start: -1, end: 0 }
  return pieces.map((piece) => {
    const start = text.indexOf(piece, Math.max(last.start + 1, last.end - overlap))
    if (start === -1) throw new Error(`the piece “${piece.slice(0, 40)}” does not stand in its text as it is`)
    last = { start, end: start + piece.length }
    return last
  })
}

// A stored text in pieces that a person can point at, and the place that those make together. Offsets are UTF-16 units.

/** Half-open: `text.slice(start, end)`. */
export interface Place {
  start: number
  end: number
}

/** Longest piece; a text without full stops is cut into such. */
const LONGEST = 400
const PIECE = new RegExp(
  String.raw`[^。！？!?；;\n]{1,${LONGEST}}[。！？!?；;]{0,4}[”’」』）)]{0,4}|[。！？!?；;]{1,9}`,
  'g',
)

/** Sentences and the like, in order; what is between them is white space. */
export function piecesOf(text: string): Place[] {
  return [...text.matchAll(PIECE)].flatMap(({ 0: piece, index }) => {
    const start = index + piece.length - piece.trimStart().length
    const end = start + piece.trim().length
    return start < end ? [{ start, end }] : []
  })
}

/**
 * What is chosen when a piece is pressed: all from the one before to this one; pressed inside, this one only; pressed alone,
 * nothing.
 */
export function pressed(chosen: Place | null, piece: Place): Place | null {
  if (chosen === null) return piece
  const inside = piece.start >= chosen.start && piece.end <= chosen.end
  if (!inside) return { start: Math.min(chosen.start, piece.start), end: Math.max(chosen.end, piece.end) }
  return piece.start === chosen.start && piece.end === chosen.end ? null : piece
}

// Whether the pieces of a sentence stand in the order of their source, so that nobody does what another did. Pure.
import type { Piece } from './novelty.ts'
import { ALTERING, TAKEN_UP, TURNS } from './words.ts'

/** Longest stretch between two places, in characters, that is looked through. */
const REACH = 300
/** Places of one piece in one text that are tried. */
const PLACES = 8

/**
 * The first two neighbouring pieces that no text has in this order with nothing of another's between them; null when
 * all are in order. A piece that stands in a name (a title, a zone) may stand anywhere, and so may any two with a word
 * of `TURNS` between them.
 */
export function seamFault(
  words: string,
  pieces: readonly Piece[],
  texts: readonly string[],
  names: readonly string[],
): string | null {
  // “今年”, “公司” and the like may stand anywhere; then what stands around them is compared.
  const firm = pieces.filter(({ start, end }) => !TAKEN_UP.has(words.slice(start, end)))
  const all = [...texts, ...names]
  for (const [i, b] of firm.entries()) {
    const piece = words.slice(b.start, b.end)
    if (all.every((text) => isAltered(text, piece))) return piece
    const a = firm[i - 1]
    if (a === undefined || TURNS.test(words.slice(a.end, b.start))) continue
    const [left, right] = [words.slice(a.start, a.end), words.slice(b.start, b.end)]
    if (names.some((name) => name.includes(left) || name.includes(right))) continue
    if (!texts.some((text) => inOrder(text, left, right, words))) return `${left} / ${right}`
  }
  return null
}

// Whether a text has the piece only behind a word that makes something else of it, or not at all.
function isAltered(text: string, piece: string): boolean {
  return places(text, piece).every((at) => ALTERING.test(text.slice(Math.max(0, at - 2), at)))
}

function inOrder(text: string, left: string, right: string, words: string): boolean {
  const rights = places(text, right)
  return places(text, left).some((at) =>
    rights.some((to) =>
      to >= at + left.length
        ? mayFollow(text.slice(at + left.length, to), words)
        : mayPrecede(text.slice(Math.max(0, to - 1), to), text.slice(to + right.length, at)),
    ),
  )
}

function places(text: string, piece: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(piece); at !== -1 && found.length < PLACES; at = text.indexOf(piece, at + 1))
    found.push(at)
  return found
}

// What was left out between two pieces: nothing that ends an item (“书记李卫国、主任”), and no subject of its own.
function mayFollow(gap: string, words: string): boolean {
  if (gap.length > REACH || /[。；]/u.test(gap)) return false
  const comma = Math.max(gap.lastIndexOf('，'), gap.lastIndexOf(','))
  if (comma !== -1) return takenUp(gap.slice(comma + 1)) || words.includes(gap.slice(comma + 1))
  return !gap.includes('、') || /^(?:[、和与及等]|以及)/u.test(gap)
}

function takenUp(words: string): boolean {
  for (let at = 0; at < words.length;) {
    const length = [4, 3, 2, 1].find((n) => TAKEN_UP.has(words.slice(at, at + n)) && at + n <= words.length)
    if (length === undefined) return false
    at += length
  }
  return true
}

// “总投资50亿元的电池项目”: what is said of a thing before its name may be said behind it; so may “到消防队慰问”.
function mayPrecede(before: string, gap: string): boolean {
  return gap === '' ? /[到向对给把将]/u.test(before) : gap.includes('的') && !/[，。；、]/u.test(gap)
}

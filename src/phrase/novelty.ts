// Whether words are put together from given texts and free words only. Pure; it knows characters, not what they mean.
import { FREE_HAN, FREE_LATIN, NAME_END } from './words.ts'

/** A piece of the words that stands in a given text, in order of appearance. */
export interface Piece {
  start: number
  end: number
}

/** What was found: the pieces, or the first stretch that is nowhere in the texts. */
export type Cover = { pieces: Piece[]; novel: null } | { pieces: null; novel: string }

/** Longest free word, in characters. */
const FREE_LENGTH = Math.max(...[...FREE_HAN].map((word) => word.length))
/** Longest piece looked for at once; a longer one is found as two. */
const PIECE_LENGTH = 60
const RUN = /\p{Script=Han}+|[a-z0-9]+(?:[.&'’/-][a-z0-9]+)*/gu
const HAN = /^\p{Script=Han}/u

/**
 * Cover lower-case, simplified, bare words by pieces of at least two characters that stand in one of the texts, and by
 * free words; Latin words and numbers stand there whole. As few pieces as can be, so that a name is not put together
 * from halves; the end of a name (“集团”) never begins a piece behind another.
 */
export function cover(words: string, texts: readonly string[]): Cover {
  const pieces: Piece[] = []
  const tokens = new Set(texts.flatMap((text) => [...text.matchAll(RUN)].map((match) => match[0])))
  for (const match of words.matchAll(RUN)) {
    const run = match[0]
    if (!HAN.test(run)) {
      if (!tokens.has(run) && !FREE_LATIN.has(run)) return { pieces: null, novel: run }
      if (tokens.has(run) && !FREE_LATIN.has(run))
        pieces.push({ start: match.index, end: match.index + run.length })
      continue
    }
    const tiled = tile(run, texts)
    if (tiled === null) return { pieces: null, novel: run }
    for (const { start, end } of tiled) pieces.push({ start: match.index + start, end: match.index + end })
  }
  return { pieces, novel: null }
}

interface Step {
  cost: number
  from: number
  held: boolean
  /** Whether this step is a piece right behind another piece. */
  seam: boolean
}

// The cheapest tiling of a Han run: a piece costs 2, a free word 1. Null when there is none.
function tile(run: string, texts: readonly string[]): Piece[] | null {
  const best: (Step | undefined)[] = [{ cost: 0, from: 0, held: false, seam: false }]
  const offer = (end: number, step: Step): void => {
    const known = best[end]
    if (known === undefined || step.cost < known.cost) best[end] = step
  }
  for (let at = 0; at < run.length; at += 1) {
    const here = best[at]
    if (here === undefined) continue
    for (let length = 1; length <= FREE_LENGTH && at + length <= run.length; length += 1) {
      if (FREE_HAN.has(run.slice(at, at + length)))
        offer(at + length, { cost: here.cost + 1, from: at, held: false, seam: false })
    }
    const seam = here.held
    if (seam && NAME_END.test(run.slice(at, at + 3)) && !nameable(run, here.from, at, texts)) continue
    const longest = held(run, at, texts)
    // A single character is a piece only when it is all there is, as between two figures.
    const shortest = run.length === 1 ? 1 : 2
    for (let length = shortest; length <= longest; length += 1) {
      offer(at + length, { cost: here.cost + 2 + (seam ? 1 : 0), from: at, held: true, seam })
    }
  }
  if (best[run.length] === undefined) return null
  const pieces: Piece[] = []
  for (let end = run.length; end > 0; end = best[end]!.from) {
    if (best[end]!.held) pieces.unshift({ start: best[end]!.from, end })
  }
  return pieces
}

// How many characters from `at` on stand together in one of the texts.
function held(run: string, at: number, texts: readonly string[]): number {
  let longest = 0
  for (const text of texts) {
    while (
      longest < PIECE_LENGTH &&
      at + longest < run.length &&
      text.includes(run.slice(at, at + longest + 1))
    )
      longest += 1
  }
  return longest
}

/** A name may be shortened inside by this many characters: “丹阳经济开发区” – “丹阳开发区”. */
const SHORTENED = 6

// Whether the piece before `at` and the end of a name behind it stand near one another in a text, in this order.
function nameable(run: string, from: number, at: number, texts: readonly string[]): boolean {
  const before = run.slice(from, at)
  const end = NAME_END.exec(run.slice(at, at + 3))![0]
  return texts.some((text) => {
    for (let i = text.indexOf(before); i !== -1; i = text.indexOf(before, i + 1)) {
      const gap = text.slice(i + before.length, i + before.length + SHORTENED + end.length)
      if (/^\p{Script=Han}+$/u.test(gap.slice(0, gap.indexOf(end) + end.length)) && gap.includes(end))
        return true
    }
    return false
  })
}

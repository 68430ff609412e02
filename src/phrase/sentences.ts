// Sentences out of a stream of characters, each with the marks [n] behind it. Pure; it knows no source.

/** One sentence as it was written: its words without marks, and the numbers its marks name, in order. */
export interface Marked {
  words: string
  marks: number[]
}

/** A sentence longer than this, marks included, is no sentence. */
const MAX_SENTENCE = 400
const ENDS = new Set(['。', '！', '？', '!', '?', '\n', '\r'])
const CLOSERS = new Set(['”', '’', '"', '」', '』', '）', ')', '】', '》', '*', ' '])
// [1], [1,2], ［1］, 【1】 and [^1]: how models write a mark.
const MARK = /\s?[[［【〔]\^?(\d{1,3}(?: ?[,，、] ?\d{1,3}){0,9})[\]］】〕]/gu
/** A mark, or the beginning of one that may go on. */
const MARK_BEGUN = /^\s?(?:[[［【〔][\^\d ,，、]{0,40})?$/u
const MARK_NEXT = /^\s?[[［【〔]\^?\d{1,3}(?: ?[,，、] ?\d{1,3}){0,9}[\]］】〕]/u

export interface Splitter {
  /** The sentences that are complete with these characters. */
  push(characters: string): string[]
  /** What is left when the stream has ended; null when that is nothing. */
  flush(): string | null
}

/**
 * A splitter that keeps at most 400 characters. A sentence ends after 。！？!?, a line feed, or an English full stop, with
 * the closing quotes and marks behind it; so it is complete only when it is known what follows. A longer one is dropped.
 */
export function createSplitter(): Splitter {
  let rest = ''
  let dropping = false
  const take = (end: number): string | null => {
    const sentence = rest.slice(0, end).trim()
    rest = rest.slice(end)
    const whole = !dropping && sentence !== '' && sentence.length <= MAX_SENTENCE
    dropping = false
    return whole ? sentence : null
  }
  return {
    push: (characters) => {
      rest += characters
      const found: string[] = []
      for (let end = endOf(rest); end !== null; end = endOf(rest)) {
        const sentence = take(end)
        if (sentence !== null) found.push(sentence)
      }
      if (rest.length > MAX_SENTENCE) {
        rest = ''
        dropping = true
      }
      return found
    },
    flush: () => take(rest.length),
  }
}

// Where the first sentence ends, with what belongs to it; null while that is not yet known.
function endOf(text: string): number | null {
  for (let at = 0; at < text.length; at += 1) {
    const stop = isStop(text, at)
    if (stop === null) return null
    if (!stop) continue
    return behind(text, at + 1)
  }
  return null
}

// Null: the characters that decide it have not come.
function isStop(text: string, at: number): boolean | null {
  const char = text[at]!
  if (ENDS.has(char)) return true
  if (char !== '.') return false
  const next = text[at + 1]
  if (next === undefined) return null
  // Not in “19.9”, “U.S.”, “Co. Ltd” or behind the number of an item: a full stop follows a word and precedes white space
  // and a capital, or a mark.
  if (/^\s*\d{1,2}$/.test(text.slice(0, at)) || !/[\p{Ll}\d)”"%\]]/u.test(text[at - 1] ?? '')) return false
  if (next === '[') return true
  if (!/\s/.test(next)) return false
  const after = text[at + 2]
  return after === undefined ? null : /[\p{Lu}\p{Script=Han}[]/u.test(after)
}

// Behind stops, closing quotes and marks; null while more of them may come.
function behind(text: string, from: number): number | null {
  let at = from
  for (;;) {
    while (at < text.length && (ENDS.has(text[at]!) || CLOSERS.has(text[at]!))) at += 1
    const rest = text.slice(at, at + 60)
    const mark = MARK_NEXT.exec(rest)
    if (mark !== null) at += mark[0].length
    else return MARK_BEGUN.test(rest) ? null : at
  }
}

/** The words and the marks of a sentence; bullets in front are left out. */
export function marked(sentence: string): Marked {
  const marks: number[] = []
  const words = sentence
    .replace(MARK, (_, numbers: string) => {
      for (const number of numbers.split(/[,，、]/)) {
        if (!marks.includes(Number(number))) marks.push(Number(number))
      }
      return ''
    })
    // White space must follow: “1、2月” begins with a month.
    .replace(/^(?:[-*•·]|\d{1,2}[.、)])\s+/u, '')
    .trim()
  return { words, marks }
}

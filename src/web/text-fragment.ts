// Addresses that open a page at a sentence (https://wicg.github.io/scroll-to-text-fragment/). Pure.
import { safeUrl } from './safe-url.ts'

/** A longer quote is named by how it begins and ends: pages break lines and set marks within. */
const MOST_WHOLE = 80
/** How much of a beginning or an end is enough, in UTF-16 units. */
const ENOUGH = 16

/** The address at that quote, or without it when there is none; null for an address that may not be opened. */
export function textFragmentUrl(url: string, quote: string): string | null {
  const safe = safeUrl(url)
  if (safe === null) return null
  const lines = quote
    .split(/[\n\r\u2028\u2029]+/)
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
  const [first, last] = [lines[0], lines.at(-1)]
  if (first === undefined || last === undefined) return safe
  const directive =
    lines.length === 1 && first.length <= MOST_WHOLE
      ? encoded(first)
      : `${encoded(beginning(first))},${encoded(ending(last))}`
  return `${safe}${safe.includes('#') ? '' : '#'}:~:text=${directive}`
}

// --- Internal helpers ---

// The browser looks for whole words, of Chinese too.
function wordsOf(text: string): string[] {
  if (typeof Intl.Segmenter !== 'function') return [...text]
  return [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].map(({ segment }) => segment)
}

function beginning(line: string): string {
  return enough(wordsOf(line.slice(0, MOST_WHOLE)))
}

function ending(line: string): string {
  return enough(wordsOf(line.slice(-MOST_WHOLE)).toReversed(), (words) => words.toReversed())
}

function enough(words: string[], order = (taken: string[]) => taken): string {
  const taken: string[] = []
  for (let length = 0; length < ENOUGH && taken.length < words.length;) {
    const word = words[taken.length]!
    taken.push(word)
    length += word.length
  }
  return order(taken).join('').trim()
}

// A dash separates the parts of a directive. Half a character cannot be written into an address.
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '')).replaceAll('-', '%2D')
}

// Where an article stands on the web, and a passage in it: `url#:~:text=…`, which browsers scroll to and mark
// (https://wicg.github.io/scroll-to-text-fragment/). Pure.

/** From so many characters a quote is named by its beginning and its end. */
const LONG = 80
/** A beginning or an end has at least and at most so many characters. */
const SHORTEST = 6
const LONGEST = 40
const CLAUSE_END = /[，。；：、！？…,;!?\n]/u

/**
 * The address of a quote in its original; null for what a page may not link to. The text of the page may differ in white
 * space from what is stored; then browsers show the page from its top.
 */
export function originalAddress(url: string | null, quote?: string): string | null {
  if (url === null || !/^https?:\/\//i.test(url)) return null
  const own = url.split(':~:')[0]!
  if (quote === undefined || quote.trim() === '') return own
  return `${own.includes('#') ? own : `${own}#`}:~:text=${textDirective(quote)}`
}

/** The directive of a quote: the whole, or for a long one, or one of several paragraphs, `start,end`. */
export function textDirective(quote: string): string {
  const text = quote.trim().toWellFormed()
  if (text.length <= LONG && !text.includes('\n')) return encoded(text)
  const [start, end] = [opening(text), closing(text)]
  if (start === '' || end === '' || start.length + end.length > text.length) {
    return encoded(text.slice(0, text.search(/\n|$/)))
  }
  return `${encoded(start)},${encoded(end)}`
}

// --- Internal helpers ---

// Both must be bounded by ends of words; in Chinese only punctuation is sure to be one.
function opening(text: string): string {
  const head = text.slice(0, LONGEST + 1)
  for (let at = SHORTEST; at < head.length; at += 1) if (CLAUSE_END.test(head[at]!)) return head.slice(0, at)
  return ''
}

function closing(text: string): string {
  const tail = text.slice(-LONGEST - 1)
  for (let at = tail.length - SHORTEST - 1; at >= 0; at -= 1)
    if (CLAUSE_END.test(tail[at]!)) return tail.slice(at + 1).trim()
  return ''
}

// In a directive “-”, “,” and “&” have a meaning of their own; the first is all that encodeURIComponent leaves of them.
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('-', '%2D')
}

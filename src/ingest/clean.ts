// Characters that a reader of a page does not see, and white space as a reader sees it.

// Among them fillers of Hangul, variation selectors and tags, which can spell out a whole text that nobody sees.
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u0000-\u0008\u000e-\u001f\u007f]|\u034f|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu
const SPACES = /[ \t\n\v\f\r\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0085]+/g
const WIDE = /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…—]/

// Entities of typography: no article speaks of several of them, but templates escape a text that is escaped already.
const ESCAPED_TWICE =
  /&amp;(?=(?:nbsp|[em][nm]sp|thinsp|[lr][ds]quo|[mn]dash|hellip|middot|bull|times|deg|permil|amp|#\d{2,6}|#x[\da-f]{2,5});)/gi
const FEWEST_ESCAPED = 3

/** The source of a page whose text was escaped once too often, escaped once; any other as it is. */
export function escapedOnce(html: string): string {
  const found = html.includes('&amp;') ? (html.match(ESCAPED_TWICE)?.length ?? 0) : 0
  return found < FEWEST_ESCAPED ? html : html.replace(ESCAPED_TWICE, '&')
}

/** Zero-width characters, soft hyphens, fillers, selectors, tags, direction marks and control characters taken out. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/**
 * One line as a reader sees it: white space of any kind is one space, none at the ends. A line feed of the
 * source between two Chinese characters is layout and leaves nothing.
 */
export function oneLine(text: string): string {
  const plain = visible(text)
  return plain
    .replace(SPACES, (run: string, at: number) => {
      if (!run.includes('\n') || run.includes('\u00a0') || run.includes('\u3000')) return ' '
      return WIDE.test(plain[at - 1] ?? '') && WIDE.test(plain[at + run.length] ?? '') ? '' : ' '
    })
    .trim()
}

/** The non-empty lines of a text, each as a reader sees it. */
export function cleanLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map((line) => oneLine(line))
    .filter((line) => line !== '')
}

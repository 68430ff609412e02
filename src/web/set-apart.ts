// Text of others within a line of ours: whatever direction it turns to, it turns back. Pure.

const OPEN_ISOLATES = '\u2066\u2067\u2068'
const OPEN_EMBEDDINGS = '\u202a\u202b\u202d\u202e'
const END_ISOLATE = '\u2069'
const END_EMBEDDING = '\u202c'
/** Characters that end a paragraph for the bidirectional algorithm, and with it all that holds the text together. */
const ENDS = /[\n\r\u001c-\u001e\u0085\u2029]/g

/**
 * The text with what it opens closed, and without what closes something that it did not open. An element that isolates
 * (`<bdi>`) is itself only a pair of such characters (https://www.w3.org/TR/css-writing-modes-4/#unicode-bidi): a text that
 * opens one more, or closes one, would break out of it.
 */
export function setApart(text: string): string {
  if (!/[\u202a-\u202e\u2066-\u2069\n\r\u001c-\u001e\u0085\u2029]/.test(text)) return text
  let open = ''
  let told = ''
  for (const unit of text.replaceAll(ENDS, ' ')) {
    if (OPEN_ISOLATES.includes(unit)) open += END_ISOLATE
    else if (OPEN_EMBEDDINGS.includes(unit)) open += END_EMBEDDING
    else if (unit === END_ISOLATE) {
      // What was opened within ends with it.
      const at = open.lastIndexOf(END_ISOLATE)
      if (at === -1) continue
      open = open.slice(0, at)
    } else if (unit === END_EMBEDDING) {
      if (!open.endsWith(END_EMBEDDING)) continue
      open = open.slice(0, -1)
    }
    told += unit
  }
  return told + [...open].toReversed().join('')
}

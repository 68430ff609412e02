// What Word and PDF documents share: from printed lines to a draft. Title and head lines are read as those of
// plain text are; it knows nothing of how the lines were found.
import { comparable } from '../text.ts'
import { cleanLines, oneLine } from './clean.ts'
import { noText, type ParseItem } from './draft.ts'
import { MAX_ARTICLE_BYTES } from './kinds.ts'
import { readPlain } from './plain.ts'

export interface DocumentLine {
  text: string
  /** 1 to 6 for headings, 0 for everything else. */
  heading: number
}

interface Known {
  /** The title as the layout shows it; null when the layout does not tell. */
  title: string | null
  /** What the file says of itself; often the name of a template, so that it counts least. */
  metadataTitle: string | null
  /** What to do when the document holds no article text. */
  remedy: string
}

/** The draft of a document's lines, in order. */
export function documentDraft(path: string, lines: readonly DocumentLine[], known: Known): ParseItem {
  const texts = lines.flatMap(({ text }) => cleanLines(text))
  if (byteLength(texts) > MAX_ARTICLE_BYTES) {
    const fact = `its text has more than ${MAX_ARTICLE_BYTES} bytes; so many one article may have`
    return { error: { path, fact, remedy: 'split it into articles' } }
  }
  const title = titleOf(texts, known)
  const rest = title === null ? texts : [title, ...withoutTitle(texts, title)]
  const draft = readPlain(rest.join('\n'))
  if (draft === null) return noText(path, known.remedy)
  draft.title = title ?? draft.title ?? sensible(known.metadataTitle)
  return { draft }
}

const HEAD = 12

// A title of the file that is printed at the top is surely the title; otherwise the layout knows better.
function titleOf(texts: readonly string[], { title, metadataTitle }: Known): string | null {
  const stated = sensible(metadataTitle)
  const head = texts.slice(0, HEAD).map((text) => comparable(text))
  if (stated !== null && head.includes(comparable(stated))) return stated
  return title === null ? null : oneLine(title)
}

// The title's own lines, of which it may have several, stand once: in front.
function withoutTitle(texts: readonly string[], title: string): string[] {
  const key = comparable(title)
  const at = texts.slice(0, HEAD).findIndex((text) => comparable(text) === key)
  if (at >= 0) return texts.filter((_, i) => i !== at)
  return [...texts]
}

const TEMPLATE =
  /^(?:microsoft\s?(?:word|powerpoint)|powerpoint|untitled|no\s?title|document\s?\d{0,3}$|title$|slide\s?\d|无标题|未命名|新建|文档\s?\d|标题$|幻灯片|打印|wps)|\.(?:docx?|wps|rtf|pdf|indd|cdr|pub|xlsx?|pptx?|html?)$/i

function sensible(title: string | null): string | null {
  if (title === null) return null
  const plain = oneLine(title)
  if (plain.length < 4 || plain.length > 120 || TEMPLATE.test(plain) || plain.includes('\ufffd')) return null
  return /[\p{Script=Han}]|\p{L}\s\p{L}/u.test(plain) ? plain : null
}

function byteLength(texts: readonly string[]): number {
  const units = texts.reduce((sum, text) => sum + text.length + 1, 0)
  if (units * 3 <= MAX_ARTICLE_BYTES) return units
  return texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length + 1, 0)
}

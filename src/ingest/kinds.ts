// The kinds of file that can be read, known by the ending of their names.

/** How a file is to be read. */
export type Kind = 'text' | 'html' | 'markdown' | 'jsonl'

const BY_ENDING: Readonly<Record<string, Kind>> = {
  txt: 'text',
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
}

/** The endings as a person would list them. */
export const KNOWN_ENDINGS = '.txt, .html, .htm, .md, .markdown, .jsonl, .ndjson'

/** The largest single article, file or JSONL line. */
export const MAX_ARTICLE_BYTES = 2 * 1024 * 1024

/** The kind of a file by its name; null when it is none that can be read. */
export function kindOf(path: string): Kind | null {
  const dot = path.lastIndexOf('.')
  if (dot < 0) return null
  const ending = path.slice(dot + 1).toLowerCase()
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending]! : null
}

/** Something that could not be read, said so that a person can mend it. */
export interface Problem {
  path: string
  /** Counted from 1; absent when the whole file is meant. */
  line?: number
  fact: string
  remedy: string
}

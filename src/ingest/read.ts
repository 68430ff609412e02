// The only file-system reader of ingest: from a path to bytes. It knows names and
// sizes, and of content only whether an .xml or .json file met on a walk is a feed at all.
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../errors.ts'
import { kindOf, KNOWN_ENDINGS, MAX_FILE_BYTES, unreadKind, type Kind, type Problem } from './kinds.ts'
import { checked, tooLarge, type ReadItem, type Source } from './sent-files.ts'
import { mayBeFeed } from './signature.ts'

/** Files and directories (“-”: standard input). */
export function fromPaths(paths: readonly string[]): Source {
  return {
    async *items() {
      for (const path of paths) yield* readPath(path)
    },
    async again(path) {
      for await (const item of readPath(path)) if ('bytes' in item) return item.bytes
      return null
    },
  }
}

export interface ReadOptions {
  /** How standard input is to be read. Default: JSONL. */
  format?: Exclude<Kind, 'unread'>
  /** Standard input; injectable for tests. */
  stdin?: AsyncIterable<Uint8Array | string>
}

const STDIN_NAMES: Readonly<Record<Exclude<Kind, 'unread'>, string>> = {
  text: 'stdin.txt',
  html: 'stdin.html',
  markdown: 'stdin.md',
  jsonl: 'stdin.jsonl',
  mhtml: 'stdin.mhtml',
  feed: 'stdin.xml',
  'json-feed': 'stdin.json',
  docx: 'stdin.docx',
  pdf: 'stdin.pdf',
}

/**
 * Everything readable under a file, a directory (recursively, in the order of names, without dotfiles) or “-”
 * (standard input, reported under a name such as “stdin.jsonl”). Nothing is thrown for a bad file. What is no
 * article is skipped on a walk; a file that is named itself is given out, so that its reader can say what it is.
 */
export async function* readPath(path: string, options: ReadOptions = {}): AsyncIterable<ReadItem> {
  if (path === '-') {
    const kind = options.format ?? 'jsonl'
    yield checked(STDIN_NAMES[kind], await readAll(options.stdin ?? process.stdin), kind)
    return
  }
  let isDirectory: boolean
  try {
    isDirectory = (await stat(path)).isDirectory()
  } catch (error) {
    yield { error: unreadable(path, error) }
    return
  }
  if (isDirectory) yield* walk(path)
  else yield await readOne(path)
}

async function* walk(directory: string): AsyncIterable<ReadItem> {
  let entries
  try {
    entries = await readdir(directory, { withFileTypes: true })
  } catch (error) {
    yield { error: unreadable(directory, error) }
    return
  }
  const names = new Set(entries.map((entry) => entry.name))
  const sorted = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  for (const entry of sorted) {
    const path = join(directory, entry.name)
    if (!entry.isDirectory()) {
      yield (await skippedOnWalk(path)) ?? (await readOne(path))
    } else if (isAttachmentFolder(entry.name, names)) {
      yield { skipped: { path, reason: 'holds the images and scripts of the saved page beside it' } }
    } else {
      yield* walk(path)
    }
  }
}

// A browser's “save complete page” puts frames and advertisements, often as .html, into this folder.
function isAttachmentFolder(name: string, siblings: ReadonlySet<string>): boolean {
  const stem = /^(.+)(?:_files|\.files|_文件)$/.exec(name)?.[1]
  return stem !== undefined && (siblings.has(`${stem}.html`) || siblings.has(`${stem}.htm`))
}

// Pictures beside an article, sheets, settings in XML or JSON: no articles, and no reason to call a walk failed.
async function skippedOnWalk(path: string): Promise<ReadItem | null> {
  const unread = unreadKind(path)
  if (unread !== null) {
    if (unread.isArticle) return null
    return { skipped: { path, reason: `it is ${unread.name}, which is not read; ${unread.remedy}` } }
  }
  const kind = kindOf(path)
  if (kind !== 'feed' && kind !== 'json-feed') return null
  try {
    if (!(await stat(path)).isFile() || mayBeFeed(await headOf(path))) return null
  } catch (error) {
    return { error: unreadable(path, error) }
  }
  return { skipped: { path, reason: 'it is no feed (RSS, Atom or JSON Feed)' } }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

async function readOne(path: string): Promise<ReadItem> {
  const kind = kindOf(path)
  if (kind === null) {
    return { skipped: { path, reason: `its kind is not known; known are ${KNOWN_ENDINGS}` } }
  }
  try {
    const info = await stat(path)
    // A link to a directory could lead round in a circle; anything else (a socket, a pipe) has no end.
    if (!info.isFile()) return { skipped: { path, reason: 'it is not a regular file' } }
    if (info.size > MAX_FILE_BYTES[kind]) return { error: tooLarge(path, info.size, kind) }
    return checked(path, await readFile(path), kind)
  } catch (error) {
    return { error: unreadable(path, error) }
  }
}

function unreadable(path: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return { path, fact: 'there is no such file or directory', remedy: 'check the path' }
  if (code === 'EACCES' || code === 'EPERM') {
    return {
      path,
      fact: 'it may not be read (permission denied)',
      remedy: 'give this user the right to read it',
    }
  }
  return { path, fact: `it cannot be read: ${messageOf(error)}`, remedy: 'check the file and the disk' }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(chunks)
}

// Where files come from, as ingest sees it; and files that were sent, which are in memory. It reads no disk.
import type { SentFile } from '../article-contract.ts'
import { kindOf, MAX_FILE_BYTES, unreadKind, type Kind, type Problem } from './kinds.ts'

/** What a walk meets: a file's bytes, a file that cannot be read, or one that is no article. */
export type ReadItem =
  { path: string; bytes: Uint8Array } | { error: Problem } | { skipped: { path: string; reason: string } }

/** Where files come from. */
export interface Source {
  items(): AsyncIterable<ReadItem>
  /** The bytes of a file that was given out before; null when it is gone. */
  again(path: string): Promise<Uint8Array | null>
}

/** Files that were sent; a name that comes twice is numbered. */
export function fromFiles(files: readonly SentFile[]): Source {
  const byName = new Map<string, Uint8Array>()
  for (const { name, bytes } of files) {
    let own = name
    for (let n = 2; byName.has(own); n += 1) own = numbered(name, n)
    byName.set(own, bytes)
  }
  return {
    async *items() {
      for (const [path, bytes] of byName) {
        // Of a kind that is not known, its reader says so.
        yield checked(path, bytes, kindOf(path) ?? 'unread')
      }
    },
    again: async (path) => byName.get(path) ?? null,
  }
}

function numbered(name: string, n: number): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? `${name} (${n})` : `${name.slice(0, dot)} (${n})${name.slice(dot)}`
}

/** A file's bytes, or why it cannot be an article of this kind. */
export function checked(path: string, bytes: Uint8Array, kind: Kind): ReadItem {
  if (bytes.length === 0) {
    return { error: { path, fact: 'the file is empty (0 bytes)', remedy: 'save it again or remove it' } }
  }
  if (bytes.length > MAX_FILE_BYTES[kind]) return { error: tooLarge(path, bytes.length, kind) }
  return { path, bytes }
}

/** The problem of a file that has more bytes than one of its kind may. */
export function tooLarge(path: string, size: number, kind: Kind): Problem {
  const limit = MAX_FILE_BYTES[kind]
  if (kind === 'text' || kind === 'html' || kind === 'markdown') {
    return {
      path,
      fact: `the file has ${size} bytes; one article may have ${limit}`,
      remedy: 'split it into articles, or write many articles as JSONL, one a line',
    }
  }
  const remedy = unreadKind(path)?.remedy ?? 'split it, or save its text alone as .txt or .jsonl'
  return { path, fact: `the file has ${size} bytes; such a file may have ${limit}`, remedy }
}

// The glossary and the names as one lookup: longest phrase first, by stems. Pure.
import { NOUNS, VERBS } from './glossary.ts'
import { NAMES } from './names.ts'
import { stem } from './stem.ts'

/** What a phrase may be called in Chinese, most usual first. */
export interface Entry {
  kind: 'noun' | 'verb' | 'name'
  chinese: string[]
}

interface Lexicon {
  /** Entries by stems joined with spaces. */
  entries: ReadonlyMap<string, Entry[]>
  /** Words of the longest phrase. */
  longest: number
}

/** Words of a phrase as keys: hyphens part words, possessive endings are dropped. */
export function keysOf(phrase: string): string[] {
  return phrase
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .map(stem)
}

let made: Lexicon | null = null

/** The lexicon, made at the first use. */
export function lexicon(): Lexicon {
  made ??= make()
  return made
}

function make(): Lexicon {
  const entries = new Map<string, Entry[]>()
  let longest = 1
  const add = (kind: Entry['kind'], data: string): void => {
    for (const pair of data.split(/[;\n]/)) {
      const at = pair.indexOf('=')
      if (at === -1) continue
      const keys = keysOf(pair.slice(0, at))
      const chinese = pair
        .slice(at + 1)
        .trim()
        .split('|')
      longest = Math.max(longest, keys.length)
      const key = keys.join(' ')
      const known = entries.get(key) ?? []
      if (known.some((entry) => entry.kind === kind)) continue
      entries.set(key, [...known, { kind, chinese }])
    }
  }
  add('noun', NOUNS)
  add('verb', VERBS)
  add('name', NAMES)
  return { entries, longest }
}

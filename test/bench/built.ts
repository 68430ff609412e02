// What is kept beside an index: whether it is whole, and what its building took, in one part or several.
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { peakRss } from './memory.ts'

export const RECORD = 'built.json'

/** One run of a build. */
export interface Part {
  seconds: number
  /** Most memory held, in bytes; null where it is not known. */
  rss: number | null
}

export interface Built {
  articles: number
  /** Null until the build is whole. */
  passages: number | null
  complete: boolean
  /** None of an index that was given. */
  parts: Part[]
}

/** The record of a directory; null when nothing was built there. */
export async function readBuilt(directory: string): Promise<Built | null> {
  const text = await readFile(join(directory, RECORD), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as Built)
}

/** Keep a record, whole or not at all. */
export async function writeBuilt(directory: string, built: Built): Promise<void> {
  const path = join(directory, RECORD)
  await writeFile(`${path}.part`, `${JSON.stringify(built, null, 2)}\n`)
  await rename(`${path}.part`, path)
}

/** Seconds of all parts; null when the index was given. */
export function buildSeconds({ parts }: Built): number | null {
  return parts.length === 0 ? null : parts.reduce((sum, { seconds }) => sum + seconds, 0)
}

/** The most memory that a part held, in bytes; null when none is known. */
export function buildRss({ parts }: Built): number | null {
  const known = parts.flatMap(({ rss }) => (rss === null ? [] : [rss]))
  return known.length === 0 ? null : Math.max(...known)
}

/** Bytes of the files of an index, without the record, and without the answers that a service has kept beside it. */
export async function indexBytes(directory: string): Promise<number> {
  const names = (await readdir(directory)).filter(
    (name) => !name.startsWith(RECORD) && !name.startsWith('records.'),
  )
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(directory, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * Run a build and keep its record: every few seconds, so that a process that is killed leaves what it took, and at the end.
 */
export async function recorded(
  directory: string,
  articles: number,
  build: () => Promise<number>,
  everyMs = 2000,
): Promise<Built> {
  const earlier = (await readBuilt(directory))?.parts ?? []
  const began = performance.now()
  const now = (passages: number | null): Built => {
    const part = { seconds: (performance.now() - began) / 1000, rss: peakRss() }
    return { articles, passages, complete: passages !== null, parts: [...earlier, part] }
  }
  let writing = writeBuilt(directory, now(null))
  const timer = setInterval(() => {
    writing = writing.then(() => writeBuilt(directory, now(null)))
  }, everyMs)
  try {
    const passages = await build()
    const built = now(passages)
    clearInterval(timer)
    await writing
    await writeBuilt(directory, built)
    return built
  } finally {
    clearInterval(timer)
    await writing
  }
}

// Composition of moving articles from an index on this machine to a deployment elsewhere: written to a file, and sent from it.
import { createReadStream, existsSync } from 'node:fs'
import { open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Config } from './config.ts'
import { InputError, messageOf } from './errors.ts'
import { exportLines } from './ingest/export.ts'
import { createSqlStore } from './store/sql-store.ts'
import { openSqlite } from './store/sqlite.ts'
import { sendArticles, type SendReport } from './transfer/send.ts'

/** What a row of D1 takes, less the other fields: https://developers.cloudflare.com/d1/platform/limits/ */
const MOST_EDGE_TEXT = 1_900_000

export interface ExportOptions {
  /** The file; one that is there is continued behind its last whole line. Absent: `write` gets the lines. */
  out?: string | undefined
  after?: string | undefined
  /** Leave out what D1 does not take. */
  edge: boolean
  write(line: string): Promise<void>
}

export interface ExportReport {
  written: number
  /** The id it went on behind. */
  after: string | null
  /** Ids of articles whose text is too large for D1. */
  tooLarge: string[]
}

/** Write the articles of an index as NDJSON. Throws `InputError` when the file is not what an earlier export has left. */
export async function exportArticles(config: Config, options: ExportOptions): Promise<ExportReport> {
  const { out, after, edge, write } = options
  if (out !== undefined && after !== undefined) {
    throw new InputError('--after is for an export to standard output; a file is continued where it ends')
  }
  const sql = await openSqlite(join(resolve(config.index), 'articles.sqlite'), { readOnly: true })
  const file = out === undefined ? null : await openExport(out)
  try {
    // Vectors are not read, so their length does not matter.
    const store = createSqlStore(sql, { dimensions: 0 })
    const report: ExportReport = { written: 0, after: file?.last ?? after ?? null, tooLarge: [] }
    for await (const { id, line, textBytes } of exportLines(store, report.after)) {
      if (edge && textBytes > MOST_EDGE_TEXT) {
        report.tooLarge.push(id)
        continue
      }
      await (file === null ? write(`${line}\n`) : file.handle.appendFile(`${line}\n`))
      report.written += 1
    }
    return report
  } finally {
    await file?.handle.close()
    await sql.close()
  }
}

export interface LoadOptions {
  url: string
  key: string
  /** Articles on their way at once. */
  concurrency: number
  signal?: AbortSignal
  onProgress?(done: number): void
  onFailure?(id: string, line: number, fact: string): void
  fetch?: typeof fetch
  sleep?: (ms: number) => Promise<void>
}

const SAVED_EVERY = 50

/** The file beside the articles that says how far they were sent. */
export function stateFile(file: string): string {
  return `${file}.sent`
}

/** Send the articles of a file, one by one; goes on where an earlier call to the same address ended. */
export async function loadArticles(file: string, options: LoadOptions): Promise<SendReport> {
  const { url } = options
  if (!existsSync(file))
    throw new InputError(`there is no file ${file}; write it with “touwen export --edge --out ${file}”`)
  const path = stateFile(file)
  const began = await readState(path, url)
  let saved = began
  const save = async (done: number): Promise<void> => {
    // Whole or not at all.
    await writeFile(`${path}.new`, JSON.stringify({ url, lines: done }))
    await rename(`${path}.new`, path)
    saved = done
  }
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })
  const report = await sendArticles(lines, {
    ...options,
    skip: began,
    onProgress: async (done) => {
      options.onProgress?.(done)
      if (done - saved >= SAVED_EVERY) await save(done)
    },
  })
  await save(report.done)
  return report
}

// --- Internal helpers ---

async function openExport(path: string): Promise<{ handle: FileHandle; last: string | null }> {
  const handle = await open(path, 'a+')
  try {
    const { size } = await handle.stat()
    const end = await lastLineEnd(handle, size)
    // A line that was cut off is written again.
    if (end < size) await handle.truncate(end)
    if (end === 0) return { handle, last: null }
    const start = await lastLineEnd(handle, end - 1)
    const { buffer } = await handle.read(Buffer.alloc(end - start), 0, end - start, start)
    return { handle, last: idOf(buffer.toString('utf8'), path) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

// Behind the last line feed before a place; 0 when there is none.
async function lastLineEnd(handle: FileHandle, before: number): Promise<number> {
  const step = 65_536
  for (let to = before; to > 0; to -= step) {
    const from = Math.max(0, to - step)
    const { buffer } = await handle.read(Buffer.alloc(to - from), 0, to - from, from)
    const at = buffer.lastIndexOf(0x0a)
    if (at >= 0) return from + at + 1
  }
  return 0
}

function idOf(line: string, path: string): string {
  try {
    const { id } = JSON.parse(line) as { id: unknown }
    if (typeof id === 'string') return id
  } catch {
    // Told below.
  }
  throw new InputError(`the last line of ${path} is no exported article; name another file, or remove it`)
}

async function readState(path: string, url: string): Promise<number> {
  if (!existsSync(path)) return 0
  try {
    const state = JSON.parse(await readFile(path, 'utf8')) as { url?: unknown; lines?: unknown }
    return state.url === url && Number.isInteger(state.lines) ? Number(state.lines) : 0
  } catch (cause) {
    throw new InputError(`${path} cannot be read (${messageOf(cause)}); remove it to send all articles`, {
      cause,
    })
  }
}

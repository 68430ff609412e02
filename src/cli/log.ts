// The structured log: one JSON object a line on standard error. Whoever reads it may be slow or gone; the server goes on.
import { writeSync, write } from 'node:fs'
import type { LogLevel } from '../http/deps.ts'

export interface LogOptions {
  /** Records below it are left out. */
  level: LogLevel | 'silent'
  /** Where to; default: standard error. */
  fd?: number
}

export interface Log {
  /** Take a record as it is. */
  (record: { level: LogLevel; event: string; time: string }): void
  /** Make a record of something that happens now. */
  event(name: string, more?: object, level?: LogLevel): void
  /** Resolves when all is written, or nobody reads any longer. */
  flush(): Promise<void>
}

const RANK: Readonly<Record<LogOptions['level'], number>> = { info: 0, warn: 1, error: 2, silent: 3 }
/** Bytes gathered in one piece. */
const BLOCK = 65_536
/** Pieces that may wait for a reader that has fallen behind (4 MB); beyond, records are dropped and counted. */
const MOST_BLOCKS = 64
/** How long lines are gathered before they are written together, in ms. */
const GATHER_MS = 50
/** How long to wait for a pipe that takes nothing at present, in ms. */
const RETRY_MS = 20

/**
 * Build a log. Lines are gathered and written in the background: `process.stderr` would hold up every request for as long as
 * a pipe is full, and end the process when its reader is gone.
 */
export function createLog({ level, fd = 2 }: LogOptions): Log {
  const least = RANK[level]
  // Lines are copied at once into bytes: as texts they would outlive the young generation and be moved about by the collector.
  let gathered = Buffer.allocUnsafe(BLOCK)
  let used = 0
  const full: Buffer[] = []
  let dropped = 0
  let gone = false
  let writing = false
  let scheduled = false
  const idle: (() => void)[] = []

  const append = (line: string): void => {
    // At most three bytes a UTF-16 unit.
    if (used + 3 * line.length > gathered.length) {
      if (used > 0) full.push(gathered.subarray(0, used))
      gathered = Buffer.allocUnsafe(Math.max(BLOCK, 3 * line.length))
      used = 0
    }
    used += gathered.write(line, used)
  }
  const take = (): Buffer => {
    const bytes = Buffer.concat([...full.splice(0), gathered.subarray(0, used)])
    used = 0
    return bytes
  }
  const nothing = (): boolean => used === 0 && full.length === 0
  const end = (): void => {
    writing = false
    for (const resolve of idle.splice(0)) resolve()
  }
  const fail = (error: NodeJS.ErrnoException, rest: Buffer): void => {
    if (error.code === 'EAGAIN') setTimeout(() => put(rest), RETRY_MS)
    else {
      // A closed pipe has nobody to be told; a full disk may have room again.
      gone = error.code === 'EPIPE' || error.code === 'EBADF'
      end()
    }
  }
  const put = (bytes: Buffer): void => {
    write(fd, bytes, 0, bytes.length, null, (error, written) => {
      if (error !== null) fail(error, bytes)
      else if (written < bytes.length) put(bytes.subarray(written))
      else next()
    })
  }
  const next = (): void => {
    scheduled = false
    if (dropped > 0) {
      const time = new Date().toISOString()
      append(`${JSON.stringify({ time, level: 'warn', event: 'log_dropped', records: dropped })}\n`)
      dropped = 0
    }
    if (nothing()) return end()
    writing = true
    put(take())
  }
  const log = (record: Parameters<Log>[0]): void => {
    if (RANK[record.level] < least || gone) return
    if (full.length >= MOST_BLOCKS) {
      dropped += 1
      return
    }
    append(`${line(record)}\n`)
    if (writing || scheduled) return
    scheduled = true
    setTimeout(next, GATHER_MS)
  }
  // What is left when the process ends by itself or by an error; not when a reader is stalled, who would hold the end up.
  process.once('exit', () => {
    if (gone || writing || nothing()) return
    try {
      writeSync(fd, take())
    } catch {
      // Nobody reads.
    }
  })
  const flush = (): Promise<void> =>
    new Promise((resolve) => {
      if (gone || (!writing && nothing())) resolve()
      else idle.push(resolve)
    })
  const event: Log['event'] = (name, more = {}, at = 'info') =>
    log(Object.assign({ time: new Date().toISOString(), level: at, event: name }, more))
  return Object.assign(log, { event, flush })
}

// JSON leaves some characters as they are that a terminal obeys or a reader of the log is led astray by: control characters
// from DEL, separators of lines, marks of direction.
function line(record: object): string {
  return JSON.stringify(record).replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

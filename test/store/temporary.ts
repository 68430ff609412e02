// Directories and child processes that end with the test.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** A new empty directory, removed when the test ends. */
export async function temporaryDirectory(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'touwen-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** A running TypeScript child of the test. */
export interface Child {
  pid: number
  /** The next line it prints; rejects when it ends before. */
  line(): Promise<string>
  /** Write a line to its stdin. */
  say(line: string): void
  /** End it with a signal (default SIGKILL) and wait until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Resolves when it has ended, however it did. */
  ended: Promise<void>
}

/** Run a file beside the test (`import.meta.url`) with arguments; it is killed when the test ends. */
export function startChild(base: string, file: string, args: string[]): Child {
  const path = fileURLToPath(new URL(file, base))
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    child.kill(signal)
    await closed
  }
  onTestFinished(() => kill())
  const say = (line: string): void => void child.stdin!.write(`${line}\n`)
  return { pid: child.pid!, line: lines(child), say, kill, ended: closed }
}

function lines(child: ChildProcess): () => Promise<string> {
  const ready: string[] = []
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = []
  let rest = ''
  let ended = false
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n')
    rest = parts.pop()!
    for (const line of parts) {
      const reader = waiting.shift()
      if (reader) reader.resolve(line)
      else ready.push(line)
    }
  })
  child.once('close', () => {
    ended = true
    for (const { reject } of waiting.splice(0)) reject(new Error('the child has ended'))
  })
  return () => {
    const line = ready.shift()
    if (line !== undefined) return Promise.resolve(line)
    if (ended) return Promise.reject(new Error('the child has ended'))
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
    })
  }
}

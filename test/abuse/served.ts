// A service in a process of its own (served-child.ts): started, measured, stopped.
import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { ServedOptions } from './open-served.ts'

/** Bytes after a collection, and what keeps the process busy, by kind. */
export interface Measured {
  rss: number
  heapUsed: number
  external: number
  resources: Record<string, number>
}

export interface Served {
  url: string
  port: number
  measure(): Promise<Measured>
}

const CHILD = fileURLToPath(new URL('served-child.ts', import.meta.url))

/** A service that runs until the test has ended, or until `atEnd` calls what it is given. */
export async function served(
  options: Partial<ServedOptions> = {},
  atEnd: (end: () => Promise<void>) => void = onTestFinished,
): Promise<Served> {
  const index = await mkdtemp(join(tmpdir(), 'touwen-abuse-'))
  const given: ServedOptions = { readMs: 0, ...options, env: { TOUWEN_INDEX: index, ...options.env } }
  const child = fork(CHILD, [JSON.stringify(given)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const errors = text(child.stderr!)
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  atEnd(async () => {
    child.kill('SIGKILL')
    await exit
    await rm(index, { recursive: true, force: true })
  })
  const message = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const gone = async (): Promise<void> => reject(new Error(`the service ended: ${await errors}`))
      child.once('exit', gone)
      child.once('message', (value) => {
        child.off('exit', gone)
        resolve(value as T)
      })
    })
  const { url } = await message<{ url: string }>()
  return {
    url,
    port: Number(new URL(url).port),
    measure: () => {
      const measured = message<Measured>()
      child.send('measure')
      return measured
    },
  }
}

export const ask = (question: string, more: object = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ question, ...more }),
})

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Until it holds, or `ms` are over; whether it holds. */
export async function within(ms: number, holds: () => Promise<boolean> | boolean): Promise<boolean> {
  const end = performance.now() + ms
  do {
    if (await holds()) return true
    await pause(100)
  } while (performance.now() < end)
  return holds()
}

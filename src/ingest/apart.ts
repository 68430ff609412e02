// Reading in a thread of its own: a large document takes hundreds of milliseconds at a stretch, which questions must not
// wait for; and one that breaks its reader, or never ends, breaks no more than its own reading.
import { Worker } from 'node:worker_threads'
import { threadSource } from '../thread-source.ts'
import type { ParseItem } from './draft.ts'
import type { Trace } from './trace.ts'

/** What is noted of a file while it is read. */
export type Notes = Omit<Trace, 'chromeOf'>

export interface ToReader {
  name: string
  bytes: Uint8Array
  /** The lines that are known to stand on most pages of its site. */
  chrome: ReadonlySet<string>
}

export type FromReader = { items: ParseItem[]; notes: Notes } | { error: string }

export interface Apart {
  /** The articles of a file with the notes on it; what breaks the reader is an item that failed. */
  read(file: ToReader): Promise<{ items: ParseItem[]; notes: Notes | null }>
  close(): Promise<void>
}

const MOST_MEMORY_MB = 1024
const DEFAULT_TIMEOUT_MS = 120_000

/** A reader in a thread, which begins with the first file; one file at a time. `timeoutMs`: for one file. */
export function createApart(timeoutMs = DEFAULT_TIMEOUT_MS): Apart {
  let thread: Worker | null = null
  let settle: ((reply: FromReader) => void) | null = null
  const begin = (): Worker => {
    const begun = new Worker(threadSource(new URL('./apart-thread.ts', import.meta.url)), {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
    })
    // What an ended thread still says is no reply to what is asked of the next one.
    const tell = (reply: FromReader): void => {
      if (begun === thread) settle?.(reply)
    }
    begun.on('message', tell)
    begun.on('error', (error) => tell({ error: error instanceof Error ? error.message : String(error) }))
    begun.on('exit', (code) => tell({ error: `its thread ended with code ${code}` }))
    return begun
  }
  const close = async (): Promise<void> => {
    const ending = thread
    thread = null
    await ending?.terminate()
  }
  return {
    close,
    async read(file) {
      thread ??= begin()
      const asked = thread
      const reply = await new Promise<FromReader>((resolve) => {
        const timer = setTimeout(
          () => settle?.({ error: `it took more than ${timeoutMs / 1000} s` }),
          timeoutMs,
        )
        settle = (given) => {
          clearTimeout(timer)
          resolve(given)
        }
        asked.postMessage(file)
      })
      if ('items' in reply) return reply
      await close()
      const remedy = 'save its text alone as .txt, or the page as “HTML only”, and give that'
      const error = { path: file.name, fact: `its reader broke off: ${reply.error.slice(0, 200)}`, remedy }
      return { items: [{ error }], notes: null }
    },
  }
}

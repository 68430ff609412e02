// The models' face to the rest: one thread, one unit of work at a time, questions before ingest.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { IndexError, OverloadError } from '../errors.ts'
import type { FromThread, ModelReply, ModelRequest, ThreadData, ToThread } from './protocol.ts'

export const EMBEDDER = 'multilingual-e5-small-zh'
export const READER = 'touwen-reader-zh'

/** Questions waiting beyond this many units are refused: the last would wait for over half a minute. */
const MAX_WAITING = 2000

/** `question` goes before `ingest`, always. */
export type Priority = 'question' | 'ingest'

export interface Models {
  /** Run one unit. Rejects with the signal's reason when aborted before it began, `OverloadError` when too many wait. */
  run(request: ModelRequest, priority: Priority, signal?: AbortSignal): Promise<ModelReply>
  /** Load a model now instead of at its first use. */
  load(model: 'embedder' | 'reader'): Promise<void>
  /** Name and hash of a model's files. */
  id(model: 'embedder' | 'reader'): Promise<string>
  close(): Promise<void>
}

interface Job {
  message: ToThread
  resolve(reply: ModelReply | null): void
  reject(error: unknown): void
  signal: AbortSignal | undefined
}

/** Start the model thread. Throws `IndexError` when a model's files are missing. */
export async function createModels(modelsDir: string): Promise<Models> {
  for (const name of [EMBEDDER, READER]) await requireFiles(modelsDir, name)
  const data: ThreadData = { modelsDir: resolve(modelsDir) + sep, embedder: EMBEDDER, reader: READER }
  const thread = new Worker(threadSource(), { eval: true, workerData: data })
  thread.unref()
  const waiting: Record<Priority, Job[]> = { question: [], ingest: [] }
  let current: Job | null = null
  let nextId = 1
  let failure: Error | null = null

  const next = (): void => {
    if (current !== null || failure !== null) return
    const job = waiting.question.shift() ?? waiting.ingest.shift()
    if (job === undefined) {
      thread.unref()
      return
    }
    if (job.signal?.aborted) {
      job.reject(job.signal.reason)
      next()
      return
    }
    current = job
    thread.ref()
    thread.postMessage(job.message)
  }
  const fail = (error: Error): void => {
    failure = error
    for (const job of [current, ...waiting.question.splice(0), ...waiting.ingest.splice(0)])
      job?.reject(error)
    current = null
  }
  thread.on('message', (answer: FromThread) => {
    const job = current
    current = null
    next()
    if (job === null) return
    if ('error' in answer) job.reject(new Error(`the model thread failed: ${answer.error}`))
    else job.resolve(answer.reply)
  })
  thread.on('error', fail)
  thread.on('exit', (code) =>
    fail(new Error(`the model thread has ended with code ${code}; restart the process`)),
  )

  const enqueue = (
    message: ModelRequest | { kind: 'load'; model: 'embedder' | 'reader' },
    priority: Priority,
    signal?: AbortSignal,
  ): Promise<ModelReply | null> =>
    new Promise((resolvePromise, reject) => {
      if (failure !== null) {
        reject(failure)
        return
      }
      if (waiting[priority].length >= MAX_WAITING) {
        reject(new OverloadError(`${waiting[priority].length} readings wait already; try again in a moment`))
        return
      }
      const id = nextId
      nextId += 1
      waiting[priority].push({ message: { ...message, id }, resolve: resolvePromise, reject, signal })
      next()
    })

  const ids = new Map<string, Promise<string>>()
  return {
    run: async (request, priority, signal) => (await enqueue(request, priority, signal))!,
    load: async (model) => {
      await enqueue({ kind: 'load', model }, 'question')
    },
    id: (model) => {
      const name = model === 'embedder' ? EMBEDDER : READER
      const known = ids.get(name) ?? modelId(modelsDir, name)
      ids.set(name, known)
      return known
    },
    close: async () => {
      await thread.terminate()
    },
  }
}

// The thread is TypeScript too, and Node 20 does not hand a loader down to its threads: it registers its own.
function threadSource(): string {
  const loader = import.meta.resolve('tsx/esm/api')
  const entry = new URL('./thread.ts', import.meta.url).href
  return `import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(entry)}) })`
}

function weights(modelsDir: string, name: string): string {
  return join(modelsDir, name, 'onnx', 'model_quantized.onnx')
}

async function requireFiles(modelsDir: string, name: string): Promise<void> {
  for (const file of [weights(modelsDir, name), join(modelsDir, name, 'tokenizer.json')]) {
    await access(file).catch((cause: unknown) => {
      throw new IndexError(`the model file ${file} is missing; restore data/models or set TOUWEN_MODELS`, {
        cause,
      })
    })
  }
}

async function modelId(modelsDir: string, name: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(weights(modelsDir, name)), hash)
  return `${name}@${hash.digest('hex').slice(0, 12)}`
}

// A thread with a queue before it: one unit of work at a time, questions before ingest. It knows no model.
import { Worker } from 'node:worker_threads'
import type { QueueLength } from '../engine.ts'
import { OverloadError } from '../errors.ts'
import { threadSource } from '../thread-source.ts'
import type { FromThread, ModelReply, ModelRequest, ThreadData, ToThread } from './protocol.ts'

/** More units waiting are refused: the last would wait for over half a minute. */
const MAX_WAITING = 2000

/** `question` goes before `ingest`, always. */
export type Priority = 'question' | 'ingest'

export type Message = ModelRequest | { kind: 'load'; model: 'embedder' | 'reader' }

export interface Enqueue {
  /** Run one message. Rejects with the signal's reason when aborted before it began, `OverloadError` when too many wait. */
  (message: Message, priority: Priority, signal?: AbortSignal): Promise<ModelReply | null>
  /** What waits at present. */
  backlog(): QueueLength
}

interface Job {
  message: ToThread
  resolve(reply: ModelReply | null): void
  reject(error: unknown): void
  signal: AbortSignal | undefined
}

/** Start the thread. It keeps the process alive only while there is work. */
export function createQueue(data: ThreadData): Enqueue {
  const thread = new Worker(threadSource(new URL('./thread.ts', import.meta.url)), {
    eval: true,
    workerData: data,
  })
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

  const backlog = (): QueueLength => ({
    question: waiting.question.length,
    ingest: waiting.ingest.length,
    running: current === null ? 0 : 1,
  })
  const enqueue = (message: Message, priority: Priority, signal?: AbortSignal): Promise<ModelReply | null> =>
    new Promise((resolve, reject) => {
      if (failure !== null) {
        reject(failure)
        return
      }
      if (waiting[priority].length >= MAX_WAITING) {
        reject(new OverloadError(`${waiting[priority].length} readings wait already; try again in a moment`))
        return
      }
      waiting[priority].push({ message: { ...message, id: nextId }, resolve, reject, signal })
      nextId += 1
      next()
    })
  return Object.assign(enqueue, { backlog })
}

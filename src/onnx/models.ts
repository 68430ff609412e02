// The models' face to the rest of the program: which files they are, and the one thread they live on.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { QueueLength } from '../engine.ts'
import { IndexError } from '../errors.ts'
import type { ModelReply, ModelRequest } from './protocol.ts'
import { createQueue, type Enqueue, type Priority } from './queue.ts'

export const EMBEDDER = 'multilingual-e5-small-zh'
export const READER = 'touwen-reader-zh'

export interface Models {
  /** Run one unit; see `Enqueue`. */
  run(request: ModelRequest, priority: Priority, signal?: AbortSignal): Promise<ModelReply>
  /** Load a model now instead of at its first use. */
  load(model: 'embedder' | 'reader'): Promise<void>
  /** Name and hash of a model's files. */
  id(model: 'embedder' | 'reader'): Promise<string>
  /** What waits for them at present. */
  backlog(): QueueLength
}

// One thread a process, started at its first use and never ended: the native runtime cannot be loaded again after the
// thread that held it is gone.
let shared: { modelsDir: string; enqueue: Enqueue } | null = null

function enqueueIn(modelsDir: string): Enqueue {
  shared ??= { modelsDir, enqueue: createQueue({ modelsDir, embedder: EMBEDDER, reader: READER }) }
  if (shared.modelsDir !== modelsDir) {
    throw new Error(
      `this process has loaded models from ${shared.modelsDir}; start another one for ${modelsDir}`,
    )
  }
  return shared.enqueue
}

/** The models of a directory. Throws `IndexError` when a model's files are missing; loads nothing yet. */
export async function createModels(modelsDir: string): Promise<Models> {
  for (const name of [EMBEDDER, READER]) await requireFiles(modelsDir, name)
  const directory = resolve(modelsDir) + sep
  const ids = new Map<string, Promise<string>>()
  return {
    run: async (request, priority, signal) => (await enqueueIn(directory)(request, priority, signal))!,
    load: async (model) => {
      await enqueueIn(directory)({ kind: 'load', model }, 'question')
    },
    backlog: () => shared?.enqueue.backlog() ?? { question: 0, ingest: 0, running: 0 },
    id: (model) => {
      const name = model === 'embedder' ? EMBEDDER : READER
      const known = ids.get(name) ?? modelId(modelsDir, name)
      ids.set(name, known)
      return known
    },
  }
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

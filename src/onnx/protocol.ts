// What the model thread is asked and what it answers.
import type { ReadInput, Reading } from '../reader/reader.ts'

export type ModelRequest =
  { kind: 'embed'; text: string } | { kind: 'read'; question: string; input: ReadInput }

export type ModelReply = { kind: 'embed'; vector: Float32Array } | { kind: 'read'; reading: Reading }

/** Messages to the thread: load a model's files, or one unit of work. */
export type ToThread = { id: number } & ({ kind: 'load'; model: 'embedder' | 'reader' } | ModelRequest)

/** Messages from the thread. */
export type FromThread = { id: number } & ({ reply: ModelReply | null } | { error: string })

export interface ThreadData {
  modelsDir: string
  embedder: string
  reader: string
}

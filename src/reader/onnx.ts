// Reader on the model thread (touwen-reader-zh).
import type { Models } from '../onnx/models.ts'
import type { Priority } from '../onnx/queue.ts'
import type { Reader } from './reader.ts'

/** Readings of the local model; `ingest` lets whatever a person waits for go first. */
export async function createOnnxReader(models: Models, priority: Priority = 'question'): Promise<Reader> {
  return {
    id: await models.id('reader'),
    read: (question, inputs, signal) =>
      Promise.all(
        inputs.map(async (input) => {
          const reply = await models.run({ kind: 'read', question, input }, priority, signal)
          if (reply.kind !== 'read') throw new Error(`the model thread answered ${reply.kind} to read`)
          return reply.reading
        }),
      ),
  }
}

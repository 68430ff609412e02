// The thread that reads: one file at a time, from bytes to drafts and notes.
import { parentPort } from 'node:worker_threads'
import { messageOf } from '../errors.ts'
import type { FromReader, ToReader } from './apart.ts'
import type { ParseItem } from './draft.ts'
import { parseFile } from './parse.ts'
import { newTrace } from './trace.ts'

parentPort!.on('message', async ({ name, bytes, chrome }: ToReader) => {
  const trace = newTrace(() => chrome)
  const items: ParseItem[] = []
  let reply: FromReader
  try {
    for await (const item of parseFile(name, bytes, trace)) items.push(item)
    const { chromeOf: _, ...notes } = trace
    reply = { items, notes }
  } catch (error) {
    reply = { error: messageOf(error) }
  }
  parentPort!.postMessage(reply)
})

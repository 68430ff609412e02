// The model thread: both models live here, because a native session call blocks the thread it runs on.
// It knows tokens and tensors; it refuses to know articles and questions' meaning.
import { parentPort, workerData } from 'node:worker_threads'
import { AutoModel, AutoModelForQuestionAnswering, AutoTokenizer, env } from '@xenova/transformers'
import type { PreTrainedModel, PreTrainedTokenizer, Tensor } from '@xenova/transformers'
import { messageOf } from '../errors.ts'
import type { ReadInput, Reading } from '../reader/reader.ts'
import type { Interval } from '../text.ts'
import { alignPieces } from './align.ts'
import type { FromThread, ModelReply, ThreadData, ToThread } from './protocol.ts'
import { bestSpans } from './spans.ts'

const MAX_TOKENS = 512
// A question beyond this many characters leaves too little room for the passage.
const MAX_QUESTION = 120

const { modelsDir, embedder, reader } = workerData as ThreadData
env.allowRemoteModels = false
env.localModelPath = modelsDir

interface Loaded {
  tokenizer: PreTrainedTokenizer
  model: PreTrainedModel
}

const loading = new Map<string, Promise<Loaded>>()

function load(name: 'embedder' | 'reader'): Promise<Loaded> {
  let loaded = loading.get(name)
  if (loaded === undefined) {
    loaded = loadFiles(name)
    loading.set(name, loaded)
  }
  return loaded
}

async function loadFiles(name: 'embedder' | 'reader'): Promise<Loaded> {
  const files = name === 'embedder' ? embedder : reader
  const type = name === 'embedder' ? AutoModel : AutoModelForQuestionAnswering
  const [tokenizer, model] = await Promise.all([
    AutoTokenizer.from_pretrained(files),
    type.from_pretrained(files, { quantized: true }),
  ])
  return { tokenizer, model }
}

async function embed(text: string): Promise<Float32Array> {
  const { tokenizer, model } = await load('embedder')
  const inputs: { input_ids: Tensor } = tokenizer(text, { truncation: true, max_length: MAX_TOKENS })
  const output: { last_hidden_state: Tensor } = await model(inputs)
  return meanPool(output.last_hidden_state)
}

// One text without padding: every token counts.
function meanPool(hidden: Tensor): Float32Array {
  const [, tokens, size] = hidden.dims as [number, number, number]
  const data = hidden.data as Float32Array
  const vector = new Float32Array(size)
  for (let t = 0; t < tokens; t += 1) {
    for (let d = 0; d < size; d += 1) vector[d]! += data[t * size + d]!
  }
  let norm = 0
  for (const value of vector) norm += value * value
  norm = Math.sqrt(norm) || 1
  return vector.map((value) => value / norm)
}

async function read(question: string, input: ReadInput): Promise<Reading> {
  const { tokenizer, model } = await load('reader')
  const title = input.title === '' ? '' : `${input.title}\n`
  const context = title + input.body
  const asked = question.slice(0, MAX_QUESTION)
  const inputs: { input_ids: Tensor } = tokenizer(asked, {
    text_pair: context,
    truncation: true,
    max_length: MAX_TOKENS,
  })
  const output: { start_logits: Tensor; end_logits: Tensor } = await model(inputs)
  const start = output.start_logits.data as Float32Array
  const end = output.end_logits.data as Float32Array
  const ids = Array.from(inputs.input_ids.data as BigInt64Array, Number)
  const where = bodyIntervals(tokenizer, ids, context, title.length)
  return { null_score: start[0]! + end[0]!, spans: bestSpans(start, end, where) }
}

// Layout: <s> question </s> </s> title \n body </s>
function bodyIntervals(
  tokenizer: PreTrainedTokenizer,
  ids: number[],
  context: string,
  bodyStart: number,
): (Interval | null)[] {
  const separator = tokenizer.sep_token_id as number
  const first = ids.indexOf(separator) + 2
  const last = ids.at(-1) === separator ? ids.length - 1 : ids.length
  const vocabulary = tokenizer.model.vocab as string[]
  const pieces = ids.slice(first, last).map((id) => vocabulary[id]!)
  const where: (Interval | null)[] = ids.map(() => null)
  alignPieces(context, pieces, tokenizer.unk_token as string).forEach(({ start, end }, i) => {
    if (start >= bodyStart) where[first + i] = { start: start - bodyStart, end: end - bodyStart }
  })
  return where
}

async function work(message: ToThread): Promise<ModelReply | null> {
  switch (message.kind) {
    case 'load':
      await load(message.model)
      return null
    case 'embed':
      return { kind: 'embed', vector: await embed(message.text) }
    case 'read':
      return { kind: 'read', reading: await read(message.question, message.input) }
  }
}

parentPort!.on('message', async (message: ToThread) => {
  let answer: FromThread
  try {
    answer = { id: message.id, reply: await work(message) }
  } catch (error) {
    answer = { id: message.id, error: messageOf(error) }
  }
  parentPort!.postMessage(answer)
})

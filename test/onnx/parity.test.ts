// Both models must behave in this program as they did where they were made (parity.jsonl beside each).
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { createModels, EMBEDDER, READER, type Models } from '../../src/onnx/models.ts'

const MODELS = 'data/models'
let models: Models

beforeAll(async () => {
  models = await createModels(MODELS)
})

function rows<T>(model: string): T[] {
  return readFileSync(`${MODELS}/${model}/parity.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

it('embeds every parity text at a cosine of at least .995', async () => {
  for (const row of rows<{ text: string; embedding: number[] }>(EMBEDDER)) {
    const reply = await models.run({ kind: 'embed', text: row.text }, 'ingest')
    if (reply.kind !== 'embed') throw new Error('wrong kind')
    const cosine = row.embedding.reduce((sum, value, i) => sum + value * reply.vector[i]!, 0)
    expect(cosine).toBeGreaterThanOrEqual(0.995)
  }
})

it('reads the same span in at least 95 % of the pairs that have an answer, with scores within 1.0 in 90 % of all', async () => {
  interface Row {
    question: string
    context: string
    span: string
    span_score: number
    null_score: number
  }
  const all = rows<Row>(READER)
  let answered = 0
  let sameSpan = 0
  let sameScores = 0
  for (const { question, context, span, span_score, null_score } of all) {
    const input = { title: '', body: context }
    const reply = await models.run({ kind: 'read', question, input }, 'question')
    if (reply.kind !== 'read') throw new Error('wrong kind')
    const { spans, null_score: none } = reply.reading
    const best = spans[0]!
    // Pieces begin with the space before a word; offsets here do not.
    // Where the pair has no answer, the best of many bad spans is a matter of the processor's int8 kernels.
    if (span_score > null_score) {
      answered += 1
      if (context.slice(best.start, best.end) === span.trim()) sameSpan += 1
    }
    if (Math.abs(best.score - span_score) < 1 && Math.abs(none - null_score) < 1) sameScores += 1
  }
  expect(answered).toBeGreaterThanOrEqual(20)
  expect(sameSpan / answered).toBeGreaterThanOrEqual(0.95)
  // A few scores drift further, for the same reason.
  expect(sameScores / all.length).toBeGreaterThanOrEqual(0.9)
})

// Both models must behave in this program as they did where they were made (parity.jsonl beside each).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createModels, EMBEDDER, READER, type Models } from '../../src/onnx/models.ts'

const MODELS = 'data/models'
let models: Models

beforeAll(async () => {
  models = await createModels(MODELS)
})
afterAll(() => models.close())

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

it('reads the same span in at least 95 % of the parity pairs, with scores within 1.0', async () => {
  interface Row {
    question: string
    context: string
    span: string
    span_score: number
    null_score: number
  }
  const all = rows<Row>(READER)
  let same = 0
  for (const { question, context, span, span_score, null_score } of all) {
    const input = { title: '', body: context }
    const reply = await models.run({ kind: 'read', question, input }, 'question')
    if (reply.kind !== 'read') throw new Error('wrong kind')
    const best = reply.reading.spans[0]
    const text = best === undefined ? '' : input.body.slice(best.start, best.end)
    expect(Math.abs(reply.reading.null_score - null_score)).toBeLessThan(1)
    const agrees = text === span && Math.abs(best!.score - span_score) < 1
    if (agrees) same += 1
  }
  expect(same / all.length).toBeGreaterThanOrEqual(0.95)
})

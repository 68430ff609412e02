// The real model on own pairs: which paraphrases are grouped and matched, and that no near miss is. The rules were made on
// `pairs-dev`; `pairs-held-out` was written after them and measured once.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { groupWaiting } from '../../src/answers/groups.ts'
import { createMatcher } from '../../src/answers/matcher.ts'
import { createPins } from '../../src/answers/pins.ts'
import { createAnswerStore } from '../../src/answers/sql-answers.ts'
import { createPinStore } from '../../src/answers/sql-pins.ts'
import { pinRequestSchema } from '../../src/answer-contract.ts'
import { createOnnxEmbedder } from '../../src/embed/onnx.ts'
import type { QuestionEmbedder } from '../../src/engine.ts'
import { createModels } from '../../src/onnx/models.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { answer } from '../http/fakes.ts'

interface Pair {
  a: string
  b: string
  same: boolean
  kind?: string
}

const NOW = new Date('2024-03-01T09:00:00Z')
const now = (): Date => NOW

function pairsOf(set: string): Pair[] {
  return readFileSync(new URL(`./pairs-${set}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Pair)
}

/** Which pairs are taken for the same when all their questions are asked, and refused, in turn. */
async function grouped(pairs: Pair[], embedder: QuestionEmbedder): Promise<boolean[]> {
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const store = createAnswerStore(sql)
  const questions = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  for (const [i, question] of questions.entries()) {
    const reply = {
      ...answer,
      id: `ans_${i}`,
      question,
      standalone_question: question,
      asked_at: NOW.toISOString(),
      outcome: 'refused' as const,
    }
    await store.insert([
      { answer: reply, at: i + 1, channel: 'api', key: null, conversation: null, filters: null },
    ])
  }
  let made = 0
  await groupWaiting({ store, embedder, id: () => String((made += 1)) }, questions.length)
  const group = new Map(
    (await store.questions({}, questions.length, null)).map((one) => [one.question, one.group_id]),
  )
  await sql.close()
  return pairs.map(({ a, b }) => group.get(a) === group.get(b))
}

/** Which second questions are answered by a pin of the first. */
async function matched(pairs: Pair[], embedder: QuestionEmbedder): Promise<boolean[]> {
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const store = createPinStore(sql)
  const pins = createPins({ store, article: async () => null, embedder, now })
  const matcher = createMatcher({ store, embedder, now })
  const found: boolean[] = []
  for (const { a, b } of pairs) {
    await pins.put('pin', pinRequestSchema.parse({ question: a, answer: '见公告', author: '张三' }))
    found.push((await matcher.matching(b, NOW.toISOString())).length > 0)
  }
  await sql.close()
  return found
}

function scores(pairs: Pair[], said: boolean[]): { precision: number; recall: number; wrong: string[] } {
  const right = pairs.filter(({ same }, i) => same && said[i]).length
  return {
    precision: right / said.filter(Boolean).length,
    recall: right / pairs.filter(({ same }) => same).length,
    wrong: pairs
      .filter(({ same }, i) => same !== said[i])
      .map(({ a, b, kind = 'missed' }) => `${kind}: ${a} | ${b}`),
  }
}

it.each([
  ['dev', 0.97, 0.9],
  ['held-out', 0.5, 0.5],
])(
  'tells paraphrases from near misses: %s',
  async (set, group, match) => {
    const embedder = await createOnnxEmbedder(await createModels('data/models'))
    const pairs = pairsOf(set)
    const byGroup = scores(pairs, await grouped(pairs, embedder))
    const byPin = scores(pairs, await matched(pairs, embedder))
    if (process.env['SHOW'] !== undefined) console.log(set, pairs.length, { byGroup, byPin })
    expect(byGroup.precision).toBe(1)
    expect(byPin.precision).toBe(1)
    expect(byGroup.recall).toBeGreaterThanOrEqual(group)
    expect(byPin.recall).toBeGreaterThanOrEqual(match)
  },
  120_000,
)

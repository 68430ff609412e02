// The engine of a Worker over two shards, one of which does not answer: what its answers, searches and health say of it.
import { beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createConversations } from '../../src/conversations.ts'
import { workersAiReaderId } from '../../src/reader/workers-ai.ts'
import type { Sql } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openEdgeEngine, type EdgeEngine } from '../../src/worker-engine.ts'
import { noLanguage, trusting } from '../fakes.ts'
import { fakeAi, RERANKER } from './fake-ai.ts'
import { fakeVectorize } from './fake-vectorize.ts'
import { madeUp, SHARDS } from './shard-corpus.ts'

const DIMENSIONS = 64
const QUESTION = '浙江德清经济开发区签约项目总投资多少亿元'

let engine: EdgeEngine
let isDown = false
const told: string[] = []

const config = readConfig({
  TOUWEN_EDGE_DIMENSIONS: String(DIMENSIONS),
  TOUWEN_EDGE_VECTORS: 'v0',
  TOUWEN_EDGE_SHARDS: JSON.stringify({ jiangsu: SHARDS.jiangsu }),
}).edge

const failing = (sql: Sql): Sql => ({
  ...sql,
  all: (...given) => (isDown ? Promise.reject(new Error('D1_ERROR: down')) : sql.all(...given)),
  batch: (...given) => (isDown ? Promise.reject(new Error('D1_ERROR: down')) : sql.batch(...given)),
})
const shardAt = async () => ({
  sql: await openSqlite(':memory:'),
  vectorize: fakeVectorize({ dimensions: DIMENSIONS, delayMs: 0 }),
})
const answered = async (question: string) => {
  const answer = await engine.ask({ question, asked_at: '2026-03-01T00:00:00Z' })
  return { answer, notes: answer.notes.filter((note) => note.includes('jiangsu')) }
}

beforeAll(async () => {
  const [first, second] = [await shardAt(), await shardAt()]
  engine = await openEdgeEngine({
    ...first,
    ai: fakeAi({ dimensions: DIMENSIONS }),
    config,
    language: noLanguage,
    conversations: createConversations(),
    shards: config.shards.map((shard) => ({ shard, ...second, sql: failing(second.sql) })),
    onMissing: (name) => told.push(name),
  })
  for (const { id, ...draft } of madeUp(14)) await engine.articles.put(id!, draft)
  const reader = workersAiReaderId(RERANKER)
  const store = await engine.parts.store()
  await store.setMeta(`calibration:${reader}`, JSON.stringify({ ...trusting, reader }))
})

describe('a shard that does not answer', () => {
  it('is told with answers and searches, which the others give, and only while it is so', async () => {
    expect((await answered(QUESTION)).notes).toEqual([])
    expect(await engine.search({ query: '签约项目' })).not.toHaveProperty('missing')
    isDown = true
    // A zone that the table of shards does not know: all are asked.
    const { answer, notes } = await answered('签约项目总投资多少亿元')
    expect(notes).toHaveLength(1)
    expect(answer.citations.every(({ article }) => !article.zone?.startsWith('江苏'))).toBe(true)
    const found = await engine.search({ query: '签约项目', limit: 5 })
    expect(found.missing).toEqual(['jiangsu'])
    expect(found.hits).toHaveLength(5)
    expect(new Set(told)).toEqual(new Set(['jiangsu']))
    const events = []
    for await (const event of engine.stream({ question: '签约项目总投资多少亿元' })) events.push(event)
    expect(JSON.stringify(events.find(({ type }) => type === 'answer'))).toContain('jiangsu')
    isDown = false
    expect((await answered('签约项目总投资多少亿元')).notes).toEqual([])
    expect(await engine.search({ query: '签约项目' })).not.toHaveProperty('missing')
  })

  it('is a warning of the health, not an end of it', async () => {
    const stateOf = async () => (await engine.ready()).find(({ name }) => name === 'store')
    expect(await stateOf()).toEqual(expect.not.objectContaining({ warn: true }))
    isDown = true
    expect(await stateOf()).toMatchObject({
      warn: true,
      detail: 'degraded: no answer from jiangsu',
    })
    isDown = false
    expect(await stateOf()).toEqual(expect.not.objectContaining({ warn: true }))
  })

  it('fails what would be wrong without it', async () => {
    const { id, ...draft } = madeUp(15)[14]!
    isDown = true
    await expect(engine.articles.put(id!, draft)).rejects.toThrow(/jiangsu does not answer/)
    isDown = false
    expect((await engine.articles.put(id!, draft)).created).toBe(true)
  })
})

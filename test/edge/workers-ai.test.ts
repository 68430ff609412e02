import { describe, expect, it } from 'vitest'
import { AppError, OverloadError } from '../../src/errors.ts'
import { createWorkersAiEmbedder } from '../../src/embed/workers-ai.ts'
import { createWorkersAiReader } from '../../src/reader/workers-ai.ts'
import type { WorkersAi } from '../../src/workers-ai.ts'
import { EMBEDDER, fakeAi, RERANKER } from './fake-ai.ts'

const sleep = async (): Promise<void> => undefined
const embedderOf = (ai: WorkersAi, more = {}) =>
  createWorkersAiEmbedder(ai, { model: EMBEDDER, dimensions: 1024, sleep, ...more })
const readerOf = (ai: WorkersAi, more = {}) => createWorkersAiReader(ai, { model: RERANKER, sleep, ...more })

describe('embedder on Workers AI', () => {
  it('gives unit vectors in the order given, at most 100 texts a call', async () => {
    const ai = fakeAi()
    const embedder = embedderOf(ai)
    const texts = Array.from({ length: 230 }, (_, i) => `第${i}个项目签约落地`)
    const vectors = await embedder.embedPassages(texts)
    expect(ai.calls).toEqual([100, 100, 30].map((count) => ({ model: EMBEDDER, texts: count })))
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
    expect(vectors[150]).toEqual((await embedder.embedQueries([texts[150]!]))[0])
    expect(await embedder.embedPassages([])).toEqual([])
    expect(embedder.id).toBe(EMBEDDER)
  })

  it('tries again what passes', async () => {
    const ai = fakeAi()
    ai.fail(new Error('3040: Capacity temporarily exceeded, please try again.'), 2)
    expect(await embedderOf(ai).embedQueries(['外资'])).toHaveLength(1)
    expect(ai.calls).toHaveLength(3)
    ai.fail(new Error('3040: Capacity temporarily exceeded, please try again.'), 3)
    await expect(embedderOf(ai).embedQueries(['外资'])).rejects.toThrow(OverloadError)
  })

  it('waits no longer than it may', async () => {
    const ai = fakeAi()
    ai.hang(3)
    const embedding = embedderOf(ai, { timeoutMs: 20 }).embedQueries(['外资'])
    await expect(embedding).rejects.toThrow(/is too slow/)
    await expect(embedding).rejects.toMatchObject({ status: 503, code: 'overloaded' })
  })

  it.each([
    ['5007: No such model @cf/x or task', /TOUWEN_EDGE_EMBEDDER/],
    ['3036: You have used up your daily free allocation of 10,000 neurons.', /00:00 UTC/],
    ['3023: Service unavailable for account', /dashboard/],
  ])('says what to do about “%s”, at once', async (message, remedy) => {
    const ai = fakeAi()
    ai.fail(new Error(message), 3)
    const embedding = embedderOf(ai).embedQueries(['外资'])
    await expect(embedding).rejects.toThrow(remedy)
    await expect(embedding).rejects.toMatchObject({ status: 503, code: 'model_unusable' })
    expect(ai.calls).toHaveLength(1)
  })

  it('refuses vectors of other dimensions, too few, or none', async () => {
    await expect(embedderOf(fakeAi({ dimensions: 384 })).embedQueries(['外资'])).rejects.toThrow(
      /384 dimensions, not 1024.*TOUWEN_EDGE_DIMENSIONS/,
    )
    const giving = (output: unknown): WorkersAi => ({ run: async () => output })
    await expect(embedderOf(giving({ data: [] })).embedQueries(['外资'])).rejects.toThrow(/0 vectors for 1/)
    await expect(embedderOf(giving({ request_id: 'x' })).embedQueries(['外资'])).rejects.toThrow(AppError)
    const zero = Array.from({ length: 1024 }, () => 0)
    await expect(embedderOf(giving({ data: [zero] })).embedQueries(['外资'])).rejects.toThrow(/no length/)
  })
})

const BODY =
  '丹阳经济开发区一季度新签约项目12个，总投资35.6亿元。其中，外资到账8000万美元，同比增长19.9%。' +
  '开发区党工委书记张明表示，将围绕生物医药、新材料、高端装备等产业继续招商。活动于2022年3月4日在镇江国际会展中心举行。'
const TITLE = '丹阳经济开发区 一季度招商成果丰硕'

async function read(question: string, body = BODY): Promise<string[]> {
  const [reading] = await readerOf(fakeAi()).read(question, [{ title: TITLE, body }])
  for (const span of reading!.spans) {
    expect(span.start).toBeGreaterThanOrEqual(0)
    expect(span.end).toBeLessThanOrEqual(body.length)
    expect(span.end).toBeGreaterThan(span.start)
  }
  const scores = reading!.spans.map(({ score }) => score)
  expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  return reading!.spans.map(({ start, end }) => body.slice(start, end))
}

describe('reader on Workers AI', () => {
  it.each([
    ['一季度外资到账多少美元', '8000万美元'],
    ['丹阳开发区一季度新签约多少个项目', '12个'],
    ['总投资是多少', '35.6亿元'],
    ['外资到账同比增长多少', '19.9%'],
    ['活动是什么时候举行的', '2022年3月4日'],
  ])('%s', async (question, answer) => {
    expect((await read(question))[0]).toBe(answer)
  })

  it.each([
    ['开发区党工委书记是谁', '张明'],
    ['活动在哪里举行', '镇江国际会展中心'],
    ['将围绕哪些产业招商', '生物医药、新材料、高端装备'],
  ])('%s: among its spans', async (question, answer) => {
    expect((await read(question)).some((span) => span.includes(answer))).toBe(true)
  })

  it('asks once for all passages, in calls of at most 50 texts, each text once', async () => {
    const ai = fakeAi()
    const bodies = Array.from({ length: 8 }, (_, n) =>
      Array.from({ length: 10 }, (_, i) => `第${n}区第${i}个项目投资${n * 10 + i + 1}亿元。`).join(''),
    )
    const inputs = bodies.map((body) => ({ title: TITLE, body }))
    const readings = await readerOf(ai).read('第3区项目投资多少', [...inputs, inputs[0]!])
    expect(readings).toHaveLength(9)
    expect(readings[8]).toEqual(readings[0])
    expect(ai.calls.map(({ texts }) => texts)).toEqual([50, 30])
  })

  it('reads nothing where nothing is of the kind asked for, without a call', async () => {
    const ai = fakeAi()
    const [reading] = await readerOf(ai).read('投资多少亿元', [{ title: '', body: '项目签约。' }])
    expect(reading).toEqual({ null_score: 0, spans: [] })
    expect(ai.calls).toEqual([])
  })

  it('takes scores beyond 0 to 1 as they are, and what is left out for the least', async () => {
    const ai: WorkersAi = { run: async () => ({ response: [{ id: 1, score: 3.5 }] }) }
    const [reading] = await readerOf(ai).read('投资多少亿元', [
      { title: '', body: '甲投资1亿元。乙投资2亿元。' },
    ])
    // The rules add at most one to tell those of one clause apart.
    const [first, second] = reading!.spans.map(({ score }) => score)
    expect(first! - 3.5).toBeGreaterThanOrEqual(-0.25)
    expect(first! - 3.5).toBeLessThanOrEqual(1)
    expect(second! + 12).toBeLessThanOrEqual(1)
  })

  it('stops when its caller does', async () => {
    const ai = fakeAi()
    ai.hang(3)
    const stop = new AbortController()
    const reading = readerOf(ai).read('投资多少亿元', [{ title: '', body: '投资1亿元。' }], stop.signal)
    stop.abort(new Error('gone'))
    await expect(reading).rejects.toThrow('gone')
  })

  it('is linear in the length of a text', async () => {
    const reader = readerOf(fakeAi())
    const time = async (body: string, question: string): Promise<number> => {
      // Of this process, which others do not slow down.
      const began = process.cpuUsage()
      await reader.read(question, [{ title: '', body }])
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }
    for (const unit of ['、甲', '省', '在', '“', '张', '由甲', 'a ', '有限公司', '因', '1']) {
      for (const question of ['哪些项目', '在哪里', '谁', '哪家公司', '为什么', '多少', '主题是什么']) {
        expect(await time(unit.repeat(20_000), question), `${unit} ${question}`).toBeLessThan(3000)
      }
    }
  })
})

// Answers that are kept, in the program as it is composed on Node: over real files, with fake models.
import { expect, it, onTestFinished } from 'vitest'
import { ageNotes } from '../src/answer/notes.ts'
import { keyOf } from '../src/ask.ts'
import { understand } from '../src/question.ts'
import type { Engine } from '../src/engine.ts'
import type { Filters } from '../src/article.ts'
import type { Answer, AskRequest } from '../src/contract.ts'
import { body, configIn, engineOf, fakeModels, figureReader, serviceOf } from './reliability/world.ts'
import { temporaryDirectory } from './store/temporary.ts'

const QUESTION = '丹阳开发区外资到账目标是多少'
const AT = '2022-03-10T08:00:00Z'

const put = (engine: Engine, amount: string, zone = '丹阳开发区', id = 'a') =>
  engine.articles.put(id, {
    title: `${zone}大会`,
    text: `${zone}外资到账目标${amount}。`,
    zone,
    published_at: '2022-03-04',
    source: null,
    region: null,
    url: null,
  })

/** Models that count what they read. */
function counted() {
  const read = { times: 0 }
  const reader: typeof figureReader = {
    ...figureReader,
    read: (...given) => {
      read.times += 1
      return figureReader.read(...given)
    },
  }
  return { read, models: { ...fakeModels(), reader } }
}

async function setup() {
  const config = await configIn(await temporaryDirectory())
  const { read, models } = counted()
  const writer = await engineOf(config, 'write', models)
  onTestFinished(() => writer.close())
  await put(writer, '1亿美元')
  const ask = (engine: Engine, more: Partial<AskRequest> = {}): Promise<Answer> =>
    engine.ask({ question: QUESTION, asked_at: AT, ...more })
  return { config, writer, read, ask }
}

/** What must be equal in the answers to equal questions. */
const told = (answer: Answer) => ({ ...answer, id: '', asked_at: '', timings_ms: null })

it('are the same answers, each with an id of its own and the time it took itself', async () => {
  const { writer, read, ask } = await setup()
  const first = await ask(writer)
  const again = await ask(writer, { asked_at: '2022-03-10T09:30:00Z' })
  expect(read.times).toBe(1)
  expect(first.answer).toBe('1亿美元')
  expect(told(again)).toEqual(told(first))
  expect(again.id).not.toBe(first.id)
  expect(again.asked_at).toBe('2022-03-10T09:30:00Z')
  expect(again.timings_ms).toMatchObject({ search: 0, embed: 0, read: 0 })

  const events = []
  for await (const event of writer.stream({ question: QUESTION, asked_at: AT })) events.push(event)
  expect(read.times).toBe(1)
  expect(events.map(({ type }) => type)).toEqual(['started', 'text', 'citation', 'answer'])
})

it.each<[string, Partial<AskRequest>]>([
  ['another day', { asked_at: '2022-03-11T08:00:00Z' }],
  ['the same moment, written in another day', { asked_at: '2022-03-11T00:00:00+16:00' }],
  ['another filter', { filters: { zone: '丹阳开发区' } }],
  ['another number of passages', { top_k: 3 }],
  ['another question', { question: '昆山开发区外资到账目标是多少' }],
  ['another script', { question: '丹陽開發區外資到賬目標是多少' }],
])('are none for %s', async (_, more) => {
  const { writer, read, ask } = await setup()
  await ask(writer)
  await ask(writer, more)
  expect(read.times).toBe(2)
})

it('are the same for the same filters in any order', async () => {
  const { writer, read, ask } = await setup()
  const filters: Filters = { zone: '丹阳开发区', published_from: '2022-01-01' }
  await ask(writer, { filters })
  await ask(writer, { filters: { published_from: '2022-01-01', zone: '丹阳开发区' } })
  expect(read.times).toBe(1)
})

it('end with a changed, a further and a removed article, by this process or another', async () => {
  const { config, writer, ask } = await setup()
  // Beside the writer, as another process opens it.
  const reader = await engineOf(config, 'read')
  onTestFinished(() => reader.close())
  const both = async () => [await ask(writer), await ask(reader)]
  for (const amount of ['1亿美元', '2亿美元', '3亿美元']) {
    await put(writer, amount)
    for (const answer of [...(await both()), ...(await both())]) expect(answer.answer).toBe(amount)
  }
  await put(writer, '5亿美元', '昆山开发区', 'b')
  for (const { index } of await both()) expect(index.articles).toBe(2)
  await writer.remove('a')
  await writer.remove('b')
  for (const { outcome, index } of [...(await both()), ...(await both())]) {
    expect(outcome).toBe('refused')
    expect(index.articles).toBe(0)
  }
})

it('give way to a pin, return when it is gone, and are recorded each', async () => {
  const config = await configIn(await temporaryDirectory())
  const { read, models } = counted()
  const world = await serviceOf(config, models)
  onTestFinished(world.close)
  await put(world.engine, '1亿美元')
  const ask = async (): Promise<Answer> => {
    const reply = await world.request('/v1/ask', body('POST', { question: QUESTION, asked_at: AT }))
    return (await reply.json()) as Answer
  }
  const ids = [await ask(), await ask()].map(({ id }) => id)
  expect(read.times).toBe(1)
  const pin = { question: QUESTION, answer: '以公告为准', author: '招商局' }
  expect((await world.request('/v1/pins/p', body('PUT', pin))).status).toBe(201)
  expect((await ask()).answer).toBe('以公告为准')
  expect((await world.request('/v1/pins/p', { method: 'DELETE' })).status).toBe(204)
  expect((await ask()).answer).toBe('1亿美元')
  expect(read.times).toBe(1)
  for (const id of ids) {
    const stored = await world.request(`/v1/answers/${id}`)
    expect(((await stored.json()) as Answer).id).toBe(id)
  }
  expect(world.failures).toEqual([])
})

it('have one key for all moments at which the notes on their age are the same, and no other moments', () => {
  const citations = [{ article: { published_at: '2022-03-04' } }] as Answer['citations']
  const notes = new Map<string, string>()
  const midnight = Date.parse('2022-06-01T00:00:00Z')
  for (let day = -10; day < 20; day += 1) {
    for (const ms of [-1, 0, 1, 43_200_000]) {
      const at = new Date(midnight + day * 86_400_000 + ms).toISOString()
      const question = understand(QUESTION, at)
      const key = keyOf(question, at, {}, 8)
      const note = JSON.stringify(ageNotes(question, citations, at))
      expect(notes.get(key) ?? note).toBe(note)
      notes.set(key, note)
    }
  }
  expect(new Set(notes.values()).size).toBe(2)
  // Most of a day has one.
  expect(notes.size).toBeLessThan(70)
})

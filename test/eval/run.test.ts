import { describe, expect, it } from 'vitest'
import { createAsker } from '../../src/ask.ts'
import type { GoldQuestion } from '../../src/eval/dataset.ts'
import { locate, run } from '../../src/eval/run.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { draft, fakeReader, indexOf, noLanguage, trusting } from '../fakes.ts'

const TEXT = '丹阳召开大会。外资到账目标是1亿美元。'
const gold = (fields: Partial<GoldQuestion> = {}): GoldQuestion => ({
  question: '丹阳外资到账目标是多少', type: 'number', doc: '丹', answers: ['1亿美元'], evidence: [[7, 20]], also: [], ...fields,
})

async function engine() {
  const index = await indexOf([
    draft({ id: '丹', title: '丹阳', published_at: '2022-03-04', text: TEXT }),
    draft({ id: '昆', title: '昆山', text: '昆山举办音乐节。' }),
  ])
  const asker = createAsker({
    retriever: createRetriever({ ...index, language: noLanguage }),
    reader: fakeReader({ '1亿': 3 }),
    calibration: trusting,
    language: noLanguage,
    newest: createNewest(index.store),
    index: async () => ({ name: 'test', built_at: null, articles: 2, embedder: 'e', reader: 'r' }),
  })
  const asked: unknown[] = []
  const ask: typeof asker.ask = (request, signal) => {
    asked.push(request.asked_at)
    return asker.ask(request, signal)
  }
  return { ...asker, ask, asked, article: index.store.get }
}

describe('run', () => {
  it('gives a row for each question, in order, with all that is measured', async () => {
    const seen: number[] = []
    const questions = [gold(), gold({ type: 'unanswerable', answers: [], evidence: [] })]
    const rows = await run(await engine(), questions.map((one) => ({ gold: one, set: '甲集' })), {
      onRow: (_, done) => seen.push(done),
    })
    expect(seen).toEqual([1, 2])
    expect(rows[0]).toMatchObject({
      set: '甲集', search_rank: 1, rerank_rank: 1, outcome: 'answered', answer: '1亿美元', answer_right: true,
      citation_right: true, citations: 1, inexact: 0,
    })
    expect(rows[1]).toMatchObject({ search_rank: null, answer_right: false, citation_right: false })
    expect(rows[0]!.search_ms).toBeGreaterThanOrEqual(0)
  })

  it('counts a citation that is not what the stored article says', async () => {
    const one = await engine()
    const article: typeof one.article = async (id) => {
      const found = await one.article(id)
      return found && { ...found, text: `改${found.text}` }
    }
    expect((await run({ ...one, article }, [{ gold: gold(), set: '' }]))[0]!.inexact).toBe(1)
    expect((await run({ ...one, article: async () => null }, [{ gold: gold(), set: '' }]))[0]!.inexact).toBe(1)
  })

  it('asks at the time of the question, else at the one given, else now', async () => {
    const [own, given] = ['2022-03-15T09:00:00+08:00', '2023-01-01T00:00:00Z']
    const one = await engine()
    await run(one, [{ gold: gold({ asked_at: own }), set: '' }, { gold: gold(), set: '' }], { askedAt: given })
    await run(one, [{ gold: gold(), set: '' }])
    expect(one.asked).toEqual([own, given, undefined])
  })
})

it('locate finds a quote in every article that holds it', async () => {
  const { article } = await engine()
  const articles = [(await article('丹'))!, { ...(await article('昆'))!, text: `转载：${TEXT}` }]
  const quote = '外资到账目标是1亿美元'
  const found = locate(gold({ evidence: [], quote }), articles)
  expect(found.also).toEqual([['丹', 7, 18], ['昆', 10, 21]])
  for (const [doc, start, end] of found.also) {
    expect(articles.find(({ id }) => id === doc)!.text.slice(start, end)).toBe(quote)
  }
  expect(locate(gold({ quote: ['没有', quote] }), articles).also).toHaveLength(2)
  expect(locate(gold(), articles)).toEqual(gold())
})

import { describe, expect, it } from 'vitest'
import { createAsker, type Asker } from '../../src/ask.ts'
import type { Answer, AskRequest } from '../../src/contract.ts'
import { createHoldings } from '../../src/retrieve/holdings.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { draft, fakeReader, indexOf, noLanguage, trusting, type FakeReader } from '../fakes.ts'

const drafts = [
  draft({ id: '丹', title: '丹阳大会', zone: '丹阳开发区', region: '镇江', published_at: '2022-03-04', text: '丹阳外资到账目标1亿美元。' }),
  draft({ id: '昆', title: '昆山招商', zone: '昆山开发区', published_at: '2023-05-01', text: '昆山外资到账5亿美元。句容市来此考察。' }),
] // prettier-ignore

async function setup(articles = drafts): Promise<{ asker: Asker; reader: FakeReader }> {
  const index = await indexOf(articles)
  const reader = fakeReader({ '1亿': 3, '5亿': 3 })
  const asker = createAsker({
    retriever: createRetriever({ ...index, language: noLanguage }),
    newest: createNewest(index.store),
    reader,
    calibration: trusting,
    language: noLanguage,
    holdings: createHoldings(index.store),
    index: async () => ({ name: 'test', built_at: null, articles: 2, embedder: 'e', reader: 'r' }),
  })
  return { asker, reader }
}
const refusal = async (request: AskRequest, articles = drafts): Promise<Answer['refusal']> =>
  (await (await setup(articles)).asker.ask(request)).refusal

describe('a refusal', () => {
  it('names the zone that no article holds, and those that some do', async () => {
    // A place without its zone does not count, and the other zones' figures are no answer.
    expect(await refusal({ question: '句容开发区外资到账目标是多少' })).toMatchObject({
      reason: 'not_found',
      message: '收录的新闻里没有提到“句容开发区”。收录的开发区有：丹阳开发区、昆山开发区。',
      unknown: [{ kind: 'zone', name: '句容开发区' }],
      nearest: [{}, {}],
    })
  })

  it('names the company that no article holds, unless there is an answer', async () => {
    const { asker } = await setup(drafts.map((one) => ({ ...one, text: '外资到账很多。' })))
    expect((await asker.ask({ question: '火星新材料公司外资到账多少？' })).refusal).toMatchObject({
      message: '收录的新闻里没有提到“火星新材料公司”。',
      unknown: [{ kind: 'name', name: '火星新材料公司' }],
    })
    const parts = draft({ id: '火', title: '火星', text: '火星上没有新材料。' })
    expect(await refusal({ question: '火星新材料公司外资到账多少？' }, [...drafts, parts])).toBeNull()
  })

  it('gives no figure of another for a company whose very name stands nowhere', async () => {
    expect(await refusal({ question: '鹓鶵集团外资到账多少？' })).toMatchObject({
      message: '收录的新闻里没有提到“鹓鶵集团”。',
      unknown: [{ kind: 'name', name: '鹓鶵集团' }],
    })
  })

  it('says no more than “not said” of what is known', async () => {
    const known = await refusal(
      { question: '昆山开发区的土地面积是多少' },
      drafts.map((one) => ({ ...one, text: '外资到账很多。' })),
    )
    expect(known).toMatchObject({ reason: 'not_found', message: '收录的新闻里没有说。', unknown: [] })
  })

  it.each([
    [{ zone: '句容开发区' }, '没有开发区为“句容开发区”的收录文章。不限开发区有 2 篇。收录的开发区有：丹阳开发区、昆山开发区。'],
    [{ published_from: '2024-01-01' }, '没有日期在 2024-01-01 及以后的收录文章。不限日期有 2 篇。'],
    [{ zone: '昆山开发区', published_to: '2022-12-31' }, '没有同时符合这些条件的收录文章：开发区为“昆山开发区”，日期在 2022-12-31 及以前。不限开发区有 1 篇，不限日期有 1 篇。'],
    [{ region: '苏州', source: '人民日报' }, '没有同时符合这些条件的收录文章：地区为“苏州”，来源为“人民日报”。去掉其中任何一个条件也没有。'],
    [{ article_ids: ['无'] }, '没有在指定的 1 篇之中的收录文章。不限文章有 2 篇。'],
  ])('says which filter leaves nothing: %j', async (filters, message) => {
    const told = await refusal({ question: '外资到账目标是多少', filters })
    expect(told).toMatchObject({ reason: 'no_articles', message })
    expect(told?.unknown).toEqual(
      message.includes('句容') ? [{ kind: 'zone', name: '句容开发区' }] : [],
    )
  }) // prettier-ignore

  it('says that nothing is indexed', async () => {
    const nothing = { reason: 'no_articles', message: '还没有收录任何文章。', nearest: [], unknown: [] }
    expect(await refusal({ question: '外资到账目标是多少' }, [])).toEqual(nothing)
    expect(
      await refusal({ question: '外资到账目标是多少', filters: { zone: '丹阳开发区' } }, []),
    ).toMatchObject({ reason: 'no_articles' })
  })

  it.each([
    ['你是谁', 'out_of_scope'],
    ['明天股票会涨吗', 'out_of_scope'],
    ['多少？', 'question_unclear'],
  ])('of “%s” comes without a search', async (question, reason) => {
    const { asker, reader } = await setup()
    const answer = await asker.ask({ question })
    expect(answer.refusal).toMatchObject({ reason, nearest: [] })
    expect(reader.calls.flatMap(({ inputs }) => inputs)).toEqual([])
  })
})

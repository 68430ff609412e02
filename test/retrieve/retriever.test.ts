import { describe, expect, it } from 'vitest'
import { understand } from '../../src/question.ts'
import { createRetriever, type Retrieval } from '../../src/retrieve/retriever.ts'
import { draft, indexOf, noLanguage, type FakeIndex } from '../fakes.ts'

const LONG =
  '经开区坚持项目为王，围绕集成电路、生物医药、新能源汽车等主导产业开展产业链招商，签约落地一批龙头企业。'
const drafts = [
  draft({
    id: '丹',
    title: '丹阳招商',
    zone: '丹阳开发区',
    published_at: '2022-03-04',
    text: '外资到账目标是1亿美元。',
  }),
  draft({
    id: '昆',
    title: '昆山招商',
    zone: '昆山开发区',
    published_at: '2023-05-01',
    text: '外资到账5亿美元。',
  }),
  draft({ id: '票', title: '演出', text: '剧院周末有演出，门票八折。' }),
  { ...draft({ id: '早', title: '签约', published_at: '2021-01-01', text: LONG }), story_id: '早' },
  {
    ...draft({ id: '晚', title: '签约', published_at: '2021-01-02', text: `${LONG}责编张三。` }),
    story_id: '早',
  },
]

const retrieve = (index: FakeIndex, question: string, filters = {}, limit = 10): Promise<Retrieval> =>
  createRetriever({ ...index, language: noLanguage }).retrieve(
    understand(question, '2023-06-01T00:00:00Z'),
    filters,
    limit,
  )
const ids = ({ hits }: Retrieval): string[] => hits.map(({ article }) => article.id)

describe('retrieve', () => {
  it('finds what a question is about first, embedding it once in its plain form', async () => {
    const index = await indexOf(drafts)
    expect(ids(await retrieve(index, '丹陽外資到賬目標？'))[0]).toBe('丹')
    expect(index.embedder.queried).toEqual(['丹阳外资到账目标?'])
  })

  it('gives passages that are the stored text, best first, with a trace that sums up to the score', async () => {
    const index = await indexOf(drafts)
    const { hits } = await retrieve(index, '外资到账目标是多少')
    expect(hits.length).toBeGreaterThan(2)
    for (const [i, { passage, score, trace }] of hits.entries()) {
      const article = (await index.store.get(passage.article_id))!
      expect(article.text.slice(passage.start, passage.end)).toBe(passage.text)
      expect(score).toBeCloseTo((trace.text?.part ?? 0) + (trace.vector?.part ?? 0) + trace.coverage)
      if (i > 0) expect(score).toBeLessThanOrEqual(hits[i - 1]!.score)
    }
  })

  it.each([
    [{ zone: '昆山开发区' }, ['昆']],
    [{ published_to: '2022-12-31', published_from: '2022-01-01' }, ['丹']],
    [{ article_ids: ['票'] }, ['票']],
    [{ zone: '苏州' }, []],
  ])('keeps to the articles that meet %j', async (filters, expected) => {
    expect(ids(await retrieve(await indexOf(drafts), '外资到账目标', filters))).toEqual(expected)
  })

  it('gives at most as many as asked for', async () => {
    expect((await retrieve(await indexOf(drafts), '外资到账目标', {}, 1)).hits).toHaveLength(1)
  })

  it('folds re-posts of one story into one hit that names the earliest and lists the others', async () => {
    const { hits } = await retrieve(await indexOf(drafts), '产业链招商签约责编张三')
    const story = hits.filter(({ article }) => article.story_id === '早')
    expect(story.map(({ article }) => article.id)).toEqual(['早'])
    expect(story[0]!.same_story.map(({ id }) => id)).toEqual(['晚'])
    expect(hits.find(({ article }) => article.id === '丹')!.same_story).toEqual([])
  })

  it('keeps two passages of one article that share most of their words', async () => {
    const rows = '一月签约项目若干，投资规模保持稳定，企业效益良好，园区运行平稳有序。'.repeat(6)
    const text = `${rows}上半年外资1亿美元。\n${rows}下半年外资2亿美元。`
    const index = await indexOf([draft({ id: '表', title: '统计', text })])
    const { hits } = await retrieve(index, '上半年外资')
    expect(hits.length).toBeGreaterThan(1)
    expect(hits[0]!.passage.text).toContain('上半年')
  })

  it('looks at hits of the text search before the question is embedded, which changes nothing', async () => {
    const index = await indexOf(drafts)
    const looked: number[][] = []
    const store = {
      ...index.store,
      passages: (given: number[]) => {
        looked.push(given)
        return index.store.passages(given)
      },
    }
    const question = understand('外资到账目标是多少', '2023-06-01T00:00:00Z')
    const over = (foreseen: number) => createRetriever({ ...index, store, language: noLanguage, foreseen })
    const [one, other] = [await over(0).retrieve(question, {}, 10), await over(2).retrieve(question, {}, 10)]
    expect(other.hits).toEqual(one.hits)
    const [all, first, rest] = looked
    expect([first!.length, new Set([...first!, ...rest!])]).toEqual([2, new Set(all)])
  })

  it('fails with its embedder, also while it looks at something else', async () => {
    const index = await indexOf(drafts)
    const embedder = { ...index.embedder, embedQueries: () => Promise.reject(new Error('no model')) }
    const retriever = createRetriever({ ...index, embedder, language: noLanguage, foreseen: 5 })
    const unhandled: unknown[] = []
    const note = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', note)
    await expect(retriever.retrieve(understand('外资到账', '2023-06-01T00:00:00Z'), {}, 10)).rejects.toThrow('no model') // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })

  it('knows which terms no passage holds', async () => {
    const { unknown, weights } = await retrieve(await indexOf(drafts), '外资独角兽')
    expect(unknown).toEqual(['资独', '独角', '角兽'])
    expect(weights.get('独角')!).toBeGreaterThan(weights.get('外资')!)
  })

  it('finds nothing in an empty index, and something by vectors alone for a question without Chinese', async () => {
    expect((await retrieve(await indexOf([]), '外资')).hits).toEqual([])
    const english = await retrieve(await indexOf(drafts), 'how much foreign investment?')
    expect(english.hits.length).toBeGreaterThan(0)
    expect(english.hits.every(({ trace }) => trace.text === null && trace.vector !== null)).toBe(true)
  })

  it('leaves out a passage that went away since the vectors were made', async () => {
    const index = await indexOf(drafts)
    await index.store.remove('丹')
    expect(ids(await retrieve(index, '外资到账目标'))).not.toContain('丹')
  })
})

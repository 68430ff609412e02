import { describe, expect, it } from 'vitest'
import { createAsker } from '../../src/ask.ts'
import type { Answer, AskRequest, Citation } from '../../src/contract.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { createSuggester } from '../../src/suggest/suggester.ts'
import { draft, fakeReader, indexOf, noLanguage, trusting } from '../fakes.ts'

const drafts = [
  draft({ id: '恒', title: '恒星光电项目开工', published_at: '2022-03-04', text: '恒星光电项目总投资70亿元。恒星光电项目占地面积300亩。' }),
  draft({ id: '青', title: '青禾产业园揭牌', zone: '云岭开发区', published_at: '2023-05-01', text: '青禾产业园总投资12亿元。' }),
  draft({ id: '无', title: '消息', published_at: '2024-01-01', text: '会议指出，要加快发展。' }),
] // prettier-ignore

/** A suggester over a real index, whose reader marks these texts. */
async function setup(
  scores: Record<string, number> = { '70亿': 9, '300亩': 9, '12亿': 9 },
  articles = drafts,
) {
  const index = await indexOf(articles)
  const asker = createAsker({
    retriever: createRetriever({ ...index, language: noLanguage }),
    newest: createNewest(index.store),
    reader: {
      id: 'fake-reader@1',
      // Areas are read where they are asked for, and nowhere else.
      read: (question, inputs) => {
        const asked = Object.entries(scores).filter(([text]) => text.endsWith('亩') === /面积/.test(question))
        return fakeReader(Object.fromEntries(asked)).read(question, inputs)
      },
    },
    calibration: trusting,
    language: noLanguage,
    index: async () => ({ name: 'test', built_at: null, articles: 3, embedder: 'e', reader: 'r' }),
  })
  const requests: AskRequest[] = []
  const ask = (request: AskRequest): Promise<Answer> => {
    requests.push(request)
    return asker.ask(request)
  }
  const citing = async (id: string) => {
    const article = await index.store.get(id)
    const citation = { article: { ...article, same_story: [] }, answer_start: null, answer_end: null }
    return { citations: [citation as unknown as Citation], refusal: null }
  }
  return { ...index, ask, asker, requests, citing, suggester: createSuggester({ store: index.store, ask }) }
}

describe('after an answer', () => {
  it('what is not made yet is made and given the next time', async () => {
    const { suggester, citing } = await setup({ '70亿': 9, '300亩': 8 })
    const outcome = await citing('恒')
    expect(await suggester.after(outcome, [])).toEqual([])
    await suggester.settled()
    expect(await suggester.after(outcome, [])).toEqual([
      '恒星光电项目的总投资是多少？',
      '恒星光电项目的占地面积是多少？',
    ])
  })

  it('nothing is suggested that was asked, or that was just answered', async () => {
    const { suggester, citing, asker } = await setup({ '70亿': 9, '300亩': 8 })
    const outcome = await citing('恒')
    await suggester.after(outcome, [])
    await suggester.settled()
    const rest = ['恒星光电项目的占地面积是多少？']
    expect(await suggester.after(outcome, ['恒星光电项目总投资是多少'])).toEqual(rest)
    const answered = await asker.ask({ question: '恒星光电要投多少亿元？', filters: { article_ids: ['恒'] } })
    expect(answered.answer).toBe('70亿元')
    expect(await suggester.after(answered, [])).toEqual(rest)
  })

  it.each([
    ['is wrong', { 恒星光电: 9 }],
    ['is not sure', { '70亿': 0.5, '300亩': 0.4 }],
    ['stands elsewhere', { 青禾产业园总投资12亿: 9 }],
  ])('no question is suggested whose answer %s', async (_, scores) => {
    const { suggester, citing, requests } = await setup(scores)
    const outcome = await citing('恒')
    await suggester.after(outcome, [])
    await suggester.settled()
    expect(requests.length).toBeGreaterThan(0)
    expect(await suggester.after(outcome, [])).toEqual([])
  })

  it('a question is read in its own article first, then asked of the whole index', async () => {
    const { suggester, citing, requests } = await setup({ '12亿': 9 })
    await suggester.after(await citing('青'), [])
    await suggester.settled()
    expect(requests).toEqual([
      { question: '青禾产业园的总投资是多少？', filters: { article_ids: ['青'] }, top_k: 1 },
      { question: '青禾产业园的总投资是多少？' },
    ])
  })

  it('a refusal gets the questions of the nearest articles', async () => {
    const { suggester, citing } = await setup({ '12亿': 9 })
    const [{ article }] = (await citing('青')).citations as [Citation]
    const nearest = [{ article, start: 0, end: 1, quote: '青' }]
    const outcome = {
      citations: [],
      refusal: { reason: 'not_found' as const, message: '', nearest, unknown: [] },
    }
    await suggester.after(outcome, [])
    await suggester.settled()
    expect(await suggester.after(outcome, [])).toEqual(['青禾产业园的总投资是多少？'])
  })

  it('what was made of an index that has changed is forgotten', async () => {
    const { suggester, citing, store, requests } = await setup({ '12亿': 9 })
    const outcome = await citing('青')
    await suggester.after(outcome, [])
    await suggester.settled()
    const tried = requests.length
    await suggester.after(outcome, [])
    await suggester.settled()
    expect(requests.length).toBe(tried)
    await store.remove('无')
    await suggester.after(outcome, [])
    await suggester.settled()
    expect(requests.length).toBe(2 * tried)
  })
})

describe('starters', () => {
  it('are of the newest articles first, of each article one, and meet the filters', async () => {
    const { suggester } = await setup({ '70亿': 9, '12亿': 9 })
    expect(await suggester.starters(6, {})).toEqual([])
    await suggester.settled()
    const all = ['青禾产业园的总投资是多少？', '恒星光电项目的总投资是多少？']
    expect(await suggester.starters(6, {})).toEqual(all)
    expect(await suggester.starters(1, {})).toEqual(all.slice(0, 1))
    expect(await suggester.starters(6, { published_to: '2022-12-31' })).toEqual(all.slice(1))
  })
})

describe('the work', () => {
  it('goes on from the starters wanted to the other new articles, and takes cited ones in between', async () => {
    const { suggester, citing, requests } = await setup({ '70亿': 9, '300亩': 9, '12亿': 9 })
    const outcome = await citing('恒')
    await Promise.all([suggester.starters(1, {}), suggester.after(outcome, [])])
    await suggester.settled()
    const tried = requests.map(({ question }) => question)
    expect(tried.at(-1)).toBe('青禾产业园的总投资是多少？')
    expect(await suggester.after(outcome, [])).toHaveLength(2)
    expect(requests).toHaveLength(tried.length)
  })

  it('waits while people are served', async () => {
    const { store, ask, requests, citing } = await setup({ '12亿': 9 })
    let leave = (): void => undefined
    const busy = new Promise<void>((resolve) => (leave = resolve))
    const suggester = createSuggester({ store, ask, idle: () => busy })
    await suggester.after(await citing('青'), [])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(requests).toEqual([])
    leave()
    await suggester.settled()
    expect(requests).toHaveLength(2)
  })

  it('ends when closed, and does not begin again', async () => {
    const { store, ask, requests, citing } = await setup({ '70亿': 9, '300亩': 8 })
    let first = (): void => undefined
    const begun = new Promise<void>((resolve) => (first = resolve))
    const suggester = createSuggester({
      store,
      ask: (request) => {
        first()
        return ask(request)
      },
    })
    const outcome = await citing('恒')
    await suggester.after(outcome, [])
    await begun
    await suggester.close()
    const tried = requests.length
    expect(tried).toBe(1)
    await suggester.after(outcome, [])
    await suggester.starters(6, {})
    await suggester.settled()
    expect(requests.length).toBe(tried)
  })

  it('goes on after a question that could not be tried', async () => {
    const { store, ask, citing } = await setup({ '12亿': 9 })
    let failures = 1
    const suggester = createSuggester({
      store,
      ask: async (request) => {
        if (failures-- > 0) throw new Error('overloaded')
        return ask(request)
      },
    })
    const outcome = await citing('青')
    await suggester.after(outcome, [])
    await suggester.settled()
    await suggester.after(outcome, [])
    await suggester.settled()
    expect(await suggester.after(outcome, [])).toEqual(['青禾产业园的总投资是多少？'])
  })
})

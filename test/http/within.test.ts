import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filtersSchema, type ArticleMeta, type Filters } from '../../src/article.ts'
import type { AskEvent } from '../../src/contract.ts'
import type { Engine } from '../../src/engine.ts'
import { heldTo, holds, NOTHING, within } from '../../src/http/within.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { answer, article } from './fakes.ts'

const names = fc.constantFrom('a', 'b', 'c')
const days = fc.constantFrom('2022-01-01', '2022-06-01', '2022-12-31')
const filters = fc.record(
  {
    zone: names,
    region: names,
    source: names,
    published_from: days,
    published_to: days,
    article_ids: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Filters>
const meta = fc.record({
  id: fc.constantFrom('1', '2', '3', '4'),
  revision: fc.constant(1),
  title: fc.constant('t'),
  published_at: fc.option(days),
  source: fc.option(names),
  zone: fc.option(names),
  region: fc.option(names),
  url: fc.constant(null),
}) as fc.Arbitrary<ArticleMeta>

describe('the filters of a key and of a request', () => {
  it('together let through exactly what both let through', () => {
    fc.assert(
      fc.property(filters, filters, meta, (held, asked, one) => {
        const both = within({ filters: held }, asked)
        expect(filtersSchema.safeParse(both).success).toBe(true)
        expect(holds({ filters: both }, one)).toBe(
          holds({ filters: held }, one) && holds({ filters: asked }, one),
        )
      }),
      { numRuns: 3000 },
    )
  })

  it('are those of the request for whoever is held to nothing', () => {
    const asked = { zone: 'a' }
    expect(within({}, asked)).toBe(asked)
    expect(within({})).toEqual({})
  })

  it('that contradict each other let nothing through, in the store too', async () => {
    const sql = await openSqlite(':memory:', { schema: 'migrations' })
    const store = createSqlStore(sql, { dimensions: 4 })
    expect(await store.list(NOTHING, 10, 0)).toEqual([])
    expect(await store.passageIds(NOTHING)).toEqual([])
    expect(await store.searchText(['外资'], NOTHING, 10)).toEqual([])
    await store.close()
  })
})

describe('the use cases of a held key', () => {
  const other = { id: 'x', title: '别处', published_at: null, source: '别处', url: null }
  const cited = { ...answer.citations[0]!.article, same_story: [other] }
  const citation = { ...answer.citations[0]!, article: cited }
  const told = {
    ...answer,
    citations: [citation],
    alternatives: [{ answer: 'a', confidence: 0.1, citations: [citation] }],
  }
  const refusal = {
    reason: 'no_articles' as const,
    message: '没有；不限开发区有3456篇。库中的开发区：昆山开发区',
    nearest: [{ article: cited, start: 0, end: 1, quote: '丹' }],
    unknown: [{ kind: 'zone' as const, name: '昆山' }],
  }
  const refused = {
    ...answer,
    outcome: 'refused' as const,
    answer: null,
    text: refusal.message,
    citations: [],
    refusal,
  }
  const heldAs = (filters: Filters, some: Partial<Engine>) => heldTo({ filters }, some) as Engine
  const principal = { filters: { zone: '江苏丹阳经济开发区' } }
  async function* events(last: typeof answer): AsyncIterable<AskEvent> {
    yield { type: 'started', id: 'ans_1', question: 'q', standalone_question: 'q', asked_at: 'now' }
    yield { type: 'text', text: last.text.slice(0, 2) }
    yield { type: 'text', text: last.text.slice(2) }
    for (const one of last.citations) yield { type: 'citation', citation: one }
    yield { type: 'answer', answer: last }
  }

  it('are the same ones for whoever is held to nothing', () => {
    const some = { ask: async () => answer }
    expect(heldTo({}, some)).toBe(some)
  })

  it('tell nothing of other articles in an answer or in hits', async () => {
    const seen: unknown[] = []
    const held = heldAs(principal.filters, {
      ask: async (request) => {
        seen.push(request.filters)
        return told
      },
      search: async (request) => {
        seen.push(request.filters)
        const trace = { text: null, vector: null, coverage: 0, reader: null }
        return { hits: [{ article: cited, start: 0, end: 1, text: '丹', score: 1, trace }] }
      },
      starters: async (_limit, asked) => {
        seen.push(asked)
        return []
      },
    })
    const replies = [
      await held.ask({ question: 'q', filters: { region: '镇江' } }),
      await held.search({ query: 'q', filters: { zone: '昆山' } }),
      await held.starters(3),
    ]
    expect(seen).toEqual([{ zone: '江苏丹阳经济开发区', region: '镇江' }, NOTHING, principal.filters])
    expect(JSON.stringify(replies)).not.toContain('别处')
    expect(JSON.stringify(replies)).toContain('江苏丹阳经济开发区')
  })

  it('tell nothing of the rest of the index in a refusal', async () => {
    const reply = await heldAs(principal.filters, { ask: async () => refused }).ask({ question: '外资' })
    expect(JSON.stringify(reply)).not.toMatch(/昆山|3456|别处/)
    expect(reply.refusal!.message).toBe(reply.text)
    expect(reply.refusal!.message).toMatch(/\p{Script=Han}/u)
  })

  it.each([told, refused])('stream the same as they answer', async (last) => {
    const held = heldAs(principal.filters, { stream: () => events(last), ask: async () => last })
    const streamed: AskEvent[] = []
    for await (const event of held.stream({ question: 'q' })) streamed.push(event)
    const closing = streamed.at(-1)!
    const { ask } = held
    expect(closing).toEqual({ type: 'answer', answer: await ask({ question: 'q' }) })
    const text = streamed.map((event) => (event.type === 'text' ? event.text : '')).join('')
    expect(text).toBe(closing.type === 'answer' ? closing.answer.text : null)
    expect(streamed.filter(({ type }) => type === 'citation')).toHaveLength(last.citations.length)
    expect(JSON.stringify(streamed)).not.toMatch(/别处|昆山/)
  })

  it('give an article inside, and none outside', async () => {
    const held = (zone: string) => heldAs({ zone }, { article: async () => article })
    expect(await held('江苏丹阳经济开发区').article('dy/1')).toEqual(article)
    expect(await held('昆山').article('dy/1')).toBeNull()
  })
})

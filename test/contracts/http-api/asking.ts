// Asking over the API of a whole service, in every shape that it has.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/contract.ts'
import {
  ANSWER,
  answerIn,
  caller,
  eventsIn,
  expectExact,
  expectProblem,
  keyed,
  QUESTION,
  ZONE,
  type Suite,
} from './served.ts'

const FOLLOWING = '那苏州工业园区呢'

export function askingSuite(suite: Suite): void {
  const call = caller(suite)
  const ask = async (body: object): Promise<Answer> => answerIn(await call('/v1/ask', body))
  /** For the clients of others, which bring addresses. */
  const fetching = (async (to: string | URL | Request, init: RequestInit = {}) => {
    const { pathname, search } = new URL(to instanceof Request ? to.url : to)
    const { method, body, signal } = init
    return suite.served().fetch(`${pathname}${search}`, {
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(method === undefined ? {} : { method }),
      ...(typeof body === 'string' ? { body } : {}),
      ...(signal == null ? {} : { signal }),
    })
  }) as typeof fetch

  describe('POST /v1/ask', () => {
    it('answers with exact citations', async () => {
      const answer = await ask({ question: QUESTION })
      expect(answer).toMatchObject({ outcome: 'answered', answer: ANSWER, refusal: null, pinned: null })
      expect(answer.confidence).toBeGreaterThan(0)
      expect(answer.citations[0]!.article.zone).toBe(ZONE)
      expect(answer.citations[0]!.quote).toContain(ANSWER)
      await expectExact(suite, answer)
    })

    it('refuses what the news does not say, and keeps to filters', async () => {
      const refused = await ask({ question: '火星殖民地的人口密度是多少' })
      expect(refused).toMatchObject({ outcome: 'refused', answer: null, citations: [] })
      expect(refused.refusal).not.toBeNull()
      expect((await ask({ question: QUESTION, filters: { zone: '没有这个开发区' } })).outcome).toBe('refused')
      const own = await ask({ question: '外资到账年度目标任务是多少', filters: { zone: ZONE } })
      expect(own).toMatchObject({ outcome: 'answered', answer: ANSWER })
      await expectExact(suite, own)
    })

    it('gives the newest articles to whoever asks what is new', async () => {
      const answer = await ask({ question: '最近有什么新闻' })
      expect(answer.outcome).toBe('answered')
      await expectExact(suite, answer)
    })

    it('keeps a conversation, each apart', async () => {
      // Of articles that are not there, so that nothing is read: it is about the questions.
      const filters = { zone: '没有这个开发区' }
      const follow = async (more: object) => ask({ question: FOLLOWING, filters, ...more })
      const [conversation_id, other] = [crypto.randomUUID(), crypto.randomUUID()]
      await ask({ question: QUESTION, filters, conversation_id })
      const next = await follow({ conversation_id })
      expect(next.question).toBe(FOLLOWING)
      expect(next.standalone_question).toMatch(/苏州工业园区.*外资到账/)
      expect((await follow({ conversation_id: other })).standalone_question).toBe(FOLLOWING)
      const history = [
        { role: 'user', content: QUESTION },
        { role: 'assistant', content: ANSWER },
      ]
      expect((await follow({ history })).standalone_question).toBe(next.standalone_question)
    })

    it('refuses what it cannot read, with the fields', async () => {
      const both = { question: QUESTION, conversation_id: crypto.randomUUID(), history: [] }
      for (const body of [{}, { question: 1 }, both]) {
        const { errors } = await expectProblem(await call('/v1/ask', body), 422, 'invalid_request')
        expect(errors).not.toEqual([])
      }
      for (const question of [' ', '问'.repeat(501)]) {
        await expectProblem(await call('/v1/ask', { question }), 422, 'invalid_question')
      }
    })
  })

  describe('a stream', () => {
    const stream = (headers: Record<string, string> = {}) =>
      call('/v1/ask', { question: QUESTION, stream: true }, { headers })

    it('tells the same answer, piece by piece, and ends with it', async () => {
      const events = await eventsIn(await stream())
      expect(events[0]?.event).toBe('started')
      expect(events.at(-1)?.event).toBe('answer')
      const answer = events.at(-1)!.data as Answer
      expect(answer).toMatchObject({ outcome: 'answered', answer: ANSWER })
      const text = events
        .filter(({ event }) => event === 'text')
        .map(({ data }) => (data as { text: string }).text)
      expect(text.join('')).toBe(answer.text)
      expect(events.filter(({ event }) => event === 'citation')).toHaveLength(answer.citations.length)
      expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => `${answer.id}:${i + 1}`))
      await expectExact(suite, answer)
    })

    it('can be read on where it broke off', async () => {
      const response = await stream()
      const at = response.headers.get('Content-Location')!
      const events = await eventsIn(response)
      const rest = await call(at, undefined, { headers: { 'Last-Event-ID': events[1]!.id! } })
      expect(await eventsIn(rest)).toEqual(events.slice(2))
      const last = await call(at, undefined, { headers: { 'Last-Event-ID': events.at(-1)!.id! } })
      expect(last.status).toBe(204)
      await expectProblem(await call('/v1/ask/ans_none/events'), 404, 'not_found')
    })
  })

  describe('the clients of others', () => {
    const openai = () =>
      new OpenAI({ baseURL: `${suite.served().origin}/v1`, apiKey: 'none', maxRetries: 0, fetch: fetching })
    const messages = [{ role: 'user' as const, content: QUESTION }]

    it('of OpenAI get the answer with annotations, whole and in chunks', async () => {
      const completion = await openai().chat.completions.create({ model: 'touwen', messages })
      const { content, annotations } = completion.choices[0]!.message
      expect(content).toContain(ANSWER)
      const [{ url_citation }] = annotations as [NonNullable<typeof annotations>[number]]
      const { touwen } = completion as unknown as { touwen: Answer }
      expect(content!.slice(url_citation.start_index, url_citation.end_index)).toBe(
        touwen.citations[0]!.quote,
      )
      await expectExact(suite, touwen)
      let streamed = ''
      for await (const chunk of await openai().chat.completions.create({
        model: 'touwen',
        messages,
        stream: true,
      })) {
        streamed += chunk.choices[0]?.delta.content ?? ''
      }
      expect(streamed).toBe(content)
      const models = await openai().models.list()
      expect(models.data.map(({ id }) => id)).toContain('touwen')
    })

    it('of OpenAI get errors in their form', async () => {
      const failure = await openai()
        .chat.completions.create({ model: 'other', messages })
        .then(
          () => null,
          (error: unknown) => error,
        )
      expect(failure).toBeInstanceOf(OpenAI.NotFoundError)
    })

    it('of the AI SDK get a UI message stream', async () => {
      const body = {
        id: crypto.randomUUID(),
        messages: [{ id: 'm1', role: 'user', parts: [{ type: 'text', text: QUESTION }] }],
      }
      const response = await call('/v1/chat', body)
      expect(response.headers.get('X-Vercel-AI-UI-Message-Stream')).toBe('v1')
      const parts = (await eventsIn(response)).map(({ data }) => data)
      expect(parts[0]).toMatchObject({ type: 'start' })
      expect(parts.at(-1)).toBe('[DONE]')
      expect(JSON.stringify(parts)).toContain(ANSWER)
    })

    it('of the Model Context Protocol list tools, ask, and read articles', async () => {
      const client = new Client({ name: 'test', version: '1' })
      const address = new URL(`${suite.served().origin}/mcp`)
      await client.connect(new StreamableHTTPClientTransport(address, { fetch: fetching }) as Transport)
      const { tools } = await client.listTools()
      expect(tools.map(({ name }) => name).sort()).toEqual(['ask', 'get_article', 'search'])
      const told = await client.callTool({ name: 'ask', arguments: { question: QUESTION } })
      expect(JSON.stringify(told.content)).toContain(ANSWER)
      const found = await client.callTool({ name: 'search', arguments: { query: '外资到账' } })
      expect(found.isError ?? false).toBe(false)
      const { id } = (await ask({ question: QUESTION })).citations[0]!.article
      const uri = `touwen://articles/${encodeURIComponent(id)}`
      const { contents } = await client.readResource({ uri })
      expect(JSON.stringify(contents)).toContain(ANSWER)
      await client.close()
    })
  })

  describe('answers', () => {
    it('are kept, read again and rated', async () => {
      const { id } = await ask({ question: QUESTION })
      const path = `/v1/answers/${id}`
      // They are written behind the reply.
      await expect.poll(async () => (await call(path)).status).toBe(200)
      expect(await (await call(path)).json()).toMatchObject({ id, question: QUESTION, answer: ANSWER })
      const rated = await call(`${path}/feedback`, { rating: 'down', comment: '不对' })
      expect(await rated.json()).toMatchObject({ rating: 'down', comment: '不对' })
      const { items } = (await (await call('/v1/questions', undefined, keyed(suite))).json()) as {
        items: { id: string; feedback: object | null }[]
      }
      expect(items.find((one) => one.id === id)).toMatchObject({ feedback: { rating: 'down' } })
      await expectProblem(await call('/v1/answers/ans_none'), 404, 'not_found')
      const usage = await call('/v1/usage', undefined, keyed(suite))
      expect(usage.status).toBe(200)
    })

    it('that were pinned come first, until they are taken off', async () => {
      const pin = { question: '投资热线是多少', answer: '0511-12345678', author: '招商局' }
      const put = await call('/v1/pins/hotline', pin, keyed(suite, { method: 'PUT' }))
      expect([put.status, put.headers.get('ETag')]).toEqual([201, expect.stringMatching(/^"\d+"$/)])
      expect(await ask({ question: '投资热线是多少？' })).toMatchObject({
        answer: pin.answer,
        pinned: { id: 'hotline' },
      })
      expect((await call('/v1/pins/hotline', undefined, keyed(suite, { method: 'DELETE' }))).status).toBe(204)
      await expect.poll(async () => (await ask({ question: '投资热线是多少？' })).pinned).toBeNull()
    })
  })
}

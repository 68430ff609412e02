// With the transport and the reader that `useChat` of the AI SDK is made of, over a real server.
import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/contract.ts'
import { answer, eventsOf, fakeApp, json, problemIn, TEXT } from './fakes.ts'
import { heldStream, post, server } from './real.ts'

const CHAT = 'chat-0123456789abcdef'
const CONTENT = `1亿美元\n\n${TEXT}[1]\n\n注：以下为2022-03-04的报道`
type Message = UIMessage<unknown, { answer: Answer }>

const said = (role: 'user' | 'assistant', ...texts: string[]): Message => ({
  id: `m${texts[0]}`,
  role,
  parts: texts.map((text) => ({ type: 'text', text })),
})
const ASKED = [said('user', '外资到账目标是多少')]

async function chat(deps: Parameters<typeof server>[0] = {}) {
  const running = await server(deps)
  const transport = new DefaultChatTransport<Message>({ api: `${running.url}/v1/chat` })
  const send = (messages = ASKED, chatId = CHAT, body: object = {}, abortSignal?: AbortSignal) =>
    transport.sendMessages({
      trigger: 'submit-message',
      chatId,
      messageId: undefined,
      messages,
      abortSignal,
      body,
    })
  return { ...running, transport, send }
}

async function read(stream: ReadableStream<UIMessageChunk>): Promise<Message> {
  let last: Message | null = null
  const errors: unknown[] = []
  const messages = readUIMessageStream<Message>({
    stream,
    onError: (error) => errors.push(error),
    terminateOnError: true,
  })
  for await (const message of messages) last = message
  expect(errors).toEqual([])
  return last!
}

async function chunksOf(stream: ReadableStream<UIMessageChunk>): Promise<UIMessageChunk[]> {
  const chunks: UIMessageChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

describe('the AI SDK', () => {
  it('reads a message with its text, its sources and the whole answer', async () => {
    const { send } = await chat()
    const message = await read(await send())
    expect(message).toMatchObject({ id: 'ans_1', role: 'assistant' })
    const [citation] = answer.citations
    expect(message.parts).toEqual([
      { type: 'text', text: CONTENT, state: 'done' },
      {
        type: 'source-document',
        sourceId: '1',
        mediaType: 'text/plain',
        title: citation?.article.title,
        providerMetadata: { touwen: citation },
      },
      { type: 'data-answer', id: 'ans_1', data: answer },
    ])
  })

  it('reads an article with an address as a link', async () => {
    const [one] = answer.citations
    const citation = { ...one!, article: { ...one!.article, url: 'https://example.cn/1' } }
    const { send } = await chat({ ask: async () => ({ ...answer, citations: [citation] }) })
    const { parts } = await read(await send())
    expect(parts[1]).toMatchObject({ type: 'source-url', sourceId: '1', url: 'https://example.cn/1' })
  })

  it('gets the parts in their order, behind the header of version 1', async () => {
    const { send, url } = await chat()
    const chunks = await chunksOf(await send())
    const kinds = chunks.map(({ type }) => type)
    expect([kinds[0], kinds[1]]).toEqual(['start', 'text-start'])
    expect(kinds.slice(-4)).toEqual(['text-delta', 'text-end', 'data-answer', 'finish'])
    expect(kinds.filter((kind) => kind === 'text-start')).toHaveLength(1)
    const response = await post(`${url}/v1/chat`, { messages: ASKED })
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect((await response.text()).endsWith('data: [DONE]\n\n')).toBe(true)
  })

  it('sends the question, the turns before, and what the page adds', async () => {
    const { send, asked } = await chat()
    const messages = [
      said('user', '丹阳开发区的目标'),
      { ...said('assistant', CONTENT), parts: [...(await read(await send())).parts] },
      said('user', '那项目', '招引呢'),
    ]
    await read(await send(messages, CHAT, { filters: { zone: '丹阳' }, theme: 'dark' }))
    expect(asked[1]).toEqual({
      question: '那项目\n招引呢',
      filters: { zone: '丹阳' },
      history: [
        { role: 'user', content: '丹阳开发区的目标' },
        { role: 'assistant', content: CONTENT },
      ],
    })
  })

  it('is told of an error in the stream, once, and of nothing inside', async () => {
    const held = heldStream(4)
    const { send } = await chat({ stream: held.stream })
    held.fail(new Error('secret'))
    const chunks = await chunksOf(await send())
    const errors = chunks.filter(({ type }) => type === 'error')
    expect(errors).toEqual([{ type: 'error', errorText: expect.stringMatching(/unexpected error/) }])
    expect(chunks.at(-1)).toBe(errors[0])
    expect(JSON.stringify(chunks)).not.toMatch(/secret|finish"/)
  })

  it('is told of an error before the stream by a status', async () => {
    const { send } = await chat({ maxInFlight: 0 })
    await expect(send()).rejects.toThrow(/overloaded/)
  })

  it('reads a message on, from its beginning, when its page is loaded anew', async () => {
    const held = heldStream(2)
    const { send, transport } = await chat({ stream: held.stream })
    await (await send()).cancel()
    const again = await transport.reconnectToStream({ chatId: CHAT })
    held.goOn()
    const message = await read(again!)
    expect(message.parts[0]).toMatchObject({ type: 'text', text: CONTENT })
    expect(held.signals.map(({ aborted }) => aborted)).toEqual([false])
    expect(await transport.reconnectToStream({ chatId: CHAT })).toBeNull()
    expect(await transport.reconnectToStream({ chatId: 'another-chat-altogether' })).toBeNull()
  })

  it('does not read on in a chat whose name others could guess', async () => {
    const held = heldStream(2)
    const { send, transport } = await chat({ stream: held.stream })
    const reading = chunksOf(await send(ASKED, 'support'))
    expect(await transport.reconnectToStream({ chatId: 'support' })).toBeNull()
    held.goOn()
    await reading
  })

  it('stopped by its user leaves the connection', async () => {
    const held = heldStream(2)
    const { send } = await chat({ stream: held.stream, streams: { graceMs: 30 } })
    const stop = new AbortController()
    const reading = send(ASKED, CHAT, {}, stop.signal).then(chunksOf)
    await held.reached
    stop.abort()
    await expect(reading).rejects.toThrow(/abort/i)
    await expect.poll(() => held.signals[0]?.aborted).toBe(true)
  })
})

describe('a chat that cannot be read', () => {
  it.each([
    [{}, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: [said('assistant', '你好')] }, 'messages'],
    [
      { messages: [{ role: 'user', parts: [{ type: 'file', url: 'x', mediaType: 'image/png' }] }] },
      'messages.0.parts',
    ],
    [{ messages: ASKED, filters: { zones: 'x' } }, 'filters.zones'],
  ])('is refused by field: %j', async (body, field) => {
    const response = await fakeApp().app.request('/v1/chat', json(body))
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field }] })
  })

  it('has no text part when there is no text', async () => {
    const told = { ...answer, text: '', answer: null, citations: [], notes: [] }
    const { send } = await chat({ stream: heldStream(-1, eventsOf(told)).stream })
    const kinds = (await chunksOf(await send())).map(({ type }) => type)
    expect(kinds).toEqual(['start', 'data-answer', 'finish'])
  })
})

// The same question gives the same answer and the same citations in every shape, over the real use case.
import { DefaultChatTransport, readUIMessageStream, type UIMessage } from 'ai'
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { createAsker } from '../../src/ask.ts'
import type { Answer, Citation, Turn } from '../../src/contract.ts'
import type { Phraser } from '../../src/phrase/phraser.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { draft, fakeReader, indexOf, noLanguage, trusting } from '../fakes.ts'
import { allEvents, post, server } from './real.ts'

const DRAFTS = [
  draft({
    id: '丹',
    title: '丹阳大会',
    zone: '丹阳开发区',
    published_at: '2022-03-04',
    url: 'https://example.cn/1',
    text: '丹阳开发区召开大会。为完成外资到账1亿美元的年度目标任务夯实基础。项目已投产。',
  }),
  draft({
    id: '昆/1',
    title: '昆山招商',
    zone: '昆山开发区',
    published_at: '2022-03-05',
    text: '2021年昆山开发区外资到账5亿美元。',
  }),
  draft({
    id: '昆/2',
    title: '昆山统计',
    zone: '昆山开发区',
    published_at: '2022-03-06',
    text: '2021年昆山开发区外资到账6亿美元。各项指标完成。',
  }),
]

/** A language model’s sentences, verified. */
const phraser: Phraser = {
  name: 'm',
  async *phrase({ citations }) {
    yield { words: '目标是1亿美元。', marks: citations.map(({ index }) => index) }
    yield { words: '项目已投产。', marks: [] }
    return '有一句没有采用'
  },
}

async function running(phrased: boolean) {
  const index = await indexOf(DRAFTS)
  let ids = 0
  const asker = createAsker({
    retriever: createRetriever({ ...index, language: noLanguage, now: () => 0 }),
    reader: fakeReader({ '1亿': 3, '5亿': 3, '6亿': 3 }),
    calibration: trusting,
    language: noLanguage,
    newest: createNewest(index.store),
    ...(phrased ? { phraser } : {}),
    index: async () => ({ name: 'test', built_at: null, articles: 3, embedder: 'e', reader: 'r' }),
    now: () => new Date('2022-03-10T01:02:03Z'),
    id: () => String((ids += 1)),
    clock: () => 0,
  })
  return server({ ask: asker.ask, stream: asker.stream })
}

interface Shape {
  answer: Answer
  /** As far as the shape tells them besides. */
  citations: unknown[]
  /** What a reader sees. */
  content: string | null
}

const body = (question: string, history: Turn[]) => ({
  question,
  ...(history.length > 0 ? { history } : {}),
})

async function whole(url: string, question: string, history: Turn[]): Promise<Shape> {
  const answer = (await (await post(`${url}/v1/ask`, body(question, history))).json()) as Answer
  return { answer, citations: answer.citations, content: null }
}

async function native(url: string, question: string, history: Turn[]): Promise<Shape> {
  const events = await allEvents(await post(`${url}/v1/ask`, { ...body(question, history), stream: true }))
  const data = (name: string) => events.filter(({ event }) => event === name).map((event) => event.data)
  const [answer] = data('answer') as [Answer]
  const pieces = data('text') as { text: string }[]
  expect(pieces.map(({ text }) => text).join('')).toBe(answer.text)
  return { answer, citations: data('citation'), content: null }
}

const messages = (question: string, history: Turn[]) => [
  ...history,
  { role: 'user' as const, content: question },
]

async function blocking(url: string, question: string, history: Turn[]): Promise<Shape> {
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })
  const reply = await openai.chat.completions.create({
    model: 'touwen',
    messages: messages(question, history),
  })
  const { content, annotations } = reply.choices[0]!.message
  return { answer: (reply as unknown as { touwen: Answer }).touwen, citations: annotations!, content }
}

async function chunks(url: string, question: string, history: Turn[]): Promise<Shape> {
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })
  const stream = await openai.chat.completions.create({
    model: 'touwen',
    messages: messages(question, history),
    stream: true,
  })
  const shape: Partial<Shape> & { content: string } = { content: '', citations: [] }
  for await (const chunk of stream) {
    const { touwen } = chunk as { touwen?: Answer }
    const delta = chunk.choices[0]?.delta as { content?: string; annotations?: unknown[] } | undefined
    shape.content += delta?.content ?? ''
    shape.citations!.push(...(delta?.annotations ?? []))
    if (touwen !== undefined) shape.answer = touwen
  }
  return shape as Shape
}

async function parts(url: string, question: string, history: Turn[]): Promise<Shape> {
  type Message = UIMessage<unknown, { answer: Answer }>
  const transport = new DefaultChatTransport<Message>({ api: `${url}/v1/chat` })
  const stream = await transport.sendMessages({
    trigger: 'submit-message',
    chatId: 'chat-0123456789abcdef',
    messageId: undefined,
    abortSignal: undefined,
    messages: messages(question, history).map(({ role, content }, i) => ({
      id: String(i),
      role,
      parts: [{ type: 'text', text: content }],
    })),
  })
  let last: Message | undefined
  for await (const message of readUIMessageStream<Message>({ stream })) last = message
  const shape: Partial<Shape> & { content: string } = { content: '', citations: [] }
  for (const part of last!.parts) {
    if (part.type === 'text') shape.content += part.text
    else if (part.type === 'data-answer') shape.answer = part.data
    else if (part.type === 'source-url' || part.type === 'source-document')
      shape.citations!.push(part.providerMetadata?.['touwen'])
  }
  return shape as Shape
}

/** Each answer has an id of its own. */
const anyId = (answer: Answer): Answer => ({ ...answer, id: '' })

describe.each([
  ['an answer', '丹阳外资到账目标是多少', [], 'answered', false],
  ['a conflict', '昆山开发区2021年外资到账多少', [], 'conflicting', false],
  ['a refusal', '丹阳的区长是谁', [], 'refused', false],
  ['what is no question of news', '你好', [], 'refused', false],
  [
    'a follow-up',
    '那丹阳呢？',
    [
      { role: 'user', content: '昆山外资到账目标是多少' },
      { role: 'assistant', content: '没有说' },
    ],
    'answered',
    false,
  ],
  ['the words of a language model', '丹阳外资到账目标是多少', [], 'answered', true],
] as [string, string, Turn[], Answer['outcome'], boolean][])(
  '%s',
  (_, question, history, outcome, phrased) => {
    it('is the same in all shapes, with the same citations', async () => {
      const { url } = await running(phrased)
      const reference = await whole(url, question, history)
      expect(reference.answer).toMatchObject({ outcome, phrased_by: phrased ? 'm' : null })
      const shapes: Shape[] = []
      for (const shape of [native, blocking, chunks, parts]) shapes.push(await shape(url, question, history))
      for (const { answer } of shapes) expect(anyId(answer)).toEqual(anyId(reference.answer))
      const [events, completion, chunked, message] = shapes as [Shape, Shape, Shape, Shape]
      expect(events.citations).toEqual(reference.citations)
      expect(message.citations).toEqual(reference.citations)
      // The ranges of annotations are those of the content, which holds the quotes or the words with their marks.
      const annotated = reference.answer.citations.map((citation) => ({
        title: citation.article.title,
        text: phrased ? '目标是1亿美元。' : citation.quote,
      }))
      expect(spans(completion)).toEqual(annotated)
      expect(chunked.citations).toEqual(completion.citations)
      expect(chunked.content).toBe(completion.content)
      expect(message.content).toBe(completion.content)
      expect(completion.content).toContain(reference.answer.text)
      expect(completion.content).toContain(reference.answer.answer ?? reference.answer.refusal!.message)
    })
  },
)

function spans({ citations, content }: Shape): { title: string; text: string }[] {
  const annotations = citations as OpenAI.ChatCompletionMessage.Annotation[]
  return annotations.map(({ url_citation: { title, start_index, end_index } }) => ({
    title,
    text: content!.slice(start_index, end_index),
  }))
}

it('a citation tells where the source says it, in every shape', async () => {
  const { url } = await running(false)
  const { answer } = await blocking(url, '丹阳外资到账目标是多少', [])
  const [{ start, end, quote }] = answer.citations as [Citation]
  expect(DRAFTS[0]!.text.slice(start, end)).toBe(quote)
})

// A small chain as a user would write it: retrieve, put into a prompt, let a model answer.
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { FakeListChatModel } from '@langchain/core/utils/testing'
import type { Document } from '@langchain/core/documents'
import type { BaseMessage } from '@langchain/core/messages'
import { httpSearch, TouwenRetriever, type PassageMetadata } from 'touwen/langchain'
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest'
import type { SearchHit, SearchRequest } from '../src/contract.ts'
import { OverloadError } from '../src/errors.ts'
import type { AppDeps } from '../src/http/deps.ts'
import { listen } from '../src/http/serve.ts'
import { answer, fakeApp, TEXT } from './http/fakes.ts'

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of running.splice(0)) await close()
})

const cited = answer.citations[0]!.article
const trace = { text: null, vector: null, coverage: 1, reader: null }
const hits: SearchHit[] = [
  { article: cited, start: 0, end: TEXT.length, text: TEXT, score: 1.4, trace },
  {
    article: { ...cited, id: 'dy/2', title: '招商' },
    start: 5,
    end: 15,
    text: '签约项目12个。',
    score: 0.9,
    trace,
  },
]

/** A search in this process that records what it is asked. */
function recorded() {
  const asked: SearchRequest[] = []
  const search = async (request: SearchRequest) => {
    asked.push(request)
    return { hits }
  }
  return { asked, search }
}

async function serve(deps: Partial<AppDeps>) {
  const { url, close } = await listen(fakeApp(deps).app, { host: '127.0.0.1', port: 0 })
  running.push(close)
  return url
}

const inPrompt = (documents: Document<PassageMetadata>[]): string =>
  documents
    .map(
      ({ pageContent, metadata }) =>
        `${metadata.article.title}（${metadata.article.published_at}）：${pageContent}`,
    )
    .join('\n')

/** The example of the README. */
function chainOf(retriever: TouwenRetriever, model: FakeListChatModel) {
  return RunnableSequence.from([
    { context: retriever.pipe(inPrompt), question: new RunnablePassthrough<string>() },
    ChatPromptTemplate.fromMessages([
      ['system', '只依据以下新闻回答：\n{context}'],
      ['human', '{question}'],
    ]),
    model,
    new StringOutputParser(),
  ])
}

describe('the retriever', () => {
  it('gives passages as documents, with article, offsets and score', async () => {
    const { asked, search } = recorded()
    const retriever = new TouwenRetriever({
      search,
      limit: 2,
      filters: { zone: '江苏丹阳经济开发区' },
      rerank: true,
    })
    const documents = await retriever.invoke('外资到账目标')
    expectTypeOf(documents[0]!.metadata.score).toEqualTypeOf<number>()
    expect(asked).toEqual([
      { query: '外资到账目标', limit: 2, filters: { zone: '江苏丹阳经济开发区' }, rerank: true },
    ])
    expect(documents.map(({ pageContent, metadata, id }) => ({ pageContent, metadata, id }))).toEqual([
      {
        pageContent: TEXT,
        metadata: { article: cited, start: 0, end: TEXT.length, score: 1.4 },
        id: `dy/1@2:0-${TEXT.length}`,
      },
      {
        pageContent: '签约项目12个。',
        metadata: { article: hits[1]!.article, start: 5, end: 15, score: 0.9 },
        id: 'dy/2@2:5-15',
      },
    ])
  })

  it('leaves the defaults to the search', async () => {
    const { asked, search } = recorded()
    await new TouwenRetriever({ search }).invoke('外资')
    expect(asked).toEqual([{ query: '外资' }])
  })

  it('works in a chain with a model, over HTTP', async () => {
    const url = await serve({ search: async () => ({ hits }) })
    const model = new FakeListChatModel({ responses: ['1亿美元'] })
    const seen: BaseMessage[][] = []
    const chain = chainOf(new TouwenRetriever({ search: httpSearch(url), limit: 2 }), model)
    const said = await chain.invoke('外资到账目标是多少', {
      callbacks: [{ handleChatModelStart: (_model, messages) => void seen.push(...messages) }],
    })
    expect(said).toBe('1亿美元')
    const [system, human] = seen[0]!.map(({ content }) => content)
    expect(system).toBe(
      `只依据以下新闻回答：\n丹阳开发区（2022-03-04）：${TEXT}\n招商（2022-03-04）：签约项目12个。`,
    )
    expect(human).toBe('外资到账目标是多少')
  })
})

describe('a search over HTTP', () => {
  it('tells why it failed', async () => {
    const url = await serve({
      search: () => Promise.reject(new OverloadError('24 searches are in work already')),
    })
    await expect(httpSearch(url)({ query: 'x' })).rejects.toThrow(/failed with 503: 24 searches are in work/)
  })

  it('tells of what is no problem of ours', async () => {
    const away = async () => new Response('<h1>Bad Gateway</h1>', { status: 502 })
    await expect(httpSearch('http://x.example', { fetch: away })({ query: 'x' })).rejects.toThrow(
      /x\.example failed with 502: <h1>Bad Gateway/,
    )
  })

  it('can be given up', async () => {
    const url = await serve({ search: () => new Promise(() => undefined) })
    await expect(httpSearch(url)({ query: 'x' }, AbortSignal.timeout(50))).rejects.toThrow(/abort|timeout/i)
  })
})

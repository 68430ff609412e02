// With the official client of OpenAI, over a real server.
import OpenAI, { APIError, InternalServerError, NotFoundError, UnprocessableEntityError } from 'openai'
import { describe, expect, it } from 'vitest'
import type { Answer, AskRequest } from '../../src/contract.ts'
import { InputError } from '../../src/errors.ts'
import { answer, article, eventsOf, fakeApp, json, TEXT } from './fakes.ts'
import { heldStream, post, server, until } from './real.ts'

const ASKED: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: '外资到账目标是多少' }]
const CONTENT = `1亿美元\n\n${TEXT}[1]\n\n注：以下为2022-03-04的报道`
type Extra = { touwen: Answer }

const clientOf = (baseURL: string): OpenAI => new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 })

async function client(deps: Parameters<typeof server>[0] = {}) {
  const running = await server(deps)
  return { ...running, openai: clientOf(`${running.url}/v1`) }
}

const failure = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => null,
    (error: unknown) => error,
  )

describe('chat completions', () => {
  it('are answers: short, quoted, with notes, annotations and the whole answer', async () => {
    const { openai, url } = await client()
    const began = Math.floor(Date.now() / 1000)
    const completion = await openai.chat.completions.create({ model: 'touwen', messages: ASKED })
    const { message, finish_reason } = completion.choices[0]!
    expect(completion).toMatchObject({ id: 'ans_1', object: 'chat.completion', model: 'touwen' })
    expect(completion.created).toBeGreaterThanOrEqual(began)
    expect(message).toMatchObject({ role: 'assistant', content: CONTENT, refusal: null })
    expect(finish_reason).toBe('stop')
    const [annotation] = message.annotations!
    expect(annotation).toMatchObject({
      type: 'url_citation',
      // An article without an address of its own is read here.
      url_citation: { title: article.title, url: `${url}/v1/articles/dy%2F1?revision=2` },
    })
    const { start_index, end_index, url: address } = annotation!.url_citation
    expect(message.content!.slice(start_index, end_index)).toBe(TEXT)
    expect(await (await fetch(address)).json()).toMatchObject({ id: article.id, text: TEXT })
    expect((completion as unknown as Extra).touwen).toEqual(answer)
  })

  it('are the same when streamed, chunk by chunk', async () => {
    const { openai } = await client()
    const whole = await openai.chat.completions.create({ model: 'touwen', messages: ASKED })
    const stream = openai.chat.completions.stream({
      model: 'touwen',
      messages: ASKED,
      stream_options: { include_usage: true },
    })
    const chunks: OpenAI.ChatCompletionChunk[] = []
    stream.on('chunk', (chunk) => chunks.push(chunk))
    const { choices, usage } = await stream.finalChatCompletion()
    expect(choices[0]?.message.content).toBe(CONTENT)
    expect(choices[0]?.finish_reason).toBe('stop')
    expect(usage).toEqual(whole.usage)
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' })
    expect(chunks.filter(({ choices: [choice] }) => choice?.delta.content).length).toBeGreaterThan(2)
    expect(new Set(chunks.map(({ id, object, created }) => `${id} ${object} ${created}`)).size).toBe(1)
    const annotations = chunks.flatMap(({ choices: [choice] }) => {
      const delta = choice?.delta as { annotations?: unknown[] } | undefined
      return delta?.annotations ?? []
    })
    expect(annotations).toEqual(whole.choices[0]?.message.annotations)
    const closing = chunks.find(({ choices: [choice] }) => choice?.finish_reason === 'stop')
    expect((closing as unknown as Extra).touwen).toEqual(answer)
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage })
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true)
  })

  it('tell usage in a stream only when asked to, and end with [DONE]', async () => {
    const { url } = await client()
    const body = { model: 'touwen', messages: ASKED, stream: true }
    const text = await (await post(`${url}/v1/chat/completions`, body)).text()
    expect(text).not.toMatch(/usage/)
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
    expect(text.match(/\[DONE\]/g)).toHaveLength(1)
    expect(text).not.toMatch(/^(?:id|event):/m)
  })

  it('count a Han character as a token, and four others', async () => {
    const { openai } = await client()
    const { usage } = await openai.chat.completions.create({
      model: 'touwen',
      messages: [{ role: 'user', content: '外资foreign?' }],
    })
    expect(usage?.prompt_tokens).toBe(4)
    expect(usage?.total_tokens).toBe(4 + usage!.completion_tokens)
  })

  it('take the last message of the user as the question, and the turns before as history', async () => {
    const { openai, asked } = await client()
    await openai.chat.completions.create({
      model: 'touwen',
      temperature: 0.2,
      top_p: 1,
      max_tokens: 500,
      seed: 7,
      user: 'u',
      n: 1,
      tools: [],
      response_format: { type: 'text' },
      messages: [
        { role: 'system', content: '只说中文' },
        { role: 'developer', content: '简短' },
        { role: 'user', content: '丹阳开发区的目标' },
        { role: 'assistant', content: null, refusal: 'x' },
        { role: 'user', content: [{ type: 'text', text: '外资到账' }] },
        { role: 'assistant', content: CONTENT },
        {
          role: 'user',
          content: [
            { type: 'text', text: '那项目' },
            { type: 'text', text: '招引呢' },
          ],
        },
      ],
    })
    expect(asked).toEqual([
      {
        question: '那项目\n招引呢',
        history: [
          { role: 'user', content: '丹阳开发区的目标' },
          { role: 'user', content: '外资到账' },
          { role: 'assistant', content: CONTENT },
        ],
      },
    ])
  })

  it('keep the last twenty turns', async () => {
    const { openai, asked } = await client()
    const turns = Array.from({ length: 31 }, (_, i) => ({ role: 'user' as const, content: `问${i}` }))
    await openai.chat.completions.create({ model: 'touwen', messages: turns })
    expect(asked[0]?.question).toBe('问30')
    expect(asked[0]?.history?.map(({ content }) => content)).toEqual(
      Array.from({ length: 20 }, (_, i) => `问${i + 10}`),
    )
  })

  it('take what OpenAI has no parameter for', async () => {
    const { openai, asked } = await client()
    const touwen: Partial<AskRequest> = {
      filters: { zone: '丹阳' },
      asked_at: '2023-01-01T00:00:00Z',
      top_k: 3,
    }
    const body = { model: 'touwen', messages: ASKED, touwen }
    await openai.chat.completions.create(body)
    expect(asked).toEqual([{ question: '外资到账目标是多少', ...touwen }])
    const unknown = await failure(
      openai.chat.completions.create({ ...body, touwen: { topk: 3 } } as typeof body),
    )
    expect(unknown).toMatchObject({ status: 422, param: 'touwen.topk' })
  })
})

describe('the errors of chat completions', () => {
  const tool = { type: 'function' as const, function: { name: 'f' } }
  it.each([
    [{ n: 2 }, 'n', /one answer/],
    [{ tools: [tool] }, 'tools', /tools/],
    [{ functions: [{ name: 'f' }] }, 'functions', /functions/],
    [{ response_format: { type: 'json_object' as const } }, 'response_format.type', /text/],
    [{ messages: [] }, 'messages', /./],
    [{ messages: [{ role: 'system' as const, content: '只说中文' }] }, 'messages', /user/],
    [
      {
        messages: [
          {
            role: 'user' as const,
            content: [{ type: 'image_url' as const, image_url: { url: 'https://example.com/x.png' } }],
          },
        ],
      },
      'messages.0.content',
      /image_url/,
    ],
  ])('say what is refused: %j', async (more, param, message) => {
    const { openai, asked } = await client()
    const error = await failure(openai.chat.completions.create({ model: 'touwen', messages: ASKED, ...more }))
    expect(error).toBeInstanceOf(UnprocessableEntityError)
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'invalid_request', param })
    expect((error as APIError).message).toMatch(message)
    expect((error as APIError).requestID).toBe('made-id')
    expect(asked).toEqual([])
  })

  it('name the model that there is', async () => {
    const { openai } = await client()
    const error = await failure(openai.chat.completions.create({ model: 'gpt-4o', messages: ASKED }))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' })
    expect((error as APIError).message).toMatch(/gpt-4o.*touwen/)
  })

  it('call the question by its name here', async () => {
    const fields = [{ field: 'question', message: '问题是空的' }]
    const ask = () => Promise.reject(new InputError('问题是空的', { code: 'invalid_question', fields }))
    const { openai } = await client({ ask })
    const error = await failure(openai.chat.completions.create({ model: 'touwen', messages: ASKED }))
    expect(error).toMatchObject({ status: 422, param: 'messages', code: 'invalid_question' })
  })

  it('are problems as well, with a key that is too small and a method that is not there', async () => {
    const authenticate = async () => ({ id: 'k', scopes: new Set(['search'] as const) })
    const { app } = fakeApp({ authenticate })
    for (const [path, init, status, type] of [
      ['/v1/chat/completions', json({ model: 'touwen', messages: ASKED }), 403, 'permission_error'],
      ['/v1/models', {}, 403, 'permission_error'],
      ['/v1/models', { method: 'DELETE' }, 405, 'invalid_request_error'],
      ['/v1/chat/completions/x', {}, 404, 'invalid_request_error'],
    ] as const) {
      const response = await app.request(path, init)
      expect(response.status).toBe(status)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
      const body = (await response.json()) as { detail: string; code: string; error: object }
      expect(body.error).toEqual({ message: body.detail, code: body.code, type, param: null })
    }
  })

  it('are thrown by the client when a stream has begun', async () => {
    const held = heldStream(3)
    const { openai, url } = await client({ stream: held.stream })
    held.fail(new Error('secret'))
    const stream = await openai.chat.completions.create({ model: 'touwen', messages: ASKED, stream: true })
    const read = async (): Promise<void> => {
      for await (const chunk of stream) expect(chunk.object).toBe('chat.completion.chunk')
    }
    const error = await failure(read())
    expect(error).toBeInstanceOf(APIError)
    expect(error).toMatchObject({ code: 'internal', type: 'server_error' })
    expect((error as APIError).message).not.toMatch(/secret/)
    const text = await (
      await post(`${url}/v1/chat/completions`, { model: 'touwen', messages: ASKED, stream: true })
    ).text()
    expect(text).toMatch(/data: \{"error":.*\}\n\ndata: \[DONE\]\n\n$/)
  })

  it('tell overload before a stream has begun', async () => {
    const held = heldStream(1)
    const { openai } = await client({ stream: held.stream, maxInFlight: 1 })
    const first = await openai.chat.completions.create({ model: 'touwen', messages: ASKED, stream: true })
    const error = await failure(
      openai.chat.completions.create({ model: 'touwen', messages: ASKED, stream: true }),
    )
    expect(error).toBeInstanceOf(InternalServerError)
    expect(error).toMatchObject({ status: 503, code: 'overloaded', type: 'overloaded_error' })
    first.controller.abort()
    await until(() => held.signals[0]?.aborted === true)
  })
})

describe('what a reader sees', () => {
  const read = async (told: Answer): Promise<[string, string[]]> => {
    const { openai } = await client({ ask: async () => told, stream: heldStream(-1, eventsOf(told)).stream })
    const whole = await openai.chat.completions.create({ model: 'touwen', messages: ASKED })
    const streamed = openai.chat.completions.stream({ model: 'touwen', messages: ASKED })
    const { content, annotations = [] } = whole.choices[0]!.message
    expect((await streamed.finalChatCompletion()).choices[0]?.message.content).toBe(content)
    const cited = annotations.map(({ url_citation: { start_index, end_index } }) =>
      content!.slice(start_index, end_index),
    )
    return [content!, cited]
  }

  it('of a text that begins with the answer is the text', async () => {
    const [content, told] = await read({ ...answer, answer: TEXT.slice(0, 5), notes: [] })
    expect(content).toBe(`${TEXT}[1]`)
    expect(told).toEqual([TEXT])
  })

  it('of a conflict says that there is one', async () => {
    const [content] = await read({ ...answer, outcome: 'conflicting', answer: '1亿美元；2亿美元', notes: [] })
    expect(content).toBe(`报道不一致：1亿美元；2亿美元\n\n${TEXT}[1]`)
  })

  it('of a refusal is its message', async () => {
    const refused = { ...answer, outcome: 'refused' as const, answer: null, citations: [], notes: [] }
    expect(await read({ ...refused, text: '收录的新闻里没有说。' })).toEqual(['收录的新闻里没有说。', []])
  })

  it('of sentences by a language model is these, each citation at the sentence with its mark', async () => {
    const [first] = answer.citations
    const worded = [1, 2, 3].map((index) => ({ ...first!, index, in_text: null }))
    const text = '目标是1亿美元。[1][2] It is met.'
    const [content, told] = await read({ ...answer, text, phrased_by: 'm', citations: worded })
    expect(content).toBe(`${text}\n\n注：以下为2022-03-04的报道`)
    expect(told).toEqual(['目标是1亿美元。', '目标是1亿美元。', ''])
  })

  it('links to the article’s own address, when that is one of the web', async () => {
    const at = async (address: string): Promise<string> => {
      const [one] = answer.citations
      const told = { ...answer, citations: [{ ...one!, article: { ...one!.article, url: address } }] }
      const { openai } = await client({ ask: async () => told })
      const { choices } = await openai.chat.completions.create({ model: 'touwen', messages: ASKED })
      return choices[0]!.message.annotations![0]!.url_citation.url
    }
    expect(await at('https://example.cn/1')).toBe('https://example.cn/1')
    expect(await at('javascript:alert(1)')).toMatch(/\/v1\/articles\/dy%2F1\?revision=2$/)
  })

  it('of a model’s words comes as they are worded, not at the end', async () => {
    const worded = { ...answer, phrased_by: 'm', citations: [{ ...answer.citations[0]!, in_text: null }] }
    const [started, one, two, citation, last] = eventsOf(worded)
    const held = heldStream(3, [started!, one!, citation!, two!, last!])
    const { openai } = await client({ stream: held.stream })
    const stream = await openai.chat.completions.create({ model: 'touwen', messages: ASKED, stream: true })
    let content = ''
    for await (const { choices } of stream) {
      content += choices[0]?.delta.content ?? ''
      if (content !== '') held.goOn()
    }
    expect(content).toBe(`${TEXT}[1]\n\n注：以下为2022-03-04的报道`)
  })
})

describe('models', () => {
  it('are one, for the client of OpenAI', async () => {
    const { openai } = await client()
    const { data } = await openai.models.list()
    expect(data.map(({ id }) => id)).toEqual(['touwen'])
    expect(await openai.models.retrieve('touwen')).toEqual(data[0])
    const error = await failure(openai.models.retrieve('gpt-4o'))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ code: 'model_not_found' })
  })
})

import { describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import { MAX_BODY } from '../../src/http/body.ts'
import { answer, eventsOf, fakeApp, json, problemIn } from './fakes.ts'

const QUESTION = { question: '外资到账目标是多少' }

describe('POST /v1/ask', () => {
  it('gives the answer, not to be stored', async () => {
    const { app, asked } = fakeApp()
    const response = await app.request('/v1/ask', json({ ...QUESTION, filters: { zone: '丹阳' } }))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(answer)
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(asked).toEqual([{ ...QUESTION, filters: { zone: '丹阳' }, top_k: 8 }])
  })

  it('is recorded as asked on the page only for the page’s own script', async () => {
    const through: (string | undefined)[] = []
    const { app } = fakeApp({
      ask: async (_request, _signal, asking) => {
        through.push(asking?.channel)
        return answer
      },
      stream: async function* stream(_request, _signal, asking) {
        through.push(asking?.channel)
        yield* eventsOf(answer)
      },
    })
    const own = { 'X-TouWen-Page': '1', 'Sec-Fetch-Site': 'same-origin' }
    const asked = async (headers: Record<string, string>): Promise<string | undefined> => {
      const { headers: given, ...init } = json(QUESTION)
      await (await app.request('/v1/ask', { ...init, headers: { ...given, ...headers } })).text()
      return through.at(-1)
    }
    expect(await asked(own)).toBe('page')
    expect(await asked({ ...own, Accept: 'text/event-stream' })).toBe('page')
    // Over plain http browsers write only where the page stands.
    expect(await asked({ 'X-TouWen-Page': '1', Origin: 'http://localhost' })).toBe('page')
    const others: Record<string, string>[] = [
      {},
      { 'X-TouWen-Page': '1' },
      { 'Sec-Fetch-Site': 'same-origin' },
      { ...own, 'Sec-Fetch-Site': 'cross-site' },
      { 'X-TouWen-Page': '1', Origin: 'https://portal.example.cn' },
    ]
    for (const headers of others) expect(await asked(headers)).toBe('api')
    expect(through).toHaveLength(8)
  })

  it('refuses unknown and wrong fields with 422, naming each', async () => {
    const { app, asked } = fakeApp()
    const bodies = {
      question: 3,
      topk: 1,
      filters: { zones: 'x', published_from: '2022-02-30' },
      asked_at: 'gestern',
    }
    const response = await app.request('/v1/ask', json(bodies))
    expect(response.status).toBe(422)
    const { code, errors } = await problemIn(response)
    expect(code).toBe('invalid_request')
    expect((errors as { field: string }[]).map(({ field }) => field).sort()).toEqual([
      'asked_at',
      'filters.published_from',
      'filters.zones',
      'question',
      'topk',
    ])
    expect(asked).toEqual([])
  })

  it.each([null, [], 'text', 5])('refuses %j, which is no object, with 422', async (body) => {
    const { app } = fakeApp()
    const response = await app.request('/v1/ask', json(JSON.stringify(body)))
    expect(response.status).toBe(422)
    await problemIn(response)
  })

  it('passes on what the engine finds wrong with a question', async () => {
    const fields = [{ field: 'question', message: '问题是空的' }]
    const ask = () => Promise.reject(new InputError('问题是空的', { code: 'invalid_question', fields }))
    const response = await fakeApp({ ask }).app.request('/v1/ask', json({ question: ' ' }))
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({
      code: 'invalid_question',
      detail: '问题是空的',
      errors: fields,
    })
  })

  it.each(['', '{"question": "外', "{'question': 1}"])('refuses the JSON %j with 400', async (body) => {
    const response = await fakeApp().app.request('/v1/ask', json(body))
    expect(response.status).toBe(400)
    expect(await problemIn(response)).toMatchObject({ code: 'invalid_json' })
  })

  it('refuses bytes that are not UTF-8 with 400', async () => {
    const body = Uint8Array.from([
      ...Buffer.from('{"question":"'),
      0xcd,
      0xe2,
      0xd7,
      0xca,
      ...Buffer.from('"}'),
    ])
    const response = await fakeApp().app.request('/v1/ask', { ...json(''), body })
    expect(response.status).toBe(400)
    expect(await problemIn(response)).toMatchObject({ code: 'invalid_utf8' })
  })

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json; charset=gbk', {}],
    ['application/json', { 'Content-Encoding': 'gzip' }],
  ])('refuses %s %j with 415', async (type, headers) => {
    const response = await fakeApp().app.request(
      '/v1/ask',
      json(QUESTION, { 'Content-Type': type, ...headers }),
    )
    expect(response.status).toBe(415)
    expect(await problemIn(response)).toMatchObject({ code: 'unsupported_media_type' })
  })

  it.each(['application/json;charset=UTF-8', 'Application/JSON; charset="utf-8"', 'application/x+json'])(
    'takes %s',
    async (type) => {
      const response = await fakeApp().app.request('/v1/ask', json(QUESTION, { 'Content-Type': type }))
      expect(response.status).toBe(200)
    },
  )

  it('refuses a larger body with 413, with and without a declared length', async () => {
    const { app, asked } = fakeApp()
    const body = JSON.stringify({ question: 'x'.repeat(MAX_BODY) })
    const declared = await app.request('/v1/ask', json(body, { 'Content-Length': String(body.length) }))
    const chunked = await app.request('/v1/ask', json(body))
    for (const response of [declared, chunked]) {
      expect(response.status).toBe(413)
      expect(await problemIn(response)).toMatchObject({ code: 'body_too_large' })
    }
    expect(asked).toEqual([])
  })

  it('takes a body of exactly the limit', async () => {
    const frame = JSON.stringify({ question: '' }).length
    const response = await fakeApp().app.request('/v1/ask', json({ question: 'x'.repeat(MAX_BODY - frame) }))
    expect(response.status).toBe(200)
  })
})

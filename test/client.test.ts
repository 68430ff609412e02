import { createClient } from 'touwen/client'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import type { Article } from '../src/article.ts'
import type { Answer, SearchHit } from '../src/contract.ts'
import { UnauthorizedError } from '../src/errors.ts'
import { listen, type Listening } from '../src/http/serve.ts'
import { answer, article, fakeApp } from './http/fakes.ts'

let server: Listening
const keys: (string | null)[] = []

beforeAll(async () => {
  const { app } = fakeApp({
    authenticate: async ({ headers }) => {
      const given = headers.get('Authorization')
      keys.push(given)
      if (given === 'Bearer wrong') throw new UnauthorizedError('the key is not valid; make a new one')
      return { id: null, scopes: new Set(['ask', 'search']) }
    },
  })
  server = await listen(app, { host: '127.0.0.1', port: 0 })
})

afterAll(() => server.close())

describe('the typed client over a real server', () => {
  it('asks', async () => {
    const response = await createClient(`${server.url}/`).v1.ask.$post({
      json: { question: '外资到账目标是多少', filters: { zone: '江苏丹阳经济开发区' } },
    })
    expect(response.status).toBe(200)
    if (response.status !== 200) return
    const body = await response.json()
    expectTypeOf(body.outcome).toEqualTypeOf<Answer['outcome']>()
    expect(body).toEqual(answer)
  })

  it('searches, reads an article with a slash in its id, and takes starters', async () => {
    const { v1 } = createClient(server.url)
    const found = await v1.search.$post({ json: { query: '外资' } })
    if (found.status !== 200) throw new Error('no search')
    const { hits } = await found.json()
    expectTypeOf(hits).toEqualTypeOf<SearchHit[]>()
    expect(hits).toEqual([])
    const read = await v1.articles[':id'].$get({ param: { id: 'dy/1' }, query: { revision: '1' } })
    if (read.status !== 200) throw new Error('no article')
    const whole = await read.json()
    expectTypeOf(whole).toEqualTypeOf<Article>()
    expect(whole).toEqual({ ...article, revision: 1 })
    const starters = await v1.starters.$get({ query: { limit: '1' } })
    expect(starters.status === 200 && (await starters.json()).starters).toEqual(['外资到账目标是多少？'])
  })

  it('gives the problem of a call that failed', async () => {
    const response = await createClient(server.url).v1.articles[':id'].$get({
      param: { id: 'none' },
      query: {},
    })
    expect(response.status).toBe(404)
    expect(JSON.parse(await response.text())).toMatchObject({ code: 'not_found' })
  })

  it('sends the key, and uses the fetch it is given', async () => {
    const called: string[] = []
    const client = createClient(server.url, {
      key: 'wrong',
      fetch: (input, init) => {
        called.push(String(input))
        return fetch(input, init)
      },
    })
    const response = await client.v1.ask.$post({ json: { question: 'x' } })
    expect(response.status).toBe(401)
    expect(keys.at(-1)).toBe('Bearer wrong')
    expect(called).toEqual([`${server.url}/v1/ask`])
  })
})

// Never run: `tsc` reads it, and fails where an error that is expected does not come.
export function typesOnly() {
  const { v1 } = createClient('')
  return [
    // @ts-expect-error a question is needed
    v1.ask.$post({ json: {} }),
    // @ts-expect-error this field is not known
    v1.ask.$post({ json: { question: 'x', colour: 'red' } }),
    // @ts-expect-error a number is wanted
    v1.search.$post({ json: { query: 'x', limit: '3' } }),
    // @ts-expect-error there is no such path
    v1.nothing.$get(),
    // @ts-expect-error nor this method
    v1.ask.$get(),
    // @ts-expect-error the id is needed
    v1.articles[':id'].$get({ query: {} }),
  ]
}

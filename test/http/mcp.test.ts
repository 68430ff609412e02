// The protocol as its official client speaks it, over a server that really listens.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { afterEach, describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { listen } from '../../src/http/serve.ts'
import type { Scope } from '../../src/keys/principal.ts'
import { answer, article, fakeApp, json, latch, problemIn, TEXT } from './fakes.ts'

const ACCEPT = { Accept: 'application/json, text/event-stream' }
const running: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of running.splice(0).toReversed()) await close()
})

async function server(deps: Partial<AppDeps> = {}) {
  const fake = fakeApp(deps)
  const listening = await listen(fake.app, { host: '127.0.0.1', port: 0, graceMs: 200 })
  running.push(listening.close)
  return { ...fake, url: listening.url }
}

async function connected(deps: Partial<AppDeps> = {}, headers: Record<string, string> = {}) {
  const fake = await server(deps)
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(`${fake.url}/mcp`), {
    requestInit: { headers },
  })
  await client.connect(transport as Transport)
  running.push(() => client.close())
  return { ...fake, client, transport }
}

const hits = [
  {
    article: { ...answer.citations[0]!.article },
    start: 0,
    end: TEXT.length,
    text: TEXT,
    score: 1.2,
    trace: { text: { score: 9, rank: 1, part: 1 }, vector: null, coverage: 1, reader: null },
  },
]

const key = (...scopes: Scope[]): Pick<AppDeps, 'authenticate'> => ({
  authenticate: async () => ({ id: 'key_1', scopes: new Set(scopes) }),
})

const textOf = (result: object): string => (result as { content: { text: string }[] }).content[0]!.text

describe('the official client', () => {
  it('connects and is told what this is', async () => {
    const { client, transport } = await connected()
    expect(client.getServerVersion()).toMatchObject({ name: 'touwen', title: '投问 TouWen' })
    expect(client.getInstructions()).toMatch(/get_article/)
    expect(client.getServerCapabilities()?.tools).toBeDefined()
    expect(transport.sessionId).toMatch(/^[\w-]{36}$/)
    await client.ping()
  })

  it('finds three tools that only read, with schemas of what they take and give', async () => {
    const { client } = await connected()
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual(['search', 'ask', 'get_article'])
    for (const { annotations, description, inputSchema, outputSchema } of tools) {
      expect(annotations?.readOnlyHint).toBe(true)
      expect(description).toMatch(/./)
      expect(inputSchema.additionalProperties).toBe(false)
      expect(outputSchema?.required?.length).toBeGreaterThan(0)
    }
    const ask = tools.find(({ name }) => name === 'ask')!
    expect(ask.inputSchema.required).toEqual(['question'])
    expect(Object.keys(ask.inputSchema.properties ?? {})).toEqual([
      'question',
      'asked_at',
      'history',
      'filters',
      'top_k',
    ])
  })

  it('asks: the answer as data that holds to its schema, and as text with its source', async () => {
    const { client, asked, log } = await connected()
    await client.listTools()
    const request = { question: '外资到账目标是多少', filters: { zone: '江苏丹阳经济开发区' } }
    const result = await client.callTool({ name: 'ask', arguments: request })
    expect(result.isError).toBeFalsy()
    expect(result.structuredContent).toEqual(answer)
    expect(asked).toEqual([{ ...request, top_k: 8 }])
    expect(textOf(result)).toContain('1亿美元')
    expect(textOf(result)).toContain(
      `[1] 丹阳开发区 · 2022-03-04 · 江苏丹阳经济开发区 [dy/1 0–${TEXT.length}]`,
    )
    expect(log.at(-1)).toMatchObject({ path: '/mcp', status: 200, outcome: 'answered' })
    expect(JSON.stringify(log)).not.toMatch(/外资/)
  })

  it('asks what the news does not say: the reason and what comes nearest', async () => {
    const nearest = [{ article: hits[0]!.article, start: 0, end: TEXT.length, quote: TEXT }]
    const refusal = { reason: 'not_found' as const, message: '收录的新闻里没有说。', nearest, unknown: [] }
    const { client } = await connected({
      ask: async () => ({ ...answer, outcome: 'refused', answer: null, citations: [], refusal }),
    })
    await client.listTools()
    const result = await client.callTool({ name: 'ask', arguments: { question: '有多少家上市公司' } })
    expect(result.isError).toBeFalsy()
    expect(textOf(result)).toMatch(/^收录的新闻里没有说。/)
    expect(textOf(result)).toContain(
      `相近的报道：\n- 丹阳开发区 · 2022-03-04 · 江苏丹阳经济开发区\n  ${TEXT}`,
    )
  })

  it('searches', async () => {
    const { client } = await connected({ search: async () => ({ hits }) })
    await client.listTools()
    const result = await client.callTool({ name: 'search', arguments: { query: '外资', limit: 3 } })
    expect(result.structuredContent).toEqual({ hits })
    expect(textOf(result)).toContain(`[dy/1 0–${TEXT.length}]\n${TEXT}`)
  })

  it('reads an article, of an older revision as well, and as a resource', async () => {
    const { client } = await connected()
    await client.listTools()
    const whole = await client.callTool({ name: 'get_article', arguments: { id: 'dy/1' } })
    expect(whole.structuredContent).toEqual(article)
    expect(textOf(whole)).toContain(TEXT)
    const older = await client.callTool({ name: 'get_article', arguments: { id: 'dy/1', revision: 1 } })
    expect(older.structuredContent).toMatchObject({ revision: 1 })
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(['touwen://articles/{id}'])
    const { contents } = await client.readResource({ uri: 'touwen://articles/dy%2F1' })
    expect(contents).toEqual([{ uri: 'touwen://articles/dy%2F1', mimeType: 'text/plain', text: TEXT }])
    await expect(client.readResource({ uri: 'touwen://articles/none' })).rejects.toThrow(/no article “none”/)
  })
})

describe('what goes wrong in a tool', () => {
  it.each([
    ['an unknown field', { question: 'x', colour: 'red' }, /colour/],
    ['a missing question', {}, /question/],
    ['a bad date', { question: 'x', asked_at: 'yesterday' }, /asked_at/],
  ])('is a result the model can read: %s', async (_, given, told) => {
    const { client, asked } = await connected()
    const result = await client.callTool({ name: 'ask', arguments: given })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toMatch(told)
    expect(asked).toEqual([])
  })

  it('names the code and the remedy of an expected error', async () => {
    const ask = () =>
      Promise.reject(new InputError('问题是空的：请写 1 到 500 个字。', { code: 'bad_question' }))
    const { client } = await connected({ ask })
    const result = await client.callTool({ name: 'ask', arguments: { question: ' ' } })
    expect(result).toMatchObject({ isError: true })
    expect(textOf(result)).toBe('bad_question: 问题是空的：请写 1 到 500 个字。')
    const none = await client.callTool({ name: 'get_article', arguments: { id: 'none' } })
    expect(textOf(none)).toMatch(/^not_found: there is no article “none”/)
  })

  it('tells nothing of an unexpected one; the log does', async () => {
    const search = () => Promise.reject(new Error('/srv/index is gone'))
    const { client, log } = await connected({ search })
    const result = await client.callTool({ name: 'search', arguments: { query: 'x' } })
    expect(result.isError).toBe(true)
    expect(textOf(result)).toMatch(/^internal: /)
    expect(JSON.stringify(result)).not.toMatch(/srv/)
    expect(log.at(-1)?.error).toMatch(/srv/)
  })

  it('is a tool that is not there', async () => {
    const { client } = await connected()
    const result = await client.callTool({ name: 'delete_article', arguments: {} })
    expect(result.isError).toBe(true)
  })

  it('is more than can be in work at once', async () => {
    const held = latch()
    const ask: AppDeps['ask'] = () => held.opened.then(() => answer)
    const { client } = await connected({ ask, maxInFlight: 1 })
    await client.listTools()
    const first = client.callTool({ name: 'ask', arguments: { question: 'x' } })
    await expect
      .poll(async () => textOf(await client.callTool({ name: 'ask', arguments: { question: 'y' } })))
      .toMatch(/^overloaded: /)
    held.open()
    expect((await first).isError).toBeFalsy()
  })
})

describe('who may', () => {
  it('a key with one scope uses its tools only', async () => {
    const { client, asked } = await connected(key('search'))
    expect((await client.callTool({ name: 'search', arguments: { query: 'x' } })).isError).toBeFalsy()
    const refused = await client.callTool({ name: 'ask', arguments: { question: 'x' } })
    expect(refused.isError).toBe(true)
    expect(textOf(refused)).toBe('forbidden: the key may not do this; use one with the scope “ask”')
    expect(asked).toEqual([])
  })

  it('nobody without a key, where reading is closed', async () => {
    const { app } = fakeApp({ authenticate: async () => ({ id: null, scopes: new Set() }) })
    const response = await app.request('/mcp', json({ jsonrpc: '2.0', id: 1, method: 'ping' }, ACCEPT))
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toMatch(/^Bearer/)
  })

  it('no key without either scope', async () => {
    const { app } = fakeApp(key('ingest'))
    const response = await app.request('/mcp', json({ jsonrpc: '2.0', id: 1, method: 'ping' }, ACCEPT))
    expect(response.status).toBe(403)
  })

  const ping = (origin: string, deps: Partial<AppDeps> = {}, method = 'POST') =>
    fakeApp(deps).app.request('http://evil.example:8787/mcp', {
      ...json({ jsonrpc: '2.0', id: 1, method: 'ping' }, { ...ACCEPT, Origin: origin }),
      method,
      ...(method === 'OPTIONS' ? { body: null } : {}),
    })

  it.each(['http://evil.example:8787', 'https://localhost.evil.example', 'null', 'http://127.0.0.1.nip.io'])(
    'no page of %s, also when the Host says the same',
    async (origin) => {
      const response = await ping(origin)
      expect(response.status).toBe(403)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
      expect(await problemIn(response)).toMatchObject({ code: 'origin_not_allowed' })
      expect((await ping(origin, {}, 'OPTIONS')).status).toBe(403)
    },
  )

  it.each(['http://localhost:6274', 'http://127.0.0.1:3000', 'http://[::1]:1', 'https://news.example.cn'])(
    'a page of %s',
    async (origin) => {
      const deps = { mcpPages: (page: string) => page === 'https://news.example.cn' }
      const response = await ping(origin, deps)
      expect(response.status).toBe(200)
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin)
      const preflight = await ping(origin, deps, 'OPTIONS')
      expect(preflight.status).toBe(204)
      expect(preflight.headers.get('Access-Control-Allow-Headers')).toMatch(/Mcp-Session-Id/)
    },
  )
})

describe('the wire', () => {
  const post = (body: unknown, headers: Record<string, string> = ACCEPT) =>
    fakeApp().app.request('/mcp', json(body, headers))
  const call = {
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'search', arguments: { query: 'x' } },
  }

  it('carries the request id and the security headers', async () => {
    const { headers } = await post({ jsonrpc: '2.0', id: 1, method: 'ping' })
    expect(headers.get('X-Request-Id')).toBe('made-id')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('Content-Type')).toMatch(/^application\/json/)
  })

  it.each([
    ['no JSON', '{"jsonrpc": ', 400],
    ['a number', 5, 422],
    ['an empty list', [], 422],
    ['another protocol', { jsonrpc: '1.0', id: 1, method: 'ping' }, 422],
    ['two calls at once', [call, { ...call, id: 2 }], 422],
    ['21 messages', Array.from({ length: 21 }, () => ({ jsonrpc: '2.0', method: 'x' })), 422],
    ['a body beyond the limit', { ...call, padding: 'x'.repeat(70_000) }, 413],
  ])('refuses %s', async (_, body, status) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    await problemIn(response)
  })

  it('answers a list of messages with a list, and notifications alone with 202', async () => {
    const response = await post([
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 'a', method: 'ping' },
      call,
    ])
    const replies = (await response.json()) as { id: unknown }[]
    expect(replies.map(({ id }) => id).sort()).toEqual([1, 'a'])
    expect((await post({ jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202)
  })

  it('answers an unknown method with an error of JSON-RPC', async () => {
    const response = await post({ jsonrpc: '2.0', id: 7, method: 'nothing/here' })
    expect(await response.json()).toMatchObject({ id: 7, error: { code: -32601 } })
  })

  it('refuses what does not take JSON, a protocol it does not know, and other methods', async () => {
    expect((await post(call, { Accept: 'text/html' })).status).toBe(406)
    expect((await post(call, { ...ACCEPT, 'Mcp-Protocol-Version': '1999-01-01' })).status).toBe(400)
    const get = await fakeApp().app.request('/mcp', { headers: ACCEPT })
    expect(get.status).toBe(405)
    expect(get.headers.get('Allow')).toBe('POST')
  })
})

describe('cancelling', () => {
  function heldAsk() {
    const begun = latch()
    const aborted = latch()
    const ask: AppDeps['ask'] = (_, signal) => {
      begun.open()
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          aborted.open()
          reject(new Error('aborted'))
        })
      })
    }
    return { ask, begun: begun.opened, aborted: aborted.opened }
  }

  it('ends the work when the client says so, and the client goes on', async () => {
    const { ask, begun, aborted } = heldAsk()
    const { client, log } = await connected({ ask })
    const cancel = new AbortController()
    const asking = client.callTool({ name: 'ask', arguments: { question: 'x' } }, undefined, {
      signal: cancel.signal,
    })
    await begun
    cancel.abort('enough')
    await expect(asking).rejects.toThrow(/enough/)
    await aborted
    await client.ping()
    await expect.poll(() => log.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(3)
  })

  it('ends the work when the connection is gone', async () => {
    const { ask, begun, aborted } = heldAsk()
    const { url, log } = await server({ ask })
    const gone = new AbortController()
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'ask', arguments: { question: 'x' } },
    }
    const asking = fetch(`${url}/mcp`, { ...json(call, ACCEPT), signal: gone.signal }).catch(
      (error: unknown) => error,
    )
    await begun
    gone.abort()
    await asking
    await aborted
    await expect.poll(() => log.at(-1)?.status).toBe(499)
  })

  it('does not end the work of another', async () => {
    const { ask, begun, aborted } = heldAsk()
    const { url } = await server({ ask })
    const send = (body: object, session?: string) =>
      fetch(
        `${url}/mcp`,
        json(body, { ...ACCEPT, ...(session === undefined ? {} : { 'Mcp-Session-Id': session }) }),
      )
    const call = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'ask', arguments: { question: 'x' } },
    }
    const cancel = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }
    const asking = send(call, 'session-one')
    await begun
    let ended = false
    void aborted.then(() => (ended = true))
    expect((await send(cancel, 'session-two')).status).toBe(202)
    expect((await send(cancel)).status).toBe(202)
    expect(ended).toBe(false)
    expect((await send(cancel, 'session-one')).status).toBe(202)
    expect((await asking).status).toBe(202)
    expect(ended).toBe(true)
  })
})

// The API tried from its own description: for every operation, requests that hold to it and requests that nearly do. Whatever
// comes back is described, is a problem where it failed, and is never an unexpected error. The real service behind it, but for
// the models and for names of the Web, which all lead into a private network here.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { exampleOf } from '../../src/http/curl.ts'
import type { LogRecord } from '../../src/http/deps.ts'
import { SCOPES } from '../../src/keys/principal.ts'
import { openService, type Service } from '../../src/node-service.ts'
import { openSources, type OpenSources } from '../../src/node-sources.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Sql } from '../../src/store/sql.ts'
import { described, type Row } from '../http/described.ts'
import { smallEngine } from './engine.ts'
import { oneOf, seeded, spoiled, TEXTS, valid, type Chance } from './schema-values.ts'
import { SEED, size } from './size.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const EACH = size(40, 1000)
const { api, rows, undescribed } = await described()
const named = api.components.schemas
let directory: string
let service: Service
let sources: OpenSources
let records: Sql
let app: ReturnType<typeof createApp>
const log: LogRecord[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-abuse-'))
  const config = readConfig({
    TOUWEN_INDEX: directory,
    TOUWEN_UPLOAD_MAX_MB: '1',
    // Else the rest of the requests of a minute are refused before they are looked at.
    TOUWEN_KEY_LIMIT_MINUTE: '0',
  })
  const engine = await smallEngine()
  service = await openService(config, engine)
  records = await openSqlite(':memory:', { schema: 'records' })
  sources = await openSources(config, engine, records, {
    resolve: async () => [{ address: '10.0.0.1', family: 4 }],
  })
  app = createApp({
    ...service.deps,
    sources: sources.service,
    authenticate: async () => ({ id: 'key_1', scopes: new Set(SCOPES) }),
    log: (record) => log.push(record),
    streams: { graceMs: 0 },
  })
})
afterAll(async () => {
  await sources.close()
  await service.close()
  await records.close()
  await rm(directory, { recursive: true, force: true })
})

const HEADERS: [string, string[]][] = [
  ['If-Match', ['"1"', '*', '"', 'W/"1"', '"1", "2"', 'x'.repeat(2000)]],
  ['If-None-Match', ['"1"', '*', 'W/"1"', ',,,']],
  ['Last-Event-ID', ['ans_1:1', 'x', ':', 'ans_1:999999', '']],
  ['Idempotency-Key', ['a', 'x'.repeat(300), '"a"', 'é']],
  ['Accept', ['text/event-stream', 'application/json', '*/*', ';;;q=', 'text/csv', 'application/json, text/event-stream']],
  ['traceparent', ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-0-0-0']],
  ['X-Request-Id', ['ok-1', 'x'.repeat(100), 'a b']],
  ['Content-Encoding', ['identity', 'gzip']],
  ['Origin', ['https://evil.example', 'null', 'http://127.0.0.1:8787']],
  ['Mcp-Session-Id', ['x', 'é']],
] // prettier-ignore

interface Sent {
  url: string
  init: RequestInit
}

/** A request for an operation; `clean`: nothing in it is spoiled on purpose. */
function made({ method, path, operation }: Row, chance: Chance, clean: boolean): Sent {
  const spoil = <T>(value: T): unknown => (!clean && chance() < 0.5 ? spoiled(value, chance) : value)
  const ids = ['文0', '丹阳开发区', 'x', '__proto__', '1', ...(clean ? [] : TEXTS)]
  const url = path.replaceAll(/\{\w+\}/g, () =>
    encodeURIComponent(oneOf(chance, ids).toWellFormed() || 'x').slice(0, 3000),
  )
  const query = new URLSearchParams()
  const headers = new Headers()
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    if (!required && chance() < 0.5) continue
    const value = String(spoil(valid(schema, named, chance))).toWellFormed()
    if (place === 'query') query.append(name, value)
    else if (place === 'header' && /^[\u0020-\u007e]{0,500}$/.test(value)) headers.set(name, value)
  }
  if (!clean && chance() < 0.2) query.append(oneOf(chance, ['x', '__proto__[a]', 'limit', 'cursor', '']), '1')
  if (chance() < 0.3) {
    const [name, values] = oneOf(chance, HEADERS)
    headers.set(name, oneOf(chance, values))
  }
  if (path === '/mcp' && !headers.has('Accept'))
    headers.set('Accept', 'application/json, text/event-stream')
  const init: RequestInit = { method, headers }
  const types = Object.entries(operation.requestBody?.content ?? {})
  if (types.length > 0) {
    const [type, media] = oneOf(chance, types)
    const { schema = {}, examples } = media
    const example = examples !== undefined && chance() < 0.3
    const value = spoil(example ? exampleOf(media, named) : valid(schema, named, chance))
    if (type === 'multipart/form-data') {
      const form = new FormData()
      for (let i = 0; i < 1 + chance() * 3; i += 1)
        form.append('file', new Blob([oneOf(chance, TEXTS)]), oneOf(chance, ['a.html', 'a.md', 'a.pdf', 'x', '']))
      init.body = form
    } else {
      headers.set('Content-Type', !clean && chance() < 0.05 ? 'text/plain' : type)
      const text = type.endsWith('json') ? JSON.stringify(value) : String(value)
      init.body = !clean && chance() < 0.1 ? text.slice(0, Math.floor(chance() * text.length)) : text
    }
  }
  return { url: query.size > 0 ? `${url}?${query}` : url, init }
} // prettier-ignore

/** What is wrong with the reply to a request; empty when nothing is. */
async function faultsOf(row: Row, { url, init }: Sent): Promise<string[]> {
  const response = await app.request(url, init)
  const { status, headers } = response
  const copy = response.clone()
  const body = await response.text()
  if (status >= 500 && !(status === 503 || status === 507)) return [`${status} ${body.slice(0, 300)} ${log.at(-1)?.error ?? ''}`]
  if (status >= 400) {
    // A method of the protocol may answer in its own way.
    const own = row.path === '/mcp' && body.includes('"jsonrpc"')
    if (!own && headers.get('Content-Type') !== 'application/problem+json') return [`${status} is no problem: ${body.slice(0, 200)}`]
    const problem = JSON.parse(body) as Record<string, unknown>
    if (!own && (problem['status'] !== status || typeof problem['code'] !== 'string' || typeof problem['detail'] !== 'string'))
      return [`a problem without its members: ${body.slice(0, 300)}`]
  }
  return undescribed(row, copy)
} // prettier-ignore

it.each(rows)('$name: whatever is sent, the reply is as described', { timeout: size(60_000, 1_800_000) }, async (row) => {
  const chance = seeded(SEED + rows.indexOf(row))
  const faults: string[] = []
  let good = 0
  for (let i = 0; i < EACH && faults.length < 5; i += 1) {
    const sent = made(row, chance, i % 3 === 0)
    const before = log.length
    const found = await faultsOf(row, sent)
    if (found.length > 0)
      faults.push(`seed ${SEED}, request ${i}: ${row.method} ${sent.url.slice(0, 300)} ${typeof sent.init.body === 'string' ? sent.init.body.slice(0, 300) : ''} → ${found.join('; ')}`)
    if ((log[before]?.status ?? 500) < 400) good += 1
  }
  expect(faults).toEqual([])
  // What needs an id that is there, or a state, may never succeed by chance; these do.
  if (['/v1/ask', '/v1/search', '/livez'].includes(row.path)) expect(good).toBeGreaterThan(0)
}) // prettier-ignore

it('the service is well afterwards, and nothing of its objects has changed', async () => {
  expect((await app.request('/livez')).status).toBe(200)
  expect(log.filter(({ status }) => status === 429)).toEqual([])
  expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  const question = { question: '丹阳开发区外资到账目标是多少', filters: { article_ids: ['文0'] } }
  const headers = { 'Content-Type': 'application/json' }
  const response = await app.request('/v1/ask', { method: 'POST', headers, body: JSON.stringify(question) })
  expect(response.status).toBe(200)
})

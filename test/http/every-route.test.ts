// Every operation of the description, called in every way that should fail and in one that should not: what comes back is
// what the description says. New routes are covered by being described.
import { describe, expect, it } from 'vitest'
import { exampleOf, sample } from '../../src/http/curl.ts'
import type { AppDeps } from '../../src/http/deps.ts'
import { SCOPES, type Scope } from '../../src/keys/principal.ts'
import { described, type Row } from './described.ts'
import { fakeApp, problemIn } from './fakes.ts'

const { api, rows, undescribed } = await described()

const withKey = (scopes: readonly Scope[], id: string | null = 'key_1'): Partial<AppDeps> => ({
  authenticate: async () => ({ id, scopes: new Set(scopes) }),
})
const BY_ALL = withKey(SCOPES)

/** Ids that the fakes know; elsewhere any will do. */
const KNOWN: Record<string, string> = { '/v1/articles/{id}': 'dy/1' }
/** Where Accept decides what comes. */
const HEADERS: Record<string, Record<string, string>> = {
  'POST /mcp': { Accept: 'application/json, text/event-stream' },
}

interface Change {
  id?: string
  query?: string
  type?: string
  body?: string
  headers?: Record<string, string>
  method?: string
}

/** Send what the description says, but for one change. */
async function send({ name, method, path, operation }: Row, deps: Partial<AppDeps>, change: Change = {}) {
  const [type, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const id = change.id ?? KNOWN[path] ?? 'x'
  const needed = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map((parameter) => `${parameter.name}=${String(sample(parameter.schema, api.components.schemas))}`)
  const query = [...needed, change.query ?? ''].filter((part) => part !== '').join('&')
  const url = `${path.replaceAll(/\{\w+\}/g, encodeURIComponent(id))}${query === '' ? '' : `?${query}`}`
  const body =
    change.body ?? (media === undefined ? null : JSON.stringify(exampleOf(media, api.components.schemas)))
  return fakeApp(deps).app.request(url, {
    method: change.method ?? method,
    headers: {
      ...HEADERS[name],
      ...(type === undefined ? {} : { 'Content-Type': change.type ?? type }),
      ...change.headers,
    },
    ...(body === null || method === 'GET' || change.method === 'GET' ? {} : { body }),
  })
}

const failing = (status: string) => rows.filter(({ operation }) => status in operation.responses)
const inJson = ({ operation }: Row): boolean => {
  const types = Object.keys(operation.requestBody?.content ?? {})
  return types.length > 0 && types.every((type) => type.endsWith('json'))
}

it('there are routes of every kind to try', () => {
  expect(rows.length).toBeGreaterThan(6)
  for (const status of ['400', '401', '403', '404', '413', '415', '422'])
    expect(failing(status)).not.toEqual([])
})

describe('a call as described', () => {
  it.each(rows)('$name gives what is described', async (row) => {
    const response = await send(row, BY_ALL)
    expect(await undescribed(row, response.clone())).toEqual([])
    expect(response.status).toBeLessThan(500)
  })

  it.each([
    'POST /v1/ask',
    'POST /v1/search',
    'GET /v1/articles/{id}',
    'GET /v1/starters',
    'GET /readyz',
    'POST /mcp',
  ])('%s succeeds', async (name) => {
    const response = await send(
      rows.find((row) => row.name === name)!,
      BY_ALL,
    )
    expect(response.status).toBe(200)
  })
})

describe('405', () => {
  it.each(Object.keys(api.paths))('%s tells which methods it has', async (path) => {
    const has = Object.keys(api.paths[path]!).map((method) => method.toUpperCase())
    const other = ['PATCH', 'DELETE', 'PUT', 'POST', 'GET'].find((method) => !has.includes(method))!
    const response = await send(
      rows.find((row) => row.path === path)!,
      BY_ALL,
      { method: other },
    )
    expect(response.status).toBe(405)
    const allowed = response.headers
      .get('Allow')
      ?.split(', ')
      .filter((method) => method !== 'HEAD')
    expect(allowed?.sort()).toEqual(has.sort())
    expect(await problemIn(response)).toMatchObject({ code: 'method_not_allowed' })
  })
})

describe('401 and 403', () => {
  const guarded = rows.filter(({ operation }) => operation.security.length > 0)

  it.each(guarded)('$name is closed to whoever has no key and needs one', async (row) => {
    const response = await send(row, withKey([], null))
    expect(response.status).toBe(401)
    expect(response.headers.get('WWW-Authenticate')).toMatch(/^Bearer/)
    expect(await undescribed(row, response.clone())).toEqual([])
    await problemIn(response)
  })

  it.each(guarded)('$name is closed to a key without its scope', async (row) => {
    const needed = new Set(row.operation.security.flatMap((way) => way['bearer'] ?? []))
    const response = await send(row, withKey(SCOPES.filter((scope) => !needed.has(scope))))
    expect(response.status).toBe(403)
    expect(await undescribed(row, response.clone())).toEqual([])
    await problemIn(response)
  })

  it.each(rows)('$name with scopes that write or tell needs a key', async ({ operation }) => {
    const needed = operation.security.flatMap((way) => way['bearer'] ?? [])
    const open = operation.security.some((way) => Object.keys(way).length === 0)
    if (needed.some((scope) => !['ask', 'search'].includes(scope))) expect(open).toBe(false)
  })
})

describe('404', () => {
  it.each(failing('404').filter(({ path }) => path.includes('{')))('$name knows no such id', async (row) => {
    const response = await send(row, BY_ALL, { id: 'no-such-id' })
    expect(response.status).toBe(404)
    // The fakes store no answers, and the routes say so.
    expect((await problemIn(response))['code']).toMatch(/^(?:not_found|answers_off|model_not_found)$/)
  })

  it.each(['/x', '/v1', '/v1/nothing', '/docs/', '/mcp/x'])('there is nothing at %s', async (path) => {
    const response = await fakeApp(BY_ALL).app.request(path)
    expect(response.status).toBe(404)
    await problemIn(response)
  })
})

describe('bodies', () => {
  it.each(failing('400').filter(inJson))('$name refuses what is no JSON: 400', async (row) => {
    const response = await send(row, BY_ALL, { body: '{"a": ' })
    expect(response.status).toBe(400)
    expect(await problemIn(response)).toMatchObject({ code: 'invalid_json' })
  })

  it.each(failing('413'))('$name refuses a body beyond its limit: 413', async (row) => {
    const response = await send(row, BY_ALL, { headers: { 'Content-Length': '900000000000' } })
    expect(response.status).toBe(413)
    expect(await problemIn(response)).toMatchObject({ code: 'body_too_large' })
  })

  it.each(failing('415'))('$name refuses another media type: 415', async (row) => {
    const response = await send(row, BY_ALL, { type: 'application/x-nothing' })
    expect(response.status).toBe(415)
    expect(await problemIn(response)).toMatchObject({ code: 'unsupported_media_type' })
  })

  it.each(failing('422').filter(inJson))('$name names the field that it does not know: 422', async (row) => {
    const response = await send(row, BY_ALL, { body: '{"no_such_field": 1}' })
    expect(response.status).toBe(422)
    const problem = await problemIn(response.clone())
    expect((problem['errors'] as unknown[]).length).toBeGreaterThan(0)
    expect(await undescribed(row, response)).toEqual([])
  })

  it.each(
    failing('422').filter(
      ({ operation }) =>
        operation.requestBody === undefined &&
        operation.parameters?.some(({ in: place }) => place === 'query'),
    ),
  )('$name names the parameter that it does not know: 422', async (row) => {
    const response = await send(row, BY_ALL, { query: 'no_such_field=1' })
    expect(response.status).toBe(422)
    expect(await problemIn(response)).toMatchObject({ errors: [{ field: 'no_such_field' }] })
  })
})

describe('what goes wrong inside', () => {
  const broken = () => Promise.reject(new Error('/srv/index is gone'))

  it.each(
    rows.filter(({ name }) =>
      [
        'POST /v1/ask',
        'POST /v1/search',
        'GET /v1/articles/{id}',
        'GET /v1/starters',
        'GET /readyz',
      ].includes(name),
    ),
  )('$name tells nothing of it: 500', async (row) => {
    const response = await send(row, {
      ...BY_ALL,
      ask: broken,
      search: broken,
      article: broken,
      starters: broken,
      ready: broken,
    })
    expect(response.status).toBe(500)
    expect(await undescribed(row, response.clone())).toEqual([])
    expect(JSON.stringify(await problemIn(response))).not.toMatch(/srv/)
  })
})

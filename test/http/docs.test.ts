import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import type { ApiDocument } from '../../src/http/api-document.ts'
import { curlOf, originOf } from '../../src/http/curl.ts'
import { docsPage } from '../../src/http/docs-page.ts'
import { fakeApp } from './fakes.ts'

const { app } = fakeApp()
const api = (await (await app.request('/openapi.json')).json()) as ApiDocument
const response = await app.request('http://127.0.0.1:8787/docs')
const page = await response.clone().text()

interface Tag {
  name: string
  attributes: Record<string, string>
}

function tagsOf(html: string): Tag[] {
  const tags: Tag[] = []
  const parser = new Parser({ onopentag: (name, attributes) => void tags.push({ name, attributes }) })
  parser.end(html)
  return tags
}

function textOf(html: string): string {
  let text = ''
  const parser = new Parser({ ontext: (part) => void (text += part) }, { decodeEntities: true })
  parser.end(html)
  return text
}

const attributes = (name: string, html = page): string[] =>
  tagsOf(html).flatMap((tag) => tag.attributes[name] ?? [])

describe('GET /docs', () => {
  it('is a page in English that may be kept but must be asked for', () => {
    expect(response.status).toBe(200)
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
    expect(response.headers.get('Cache-Control')).toBe('no-cache')
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en">/)
  })

  it('loads and runs nothing: by its policy, and since it has nothing to load', () => {
    const style = /<style>(.*?)<\/style>/s.exec(page)![1]!
    const hash = createHash('sha256').update(style).digest('base64')
    expect(response.headers.get('Content-Security-Policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    const names = new Set(tagsOf(page).map(({ name }) => name))
    for (const name of ['script', 'link', 'img', 'iframe', 'object', 'form', 'base'])
      expect(names).not.toContain(name)
    expect(attributes('src')).toEqual([])
    expect(attributes('style')).toEqual([])
    expect(style).not.toMatch(/url\(|@import/)
    expect(attributes('href').filter((href) => !href.startsWith('#'))).toEqual(['/openapi.json', '/llms.txt'])
  })

  it('has an anchor for every operation and schema, each once, and no link into nothing', () => {
    const ids = attributes('id')
    expect(new Set(ids).size).toBe(ids.length)
    const links = attributes('href').filter((href) => href.startsWith('#'))
    expect(links.filter((href) => !ids.includes(href.slice(1)))).toEqual([])
    expect(ids).toEqual(
      expect.arrayContaining(['post-v1-ask', 'get-v1-articles-id', 'post-mcp', 'authentication', 'errors']),
    )
    const named = Object.keys(api.components.schemas).map((name) => `schema-${name}`)
    expect(ids).toEqual(expect.arrayContaining(named))
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods))
    expect(tagsOf(page).filter(({ name }) => name === 'article').length).toBe(
      operations.length + named.length,
    )
  })

  it('tells every description, field, status and command', () => {
    const told = textOf(page).replaceAll(/\s+/g, ' ')
    const plain = (text: string) => text.replaceAll('`', '').replaceAll(/\s+/g, ' ')
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        expect(told).toContain(plain(operation.summary!))
        expect(textOf(page)).toContain(curlOf('http://127.0.0.1:8787', method, path, operation, api))
        for (const { description } of Object.values(operation.responses))
          expect(told).toContain(plain(description))
      }
    }
    for (const schema of Object.values(api.components.schemas)) {
      for (const [name, { description }] of Object.entries(schema.properties ?? {})) {
        expect(told).toContain(name)
        if (description !== undefined) expect(told).toContain(plain(description))
      }
    }
    expect(told).toContain('from 1, at most 20, default 8')
    expect(told).toContain('Needs a key with the scope ask, unless reading is open.')
    expect(told).toContain('timings_ms.total')
  })

  it('fits both schemes and narrow screens', () => {
    expect(page).toMatch(/prefers-color-scheme:dark/)
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />')
  })

  it('escapes all that it shows', async () => {
    const evil = `"><script>alert(1)</script>'\``
    const hostile = JSON.parse(JSON.stringify(api)) as ApiDocument
    const operation = hostile.paths['/v1/ask']!['post']!
    Object.assign(operation, { summary: evil, description: evil })
    operation.requestBody!.content['application/json']!.examples = {
      [evil]: { summary: evil, value: { [evil]: evil } },
    }
    operation.responses['200']!.description = evil
    hostile.info.title = evil
    hostile.info.description = evil
    hostile.tags[0]!.description = evil
    hostile.components.schemas[evil] = {
      type: 'object',
      description: evil,
      properties: { [evil]: { enum: [evil], default: evil, pattern: evil, description: evil } },
    }
    hostile.paths[`/${evil}`] = {
      get: {
        ...operation,
        parameters: [{ name: evil, in: 'query', required: true, schema: { const: evil } }],
      },
    }
    const html = await docsPage(hostile, 'http://x.example')
    expect(tagsOf(html).map(({ name }) => name)).not.toContain('script')
    expect(
      tagsOf(html)
        .flatMap((tag) => Object.keys(tag.attributes))
        .filter((name) => /script|alert|[<>'"]/.test(name)),
    ).toEqual([])
    expect(textOf(html)).toContain('alert(1)')
  })
})

describe('the place that the examples name', () => {
  it.each([
    ['http://127.0.0.1:8787/docs', 'http://127.0.0.1:8787'],
    ['https://news.example.cn/docs?x', 'https://news.example.cn'],
    ['http://[::1]:9000/docs', 'http://[::1]:9000'],
    ["http://a'$(id).example/docs", 'http://127.0.0.1:8787'],
  ])('of %s is %s', (url, origin) => {
    expect(originOf(url)).toBe(origin)
  })
})

describe('a command', () => {
  const { security: _, ...ask } = api.paths['/v1/ask']!['post']!

  it('quotes what a shell would read, and names the key where one is needed', () => {
    const operation = {
      ...ask,
      security: [{ bearer: ['ingest'] }],
      requestBody: { content: { 'application/json': { examples: { a: { value: { text: "it's $(x)" } } } } } },
    }
    expect(
      curlOf(
        'http://x',
        'put',
        '/v1/things/{id}',
        { ...operation, parameters: [{ name: 'id', in: 'path', required: true, schema: {} }] },
        api,
      ),
    ).toBe(
      `curl -s -X PUT "http://x/v1/things/$ID" -H "Authorization: Bearer $TOUWEN_KEY" -H 'Content-Type: application/json' -d '{"text":"it'\\''s $(x)"}'`,
    )
  })

  it('makes a body from the schema where there is no example', () => {
    const schema = {
      type: 'object',
      required: ['name', 'zone', 'count', 'list'],
      properties: {
        name: { type: 'string' },
        zone: { $ref: '#/components/schemas/Filters' },
        count: { type: 'integer', minimum: 3 },
        list: { type: 'array', minItems: 1, items: { enum: ['a', 'b'] } },
        more: { type: 'string' },
      },
    }
    const operation = { ...ask, security: [], requestBody: { content: { 'application/json': { schema } } } }
    expect(curlOf('http://x', 'post', '/v1/things', operation, api)).toBe(
      `curl -s http://x/v1/things -H 'Content-Type: application/json' -d '{"name":"…","zone":{},"count":3,"list":["a"]}'`,
    )
  })
})

describe('GET /llms.txt', () => {
  it('is Markdown as llmstxt.org has it: a title, a summary, sections of links', async () => {
    const reply = await app.request('http://127.0.0.1:8787/llms.txt')
    expect(reply.headers.get('Content-Type')).toBe('text/markdown; charset=utf-8')
    const lines = (await reply.text()).split('\n')
    expect(lines[0]).toBe('# TouWen')
    expect(lines[2]).toMatch(/^> Question answering over Chinese investment news/)
    const heads = lines.filter((line) => line.startsWith('## '))
    expect(heads).toEqual([...api.tags.map(({ name }) => `## ${name}`), '## Reference'])
    const items = lines
      .slice(lines.indexOf(heads[0]!))
      .filter((line) => line !== '' && !line.startsWith('## '))
    for (const item of items) expect(item).toMatch(/^- \[[^\]]+\]\(http:\/\/127\.0\.0\.1:8787\/[^)\s]*\): \S/)
    const operations = Object.values(api.paths).flatMap((methods) => Object.keys(methods))
    expect(items.length).toBe(operations.length + 3)
    expect(items.filter((item) => / `curl -s .*`$/.test(item)).length).toBe(operations.length)
  })

  it('links to anchors of the page', async () => {
    const ids = attributes('id')
    const links = [...(await (await app.request('/llms.txt')).text()).matchAll(/\/docs#([\w-]+)\)/g)]
    expect(links.length).toBeGreaterThan(5)
    for (const [, anchor] of links) expect(ids).toContain(anchor)
  })
})

it.each(['/docs', '/llms.txt', '/openapi.json'])('%s takes GET only', async (path) => {
  const refused = await app.request(path, { method: 'POST' })
  expect(refused.status).toBe(405)
  expect(refused.headers.get('Allow')).toBe('GET, HEAD')
})

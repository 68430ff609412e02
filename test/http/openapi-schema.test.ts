// The description against OpenAPI 3.1's own schema, against what it was before, and against itself.
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ApiDocument, JsonSchema } from '../../src/http/api-document.ts'
import { fakeApp } from './fakes.ts'
import { faultsOf, pointed } from './json-schema.ts'

const fixture = (name: string) =>
  JSON.parse(readFileSync(`test/fixtures/openapi-3.1/${name}.json`, 'utf8')) as Record<string, unknown>
const META = { root: fixture('document'), dynamic: fixture('schema-object') }
const KEPT = 'test/http/openapi.json'
const UPDATE = 'UPDATE_OPENAPI=1 npx vitest run --config .vitest.config.ts test/http/openapi-schema.test.ts'

const text = await (await fakeApp().app.request('/openapi.json')).text()
const document = (): ApiDocument => JSON.parse(text) as ApiDocument
const operations = Object.entries(document().paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    operation,
  })),
)

/** Every schema and reference below a value. */
function* refsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  if ('$ref' in value && typeof value.$ref === 'string') yield value.$ref
  for (const member of Object.values(value)) yield* refsIn(member)
}

describe('the description', () => {
  it('holds to the schema of OpenAPI 3.1', () => {
    expect(faultsOf(document(), META.root, META)).toEqual([])
  })

  it.each<[string, (broken: ApiDocument) => void]>([
    ['no title', ({ info }) => void Reflect.deleteProperty(info, 'title')],
    ['another version', (it) => void Object.assign(it, { openapi: '3.0.3' })],
    [
      'an unknown member of an operation',
      ({ paths }) => void Object.assign(paths['/v1/ask']!['post']!, { id: 1 }),
    ],
    [
      'a reply without a description',
      ({ paths }) => void Reflect.deleteProperty(paths['/v1/ask']!['post']!.responses['200']!, 'description'),
    ],
    [
      'a path parameter that is optional',
      ({ paths }) =>
        void Object.assign(paths['/v1/articles/{id}']!['get']!.parameters![0]!, { required: false }),
    ],
    [
      'a parameter without a schema',
      ({ paths }) =>
        void Reflect.deleteProperty(paths['/v1/articles/{id}']!['get']!.parameters![0]!, 'schema'),
    ],
    ['a type that is none', ({ components }) => void (components.schemas['Answer']!.type = 'strin')],
    [
      'a keyword that leaked from elsewhere',
      ({ components }) => void Object.assign(components.schemas['Answer']!.properties!['text']!, { id: 'x' }),
    ],
    ['a schema that is a list', ({ components }) => void Object.assign(components.schemas, { Turn: [] })],
    [
      'an unknown security type',
      ({ components }) => void Object.assign(components.securitySchemes['bearer']!, { type: 'key' }),
    ],
  ])('would not with %s', (_, breaking) => {
    const broken = document()
    breaking(broken)
    expect(faultsOf(broken, META.root, META)).not.toEqual([])
  })

  it(`is the one that ${KEPT} keeps`, () => {
    const made = `${JSON.stringify(document(), null, 1)}\n`
    if (process.env['UPDATE_OPENAPI'] === '1') writeFileSync(KEPT, made)
    const kept = readFileSync(KEPT, 'utf8')
    expect(made, `the API is described in another way than in ${KEPT}; if that is meant: ${UPDATE}`).toBe(
      kept,
    )
  })
})

describe('in itself', () => {
  it('every reference leads somewhere, and every component is used', () => {
    const refs = new Set(refsIn(document()))
    for (const ref of refs) expect(pointed(document(), ref)).toBeTruthy()
    const components = Object.keys(document().components.schemas).map(
      (name) => `#/components/schemas/${name}`,
    )
    expect(components.filter((name) => !refs.has(name))).toEqual([])
  })

  it('the types of the contract have names', () => {
    expect(Object.keys(document().components.schemas)).toEqual(
      expect.arrayContaining([
        'Answer',
        'Article',
        'AskBody',
        'Citation',
        'CitedArticle',
        'Filters',
        'Nearest',
        'Problem',
        'Refusal',
        'SearchHit',
        'SearchRequest',
        'SearchResponse',
        'Turn',
      ]),
    )
    const { Answer, Citation } = document().components.schemas
    // Both at once: the name, and that it may be missing.
    expect(Answer!.properties!['refusal']).toEqual({
      anyOf: [{ $ref: '#/components/schemas/Refusal' }, { type: 'null' }],
    })
    expect(Citation!.properties!['article']).toEqual({ $ref: '#/components/schemas/CitedArticle' })
  })

  it('every member of the contract is described', () => {
    const { schemas } = document().components
    const bare = [
      'Answer',
      'Article',
      'AskBody',
      'Citation',
      'CitedArticle',
      'SearchHit',
      'SearchRequest',
    ].flatMap((name) =>
      Object.entries(schemas[name]!.properties!)
        .filter(([, schema]) => schema.description === undefined && ![...refsIn(schema)].length)
        .map(([member]) => `${name}.${member}`),
    )
    expect(bare).toEqual([])
  })

  it('operations have ids of their own, and parameters for their paths', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(inPath.map(({ name }) => name).sort()).toEqual(named.sort())
    }
  })

  it('tells which scope an operation needs, and when no key is needed', () => {
    const { paths, components } = document()
    expect(paths['/v1/ask']!['post']!.security).toEqual([{}, { bearer: ['ask'] }])
    expect(paths['/v1/articles/{id}']!['get']!.security).toEqual([{}, { bearer: ['search'] }])
    expect(paths['/livez']!['get']!.security).toEqual([])
    expect(components.securitySchemes['bearer']).toMatchObject({ type: 'http', scheme: 'bearer' })
    for (const { operation } of operations)
      for (const way of operation.security)
        expect(Object.keys(way).filter((name) => name !== 'bearer')).toEqual([])
  })

  it('every failure is a Problem, with the headers that belong to it', () => {
    for (const { name, operation } of operations) {
      const failures = Object.entries(operation.responses).filter(([status]) => /^[45]/.test(status))
      expect(
        failures.map(([status]) => status),
        name,
      ).toContain('500')
      for (const [status, { headers = {}, content = {} }] of failures) {
        if (status !== '406')
          expect(content['application/problem+json']?.schema, `${name} ${status}`).toEqual({
            $ref: '#/components/schemas/Problem',
          })
        expect('WWW-Authenticate' in headers, `${name} ${status}`).toBe(status === '401')
        expect('Retry-After' in headers, `${name} ${status}`).toBe(['429', '503'].includes(status))
      }
    }
  })

  it('examples hold to their schemas; asking, searching and reading have some', () => {
    const told: string[] = []
    const check = (
      where: string,
      { content = {} }: { content?: ApiDocument['paths'][string][string]['responses'][string]['content'] },
    ) => {
      for (const { schema, examples = {} } of Object.values(content)) {
        for (const [name, { value }] of Object.entries(examples)) {
          told.push(`${where} ${name}`)
          expect(
            faultsOf(value, schema as JsonSchema, { root: document() as never }),
            `${where} ${name}`,
          ).toEqual([])
        }
      }
    }
    for (const { name, operation } of operations) {
      if (operation.requestBody !== undefined) check(name, operation.requestBody)
      for (const [status, reply] of Object.entries(operation.responses)) check(`${name} ${status}`, reply)
    }
    expect(told).toEqual(
      expect.arrayContaining([
        'POST /v1/ask plain',
        'POST /v1/ask followUp',
        'POST /v1/ask 200 answered',
        'POST /v1/ask 200 refused',
        'POST /v1/search plain',
        'POST /v1/search 200 found',
        'GET /v1/articles/{id} 200 article',
      ]),
    )
  })

  it('the examples of ask cite exactly', () => {
    const examples =
      document().paths['/v1/ask']!['post']!.responses['200']!.content!['application/json']!.examples!
    const article = document().paths['/v1/articles/{id}']!['get']!.responses['200']!.content![
      'application/json'
    ]!.examples!['article']!.value as { text: string }
    const {
      answer,
      citations,
      text: said,
    } = examples['answered']!.value as {
      answer: string
      text: string
      citations: {
        start: number
        end: number
        quote: string
        answer_start: number
        answer_end: number
        in_text: { start: number; end: number }
      }[]
    }
    const [first] = citations
    expect(article.text.slice(first!.start, first!.end)).toBe(first!.quote)
    expect(article.text.slice(first!.answer_start, first!.answer_end)).toBe(answer)
    expect(said.slice(first!.in_text.start, first!.in_text.end)).toBe(first!.quote)
  })
})

// From declared routes to an OpenAPI 3.1 document: made from the schemas that the routes validate with, and nothing else.
// zod's own JSON Schema is used, since the library's loses the `null` of a named schema.
import type { OpenAPIHono, RouteConfig } from '@hono/zod-openapi'
import { SCOPES, type Scope } from '../keys/principal.ts'
import { ANYONE, scopesFor } from './access.ts'
import type { ApiDocument, JsonSchema, MediaType, Operation, Parameter, Reply } from './api-document.ts'
import type { AppEnv } from './deps.ts'
import { EXAMPLES } from './examples.ts'
import { createSchemaCollector, resolve, type SchemaCollector } from './json-schemas.ts'
import { problems } from './router.ts'

/** What can be done only when the schemas stand in their places. */
type Settle = (named: Record<string, JsonSchema>) => void
/** Describe the routes that have been declared so far. */
export function describeApi(app: OpenAPIHono<AppEnv>): ApiDocument {
  const schemas = createSchemaCollector()
  const paths: ApiDocument['paths'] = {}
  const settle: Settle[] = []
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue
    const { route } = definition
    paths[route.path] = {
      ...paths[route.path],
      [route.method]: operationOf(route, scopesOf(app, route), schemas, settle),
    }
  }
  const named = schemas.close()
  for (const finish of settle) finish(named)
  const used = new Set(
    Object.values(paths).flatMap((operations) => Object.values(operations).flatMap(({ tags }) => tags)),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'TouWen',
      version: '1',
      description: INTRODUCTION,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: [{ url: '/' }],
    tags: [...used].map((name) => ({ name, ...(name in TAGS ? { description: TAGS[name]! } : {}) })),
    paths,
    components: { schemas: named, headers: HEADERS, securitySchemes: { bearer: BEARER } },
  }
}

// --- Internal helpers ---

const INTRODUCTION = `Question answering over Chinese investment news: short answers with character-exact citations, or a plain refusal.

Offsets are UTF-16 code units of the stored text of an article, half-open: \`quote === text.slice(start, end)\`. Names on the wire are snake_case; ids are opaque. Every error is \`application/problem+json\` (RFC 9457) with a stable \`code\` and the \`request_id\` that stands in the log and in \`X-Request-Id\`. A path that is not there is 404, a method that a path does not have 405 with \`Allow\`.`

const TAGS: Readonly<Record<string, string>> = {
  Ask: 'Questions and their answers.',
  Search: 'Passages, without an answer.',
  Articles: 'The stored texts that citations point into.',
  Sources: 'Where articles are fetched from.',
  Jobs: 'Accepted work and how far it is.',
  Answers: 'What was answered, and what people thought of it.',
  Pins: 'Answers given by hand.',
  Keys: 'Who may do what.',
  Channels: 'The widget in the pages of portals: how it looks, what it answers from, where it may stand.',
  Programs: 'The ways in for other programs.',
  Operations: 'For whoever watches the process.',
}

const SCOPE_TEXT: Readonly<Record<Scope, string>> = {
  ask: 'ask questions',
  search: 'search and read articles',
  ingest: 'write articles and sources',
  logs: 'read what was asked',
  admin: 'all the rest',
}

const BEARER = {
  type: 'http',
  scheme: 'bearer',
  description: `A key, sent as \`Authorization: Bearer\`. Its scopes: ${SCOPES.map(
    (scope) => `\`${scope}\` (${SCOPE_TEXT[scope]})`,
  ).join(', ')}. Reading is open unless the server is configured otherwise; writing always needs a key.`,
}

const HEADERS = {
  RequestId: {
    description:
      'Names this request in the log; that of the request, when it is 1–64 letters, digits, _ or -',
    schema: { type: 'string' },
  },
  RetryAfter: { description: 'Seconds after which to come again', schema: { type: 'integer', minimum: 0 } },
  Challenge: { description: 'How to authenticate: `Bearer`', schema: { type: 'string' } },
}

const header = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` })

function operationOf(
  route: RouteConfig,
  scopes: Scope[],
  schemas: SchemaCollector,
  settle: Settle[],
): Operation {
  const { request = {} } = route
  const examples = EXAMPLES[`${route.method.toUpperCase()} ${route.path}`]
  const operation: Operation = {
    operationId: route.operationId ?? nameOf(route),
    tags: route.tags ?? [],
    ...(route.summary === undefined ? {} : { summary: route.summary }),
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(route.deprecated === true ? { deprecated: true } : {}),
    security: (route.security as Operation['security'] | undefined) ?? securityOf(scopes),
    responses: {},
  }
  const parameters: Parameter[] = []
  const places = {
    path: request.params,
    query: request.query,
    cookie: request.cookies,
    header: request.headers,
  }
  for (const [where, schema] of Object.entries(places)) {
    if (schema === undefined || Array.isArray(schema)) continue
    const place = schemas.add(schema, 'input')
    settle.push((named) => parameters.push(...parametersOf(resolve(place, named), where as Parameter['in'])))
  }
  settle.push(() => {
    if (parameters.length > 0) operation.parameters = parameters
  })
  if (request.body !== undefined) {
    const { description, required, content } = request.body
    operation.requestBody = {
      ...(description === undefined ? {} : { description }),
      ...(required === undefined ? {} : { required }),
      content: contentOf(content, schemas, 'input', examples?.request),
    }
  }
  const always = problems(500, ...(route.path.startsWith('/v1/') ? ([503] as const) : []))
  for (const [status, reply] of Object.entries({ ...always, ...route.responses }))
    operation.responses[status] = replyOf(status, reply as Declared, schemas, examples?.replies?.[status])
  return operation
}

/** `GET /v1/articles/{id}` is `getArticlesById`. */
function nameOf({ method, path }: RouteConfig): string {
  const words = path
    .replace(/^\/v1\//, '/')
    .split(/[/._-]/)
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('{') ? `By${capital(word.slice(1, -1))}` : capital(word)))
  return method + words.join('')
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** The scopes that the middleware of a route asks for; the library does not keep it with the route. */
function scopesOf(app: OpenAPIHono<AppEnv>, route: RouteConfig): Scope[] {
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
  return app.routes
    .filter((held) => held.path === path && held.method === route.method.toUpperCase())
    .flatMap(({ handler }) => scopesFor(handler))
}

function securityOf(scopes: Scope[]): Operation['security'] {
  const needed = scopes.map((scope) => ({ bearer: [scope] }))
  // Reading may be open: then no key is needed either.
  return scopes.every((scope) => ANYONE.scopes.has(scope)) && needed.length > 0 ? [{}, ...needed] : needed
}

function parametersOf({ properties = {}, required = [] }: JsonSchema, where: Parameter['in']): Parameter[] {
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

interface Declared {
  description: string
  headers?: unknown
  content?: Record<string, { schema?: unknown } & Omit<MediaType, 'schema'>>
}

function replyOf(
  status: string,
  { description, headers, content }: Declared,
  schemas: SchemaCollector,
  examples: MediaType['examples'],
): Reply {
  const all: Record<string, object> = { 'X-Request-Id': header('RequestId') }
  if (status === '401') all['WWW-Authenticate'] = header('Challenge')
  if (status === '429' || status === '503') all['Retry-After'] = header('RetryAfter')
  return {
    description,
    headers: { ...all, ...(headers as Record<string, object> | undefined) },
    ...(content === undefined ? {} : { content: contentOf(content, schemas, 'output', examples) }),
  }
}

function contentOf(
  content: object,
  schemas: SchemaCollector,
  direction: 'input' | 'output',
  examples: MediaType['examples'],
): Record<string, MediaType> {
  const entries = Object.entries(content as NonNullable<Declared['content']>)
  return Object.fromEntries(
    entries.map(([type, { schema, ...rest }]) => [
      type,
      {
        ...(schema === undefined ? {} : { schema: schemas.add(schema, direction) }),
        ...(examples !== undefined && type === 'application/json' ? { examples } : {}),
        ...rest,
      },
    ]),
  )
}

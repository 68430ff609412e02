// One line of curl for an operation, from its example or else from its schema.
import type { ApiDocument, JsonSchema, MediaType, Operation } from './api-document.ts'
import { resolve } from './json-schemas.ts'

/** Where the service is, as the client named it; where it named nothing usable, as it is by default. */
export function originOf(url: string): string {
  const { origin } = new URL(url)
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? origin : 'http://127.0.0.1:8787'
}

/** The command. `operation`: that of `method` and `path` in the document. */
export function curlOf(
  origin: string,
  method: string,
  path: string,
  operation: Operation,
  { components }: ApiDocument,
): string {
  const { parameters = [], requestBody, responses, security } = operation
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce((url, { name }) => url.replace(`{${name}}`, `$${name.toUpperCase()}`), path)
  const needed = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sample(schema, components.schemas)))}`)
  const query = needed.length > 0 ? `?${needed.join('&')}` : ''
  const [type, body] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const parts = ['curl -s']
  if (method !== (body === undefined ? 'get' : 'post')) parts.push(`-X ${method.toUpperCase()}`)
  const url = `${origin}${filled}${query}`
  parts.push(/[$?&[\]]/.test(url) ? `"${url}"` : url)
  if (security.length > 0 && security.every((way) => Object.keys(way).length > 0))
    parts.push('-H "Authorization: Bearer $TOUWEN_KEY"')
  if (path === '/mcp') parts.push("-H 'Accept: application/json, text/event-stream'")
  else if (onlyStreams(responses)) parts.push('-N')
  if (type !== undefined && body !== undefined) {
    parts.push(`-H 'Content-Type: ${type}'`)
    const text = type.endsWith('json') ? JSON.stringify(exampleOf(body, components.schemas)) : null
    parts.push(text === null ? '--data-binary @FILE' : `-d '${text.replaceAll("'", `'\\''`)}'`)
  }
  return parts.join(' ')
}

/** A small value of a schema: what it requires and no more. */
export function sample(given: JsonSchema, named: Record<string, JsonSchema>, depth = 0): unknown {
  const schema = resolve(given, named)
  if (schema.const !== undefined) return schema.const
  if (schema.examples?.[0] !== undefined) return schema.examples[0]
  if (schema.default !== undefined) return schema.default
  if (schema.enum?.[0] !== undefined) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (depth > 8) return null
  if (choice !== undefined) return sample(choice, named, depth + 1)
  const type = [schema.type].flat()[0]
  if (type === 'object' || schema.properties !== undefined) {
    const { properties = {}, required = [] } = schema
    return Object.fromEntries(
      required.map((name) => [name, sample(properties[name] ?? {}, named, depth + 1)]),
    )
  }
  if (type === 'array')
    return schema['minItems'] === undefined ? [] : [sample(schema.items ?? {}, named, depth + 1)]
  if (type === 'integer' || type === 'number') return schema['minimum'] ?? 1
  if (type === 'boolean') return true
  return type === 'null' ? null : '…'
}

// --- Internal helpers ---

function onlyStreams(responses: Operation['responses']): boolean {
  const types = Object.keys(responses['200']?.content ?? {})
  return types.length > 0 && types.every((type) => type === 'text/event-stream')
}

/** What a body may look like: the first example, or else one made from the schema. */
export function exampleOf(
  { examples = {}, schema = {} }: MediaType,
  named: Record<string, JsonSchema>,
): unknown {
  const [first] = Object.values(examples)
  return first === undefined ? sample(schema, named) : first.value
}

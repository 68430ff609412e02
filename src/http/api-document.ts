// The shape of an OpenAPI 3.1 document, as far as ours goes. Types only.

/** A JSON Schema (2020-12) of the kinds that zod makes. */
export interface JsonSchema {
  [keyword: string]: unknown
  $ref?: string
  type?: string | string[]
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  additionalProperties?: boolean | JsonSchema
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required: boolean
  description?: string
  schema: JsonSchema
}

export interface MediaType {
  schema?: JsonSchema
  examples?: Record<string, { summary?: string; value: unknown }>
}

export interface Reply {
  description: string
  headers?: Record<string, object>
  content?: Record<string, MediaType>
}

export interface Operation {
  operationId: string
  tags: string[]
  summary?: string
  description?: string
  deprecated?: boolean
  /** One of these must be met; an empty one: no key is needed. */
  security: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { description?: string; required?: boolean; content: Record<string, MediaType> }
  responses: Record<string, Reply>
}

export interface ApiDocument {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; url: string } }
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  /** By path, then by method in lower case. */
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    headers: Record<string, object>
    securitySchemes: Record<string, object>
  }
}

// From zod schemas to the JSON Schemas of a document: those with an `id` become its components, all others stand where they
// are used. It knows nothing of routes.
import { z } from 'zod'
import type { JsonSchema } from './api-document.ts'

/** `input`: what a client sends; `output`: what it gets. They differ where a schema has defaults or transforms. */
export type Direction = 'input' | 'output'

export interface SchemaCollector {
  /** The place of a schema in the document; it is filled by `close`. What is no zod schema is taken as it is. */
  add(schema: unknown, direction: Direction): JsonSchema
  /** Fills every place and gives the components, by name. */
  close(): Record<string, JsonSchema>
}

/** Collects the schemas of one document. */
export function createSchemaCollector(): SchemaCollector {
  const places: Record<Direction, { schema: z.ZodType; place: JsonSchema }[]> = { input: [], output: [] }
  return {
    add(schema, direction) {
      if (!(schema instanceof z.ZodType)) return schema as JsonSchema
      const place: JsonSchema = {}
      places[direction].push({ schema, place })
      return place
    },
    close() {
      const output = convert(places.output, 'output')
      const input = convert(places.input, 'input')
      const clashing = clashes(input.components, output.components)
      const names = new Map([...clashing].map((name) => [name, `${name}Input`]))
      relink([output.filled, output.components], new Map())
      relink([input.filled, input.components], names)
      const renamed = Object.entries(input.components).map(([name, schema]) => [
        names.get(name) ?? name,
        schema,
      ])
      const components = {
        ...output.components,
        ...(Object.fromEntries(renamed) as Record<string, JsonSchema>),
      }
      return Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)))
    },
  }
}

/** The schema itself, where it is a reference to a component. */
export function resolve(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return (schema.$ref?.startsWith(SHARED) && components[schema.$ref.slice(SHARED.length)]) || schema
}

// --- Internal helpers ---

const OWN = '#/$defs/'
const SHARED = '#/components/schemas/'

function convert(places: { schema: z.ZodType; place: JsonSchema }[], io: Direction) {
  // Under one roof, so that a schema that is used twice is one component.
  const roof = z.object(Object.fromEntries(places.map(({ schema }, i) => [`_${i}`, schema])))
  const { $defs = {}, properties = {} } = z.toJSONSchema(roof, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) =>
      tidy(zodSchema as unknown as z.ZodType, jsonSchema as JsonSchema, io),
  }) as { $defs?: Record<string, JsonSchema>; properties?: Record<string, JsonSchema> }
  places.forEach(({ place }, i) => Object.assign(place, properties[`_${i}`]))
  return { components: $defs, filled: places.map(({ place }) => place) }
}

function tidy(schema: z.ZodType, json: JsonSchema, io: Direction): void {
  const closed = schema instanceof z.ZodObject && schema.def.catchall !== undefined
  // A reply may grow members; only what refuses them says so.
  if (io === 'output' && schema instanceof z.ZodObject && !closed) delete json.additionalProperties
  // That a number is no larger than JavaScript counts exactly is no rule of ours.
  if (json['minimum'] === Number.MIN_SAFE_INTEGER) delete json['minimum']
  if (json['maximum'] === Number.MAX_SAFE_INTEGER) delete json['maximum']
  // The format says it; its pattern is 400 characters.
  if (json['format'] === 'date-time') delete json['pattern']
}

/** The components that are one thing when sent and another when received, or that refer to such a one. */
function clashes(input: Record<string, JsonSchema>, output: Record<string, JsonSchema>): Set<string> {
  const found = new Set<string>()
  const written = new Map(Object.entries(input).map(([name, schema]) => [name, JSON.stringify(schema)]))
  const shared = [...written].filter(([name]) => name in output)
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const [name, json] of shared) {
      const refers = [...found].some((other) => json.includes(`"${OWN}${other}"`))
      if (refers || json !== JSON.stringify(output[name])) found.add(name)
    }
  }
  return found
}

function relink(value: unknown, names: ReadonlyMap<string, string>): void {
  if (Array.isArray(value)) return value.forEach((item) => relink(item, names))
  if (typeof value !== 'object' || value === null) return
  const schema = value as JsonSchema
  if (typeof schema.$ref === 'string' && schema.$ref.startsWith(OWN)) {
    const name = schema.$ref.slice(OWN.length)
    schema.$ref = SHARED + (names.get(name) ?? name)
  }
  for (const member of Object.values(schema)) relink(member, names)
}

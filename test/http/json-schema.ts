// A small checker of JSON Schema 2020-12: what OpenAPI's own schema and our document use, and an error for all else, so that
// nothing is passed over in silence. It favours clear code over speed.

type Schema = boolean | Record<string, unknown>

export interface Meta {
  /** Where `$ref`s point into. */
  root: Record<string, unknown>
  /** What `$dynamicRef: "#meta"` means, with its own root. */
  dynamic?: Record<string, unknown>
}

/** What is wrong with a value, each as `path: fact`; empty when it holds. */
export function faultsOf(value: unknown, schema: Schema, meta: Meta): string[] {
  return check(value, schema, meta, '').faults
}

/** The part of a document that a reference such as `#/components/schemas/Answer` names. */
export function pointed(root: unknown, ref: string): Schema {
  if (!ref.startsWith('#')) throw new Error(`the reference ${ref} leaves the document`)
  const steps = ref
    .slice(1)
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
  const found = steps.reduce<unknown>(
    (at, step) => (isObject(at) || Array.isArray(at) ? own(at, step) : undefined),
    root,
  )
  if (!isObject(found) && typeof found !== 'boolean') throw new Error(`the reference ${ref} points nowhere`)
  return found
}

// --- Internal helpers ---

interface Outcome {
  faults: string[]
  /** Members that some schema has looked at, for `unevaluatedProperties`. */
  seen: Set<string>
}

type Rule = (limit: never, value: never) => boolean

const LENGTHS: Record<string, Rule> = {
  minLength: (limit: number, value: string) => [...value].length >= limit,
  maxLength: (limit: number, value: string) => [...value].length <= limit,
  pattern: (limit: string, value: string) => new RegExp(limit, 'u').test(value),
}
const SIZES: Record<string, Rule> = {
  minimum: (limit: number, value: number) => value >= limit,
  maximum: (limit: number, value: number) => value <= limit,
  exclusiveMinimum: (limit: number, value: number) => value > limit,
  exclusiveMaximum: (limit: number, value: number) => value < limit,
}
const COUNTS: Record<string, Rule> = {
  minItems: (limit: number, value: unknown[]) => value.length >= limit,
  maxItems: (limit: number, value: unknown[]) => value.length <= limit,
  uniqueItems: (limit: boolean, value: unknown[]) =>
    !limit || new Set(value.map((item) => JSON.stringify(item))).size === value.length,
}
const FORMATS: Record<string, (value: string) => boolean> = {
  regex: (value) => new RegExp(value, 'u') instanceof RegExp,
  uri: (value) => URL.canParse(value),
  'uri-reference': (value) => URL.canParse(value, 'http://x.example/'),
  'date-time': (value) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)),
}
const MEMBERS = new Set(['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'])
const OTHER = new Set(
  (
    '$ref $dynamicRef $dynamicAnchor $defs $id $schema $comment type const enum format ' +
    'allOf anyOf oneOf not if then else dependentSchemas required propertyNames items minProperties maxProperties ' +
    'title description default examples example deprecated contentEncoding readOnly'
  ).split(' '),
)

function check(value: unknown, schema: Schema, meta: Meta, path: string): Outcome {
  if (typeof schema === 'boolean')
    return { faults: schema ? [] : [`${path}: nothing may stand here`], seen: new Set() }
  const faults: string[] = []
  const seen = new Set<string>()
  const fault = (fact: string) => void faults.push(`${path || '/'}: ${fact}`)
  /** With a part of the schema; its faults count, and what it has seen. */
  const also = (part: Schema, from = meta) => {
    const outcome = check(value, part, from, path)
    faults.push(...outcome.faults)
    outcome.seen.forEach((name) => seen.add(name))
  }
  /** What holds of several; only those count. */
  const holding = (parts: Schema[]) => {
    const outcomes = parts.map((part) => check(value, part, meta, path))
    const good = outcomes.filter((outcome) => outcome.faults.length === 0)
    for (const outcome of good) outcome.seen.forEach((name) => seen.add(name))
    return { good: good.length, first: outcomes[0]?.faults[0] ?? '' }
  }
  const rules = typeof value === 'string' ? LENGTHS : typeof value === 'number' ? SIZES : COUNTS
  for (const [keyword, limit] of Object.entries(schema)) {
    if (keyword in LENGTHS || keyword in SIZES || keyword in COUNTS) {
      const applies = keyword in rules && (rules !== COUNTS || Array.isArray(value))
      if (applies && !rules[keyword]!(limit as never, value as never))
        fault(`${JSON.stringify(value)} breaks ${keyword} ${String(limit)}`)
    } else if (!MEMBERS.has(keyword) && !OTHER.has(keyword) && !keyword.startsWith('x-')) {
      throw new Error(`the checker does not know “${keyword}”, at ${path}`)
    }
  }
  if (typeof schema['$ref'] === 'string') also(pointed(meta.root, schema['$ref']))
  if (schema['$dynamicRef'] === '#meta') {
    const { dynamic = meta.root } = meta
    also(dynamic, { root: dynamic, dynamic })
  }
  if (schema['type'] !== undefined && ![schema['type']].flat().some((type) => isType(value, String(type))))
    fault(`${JSON.stringify(value)?.slice(0, 80)} is no ${String(schema['type'])}`)
  if ('const' in schema && !same(schema['const'], value)) fault(`is not ${JSON.stringify(schema['const'])}`)
  if (Array.isArray(schema['enum']) && !schema['enum'].some((one) => same(one, value)))
    fault(`${JSON.stringify(value)} is none of ${schema['enum'].join(', ')}`)
  const format = typeof schema['format'] === 'string' ? FORMATS[schema['format']] : undefined
  if (format !== undefined && typeof value === 'string' && !format(value))
    fault(`is no ${String(schema['format'])}`)
  for (const part of list(schema['allOf'])) also(part)
  if (schema['anyOf'] !== undefined) {
    const { good, first } = holding(list(schema['anyOf']))
    if (good === 0) fault(`holds to none of its ways; to the first: ${first}`)
  }
  if (schema['oneOf'] !== undefined) {
    const { good, first } = holding(list(schema['oneOf']))
    if (good !== 1) fault(`holds to ${good} of its ways instead of one; to the first: ${first}`)
  }
  if (schema['not'] !== undefined && check(value, schema['not'] as Schema, meta, path).faults.length === 0)
    fault('holds to what it must not')
  if (schema['if'] !== undefined) {
    const branch = holding([schema['if'] as Schema]).good === 1 ? schema['then'] : schema['else']
    if (branch !== undefined) also(branch as Schema)
  }
  if (Array.isArray(value) && schema['items'] !== undefined) {
    value.forEach((item, i) =>
      faults.push(...check(item, schema['items'] as Schema, meta, `${path}/${i}`).faults),
    )
  }
  if (isObject(value)) members(value, schema, also, fault)
  return { faults, seen }

  function members(
    object: Record<string, unknown>,
    rules: Record<string, unknown>,
    with_: typeof also,
    wrong: typeof fault,
  ): void {
    const names = Object.keys(object)
    const look = (name: string, part: unknown) => {
      seen.add(name)
      faults.push(...check(object[name], part as Schema, meta, `${path}/${name}`).faults)
    }
    for (const name of (rules['required'] as string[] | undefined) ?? [])
      if (!Object.hasOwn(object, name)) wrong(`“${name}” is missing`)
    if (names.length < Number(rules['minProperties'] ?? 0)) wrong('has too few members')
    if (names.length > Number(rules['maxProperties'] ?? Infinity)) wrong('has too many members')
    for (const [name, part] of Object.entries((rules['dependentSchemas'] as Record<string, Schema>) ?? {}))
      if (Object.hasOwn(object, name)) with_(part)
    const listed = (rules['properties'] as Record<string, Schema>) ?? {}
    const patterns = Object.entries((rules['patternProperties'] as Record<string, Schema>) ?? {})
    const mine = new Set<string>()
    for (const name of names) {
      const named =
        rules['propertyNames'] === undefined
          ? []
          : check(name, rules['propertyNames'] as Schema, meta, path).faults
      faults.push(...named)
      const parts = patterns
        .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
        .map(([, part]) => part)
      if (Object.hasOwn(listed, name)) parts.push(listed[name]!)
      for (const part of parts) look(name, part)
      if (parts.length > 0) mine.add(name)
    }
    if (rules['additionalProperties'] !== undefined)
      for (const name of names) if (!mine.has(name)) look(name, rules['additionalProperties'])
    if (rules['unevaluatedProperties'] !== undefined)
      for (const name of names) if (!seen.has(name)) look(name, rules['unevaluatedProperties'])
  }
}

function isType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isObject(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const own = (at: object, step: string): unknown =>
  Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : undefined
const list = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : [])
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

// Values made from a JSON Schema by a seeded source of chance: ones that hold to it, and ones that nearly do.
import type { JsonSchema } from '../../src/http/api-document.ts'
import { resolve } from '../../src/http/json-schemas.ts'

/** A number from 0 to 1, exclusive. */
export type Chance = () => number

/** Always the same numbers for the same seed (mulberry32). */
export function seeded(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function oneOf<T>(chance: Chance, among: readonly T[]): T {
  return among[Math.floor(chance() * among.length)]!
}

/** What people and attackers send as text. */
export const TEXTS = [
  '丹阳开发区外资到账目标是多少', '文0', '文1', 'x', '', ' ', '\u0000', '\ud800', 'a\u0301\u0327', '😀', '“', "'; DROP TABLE articles; --",
  '%', '_', '*', '"', '\\', 'NEAR(', 'a OR b', '../../etc/passwd', '..%2f..', '${7*7}', '{{7*7}}', '<script>alert(1)</script>',
  '=1+1', '\r\nSet-Cookie: a=b', '\u001b[31m', '__proto__', 'constructor', 'null', 'NaN', '-1', '1e999', '9007199254740993', 'true',
  '2022-03-04', '2022-02-30', '0000-00-00', '+275760-09-13', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00+99:99', '江苏丹阳经济开发区',
  'http://127.0.0.1/', 'file:///etc/passwd', 'x'.repeat(501), '开'.repeat(3000), '\u202e\u2066', '１２３', 'ａｓｋ',
] // prettier-ignore
const NUMBERS = [0, -0, 1, -1, 2, 8, 20, 50, 100, 101, 1.5, 1e21, -1e308, 2 ** 31, 2 ** 53, 4294967296]
const STRANGE = [null, true, false, [], {}, [[]], { a: 1 }, '', 0, -1, [null], ['x', 1], { $ref: '#' }]

/** A value that holds to a schema, as far as its keywords are understood here. */
export function valid(given: JsonSchema, named: Record<string, JsonSchema>, chance: Chance, depth = 0): unknown {
  const schema = resolve(given, named)
  if (schema.const !== undefined) return schema.const
  if (schema.enum !== undefined) return oneOf(chance, schema.enum)
  if (schema.examples !== undefined && chance() < 0.3) return oneOf(chance, schema.examples)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return depth > 6 ? null : valid(oneOf(chance, choices), named, chance, depth + 1)
  const parts = schema.allOf?.map((part) => valid(part, named, chance, depth + 1)) ?? []
  if (parts.length > 0) return Object.assign({}, ...(parts as object[])) as unknown
  const type = oneOf(chance, [schema.type ?? 'object'].flat())
  if (type === 'object') {
    const { properties = {}, required = [] } = schema
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => required.includes(name) || (depth < 5 && chance() < 0.4))
        .map(([name, part]) => [name, valid(part, named, chance, depth + 1)]),
    )
  }
  if (type === 'array') {
    const least = Number(schema['minItems'] ?? 0)
    const count = Math.min(Number(schema['maxItems'] ?? 3), least + Math.floor(chance() * 3))
    return Array.from({ length: count }, () => valid(schema.items ?? {}, named, chance, depth + 1))
  }
  if (type === 'integer' || type === 'number') {
    const [from, to] = [Number(schema['minimum'] ?? 0), Number(schema['maximum'] ?? 100)]
    return type === 'integer' ? from + Math.floor(chance() * (to - from + 1)) : from + chance() * (to - from)
  }
  if (type === 'boolean') return chance() < 0.5
  return type === 'null' ? null : text(schema, chance)
} // prettier-ignore

function text(schema: JsonSchema, chance: Chance): string {
  if (schema['format'] === 'date-time') return '2026-11-23T00:00:00Z'
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : null
  const fits = (one: string): boolean =>
    (pattern === null || pattern.test(one)) &&
    one.length >= Number(schema['minLength'] ?? 0) &&
    one.length <= Number(schema['maxLength'] ?? Infinity)
  const known = [...TEXTS, '20', '1', 'conversation-0001', '2022-03-04'].filter(fits)
  return known.length > 0 ? oneOf(chance, known) : oneOf(chance, TEXTS)
}

/** The value with one thing in it that should not be so. */
export function spoiled(value: unknown, chance: Chance): unknown {
  const inside = typeof value === 'object' && value !== null && chance() < 0.8
  if (Array.isArray(value) && inside && value.length > 0) {
    const at = Math.floor(chance() * value.length)
    return chance() < 0.2 ? Array.from({ length: 2000 }, () => value[at] as unknown) : value.with(at, spoiled(value[at], chance))
  }
  if (inside) {
    const entries = Object.entries(value as object)
    const at = Math.floor(chance() * (entries.length + 1))
    if (at === entries.length || chance() < 0.1)
      return Object.fromEntries([...entries, [oneOf(chance, ['__proto__', 'constructor', 'toString', 'x', '', 'question']), oneOf(chance, STRANGE)]])
    if (chance() < 0.2) return Object.fromEntries(entries.filter((_, i) => i !== at))
    return Object.fromEntries(entries.map(([name, part], i) => [name, i === at ? spoiled(part, chance) : part]))
  }
  return oneOf<unknown>(chance, [oneOf(chance, TEXTS), oneOf(chance, NUMBERS), oneOf(chance, STRANGE)])
} // prettier-ignore

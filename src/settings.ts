// Settings as layers: defaults, a file, the environment, options. It knows names and where a value came from, not what
// the settings mean.
import { InputError } from './errors.ts'

/** Values by the name of the setting. */
export type Values = Record<string, string | undefined>

/** Where a value came from; each beats those before it. */
export type Origin = 'default' | 'file' | 'environment' | 'option'

/** Values of one origin. */
export interface Layer {
  from: Exclude<Origin, 'default'>
  values: Values
}

/** The value of each name in the last layer that sets it. Empty values count as absent. */
export function mergeLayers(layers: readonly Layer[]): Map<string, { value: string; from: Origin }> {
  const merged = new Map<string, { value: string; from: Origin }>()
  for (const { from, values } of layers) {
    for (const [name, value] of Object.entries(values)) {
      if (value !== undefined && value !== '') merged.set(name, { value, from })
    }
  }
  return merged
}

/**
 * The values of a configuration file: a JSON object whose keys are names of settings and whose values are texts, numbers,
 * true, false, lists of texts, or null for “not set”. Throws `InputError`; its message never repeats a value.
 */
export function parseSettings(text: string, path: string, known: readonly string[]): Values {
  const fault = (fact: string): InputError => new InputError(`settings: ${path} ${fact}`)
  const parsed = jsonOf(text)
  if (parsed === undefined) throw fault('is not valid JSON; check its quotes, commas and brackets')
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw fault('is no JSON object; write {"TOUWEN_INDEX": "indexes/news"}')
  }
  const values: Values = {}
  for (const [name, value] of Object.entries(parsed)) {
    if (!known.includes(name)) throw fault(`sets ${name.slice(0, 60)}, ${unknown(name, known)}`)
    if (value === null) continue
    const list = Array.isArray(value) && value.every((one) => typeof one === 'string')
    if (!list && !['string', 'number', 'boolean'].includes(typeof value)) {
      throw fault(
        `sets ${name} to what is neither text, number, true, false nor a list of texts; write one of them`,
      )
    }
    values[name] = list ? value.join(',') : String(value)
  }
  return values
}

/** Refuse names with the prefix that are no setting. Throws `InputError` with the nearest name. */
export function refuseUnknown(names: Iterable<string>, prefix: string, known: readonly string[]): void {
  for (const name of names) {
    if (!name.startsWith(prefix) || known.includes(name)) continue
    throw new InputError(`settings: ${name.slice(0, 60)} is set, ${unknown(name, known)}`)
  }
}

// --- Internal helpers ---

function jsonOf(text: string): unknown {
  try {
    // Windows editors begin files with a mark.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    // The message of the parser repeats what stands around the fault.
    return undefined
  }
}

function unknown(name: string, known: readonly string[]): string {
  const nearest = nearestOf(name, known)
  const remedy = nearest === null ? 'remove it; “touwen config” lists all' : `did you mean ${nearest}?`
  return `which is no setting: ${remedy}`
}

/** The known name with the fewest edits, at most a third of its letters; null when none is that near. */
function nearestOf(name: string, known: readonly string[]): string | null {
  const given = name.slice(0, 60).toUpperCase()
  const near = known
    .map((one) => ({ one, edits: distance(given, one) }))
    .filter(({ one, edits }) => edits <= Math.max(2, one.length / 3))
    .toSorted((a, b) => a.edits - b.edits)
  return near[0]?.one ?? null
}

// Levenshtein's distance, row by row (Wagner and Fischer 1974).
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1)!
}

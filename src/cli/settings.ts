// The settings of a command: a file, the environment over it, the command's options over both. The only reader of
// process.env.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { readConfig, SETTING_NAMES, type Config } from '../config.ts'
import { InputError, messageOf } from '../errors.ts'
import { mergeLayers, parseSettings, type Layer } from '../settings.ts'

/** Read when it is there and TOUWEN_CONFIG names no other. */
const FILE = 'touwen.json'

/** Configuration for a command; `--index` beats TOUWEN_INDEX, and `over` (by variable name) beats both. */
export function configOf(command: Command, over: Record<string, string | undefined> = {}): Config {
  return configFrom(layersOf(command, over))
}

/** The directory of the models by file and environment; null where they are wrong. */
export function modelsOf(): string | null {
  try {
    return configFrom(standingLayers()).models
  } catch {
    return null
  }
}

/** The key that a deployment is called with. Throws `InputError` when none is set; `scope`: which it must have. */
export function edgeKeyOf(command: Command, scope: 'admin' | 'ingest'): string {
  const { key } = configOf(command).edge
  if (key !== null) return key
  throw new InputError(
    `there is no key; set TOUWEN_EDGE_KEY to one with the scope ${scope} (touwen edge key)`,
  )
}

/** The layers that the configuration is made of, weakest first. */
export function layersOf(command: Command, over: Record<string, string | undefined> = {}): Layer[] {
  const { index } = command.optsWithGlobals<{ index?: string }>()
  return [...standingLayers(), { from: 'option', values: { TOUWEN_INDEX: index, ...over } }]
}

/** Whether unexpected errors are to show where they happened. */
export function debugging(): boolean {
  return (process.env['DEBUG'] ?? '') !== ''
}

// What holds whichever command is run.
function standingLayers(): Layer[] {
  return [
    { from: 'file', values: fileValues() },
    { from: 'environment', values: process.env },
  ]
}

function configFrom(layers: Layer[]): Config {
  const merged = [...mergeLayers(layers)].map(([name, { value }]) => [name, value])
  return readConfig(Object.fromEntries(merged))
}

function fileValues(): Layer['values'] {
  const named = process.env['TOUWEN_CONFIG'] ?? ''
  const path = named === '' ? FILE : named
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (named === '' && error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw new InputError(
      `settings: the file ${path} cannot be read (${messageOf(error)}); correct or unset TOUWEN_CONFIG`,
      { cause: error },
    )
  }
  // A file that names another would be read, and that one not.
  return parseSettings(
    text,
    path,
    SETTING_NAMES.filter((name) => name !== 'TOUWEN_CONFIG'),
  )
}

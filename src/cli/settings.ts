// The settings of a command: the environment, with the command's options over it. The only reader of process.env.
import type { Command } from 'commander'
import { readConfig, type Config } from '../config.ts'

/** Configuration for a command; `--index` beats TOUWEN_INDEX, and `over` (by variable name) beats both. */
export function configOf(command: Command, over: Record<string, string | undefined> = {}): Config {
  const { index } = command.optsWithGlobals<{ index?: string }>()
  const given = Object.entries({ TOUWEN_INDEX: index, ...over }).filter(([, value]) => value !== undefined)
  return readConfig({ ...process.env, ...Object.fromEntries(given) })
}

/** Whether unexpected errors are to show where they happened. */
export function debugging(): boolean {
  return (process.env['DEBUG'] ?? '') !== ''
}

// The models load in a thread of their own while this one still reads the rest of the program: each takes a second or two.
import { preloadModels } from '../node-models.ts'
import { modelsOf } from './settings.ts'

/** The commands that answer questions. */
const ANSWERING = new Set(['serve', 'start', 'ask'])

/** Begin to load the models if these arguments call for answers. Wrong settings are for the command to tell. */
export function preload(args: readonly string[], load = preloadModels): void {
  if (!args.some((one) => ANSWERING.has(one)) || args.some((one) => one === '--help' || one === '-h')) return
  const directory = modelsOf()
  if (directory !== null) load(directory)
}

// `touwen remove`: articles out of the index.
import { Command } from 'commander'
import { openEngine } from '../node.ts'
import { configOf } from './settings.ts'

/** The command. Exit code 1 when an id is not known; the others are removed. */
export function removeCommand(): Command {
  return new Command('remove')
    .description('Remove articles from the index, with all their revisions')
    .argument('<id...>', 'ids of articles, as “search --json” prints them')
    .option('--json', 'print what was removed and what was not known as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- remove a88fe0b3e11d5a0b3')
    .action(async (ids: string[], options: { json?: boolean }, command: Command) => {
      const engine = await openEngine(configOf(command), { mode: 'write' })
      const removed: string[] = []
      const unknown: string[] = []
      try {
        for (const id of new Set(ids)) ((await engine.remove(id)) ? removed : unknown).push(id)
      } finally {
        await engine.close()
      }
      if (options.json === true) process.stdout.write(`${JSON.stringify({ removed, unknown }, null, 2)}\n`)
      else process.stdout.write(removed.map((id) => `${id}: removed\n`).join(''))
      for (const id of unknown) {
        process.stderr.write(`${id}: there is no such article: take an id from “touwen search --json”\n`)
        process.exitCode = 1
      }
    })
}

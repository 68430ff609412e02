// `touwen eval-dialogues`: how well follow-up questions are completed, over the index.
import { Command } from 'commander'
import { askable, runDialogues } from '../eval/dialogue-run.ts'
import { readDialogues } from '../eval/dialogues.ts'
import { openParts } from '../node.ts'
import { allArticles } from './eval.ts'
import { configOf } from './settings.ts'

/** The command. Dialogues about articles that the index does not hold are left out and counted. */
export function evalDialoguesCommand(): Command {
  return new Command('eval-dialogues')
    .description(
      'Measure how follow-up questions are completed: do they find what the complete question finds',
    )
    .argument('<dialogues.jsonl...>', 'sets of dialogues')
    .option('--json', 'print the figures as JSON')
    .action(async (files: string[], options: { json?: boolean }, command: Command) => {
      const all = (await Promise.all(files.map((file) => readDialogues(file)))).flat()
      const parts = await openParts(configOf(command), { mode: 'read' })
      try {
        const dialogues = askable(all, await allArticles(parts.store))
        const measure = await runDialogues(await parts.engine(), dialogues)
        const { faults, ...figures } = measure
        const shown = { dialogues: dialogues.length, left_out: all.length - dialogues.length, ...figures }
        if (options.json === true) {
          process.stdout.write(`${JSON.stringify({ ...shown, faults }, null, 2)}\n`)
          return
        }
        for (const [name, value] of Object.entries(shown)) {
          process.stdout.write(`${name.padEnd(16)}${Number.isInteger(value) ? value : value.toFixed(3)}\n`)
        }
        for (const { dialogue, question, completed, standalone } of faults) {
          process.stdout.write(`${dialogue} | ${question} | ${completed} | ${standalone}\n`)
        }
      } finally {
        await parts.close()
      }
    })
}

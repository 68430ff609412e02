// `touwen eval-lists`: how good lists and overviews are, over the index.
import { Command } from 'commander'
import { listable, runLists } from '../eval/list-run.ts'
import { readLists } from '../eval/lists.ts'
import { openParts } from '../node.ts'
import { allArticles } from './eval.ts'
import { configOf } from './settings.ts'

/** The command. Cases about articles that the index does not hold are left out and counted. */
export function evalListsCommand(): Command {
  return new Command('eval-lists')
    .description('Measure lists and overviews: which items are shown, and whether their citations prove them')
    .argument('<lists.jsonl...>', 'sets of list and overview questions')
    .option('--json', 'print the figures as JSON')
    .action(async (files: string[], options: { json?: boolean }, command: Command) => {
      const all = (await Promise.all(files.map((file) => readLists(file)))).flat()
      const parts = await openParts(configOf(command), { mode: 'read' })
      try {
        const cases = listable(all, await allArticles(parts.store))
        const { shown, ...figures } = await runLists(await parts.engine(), cases)
        const report = { left_out: all.length - cases.length, ...figures }
        if (options.json === true) {
          process.stdout.write(`${JSON.stringify({ ...report, shown }, null, 2)}\n`)
          return
        }
        for (const [name, value] of Object.entries(report)) {
          process.stdout.write(`${name.padEnd(18)}${Number.isInteger(value) ? value : value.toFixed(3)}\n`)
        }
        for (const { question, items, recall } of shown) {
          process.stdout.write(`${recall.toFixed(2)} | ${question} | ${items.join('、')}\n`)
        }
      } finally {
        await parts.close()
      }
    })
}

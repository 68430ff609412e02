// `touwen read`: what would be indexed of files, without an index and without a model.
import { Command } from 'commander'
import { readArticles } from '../node.ts'
import { formatReading } from './format-reading.ts'
import { stylesOf } from './terminal.ts'

interface Options {
  json?: boolean
  why?: boolean
}

/** The command. Exit code 1 when an item could not be read. */
export function readCommand(): Command {
  return new Command('read')
    .description('Show what would be indexed of files: title, date, source, zone, text. Nothing is stored')
    .argument('<path...>', 'files and directories; “-” reads a page or JSONL from standard input')
    .option('--json', 'print one JSON object a line')
    .option('--why', 'tell where each field stands and what else it might have been, and what was left out')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- read saved-pages/ --json')
    .action(async (paths: string[], { json, why }: Options) => {
      const { items, skipped } = await readArticles({ paths, why: why === true })
      const { stdout, stderr } = process
      const styles = stylesOf(stdout)
      for (const item of items) {
        stdout.write(json === true ? `${JSON.stringify(item)}\n` : formatReading(item, styles))
      }
      for (const { path, reason } of skipped) stderr.write(`skipped ${path}: ${reason}\n`)
      if (items.some((item) => 'error' in item)) process.exitCode = 1
    })
}

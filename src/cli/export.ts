// `touwen export`: the articles of the index as NDJSON, for a deployment elsewhere.
import { Command } from 'commander'
import { once } from 'node:events'
import { exportArticles } from '../node-transfer.ts'
import { configOf } from './settings.ts'

const EXAMPLE = `
Each line is an article with the fields id, title, published_at, source, zone, region, url and text, in the order of the ids;
“touwen edge load” and POST /v1/articles (application/x-ndjson) take them. A file that is there is continued behind its last
whole line.

Example:
  npm run -s touwen -- export --edge --out articles.ndjson
  TOUWEN_EDGE_KEY=tw_… npm run -s touwen -- edge load articles.ndjson --url https://ask.example.cn`

interface Options {
  edge?: boolean
  out?: string
  after?: string
}

/** The command. Exit code 1 when an article is too large for the edge; the others are written. */
export function exportCommand(): Command {
  return new Command('export')
    .description('Write the articles of the index as NDJSON, one a line')
    .option('--edge', 'leave out what a deployment on Cloudflare does not take, and name it')
    .option('--out <file>', 'the file to write or to continue, instead of standard output')
    .option('--after <id>', 'begin behind the article with this id')
    .addHelpText('after', EXAMPLE)
    .action(async ({ edge = false, out, after }: Options, command: Command) => {
      const { written, tooLarge, ...report } = await exportArticles(configOf(command), {
        edge,
        out,
        after,
        write,
      })
      for (const id of tooLarge) {
        process.stderr.write(
          `${id}: its text is larger than D1 takes (2,000,000 bytes a row): divide the article\n`,
        )
        process.exitCode = 1
      }
      const behind = report.after === null ? '' : `, behind ${report.after}`
      process.stderr.write(`${written} articles written${behind}\n`)
    })
}

async function write(line: string): Promise<void> {
  if (!process.stdout.write(line)) await once(process.stdout, 'drain')
}

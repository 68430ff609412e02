// `touwen edge load`: send the articles of a file to a deployment, and go on where that was ended.
import { Command, InvalidArgumentError } from 'commander'
import { loadArticles, stateFile } from '../node-transfer.ts'
import { edgeKeyOf } from './settings.ts'
import { onStop } from './signals.ts'

const LOAD =
  'TOUWEN_EDGE_KEY=tw_… npm run -s touwen -- edge load articles.ndjson --url https://ask.example.cn'

interface LoadChoice {
  url: string
  concurrency: number
}

/** The command. Exit code 1 when the server refused articles or it was ended early. */
export function edgeLoadCommand(): Command {
  return new Command('load')
    .description(
      'Send the articles of a file, as “touwen export --edge” writes it; goes on where it was ended',
    )
    .argument('<file>', 'NDJSON, one article a line')
    .requiredOption('--url <address>', 'of the deployment; its key with the scope ingest is TOUWEN_EDGE_KEY')
    .option('--concurrency <n>', 'articles on their way at once, 1 to 16', concurrencyOf, 4)
    .addHelpText(
      'after',
      `\nHow far it came stands in <file>.sent; remove that file to send all again. Exit code 1 when the server refused articles.\n\nExample:\n  ${LOAD}`,
    )
    .action(async (file: string, { url, concurrency }: LoadChoice, command: Command) => {
      const key = edgeKeyOf(command, 'ingest')
      const stop = new AbortController()
      const { release } = onStop(() => stop.abort())
      let told = Date.now()
      try {
        const report = await loadArticles(file, {
          url,
          key,
          concurrency,
          signal: stop.signal,
          onProgress: (done) => {
            if (Date.now() - told < 2000) return
            told = Date.now()
            process.stderr.write(`${done} lines\n`)
          },
          onFailure: (id, line, fact) => process.stderr.write(`${file}:${line}: ${id}: ${fact}\n`),
        })
        const { added, updated, failed, done, interrupted } = report
        process.stdout.write(
          `${added} added, ${updated} there before, ${failed} refused; ${done} lines done\n`,
        )
        if (interrupted) process.stderr.write(`ended early; ${stateFile(file)} says where to go on\n`)
        if (failed > 0 || interrupted) process.exitCode = 1
      } finally {
        release()
      }
    })
}

function concurrencyOf(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= 16) return value
  throw new InvalidArgumentError('must be a whole number from 1 to 16.')
}

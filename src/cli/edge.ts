// `touwen edge`: what a deployment on Cloudflare is given: scripts for its databases, which wrangler runs, and articles.
import { Command, InvalidArgumentError } from 'commander'
import { readFile } from 'node:fs/promises'
import { InputError, messageOf } from '../errors.ts'
import { edgeCalibration, edgeKey } from '../node-edge.ts'
import { loadArticles, stateFile } from '../node-transfer.ts'
import { wishOf, withWish, type CreateOptions } from './keys.ts'
import { configOf } from './settings.ts'
import { onStop } from './signals.ts'

/** The command with its subcommands. */
export function edgeCommand(): Command {
  const command = new Command('edge')
    .description('Write SQL for the databases of a deployment on Cloudflare, and send it articles')
    .addHelpText('after', `\nExample:\n  ${KEY}\n  ${RUN} RECORDS --remote --file key.sql`)
  for (const one of [keyCommand(), calibrationCommand(), loadCommand()]) command.addCommand(one)
  return command
}

const KEY = 'npm run -s touwen -- edge key --name first --scope ask,search,ingest,admin > key.sql'
const CALIBRATION = 'npm run -s touwen -- edge calibration calibration.json > calibration.sql'
const RUN = 'npx wrangler d1 execute'

function keyCommand(): Command {
  return withWish(
    new Command('key').description('Make a key: SQL for the database RECORDS, and the key on standard error'),
  )
    .addHelpText('after', `\nExample:\n  ${KEY}\n  ${RUN} RECORDS --remote --file key.sql`)
    .action(async (options: CreateOptions) => {
      const { created, script } = await edgeKey(wishOf(options))
      process.stdout.write(script)
      process.stderr.write(`${created.key}\n${created.id}: this is the only time the key is shown\n`)
    })
}

function calibrationCommand(): Command {
  return new Command('calibration')
    .description('Check the calibration of the reader at the edge: SQL for the database DB')
    .argument('<file>', 'the calibration, as “touwen calibrate” writes it')
    .addHelpText('after', `\nExample:\n  ${CALIBRATION}\n  ${RUN} DB --remote --file calibration.sql`)
    .action(async (file: string, _options: unknown, command: Command) => {
      process.stdout.write(await edgeCalibration(configOf(command), file))
    })
}

const LOAD = 'npm run -s touwen -- edge load articles.ndjson --url https://ask.example.cn --key-file key.txt'

interface LoadChoice {
  url: string
  keyFile: string
  concurrency: number
}

function loadCommand(): Command {
  return new Command('load')
    .description(
      'Send the articles of a file, as “touwen export --edge” writes it; goes on where it was ended',
    )
    .argument('<file>', 'NDJSON, one article a line')
    .requiredOption('--url <url>', 'where the server is')
    .requiredOption('--key-file <file>', 'a file that holds a key with scope ingest')
    .option('--concurrency <n>', 'articles on their way at once, 1 to 16', concurrencyOf, 4)
    .addHelpText(
      'after',
      `\nHow far it came stands in <file>.sent; remove that file to send all again. Exit code 1 when the server refused articles.\n\nExample:\n  ${LOAD}`,
    )
    .action(async (file: string, { url, keyFile, concurrency }: LoadChoice) => {
      const key = await keyOf(keyFile)
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

async function keyOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError(`the key file ${path} cannot be read (${messageOf(cause)}); check its path`, {
      cause,
    })
  })
  const key = text.trim()
  if (/^[\x21-\x7e]{1,500}$/.test(key)) return key
  throw new InputError(`the file ${path} holds no key; it must hold the key and nothing else`)
}

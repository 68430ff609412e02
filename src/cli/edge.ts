// `touwen edge`: what a deployment on Cloudflare is given. Scripts for its databases and files of its pages, which wrangler brings
// there; articles and a calibration, for which it is called.
import { Command } from 'commander'
import { edgeAssets, edgeCalibration, edgeKey } from '../node-edge.ts'
import { edgeCalibrateCommand } from './edge-calibrate.ts'
import { edgeLoadCommand } from './edge-load.ts'
import { wishOf, withWish, type CreateOptions } from './keys.ts'
import { configOf } from './settings.ts'

/** The command with its subcommands. */
export function edgeCommand(): Command {
  const command = new Command('edge')
    .description('Write SQL for the databases of a deployment on Cloudflare, and send it articles')
    .addHelpText('after', `\nExample:\n  ${KEY}\n  ${RUN} RECORDS --remote --file key.sql`)
  const own = [keyCommand(), calibrationCommand(), assetsCommand()]
  for (const one of [...own, edgeCalibrateCommand(), edgeLoadCommand()]) command.addCommand(one)
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

function assetsCommand(): Command {
  return new Command('assets')
    .description('Write scripts and style sheets of the pages; “npx wrangler deploy” does it by itself')
    .argument('[directory]', 'where to; those that were written there before are removed', '.assets')
    .action(async (directory: string) => {
      for (const path of await edgeAssets(directory)) process.stdout.write(`${path}\n`)
    })
}

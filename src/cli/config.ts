// `touwen config`: every setting, its value and where that came from; secrets are left out.
import { Command } from 'commander'
import { describeSettings, type Setting } from '../config.ts'
import { configOf, layersOf } from './settings.ts'
import { oneLine } from './terminal.ts'

/** The command. A setting that is wrong ends it with code 2, as it would any other command. */
export function configCommand(): Command {
  return new Command('config')
    .description(
      'Show every setting with its value, where that came from, and what it is for; secrets are left out',
    )
    .option('--json', 'print the settings as JSON')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- config --json')
    .action((options: { json?: boolean }, command: Command) => {
      configOf(command)
      const settings = describeSettings(layersOf(command))
      process.stdout.write(
        options.json === true ? `${JSON.stringify(settings, null, 2)}\n` : formatSettings(settings),
      )
    })
}

/** “PORT = 9000 (environment)”, and below it what it is for. */
export function formatSettings(settings: readonly Setting[]): string {
  return settings
    .map(({ name, value, from, doc }) => {
      const told = value === null ? 'is not set' : `= ${oneLine(value)} (${from})`
      return `${name} ${told}\n    ${doc}\n`
    })
    .join('')
}

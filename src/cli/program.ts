// The command line as a parts list: one file per command.
import { Command } from 'commander'
import { askCommand } from './ask.ts'
import { describeSettings } from '../config.ts'
import { backupCommand } from './backup.ts'
import { calibrateCommand } from './calibrate.ts'
import { channelsCommand } from './channels.ts'
import { configCommand } from './config.ts'
import { doctorCommand } from './doctor.ts'
import { edgeCommand } from './edge.ts'
import { evalCommand } from './eval.ts'
import { evalDialoguesCommand } from './eval-dialogues.ts'
import { evalListsCommand } from './eval-lists.ts'
import { exportCommand } from './export.ts'
import { ingestCommand } from './ingest.ts'
import { keysCommand } from './keys.ts'
import { readCommand } from './read.ts'
import { removeCommand } from './remove.ts'
import { restoreCommand } from './restore.ts'
import { searchCommand } from './search.ts'
import { serveCommand } from './serve.ts'
import { startCommand } from './start.ts'
import { statsCommand } from './stats.ts'
import { version } from './version.ts'

const EXAMPLE = `
Example:
  npm run -s touwen -- ask "外资到账目标是多少"`

/** What every setting is for, from the schema of the settings. */
function settingsHelp(): string {
  const lines = describeSettings([]).map(({ name, value, doc }) => {
    const preset = value === null ? '' : ` (${value})`
    return `  ${name.padEnd(23)} ${doc}${preset}`
  })
  const debug = `  ${'DEBUG'.padEnd(23)} when set, unexpected errors show where they happened`
  return `\nSettings (environment variables, or names in touwen.json):\n${[...lines, debug].join('\n')}\n`
}

/** The whole program. */
export function createProgram(): Command {
  const program = new Command('touwen')
    .description(
      'Answers questions over Chinese investment news: offline, exact, with the sentence it was cut from.',
    )
    .version(version(), '-V, --version', 'print the version')
    .option('--index <dir>', 'directory of the index, instead of TOUWEN_INDEX')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', () => `${settingsHelp()}${EXAMPLE}`)
    .showHelpAfterError('(add --help for help)')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
  const commands = [
    startCommand(),
    serveCommand(),
    ingestCommand(),
    readCommand(),
    removeCommand(),
    askCommand(),
    searchCommand(),
    statsCommand(),
    doctorCommand(),
    configCommand(),
    edgeCommand(),
    exportCommand(),
    keysCommand(),
    channelsCommand(),
    backupCommand(),
    restoreCommand(),
    evalCommand(),
    evalDialoguesCommand(),
    evalListsCommand(),
    calibrateCommand(),
  ]
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program))
    for (const below of command.commands) below.copyInheritedSettings(command)
  }
  return program
}

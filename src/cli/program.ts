// The command line as a parts list: one file per command.
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { askCommand } from './ask.ts'
import { calibrateCommand } from './calibrate.ts'
import { doctorCommand } from './doctor.ts'
import { evalCommand } from './eval.ts'
import { evalDialoguesCommand } from './eval-dialogues.ts'
import { evalListsCommand } from './eval-lists.ts'
import { ingestCommand } from './ingest.ts'
import { readCommand } from './read.ts'
import { removeCommand } from './remove.ts'
import { searchCommand } from './search.ts'
import { serveCommand } from './serve.ts'
import { startCommand } from './start.ts'
import { statsCommand } from './stats.ts'

const SETTINGS = `
Settings (environment variables):
  TOUWEN_INDEX     directory of the index (indexes/default)
  TOUWEN_ARTICLES  what "start" loads (data/articles)
  TOUWEN_MODELS    directory of the models (data/models)
  HOST, PORT       where the server listens (127.0.0.1, 8787)
  DEBUG            when set, unexpected errors show where they happened

Settings of the language model that may phrase answers (without them nothing leaves this machine):
  TOUWEN_LLM             openai-compatible; unset: answers are told in the words of the sources
  TOUWEN_LLM_BASE_URL    where its API begins, such as http://127.0.0.1:11434/v1
  TOUWEN_LLM_MODEL       its name there
  TOUWEN_LLM_KEY         its key; any value where none is asked for
  TOUWEN_LLM_TIMEOUT_MS  for one reply (8000); what comes later is told in the words of the sources
  TOUWEN_LLM_CONCURRENCY replies in work at once (4); more questions do not wait for one

Example:
  npm run -s touwen -- ask "外资到账目标是多少"`

/** The whole program. */
export function createProgram(): Command {
  const program = new Command('touwen')
    .description(
      'Answers questions over Chinese investment news: offline, exact, with the sentence it was cut from.',
    )
    .version(version(), '-V, --version', 'print the version')
    .option('--index <dir>', 'directory of the index, instead of TOUWEN_INDEX')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', SETTINGS)
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
    evalCommand(),
    evalDialoguesCommand(),
    evalListsCommand(),
    calibrateCommand(),
  ]
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program))
  return program
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

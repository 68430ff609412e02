// `touwen ask`: one question, answered on the terminal.
import { Command } from 'commander'
import { openEngine } from '../node.ts'
import { filtersOf, wholeNumber, withFilters, type FilterOptions } from './filters.ts'
import { formatAnswer } from './format-answer.ts'
import { configOf } from './settings.ts'
import { stylesOf } from './terminal.ts'

interface Options extends FilterOptions {
  askedAt?: string
  topK?: number
  json?: boolean
}

/** The command. A refusal is a result: exit code 0. */
export function askCommand(): Command {
  return withFilters(new Command('ask'))
    .description('Answer a question from the indexed news, or say that the news does not tell')
    .argument('<question>', 'the question, 1 to 500 characters')
    .option(
      '--asked-at <time>',
      'when it is asked, for “今年” and the like, such as 2024-03-01T09:00:00+08:00',
    )
    .option('--top-k <n>', 'how many passages are read (1 to 20, default 8)', wholeNumber(1, 20))
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s touwen -- ask "外资到账目标是多少" --zone 江苏丹阳经济开发区',
    )
    .action(async (question: string, options: Options, command: Command) => {
      const filters = filtersOf(options)
      const engine = await openEngine(configOf(command), { mode: 'read' })
      try {
        const answer = await engine.ask({
          question,
          ...(options.askedAt === undefined ? {} : { asked_at: options.askedAt }),
          ...(options.topK === undefined ? {} : { top_k: options.topK }),
          ...(filters === undefined ? {} : { filters }),
        })
        const { stdout } = process
        stdout.write(
          options.json === true
            ? `${JSON.stringify(answer, null, 2)}\n`
            : formatAnswer(answer, stylesOf(stdout)),
        )
      } finally {
        await engine.close()
      }
    })
}

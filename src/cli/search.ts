// `touwen search`: the passages nearest to a query.
import { Command } from 'commander'
import { openEngine } from '../node.ts'
import { filtersOf, wholeNumber, withFilters, type FilterOptions } from './filters.ts'
import { formatHits } from './format-hits.ts'
import { configOf } from './settings.ts'
import { stylesOf } from './terminal.ts'

interface Options extends FilterOptions {
  limit: number
  rerank?: boolean
  json?: boolean
}

/** The command. No hit is a result: exit code 0. */
export function searchCommand(): Command {
  return withFilters(new Command('search'))
    .description('Find the passages nearest to a query')
    .argument('<query>', 'words or a question, 1 to 500 characters')
    .option('--limit <n>', 'how many passages (1 to 50)', wholeNumber(1, 50), 10)
    .option('--rerank', 'order them by what the reader makes of them: better, and slower')
    .option('--json', 'print the hits as JSON, with the parts of each score')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s touwen -- search "新能源汽车 产业链" --from 2023-01-01 --limit 5',
    )
    .action(async (query: string, options: Options, command: Command) => {
      const filters = filtersOf(options)
      const engine = await openEngine(configOf(command), { mode: 'read' })
      try {
        const response = await engine.search({
          query,
          limit: options.limit,
          rerank: options.rerank === true,
          ...(filters === undefined ? {} : { filters }),
        })
        const { stdout } = process
        stdout.write(
          options.json === true
            ? `${JSON.stringify(response, null, 2)}\n`
            : formatHits(response.hits, stylesOf(stdout)),
        )
      } finally {
        await engine.close()
      }
    })
}

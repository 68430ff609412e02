// `touwen restore`: an index from a backup, put in place once it is found to work.
import { Command } from 'commander'
import type { Config } from '../config.ts'
import { IndexError } from '../errors.ts'
import { openEngine } from '../node.ts'
import { restoreBackup } from '../node-service.ts'
import { backupText } from './backup.ts'
import { configOf } from './settings.ts'

/** The command. Exit code 2 when there is an index already, 3 for a damaged backup or an index in use. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description(
      'Put a backup in place of the index, after checking that it is whole and that a search works',
    )
    .argument('<backup>', 'the directory or .tar file')
    .option('--force', 'replace the index that is there')
    .option('--json', 'print the manifest of the backup as JSON')
    .addHelpText(
      'after',
      '\nStop the server first. The old index is kept until the new one stands in its place.\n' +
        '\nExample:\n  npm run -s touwen -- restore backups/monday.tar --index indexes/default --force',
    )
    .action(async (path: string, options: { force?: boolean; json?: boolean }, command: Command) => {
      const config = configOf(command)
      const summary = await restoreBackup(path, config.index, {
        force: options.force === true,
        check: (directory) => mustAnswer({ ...config, index: directory }),
      })
      process.stdout.write(
        options.json === true
          ? `${JSON.stringify(summary, null, 2)}\n`
          : `${backupText(summary, true)}; restored to ${config.index}\n`,
      )
    })
}

// Opened for writing: an older schema is brought up to date, and the vectors are made and kept.
async function mustAnswer(config: Config): Promise<void> {
  const engine = await openEngine(config, { mode: 'write' })
  try {
    const failing = (await engine.ready()).filter(({ ok }) => !ok)
    if (failing.length > 0) {
      const faults = failing.map(({ name, detail }) => `${name}: ${detail}`).join('; ')
      throw new IndexError(
        `the restored index does not work (${faults}); see “touwen doctor”, or take another backup`,
      )
    }
    const { passages } = await engine.stats()
    const { hits } = await engine.search({ query: '外资到账目标是多少', limit: 1 })
    if (passages > 0 && hits.length === 0) {
      throw new IndexError(
        `a search over the ${passages} restored passages finds nothing; take another backup`,
      )
    }
  } finally {
    await engine.close()
  }
}

// `touwen backup`: a copy of the index and its records while they are in use; or whether such a copy is sound.
import { Command } from 'commander'
import { createBackup, verifyBackup, type BackupSummary } from '../node-service.ts'
import { configOf } from './settings.ts'
import { version } from './version.ts'

interface Options {
  verify?: boolean
  force?: boolean
  json?: boolean
}

/** The command. Exit code 3 for a backup that is damaged, naming the file. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Copy the index and its records to a directory or a .tar file, also while a server runs')
    .argument('<backup>', 'the directory or .tar file to make')
    .option('--verify', 'make nothing: check the checksums, schema and counts of this backup')
    .option('--force', 'replace a backup of this name')
    .option('--json', 'print its manifest as JSON')
    .addHelpText(
      'after',
      '\nThe vectors are left out: they are made anew from the articles when it is restored. It holds digests of keys and,\n' +
        'where these are kept, questions and answers: guard it like the index.\n' +
        '\nExample:\n  npm run -s touwen -- backup backups/monday.tar',
    )
    .action(async (path: string, options: Options, command: Command) => {
      const { verify = false, force = false } = options
      const summary = verify
        ? await verifyBackup(path)
        : await createBackup(configOf(command).index, path, { version: version(), force })
      process.stdout.write(
        options.json === true ? `${JSON.stringify(summary, null, 2)}\n` : `${backupText(summary, verify)}\n`,
      )
    })
}

/** “backups/monday.tar: 4001 articles, 12512 passages, of 2026-11-25T02:00:00.000Z (87.0 MB)”. */
export function backupText({ path, made_at, files }: BackupSummary, verified: boolean): string {
  const rows = files.find(({ name }) => name === 'articles.sqlite')?.rows ?? {}
  const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6
  const what = `${rows['articles'] ?? 0} articles, ${rows['passages'] ?? 0} passages`
  return `${path}: ${verified ? 'sound, ' : ''}${what}, of ${made_at} (${megabytes.toFixed(1)} MB)`
}

// `touwen ingest`: files into the index, shown while it runs.
import { Command } from 'commander'
import type { Engine, IngestReport } from '../engine.ts'
import { openEngine } from '../node.ts'
import { createProgress, summaryLine } from './progress.ts'
import { configOf } from './settings.ts'
import { onStop } from './signals.ts'

/** The exit code of a process that Ctrl-C has stopped. */
export const INTERRUPTED = 130

interface Options {
  prune?: boolean
  json?: boolean
}

/** The command. Exit code 1 when an item failed, 130 when interrupted; what was stored stays stored. */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description(
      'Load articles into the index: txt, html, md, and jsonl {id?,title?,date?,source?,zone?,url?,text}',
    )
    .argument('<path...>', 'files and directories; “-” reads JSONL from standard input')
    .option('--prune', 'remove articles of the index that these paths do not hold')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nWhat is indexed already is skipped, so an interrupted run is resumed by running it again.\n' +
        '\nExample:\n  npm run -s touwen -- ingest news/ more.jsonl',
    )
    .action(async (paths: string[], options: Options, command: Command) => {
      const engine = await openEngine(configOf(command), { mode: 'write' })
      try {
        const report = await ingestShown(engine, paths, options.prune === true)
        process.stdout.write(
          options.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${summaryLine(report)}\n`,
        )
        if (report.interrupted) process.exitCode = INTERRUPTED
        else if (report.failed.length > 0) process.exitCode = 1
      } finally {
        await engine.close()
      }
    })
}

/** Ingest with progress and failures on stderr; Ctrl-C stops after the article in work. */
export async function ingestShown(engine: Engine, paths: string[], prune: boolean): Promise<IngestReport> {
  const progress = createProgress({ stream: process.stderr })
  const controller = new AbortController()
  const { release } = onStop(() => {
    progress.tell('stopping after the article in work; Ctrl-C again stops at once')
    controller.abort()
  })
  try {
    const report = await engine.ingest(paths, { onEvent: progress.event, signal: controller.signal, prune })
    progress.end()
    if (report.interrupted)
      progress.tell('stopped; what is done is kept: run the same command again to resume')
    return report
  } finally {
    progress.end()
    release()
  }
}

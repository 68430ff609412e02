// `touwen start`: the index brought up to date with the articles directory, then served.
import { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Engine } from '../engine.ts'
import { openParts } from '../node.ts'
import { INTERRUPTED, ingestShown } from './ingest.ts'
import { makeAssets } from '../node-service.ts'
import { createLog } from './log.ts'
import { summaryLine } from './progress.ts'
import { serveUntilStopped, withAddress, type AddressOptions } from './serve.ts'
import { configOf } from './settings.ts'

interface Options extends AddressOptions {
  prune?: boolean
}

/** The command. It is the index's only writer for as long as it runs. */
export function startCommand(): Command {
  return withAddress(new Command('start'))
    .description('Build the index from the articles directory if it is missing or stale, then serve it')
    .option('--prune', 'remove articles of the index that the directory does not hold')
    .addHelpText('after', '\nExample:\n  npm start\n  npm start -- --port 9000')
    .action(async ({ host, port, prune = false }: Options, command: Command) => {
      const config = configOf(command, { HOST: host, PORT: port })
      const assets = makeAssets()
      const parts = await openParts(config, { mode: 'write' })
      try {
        const engine = await parts.engine({ suggestions: true })
        const current = !(await parts.isStale([config.articles])) || (await update(engine, config, prune))
        if (current) await serveUntilStopped(engine, config, assets)
        else process.exitCode = INTERRUPTED
      } finally {
        await parts.close()
      }
    })
}

// False when interrupted. Items that fail are named and do not keep the others from being served.
async function update(engine: Engine, { articles, operations }: Config, prune: boolean): Promise<boolean> {
  process.stderr.write(`bringing the index up to date with ${articles}\n`)
  const report = await ingestShown(engine, [articles], prune)
  process.stderr.write(`${summaryLine(report)}\n`)
  const log = createLog({ level: operations.log })
  log.event('ingested', { ...report, failed: report.failed.length })
  await log.flush()
  if (report.interrupted) return false
  const held = report.added + report.updated + report.unchanged
  const others = (await engine.stats()).articles - held
  // Perhaps loaded with `ingest`, so never removed unasked.
  if (others > 0) {
    process.stderr.write(
      `${others} articles of the index are not in ${articles}; they stay (--prune removes them)\n`,
    )
  }
  return true
}

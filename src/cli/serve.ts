// `touwen serve`: the HTTP server over an index that is there.
import { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Engine } from '../engine.ts'
import { LockedError } from '../errors.ts'
import { createApp } from '../http/app.ts'
import { listen } from '../http/serve.ts'
import { openEngine } from '../node.ts'
import { openService } from '../node-service.ts'
import { configOf } from './settings.ts'
import { stopSignal } from './signals.ts'

export interface AddressOptions {
  host?: string
  port?: string
}

/** The command. */
export function serveCommand(): Command {
  return withAddress(new Command('serve'))
    .description('Serve the index over HTTP (to build it first as well: start)')
    .option('--read-only', 'take no articles over HTTP, so that “touwen ingest” may write beside it')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- serve --port 9000 --index indexes/news')
    .action(async ({ host, port, readOnly = false }: Options, command: Command) => {
      const config = configOf(command, { HOST: host, PORT: port })
      const engine = await openToServe(config, readOnly)
      try {
        await serveUntilStopped(engine, config)
      } finally {
        await engine.close()
      }
    })
}

interface Options extends AddressOptions {
  readOnly?: boolean
}

// Writing if it can: beside another writer it serves what that one stores.
async function openToServe(config: Config, readOnly: boolean): Promise<Engine> {
  try {
    return await openEngine(config, { mode: readOnly ? 'read' : 'serve', suggestions: true })
  } catch (error) {
    if (!(error instanceof LockedError)) throw error
    process.stderr.write(`${error.message}\nserving read-only: articles cannot be sent to this server\n`)
    return openEngine(config, { mode: 'read', suggestions: true })
  }
}

/** Add the options for where to listen. */
export function withAddress(command: Command): Command {
  return command
    .option('--host <address>', 'address to listen on, instead of HOST')
    .option('--port <number>', 'port to listen on, instead of PORT; 0 takes a free one')
}

/** Serve until Ctrl-C or SIGTERM, then let the answers in work finish. One JSON line per request on stderr. */
export async function serveUntilStopped(engine: Engine, config: Config): Promise<void> {
  const service = await openService(config, engine)
  const app = createApp({
    ...service.deps,
    log: (record) => process.stderr.write(`${JSON.stringify(record)}\n`),
  })
  const { url, close } = await listen(app, config)
  const stopped = stopSignal()
  const { articles } = await engine.stats()
  process.stdout.write(`${servingLine(url, articles)}\n`)
  // The models load now, not at the first question. What goes wrong is told by /readyz.
  engine.ready().catch(() => undefined)
  // So that the first visitor finds some.
  engine.starters().catch(() => undefined)
  await stopped
  await close()
  await service.close()
}

/** Where it is, and how to ask it. */
export function servingLine(url: string, articles: number): string {
  const curl = `curl -s ${url}/v1/ask -H 'Content-Type: application/json' -d '{"question":"外资到账目标是多少"}'`
  return `TouWen serves ${articles} articles at ${url} – try: ${curl}`
}

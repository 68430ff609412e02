// `touwen serve`: the HTTP server over an index that is there.
import { setTimeout } from 'node:timers/promises'
import { Command } from 'commander'
import type { Config } from '../config.ts'
import type { Engine } from '../engine.ts'
import { LockedError } from '../errors.ts'
import { createApp, createMonitor } from '../http/app.ts'
import type { Rejection } from '../http/rejections.ts'
import { listen } from '../http/serve.ts'
import { openEngine } from '../node.ts'
import { makeAssets, openService } from '../node-service.ts'
import { createLog } from './log.ts'
import { configOf } from './settings.ts'
import { stopSignal } from './signals.ts'
import { version } from './version.ts'

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
      const assets = makeAssets()
      const engine = await openToServe(config, readOnly)
      try {
        await serveUntilStopped(engine, config, assets)
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

/**
 * Serve until Ctrl-C or SIGTERM, then let the answers in work finish: not ready, no more connections, the work in hand, the
 * files. A second signal ends it at once. One JSON line per request on stderr.
 */
export async function serveUntilStopped(
  engine: Engine,
  config: Config,
  assets: ReturnType<typeof makeAssets>,
): Promise<void> {
  const { log: level, monitor: monitorAt, graceMs, stopDelayMs } = config.operations
  const log = createLog({ level })
  process.on('uncaughtExceptionMonitor', (error) => log.event('crashed', { error: error.stack }, 'error'))
  const service = await openService(config, engine, { log: log.event, assets })
  const closers: (() => Promise<void>)[] = [service.close]
  try {
    const { meter } = service.deps
    const rejected = (rejection: Rejection): void => {
      // Whatever it was, it had no route.
      meter.request('none', 'none', rejection.status, 0)
      log(rejection)
    }
    const watched = { graceMs, rejected }
    if (monitorAt !== null) {
      const { ready, metrics } = service.deps
      const monitor = await listen(createMonitor({ ready, metrics }), { ...watched, ...monitorAt })
      // It tells that the server is stopping until everything else has ended.
      closers.push(monitor.close)
      log.event('monitoring', { url: monitor.url })
    }
    const { url, close } = await listen(createApp({ ...service.deps, version: version(), log }), {
      ...config,
      ...watched,
    })
    const stopped = stopSignal()
    const { articles } = await engine.stats()
    process.stdout.write(`${servingLine(url, articles)}\n`)
    log.event('serving', { url, pid: process.pid, articles })
    // The models load now, not at the first question. What goes wrong is told by /readyz.
    engine.ready().catch(() => undefined)
    // So that the first visitor finds some.
    engine.starters().catch(() => undefined)
    await stopped
    const began = performance.now()
    log.event('stopping', { grace_ms: graceMs })
    service.stop()
    await setTimeout(stopDelayMs)
    await close()
    log.event('stopped', { ms: Math.round(performance.now() - began) })
  } finally {
    for (const closer of closers) await closer()
    await log.flush()
  }
}

/** Where it is, and how to ask it. */
export function servingLine(url: string, articles: number): string {
  const curl = `curl -s ${url}/v1/ask -H 'Content-Type: application/json' -d '{"question":"外资到账目标是多少"}'`
  return `TouWen serves ${articles} articles at ${url} – try: ${curl}`
}

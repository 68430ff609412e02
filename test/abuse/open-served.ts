// The real service, listening, around an engine without real models.
import type { Log } from '../../src/cli/log.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { listen } from '../../src/http/serve.ts'
import { openService } from '../../src/node-service.ts'
import { smallEngine } from './engine.ts'

export interface ServedOptions {
  /** Settings. */
  env: Record<string, string>
  /** How long the reader takes for a question, in ms. */
  readMs: number
  maxInFlight?: number
  /** How long a question is worked on when its client has gone, in ms. */
  graceMs?: number
  headersTimeoutMs?: number
  requestTimeoutMs?: number
}

/** Open it on a free port; records are kept in TOUWEN_INDEX. */
export async function openServed(
  { env, readMs, maxInFlight, graceMs, ...timeouts }: ServedOptions,
  log: Log,
): Promise<{ url: string; close(): Promise<void> }> {
  const config = readConfig({ ...env, PORT: '0' })
  const service = await openService(config, await smallEngine(readMs), { log: log.event })
  const deps = { ...service.deps, log, ...(maxInFlight === undefined ? {} : { maxInFlight }) }
  const app = createApp({ ...deps, ...(graceMs === undefined ? {} : { streams: { graceMs } }) })
  const { url, close } = await listen(app, { ...config, ...timeouts, graceMs: 200, rejected: log })
  return {
    url,
    close: async () => {
      await close()
      await service.close()
      await log.flush()
    },
  }
}

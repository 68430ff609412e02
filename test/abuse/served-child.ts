// The real service in a process of its own, over real HTTP, with records on disk, around an engine without real models. The
// parent asks for a measurement by any message.
import { createLog } from '../../src/cli/log.ts'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { listen } from '../../src/http/serve.ts'
import { openService } from '../../src/node-service.ts'
import { smallEngine } from './engine.ts'
import type { Measured, ServedOptions } from './served.ts'

const { env, readMs, maxInFlight, graceMs, ...timeouts } = JSON.parse(
  process.argv[2] ?? '{}',
) as ServedOptions

const config = readConfig({ ...env, PORT: '0' })
const log = createLog({ level: config.operations.log })
const service = await openService(config, await smallEngine(readMs), { log: log.event })
const deps = { ...service.deps, log, ...(maxInFlight === undefined ? {} : { maxInFlight }) }
const app = createApp({ ...deps, ...(graceMs === undefined ? {} : { streams: { graceMs } }) })
const { url, close } = await listen(app, { ...config, ...timeouts, graceMs: 200, rejected: log })

process.on('message', () => {
  globalThis.gc?.()
  globalThis.gc?.()
  const resources: Record<string, number> = {}
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ rss, heapUsed, external, resources } satisfies Measured)
})
process.once('SIGTERM', () => {
  void close()
    .then(() => service.close())
    .then(() => log.flush())
    .then(() => process.exit(0))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ url })

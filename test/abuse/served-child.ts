// The service of open-served.ts in a process of its own, its log written to nowhere. The parent asks for a measurement by any
// message.
import { openSync } from 'node:fs'
import { devNull } from 'node:os'
import { createLog } from '../../src/cli/log.ts'
import { openServed, type ServedOptions } from './open-served.ts'
import type { Measured } from './served.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as ServedOptions
const { url, close } = await openServed(options, createLog({ level: 'info', fd: openSync(devNull, 'w') }))

process.on('message', () => {
  globalThis.gc?.()
  globalThis.gc?.()
  const resources: Record<string, number> = {}
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ rss, heapUsed, external, resources } satisfies Measured)
})
process.once('SIGTERM', () => {
  void close().then(() => process.exit(0))
})
process.on('disconnect', () => process.exit(0))
process.send?.({ url })

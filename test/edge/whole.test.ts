// The whole service in workerd: real D1 databases and files, stand-ins for Workers AI and Vectorize; what it does over HTTP.
import { vi } from 'vitest'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openD1 } from '../../src/store/d1.ts'
import { httpApiContract } from '../contracts/http-api.ts'
import type { Lacks, Served } from '../contracts/http-api/served.ts'
import { trusting } from '../fakes.ts'
import { migrateD1 } from './d1.ts'
import { RERANKER } from './fake-ai.ts'
import { ORIGIN, startEdge } from './runtime.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

/** All in which a Worker differs. */
const LACKS: Lacks = {
  loads: 'they take a queue',
  sources: 'they take a schedule and something that fetches',
  metrics: 'each Worker would count for itself',
}

async function start(): Promise<Served> {
  // The limits of a client without a key are tested beside; here all clients have one address.
  const edge = await startEdge({
    vars: { TOUWEN_LOG: 'silent', TOUWEN_LIMIT_MINUTE: '0', TOUWEN_LIMIT_DAY: '0' },
  })
  for (const binding of ['DB', 'RECORDS'] as const) {
    await migrateD1(binding === 'DB' ? edge.db : edge.records, binding)
  }
  const reader = `spans-1+${RERANKER}`
  await edge.db
    .prepare('INSERT INTO meta (key, value) VALUES (?, ?)')
    .bind(`calibration:${reader}`, JSON.stringify({ ...trusting, reader }))
    .all()
  const keys = createKeys({ store: createKeyStore(openD1(edge.records, 'RECORDS')) })
  const { key } = await keys.create({ name: 'first', scopes: ['ask', 'search', 'ingest', 'logs', 'admin'] })
  return {
    origin: ORIGIN,
    fetch: (path, init) => edge.fetch(path, init),
    key,
    settle: async () => edge.vectorize.settle(),
    close: () => edge.dispose(),
  }
}

httpApiContract('Workers', start, LACKS)

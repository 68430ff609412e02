// The whole service in workerd, with all that it takes to answer: tables, a key, a calibration of its reader.
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openD1 } from '../../src/store/d1.ts'
import type { Served, Setting } from '../contracts/http-api/served.ts'
import { workersAiReaderId } from '../../src/reader/workers-ai.ts'
import { trusting } from '../fakes.ts'
import { migrateD1 } from './d1.ts'
import { RERANKER } from './fake-ai.ts'
import { ORIGIN, startEdge } from './runtime.ts'

/** Start it. `address`: where a browser reaches it. */
export async function startWhole({ fetchAllow = '' }: Partial<Setting> = {}): Promise<
  Served & { address: string }
> {
  // The limits of a client without a key are tested beside; here all clients have one address.
  const edge = await startEdge({
    vars: {
      TOUWEN_LOG: 'silent',
      TOUWEN_LIMIT_MINUTE: '0',
      TOUWEN_LIMIT_DAY: '0',
      TOUWEN_FETCH_ALLOW: fetchAllow,
      TOUWEN_FETCH_DELAY_MS: '100',
    },
  })
  for (const binding of ['DB', 'RECORDS'] as const) {
    await migrateD1(binding === 'DB' ? edge.db : edge.records, binding)
  }
  const reader = workersAiReaderId(RERANKER)
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
    address: edge.address,
    fetchDue: () => edge.scheduled('* * * * *'),
    settle: async () => edge.vectorize.settle(),
    close: () => edge.dispose(),
  }
}

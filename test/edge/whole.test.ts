// The whole service in workerd: real D1 databases and files, stand-ins for Workers AI and Vectorize; what it does over HTTP.
import { vi } from 'vitest'
import { httpApiContract } from '../contracts/http-api.ts'
import type { Lacks } from '../contracts/http-api/served.ts'
import { startWhole } from './whole.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

/** All in which a Worker differs. */
const LACKS: Lacks = {
  metrics: 'each Worker would count for itself',
}

httpApiContract('Workers', startWhole, LACKS)

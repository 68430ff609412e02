// The whole service on Node, with its models, listening: what it does over HTTP.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createApp } from '../../src/http/app.ts'
import { listen } from '../../src/http/serve.ts'
import { openEngine } from '../../src/node.ts'
import { openService } from '../../src/node-service.ts'
import { httpApiContract } from '../contracts/http-api.ts'
import type { Served, Setting } from '../contracts/http-api/served.ts'

// Its models share the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

async function start({ fetchAllow }: Setting): Promise<Served> {
  const index = await mkdtemp(join(tmpdir(), 'touwen-whole-'))
  const config = readConfig({
    TOUWEN_INDEX: index,
    HOST: '127.0.0.1',
    PORT: '0',
    TOUWEN_FETCH_ALLOW: fetchAllow,
    TOUWEN_FETCH_DELAY_MS: '100',
  })
  const engine = await openEngine(config, { mode: 'write' })
  const service = await openService(config, engine)
  const listening = await listen(createApp(service.deps), { ...config, graceMs: 200 })
  const { key } = await service.deps.keys.create({
    name: 'first',
    scopes: ['ask', 'search', 'ingest', 'logs', 'admin'],
  })
  return {
    origin: listening.url,
    fetch: (path, init) => fetch(`${listening.url}${path}`, init),
    key,
    fetchDue: async () => undefined,
    settle: async () => undefined,
    close: async () => {
      await listening.close()
      await service.close()
      await engine.close()
      await rm(index, { recursive: true, force: true })
    },
  }
}

httpApiContract('Node', start)

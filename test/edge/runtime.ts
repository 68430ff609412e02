// The Worker in workerd, with real D1 databases; Workers AI and Vectorize are the fakes, which stay in this process, where a
// test can hold them, and are reached through bindings of the same shape.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { edgeAssets } from '../../src/node-edge.ts'
import type { D1 } from '../../src/store/d1.ts'
import { bundleWorker } from './bundle.ts'
import { fakeAi, type FakeAi } from './fake-ai.ts'
import { fakeVectorize, type FakeVectorize } from './fake-vectorize.ts'

/** Where its clients find it. */
export const ORIGIN = 'https://touwen.example'

export interface EdgeRuntime {
  fetch(
    path: string,
    init?: {
      method?: string
      headers?: Record<string, string>
      body?: string
      signal?: AbortSignal
      redirect?: 'manual'
    },
  ): Promise<Response>
  /** Where a browser reaches it. */
  address: string
  db: D1
  records: D1
  ai: FakeAi
  vectorize: FakeVectorize
  /** What a schedule does; by default the one that looks after things. */
  scheduled(cron?: string): Promise<void>
  dispose(): Promise<void>
}

interface RuntimeOptions {
  vars?: Record<string, string>
  /** Requests a minute: of an address, and of a key. */
  limits?: { open: number; keys: number }
  /** Of the Vectorize index. */
  dimensions?: number
  /** Databases that an earlier runtime has left here. */
  persist?: string
}

/** Forwards each call of a binding's methods to this process; what is thrown there is thrown here. */
const shim = (methods: string[]): string => `
  const call = async (upstream, method, given) => {
    const reply = await upstream.fetch('http://fake/' + method, { method: 'POST', body: JSON.stringify(given) })
    const { value, error } = await reply.json()
    if (error !== undefined) throw new Error(error)
    return value
  }
  export default ({ UPSTREAM }) => ({
    ${methods.map((name) => `${name}: (...given) => call(UPSTREAM, '${name}', given)`).join(',\n    ')}
  })`

const upstream = (target: object) => async (request: { url: string; json(): Promise<unknown> }) => {
  const method = new URL(request.url).pathname.slice(1)
  try {
    const work = (target as Record<string, (...given: unknown[]) => Promise<unknown>>)[method]!
    return Response.json({ value: await work(...((await request.json()) as unknown[])) })
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : String(error) })
  }
}

export async function startEdge({
  vars = {},
  limits = { open: 1000, keys: 1000 },
  dimensions = 1024,
  persist,
}: RuntimeOptions = {}): Promise<EdgeRuntime> {
  const pages = await mkdtemp(join(tmpdir(), 'touwen-pages-'))
  await edgeAssets(pages)
  const [{ code }, ai, vectorize] = [
    await bundleWorker(),
    fakeAi(),
    fakeVectorize({ dimensions, delayMs: Infinity }),
  ]
  const runtime = new Miniflare({
    ...(persist === undefined ? {} : { d1Persist: persist }),
    workers: [
      {
        name: 'touwen',
        compatibilityDate: '2026-04-01',
        compatibilityFlags: ['enable_request_signal'],
        modules: [{ type: 'ESModule', path: 'worker.js', contents: code }],
        d1Databases: { DB: 'index', RECORDS: 'records' },
        bindings: vars,
        // As wrangler.toml has it: every reply comes from the Worker.
        assets: {
          workerName: 'touwen',
          directory: pages,
          binding: 'ASSETS',
          routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
          assetConfig: { html_handling: 'none' },
        },
        queueProducers: { INGEST: 'touwen-ingest' },
        queueConsumers: {
          'touwen-ingest': {
            maxBatchSize: 10,
            maxBatchTimeout: 0.2,
            maxRetries: 10,
            deadLetterQueue: 'touwen-ingest-dead',
          },
          'touwen-ingest-dead': { maxBatchTimeout: 0.2 },
        },
        wrappedBindings: { AI: { scriptName: 'ai' }, VECTORIZE: { scriptName: 'vectorize' } },
        ratelimits: {
          LIMIT_OPEN: { simple: { limit: limits.open, period: 60 } },
          LIMIT_KEYS: { simple: { limit: limits.keys, period: 60 } },
        },
      },
      {
        name: 'ai',
        modules: true,
        script: shim(['run']),
        serviceBindings: { UPSTREAM: upstream(ai) as never },
      },
      {
        name: 'vectorize',
        modules: true,
        script: shim(['describe', 'upsert', 'deleteByIds', 'getByIds', 'query']),
        serviceBindings: { UPSTREAM: upstream(vectorize) as never },
      },
    ],
  })
  const address = await runtime.ready
  return {
    // Not its own `dispatchFetch`, whose client fails at 401 to a request with a body. The header names the address as the
    // client sees it.
    fetch: (path, { headers, ...init } = {}) =>
      fetch(new URL(path, address), {
        ...init,
        headers: { ...headers, 'MF-Original-URL': `${ORIGIN}${path}`, 'MF-Disable-Pretty-Error': 'true' },
      }),
    address: address.origin,
    db: (await runtime.getD1Database('DB', 'touwen')) as unknown as D1,
    records: (await runtime.getD1Database('RECORDS', 'touwen')) as unknown as D1,
    ai,
    vectorize,
    scheduled: async (cron = '*/15 * * * *') => {
      const worker = await runtime.getWorker('touwen')
      await worker.scheduled({ cron })
    },
    dispose: async () => {
      await runtime.dispose()
      await rm(pages, { recursive: true, force: true })
    },
  }
}

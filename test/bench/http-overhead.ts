// How many requests a second the middleware of the application costs, beside a bare Hono route of the same reply: both over
// real sockets in one process, in turns. A second is one of this process's own processor time: what other processes take
// of the clock is not the middleware's. Alone it prints the figures: npx tsx test/bench/http-overhead.ts
import { closeSync, openSync } from 'node:fs'
import { Agent, createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { devNull } from 'node:os'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createLog } from '../../src/cli/log.ts'
import { byKey } from '../../src/http/access.ts'
import { createClients } from '../../src/http/client.ts'
import { listen, socketAddress } from '../../src/http/serve.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createLimits } from '../../src/keys/limits.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { openTelemetrySpans } from '../../src/observe/open-telemetry.ts'
import { createPrometheusMeter } from '../../src/observe/prometheus.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { article, fakeApp } from '../http/fakes.ts'

export interface Overhead {
  /** Requests a second of processor time over the bare route; the client's half is in it, as in the others. */
  bare: number
  /** What the whole chain costs of them, between 0 and 1. */
  chain: number
  /** The same of GET /v1/articles/{id}, with its validation, scope and ETag. */
  article: number
}

const CONNECTIONS = 16
const ROUND = 500
const ROUNDS = 30
const WARM_UP = 6
/** About 1 kB of JSON. */
const reply = { ...article, id: 'a', text: article.text.repeat(12) }

/** Measure, with everything on that is on when `touwen serve` runs. */
export async function measureOverhead(): Promise<Overhead> {
  const fd = openSync(devNull, 'w')
  const log = createLog({ level: 'info', fd })
  const meter = createPrometheusMeter({
    queue: () => ({ question: 0, ingest: 0, running: 0 }),
    index: async () => ({ articles: 1, passages: 1, vectors: 1 }),
  })
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const keys = createKeys({ store: createKeyStore(sql) })
  const budgets = { used: () => 0, add: () => undefined }
  const many = { perMinute: 1e6, perDay: 1e9, keyPerMinute: 1e6 }
  // As by default: the machine's own clients are spared.
  const limits = createLimits({ ...many, limitLoopback: false, channelDaily: new Map(), budgets })
  const { app } = fakeApp({
    id: () => crypto.randomUUID(),
    article: async () => reply,
    authenticate: byKey(keys, ['ask', 'search']),
    cors: { origins: [], allowsOrigin: keys.allowsOrigin },
    limits: {
      ...limits,
      client: createClients({ trustedProxies: [], proxyHeader: 'x-forwarded-for' }),
      addressOf: socketAddress,
    },
    log,
    meter,
    metrics: meter.expose,
    spans: openTelemetrySpans(),
  })
  app.get('/v1/bench/:id', (c) => c.json(reply))
  const server = await listen(app, { host: '127.0.0.1', port: 0, graceMs: 100 })
  const bare = new Hono().get('/v1/bench/:id', (c) => c.json(reply))
  const bareServer = createServer(getRequestListener((request) => bare.fetch(request)))
  await new Promise<void>((resolve) => bareServer.listen(0, '127.0.0.1', resolve))
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const targets = {
    bare: `http://127.0.0.1:${(bareServer.address() as AddressInfo).port}/v1/bench/a`,
    chain: `${server.url}/v1/bench/a`,
    article: `${server.url}/v1/articles/a`,
  }
  const found: Record<keyof Overhead, number[]> = { bare: [], chain: [], article: [] }
  try {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const bare = await run(targets.bare, agent)
      const chain = 1 - (await run(targets.chain, agent)) / bare
      const article = 1 - (await run(targets.article, agent)) / bare
      if (round < 0) continue
      found.bare.push(bare)
      found.chain.push(chain)
      found.article.push(article)
    }
  } finally {
    agent.destroy()
    await server.close()
    bareServer.close()
    await log.flush()
    closeSync(fd)
  }
  return { bare: median(found.bare), chain: median(found.chain), article: median(found.article) }
}

// Of rounds that stand side by side: what disturbs the machine for a while disturbs both sides.
function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

async function run(url: string, agent: Agent): Promise<number> {
  let left = ROUND
  const began = process.cpuUsage()
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await request(url, agent)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  const { user, system } = process.cpuUsage(began)
  return ROUND / ((user + system) / 1e6)
}

function request(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`))
      response.resume().once('end', resolve)
    }).once('error', reject)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { bare, ...others } = await measureOverhead()
  process.stdout.write(`bare Hono route: ${bare.toFixed(0)} requests a second of processor time\n`)
  for (const [name, lost] of Object.entries(others)) {
    process.stdout.write(`${name}: ${(lost * 100).toFixed(1)} % lost\n`)
  }
}

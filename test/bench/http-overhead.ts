// How many requests a second the middleware of the application costs, beside a bare Hono route of the same reply: both over
// real sockets in one process, in turns, so that whatever else the machine does falls on both. Alone it prints the figures:
// npx tsx test/bench/http-overhead.ts
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
  /** Requests a second, bare and through the whole chain. */
  bare: number
  chain: number
  /** The same reply from GET /v1/articles/{id}: with its validation, scope and ETag. */
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
  const rates: Record<keyof Overhead, number[]> = { bare: [], chain: [], article: [] }
  try {
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      for (const name of ['bare', 'chain', 'article'] as const) {
        const rate = await run(targets[name], agent)
        if (round >= 0) rates[name].push(rate)
      }
    }
  } finally {
    agent.destroy()
    await server.close()
    bareServer.close()
    await log.flush()
    closeSync(fd)
  }
  return {
    bare: undisturbed(rates.bare),
    chain: undisturbed(rates.chain),
    article: undisturbed(rates.article),
  }
}

// Other processes make rounds slower, never faster: the upper quartile is what the code itself allows.
function undisturbed(rates: number[]): number {
  return rates.toSorted((a, b) => b - a)[Math.floor(rates.length / 4)]!
}

async function run(url: string, agent: Agent): Promise<number> {
  let left = ROUND
  const began = performance.now()
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await request(url, agent)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, one))
  return ROUND / ((performance.now() - began) / 1000)
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
  process.stdout.write(`bare Hono route: ${bare.toFixed(0)} requests/s\n`)
  for (const [name, rate] of Object.entries(others)) {
    process.stdout.write(
      `${name}: ${rate.toFixed(0)} requests/s, ${((1 - rate / bare) * 100).toFixed(1)} % lost\n`,
    )
  }
}

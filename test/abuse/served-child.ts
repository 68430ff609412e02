// The real service in a process of its own, over real HTTP, with records on disk: only the two models are made by hand, and keep
// nothing of what they were asked. The parent asks for a measurement by any message.
import { setTimeout } from 'node:timers/promises'
import { createAsker } from '../../src/ask.ts'
import { createLog } from '../../src/cli/log.ts'
import { readConfig } from '../../src/config.ts'
import type { Engine } from '../../src/engine.ts'
import { createApp } from '../../src/http/app.ts'
import { listen } from '../../src/http/serve.ts'
import { createArticles } from '../../src/ingest/articles.ts'
import { openService } from '../../src/node-service.ts'
import type { Reader } from '../../src/reader/reader.ts'
import { createHoldings } from '../../src/retrieve/holdings.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { syncVectors } from '../../src/vectors/sync.ts'
import { draft, fakeEmbedder, fakeReader, indexOf, noLanguage, trusting } from '../fakes.ts'
import type { Measured, ServedOptions } from './served.ts'

const { env, readMs, maxInFlight, graceMs, ...timeouts } = JSON.parse(
  process.argv[2] ?? '{}',
) as ServedOptions

const zones = ['丹阳', '昆山', '苏州', '常熟', '无锡', '通州'].map((place) => `${place}开发区`)
const { store, vectors } = await indexOf(
  zones.map((zone, i) =>
    draft({
      id: `文${i}`,
      title: `${zone}大会`,
      zone,
      published_at: '2022-03-04',
      text: `${zone}召开大会。为完成外资到账${i + 1}亿美元的年度目标任务夯实基础。项目已投产。`,
    }),
  ),
)

const embedder = fakeEmbedder()
const plainReader = fakeReader(Object.fromEntries(zones.map((_, i) => [`${i + 1}亿美元`, 3])))
// As the models do it: it gives the thread back meanwhile.
const reader: Reader = {
  id: plainReader.id,
  read: async (question, inputs, signal) => {
    if (readMs > 0) await setTimeout(readMs, undefined, signal === undefined ? {} : { signal })
    const readings = await plainReader.read(question, inputs, signal)
    plainReader.calls.length = 0
    embedder.queried.length = 0
    return readings
  },
}
const asker = createAsker({
  retriever: createRetriever({ store, vectors, embedder, language: noLanguage }),
  reader,
  calibration: trusting,
  language: noLanguage,
  newest: createNewest(store),
  holdings: createHoldings(store),
  index: async () => ({
    name: 't',
    built_at: null,
    articles: zones.length,
    embedder: embedder.id,
    reader: reader.id,
  }),
})
const articles = createArticles({
  store,
  embedder,
  writable: true,
  sync: async () => void (await syncVectors(store, vectors)),
  save: async () => undefined,
})
const engine: Engine = {
  ...asker,
  embedder,
  articles,
  starters: async () => [],
  article: (id, revision) => store.get(id, revision),
  stats: async () => ({
    name: 't',
    directory: '',
    ...(await store.stats()),
    vectors: zones.length,
    embedder: embedder.id,
    reader: reader.id,
    zones: [],
    sources: [],
  }),
  ready: async () => [],
  queue: () => ({ question: 0, ingest: 0, running: 0 }),
  ingest: articles.ingest,
  remove: (id) => articles.remove(id),
  close: async () => undefined,
}

const config = readConfig({ ...env, PORT: '0' })
const log = createLog({ level: config.operations.log })
const service = await openService(config, engine, { log: log.event })
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

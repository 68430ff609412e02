// An engine over a small index in memory that is real but for its two models, which keep nothing of what they were asked.
import { setTimeout } from 'node:timers/promises'
import { createAsker } from '../../src/ask.ts'
import type { Engine } from '../../src/engine.ts'
import { createEvidence } from '../../src/evidence.ts'
import { createArticles } from '../../src/ingest/articles.ts'
import type { Reader } from '../../src/reader/reader.ts'
import { createHoldings } from '../../src/retrieve/holdings.ts'
import { createNewest } from '../../src/retrieve/newest.ts'
import { createRetriever } from '../../src/retrieve/retriever.ts'
import { syncVectors } from '../../src/vectors/sync.ts'
import { draft, fakeEmbedder, fakeReader, indexOf, noLanguage, trusting } from '../fakes.ts'

/** `readMs`: how long the reader takes for a question. */
export async function smallEngine(readMs = 0): Promise<Engine> {
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
  const retriever = createRetriever({ store, vectors, embedder, language: noLanguage })
  const asker = createAsker({
    retriever,
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
  return {
    ...asker,
    evidence: createEvidence({ retriever, reader }),
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
}

// Sources over a real fetcher, real records and a real index; clock, sleep, timers, resolver and embedder are the test's.
import { onTestFinished } from 'vitest'
import { readConfig } from '../../src/config.ts'
import type { Engine } from '../../src/engine.ts'
import { createArticles } from '../../src/ingest/articles.ts'
import { openSources } from '../../src/node-sources.ts'
import { openEdgeSources } from '../../src/worker-sources.ts'
import {
  sourceRequestSchema,
  type Item,
  type Run,
  type Source,
  type SourceService,
} from '../../src/sources/source.ts'
import type { Timers } from '../../src/sources/runner.ts'
import type { ArticleStore } from '../../src/store/article-store.ts'
import type { Sql } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { fakeEmbedder, memoryStore } from '../fakes.ts'
import { startSite, type Site } from './site.ts'

export interface World {
  site: Site
  service: SourceService
  store: ArticleStore
  records: Sql
  /** How long was slept, in ms. */
  slept: number[]
  /** The names that were to be resolved. */
  resolved: string[]
  now(): Date
  /** Let time pass, and what is due happen. */
  pass(ms: number): Promise<void>
  create(fields: object): Promise<Source>
  /** Run a source and wait for its end. */
  run(id: string, all?: boolean): Promise<Run>
  ended(id: string): Promise<Run>
  items(id: string): Promise<Map<string, Item>>
  /** Texts of the index by title. */
  articles(): Promise<Map<string, string>>
  /** What the schedule of a Worker does. */
  take(): Promise<void>
  /** How many statements were run in records and index. */
  statements(): number
  /** End this life of the server and begin another over the same records and index. */
  restart(): Promise<void>
}

/** Where sources run: by a process that lives on, or by turns that a schedule calls for. */
export const PLATFORMS = ['Node', 'Workers'] as const
export type Platform = (typeof PLATFORMS)[number]

export interface Options {
  /** Default Node. */
  on?: Platform
  names?: Record<string, string[]>
  allow?: (site: Site) => string[]
  totalMs?: number
  writable?: boolean
}

interface Opened {
  service: SourceService
  take(): Promise<void>
  close(): Promise<void>
}

/** A world with a site on this machine that may be fetched. */
export async function createWorld(options: Options = {}): Promise<World> {
  const site = await startSite()
  let statements = 0
  const counted = (sql: Sql): Sql => ({
    ...sql,
    all: (...given) => {
      statements += 1
      return sql.all(...given)
    },
    batch: (some) => {
      statements += some.length
      return sql.batch(some)
    },
  })
  const store = await memoryStore(counted)
  const records = counted(await openSqlite(':memory:', { schema: 'records' }))
  const embedder = fakeEmbedder()
  const slept: number[] = []
  const resolved: string[] = []
  let time = Date.parse('2026-11-26T00:00:00Z')
  let timers = new Map<number, { callback: () => void; at: number }>()
  let timer = 0
  const clock: Timers = {
    set: (callback, ms) => {
      timer += 1
      timers.set(timer, { callback, at: time + ms })
      return timer
    },
    clear: (one) => void timers.delete(one as number),
  }
  const nothing = async (): Promise<void> => undefined
  const engine: Pick<Engine, 'article' | 'articles'> = {
    article: (id, revision) => store.get(id, revision),
    articles: createArticles({ store, embedder, writable: true, sync: nothing, save: nothing }),
  }
  const config = {
    ...readConfig({}),
    fetch: {
      allow: options.allow?.(site) ?? [`127.0.0.1:${site.port}`],
      delayMs: 1000,
      contact: 'https://example.com/bot',
    },
  }
  const now = (): Date => new Date((time += 1))
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted()
    slept.push(ms)
    time += ms
  }
  const totalMs = options.totalMs ?? 5000
  const onNode = async (): Promise<Opened> => {
    const opened = await openSources(config, engine, records, {
      now,
      sleep,
      timers: clock,
      totalMs,
      writable: options.writable ?? true,
      resolve: async (host) => {
        resolved.push(host)
        return (options.names?.[host] ?? []).map((address) => ({
          address,
          family: address.includes(':') ? 6 : 4,
        }))
      },
    })
    return { ...opened, take: nothing }
  }
  const onWorkers = async (): Promise<Opened> => ({
    ...openEdgeSources({
      config,
      sql: records,
      store: async () => store,
      embedder,
      articles: engine.articles,
      onFailure: () => undefined,
      now,
      // Whoever waits for the end of another's run waits in earnest.
      sleep: (ms) => (ms <= 500 ? new Promise((resolve) => setTimeout(resolve, ms / 10)) : sleep(ms)),
      totalMs,
    }),
    close: nothing,
  })
  const open = options.on === 'Workers' ? onWorkers : onNode
  let sources = await open()
  onTestFinished(async () => {
    await sources.close()
    await site.close()
    await store.close()
    await records.close()
  })

  const ended = async (id: string): Promise<Run> => {
    for (let n = 0; n < 1000; n += 1) {
      const { last_run } = await sources.service.get(id)
      if (last_run !== null && last_run.ended_at !== null) return last_run
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    throw new Error('the run did not end')
  }

  return {
    site,
    get service() {
      return sources.service
    },
    store,
    records,
    slept,
    resolved,
    now: () => new Date(time),
    async pass(ms) {
      const until = time + ms
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at)[0]
        if (due === undefined) break
        timers.delete(due[0])
        time = Math.max(time, due[1].at)
        due[1].callback()
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
      for (; options.on === 'Workers' && time + 60_000 <= until; time += 60_000) await sources.take()
      time = Math.max(time, until)
    },
    create: async (fields) => sources.service.create(sourceRequestSchema.parse(fields)),
    async run(id, all = false) {
      time += 1000
      const { id: run } = await sources.service.run(id, all)
      await sources.take()
      for (let n = 0; ; n += 1) {
        const last = await ended(id)
        if (last.id === run || n > 100) return last
      }
    },
    ended,
    items: async (id) =>
      new Map(
        (await sources.service.items(id, undefined, 100, undefined)).items.map((item) => [item.url, item]),
      ),
    articles: async () => {
      const texts = new Map<string, string>()
      for (const { id } of await store.list({}, 1000, 0)) {
        const article = (await store.get(id))!
        texts.set(article.title, article.text)
      }
      return texts
    },
    take: () => sources.take(),
    statements: () => statements,
    async restart() {
      await sources.close()
      timers = new Map()
      sources = await open()
    },
  }
}

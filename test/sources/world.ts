// Sources over a real fetcher, real records and a real index; clock, sleep, timers, resolver and embedder are the test's.
import { onTestFinished } from 'vitest'
import type { Engine } from '../../src/engine.ts'
import { createArticles } from '../../src/ingest/articles.ts'
import { openSources } from '../../src/node-sources.ts'
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
  /** End this life of the server and begin another over the same records and index. */
  restart(): Promise<void>
}

export interface Options {
  names?: Record<string, string[]>
  allow?: (site: Site) => string[]
  totalMs?: number
  writable?: boolean
}

/** A world with a site on this machine that may be fetched. */
export async function createWorld(options: Options = {}): Promise<World> {
  const site = await startSite()
  const store = await memoryStore()
  const records = await openSqlite(':memory:', { schema: 'records' })
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
  const open = () =>
    openSources(
      {
        fetch: {
          allow: options.allow?.(site) ?? [`127.0.0.1:${site.port}`],
          delayMs: 1000,
          contact: 'https://example.com/bot',
        },
      },
      engine,
      records,
      {
        now: () => new Date((time += 1)),
        sleep: async (ms, signal) => {
          signal?.throwIfAborted()
          slept.push(ms)
          time += ms
        },
        timers: clock,
        totalMs: options.totalMs ?? 5000,
        writable: options.writable ?? true,
        resolve: async (host) => {
          resolved.push(host)
          return (options.names?.[host] ?? []).map((address) => ({
            address,
            family: address.includes(':') ? 6 : 4,
          }))
        },
      },
    )
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
      time = Math.max(time, until)
    },
    create: async (fields) => sources.service.create(sourceRequestSchema.parse(fields)),
    async run(id, all = false) {
      time += 1000
      const { id: run } = await sources.service.run(id, all)
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
    async restart() {
      await sources.close()
      timers = new Map()
      sources = await open()
    },
  }
}

// What is served of articles and jobs, real but for the models: store, vectors, records and search, all in memory.
import { createAsker } from '../src/ask.ts'
import type { Embedder } from '../src/embed/embedder.ts'
import { createArticles } from '../src/ingest/articles.ts'
import type { Articles } from '../src/article-contract.ts'
import { createJobs, type JobService, type JobsDeps } from '../src/jobs/jobs.ts'
import { createJobRecords, type JobRecords } from '../src/jobs/sql-jobs.ts'
import type { Job } from '../src/job-contract.ts'
import { createNewest } from '../src/retrieve/newest.ts'
import { createRetriever } from '../src/retrieve/retriever.ts'
import type { ArticleStore } from '../src/store/article-store.ts'
import type { Sql } from '../src/store/sql.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createExact } from '../src/vectors/exact.ts'
import { syncVectors } from '../src/vectors/sync.ts'
import type { VectorIndex } from '../src/vectors/vector-index.ts'
import { DIMENSIONS, fakeEmbedder, fakeReader, memoryStore, noLanguage, trusting } from './fakes.ts'

export interface TestService {
  store: ArticleStore
  vectors: VectorIndex
  articles: Articles
  sql: Sql
  records: JobRecords
  jobs: JobService
  search: ReturnType<typeof createAsker>['search']
  /** The job when it has ended. */
  ended(id: string): Promise<Job>
  /** Another process with the same store and records: what was left is found at its start. */
  restarted(deps?: Partial<JobsDeps>): Promise<JobService>
}

interface Options {
  embedder?: Embedder
  writable?: boolean
  jobs?: Partial<JobsDeps>
  /** Wraps what the jobs do. */
  load?: (load: Articles['load']) => Articles['load']
}

/** A service; its jobs have started. */
export async function testService(options: Options = {}): Promise<TestService> {
  const { embedder = fakeEmbedder(), writable = true, load = (real) => real } = options
  const store = await memoryStore()
  const vectors = createExact(DIMENSIONS)
  const articles = createArticles({
    store,
    embedder,
    writable,
    sync: async () => void (await syncVectors(store, vectors)),
    save: async () => undefined,
  })
  const reader = fakeReader()
  const { search } = createAsker({
    retriever: createRetriever({ store, vectors, embedder, language: noLanguage }),
    reader,
    calibration: trusting,
    language: noLanguage,
    newest: createNewest(store),
    index: async () => ({ name: 't', built_at: null, articles: 0, embedder: embedder.id, reader: reader.id }),
  })
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const records = createJobRecords(sql)
  let lastId = 0
  const made = (deps: Partial<JobsDeps> = {}): JobService =>
    createJobs({
      records,
      articles: { ...articles, load: load(articles.load) },
      maxOpen: 5,
      keepDays: 30,
      id: () => String((lastId += 1)),
      ...options.jobs,
      ...deps,
    })
  const jobs = made()
  await jobs.start()
  const ended = async (id: string): Promise<Job> => {
    for (let i = 0; i < 2000; i += 1) {
      const job = await jobs.get(id)
      if (job !== null && job.finished_at !== null) return job
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`the job ${id} does not end`)
  }
  const restarted = async (deps: Partial<JobsDeps> = {}): Promise<JobService> => {
    const again = made(deps)
    await again.start()
    return again
  }
  return { store, vectors, articles, sql, records, jobs, search, ended, restarted }
}

/** A file of articles, one a line. */
export function linesFile(lines: readonly unknown[], name = 'a.jsonl') {
  return { name, bytes: new TextEncoder().encode(lines.map((line) => JSON.stringify(line)).join('\n')) }
}

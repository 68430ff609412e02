// A process that does a job: argv = [directory, add|resume]. It tells each article as it is stored, and the job's end.
import { join } from 'node:path'
import { createArticles } from '../../src/ingest/articles.ts'
import { createJobs } from '../../src/jobs/jobs.ts'
import { createJobRecords } from '../../src/jobs/sql-jobs.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { DIMENSIONS, fakeEmbedder } from '../fakes.ts'

const [directory = '', mode] = process.argv.slice(2)
const store = createSqlStore(await openSqlite(join(directory, 'articles.sqlite')), { dimensions: DIMENSIONS })
const inner = fakeEmbedder()
const articles = createArticles({
  store,
  embedder: {
    ...inner,
    embedPassages: async (texts) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return inner.embedPassages(texts)
    },
  },
  writable: true,
  sync: async () => undefined,
  save: async () => undefined,
})
const records = await openSqlite(join(directory, 'records.sqlite'), { schema: 'records' })
const load: typeof articles.load = (files, options) =>
  articles.load(files, {
    ...options,
    onEvent: (event) => {
      options?.onEvent?.(event)
      if (event.kind === 'progress') process.stdout.write(`${event.done}\n`)
    },
  })
const jobs = createJobs({
  records: createJobRecords(records),
  articles: { ...articles, load },
  maxOpen: 5,
  keepDays: 1,
  id: () => '1',
})
await jobs.start()
if (mode === 'add') {
  const lines = Array.from({ length: 200 }, (_, n) =>
    JSON.stringify({ id: `n${n}`, text: `第${n}号项目签约。` }),
  )
  const bytes = new TextEncoder().encode(lines.join('\n'))
  await jobs.add({ files: [{ name: 'a.jsonl', bytes }], key: 'k', owner: null })
}
for (;;) {
  const job = await jobs.get('job_1')
  if (job !== null && job.finished_at !== null) {
    const { articles: stored } = await store.stats()
    process.stdout.write(`${JSON.stringify({ ...job, items: [], stored })}\n`)
    break
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
}

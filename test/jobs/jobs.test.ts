import { describe, expect, it } from 'vitest'
import type { NewJob } from '../../src/job-contract.ts'
import type { Articles } from '../../src/article-contract.ts'
import { fakeEmbedder } from '../fakes.ts'
import { linesFile, testService } from '../service.ts'
import { latch } from '../http/fakes.ts'

const news = (n: number) => ({ id: `n${n}`, title: `第${n}号项目`, text: `第${n}号项目在示例开发区签约。` })
const many = (count: number) => linesFile(Array.from({ length: count }, (_, n) => news(n)))
const job = (over: Partial<NewJob> = {}): NewJob => ({ files: [many(2)], key: null, owner: null, ...over })

/** Holds the work of a job at its nth article until it is opened. */
function heldAt(n: number) {
  const begun = latch()
  const open = latch()
  const load =
    (real: Articles['load']): Articles['load'] =>
    (files, options = {}) =>
      real(files, options)
  const inner = fakeEmbedder()
  const embedder = {
    ...inner,
    embedPassages: async (texts: string[]) => {
      if (texts[0]!.includes(`第${n}号`)) {
        begun.open()
        await open.opened
      }
      return inner.embedPassages(texts)
    },
  }
  return { load, embedder, inner, begun: begun.opened, open: open.open }
}

describe('a job', () => {
  it('stores what was sent, tells of each item, and is found by a search when it says so', async () => {
    const clock = { at: Date.UTC(2026, 0, 1) }
    const service = await testService({ jobs: { now: () => new Date((clock.at += 1000)) } })
    await service.articles.load([linesFile([news(0), { ...news(1), text: '旧文一篇。' }])])
    const lines = `${many(3).bytes.length > 0 ? new TextDecoder().decode(many(3).bytes) : ''}\n{bad`
    const files = [
      { name: 'a.jsonl', bytes: new TextEncoder().encode(lines) },
      { name: 'b.xlsx', bytes: new TextEncoder().encode('x') },
    ]
    const { job: queued, again } = await service.jobs.add(job({ files }))
    expect(again).toBe(false)
    expect(queued).toMatchObject({ id: 'job_1', finished_at: null, searchable_at: null, error: null })
    const done = await service.ended('job_1')
    expect(done).toMatchObject({
      state: 'done',
      cancel_requested: false,
      progress: { items_done: 5, items_total: 5, passages_done: 2, passages_total: 2 },
      counts: { added: 1, updated: 1, unchanged: 1, failed: 2 },
    })
    const { created_at, started_at, finished_at, searchable_at } = done
    expect([created_at, started_at, searchable_at].toSorted()).toEqual([created_at, started_at, finished_at])
    expect(
      done.items.map(({ name, line, outcome, article_id }) => [name, line, outcome, article_id]),
    ).toEqual([
      ['a.jsonl', 4, 'failed', null],
      ['b.xlsx', null, 'failed', null],
      ['a.jsonl', 1, 'unchanged', 'n0'],
      ['a.jsonl', 2, 'updated', 'n1'],
      ['a.jsonl', 3, 'added', 'n2'],
    ])
    for (const { fact, remedy } of done.items.slice(0, 2)) expect([fact, remedy]).toEqual([expect.any(String), expect.any(String)]) // prettier-ignore
    const { hits } = await service.search({ query: '第2号项目' })
    expect(hits[0]?.article.id).toBe('n2')
    expect(await service.vectors.size()).toBe((await service.store.stats()).passages)
    expect(await service.records.files('job_1')).toEqual([])
  })

  it('has failed when nothing could be stored, and says why', async () => {
    const { jobs, ended } = await testService()
    await jobs.add(job({ files: [{ name: 'a.exe', bytes: new Uint8Array([1]) }] }))
    expect(await ended('job_1')).toMatchObject({
      state: 'failed',
      searchable_at: null,
      counts: { failed: 1 },
      error: { fact: 'none of its 1 items could be stored' },
      items: [{ name: 'a.exe', outcome: 'failed', fact: 'its kind is not known' }],
    })
  })

  it('that breaks is failed with a text that gives nothing away, and the next one is done', async () => {
    const errors: unknown[] = []
    const inner = fakeEmbedder()
    const embedder = {
      ...inner,
      embedPassages: async (texts: string[]) => {
        if (texts[0]!.includes('第1号')) throw new Error('/srv/model is gone')
        return inner.embedPassages(texts)
      },
    }
    const service = await testService({
      embedder,
      jobs: { onError: (id, error) => errors.push([id, String(error)]) },
    })
    await service.jobs.add(job({ files: [many(3)] }))
    await service.jobs.add(job({ files: [linesFile([news(7)])] }))
    const broken = await service.ended('job_1')
    expect(broken).toMatchObject({ state: 'failed', counts: { added: 1 } })
    expect(JSON.stringify(broken)).not.toContain('/srv')
    expect(broken.error?.remedy).toMatch(/send it again/)
    expect(errors).toEqual([['job_1', 'Error: /srv/model is gone']])
    expect(await service.ended('job_2')).toMatchObject({ state: 'done', counts: { added: 1 } })
  })

  it('keeps files larger than a part, byte for byte', async () => {
    const { records } = await testService()
    const bytes = Uint8Array.from({ length: 1_300_000 }, (_, i) => (i * 31) % 251)
    const files = [
      { name: '新闻\0\ud800.pdf', bytes },
      { name: 'empty.txt', bytes: new Uint8Array() },
    ]
    await records.addFiles('x', files)
    const kept = await records.files('x')
    expect(kept.map(({ name }) => name)).toEqual(['新闻\ufffd\ufffd.pdf', 'empty.txt'])
    expect(Buffer.compare(kept[0]!.bytes, bytes)).toBe(0)
    expect(kept[1]!.bytes).toEqual(new Uint8Array())
  })
})

describe('an Idempotency-Key', () => {
  it('gives the same job for the same files, also when asked for at once and after its end', async () => {
    const { jobs, ended } = await testService()
    const [one, two] = await Promise.all([jobs.add(job({ key: 'k' })), jobs.add(job({ key: 'k' }))])
    expect([one.job.id, one.again, two.job.id, two.again]).toEqual(['job_1', false, 'job_1', true])
    await ended('job_1')
    expect(await jobs.add(job({ key: 'k' }))).toMatchObject({
      again: true,
      job: { id: 'job_1', state: 'done' },
    })
    expect(await jobs.list({}, null, 10)).toHaveLength(1)
  })

  it('is refused for other files, and is each owner’s own', async () => {
    const { jobs } = await testService()
    await jobs.add(job({ key: 'k' }))
    await expect(jobs.add(job({ key: 'k', files: [many(3)] }))).rejects.toMatchObject({
      status: 422,
      code: 'idempotency_key_reused',
    })
    await expect(jobs.add(job({ key: 'k', files: [{ ...many(2), name: 'b.jsonl' }] }))).rejects.toThrow(/k/)
    expect(await jobs.add(job({ key: 'k', owner: 'key_2' }))).toMatchObject({ again: false })
  })
})

describe('the queue', () => {
  it('refuses more jobs than may be open, and one is done after the other', async () => {
    const held = heldAt(0)
    const service = await testService({ embedder: held.embedder, jobs: { maxOpen: 2 } })
    await service.jobs.add(job())
    await held.begun
    await service.jobs.add(job({ files: [linesFile([news(5)])] }))
    await expect(service.jobs.add(job())).rejects.toMatchObject({ status: 503, code: 'overloaded' })
    await expect(service.jobs.mustHaveRoom()).rejects.toMatchObject({ status: 503 })
    expect((await service.jobs.list({}, null, 10)).map(({ id, state }) => [id, state]).toSorted()).toEqual([
      ['job_1', 'running'],
      ['job_2', 'queued'],
    ])
    expect(await service.records.files('job_3')).toEqual([])
    held.open()
    expect(await service.ended('job_2')).toMatchObject({ state: 'done' })
    await service.jobs.mustHaveRoom()
  })

  it('lists by state and owner, newest first, page by page', async () => {
    const clock = { at: 0 }
    const service = await testService({ jobs: { now: () => new Date((clock.at += 1000)) } })
    for (const owner of ['a', 'b', 'a']) {
      await service.ended((await service.jobs.add(job({ owner }))).job.id)
    }
    const ids = async (...args: Parameters<typeof service.jobs.list>) =>
      (await service.jobs.list(...args)).map(({ id }) => id)
    expect(await ids({}, null, 10)).toEqual(['job_3', 'job_2', 'job_1'])
    const [first] = await service.jobs.list({}, null, 1)
    expect(await ids({}, first!, 1)).toEqual(['job_2'])
    expect(await ids({ owner: 'a' }, null, 10)).toEqual(['job_3', 'job_1'])
    expect(await ids({ state: 'queued' }, null, 10)).toEqual([])
    expect(await service.jobs.get('job_1', 'b')).toBeNull()
    expect(await service.jobs.get('job_1', 'a')).toMatchObject({ state: 'done' })
  })

  it('forgets jobs that ended long ago, with their items', async () => {
    const clock = { at: Date.UTC(2026, 0, 1) }
    const service = await testService({ jobs: { now: () => new Date(clock.at), keepDays: 30 } })
    await service.jobs.add(job())
    await service.ended('job_1')
    clock.at += 29 * 86_400_000
    await service.restarted()
    expect(await service.jobs.get('job_1')).not.toBeNull()
    clock.at += 2 * 86_400_000
    await service.restarted()
    expect(await service.jobs.get('job_1')).toBeNull()
    expect(await service.jobs.items('job_1', undefined, 0, 10)).toEqual([])
  })

  it('takes nothing where the index is only read', async () => {
    const { jobs } = await testService({ writable: false })
    for (const refused of [jobs.add(job()), jobs.mustHaveRoom(), jobs.cancel('job_1')]) {
      await expect(refused).rejects.toMatchObject({ status: 409, code: 'index_locked' })
    }
  })
})

describe('cancelling', () => {
  it('keeps a job that waits from beginning', async () => {
    const held = heldAt(0)
    const service = await testService({ embedder: held.embedder })
    await service.jobs.add(job())
    await held.begun
    await service.jobs.add(job({ files: [linesFile([news(5)])] }))
    expect(await service.jobs.cancel('job_2')).toMatchObject({ state: 'cancelled', cancel_requested: true })
    held.open()
    await service.ended('job_1')
    expect(await service.store.get('n5')).toBeNull()
    expect(await service.records.files('job_2')).toEqual([])
  })

  it('leaves what has not begun of one that runs, and keeps what is stored', async () => {
    const held = heldAt(3)
    const service = await testService({ embedder: held.embedder })
    await service.jobs.add(job({ files: [many(9)] }))
    await held.begun
    expect(await service.jobs.cancel('job_1')).toMatchObject({ state: 'running', cancel_requested: true })
    held.open()
    const ended = await service.ended('job_1')
    expect(ended.state).toBe('cancelled')
    expect(ended.counts.added).toBeLessThan(9)
    expect(ended.progress).toMatchObject({ items_total: 9, items_done: ended.counts.added })
    expect((await service.store.stats()).articles).toBe(ended.counts.added)
    expect(ended.searchable_at).not.toBeNull()
    await expect(service.jobs.cancel('job_1')).rejects.toMatchObject({ status: 409, code: 'job_ended' })
  })

  it('knows no job of that name', async () => {
    expect(await (await testService()).jobs.cancel('job_9')).toBeNull()
  })
})

describe('the end of the process', () => {
  it('in order lets the job wait for the next start, which goes on with it', async () => {
    const held = heldAt(3)
    const service = await testService({ embedder: held.embedder })
    await service.jobs.add(job({ files: [many(9)] }))
    await held.begun
    const closed = service.jobs.close()
    held.open()
    await closed
    const left = (await service.jobs.get('job_1'))!
    expect(left.state).toBe('queued')
    expect(left.counts.added).toBeGreaterThan(0)
    expect(left.counts.added).toBeLessThan(9)
    await service.restarted()
    expect(await service.ended('job_1')).toMatchObject({ state: 'done', counts: { added: 9, unchanged: 0 } })
    expect((await service.store.stats()).articles).toBe(9)
    // What had been embedded ahead and not stored is embedded again, no more.
    expect(held.inner.embedded.length - new Set(held.inner.embedded).size).toBeLessThanOrEqual(3)
  })

  it('by a crash loses nothing: what was told before stands, and the rest is done', async () => {
    // The first process is stuck for ever at its fourth article.
    const stuck = heldAt(3)
    const service = await testService({ embedder: stuck.embedder })
    await service.jobs.add(job({ files: [many(9)] }))
    await stuck.begun
    for (let i = 0; i < 200 && (await service.jobs.get('job_1'))!.counts.added < 3; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
    const { createArticles } = await import('../../src/ingest/articles.ts')
    const articles = createArticles({
      store: service.store,
      embedder: fakeEmbedder(),
      writable: true,
      sync: async () => undefined,
      save: async () => undefined,
    })
    await service.restarted({ articles })
    const done = await service.ended('job_1')
    expect(done).toMatchObject({ state: 'done', counts: { added: 9, unchanged: 0, failed: 0 } })
    expect(done.progress).toMatchObject({ items_done: 9, items_total: 9 })
    expect((await service.store.stats()).articles).toBe(9)
  })

  it('three times by one job makes it failed, with what to do', async () => {
    const never = new Promise<never>(() => undefined)
    const service = await testService({ load: () => () => never })
    await service.jobs.add(job())
    for (let n = 0; n < 3; n += 1) {
      for (let i = 0; i < 200 && (await service.jobs.get('job_1'))!.state !== 'running'; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 5))
      expect(await service.jobs.get('job_1')).toMatchObject({ state: 'running' })
      await service.restarted()
    }
    expect(await service.ended('job_1')).toMatchObject({
      state: 'failed',
      error: { fact: expect.stringMatching(/3 times/), remedy: expect.stringMatching(/smaller/) },
    })
  })

  it('with its cancelling asked for makes it cancelled', async () => {
    const never = new Promise<never>(() => undefined)
    const service = await testService({ load: () => () => never })
    await service.jobs.add(job())
    for (let i = 0; i < 200 && (await service.jobs.get('job_1'))!.state !== 'running'; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 5))
    await service.jobs.cancel('job_1')
    await service.restarted()
    expect(await service.jobs.get('job_1')).toMatchObject({ state: 'cancelled' })
  })

  it('while files come in leaves none of them behind', async () => {
    const service = await testService()
    await service.records.addFiles('job_lost', [many(2)])
    await service.restarted()
    expect(await service.records.files('job_lost')).toEqual([])
  })
})

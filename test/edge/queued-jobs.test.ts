import { describe, expect, it } from 'vitest'
import { AppError, OverloadError } from '../../src/errors.ts'
import { createSweep } from '../../src/ingest/sweep.ts'
import { withVectors } from '../../src/ingest/with-vectors.ts'
import { createJobRecords } from '../../src/jobs/sql-jobs.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { createVectorDebts } from '../../src/store/sql-vector-debts.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { openVectorize } from '../../src/vectors/vectorize.ts'
import { openEdgeJobs } from '../../src/worker-queue.ts'
import { DIMENSIONS, fakeEmbedder } from '../fakes.ts'
import { linesFile } from '../service.ts'
import { randomness } from '../store/sample.ts'
import { fakeQueue } from './fake-queue.ts'
import { fakeVectorize } from './fake-vectorize.ts'

const news = (n: number) => ({ id: `n${n}`, title: `第${n}号项目`, text: `第${n}号项目在示例开发区签约。` })
const many = (count: number) => linesFile(Array.from({ length: count }, (_, n) => news(n)))
const job = { key: null, owner: null }
const sleep = async (): Promise<void> => undefined

async function edge({ seed = 1, twice = 0, queued = true } = {}) {
  const index = await openSqlite(':memory:')
  const sql = await openSqlite(':memory:', { schema: 'records' })
  const binding = fakeVectorize({ dimensions: DIMENSIONS, delayMs: Infinity })
  const vectors = openVectorize(binding, { dimensions: DIMENSIONS, sleep })
  const debts = createVectorDebts(index)
  const store = withVectors(createSqlStore(index, { dimensions: DIMENSIONS }), vectors, debts)
  const sweep = createSweep({ store, debts, vectors })
  const inner = fakeEmbedder()
  const calls: number[] = []
  /** What the model does with these texts before it embeds them. */
  const model = { asked: (_texts: string[]): void => undefined }
  const embedder = {
    ...inner,
    embedPassages: async (texts: string[]) => {
      if (texts.length > 0) calls.push(texts.length)
      model.asked(texts)
      return inner.embedPassages(texts)
    },
  }
  const queue = fakeQueue({ random: randomness(seed), twice })
  const errors: string[] = []
  const { jobs, deliver } = openEdgeJobs({
    sql,
    binding: queued ? queue : undefined,
    store: async () => store,
    embedder,
    sweep,
    maxOpen: 5,
    keepDays: 30,
    onFailure: (event, error) => errors.push(`${event}: ${String(error)}`),
  })
  const records = createJobRecords(sql)
  const waitingRows = async () => Number((await sql.all('SELECT count(*) AS n FROM job_files'))[0]!['n'])
  return { store, binding, sweep, queue, jobs, deliver, records, waitingRows, model, calls, errors, sql }
}

describe('jobs whose pieces come through a queue', () => {
  it.each([1, 2, 3])('store what was sent once, whatever comes twice and out of order (%i)', async (seed) => {
    const { jobs, queue, deliver, store, binding, waitingRows, calls } = await edge({ seed, twice: 0.3 })
    const lines = `${new TextDecoder().decode(many(25).bytes)}\n{bad`
    const files = [
      { name: 'a.jsonl', bytes: new TextEncoder().encode(lines) },
      { name: 'b.xlsx', bytes: new TextEncoder().encode('x') },
    ]
    const { job: queued } = await jobs.add({ ...job, files })
    expect(queued).toMatchObject({ state: 'queued', searchable_at: null })
    await queue.drain(deliver)
    const done = (await jobs.get(queued.id))!
    expect(done).toMatchObject({
      state: 'done',
      progress: { items_done: 27, items_total: 27, passages_done: 25 },
      counts: { added: 25, updated: 0, unchanged: 0, failed: 2 },
      // Nothing of it is seen yet.
      searchable_at: null,
    })
    expect((await store.stats()).articles).toBe(25)
    expect((await store.get('n3'))!.revision).toBe(1)
    expect(await waitingRows()).toBe(0)
    // Together, not one by one.
    expect(calls.length).toBeLessThan(15)
    binding.settle()
    await jobs.tend()
    await queue.drain(deliver)
    expect((await jobs.get(queued.id))!.searchable_at).not.toBeNull()
    expect(binding.ids()).toEqual(await store.passageIds({}))
  })

  it('go on when their Worker is ended in between, anywhere', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const { jobs, queue, deliver, store, waitingRows } = await edge({ seed, twice: 0.2 })
      const { job: queued } = await jobs.add({ ...job, files: [many(12)] })
      const random = randomness(seed)
      // Ended after some of the batch is acknowledged.
      await queue.drain(async ({ queue: name, messages }) => {
        const to = random() < 0.3 ? Math.floor(random() * messages.length) : messages.length
        await deliver({ queue: name, messages: messages.slice(0, to) })
        if (to < messages.length) throw new Error('ended')
      })
      expect((await jobs.get(queued.id))!, `seed ${seed}`).toMatchObject({
        state: 'done',
        counts: { added: 12 },
      })
      expect((await store.stats()).articles).toBe(12)
      expect(await waitingRows()).toBe(0)
    }
  })

  it('wait while the model is busy, longer each time, and give up with its reason', async () => {
    const { jobs, queue, deliver, model } = await edge()
    let busy = 3
    model.asked = () => {
      if ((busy -= 1) >= 0) throw new OverloadError('the model has no capacity; try again later')
    }
    const { job: first } = await jobs.add({ ...job, files: [many(1)] })
    await queue.drain(deliver)
    expect((await jobs.get(first.id))!.state).toBe('done')
    expect(Math.max(...queue.delays)).toBeGreaterThanOrEqual(10)
    model.asked = () => {
      throw new OverloadError('the model has no capacity; try again later')
    }
    const { job: second } = await jobs.add({ ...job, files: [linesFile([news(50), news(51)])] })
    await queue.drain(deliver)
    expect(await jobs.get(second.id)).toMatchObject({
      state: 'failed',
      counts: { failed: 2 },
      items: [{ outcome: 'failed', fact: expect.stringMatching(/8 tries: the model has no capacity/) }, {}],
    })
  })

  it('fail one article that the model refuses, and store the others', async () => {
    const { jobs, queue, deliver, model } = await edge()
    model.asked = (texts) => {
      if (texts.some((text) => text.includes('第2号')))
        throw new AppError('too_large', 413, 'it is too long; divide it')
    }
    const { job: queued } = await jobs.add({ ...job, files: [many(4)] })
    await queue.drain(deliver)
    expect(await jobs.get(queued.id)).toMatchObject({
      state: 'done',
      counts: { added: 3, failed: 1 },
      items: [{ name: expect.any(String), line: 3, fact: 'it is too long; divide it' }, {}, {}, {}],
    })
  })

  it('tell of what ended the Worker each time, from the queue of the dead', async () => {
    const { jobs, queue, deliver } = await edge()
    const { job: queued } = await jobs.add({ ...job, files: [many(3)] })
    await queue.drain(async (batch) => {
      const isBad = batch.messages.some(({ body }) => (body as { piece?: number }).piece === 1)
      if (isBad && batch.queue === 'touwen-ingest') throw new Error('exceeded memory')
      await deliver(batch)
    })
    const ended = (await jobs.get(queued.id))!
    expect(ended.counts.failed).toBeGreaterThanOrEqual(1)
    expect(ended.finished_at).not.toBeNull()
    expect(ended.items[0]).toMatchObject({ fact: expect.stringMatching(/more time or memory/) })
    const { job: unread } = await jobs.add({ ...job, files: [many(3)] })
    await queue.drain(async (batch) => {
      if (batch.queue === 'touwen-ingest') throw new Error('exceeded memory')
      await deliver(batch)
    })
    expect(await jobs.get(unread.id)).toMatchObject({
      state: 'failed',
      error: { remedy: 'send it in smaller parts' },
    })
  })

  it('lose nothing when a message was never sent or is lost', async () => {
    const { jobs, queue, deliver, errors } = await edge()
    queue.fail(1)
    const { job: queued } = await jobs.add({ ...job, files: [many(3)] })
    expect([queue.waiting, errors.length]).toEqual([0, 1])
    await jobs.tend()
    await queue.drain(deliver, 1)
    queue.lose()
    await jobs.tend()
    await queue.drain(deliver)
    expect(await jobs.get(queued.id)).toMatchObject({ state: 'done', counts: { added: 3 } })
  })

  it('are cancelled while they wait and while they run', async () => {
    const { jobs, queue, deliver, waitingRows } = await edge()
    const { job: first } = await jobs.add({ ...job, files: [many(3)] })
    expect(await jobs.cancel(first.id)).toMatchObject({ state: 'cancelled' })
    const { job: second } = await jobs.add({ ...job, files: [many(40)] })
    await queue.drain(deliver, 3)
    expect(await jobs.cancel(second.id)).toMatchObject({ state: 'running', cancel_requested: true })
    await queue.drain(deliver)
    const ended = (await jobs.get(second.id))!
    expect(ended.state).toBe('cancelled')
    expect(ended.counts.added).toBeLessThan(40)
    expect(await waitingRows()).toBe(0)
    await expect(jobs.cancel(second.id)).rejects.toMatchObject({ status: 409 })
  })

  it('are the same job for the same request, and keep to the articles of their key', async () => {
    const { jobs, queue, deliver } = await edge()
    const files = [
      linesFile([
        { ...news(1), zone: '甲' },
        { ...news(2), zone: '乙' },
      ]),
    ]
    const given = { files, key: 'k', owner: 'o', within: { zone: '甲' } }
    const { job: queued } = await jobs.add(given)
    expect(await jobs.add(given)).toMatchObject({ again: true, job: { id: queued.id } })
    await expect(jobs.add({ ...given, files: [many(1)] })).rejects.toMatchObject({ status: 422 })
    await queue.drain(deliver)
    expect(await jobs.get(queued.id)).toMatchObject({ counts: { added: 1, failed: 1 } })
  })

  it('keep many pieces in few statements, and long ones in parts', async () => {
    const { jobs, queue, deliver, store, sql } = await edge()
    let statements = 0
    const batch = sql.batch.bind(sql)
    sql.batch = (given) => {
      for (const { sql: text, args = [] } of given) {
        if (text.includes('INTO job_files')) statements += 1
        expect(args.length).toBeLessThanOrEqual(100)
      }
      return batch(given)
    }
    const long = {
      id: 'long',
      title: '长文',
      text: '示例开发区签约项目。\n'.repeat(60_000).slice(0, 560_000),
    }
    const short = Array.from({ length: 60 }, (_, n) => ({
      id: `s${n}`,
      text: `第${n}号园区的第${n * 7}个项目。`,
    }))
    const { job: queued } = await jobs.add({ ...job, files: [linesFile([long, ...short])] })
    await queue.drain(deliver, 1)
    expect(statements).toBeLessThan(10)
    queue.lose()
    await jobs.cancel(queued.id)
    const { job: again } = await jobs.add({
      ...job,
      files: [linesFile([{ ...long, text: long.text.slice(0, 300_000) }])],
    })
    await queue.drain(deliver)
    expect((await jobs.get(again.id))!.counts.added).toBe(1)
    expect((await store.get('long'))!.text).toBe(long.text.slice(0, 300_000))
  })

  it('refuse more articles than one process can write down', async () => {
    const { jobs, queue, deliver, waitingRows } = await edge()
    const { job: queued } = await jobs.add({
      ...job,
      files: [{ name: 'a.jsonl', bytes: new TextEncoder().encode('{\n'.repeat(15_001)) }],
    })
    await queue.drain(deliver)
    expect(await jobs.get(queued.id)).toMatchObject({
      state: 'failed',
      error: { fact: expect.stringMatching(/15001 articles.*at most 15000/) },
    })
    expect(await waitingRows()).toBe(0)
  })

  it('say how to make the queue where there is none', async () => {
    const { jobs } = await edge({ queued: false })
    await expect(jobs.mustHaveRoom()).rejects.toThrow(/wrangler queues create/)
  })
})

describe('the sweep', () => {
  it('mends whatever was lost, a bounded share each time', async () => {
    for (let seed = 1; seed <= 2; seed += 1) {
      const { jobs, queue, deliver, store, binding, sweep } = await edge({ seed })
      const random = randomness(seed)
      binding.lose(() => random() < 0.5)
      await jobs.add({ ...job, files: [many(110)] })
      await queue.drain(deliver)
      for (let n = 0; n < 40; n += 1) {
        if (n % 3 === 0) await store.remove(`n${n}`)
      }
      const changed = [linesFile([{ ...news(1), text: '第1号项目改在别处开工。' }])]
      await jobs.add({ ...job, files: changed })
      await queue.drain(deliver)
      binding.settle()
      const wanted = await store.passageIds({})
      expect(binding.ids()).not.toEqual(wanted)
      binding.lose(() => random() < 0.2)
      const before = binding.calls['getByIds'] ?? 0
      for (let tick = 0; tick < 12; tick += 1) {
        await sweep.run(100)
        binding.settle()
      }
      binding.lose(() => false)
      for (let tick = 0; tick < 4; tick += 1) {
        await sweep.run(100)
        binding.settle()
      }
      expect(binding.ids(), `seed ${seed}`).toEqual(wanted)
      // 100 ids are five look-ups; what is owed may add one more round.
      expect((binding.calls['getByIds']! - before) / 16).toBeLessThanOrEqual(10)
      expect(await sweep.run(1000)).toMatchObject({ given: 0, removed: 0 })
    }
  })

  it('gives again a vector that is another one', async () => {
    const { jobs, queue, deliver, binding, sweep } = await edge()
    await jobs.add({ ...job, files: [many(2)] })
    await queue.drain(deliver)
    binding.settle()
    const [one] = await binding.getByIds(['1'])
    await binding.upsert([{ id: '1', values: Array.from(one!.values, (v) => -v), metadata: { id: 1 } }])
    binding.settle()
    expect(await sweep.run(1000)).toMatchObject({ looked: 0 })
    expect(await sweep.run(1000)).toMatchObject({ looked: 2, given: 1 })
    binding.settle()
    expect(await sweep.run(1000)).toMatchObject({ looked: 2, given: 0, removed: 0 })
  })
})

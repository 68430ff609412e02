import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IngestEvent, IngestOptions, IngestReport } from '../../src/engine.ts'
import { ingest, isStale } from '../../src/ingest/ingest.ts'
import { indexMadeWith } from '../../src/ingest/storing.ts'
import type { ArticleStore } from '../../src/store/article-store.ts'
import { fakeEmbedder, memoryStore, type FakeEmbedder } from '../fakes.ts'

let dir: string
let store: ArticleStore
let embedder: FakeEmbedder
let events: IngestEvent[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touwen-ingest-'))
  store = await memoryStore()
  embedder = fakeEmbedder()
  events = []
})
afterEach(async () => {
  await store.close()
  await rm(dir, { recursive: true })
})

interface Line {
  id?: string
  text: string
  title?: string
  date?: string
  zone?: string
}

const write = (name: string, ...lines: Line[]): Promise<void> =>
  writeFile(join(dir, name), lines.map((line) => JSON.stringify(line)).join('\n'))
const run = (options: IngestOptions = {}): Promise<IngestReport> =>
  ingest({ store, embedder }, [dir], { onEvent: (event) => events.push(event), ...options })
const stored = async (): Promise<string[]> => (await store.list({}, 100, 0)).map(({ id }) => id).sort()

const A: Line = { id: '甲', title: '签约', text: '丹阳开发区签约项目三个。' }
const B: Line = { id: '乙', title: '开工', text: '昆山产业园举行开工仪式。' }
const C: Line = { id: '丙', title: '投产', text: '太仓港集装箱码头正式投产运营。' }

describe('ingest', () => {
  it('stores each article with its passages, vectors and search terms', async () => {
    await write('a.jsonl', { ...A, date: '2022-03-04', zone: '丹阳开发区' }, B)
    expect(await run()).toMatchObject({
      added: 2,
      updated: 0,
      unchanged: 0,
      removed: 0,
      passages: 2,
      failed: [],
      skipped: 0,
      interrupted: false,
    })
    expect(await store.get('甲')).toMatchObject({
      id: '甲',
      revision: 1,
      title: '签约',
      text: A.text,
      published_at: '2022-03-04',
      zone: '丹阳开发区',
      story_id: '甲',
    })
    expect(await store.searchText(['开工'], {}, 5)).toHaveLength(1)
    expect(embedder.embedded).toEqual([`丹阳开发区 签约\n${A.text}`, `开工\n${B.text}`])
    const vectors = []
    for await (const item of store.vectors()) vectors.push(item)
    expect(vectors).toHaveLength(2)
  })

  it('reports progress up to the whole', async () => {
    await write('a.jsonl', A, B, C)
    await run()
    const progress = events.filter((event) => event.kind === 'progress')
    expect(
      progress.map(({ done, total, passages, passages_done }) => [done, total, passages, passages_done]),
    ).toEqual([
      [1, 3, 3, 1],
      [2, 3, 3, 2],
      [3, 3, 3, 3],
    ])
  })

  it('does nothing the second time', async () => {
    await write('a.jsonl', A, B)
    await run()
    const [before, { generation }] = [embedder.embedded.length, await store.stats()]
    expect(await run()).toMatchObject({ added: 0, updated: 0, unchanged: 2, passages: 0 })
    expect(embedder.embedded).toHaveLength(before)
    expect((await store.stats()).generation).toBe(generation)
  })

  it('a changed text makes revision 2, and the passages of before are gone', async () => {
    await write('a.jsonl', A, B)
    await run()
    const [old] = await store.passagesOf('甲')
    await write('a.jsonl', { ...A, text: '句容开发区改签项目五个。' }, B)
    expect(await run()).toMatchObject({ added: 0, updated: 1, unchanged: 1, passages: 1 })
    expect(await store.get('甲')).toMatchObject({ revision: 2, text: '句容开发区改签项目五个。' })
    expect(await store.get('甲', 1)).toMatchObject({ text: A.text })
    expect(await store.passages([old!.id])).toEqual([])
    expect(await store.searchText(['丹阳'], {}, 5)).toEqual([])
    expect((await store.passagesOf('甲')).map(({ text }) => text)).toEqual(['句容开发区改签项目五个。'])
  })

  it('a changed field alone makes a revision without embedding again', async () => {
    await write('a.jsonl', A)
    await run()
    await write('a.jsonl', { ...A, date: '2022-03-04' })
    expect(await run()).toMatchObject({ updated: 1 })
    expect(await store.get('甲')).toMatchObject({ revision: 2, published_at: '2022-03-04' })
    expect(embedder.embedded).toHaveLength(1)
  })

  it('a bad line or file is reported with a remedy and the rest is kept', async () => {
    await writeFile(join(dir, 'a.jsonl'), `${JSON.stringify(A)}\n{broken\n${JSON.stringify(B)}\n`)
    await writeFile(join(dir, 'empty.txt'), '')
    await writeFile(join(dir, 'image.png'), 'x')
    const report = await run()
    expect(report).toMatchObject({ added: 2, skipped: 1 })
    expect(report.failed.map(({ path, line }) => [path, line])).toEqual([
      [join(dir, 'a.jsonl'), 2],
      [join(dir, 'empty.txt'), undefined],
    ])
    for (const { fact, remedy } of report.failed)
      expect([fact, remedy].every((text) => text.length > 3)).toBe(true)
    expect(events.filter(({ kind }) => kind === 'failed')).toHaveLength(2)
    expect(events.filter(({ kind }) => kind === 'skipped')).toHaveLength(1)
  })

  it('the same id with other content in two files: the first is kept, the second refused', async () => {
    await write('a.jsonl', A)
    await write('b.jsonl', { ...A, text: '另一篇文章说的是别的事。' }, B)
    const report = await run()
    expect(report).toMatchObject({ added: 2, failed: [{ path: join(dir, 'b.jsonl') }] })
    expect(report.failed[0]!.fact).toContain('甲')
    expect(report.failed[0]!.fact).toContain('a.jsonl')
    expect((await store.get('甲'))!.text).toBe(A.text)
  })

  it('the same article in two files is one article', async () => {
    await write('a.jsonl', A)
    await write('b.jsonl', A)
    expect(await run()).toMatchObject({ added: 1, failed: [] })
  })
})

describe('prune', () => {
  beforeEach(async () => {
    await write('a.jsonl', A)
    await write('b.jsonl', B)
    await run()
    await rm(join(dir, 'b.jsonl'))
  })

  it('removes what the paths no longer hold, and only when asked', async () => {
    expect(await run()).toMatchObject({ removed: 0 })
    expect(await run({ prune: true })).toMatchObject({ removed: 1 })
    expect(await stored()).toEqual(['甲'])
    expect(await store.searchText(['昆山'], {}, 5)).toEqual([])
  })

  it('is withheld when a file failed or the run was interrupted', async () => {
    await writeFile(join(dir, 'c.jsonl'), '{broken')
    expect(await run({ prune: true })).toMatchObject({ removed: 0, failed: [{}] })
    await write('c.jsonl', C)
    expect(await run({ prune: true, signal: AbortSignal.abort() })).toMatchObject({
      removed: 0,
      interrupted: true,
    })
    expect(await stored()).toEqual(['乙', '甲'])
  })

  it('an article that comes back counts as added', async () => {
    await run({ prune: true })
    await write('b.jsonl', B)
    expect(await run()).toMatchObject({ added: 1, updated: 0 })
  })
})

describe('an interrupted run', () => {
  const many = Array.from({ length: 12 }, (_, i) => ({
    id: `文${i}`,
    title: `标题${i}`,
    text: `第${i}号项目签约仪式举行。`,
  }))

  it('finishes the article in work, keeps it, and goes on later without embedding anything twice', async () => {
    await write('a.jsonl', ...many)
    const controller = new AbortController()
    const first = await run({
      signal: controller.signal,
      onEvent: (event) => {
        if (event.kind === 'progress' && event.done === 3) controller.abort()
      },
    })
    expect(first).toMatchObject({ added: 3, interrupted: true })
    expect(await stored()).toHaveLength(3)
    const kept = new Set(embedder.embedded.slice(0, 3))
    const before = embedder.embedded.length
    expect(before).toBeLessThanOrEqual(3 + 3)
    expect(await run()).toMatchObject({ added: 9, unchanged: 3, interrupted: false })
    expect(embedder.embedded.slice(before).filter((text) => kept.has(text))).toEqual([])
    expect(embedder.embedded.slice(before)).toHaveLength(9)
    expect(await stored()).toHaveLength(12)
  })

  it('by a failing model loses nothing that was stored', async () => {
    await write('a.jsonl', ...many)
    const failing = {
      ...embedder,
      embedPassages: async (texts: string[]) => {
        if (texts[0]!.includes('第5号')) throw new Error('out of memory')
        return embedder.embedPassages(texts)
      },
    }
    await expect(ingest({ store, embedder: failing }, [dir])).rejects.toThrow('out of memory')
    expect(await stored()).toHaveLength(5)
    expect(await run()).toMatchObject({ added: 7, unchanged: 5 })
  })
})

const storyOf = async (id: string): Promise<string> => (await store.get(id))!.story_id

// A stretch of an endless text in which no shingle occurs twice.
const part = (from: number): string =>
  Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x4e00 + (((from + i) * 7919) % 20_000))).join('')

describe('stories', () => {
  const body =
    '江苏丹阳经济开发区召开项目推进大会，总结前三季度工作，部署四季度任务，要求各部门抓紧抓实，确保全年目标圆满完成。'

  it('near duplicates share the id of the earliest, whatever the order in which they come', async () => {
    await write('a.jsonl', { id: '晚', text: body, date: '2022-03-06' }, C)
    await run()
    await write('b.jsonl', { id: '早', text: `${body}（通讯员张三）`, date: '2022-03-04' })
    await write('c.jsonl', { id: '中', text: `【要闻】${body}`, date: '2022-03-05' })
    await run()
    expect(await Promise.all(['早', '中', '晚', '丙'].map(storyOf))).toEqual(['早', '早', '早', '丙'])
    expect((await store.stories(['早'])).get('早')!.map(({ id }) => id)).toEqual(['早', '中', '晚'])
  })

  it('an undated article is never the earliest of dated ones', async () => {
    await write('a.jsonl', { id: '0', text: body }, { id: '9', text: `${body}。`, date: '2022-03-04' })
    await run()
    expect(await Promise.all(['0', '9'].map(storyOf))).toEqual(['9', '9'])
  })

  it('a chain of copies is one story named after the earliest, also where the ends are not alike', async () => {
    await write('a.jsonl', { id: '1', text: part(0), date: '2022-01-01' })
    await write('b.jsonl', { id: '2', text: part(55), date: '2022-01-02' })
    await write('c.jsonl', { id: '3', text: part(110), date: '2022-01-03' })
    await run()
    expect(await Promise.all(['1', '2', '3'].map(storyOf))).toEqual(['1', '1', '1'])
  })
})

describe('an index made by another embedder', () => {
  beforeEach(async () => {
    await write('a.jsonl', A, B, C)
    await run()
    await rm(join(dir, 'a.jsonl'))
    await write('d.jsonl', { id: '丁', text: '常州开发区集中签约。' })
    embedder = fakeEmbedder('other-embedder@2')
  })

  it('is made anew from the texts it holds, whatever paths are given', async () => {
    expect(await run()).toMatchObject({ added: 1, updated: 0 })
    expect(new Set(embedder.embedded.map((text) => text.split('\n').at(-1)))).toEqual(
      new Set([A.text, B.text, C.text, '常州开发区集中签约。']),
    )
    expect(await stored()).toHaveLength(4)
    expect(await indexMadeWith(store)).toContain('other-embedder@2')
    expect(await run()).toMatchObject({ unchanged: 1 })
    expect(embedder.embedded).toHaveLength(4)
  })

  it('interrupted, says so, and goes on where it was', async () => {
    const controller = new AbortController()
    const stopping = {
      ...embedder,
      embedPassages: async (texts: string[]) => {
        controller.abort()
        return embedder.embedPassages(texts)
      },
    }
    const report = await ingest({ store, embedder: stopping }, [dir], {
      signal: controller.signal,
      prune: true,
    })
    expect(report).toMatchObject({ added: 0, removed: 0, interrupted: true })
    expect(await indexMadeWith(store)).not.toContain('other-embedder@2')
    const done = embedder.embedded.length
    expect(done).toBe(1)
    await run()
    expect(embedder.embedded).toHaveLength(4)
    expect(new Set(embedder.embedded).size).toBe(4)
  })
})

describe('isStale', () => {
  it('until everything is indexed as it is, and again when a file or the embedder changes', async () => {
    await write('a.jsonl', A, B)
    const stale = (): Promise<boolean> => isStale({ store, embedder }, [dir])
    expect(await stale()).toBe(true)
    await run()
    expect(await stale()).toBe(false)
    await write('b.jsonl', C)
    expect(await stale()).toBe(true)
    await rm(join(dir, 'b.jsonl'))
    await write('a.jsonl', A)
    expect(await stale()).toBe(true)
    await write('a.jsonl', A, { ...B, title: '改' })
    expect(await stale()).toBe(true)
    await write('a.jsonl', A, B)
    expect(await stale()).toBe(false)
    embedder = fakeEmbedder('other-embedder@2')
    expect(await stale()).toBe(true)
  })
})

describe('the stories of those that a rewritten or removed article leaves', () => {
  const parts = (n: number): string => part(n * 46)
  const tell = (...numbers: number[]): Promise<void> =>
    write('a.jsonl', ...numbers.map((n) => ({ id: `${n}`, text: parts(n), date: `2022-01-0${n}` })))

  it('are named after the earliest left when the head is rewritten', async () => {
    await write(
      'a.jsonl',
      { id: '1', text: parts(1), date: '2022-01-01' },
      { id: '2', text: parts(1), date: '2022-01-02', title: '转载' },
      { id: '3', text: parts(1), date: '2022-01-03', title: '再转' },
    )
    await run()
    expect(await Promise.all(['1', '2', '3'].map(storyOf))).toEqual(['1', '1', '1'])
    await write('b.jsonl', { id: '1', text: parts(90), date: '2022-01-01' })
    await rm(join(dir, 'a.jsonl'))
    await run()
    expect(await Promise.all(['1', '2', '3'].map(storyOf))).toEqual(['1', '2', '2'])
    expect([...(await store.stories(['1', '2'])).keys()]).toEqual(['2'])
  })

  it('fall apart when the link between them is rewritten, and come together when it comes back', async () => {
    await tell(1, 2, 3)
    await run()
    expect(await Promise.all(['1', '2', '3'].map(storyOf))).toEqual(['1', '1', '1'])
    await write('a.jsonl', { id: '2', text: parts(90), date: '2022-01-02' })
    await run()
    expect(await Promise.all(['1', '2', '3'].map(storyOf))).toEqual(['1', '2', '3'])
    await tell(2)
    await run()
    expect(await Promise.all(['1', '2', '3'].map(storyOf))).toEqual(['1', '1', '1'])
  })

  it('fall apart when the link is removed', async () => {
    await tell(1, 2, 3, 4)
    await run()
    await tell(1, 3, 4)
    expect(await run({ prune: true })).toMatchObject({ removed: 1 })
    expect(await Promise.all(['1', '3', '4'].map(storyOf))).toEqual(['1', '3', '3'])
  })

  it('are named anew when the head gets a later date', async () => {
    await tell(1, 2)
    await run()
    await write('a.jsonl', { id: '1', text: parts(1), date: '2022-01-09' })
    await run()
    expect(await Promise.all(['1', '2'].map(storyOf))).toEqual(['2', '2'])
  })

  it('with a rewritten article join another story as a whole', async () => {
    await tell(1, 2)
    await write('b.jsonl', { id: '7', text: parts(40), date: '2021-01-01' })
    await run()
    await write('a.jsonl', { id: '2', text: parts(40), date: '2022-01-02' })
    await run()
    expect(await Promise.all(['1', '2', '7'].map(storyOf))).toEqual(['1', '7', '7'])
  })
})

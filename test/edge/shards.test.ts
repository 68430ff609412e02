import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Filters } from '../../src/article.ts'
import { AppError, OverloadError } from '../../src/errors.ts'
import { prepare } from '../../src/ingest/article.ts'
import { createBreathe } from '../../src/ingest/breathe.ts'
import { newDraft } from '../../src/ingest/draft.ts'
import { embedPassages, removeArticle, storeArticle } from '../../src/ingest/storing.ts'
import { withVectors } from '../../src/ingest/with-vectors.ts'
import { createAttendance } from '../../src/parts.ts'
import { understand } from '../../src/question.ts'
import { createRetriever, type Retrieval } from '../../src/retrieve/retriever.ts'
import { createShardTable, defaultShard, readShards } from '../../src/shards.ts'
import type { ArticleStore, PartStore } from '../../src/store/article-store.ts'
import { createPartedStore } from '../../src/store/parted-store.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { createVectorDebts } from '../../src/store/sql-vector-debts.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { createExact } from '../../src/vectors/exact.ts'
import { createPartedVectors } from '../../src/vectors/parted-vectors.ts'
import type { VectorIndex } from '../../src/vectors/vector-index.ts'
import { DIMENSIONS, fakeEmbedder, noLanguage } from '../fakes.ts'
import { madeUp, QUESTIONS, SHARDS } from './shard-corpus.ts'

const table = createShardTable([defaultShard('touwen-bge-m3'), ...readShards(JSON.stringify(SHARDS))])
const JIANGSU = { zone: '江苏丹阳经济开发区', region: '镇江' }

describe('the table of shards', () => {
  it.each([
    ['江苏丹阳经济开发区', '镇江', 1],
    ['浙江德清经济开发区', '湖州', 2],
    ['广东增城经济技术开发区', null, 3],
    [null, '镇江', 1],
    [null, '镇江市', 1],
    ['湖北葛店经济技术开发区', '镇江', 1],
    ['湖北葛店经济技术开发区', '鄂州', 0],
    ['浙江德清经济开发区', '镇江', 2],
    [null, null, 0],
  ])('%s, %s: shard %i', (zone, region, number) => {
    expect(table.shardOf({ zone, region })).toBe(number)
  })

  it('lets the longest name decide', () => {
    const nested = createShardTable([
      defaultShard('a'),
      ...readShards(
        JSON.stringify({
          all: { db: 'A', vectorize: 'VA', index: 'va', holds: ['江苏'] },
          one: { db: 'B', vectorize: 'VB', index: 'vb', holds: ['江苏丹阳'] },
        }),
      ),
    ])
    expect(nested.shardOf(JIANGSU)).toBe(2)
    expect(nested.shardOf({ zone: '江苏昆山高新区', region: null })).toBe(1)
  })

  it.each<[Filters, number[]]>([
    [{ zone: '江苏丹阳经济开发区' }, [1]],
    [{ zone: '湖北葛店经济技术开发区' }, [0, 1, 2, 3]],
    [{ zone: '湖北葛店经济技术开发区', region: '鄂州' }, [0]],
    [{ region: '镇江' }, [0, 1, 2, 3]],
    [{ source: '丹阳日报' }, [0, 1, 2, 3]],
  ])('filters %j are met in %j', (filters, numbers) => {
    expect(table.shardsFor(filters)).toEqual(numbers)
  })

  it.each([
    ['江苏丹阳开发区外资多少', [1]],
    ['江苏丹阳开发区和浙江德清开发区哪个外资多', [1, 2]],
    ['丹阳开发区外资多少', null],
    ['外资多少', null],
  ])('%s: %j', (question, numbers) => {
    expect(table.shardsNamed(question)).toEqual(numbers)
  })

  it('knows a zone by its short name when it is listed in full', () => {
    const listed = createShardTable([
      defaultShard('a'),
      ...readShards(
        JSON.stringify({ d: { db: 'A', vectorize: 'VA', index: 'va', holds: ['江苏丹阳经济开发区'] } }),
      ),
    ])
    expect(listed.shardsNamed('丹阳开发区外资多少')).toEqual([1])
    expect(listed.shardsNamed('丹阳高新区外资多少')).toBeNull()
  })

  it.each([
    ['{', /is not JSON/],
    ['{"A":{}}', /wrong entry/],
    ['{"a":{"db":"X","vectorize":"Y","index":"z","holds":[]}}', /a\.holds/],
    ['{"a":{"db":"DB","vectorize":"Y","index":"z","holds":["江苏"]}}', /belongs to the default/],
    [
      '{"a":{"db":"X","vectorize":"Y","index":"z","holds":["江苏"]},"b":{"db":"X","vectorize":"W","index":"v","holds":["浙江"]}}',
      /db “X” for two/,
    ],
    [
      '{"a":{"db":"X","vectorize":"Y","index":"z","holds":["江苏"]},"b":{"db":"U","vectorize":"W","index":"v","holds":["江苏"]}}',
      /two shards hold “江苏”/,
    ],
  ])('refuses %s', (text, message) => {
    expect(() => readShards(text)).toThrow(AppError)
    expect(() => readShards(text)).toThrow(message)
  })
})

const embedder = fakeEmbedder()
const breathe = createBreathe()

interface OpenPart {
  number: number
  name: string
  store: PartStore
  vectors: VectorIndex
}

async function openPart(number: number): Promise<OpenPart> {
  const vectors = createExact(DIMENSIONS)
  const sql = await openSqlite(':memory:')
  const bare = createSqlStore(sql, { dimensions: DIMENSIONS })
  const store = withVectors(bare, vectors, createVectorDebts(sql))
  return { number, name: table.shards[number]!.name, store, vectors }
}

const openParts = (): Promise<OpenPart[]> => Promise.all([0, 1, 2, 3].map(openPart))

function whole(parts: OpenPart[], timeoutMs = 1000) {
  const attendance = createAttendance({ timeoutMs })
  return {
    attendance,
    store: createPartedStore(parts, { table, attendance }),
    vectors: createPartedVectors(parts, attendance),
  }
}

async function put(store: ArticleStore, draft: Parameters<typeof newDraft>[0]): Promise<void> {
  const prepared = prepare(newDraft(draft), embedder.id)
  await storeArticle(store, prepared, await embedPassages({ store, embedder }, prepared), breathe)
}

async function retrieve(
  over: { store: ArticleStore; vectors: Pick<VectorIndex, 'query'> },
  question: string,
  filters: Filters = {},
): Promise<Retrieval> {
  const retriever = createRetriever({ ...over, embedder, language: noLanguage })
  return retriever.retrieve(understand(question, '2023-01-01'), filters, 10)
}

const keysOf = ({ hits }: Retrieval): string[] =>
  hits.map(({ article, passage }) => `${article.id}:${passage.start}`)

describe('four shards', () => {
  let parts: OpenPart[]
  let store: ArticleStore
  beforeEach(async () => {
    parts = await openParts()
    store = whole(parts).store
  })
  const held = async (id: string): Promise<number[]> => {
    const found = await Promise.all(parts.map(async (part) => (await part.store.get(id)) !== null))
    return found.flatMap((is, number) => (is ? [number] : []))
  }

  it('hold the articles of their regions, with their vectors', async () => {
    for (const draft of madeUp(28)) await put(store, draft)
    for (const draft of madeUp(28)) {
      expect(await held(draft.id!), `${draft.zone} ${draft.region}`).toEqual([table.shardOf(draft)])
    }
    for (const { store: one, vectors } of parts) {
      expect(await vectors.ids()).toEqual(new Set(await one.passageIds({})))
    }
    expect((await store.stats()).articles).toBe(28)
  })

  it('move an article that changes its zone: revisions count on, and nothing is left behind', async () => {
    const text = '丹阳开发区签约项目5个。'
    await put(store, { id: 'm', text, ...JIANGSU })
    await put(store, { id: 'm', text: `${text}总投资3亿元。`, ...JIANGSU })
    expect(await held('m')).toEqual([1])
    const before = await store.get('m', 1)
    await put(store, { id: 'm', text, zone: '浙江德清经济开发区', region: '湖州' })
    expect(await held('m')).toEqual([2])
    expect(await parts[1]!.store.stats()).toMatchObject({ articles: 0, passages: 0 })
    expect(await parts[1]!.vectors.size()).toBe(0)
    expect(await parts[1]!.store.termCounts(['签约'])).toEqual(new Map([['签约', 0]]))
    expect(await parts[2]!.vectors.size()).toBe(1)
    expect((await store.get('m'))!.revision).toBe(3)
    expect(await store.revisions('m')).toEqual([1, 2, 3])
    // An old citation still finds the text that it was cut from.
    expect(await store.get('m', 1)).toEqual({ ...before, story_id: 'm' })
    await put(store, { id: 'm', text, ...JIANGSU })
    expect(await held('m')).toEqual([1])
    expect(await store.revisions('m')).toEqual([1, 2, 3, 4])
    expect(await removeArticle(store, 'm', breathe)).toBe(true)
    expect(await held('m')).toEqual([])
    await put(store, { id: 'm', text, ...JIANGSU })
    expect((await store.get('m'))!.revision).toBe(5)
  })

  it('finish a move that was cut off, when the article is put again', async () => {
    const text = '丹阳开发区签约项目5个。'
    await put(store, { id: 'm', text, ...JIANGSU })
    const remove = parts[1]!.store.remove
    parts[1]!.store.remove = async () => {
      throw new Error('cut off')
    }
    const moved = { id: 'm', text, zone: '浙江德清经济开发区', region: '湖州' }
    await expect(put(store, moved)).rejects.toThrow('cut off')
    expect(await held('m')).toEqual([1, 2])
    expect(await store.get('m')).toMatchObject({ revision: 2, region: '湖州' })
    parts[1]!.store.remove = remove
    await put(store, moved)
    expect(await held('m')).toEqual([2])
    expect(await parts[1]!.vectors.size()).toBe(0)
    expect((await store.get('m'))!.revision).toBe(2)
  })

  it('tell one story over shards, and part it', async () => {
    const text = madeUp(1)[0]!.text.repeat(2)
    await put(store, { id: 'b', text, published_at: '2022-03-05', ...JIANGSU })
    await put(store, { id: 'a', text, published_at: '2022-03-04', zone: '浙江德清经济开发区' })
    expect((await store.get('b'))!.story_id).toBe('a')
    expect([...(await store.stories(['a'])).values()].flat().map(({ id }) => id)).toEqual(['a', 'b'])
    await removeArticle(store, 'a', breathe)
    expect((await store.get('b'))!.story_id).toBe('b')
    expect(await store.stories(['a', 'b'])).toEqual(new Map())
  })

  it('list and count as one', async () => {
    const one = await openPart(0)
    for (const draft of madeUp(35)) {
      await put(store, draft)
      await put(one.store, draft)
    }
    const selection = { filters: {}, phrases: [['项目']] }
    expect(await store.facets(selection)).toEqual(await one.store.facets(selection))
    expect(await store.facet('zone')).toEqual(await one.store.facet('zone'))
    const first = await store.page(selection, null, 10)
    expect(first).toEqual(await one.store.page(selection, null, 10))
    const { published_at, id } = first.at(-1)!
    expect(await store.page(selection, { published_at, id }, 10)).toEqual(
      await one.store.page(selection, { published_at, id }, 10),
    )
    expect(await store.list({ region: '镇江' }, 3, 2)).toEqual(await one.store.list({ region: '镇江' }, 3, 2))
  })
})

describe('four shards, asked', () => {
  let parts: OpenPart[]
  let one: OpenPart
  beforeAll(async () => {
    parts = await openParts()
    one = await openPart(0)
    const { store } = whole(parts)
    for (const draft of madeUp(112)) {
      await put(store, draft)
      await put(one.store, draft)
    }
  })

  it('score words as a single database does', async () => {
    for (const question of QUESTIONS) {
      const { terms } = understand(question, '2023-01-01')
      const [together, single] = await Promise.all(
        [whole(parts).store, one.store].map(async (store) => {
          const hits = await store.searchText(terms, {}, 1000)
          const found = await store.passages(hits.map(({ passage_id }) => passage_id))
          return new Map(
            found.map(({ passage }, i) => [`${passage.article_id}:${passage.start}`, hits[i]!.score]),
          )
        }),
      )
      expect(together!.size).toBe(single!.size)
      for (const [key, score] of single!) expect(together!.get(key)).toBeCloseTo(score, 6)
    }
  })

  it('find the ten passages that a single index finds', async () => {
    let shared = 0
    for (const question of QUESTIONS) {
      const [together, single] = await Promise.all([
        retrieve(whole(parts), question),
        retrieve(one, question),
      ])
      expect(single.hits).toHaveLength(10)
      // In order, but for passages of equal score.
      together.hits.forEach(({ score }, i) => expect(score).toBeCloseTo(single.hits[i]!.score, 5))
      const same = keysOf(together).filter((key) => keysOf(single).includes(key)).length
      shared += same
      if (same < 10) expect(single.hits[9]!.score).toBeCloseTo(together.hits[same]!.score, 5)
    }
    expect(shared / (10 * QUESTIONS.length)).toBe(1)
  })

  it('ask only the shard of a zone filter', async () => {
    const asked: string[] = []
    const watched = parts.map((part) => ({
      ...part,
      store: {
        ...part.store,
        searchText: async (...given: Parameters<PartStore['searchText']>) => {
          asked.push(part.name)
          return part.store.searchText(...given)
        },
      },
    }))
    const filters = { zone: '浙江德清经济开发区' }
    const { hits } = await retrieve(whole(watched), '签约项目多少个', filters)
    expect(asked).toEqual(['zhejiang'])
    expect(new Set(hits.map(({ article }) => article.zone))).toEqual(new Set([filters.zone]))
    expect(new Set(hits.map(({ article }) => article.id))).toEqual(
      new Set((await retrieve(one, '签约项目多少个', filters)).hits.map(({ article }) => article.id)),
    )
  })

  it.each(['fails', 'hangs'])('answer from the others when one %s, and tell it', async (how) => {
    const dead = new Proxy(parts[1]!.store, {
      get: (target, name) =>
        name === 'assign'
          ? target.assign
          : () => (how === 'fails' ? Promise.reject(new Error('down')) : new Promise(() => undefined)),
    })
    const broken = parts.with(1, { ...parts[1]!, store: dead })
    const { attendance, ...over } = whole(broken, 50)
    const found = await retrieve(over, '生物医药项目总投资多少亿元')
    expect(attendance.missing()).toEqual(['jiangsu'])
    expect(found.hits).toHaveLength(10)
    expect(found.hits.some(({ article }) => article.zone?.startsWith('江苏'))).toBe(false)
    // What would be wrong without it fails.
    const id = madeUp(1)[0]!.id!
    await expect(over.store.get(id)).rejects.toThrow(OverloadError)
    await expect(over.store.get(id)).rejects.toThrow(/jiangsu does not answer/)
    if (how === 'fails') {
      await expect(put(over.store, { id: 'x', text: '签约。', zone: '浙江德清经济开发区' })).rejects.toThrow(
        /jiangsu does not answer/,
      )
      await expect(over.store.facets({ filters: {}, phrases: [] })).rejects.toThrow(OverloadError)
    }
  })

  it('fail when none answers', async () => {
    const down = parts.map((part) => ({
      ...part,
      store: { ...part.store, searchText: () => Promise.reject(new Error('down')) },
    }))
    await expect(retrieve(whole(down), '外资多少')).rejects.toThrow(OverloadError)
  })
})

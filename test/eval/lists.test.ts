import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import {
  locateCase,
  measureList,
  measureOverview,
  readLists,
  type GoldItem,
  type ListCase,
  type ListReply,
} from '../../src/eval/lists.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touwen-lists-'))
})
afterAll(() => rm(dir, { recursive: true }))

async function read(fields: object): Promise<ListCase> {
  const path = join(dir, 'set.jsonl')
  const line = { question: '有哪些？', type: 'list', doc: '甲', answers: [], complete: true, ...fields }
  await writeFile(path, JSON.stringify(line))
  return (await readLists(path))[0]!
}
const item = (answers: string[], fields: Partial<GoldItem> = {}): GoldItem => ({
  answers,
  doc: '甲',
  evidence: [[0, 10]],
  also: [],
  ...fields,
})

describe('readLists', () => {
  it('reads lists, overviews and questions to be refused', async () => {
    expect(await read({ items: [{ answers: ['一'], doc: '乙', evidence: [[1, 2]] }] })).toMatchObject({
      type: 'list',
      index: 'corpus',
      items: [{ answers: ['一'], doc: '乙', evidence: [[1, 2]], also: [] }],
    })
    expect(await read({ type: 'overview', docs: ['甲', ['乙', '丙']] })).toMatchObject({ docs: ['甲', ['乙', '丙']] })
    expect(await read({ type: 'unanswerable' })).toMatchObject({ items: [], docs: [] })
  })

  it.each([
    ['a list without items', {}],
    ['an overview without articles', { type: 'overview' }],
    ['an overview with items', { type: 'overview', docs: ['甲'], items: [item(['一'])] }],
    ['another type', { type: 'number', items: [item(['一'])] }],
    ['an item without a form', { items: [item([])] }],
    ['an unknown filter', { items: [item(['一'])], filters: { year: 2023 } }],
  ])('refuses %s', async (_, bad) => {
    await expect(read(bad)).rejects.toThrow(InputError)
  })

  it('finds evidence, and the article of an overview, by quote', async () => {
    const articles = [{ id: '丙', text: '今年签约一号项目。' }]
    const list = await read({ items: [{ answers: ['一号'], doc: 'x', quote: '签约一号' }] })
    expect(locateCase(list, articles)).toMatchObject({ items: [{ also: [['丙', 2, 6]] }], also: [['丙', 2, 6]] })
    const overview = await read({ type: 'overview', docs: ['x'], quote: '今年签约' })
    expect(locateCase(overview, articles).docs).toEqual([['丙']])
  })
})

const cited = (index: number, id: string, start = 0, published_at: string | null = null, same: string[] = []) => ({
  index,
  article: { id, published_at, same_story: same.map((one) => ({ id: one })) },
  start,
  end: start + 10,
})

const reply = (...items: [answer: string, ...citations: number[]][]): ListReply => ({
  items: items.map(([answer, ...citations]) => ({ answer, citations })),
  citations: [cited(1, '甲'), cited(2, '乙'), cited(7, '甲', 50)],
})

describe('measureList', () => {
  const gold = { items: [item(['苏州']), item(['无锡', '无锡市'], { doc: '乙' })], complete: true }
  it('is full when each item is shown once with a citation at its evidence', () => {
    expect(measureList(gold, reply(['无锡市', 2], ['苏州', 7, 1]))).toEqual({ recall: 1, precision: 1, cited: 1 })
  })

  it('counts what is missing, wrong, shown twice, or cited elsewhere', () => {
    const measure = measureList(gold, reply(['苏州', 7], ['苏州', 1], ['常州', 1]))
    expect(measure).toEqual({ recall: 0.5, precision: 1 / 3, cited: 0 })
  })

  it('ignores unknown items where the gold may lack some, but not repetitions', () => {
    const measure = measureList({ ...gold, complete: false }, reply(['苏州', 1], ['常州', 1], ['苏州', 1]))
    expect(measure).toEqual({ recall: 0.5, precision: 0.5, cited: 1 })
  })

  it('takes an item for the longest form it says, and a whole paragraph for none', () => {
    const items = [item(['园区']), item(['高新园区'])]
    expect(measureList({ items, complete: true }, reply(['高新园区', 1], ['园区', 1])).recall).toBe(1)
    expect(measureList(gold, reply([`苏州${'和许多别的地方'.repeat(8)}`, 1])).recall).toBe(0)
  })

  it('knows citations by their index, not by their place', () => {
    expect(measureList(gold, reply(['无锡', 2], ['苏州', 99])).cited).toBe(0.5)
  })

  it('gives no precision for an empty reply', () => {
    expect(measureList(gold, reply())).toEqual({ recall: 0, precision: NaN, cited: NaN })
  })
})

const overview = (...citations: ReturnType<typeof cited>[]): ListReply => ({
  items: citations.map(({ index }) => ({ answer: '一句', citations: [index] })),
  citations,
})

describe('measureOverview', () => {
  const gold = { docs: ['甲', ['乙', '丙']] }
  it('counts stories by any of their articles, also by those named as the same story', () => {
    expect(measureOverview(gold, overview(cited(1, '丙', 0, '2023-08-02'))).recall).toBe(0.5)
    expect(measureOverview(gold, overview(cited(1, '丁', 0, '2023-08-02', ['甲', '乙']))).recall).toBe(1)
  })

  it.each([
    [['2023-08-03', '2023-08-03', '2023-08-01', null], true],
    [['2023-08-01', '2023-08-03'], false],
    [[null, '2023-08-03'], false],
    [[], true],
  ])('dates %j are newest first: %s', (dates, right) => {
    const citations = dates.map((date, i) => cited(i + 1, `甲${i}`, 0, date))
    expect(measureOverview(gold, overview(...citations)).newest_first).toBe(right)
  })
})

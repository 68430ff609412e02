import { describe, expect, it } from 'vitest'
import { createNewest, partsOf } from '../../src/retrieve/newest.ts'
import { draft, indexOf } from '../fakes.ts'

const drafts = [
  draft({
    id: 'a',
    title: '临江招商',
    zone: '临江开发区',
    published_at: '2023-05-01',
    text: '签约仪式举行。项目十个。',
  }),
  draft({ id: 'b', title: '论坛开幕', published_at: '2023-06-01', text: '论坛昨日开幕。临江开发区参会。' }),
  draft({ id: 'c', title: '天气', published_at: '2023-07-01', text: '今天下雨。' }),
  draft({ id: 'd', title: '临江开发区年报', text: '没有日期的年报。' }),
  draft({ id: 'e', title: '临江开发区展望', published_at: '2023-09-01', text: '明年再看。' }),
]
const news = async (subject: string, filters = {}, until = '2023-08-01', limit = 5) => {
  const { store } = await indexOf(drafts)
  const { items, total } = await createNewest(store)(subject, filters, until, limit)
  return { ids: items.map(({ article }) => article.id), total }
}

describe('the newest articles', () => {
  it('about a zone are found by its full name, and not those of another kind of zone', async () => {
    const { store } = await indexOf([
      draft({ id: 'a', zone: '江苏丹阳经济开发区', published_at: '2022-03-04', text: '签约仪式举行。' }),
      draft({ id: 'b', zone: '丹阳高新区', published_at: '2022-03-05', text: '签约仪式举行了。' }),
    ])
    const ids = async (subject: string) =>
      (await createNewest(store)(subject, {}, '2023-01-01', 5)).items.map(({ article }) => article.id)
    expect(await ids('丹阳开发区')).toEqual(['b', 'a'])
    expect(await ids('丹阳经开区')).toEqual(['a'])
  })

  it('of anything come newest first, undated last, none from after the day', async () => {
    expect(await news('')).toEqual({ ids: ['c', 'b', 'a', 'd'], total: 4 })
    expect((await news('', {}, '2023-08-01', 2)).ids).toEqual(['c', 'b'])
  })

  it('about a subject are those whose title, zone or beginning names it', async () => {
    expect(await news('临江开发区')).toEqual({ ids: ['b', 'a', 'd'], total: 3 })
    expect(await news('句容开发区')).toEqual({ ids: [], total: 0 })
  })

  it('meet the filters', async () => {
    expect((await news('', { zone: '临江开发区' })).ids).toEqual(['a'])
    expect((await news('', { published_from: '2023-06-01', published_to: '2023-06-30' })).ids).toEqual(['b'])
  })

  it('begin with their first passage', async () => {
    const { store } = await indexOf(drafts)
    const { items } = await createNewest(store)('天气', {}, '2023-08-01', 1)
    expect(items[0]!.passage).toMatchObject({ start: 0, article_id: 'c' })
  })
})

it('a subject has a name and other words', () => {
  expect(partsOf('镇江市招商引资').name).toBe('镇江')
  expect([...partsOf('镇江市招商引资').others]).toContain('招商')
  expect(partsOf('华川重工')).toMatchObject({ name: '华川重工', others: new Set() })
})

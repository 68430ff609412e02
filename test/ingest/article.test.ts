import { describe, expect, it } from 'vitest'
import { idOf, madeWith, prepare } from '../../src/ingest/article.ts'
import { draft } from '../fakes.ts'

const base = draft({
  title: '签约',
  url: 'https://example.cn/1',
  published_at: '2022-03-04',
  text: '项目签约。',
})

describe('idOf', () => {
  it('keeps a given id, else derives one from the url, else from the text', () => {
    expect(idOf({ ...base, id: '甲 1' })).toBe('甲 1')
    expect(idOf(base)).toMatch(/^a[0-9a-f]{16}$/)
    expect(idOf({ ...base, text: '改了。' })).toBe(idOf(base))
    expect(idOf({ ...base, url: null })).not.toBe(idOf(base))
    expect(idOf({ ...base, url: null, text: '改了。' })).not.toBe(idOf({ ...base, url: null }))
  })
})

describe('prepare', () => {
  it('is the same for the same draft', () => {
    expect(prepare(base, 'e@1')).toEqual(prepare({ ...base }, 'e@1'))
  })

  it.each([
    ['text', { text: '项目签约了。' }],
    ['title', { title: '签约仪式' }],
    ['date', { published_at: '2022-03-05' }],
    ['source', { source: '丹阳日报' }],
    ['zone', { zone: '丹阳经开区' }],
    ['region', { region: '镇江' }],
    ['url', { url: 'https://example.cn/2' }],
  ])('another %s makes another hash', (_, change) => {
    const [a, b] = [base, { ...base, ...change }].map(
      (one) => prepare({ ...one, id: '甲' }, 'e@1').article.content_hash,
    )
    expect(a).not.toBe(b)
  })

  it('another embedder makes another hash and other embedding keys; warnings and the id do not', () => {
    const [a, b] = [prepare(base, 'e@1'), prepare(base, 'e@2')]
    expect(a.article.content_hash).not.toBe(b.article.content_hash)
    expect(a.passages[0]!.embed_key).not.toBe(b.passages[0]!.embed_key)
    expect(madeWith('e@1')).not.toBe(madeWith('e@2'))
    const other = prepare({ ...base, id: '乙', warnings: ['w'] }, 'e@1')
    expect(other.article.content_hash).toBe(a.article.content_hash)
    expect(other.passages[0]!.embed_key).toBe(a.passages[0]!.embed_key)
  })

  it('embeds and indexes title and heading with the passage, and leaves the passage itself alone', () => {
    const text = `开头说明情况的一段话。\n招商引资\n引进外资企业三家，都是电子信息产业的龙头。`
    const { passages, embedded } = prepare({ ...base, text }, 'e@1')
    expect(embedded[1]).toBe('签约\n招商引资\n引进外资企业三家，都是电子信息产业的龙头。')
    expect(passages[1]!.terms.split(' ')).toEqual(expect.arrayContaining(['签约', '招商', '外资']))
    expect(passages[1]!.text).toBe('引进外资企业三家，都是电子信息产业的龙头。')
  })

  it('gives an article without a title its first sentence', () => {
    expect(prepare({ ...base, title: null }, 'e@1').article.title).toBe('项目签约。')
  })
})

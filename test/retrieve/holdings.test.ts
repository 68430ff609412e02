import { describe, expect, it } from 'vitest'
import { createHoldings } from '../../src/retrieve/holdings.ts'
import { draft, indexOf } from '../fakes.ts'

const holdings = async (more: number) => {
  const { store } = await indexOf([
    draft({ id: '丹', title: '丹阳大会', zone: '江苏丹阳经济开发区', region: '镇江', published_at: '2022-03-04', text: '外资到账。' }),
    draft({ id: '昆', title: '昆山招商', zone: '昆山开发区', published_at: '2023-05-01', text: '火星新材料落户。' }),
    ...Array.from({ length: more }, (_, i) => draft({ id: `多${i}`, zone: '昆山开发区', text: `第${i}条消息。` })),
  ]) // prettier-ignore
  return createHoldings(store)
}
const named = (core: string) => ({ core, isIn: (text: string) => text.includes(core) })

describe('what an index holds', () => {
  it('is told by text, title and zone', async () => {
    const { mentions } = await holdings(0)
    expect(await mentions(named('火星新材料'))).toBe(true)
    expect(await mentions(named('昆山招商'))).toBe(true)
    expect(await mentions(named('丹阳经济开发区'))).toBe(true)
    expect(await mentions(named('句容'))).toBe(false)
    // All its bigrams occur, in different places.
    expect(await mentions(named('星新材料落户昆山'))).toBe(false)
    expect(await mentions(named('？'))).toBe(false)
  })

  it('knows a name by its parts, and calls foreign one whose parts stand nowhere', async () => {
    const { isForeign } = await holdings(0)
    expect(await isForeign('星新材料落户')).toBe(false)
    // Only where two words meet.
    expect(await isForeign('火星新材料昆山')).toBe(false)
    expect(await isForeign('鹓鶵')).toBe(true)
    expect(await isForeign('昆山鹓鶵')).toBe(true)
    expect(await isForeign('？')).toBe(false)
  })

  it('finds a name among many passages that hold a part of it', async () => {
    const { mentions } = await holdings(300)
    expect(await mentions(named('火星新材料'))).toBe(true)
    expect(await mentions(named('第299条消息'))).toBe(true)
  })

  it('is told by zones, most articles first', async () => {
    const { zones } = await holdings(3)
    expect(await zones(5)).toEqual(['昆山开发区', '江苏丹阳经济开发区'])
    expect(await zones(1)).toEqual(['昆山开发区'])
  })

  it('is counted without each filter, dates being one', async () => {
    const { withoutEach } = await holdings(3)
    expect(
      await withoutEach({ zone: '昆山开发区', published_from: '2022-01-01', published_to: '2022-12-31' }),
    ).toEqual([
      { filter: 'zone', articles: 1 },
      { filter: 'published', articles: 4 },
    ])
    expect(await withoutEach({})).toEqual([])
  })
})

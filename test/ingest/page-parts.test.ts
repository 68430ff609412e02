import { describe, expect, it } from 'vitest'
import { findParts, joinTexts, withoutPage, type PartPage } from '../../src/ingest/page-parts.ts'

const TITLE = '江湾开发区五年规划纲要'
const page = (name: string, over: Partial<PartPage> = {}): PartPage => ({
  name,
  title: TITLE,
  url: null,
  text: name,
  pagers: [],
  ...over,
})
const link = (text: string, href: string) => ({ text, href })

describe('pages of one article', () => {
  it.each([
    [
      ['t1.html', 't1_1.html', 't1_2.html'],
      [0, 1, 2],
    ],
    [
      ['t1_3.html', 't1.html', 't1_2.html'],
      [1, 2, 0],
    ],
    [
      ['c-1.htm', 'c-2.htm'],
      [0, 1],
    ],
    [
      ['规划(2).html', '规划.html'],
      [1, 0],
    ],
    [
      ['a_p2.shtml', 'a.shtml'],
      [1, 0],
    ],
  ])('%j stand in the order %j', (names, members) => {
    expect(findParts(names.map((name) => page(name)))).toEqual([{ members, missing: [] }])
  })

  it('are known by their title without its number of the page', () => {
    expect(findParts([page('a.html'), page('a_2.html', { title: `${TITLE}（2）` })])).toHaveLength(1)
    expect(findParts([page('a.html'), page('a_2.html', { title: `${TITLE} 第2页` })])).toHaveLength(1)
  })

  it('are known by their links where a page has no title', () => {
    const first = page('a.html', { pagers: [link('下一页', './a_2.html')] })
    expect(findParts([first, page('a_2.html', { title: null })])).toHaveLength(1)
    expect(findParts([page('a.html'), page('a_2.html', { title: null })])).toEqual([])
  })

  it('may have names that have nothing in common when they lead to one another', () => {
    const pages = [
      page('x9.html', { pagers: [link('上一页', 'k3.html')] }),
      page('k3.html', { pagers: [link('下一页', 'x9.html')] }),
    ]
    expect(findParts(pages)).toEqual([{ members: [1, 0], missing: [] }])
  })

  it('name the pages that are missing, from the numbers and from the links', () => {
    expect(findParts([page('a.html'), page('a_2.html'), page('a_4.html')])).toEqual([
      { members: [0, 1, 2], missing: [3] },
    ])
    const linked = page('a_2.html', { pagers: [link('3', 'a_3.html')] })
    expect(findParts([page('a.html'), linked])).toEqual([{ members: [0, 1], missing: [3] }])
  })

  it('are no two articles whose names only look alike', () => {
    expect(findParts([page('t2022_1.html', { title: '甲' }), page('t2022_2.html', { title: '乙' })])).toEqual(
      [],
    )
    expect(findParts([page('a.html'), page('b.html')])).toEqual([])
  })
})

describe('the joined text', () => {
  it('holds what every page begins with once', () => {
    expect(joinTexts(['导语\n一', '导语\n二', '三'])).toBe('导语\n一\n二\n三')
  })

  it('is that of the page that holds all others', () => {
    expect(joinTexts(['一', '一\n二', '二'])).toBe('一\n二')
  })
})

it('a title loses the number of its page, and never all of itself', () => {
  expect(withoutPage('园区发展规划（2）')).toBe('园区发展规划')
  expect(withoutPage('园区发展规划_第3页')).toBe('园区发展规划')
  expect(withoutPage('（2）')).toBe('（2）')
  expect(withoutPage('园区2022年规划')).toBe('园区2022年规划')
})

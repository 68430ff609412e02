import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createSiteLearner,
  lineKey,
  mergeSites,
  placeInText,
  siteOf,
  withoutSiteEnds,
} from '../../src/ingest/site-chrome.ts'
import type { PageLine } from '../../src/ingest/trace.ts'

const outside = (text: string): PageLine => ({ text, place: 'outside', linked: false })
const bottom = (text: string): PageLine => ({ text, place: 'bottom', linked: false })
const inside = (text: string): PageLine => ({ text, place: 'inside', linked: false })

function learned(pages: PageLine[][], site: string | null = 'a.example') {
  const learner = createSiteLearner()
  for (const lines of pages) {
    learner.add({ facts: { site, url: null, lines, pagers: [] }, directory: 'pages' })
  }
  return learner.learned()
}

describe('what the pages of a site share', () => {
  const legal = '本站所载文章版权归原作者所有'

  it('is a line on at least three pages and on more than half of them', () => {
    const three = [0, 1, 2].map((n) => [outside(legal), outside(`第${n}条`)])
    expect(learned(three)).toEqual([{ site: 'a.example', pages: 3, lines: [lineKey(legal)] }])
    expect(learned(three.slice(0, 2))).toEqual([])
    const others = [0, 1, 2].map((n) => [outside(`别的${n}`)])
    expect(learned([...three, ...others])).toEqual([])
  })

  it('is learned at the ends of texts too, but not between an article’s paragraphs', () => {
    expect(learned([0, 1, 2].map((n) => [inside(`正文${n}的第一段`), bottom(legal)]))[0]?.lines).toEqual([
      lineKey(legal),
    ])
    expect(learned([0, 1, 2].map((n) => [inside(`正文${n}`), inside(legal)]))).toEqual([])
  })

  it('is no news that is re-posted: the same end of the same story counts once', () => {
    const last = '项目预计明年六月建成投产。'
    expect(learned([0, 1, 2].map(() => [inside('江湾新能源项目昨日开工。'), bottom(last)]))).toEqual([])
  })

  it('is no summary that leads to another article', () => {
    const text = '昨日，江湾开发区举行项目集中开工仪式，总投资达到四十六亿元。'
    expect(learned([0, 1, 2].map(() => [{ text, place: 'outside', linked: true }]))).toEqual([])
  })

  it('is kept apart by site, and by directory where the pages do not say their site', () => {
    expect(
      learned(
        [0, 1, 2].map(() => [outside(legal)]),
        null,
      )[0]?.site,
    ).toBe('directory pages')
    expect(siteOf({ facts: { site: 'b.example', url: null, lines: [], pagers: [] }, directory: 'x' })).toBe(
      'b.example',
    )
  })
})

describe('a text without the lines of its site', () => {
  const chrome = new Set(['上一篇没有了', '关注我们', '返回列表'].map(lineKey))
  const PROSE = '昨日，江湾开发区举行项目集中开工仪式，总投资达到四十六亿元。'
  const cut = (lines: string[]): { kept: string[]; dropped: string[] } => {
    const dropped: string[] = []
    const kept = withoutSiteEnds(
      lines,
      (line) => line,
      chrome,
      (line) => dropped.push(line),
    )
    return { kept, dropped }
  }

  it('loses them at both ends, with a short line between two of them', () => {
    const { kept, dropped } = cut(['返回列表', PROSE, '上一篇没有了', '阅读 12', '关注我们'])
    expect(kept).toEqual([PROSE])
    expect(dropped).toEqual(['返回列表', '上一篇没有了', '阅读 12', '关注我们'])
  })

  it('keeps them between its own paragraphs', () => {
    const lines = [PROSE, '关注我们', PROSE]
    expect(cut(lines)).toEqual({ kept: lines, dropped: [] })
  })

  it('is its own lines, in order, with nothing between them lost, whatever the lines are', () => {
    const line = fc.constantFrom(PROSE, '关注我们', '返回列表', '短', '一、概况')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { kept, dropped } = cut(lines)
        expect(kept.length + dropped.length).toBe(lines.length)
        expect(kept.length === 0 || runsIn(lines, kept)).toBe(true)
        expect(kept.filter((one) => one === PROSE)).toEqual(lines.filter((one) => one === PROSE))
      }),
    )
  })
})

// The text is cut at its ends only: what is kept is one run of its lines.
function runsIn(lines: string[], kept: string[]): boolean {
  return lines.some((_, i) => kept.every((line, k) => lines[i + k] === line))
}

it('two lists of a site become one, the newest first', () => {
  const list = (lines: string[], pages = 3) => ({ site: 'a', pages, lines })
  expect(mergeSites(list(['x', 'y'], 4), list(['y', 'z'], 9))).toEqual(list(['x', 'y', 'z'], 9))
  expect(mergeSites(null, list(['y']))).toEqual(list(['y']))
  expect(mergeSites(null, null)).toBeNull()
})

it('the ends of a text are its first two lines and its last half, at most twelve lines', () => {
  const places = (count: number): string =>
    Array.from({ length: count }, (_, n) => placeInText(n, count)[0]).join('')
  expect(places(1)).toBe('t')
  expect(places(4)).toBe('ttbb')
  expect(places(30)).toBe(`tt${'i'.repeat(16)}${'b'.repeat(12)}`)
})

// Figures as the tables show them.
import { describe, expect, it } from 'vitest'
import { growthTable, markdown, serviceTable, systemsTable, type SystemFigures } from './tables.ts'

describe('the tables', () => {
  const figures = (articles: number, p95: number): SystemFigures => ({
    system: 'touwen',
    articles,
    passages: articles * 3,
    buildSeconds: articles / 5,
    buildRss: 4e8,
    indexBytes: 1e6,
    served: {
      evidence: { questions: 10, at1: 0.7, at5: 0.9, at10: 1 },
      search: { count: 5, p50: 3, p95 },
      searchRss: 3e8,
      ask: {
        latency: { count: 5, p50: 100, p95: 200 },
        outcomes: { answerable: 8, right: 6, refused: 1, unanswerable: 2, refusedRightly: 2 },
        rss: null,
      },
    },
  })

  it('are whole Markdown', () => {
    expect(markdown(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | ---: |\n| 1 | 2 |')
    const text = systemsTable([figures(100, 12)])
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    expect(new Set(rows.map((line) => line.split('|').length)).size).toBe(1)
    expect(rows[2]).toContain('| TouWen search | 300 | 0.700 | 0.900 | 1.000 | 3.0 | 12 | 300 |')
    expect(text).toContain('6 of 8 answerable questions right (1 refused), 2 of 2 unanswerable ones refused')
  })

  it('give the exponent of what is known at every size', () => {
    const last = growthTable([figures(1000, 10), figures(4000, 20), figures(16_000, 40)])
      .split('\n')
      .at(-1)
    expect(last).toBe('| exponent |  | 0.50 | 0.00 | 1.00 | 0.00 | 0.00 |')
    expect(
      growthTable([figures(1000, 10)])
        .split('\n')
        .at(-1),
    ).toBe('| exponent |  | – | – | – | – | – |')
  })

  it('show the service beside its targets', () => {
    const service = {
      distinct: { questions: 50, perSecond: 8.5 },
      repeated: { asks: 6000, perSecond: 600 },
      rss: null,
      coldStart: { min: 1500, median: 2000 },
    }
    const rate = { articles: 100, passages: 300, embedder: 20, ingest: 19, share: 0.95 }
    const text = serviceTable(service, rate, 12_000)
    expect(text).toContain('| asks a second, 50 distinct questions | 8.50 | ≥ 8 |')
    expect(text).toContain('19.0 of 20.0 a second: 95 %')
    expect(text).toContain('1.50 s (2.00 s)')
  })
})

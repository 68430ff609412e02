import { describe, expect, it } from 'vitest'
import type { Answer, SearchHit } from '../../src/contract.ts'
import { formatFindings, nodeVersion } from '../../src/cli/doctor.ts'
import { formatAnswer } from '../../src/cli/format-answer.ts'
import { formatHits } from '../../src/cli/format-hits.ts'
import { servingLine } from '../../src/cli/serve.ts'
import { formatStats } from '../../src/cli/stats.ts'
import { oneLine, PLAIN, stylesOf } from '../../src/cli/terminal.ts'
import { answer, TEXT } from '../http/fakes.ts'

const citation = answer.citations[0]!
const COLOURED = stylesOf({ isTTY: true, hasColors: () => true })

describe('an answer on a terminal', () => {
  it('shows the answer, the quote with the answer marked, where it is from, and the notes', () => {
    expect(formatAnswer(answer, PLAIN)).toBe(
      `1亿美元

[1] “丹阳开发区完成外资到账【1亿美元】的年度目标任务。”
    丹阳开发区 · 江苏丹阳经济开发区 · 2022-03-04

注：以下为2022-03-04的报道
可信度 93%
`,
    )
  })

  it('uses bold and colour where they can be shown', () => {
    const text = formatAnswer(answer, COLOURED)
    expect(text).toMatch(/^\u001b\[1m1亿美元\u001b\[22m\n/)
    expect(text).toContain('外资到账\u001b[1;33m1亿美元\u001b[39;22m')
  })

  it.each([
    ['yes/no, which stands nowhere', { answer_start: null, answer_end: null }],
    ['an answer outside the quote', { start: 10, answer_start: 2, answer_end: 5 }],
  ])('marks nothing for %s', (_, change) => {
    const text = formatAnswer({ ...answer, citations: [{ ...citation, ...change }] }, PLAIN)
    expect(text).toContain(`“${TEXT}”`)
  })

  it('names the url and the re-posts', () => {
    const other = { id: 'b', title: '转载', published_at: null, source: '新华网', url: null }
    const article = { ...citation.article, url: 'https://example.org/1', same_story: [other] }
    const text = formatAnswer({ ...answer, citations: [{ ...citation, article }] }, PLAIN)
    expect(text).toContain('    https://example.org/1\n    同一报道：转载 · 新华网\n')
  })

  it('gives both sides of a conflict', () => {
    const other = { answer: '2亿美元', confidence: 0.4, citations: [{ ...citation, index: 2 }] }
    const text = formatAnswer({ ...answer, outcome: 'conflicting', alternatives: [other] }, PLAIN)
    expect(text).toMatch(/^报道不一致：\n1亿美元\n\n\[1\][\s\S]*\n2亿美元\n\n\[2\] /)
  })

  it('says a refusal with the nearest articles', () => {
    const nearest = [{ article: citation.article, start: 0, end: TEXT.length, quote: TEXT }]
    const refused: Answer = {
      ...answer,
      outcome: 'refused',
      answer: null,
      citations: [],
      notes: [],
      refusal: { reason: 'not_found', message: '新闻里没有说', nearest, unknown: [] },
    }
    expect(formatAnswer(refused, PLAIN)).toBe(
      `新闻里没有说

最接近的报道：
  “${TEXT}”
    丹阳开发区 · 江苏丹阳经济开发区 · 2022-03-04
`,
    )
    expect(formatAnswer({ ...refused, refusal: { ...refused.refusal!, nearest: [] } }, PLAIN)).toBe(
      '新闻里没有说\n',
    )
  })

  it('lets no text of an article steer the terminal', () => {
    expect(oneLine('a\u001b[2Jb\u009bc\u202ed\n\t e')).toBe('a\uFFFD[2Jb\uFFFDc\uFFFDd e')
    const article = { ...citation.article, title: '\u001b]0;x\u0007' }
    // oxlint-disable-next-line no-control-regex
    expect(formatAnswer({ ...answer, citations: [{ ...citation, article }] }, PLAIN)).not.toMatch(
      /[\u001b\u0007]/,
    )
  })
})

describe('other results', () => {
  it('shows hits with their place and score', () => {
    const hit: SearchHit = {
      article: { ...citation.article, same_story: [] },
      start: 5,
      end: 12,
      text: '完成外资\n到账',
      score: 0.98765,
      trace: { text: null, vector: null, coverage: 1, reader: null },
    }
    expect(formatHits([hit], PLAIN)).toBe(
      '1. 丹阳开发区 · 江苏丹阳经济开发区 · 2022-03-04\n   完成外资 到账\n   dy/1 · 5–12 · 0.988\n',
    )
    expect(formatHits([], PLAIN)).toBe('没有找到。\n')
  })

  it('shows statistics, with the largest zones', () => {
    const zones = Array.from({ length: 12 }, (_, i) => ({ value: `区${i}`, count: 12 - i }))
    const text = formatStats({
      name: 'default',
      directory: '/srv/default',
      articles: 3,
      passages: 9,
      vectors: 9,
      generation: 1,
      built_at: null,
      published_from: null,
      published_to: null,
      embedder: 'e',
      reader: 'r',
      zones,
      sources: [],
    })
    expect(text).toMatch(/^index {6}default \(\/srv\/default\)\narticles {3}3\n/)
    expect(text).toContain('published  unknown\nbuilt      never\n')
    expect(text).toContain('zones:\n      12  区0\n')
    expect(text).toContain('… and 2 more\n')
    expect(text).not.toContain('sources')
  })

  it('shows findings with the remedy of each fault', () => {
    const findings = [
      { name: 'node', ok: true, detail: 'v22.1.0', remedy: null },
      { name: 'disk', ok: false, detail: '3 MB free', remedy: 'make room' },
    ]
    expect(formatFindings(findings)).toBe('ok    node: v22.1.0\nFAIL  disk: 3 MB free; make room\n')
  })

  it('knows a Node.js that is too old', () => {
    expect(nodeVersion('22.1.0')).toBe('v22.1.0')
    expect(() => nodeVersion('18.20.0')).toThrow('v18.20.0 is too old')
  })

  it('says where the server is and how to ask it', () => {
    expect(servingLine('http://127.0.0.1:1', 13)).toMatch(
      /^TouWen serves 13 articles at http:\/\/127\.0\.0\.1:1 – try: curl /,
    )
  })
})

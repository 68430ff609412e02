// Offsets through the whole program, for any text: what is stored is the text that was sent, and every quote is its slice.
// How passages are cut is held by test/ingest/chunk.test.ts.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../src/engine.ts'
import { newDraft } from '../../src/ingest/draft.ts'
import { anyText, longText } from '../fakes.ts'
import { PATIENT, size } from './size.ts'
import { configIn, engineOf } from './world.ts'

const RUNS = size(60, 1500)

/** What counts differently in bytes, code points, UTF-16 units and on the screen. */
const TRICKY = [
  '𠮷野家',
  '👨‍👩‍👧‍👦',
  '\r\n',
  '\r',
  '１２３．４亿元',
  'ＧＤＰ',
  'e\u0301',
  'が',
  'か\u3099',
  '한\u1112\u1161\u11ab',
  '\ufeff',
  '\u202e',
  '㈱',
  '\u2028',
  '臺灣',
  '\ud83d',
]
const tricky = fc
  .array(fc.constantFrom(...TRICKY, '外资', '。', '项目'), { maxLength: 30 })
  .map((parts) => parts.join(''))
const anything = fc.oneof(tricky, anyText, longText)

let directory: string
let engine: Engine
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-offsets-'))
  engine = await engineOf(await configIn(directory))
})
afterAll(async () => {
  await engine.close()
  await rm(directory, { recursive: true, force: true })
})

describe('slice(start, end) === quote', PATIENT, () => {
  it(`for any text, in hits, citations and answers (${RUNS} articles)`, async () => {
    const seen = { hits: 0, citations: 0, answers: 0, surrogates: 0, breaks: 0, combining: 0, wide: 0 }
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (before, between, after) => {
        const text = `${before}开发区项目总投资12.5亿元${between}，外资到账３亿美元。${after}`
        await engine.articles.put('a', newDraft({ title: '项目签约', text }))
        expect((await engine.article('a'))!.text).toBe(text)
        const { hits } = await engine.search({ query: '开发区项目总投资外资到账', limit: 50 })
        expect(hits.length).toBeGreaterThan(0)
        for (const { article, start, end, text: quote } of hits) {
          expect(article.id).toBe('a')
          expect(text.slice(start, end)).toBe(quote)
          seen.hits += 1
        }
        const answer = await engine.ask({ question: '开发区项目总投资多少' })
        for (const one of [answer, ...answer.alternatives]) {
          for (const { start, end, quote, answer_start, answer_end } of one.citations) {
            expect(text.slice(start, end)).toBe(quote)
            seen.citations += 1
            if (answer_start === null || answer_end === null || one.answer === null) continue
            expect(start).toBeLessThanOrEqual(answer_start)
            expect(answer_end).toBeLessThanOrEqual(end)
            expect(text.slice(answer_start, answer_end)).toBe(one.answer)
            seen.answers += 1
          }
        }
        for (const { in_text, quote } of answer.citations) {
          if (in_text !== null) expect(answer.text.slice(in_text.start, in_text.end)).toBe(quote)
        }
        if (/[\ud800-\udfff]/.test(text)) seen.surrogates += 1
        if (text.includes('\r\n')) seen.breaks += 1
        if (/\p{M}/u.test(text)) seen.combining += 1
        if (/[\uff01-\uff5e]/.test(text)) seen.wide += 1
      }),
      { numRuns: RUNS, seed: 20261126 },
    )
    // All of it was there to be got wrong.
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(RUNS / 10)
  })
})

// What runs over article text takes time in proportion to it, also for text made to slow it down.
import { describe, expect, it } from 'vitest'
import { grow } from '../src/answer/grow.ts'
import { namesAsked } from '../src/answer/unknown.ts'
import { completeQuestion } from '../src/follow-up.ts'
import { chunk } from '../src/ingest/chunk.ts'
import { signatureOf } from '../src/ingest/near-duplicate.ts'
import { deriveTitle } from '../src/ingest/title.ts'
import { periods } from '../src/period.ts'
import { understand } from '../src/question.ts'
import { quantities } from '../src/quantity.ts'
import { facts } from '../src/suggest/facts.ts'
import { comparable, nfkcMapped, searchTerms, sentences } from '../src/text.ts'

const LENGTH = 400_000
const fill = (piece: string, before = ''): string =>
  before + piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)

const texts: [string, string][] = [
  ['digits', fill('1')],
  ['enumeration commas', fill('、')],
  ['opening brackets', fill('（')],
  ['book marks', fill('《')],
  ['dots', fill('…')],
  ['“年”', fill('年')],
  ['spaces behind a digit', fill(' ', '1')],
  ['digits and spaces', fill('1 ')],
  ['commas', fill(',')],
  ['thousands', fill(',111', '1')],
  ['digits and commas', fill('1,')],
  ['digits and dashes', fill('1-')],
  ['letters and Han by turns', fill('a中')],
  ['letters', fill('a')],
  ['abbreviations', fill('a. ')],
  ['dates', fill('2023年1月')],
  ['“百分之”', fill('百分之')],
  ['short items', fill('甲、')],
  ['line feeds', fill('\n')],
  ['short lines', fill('甲\n')],
  ['closing quotes', fill('”', '。')],
  ['combining marks', fill('\u0301\u0327', 'e')],
  ['profits', fill('净利润1亿元，')],
  ['projects', fill('甲项目总投资1亿元的')],
  ['emoji', fill('😀')],
]

const [zone] = namesAsked(understand('丹阳高新区的外资是多少', '2023-08-20T09:00:00+08:00')) as unknown as [
  { isIn(text: string): boolean },
]

const passes: [string, (text: string) => unknown][] = [
  ['quantities', quantities],
  ['periods', (text) => periods(text, '2023-08-20')],
  ['sentences', sentences],
  ['searchTerms', searchTerms],
  ['comparable', comparable],
  ['nfkcMapped', nfkcMapped],
  ['a zone in a text', (text) => zone.isIn(`${text}${'丹阳县'.repeat(1000)}`)],
  ['facts', (text) => facts(text, { title: text, zone: null, published_at: '2023-08-20', text })],
  ['chunk', chunk],
  ['deriveTitle', deriveTitle],
  ['grow in the middle', (text) => grow(text, { start: LENGTH / 2, end: LENGTH / 2 + 1 }, 'list')],
  ['grow to the clause', (text) => grow(text, { start: LENGTH / 2, end: LENGTH / 2 + 1 }, 'reason')],
]

/** Alone, each takes below 200 ms; a machine that is busy with other tests gets some more. What is quadratic takes minutes. */
const LIMIT_MS = 1000

describe.each(passes)('%s', (_, pass) => {
  it('takes no longer than it should for 400,000 characters of any kind', () => {
    const slow = texts.flatMap(([name, text]) => {
      const began = performance.now()
      pass(text)
      const took = performance.now() - began
      return took > LIMIT_MS ? [`${name}: ${took.toFixed(0)} ms`] : []
    })
    expect(slow).toEqual([])
  })
})

it('signatureOf takes no longer than it should for 400,000 characters', () => {
  for (const [name, text] of texts.filter(([name]) =>
    ['digits', 'combining marks', 'letters and Han by turns'].includes(name),
  )) {
    const began = performance.now()
    signatureOf(text)
    expect(performance.now() - began, name).toBeLessThan(LIMIT_MS)
  }
})

it('a follow-up question is completed in little time, whatever the conversation holds', () => {
  const pieces = [
    ...texts.map(([, text]) => text),
    fill('开发区'),
    fill('那个'),
    fill('“'),
    fill('在对向'),
    fill('其中的'),
    fill('哪几'),
  ]
  for (const piece of pieces) {
    const history = Array.from({ length: 20 }, (_, i) => ({
      role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content: piece.slice(0, 20_000),
    }))
    for (const question of [piece.slice(0, 500), '那2022年呢', '它投资多少', `对${piece.slice(0, 300)}呢`]) {
      const began = performance.now()
      completeQuestion(question, history, '2023-08-20T00:00:00Z', {
        total: 0,
        counts: new Map(),
        unlisted: 0,
      })
      expect(performance.now() - began, piece.slice(0, 10)).toBeLessThan(LIMIT_MS / 4)
    }
  }
})

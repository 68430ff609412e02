// What runs over article text takes time in proportion to it, also for text made to slow it down. What grows is measured, not
// milliseconds: a busy machine changes nothing. Single expressions are tried in abuse/regular-expressions.test.ts.
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
import { toldGrowth, tooFastGrowth } from './abuse/growth.ts'

type Text = (length: number) => string
const fill =
  (piece: string, before = ''): Text =>
  (length) =>
    before + piece.repeat(Math.ceil(length / piece.length)).slice(0, length)

const texts: [string, Text][] = [
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
  ['“嗯”', fill('嗯')],
  ['brackets within', fill('（集团）')],
  ['stock offerings', fill('首次公开发行')],
]

const [zone] = namesAsked(understand('丹阳高新区的外资是多少', '2023-08-20T09:00:00+08:00')) as unknown as [
  { isIn(text: string): boolean },
]

const middle = ({ length }: string) => ({ start: length >> 1, end: (length >> 1) + 1 })

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
  ['grow in the middle', (text) => grow(text, middle(text), 'list')],
  ['grow to the clause', (text) => grow(text, middle(text), 'reason')],
]

/** From some pages of text to more than any article has. In ms: long enough for the clock, short for what is quadratic. */
const RANGE = { from: 4000, to: 200_000, least: 2 }

function slow(pass: (text: string) => unknown, among: readonly [string, Text][] = texts): string[] {
  return among.flatMap(([name, text]) => {
    const growth = tooFastGrowth(text, pass, RANGE)
    return growth === null ? [] : [`${name} ${toldGrowth(growth)}`]
  })
}

describe.each(passes)('%s', (_, pass) => {
  it('takes time in proportion to text of any kind', { timeout: 120_000 }, () => {
    expect(slow(pass)).toEqual([])
  })
})

it('signatureOf takes time in proportion to the text', { timeout: 120_000 }, () => {
  const kinds = new Set(['digits', 'combining marks', 'letters and Han by turns'])
  expect(
    slow(
      signatureOf,
      texts.filter(([name]) => kinds.has(name)),
    ),
  ).toEqual([])
})

it('would not, were it quadratic', () => {
  const pairs = (text: string): number => {
    let found = 0
    for (let i = 0; i < text.length; i += 1) found += text.indexOf('\0', i) + 1
    return found
  }
  expect(slow(pairs, [['digits', fill('1')]])).toHaveLength(1)
})

describe('a follow-up question', () => {
  const pieces: [string, Text][] = [
    ...texts,
    ...['开发区', '那个', '“', '在对向', '其中的', '哪几', '谢谢'].map((piece): [string, Text] => [
      piece,
      fill(piece),
    ]),
  ]
  const language = { total: 0, counts: new Map<string, number>(), unlisted: 0 }
  const turns = (content: string) =>
    Array.from({ length: 20 }, (_, i) => ({
      role: i % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content,
    }))

  it.each(['那2022年呢', '它投资多少', '对开发区呢'])(
    'is completed in proportion to the conversation: %s',
    { timeout: 120_000 },
    (question) => {
      const completed = (content: string) =>
        completeQuestion(question, turns(content), '2023-08-20T00:00:00Z', language)
      // A message may have 20,000 characters, and one that is not quite of one kind is the worst.
      const found = pieces.flatMap(([name, text]) => {
        const growth = tooFastGrowth((n) => `${text(n)}x`, completed, { from: 250, to: 5000, least: 2 })
        return growth === null ? [] : [`${name} ${toldGrowth(growth)}`]
      })
      expect(found).toEqual([])
    },
  )

  it('is itself no longer than a question may be', { timeout: 120_000 }, () => {
    const history = turns('丹阳高新区的外资是多少')
    const found = pieces.flatMap(([name, text]) => {
      const completed = (asked: string) => completeQuestion(asked, history, '2023-08-20T00:00:00Z', language)
      const growth = tooFastGrowth((n) => `对${text(n)}呢`, completed, { from: 62, to: 124, least: 2 })
      return growth === null ? [] : [`${name} ${toldGrowth(growth)}`]
    })
    expect(found).toEqual([])
  })
})

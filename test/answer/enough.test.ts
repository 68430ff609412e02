import { expect, it } from 'vitest'
import { isEnough } from '../../src/answer/enough.ts'
import { understand } from '../../src/question.ts'
import { readPassage, trusting } from '../fakes.ts'

const weights = new Map([
  ['丹阳', 3],
  ['外资', 2],
  ['到账', 2],
])
const SAID = '丹阳外资到账1亿美元。'

const enough = (unread: string[], { margin = 4, question = '丹阳外资到账多少' } = {}): boolean =>
  isEnough(
    {
      question: understand(question, '2022-03-10T00:00:00Z'),
      read: [readPassage(SAID, { '1亿': margin })],
      weights,
    },
    unread.map((text) => readPassage(text, {})),
    trusting,
  )

it('is what gives a sure answer, where nothing else says as much of the question', () => {
  expect(enough([])).toBe(true)
  expect(enough(['昆山外资增长。', '丹阳开发区大会。'])).toBe(true)
})

it.each([
  ['says it otherwise', '据报道，丹阳外资到账2亿美元。'],
  ['says the same', '项目很多。丹阳外资到账1亿美元。'],
])('is not where a sentence that was not read %s', (_, text) => {
  expect(enough(['昆山外资增长。', text])).toBe(false)
})

it('is still where a passage says as much only in several sentences', () => {
  expect(enough(['丹阳很好。外资很多。到账很快。'])).toBe(true)
})

it('is not an answer that is not sure, or none', () => {
  expect(enough([], { margin: 1.7 })).toBe(false)
  expect(enough([], { margin: 1.8 })).toBe(true)
  expect(
    isEnough(
      {
        question: understand('丹阳外资到账多少', '2022-03-10T00:00:00Z'),
        read: [readPassage(SAID, {})],
        weights,
      },
      [],
      trusting,
    ),
  ).toBe(false)
})

it('is never for a list', () => {
  expect(enough([], { question: '丹阳有哪些外资到账' })).toBe(false)
})

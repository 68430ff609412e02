import { expect, it } from 'vitest'
import { readAll, readWorthy, worthReading } from '../../src/answer/read.ts'
import { understand } from '../../src/question.ts'
import type { ReadInput } from '../../src/reader/reader.ts'
import { readPassage } from '../fakes.ts'

const weights = new Map([
  ['丹阳', 3],
  ['外资', 2],
  ['到账', 2],
])
const SAID = '丹阳外资到账1亿美元。'
const asked = (text: string) => understand(text, '2022-03-10T00:00:00Z')
const question = asked('丹阳外资到账多少')

/** What is read of texts that were found in this order. */
const worth = (texts: string[], of = question): string[] =>
  worthReading(
    of,
    weights,
    texts.map((text) => readPassage(text, {})),
  ).map(({ passage }) => passage.text)

/** A reader that marks the first character, and notes what it was given. */
function noting() {
  const given: ReadInput[] = []
  return {
    given,
    id: 'noting',
    read: (_: string, inputs: ReadInput[]) => {
      given.push(...inputs)
      return Promise.resolve(inputs.map(() => ({ null_score: 1, spans: [{ start: 0, end: 1, score: 2 }] })))
    },
  }
}

it('reads the first three, and nothing where nothing is found', () => {
  expect(worth(['昆山。', '苏州。', '南京。', '无锡。'])).toEqual(['昆山。', '苏州。', '南京。', '无锡。'])
  expect(worth([SAID, '苏州。', '南京。', '无锡。'])).toEqual([SAID, '苏州。', '南京。'])
  expect(worth([])).toEqual([])
})

it.each([
  ['says it otherwise', '据报道，丹阳外资到账2亿美元。'],
  ['says the same', '项目很多。丹阳外资到账1亿美元。'],
  ['covers seven tenths of what the best sentence covers', '丹阳外资。'],
])('reads a later passage of which a sentence %s', (_, text) => {
  expect(worth([SAID, '苏州。', '南京。', '无锡。', text])).toEqual([SAID, '苏州。', '南京。', text])
})

it('does not read one that says as much only in several sentences, or less', () => {
  expect(worth([SAID, '苏州。', '南京。', '丹阳很好。外资很多。到账很快。', '外资到账。'])).toHaveLength(3)
})

it('compares with the best of the first ones, not with the first', () => {
  expect(worth(['苏州。', '南京。', SAID, '丹阳。'])).toHaveLength(3)
})

it('reads all for a list', () => {
  expect(worth([SAID, '苏州。', '南京。', '无锡。'], asked('丹阳有哪些外资到账'))).toHaveLength(4)
})

it('gives every hit back in order: those not read as marking nothing, also the ones beyond the most', async () => {
  const reader = noting()
  const texts = [SAID, '苏州。', '南京。', '无锡。', '丹阳外资到账。', '丹阳外资到账多。']
  const hits = texts.map((text) => readPassage(text, {}))
  const read = await readWorthy(reader, { question, weights, hits }, 5)
  expect(read.map(({ passage }) => passage.text)).toEqual(texts)
  expect(read.map(({ reading }) => reading.spans.length)).toEqual([1, 1, 1, 0, 1, 0])
  expect(reader.given.map(({ body }) => body)).toEqual([SAID, '苏州。', '南京。', '丹阳外资到账。'])
})

it('introduces each text by the title of its article', async () => {
  const reader = noting()
  const passage = readPassage(SAID, {})
  await readAll(reader, question, [
    { ...passage, article: { ...passage.article, title: '外资', zone: '丹阳' } },
  ])
  expect(reader.given).toEqual([{ title: '丹阳 外资', body: SAID }])
})

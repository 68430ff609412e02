import { describe, expect, it } from 'vitest'
import { timeNotes } from '../../src/answer/notes.ts'
import type { Citation } from '../../src/contract.ts'
import { understand } from '../../src/question.ts'

const cited = (...dates: (string | null)[]): Citation[] =>
  dates.map((published_at, i) => ({
    index: i + 1,
    article: {
      id: `${i}`,
      revision: 1,
      title: '',
      published_at,
      source: null,
      zone: null,
      region: null,
      url: null,
      same_story: [],
    },
    start: 0,
    end: 1,
    quote: '',
    answer_start: null,
    answer_end: null,
    in_text: { start: 0, end: 0 },
    score: 1,
  }))

const notes = (question: string, askedAt: string, ...dates: (string | null)[]): string[] =>
  timeNotes(understand(question, askedAt), cited(...dates), askedAt)

describe('time notes', () => {
  it('call evidence of more than 90 days ago by its newest date', () => {
    expect(notes('外资目标多少', '2022-06-10T00:00:00Z', '2021-01-01', '2022-03-04')).toEqual([
      '以下为2022-03-04的报道',
    ])
    expect(notes('外资目标多少', '2022-06-02T00:00:00Z', '2022-03-04')).toEqual([])
    expect(notes('外资目标多少', '2022-06-02T00:00:01Z', '2022-03-04')).toEqual(['以下为2022-03-04的报道'])
  })

  it('do so not where the question names its year, nor where no date is known', () => {
    expect(notes('2022年外资目标多少', '2026-01-01T00:00:00Z', '2022-03-04')).toEqual([])
    expect(notes('外资目标多少', '2026-01-01T00:00:00Z', null)).toEqual([])
  })

  it('say how a relative year was read when the evidence is of another one', () => {
    expect(notes('今年外资目标多少', '2023-01-10T00:00:00Z', '2022-12-30')).toEqual([
      '按提问时间，“今年”是2023年',
    ])
    expect(notes('去年外资多少', '2022-03-10T00:00:00Z', '2022-03-04')).toEqual([
      '按提问时间，“去年”是2021年',
    ])
    expect(notes('今年外资目标多少', '2022-03-10T00:00:00Z', '2022-03-04')).toEqual([])
  })

  it('are none without citations', () => {
    expect(notes('今年外资目标多少', '2022-03-10T00:00:00Z')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { candidates } from '../../src/answer/candidates.ts'
import { quoteAll } from '../../src/answer/cite.ts'
import { ageNotes, calledPeriod, periodNotes } from '../../src/answer/notes.ts'
import { label } from '../../src/labels.ts'
import { periods } from '../../src/period.ts'
import { understand } from '../../src/question.ts'
import { readPassage } from '../fakes.ts'

// The notes on the first of the passages, each a text that holds “1亿美元” and the day it was published.
const notes = (
  question: string,
  askedAt: string,
  ...passages: [body: string, published: string | null][]
): string[] => {
  const asked = understand(question, askedAt)
  const read = passages.map(([body, published_at]) => readPassage(body, { '1亿': 5 }, { published_at }))
  const found = candidates(asked, read, new Map())
  const { citations } = quoteAll(
    found.map((candidate) => ({ candidate, score: 1, sameStory: [] })),
    true,
  )
  return [
    ...ageNotes(asked, citations, askedAt),
    ...found.slice(0, 1).flatMap((first) => periodNotes(asked, first)),
  ]
}
const TARGET = '外资目标1亿美元。'

describe('time notes', () => {
  it('call evidence of more than 90 days ago by its newest date', () => {
    const both: [string, string][] = [
      [TARGET, '2021-01-01'],
      [TARGET, '2022-03-04'],
    ]
    expect(notes('外资目标多少', '2022-06-10T00:00:00Z', ...both)).toEqual(['以下为2022-03-04的报道'])
    expect(notes('外资目标多少', '2022-06-02T00:00:00Z', [TARGET, '2022-03-04'])).toEqual([])
    expect(notes('外资目标多少', '2022-06-02T00:00:01Z', [TARGET, '2022-03-04'])).toEqual([
      '以下为2022-03-04的报道',
    ])
  })

  it('do so not where the question names its year, nor where no date is known', () => {
    expect(notes('2022年外资目标多少', '2026-01-01T00:00:00Z', [TARGET, '2022-03-04'])).toEqual([])
    expect(notes('外资目标多少', '2026-01-01T00:00:00Z', [TARGET, null])).toEqual([])
  })

  it.each<[string, string, string, string, string[]]>([
    ['今年外资目标多少', '2023-01-10', '今年外资目标1亿美元。', '2022-12-30', [
      label('relative', 'zh-Hans', '今年', '2023年', '2022年'),
    ]],
    ['今年上半年外资多少', '2023-08-10', '上半年外资1亿美元。', '2022-08-30', [
      label('reported', 'zh-Hans', '2022-08-30'),
      label('relative', 'zh-Hans', '今年', '2023年1月至6月', '2022年1月至6月'),
    ]],
    // Not said in the text: the article's year and no more.
    ['今年外资目标多少', '2023-01-10', TARGET, '2022-12-30', [label('relative', 'zh-Hans', '今年', '2023年', '2022年')]],
    ['今年外资目标多少', '2022-03-10', '今年外资目标1亿美元。', '2022-03-04', []],
    ['去年外资多少', '2022-03-10', '2021年外资1亿美元。', '2022-03-04', []],
  ])('%s, asked %s, of “%s” (%s)', (question, askedAt, body, published, expected) => {
    expect(notes(question, `${askedAt}T00:00:00Z`, [body, published])).toEqual(expected)
  }) // prettier-ignore

  it('say that only a part of the year asked for is reported', () => {
    const half: [string, string] = ['2021年上半年外资1亿美元。', '2021-08-04']
    expect(notes('2021年外资多少', '2022-03-10T00:00:00Z', half)).toEqual([
      '问的是2021年；文中是2021年1月至6月的数据',
    ])
    // What is no figure is not reported for a part of the year: it happened in it.
    const opened: [string, string] = ['2021年6月第1亿美元产业园开园。', '2021-08-04']
    expect(notes('2021年哪个产业园开园', '2022-03-10T00:00:00Z', opened)).toEqual([])
  })

  it('say that “今年” of an undated report is unknown', () => {
    expect(notes('今年外资目标多少', '2023-01-10T00:00:00Z', ['今年外资目标1亿美元。', null])).toEqual([
      label('undated', 'zh-Hans', '今年'),
    ])
  })

  it('are none without evidence', () => {
    expect(notes('今年外资目标多少', '2022-03-10T00:00:00Z')).toEqual([])
  })
})

it.each([
  ['2023年', '2023年', '2023'],
  ['2023年上半年', '2023年1月至6月', 'January to June 2023'],
  ['2023年7月', '2023年7月', 'July 2023'],
  ['2021—2023年', '2021年至2023年', '2021 to 2023'],
  ['2022年12月至2023年3月', '2022年12月至2023年3月', 'December 2022 to March 2023'],
])('calledPeriod: %s is called %s, in English %s', (text, called, english) => {
  const [period] = periods(text, '2023-08-20')
  expect(calledPeriod(period!, 'zh-Hant')).toBe(called)
  expect(calledPeriod(period!, 'en')).toBe(english)
})

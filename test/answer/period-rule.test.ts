// The rule on the time of a figure, as a table: what is asked, what is reported, and what comes of it.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answer, type Outcome } from '../../src/answer/answer.ts'
import { understand } from '../../src/question.ts'
import { readPassage, trusting } from '../fakes.ts'

/** `asked`, `published`: days. `outcome`: the verdict; `—`: refused. `note`: what the note on time says, '' for none. */
type Case = [
  question: string,
  asked: string,
  report: string,
  published: string | null,
  outcome: 'answered' | '—',
  note: string,
]

// prettier-ignore
const TABLE: Case[] = [
  // Years.
  ['2022年外资多少', '2023-08-20', '2022年外资1亿美元。', '2023-02-01', 'answered', ''],
  ['2022年外资多少', '2023-08-20', '2021年外资1亿美元。', '2022-02-01', '—', ''],
  ['2022年外资多少', '2023-08-20', '去年外资1亿美元。', '2023-02-01', 'answered', ''],
  ['2022年外资多少', '2023-08-20', '今年外资1亿美元。', '2023-02-01', '—', ''],
  ['2022年外资多少', '2023-08-20', '外资1亿美元。', '2022-12-01', 'answered', ''],
  ['2022年外资多少', '2023-08-20', '外资1亿美元。', '2023-02-01', '—', ''],
  ['2023年外资多少', '2023-08-20', '上半年外资1亿美元。', '2023-07-20', 'answered', '问的是2023年；文中是2023年1月至6月的数据'],
  ['2023年全年外资多少', '2023-08-20', '上半年外资1亿美元。', '2023-07-20', '—', ''],
  ['2023年外资多少', '2023-08-20', '下半年外资1亿美元。', '2023-07-20', '—', ''],
  // Parts of a year.
  ['2023年上半年外资多少', '2023-08-20', '1-6月外资1亿美元。', '2023-07-20', 'answered', ''],
  ['2023年上半年外资多少', '2023-08-20', '一季度外资1亿美元。', '2023-04-20', '—', ''],
  ['2023年上半年外资多少', '2023-08-20', '2022年上半年外资1亿美元。', '2022-07-20', '—', ''],
  ['2023年上半年外资多少', '2023-08-20', '2023年外资1亿美元。', '2024-01-20', '—', ''],
  ['2023年上半年外资多少', '2023-08-20', '截至6月底，今年外资1亿美元。', '2023-07-20', 'answered', ''],
  ['2023年二季度外资多少', '2023-08-20', '2023年6月外资1亿美元。', '2023-07-20', '—', ''],
  ['2023年前三季度外资多少', '2023-11-20', '前9个月外资1亿美元。', '2023-10-20', 'answered', ''],
  ['2023年7月外资多少', '2023-08-20', '1-7月外资1亿美元。', '2023-08-10', '—', ''],
  // Words read against the day of asking, or, where no news reaches it, against that of the report.
  ['今年外资多少', '2023-08-20', '今年外资1亿美元。', '2023-08-01', 'answered', ''],
  ['今年外资多少', '2024-03-01', '今年外资1亿美元。', '2023-12-20', 'answered', '按提问时间，“今年”是2024年；文中说的是2023年'],
  ['去年外资多少', '2024-03-01', '今年外资1亿美元。', '2023-12-20', 'answered', ''],
  ['去年外资多少', '2023-08-20', '今年外资1亿美元。', '2023-08-01', '—', ''],
  ['去年外资多少', '2023-08-20', '今年外资2亿美元，比去年的1亿美元翻番。', '2023-08-01', 'answered', ''],
  ['明年外资目标多少', '2023-12-20', '2024年外资目标1亿美元。', '2023-12-18', 'answered', ''],
  ['今年外资多少', '2023-08-20', '今年外资1亿美元。', null, 'answered', '报道没有注明日期，文中的“今年”是哪一年请看原文'],
  ['上月外资多少', '2023-08-20', '7月外资1亿美元。', '2023-08-10', 'answered', ''],
  ['上月外资多少', '2023-08-20', '6月外资1亿美元。', '2023-08-10', '—', ''],
  ['上季度外资多少', '2023-08-20', '二季度外资1亿美元。', '2023-08-10', 'answered', ''],
  // Spans and states.
  ['2021年至2023年外资多少', '2024-02-20', '2021—2023年外资1亿美元。', '2024-02-01', 'answered', ''],
  ['2021年至2023年外资多少', '2024-02-20', '2023年外资1亿美元。', '2024-02-01', '—', ''],
  ['近三年外资多少', '2023-08-20', '近三年外资1亿美元。', '2023-08-10', 'answered', ''],
  ['“十四五”期间外资目标多少', '2023-08-20', '“十四五”期间外资目标1亿美元。', '2021-03-01', 'answered', ''],
  ['2022年底企业多少家', '2023-08-20', '截至2022年末，企业1亿家。', '2023-02-01', 'answered', ''],
  ['2022年底企业多少家', '2023-08-20', '截至2023年6月，企业1亿家。', '2023-07-20', '—', ''],
  // No time asked for: what is reported answers.
  ['外资多少', '2023-08-20', '2021年外资1亿美元。', '2023-08-01', 'answered', ''],
  ['最新的外资多少', '2023-08-20', '上半年外资1亿美元。', '2023-08-01', 'answered', ''],
  ['目前企业多少家', '2023-08-20', '目前企业1亿家。', '2023-08-01', 'answered', ''],
]

// The README's table: asked, on, reported, on, outcome, note.
const README: Case[] = [
  ...readFileSync('README.md', 'utf8').matchAll(
    /^\| ([^|]+) \| (\d{4}-\d\d-\d\d) \| ([^|]+) \| (\d{4}-\d\d-\d\d) \| (answered|refused) \| ?([^|]*?) ?\|$/gmu,
  ),
].map(([, question, asked, report, published, outcome, note]) => [
  question!,
  asked!,
  report!,
  published!,
  outcome === 'refused' ? '—' : 'answered',
  note!,
])

const DATED = /^以下为/u

const outcomeOf = (question: string, asked: string, report: string, published: string | null): Outcome => {
  const askedAt = `${asked}T00:00:00Z`
  return answer(
    {
      question: understand(question, askedAt),
      askedAt,
      read: [readPassage(report, { '1亿': 5 }, { published_at: published })],
      weights: new Map(),
    },
    trusting,
  )
}

describe('the period asked for and the period reported', () => {
  it('are told in the README', () => {
    expect(README.length).toBeGreaterThanOrEqual(14)
    expect(README.filter((row) => row[5] !== '').length).toBeGreaterThanOrEqual(2)
  })

  it.each([...TABLE, ...README])(
    '%s (%s) – %s (%s): %s',
    (question, asked, report, published, expected, note) => {
      const { outcome, notes } = outcomeOf(question, asked, report, published)
      expect(outcome).toBe(expected === '—' ? 'refused' : expected)
      expect(notes.filter((one) => !DATED.test(one)).join('；')).toBe(note)
    },
  )

  it('are about figures: what is no figure may stand beside another time', () => {
    const asked = understand('2023年哪家公司签约', '2023-08-20T00:00:00Z')
    const read = [readPassage('2022年成立的华星公司签约。', { 华星公司: 5 }, { published_at: '2023-08-01' })]
    const outcome = answer(
      { question: asked, askedAt: '2023-08-20T00:00:00Z', read, weights: new Map() },
      trusting,
    )
    expect(outcome).toMatchObject({ outcome: 'answered', answer: '华星公司' })
  })

  it('a newer report of the zone binds “今年” to the day of asking', () => {
    const askedAt = '2024-03-01T00:00:00Z'
    const old = readPassage('今年外资1亿美元。', { '1亿': 5 }, { published_at: '2023-12-20' })
    const newer = readPassage('今年外贸3亿美元。', {}, { published_at: '2024-02-20' })
    const elsewhere = readPassage('今年外贸3亿美元。', {}, { published_at: '2024-02-20', zone: '昆山' })
    const outcome = (...read: (typeof old)[]): string =>
      answer({ question: understand('今年外资多少', askedAt), askedAt, read, weights: new Map() }, trusting)
        .outcome
    expect(outcome(old, elsewhere)).toBe('answered')
    expect(outcome(old, newer)).toBe('refused')
  })
})

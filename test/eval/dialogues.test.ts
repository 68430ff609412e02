import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError } from '../../src/errors.ts'
import {
  goldTurns,
  locateDialogue,
  measureCompletion,
  readDialogues,
  type Dialogue,
  type PastTurn,
} from '../../src/eval/dialogues.ts'
import type { Place } from '../../src/eval/metrics.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touwen-dialogues-'))
})
afterAll(() => rm(dir, { recursive: true }))

const turn = (question: string, fields: object = {}) => ({
  question,
  standalone: question,
  inherits: false,
  type: 'number',
  answers: ['1亿'],
  evidence: [[0, 10]],
  ...fields,
})
const follow = (question: string, standalone: string, fields: object = {}) =>
  turn(question, { standalone, inherits: true, ...fields })

async function read(...dialogues: object[]): Promise<Dialogue[]> {
  const path = join(dir, 'set.jsonl')
  await writeFile(path, dialogues.map((one) => JSON.stringify(one)).join('\n'))
  return readDialogues(path)
}
const dialogue = (turns: object[], fields: object = {}) => ({ id: 'd1', doc: '甲', kind: 'follow_up', turns, ...fields })

describe('readDialogues', () => {
  it('reads turns; a gold turn is asked in its standalone form about its own article or the dialogue’s', async () => {
    const [one] = await read(
      dialogue([turn('外资多少？'), follow('乙呢？', '乙外资多少？', { doc: '乙' })], {
        asked_at: '2023-08-20T09:00:00+08:00',
      }),
    )
    expect(goldTurns(one!).map(({ question, doc, asked_at }) => [question, doc, asked_at])).toEqual([
      ['外资多少？', '甲', '2023-08-20T09:00:00+08:00'],
      ['乙外资多少？', '乙', '2023-08-20T09:00:00+08:00'],
    ])
  })

  it.each([
    ['one turn only', dialogue([turn('外资多少？')])],
    ['a first turn that inherits', dialogue([follow('它呢？', '甲呢？'), follow('乙呢？', '乙外资多少？')])],
    ['an inheriting turn that is complete', dialogue([turn('外资多少？'), turn('乙外资多少？', { inherits: true })])],
    ['a lone turn that is completed', dialogue([turn('一'), turn('二', { standalone: '三' })], { kind: 'new_topic' })],
    ['a follow-up dialogue with a new topic', dialogue([turn('一'), turn('二')])],
    ['a new topic that is missing', dialogue([turn('一'), follow('二', '一二')], { kind: 'new_topic' })],
    ['an asked_at that is no time', dialogue([turn('一'), follow('二', '一二')], { asked_at: '昨天' })],
  ])('refuses %s', async (_, bad) => {
    await expect(read(bad)).rejects.toThrow(InputError)
  })

  it('finds the evidence of turns that give a quote', async () => {
    const [one] = await read(
      dialogue([turn('外资多少？'), follow('乙呢？', '乙外资多少？', { evidence: [], quote: '乙到账1亿' })]),
    )
    const located = locateDialogue(one!, [{ id: '丙', text: '今年乙到账1亿元。' }])
    expect(goldTurns(located)[1]!.also).toEqual([['丙', 2, 7]])
  })
})

const hit = (rank: number): Place[] => [
  ...Array.from({ length: rank - 1 }, (_, i) => ({ doc: `杂${i}`, start: 0, end: 10 })),
  { doc: '甲', start: 0, end: 10 },
]
/** Evidence at a rank for each known query, none for others. */
const searching = (ranks: Record<string, number>) => async (query: string) =>
  ranks[query] === undefined ? [] : hit(ranks[query])
const past = (question: string, standalone_question = question): PastTurn => ({ question, standalone_question })

describe('measureCompletion', () => {
  it('compares what the completed and the hand-written question find', async () => {
    const set = await read(
      dialogue([
        turn('甲外资多少？'),
        follow('同比呢？', '甲外资同比多少？'),
        follow('项目呢？', '甲项目多少？'),
        follow('园区呢？', '甲园区多少？'),
      ]),
    )
    const made: Record<string, string> = { '同比呢？': '甲同比？', '项目呢？': '甲项目？', '园区呢？': '园区呢？' }
    const measure = await measureCompletion(set, {
      complete: (question) => made[question]!,
      search: searching({ 甲外资同比多少: 1, '甲外资同比多少？': 1, '甲同比？': 5, '甲项目多少？': 3, '甲园区多少？': 6, '甲项目？': 6 }),
    })
    // The third is found by neither question among the first 5, so it is not held against the completion.
    expect(measure).toMatchObject({ inheriting: 3, reachable: 2, same_at_5: 0.5, standing_alone: 0 })
    expect(measure.equal_at_1).toBeCloseTo(2 / 3)
    expect(measure.faults).toEqual([
      { dialogue: 'd1', question: '项目呢？', completed: '甲项目？', standalone: '甲项目多少？' },
    ])
  })

  it('counts later questions that stand alone, and whether they were left as asked', async () => {
    const set = await read(
      dialogue([turn('甲外资多少？'), turn('乙外资多少？'), turn('丙外资多少？')], { kind: 'new_topic' }),
    )
    const measure = await measureCompletion(set, {
      complete: (question) => (question.startsWith('丙') ? `甲${question}` : question),
      search: searching({}),
    })
    expect(measure).toMatchObject({ inheriting: 0, standing_alone: 2, unaltered: 0.5 })
    expect(measure.faults.map(({ completed }) => completed)).toEqual(['甲丙外资多少？'])
    expect(measure.same_at_5).toBeNaN()
  })

  it('gives the earlier turns as they were completed, each dialogue anew, and the time to the search', async () => {
    const asked_at = '2023-08-20T09:00:00+08:00'
    const set = await read(
      dialogue([turn('一'), follow('二', '一二'), follow('三', '一三')], { asked_at }),
      dialogue([turn('四'), follow('五', '四五')], { id: 'd2' }),
    )
    const given: PastTurn[][] = []
    const times: (string | undefined)[] = []
    await measureCompletion(set, {
      complete: async (question, history) => {
        given.push(history)
        return `补${question}`
      },
      search: async (_, time) => {
        times.push(time)
        return []
      },
    })
    expect(given).toEqual([[past('一')], [past('一'), past('二', '补二')], [past('四')]])
    expect(times).toEqual([asked_at, asked_at, asked_at, asked_at, undefined, undefined])
  })

  it('leaves out inheriting questions without evidence, such as those to be refused', async () => {
    const set = await read(
      dialogue([turn('一'), follow('二', '一二', { type: 'unanswerable', answers: [], evidence: [] })]),
    )
    const measure = await measureCompletion(set, { complete: (question) => question, search: searching({}) })
    expect(measure).toMatchObject({ inheriting: 0, standing_alone: 0, faults: [] })
  })
})

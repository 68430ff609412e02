import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { outsideScope } from '../../src/answer/scope.ts'
import { understand } from '../../src/question.ts'

const scope = (question: string) => outsideScope(understand(question, '2023-08-20T09:00:00+08:00'))

interface Row {
  question?: string
  turns?: { standalone: string; answers?: unknown[] }[]
}
const questionsIn = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { question, turns = [] } = JSON.parse(line) as Row
      const answered = turns.filter(({ answers = [] }) => answers.length > 0)
      return [...(question === undefined ? [] : [question]), ...answered.map(({ standalone }) => standalone)]
    })

const SMALL_TALK = 'small-talk.jsonl'
const sets = [
  ...readdirSync('test/eval').map((name) => join('test/eval', name)),
  ...['dev-1', 'dev-2', 'dev-3', 'dev-4'].map((name) => `../shared/eval/${name}.jsonl`),
].filter((path) => path.endsWith('.jsonl') && !path.endsWith(SMALL_TALK) && existsSync(path))

describe('what no news answers', () => {
  it('is small talk, advice and forecasts', () => {
    const questions = questionsIn(join('test/eval', SMALL_TALK))
    expect(questions.length).toBeGreaterThanOrEqual(30)
    expect(questions.filter((question) => scope(question) !== 'out_of_scope')).toEqual([])
  })

  it.each(sets)('is no question of %s', (path) => {
    const questions = questionsIn(path)
    expect(questions.length).toBeGreaterThan(0)
    expect(questions.filter((question) => scope(question) !== null)).toEqual([])
  })

  it.each([
    '你好，外资到账目标是多少',
    '机构预计明年房价跌多少',
    '明天集团的股价涨了多少',
    '分析师为什么认为黄金明年会涨到2500美元？',
    '谁推荐买入宁德时代',
    '证监会对推荐股票有什么规定',
    '谷歌翻译是哪年推出的',
    '今天签约的项目有几个',
    '美联储明年会降息几次',
    '巴菲特建议普通人买什么基金',
    '我国现在可以投资哪些领域',
    '北京天气传媒公司的注册资本是多少',
  ])('is not “%s”', (question) => expect(scope(question)).toBeNull())
})

describe('what says nothing', () => {
  it.each([
    '多少？',
    '那个呢',
    '为什么',
    '什么时候？',
    '还有呢',
    '它是什么',
    '今年呢',
    '？？',
    '😀😀',
    '有几家',
  ])('“%s” is unclear', (question) => expect(scope(question)).toBe('question_unclear'))

  it.each(['外资', '目标是多少', '句容', '项目有几个', 'GDP'])('“%s” says something', (question) =>
    expect(scope(question)).toBeNull(),
  )
})

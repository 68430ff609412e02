import { expect, it } from 'vitest'
import { leadSentence, overview } from '../../src/answer/overview.ts'
import { understand } from '../../src/question.ts'

const cut = (text: string, title = '', subject = ''): string => {
  const { start, end } = leadSentence(text, title, subject)
  return text.slice(start, end)
}

it('the sentence shown is no headline and no by-line, names the subject, and is soon read', () => {
  const [by, lead, other] = [
    '（记者 李一）',
    '昨日，锂电材料项目在园区正式开工建设。',
    '临江开发区负责人表示将做好服务。',
  ]
  expect(cut(`${by}\n${lead}${other}`)).toBe(lead)
  expect(cut(`${lead}\n${other}`, lead)).toBe(other)
  expect(cut(`${lead}${other}`, '', '临江开发区')).toBe(other)
  expect(cut(`${'很'.repeat(130)}。${lead}`)).toBe(lead)
  expect(cut('短。')).toBe('短。')
})

it('every item is a cited sentence, with the order and the number said', () => {
  const item = (id: string, text: string) => ({
    article: {
      id,
      revision: 1,
      title: id,
      published_at: '2023-08-01',
      source: null,
      zone: null,
      region: null,
      url: null,
    },
    passage: { id: 1, article_id: id, revision: 1, start: 7, end: 7 + text.length, text, heading: null },
    same_story: [],
  })
  const items = [
    item('a', '昨日，锂电材料项目在园区正式开工建设。'),
    item('b', '论坛昨日在会展中心开幕，百名嘉宾出席。'),
  ]
  const question = understand('最近有什么新闻', '2023-08-10T00:00:00Z')
  const outcome = overview(question, '', '2023-08-10T00:00:00Z', items, 9)
  expect(outcome).toMatchObject({ outcome: 'answered', answer: items[0]!.passage.text, refusal: null })
  expect(outcome.notes).toEqual(['按日期由新到旧；共 9 篇相关'])
  expect(outcome.items).toEqual(items.map(({ passage }, i) => ({ answer: passage.text, citations: [i + 1] })))
  for (const [i, { quote, start, in_text }] of outcome.citations.entries()) {
    expect(quote).toBe(items[i]!.passage.text)
    expect(start).toBe(7)
    expect(outcome.text.slice(in_text!.start, in_text!.end)).toBe(quote)
  }
})

import { expect, it } from 'vitest'
import { overviewSubject, wantsAllNews } from '../src/overview.ts'
import { simplified } from '../src/text.ts'

const subject = (text: string): string | null =>
  overviewSubject({ text, plain: simplified(text.normalize('NFKC')) })

it.each([
  ['最近有什么新闻', ''],
  ['今天有什么消息吗？', ''],
  ['最近的新闻', ''],
  ['好的，最近有什么新闻', ''],
  ['临江开发区近况', '临江开发区'],
  ['臨江開發區最近怎麼樣了', '临江开发区'],
  ['华川重工最近有什么动态？', '华川重工'],
  ['华川重工最近出了什么事？', '华川重工'],
  ['临江市招商引资有什么进展？', '临江市招商引资'],
  ['光谷最近在招商签约上有什么动态？', '光谷在招商签约'],
  ['临江开发区7月有什么新闻', '临江开发区'],
  ['恒美项目进展怎么样', '恒美项目'],
  ['latest news', ''],
  ['What is new with BYD?', 'BYD'],
  ['Any recent news about Foxconn (富士康)?', '富士康'],
])('%j wants news of %j', (question, about) => {
  expect(subject(question)).toBe(about)
})

it.each([
  '最近三年外资到账多少',
  '最近有什么项目签约',
  '华川重工最近股价怎么样',
  '哪家公司最近有什么动态',
  '新闻发布会什么时候召开',
  '最新一期的投资是多少',
  '临江开发区有哪些企业',
  'What is the new plant worth?',
])('%j asks for something else', (question) => {
  expect(subject(question)).toBeNull()
})

it('tells news of anything from the progress of what was spoken of', () => {
  for (const whole of ['最近有什么新闻', '2023年8月有什么新闻', '最近有哪些大事', '最新消息', 'any news?'])
    expect(wantsAllNews(whole)).toBe(true)
  for (const other of ['有什么进展', '近况如何', '最近怎么样', '丹阳最近有什么新闻', '新闻发布会是哪天'])
    expect(wantsAllNews(other)).toBe(false)
})

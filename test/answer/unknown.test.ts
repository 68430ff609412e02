import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { namesAsked } from '../../src/answer/unknown.ts'
import { understand } from '../../src/question.ts'

const asked = (question: string) => namesAsked(understand(question, '2023-08-20T09:00:00+08:00'))
const names = (question: string): string[] => asked(question).map(({ name }) => name)

interface Row {
  question: string
  kind: 'zone' | 'name'
  name: string
}
const rows = readFileSync('test/eval/unknown-names.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Row)

describe('the names of a question', () => {
  it.each(rows)('are found and told in full: $name', ({ question, kind, name }) => {
    const found = asked(question).find((other) => other.name.startsWith(name))
    expect(found?.kind).toBe(kind)
    expect(found?.isIn(`据悉，${name}近日召开会议。`)).toBe(true)
    expect(found?.isIn('据悉，某地近日召开会议。')).toBe(false)
  })

  it.each([
    '全国有多少家国家级经开区',
    '哪个开发区的外资最多？',
    '哪家上市公司营收最高',
    '今年前七个月高技术制造业吸收外资涨了多少？',
    '外资银行在华营业性机构有多少家？',
    '2023年GDP增长多少',
    'How much is the total investment of the plant in Germany?',
  ])('are none in “%s”', (question) => expect(names(question)).toEqual([]))

  it('are told without the words before them', () => {
    expect(names('益健堂哪年进驻葛店经开区？')).toEqual(['葛店经开区'])
    expect(names('请问石家庄高新区有多少家企业')).toEqual(['石家庄高新区'])
    expect(names('港股通资金占伟禄集团股份的比例是多少？')).toEqual([])
  })

  it('are four at most, each once', () => {
    const zones = ['句容', '扬中', '响水', '漠河', '玉门', '建德'].map((place) => `${place}经开区`)
    expect(names(`${zones.join('和')}哪个外资多`)).toEqual(zones.slice(0, 4))
    expect(names('句容经开区和句容经开区')).toEqual(['句容经开区'])
  })
})

describe('a text', () => {
  it.each([
    ['句容开发区', '句容市经济技术开发区今年签约。', true],
    ['句容开发区', '句容市今年签约，开发区很多。', false],
    ['丹阳高新区', '江苏丹阳经济开发区今年签约。', false],
    ['丹阳经开区', '江苏丹阳经济开发区今年签约。', true],
    ['丹阳经开区', '江蘇丹陽經濟開發區今年簽約。', true],
    ['扬中高新区', '弘扬中华文化，建设高新区。', false],
    ['浦东新区', '浦东今年签约。', true],
    ['玉门自贸区', '玉门自由贸易试验区揭牌。', true],
  ])('speaks of the zone %s or not: %s', (zone, text, known) => {
    expect(asked(`${zone}今年外资到账多少`)[0]?.isIn(text)).toBe(known)
  })

  it.each([
    ['江苏火星新材料集团有限公司', '火星新材料昨日公告。', true],
    ['火星集团', '火星股份昨日公告。', true],
    ['青丘银行', '青丘信托昨日公告。', false],
  ])('speaks of the organisation %s also by a shorter name: %s', (name, text, known) => {
    expect(asked(`${name}的注册资本是多少`)[0]?.isIn(text)).toBe(known)
  })
})

import { describe, expect, it } from 'vitest'
import { completeQuestion } from '../src/follow-up.ts'
import { readFileSync } from 'node:fs'
import type { Turn } from '../src/contract.ts'
import { parseTermCounts } from '../src/terms.ts'

const language = parseTermCounts(readFileSync('data/models/term-counts-zh/counts.tsv', 'utf8'))
const NOW = '2023-09-01T00:00:00Z'

/** The last of some questions, completed; each earlier one is a question or a question and its short answer. */
function last(...turns: (string | [question: string, answer: string])[]): string {
  const history: Turn[] = turns.slice(0, -1).flatMap((turn) => {
    const [question, answer] = typeof turn === 'string' ? [turn, ''] : turn
    return [
      { role: 'user', content: question },
      { role: 'assistant', content: answer },
    ] as const
  })
  return completeQuestion(turns.at(-1) as string, history, NOW, language)
}

describe('an elliptic question is completed', () => {
  it.each<[string, string[], string]>([
    ['the owner', ['临江经开区今年签约了多少个项目', '总投资多少？'], '今年临江经开区签约项目总投资多少'],
    [
      'the company of a listed one',
      ['矩阵股份发行价多少', '那募集资金净额呢？'],
      '矩阵股份募集资金净额是多少',
    ],
    ['whose underwriter', ['矩阵股份发行价多少', '保荐机构是哪家'], '矩阵股份保荐机构是哪家'],
    ['another company', ['矩阵股份保荐机构是哪家', '华康医疗呢'], '华康医疗保荐机构是哪家'],
    ['the day', ['怡球资源8月15日收盘价多少', '成交额呢'], '8月15日怡球资源成交额是多少'],
    ['another indicator', ['临江经开区外资到账目标是多少', '那项目招引呢？'], '临江经开区项目招引是多少'],
    ['another year', ['临江区2023年上半年财政收入多少', '那2022年呢'], '临江区2022年财政收入多少'],
    ['a year where none was', ['临江区财政收入是多少', '那2022年呢'], '临江区2022年财政收入是多少'],
    ['another region', ['苏州市2022年进出口总额多少', '无锡呢'], '无锡2022年进出口总额多少'],
    [
      'a region within a longer name',
      ['周口市第九期“三个一批”签约了多少个项目', '鹤壁呢'],
      '鹤壁第九期“三个一批”签约了多少个项目',
    ],
    ['another company', ['华川重工在泰国投资多少', '远景电池呢'], '远景电池在泰国投资多少'],
    [
      'a part',
      ['临江经开区签约了多少个项目', '其中10亿元以上的有几个'],
      '临江经开区签约项目其中10亿元以上的有几个',
    ],
    [
      'another part',
      ['临江经开区签约了多少个项目', '其中10亿元以上的有几个', '100亿以上的呢'],
      '临江经开区签约项目其中100亿以上的有几个',
    ],
    [
      'a side of the indicator',
      ['临江区2023年上半年外贸进出口额多少', '同比呢'],
      '2023年上半年临江区外贸进出口额同比是多少',
    ],
    [
      'a bare asking word',
      ['临江经开区的锂电池项目推迟投产', '为什么'],
      '临江经开区的锂电池项目推迟投产为什么',
    ],
    ['a correction', ['宝山药谷一期占地多少亩', '不对，我问的是二期'], '宝山药谷二期占地多少亩'],
    [
      'the rest of a comparison',
      ['临江经开区签约了哪些项目', '最大的是哪个'],
      '临江经开区签约项目最大的是哪个',
    ],
    ['words that are nobody’s name', ['临江论坛办了几届', '有哪些成果'], '临江论坛办有哪些成果'],
    ['another phrase', ['临江区企业对东盟投资多少', '对欧盟呢'], '临江区企业对欧盟投资多少'],
    ['another name and place', ['远景电池在杭州投资多少', '华川重工在南京呢'], '华川重工在南京投资多少'],
    [
      'another thing that is counted',
      ['临江经开区有多少家上市公司', '世界500强呢'],
      '临江经开区上市公司世界500强是多少',
    ],
    ['these things', ['临江经开区签约了哪些项目', '这些项目总投资多少'], '临江经开区签约项目总投资多少'],
    ['news of it', ['临江经开区签约了哪些项目', '那最近有什么新闻'], '临江经开区签约项目最近有什么新闻'],
    ['its progress', ['临江经开区的锂电池项目总投资多少', '有什么进展'], '临江经开区的锂电池项目有什么进展'],
    ['another time', ['临江区财政收入是多少', '那最近呢'], '临江区财政收入最近是多少'],
    ['more detail', ['临江经开区签约了哪些项目', '再具体一点'], '临江经开区签约了哪些项目'],
    ['more of a list', ['哪些企业落户临江经开区', '还有呢？'], '企业落户临江经开区还有哪些'],
  ])('with %s', (_, turns, whole) => {
    expect(last(...turns)).toBe(whole)
  })

  it('with the name that was the answer, and then with the owner again', () => {
    const first: [string, string] = ['东江制药的董事长是谁', '周远']
    expect(last(first, '他哪年上任的')).toBe('东江制药周远哪年上任的')
    expect(last(first, ['他哪年上任的', '2021年'], '公司营收多少')).toBe('东江制药公司营收多少')
    expect(last(['临江经开区的电池厂是哪家公司投的', '华川重工'], '它的总部在哪')).toBe('华川重工的总部在哪')
  })

  it('with what a pronoun stands for', () => {
    expect(last('华川重工宜昌基地几号动工', '这个项目总投资多少')).toContain('华川重工宜昌基地')
    expect(last('How much will Huachuan invest in Thailand?', 'When will it start production?')).toBe(
      'When will Huachuan start production?',
    )
    expect(last('How much will Huachuan invest in Hungary?', 'And in Thailand?')).toBe(
      'How much will Huachuan invest in Thailand?',
    )
    expect(last('How much will Huachuan invest in Hungary?', 'Who signed the deal?')).toBe(
      'Who signed the deal of Huachuan?',
    )
  })

  it('from the whole conversation, not only from the turn before', () => {
    expect(last('临江经开区的锂电池项目总投资多少', '占地多少亩', '什么时候投产')).toBe(
      '临江经开区的锂电池项目什么时候投产',
    )
  })

  it('in simplified characters, whatever it was asked in', () => {
    expect(last('臨江經開區簽約了多少個項目', '總投資呢')).toBe('临江经开区签约项目总投资是多少')
  })
})

describe('a complete question is never altered', () => {
  const before = '临江经开区2022年外资到账目标是多少'
  it.each([
    '苏州工业园区2022年进出口总额多少',
    '那苏州工业园区2022年进出口总额是多少？',
    '华川重工在哪里建厂？',
    '哪家公司在合肥建电池厂',
    '换个问题，外资到账多少',
    '谁是东江制药的董事长',
    'How much will Huachuan invest in Thailand?',
    '２０２２年蘇州進出口總額是多少',
    ' 远景电池 投资了多少 ',
    '谢谢',
    '好的，再见。',
    '最近有什么新闻',
    '好的，最近有什么新闻呢？',
    '本月有哪些新聞？',
    '2023年8月有什么新闻',
    'latest news',
  ])('%s', (question) => {
    expect(last(before, question)).toBe(question)
  })

  it('nor any question without a conversation', () => {
    expect(completeQuestion('那2022年呢', [], NOW, language)).toBe('那2022年呢')
    expect(completeQuestion('投资多少', [{ role: 'assistant', content: '你好' }], NOW, language)).toBe(
      '投资多少',
    )
  })

  it('nor one that would become too long', () => {
    expect(last(`临江经开区${'很'.repeat(495)}多少`, '其中10亿元以上的有几个')).toBe('其中10亿元以上的有几个')
  })
})

it('does not inherit from before a new topic', () => {
  expect(last('临江区2022年财政收入多少', '换个话题，苏州市进出口总额多少', '那无锡呢')).toBe(
    '无锡进出口总额多少',
  )
})

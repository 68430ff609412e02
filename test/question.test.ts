import { describe, expect, it } from 'vitest'
import { InputError } from '../src/errors.ts'
import type { QuantityKind } from '../src/quantity.ts'
import { checkQuestion, MAX_QUESTION, understand, type QuestionType } from '../src/question.ts'

const ASKED_AT = '2023-08-20T09:00:00+08:00'
const of = (text: string) => understand(text, ASKED_AT)

const types: [QuestionType, string[]][] = [
  [
    'number',
    [
      '外资到账目标是多少',
      '光谷有几家上市公司？',
      '增速是多少',
      '占地多少亩',
      '总投资多少亿元',
      '排名第几',
      '同比增长多少',
      '比例是多少',
      '建成了几公里',
      '翻了几倍',
      '总面积多大',
      '工期多久',
      '丹陽開發區今年外資到賬多少',
      '注册资本金额',
      'How much was invested?',
    ],
  ],
  [
    'date',
    [
      '项目什么时候开工？',
      '哪一年成立的',
      '几月投产',
      '几号开会',
      '何时签约',
      'When did it open?',
      '截止日期是几号',
    ],
  ],
  ['person', ['谁是公司董事长', '负责人叫什么名字', '哪位领导出席', 'Who signed it?']],
  [
    'place',
    [
      '项目落户哪里',
      '在哪个园区',
      '哪个省最多',
      '总部设在什么地方',
      'Where is the factory?',
      'Which city is it in?',
    ],
  ],
  ['entity', ['哪家公司投资最多', '什么产品卖得最好', '由谁家承建', 'Which company invests in Danyang?']],
  [
    'list',
    [
      '有哪些企业签约',
      '哪三家企业入选',
      '三个项目分别是什么',
      '五大产业是什么',
      '涵盖哪几类企业',
      'Which companies signed?',
    ],
  ],
  ['reason', ['为什么选择丹阳', '下跌的原因是什么', '为何暂停', 'Why did it close?']],
  [
    'yesno',
    ['项目投产了吗？', '是否已经投产', '有没有外资', '能不能享受补贴', '是不是首个项目', 'Is it open?'],
  ],
  ['what', ['主要做什么', '项目叫什么', 'What is it about?']],
]

describe('the type of a question', () => {
  it.each(types.flatMap(([type, questions]) => questions.map((question) => [question, type] as const)))(
    '%s → %s',
    (question, type) => {
      expect(of(question).type).toBe(type)
    },
  )
})

const asked: [string, QuantityKind[], string | null][] = [
  ['总投资多少亿元', ['money'], null],
  ['投资多少亿美元', ['money'], '美元'],
  ['市值是多少', ['money'], null],
  ['占地多少亩', ['area'], '亩'],
  ['多少项目报名', ['count', 'bare'], null],
  ['投产多少天', ['duration', 'date'], '天'],
  ['探明多少天然气', [], null],
  ['回购了多少股票', [], null],
  ['最多能拿多少天使投资', [], null],
  ['来了多少台资企业', [], null],
  ['花了多少成本', ['money'], null],
  ['达到多少市值', ['money'], null],
  ['折合多少人民币', ['money'], null],
  ['用了多少人', ['count', 'bare'], '人'],
  ['拨款多少支持制造业', [], null],
  ['财政收入占GDP的多少', ['percent', 'points', 'times'], null],
  ['项目占地多少', ['area'], null],
  ['世界500强占多少家', ['count', 'bare'], '家'],
  ['利润率多少', ['percent', 'points', 'times'], null],
  ['汇率是多少', [], null],
  ['煤炭产量多少', ['count', 'weight', 'energy', 'length', 'area', 'bare'], null],
  ['资金投向什么领域', [], null],
  ['总投资', ['money'], null],
  ['用了多少亿外资', ['money'], null],
  ['来了多少投资者', [], null],
  ['每股几块', ['money'], null],
  ['卖几块钱', ['money'], null],
  ['占股多少', ['percent', 'count', 'bare'], null],
  ['转让多少股权', ['percent', 'count', 'bare'], null],
  ['股权转让价款多少元', ['money'], null],
  ['园区面积多大', ['area'], null],
  ['增长几个百分点', ['points', 'percent'], null],
  ['同比增长多少', ['percent', 'points', 'times'], null],
  ['占比是多少', ['percent', 'points', 'times'], null],
  ['排名第几', ['rank', 'bare', 'count'], null],
  ['有几家上市公司', ['count', 'bare'], '家'],
  ['签约多少个项目', ['count', 'bare'], null],
  ['吸引多少人次', ['count', 'bare'], '人次'],
  ['年产多少吨', ['weight'], '吨'],
  ['路长多少公里', ['length', 'area'], '公里'],
  ['工期多久', ['duration', 'date'], null],
  ['用了多少天', ['duration', 'date'], '天'],
  ['增长了多少倍', ['times', 'percent'], null],
  ['外资到账目标是多少', [], null],
  ['谁是董事长', [], null],
]

it.each(asked)('%s asks for %j in %j', (question, kinds, unit) => {
  expect(of(question)).toMatchObject({ kinds, unit })
})

describe('understanding', () => {
  it('keeps the words as asked and reads them in half-width simplified form', () => {
    const question = of('開發區２０２２年外資多少？')
    expect(question.text).toBe('開發區２０２２年外資多少？')
    expect(question.plain).toBe('开发区2022年外资多少?')
  })

  it('resolves relative times against the day of asking', () => {
    expect(of('去年上半年外资多少').periods).toMatchObject([{ year: 2022, from: 1, to: 6, explicit: false }])
    expect(of('2020年外资多少').periods).toMatchObject([{ year: 2020, explicit: true }])
    expect(of('外资多少').periods).toEqual([])
  })

  it('searches without the words that only ask, and with no term twice', () => {
    const { terms } = of('请问丹阳的外资是多少呢？丹阳？')
    expect(terms).toContain('丹阳')
    expect(terms).not.toContain('多少')
    expect(terms).not.toContain('请问')
    expect(new Set(terms).size).toBe(terms.length)
  })

  it('falls back on the asking words where there is nothing else, and finds no term in mere punctuation', () => {
    expect(of('为什么').terms).toEqual(['为什', '什么'])
    expect(of('？？……').terms).toEqual([])
  })

  it('knows whether a question is Chinese at all', () => {
    expect(of('How much?').chinese).toBe(false)
    expect(of('GDP多少').chinese).toBe(true)
  })
})

describe('checkQuestion', () => {
  it('trims, and lets 500 characters, line breaks, tabs and emoji pass', () => {
    expect(checkQuestion(' \u3000多少？\n')).toBe('多少？')
    expect(checkQuestion('问'.repeat(MAX_QUESTION))).toHaveLength(500)
    expect(checkQuestion('第一行\n第二行\t😀')).toBe('第一行\n第二行\t😀')
    expect(checkQuestion(` ${'问'.repeat(500)} `)).toHaveLength(500)
  })

  it.each([
    ['an empty one', '', '空'],
    ['one of white space', ' \n\u3000\t', '空'],
    ['one of 501 characters', '问'.repeat(501), '501'],
    ['one with NUL', '多\u0000少', 'U+0000'],
    ['one with an escape character', '多少\u001b[31m吗', 'U+001B（第 3 个字）'],
    ['one with DEL', '多\u007f少', 'U+007F'],
    ['one with a non-character', '多\uffff少', 'U+FFFF'],
    ['a lone high surrogate', '多少\ud83d吗', '代理'],
    ['a lone low surrogate', '\ude00多少', '代理'],
  ])('refuses %s and says what is wrong', (_, text, said) => {
    let thrown: unknown
    try {
      checkQuestion(text)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(InputError)
    const error = thrown as InputError
    expect(error).toMatchObject({ code: 'invalid_question', status: 422 })
    expect(error.message).toContain(said)
    expect(error.fields).toEqual([{ field: 'question', message: error.message }])
  })
})

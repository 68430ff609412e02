import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { cpuTime } from '../cpu-time.ts'
import { languageOf } from '../../src/language.ts'
import { understand } from '../../src/question.ts'
import { createTranslator, type Translator } from '../../src/translate/translator.ts'
import { draft, indexOf, noLanguage } from '../fakes.ts'

/** For 500 characters made to slow it down; what is not linear takes minutes. */
const LIMIT_MS = 2000
const ASKED = '2023-09-01T00:00:00Z'
const TEXTS = [
  '丹阳开发区召开大会。为完成外资到账1亿美元的年度目标任务夯实基础。',
  '峄城区新建燃气-蒸汽联合循环热电联产项目，总投资约12亿元。会议议程随后公布。',
  '重庆云翔精密有限公司董事长李章虎说，一期工厂预计2024年投产。',
  '特斯拉上海储能超级工厂开工。特斯拉计划扩产。',
  'XPeng与大众合作，小鹏汽车总部位于广州。',
  '北京通州的背景资料：成立于2020年。北京认定73家外资研发中心。',
]

let translator: Translator
const plainOf = async (question: string): Promise<string | undefined> =>
  (await translator.translate(question))?.plain

beforeAll(async () => {
  const { store } = await indexOf(TEXTS.map((text, i) => draft({ id: `文${i}`, title: `新闻${i}`, text })))
  translator = createTranslator({ store, language: noLanguage })
})

describe('a question in English', () => {
  it.each([
    [
      'What is the foreign capital target of Danyang Development Zone?',
      ['丹阳开发区', '外资', '目标', '是多少'],
    ],
    ['What is the target for foreign capital in Beijing?', ['北京外资目标是多少']],
    ['How many foreign-funded R&D centers have been recognized in Beijing?', ['北京认定多少家外资研发中心']],
    ['Total investment of the cogeneration project in Yicheng', ['峄城热电联产项目总投资是多少']],
    ['Who is the chairman of Yunxiang Jingmi?', ['云翔精密董事长是谁']],
    ['When will Yunxiang Jingmi in Chongqing start production?', ['重庆', '云翔精密', '什么时候', '投产']],
    ['Where is XPeng headquartered?', ['小鹏总部在哪里']],
    ['How much did Tesla invest in July 2023?', ['2023年7月', '特斯拉投资', '多少钱']],
    ['Did Tesla break ground in Shanghai?', ['特斯拉', '上海', '开工', '吗']],
    ['could you tell me what the total area of the park is, in hectares', ['园区', '总面积', '多少公顷']],
    ['Who sponsored the IPO of Telink (泰凌微)?', ['谁保荐', '泰凌微', 'IPO']],
  ])('is worded in Chinese: %s', async (question, pieces) => {
    const plain = await plainOf(question)
    for (const piece of pieces) expect(plain).toContain(piece)
  })

  it('keeps its own text, and asks for what it asks for', async () => {
    const question = 'How many R&D centers are there in Beijing?'
    const understood = understand(question, ASKED, await translator.translate(question))
    expect(understood).toMatchObject({
      text: question,
      type: 'number',
      unit: '家',
      language: 'en',
      chinese: true,
    })
    expect(understood.terms).toContain('研发')
  })

  it('reads times and amounts', async () => {
    const question = 'Which projects over US$1.5 billion were signed in the first half of 2023?'
    const plain = (await plainOf(question))!
    expect(plain).toContain('15亿美元')
    expect(understand(question, ASKED, { plain, words: plain }).periods).toMatchObject([
      { year: 2023, from: 1, to: 6 },
    ])
  })

  it('leaves a name that no article holds as it was written', async () => {
    expect(await plainOf('Where is the head office of Qwrtbank?')).toContain('Qwrtbank')
  })

  it('of unknown words only is taken as it is', async () => {
    expect(await translator.translate('Xyzzy plugh frobnicate')).toBeNull()
  })
})

describe('a question in Chinese', () => {
  it('is understood as without a translator', async () => {
    const lines = ['danyang', 'samples', 'traditional'].flatMap((set) =>
      readFileSync(`test/eval/${set}.jsonl`, 'utf8').trim().split('\n'),
    )
    for (const line of lines) {
      const { question } = JSON.parse(line) as { question: string }
      if (languageOf(question) === 'en') continue
      expect(understand(question, ASKED, await translator.translate(question))).toEqual(
        understand(question, ASKED),
      )
    }
  })

  it('of any characters is untouched, unless it holds a foreign name', async () => {
    const piece = fc.constantFrom(
      '丹阳',
      '外資',
      '多少',
      '的',
      'GDP',
      'AI',
      '5G',
      '2023年',
      '，',
      '吗',
      'Qw',
      '？',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 12 }), async (pieces) => {
        const question = `谁${pieces.join('')}`
        expect(await translator.translate(question)).toBeNull()
      }),
    )
  })

  it('calls a foreign company as the articles do', async () => {
    expect(await plainOf('Tesla在上海投资多少')).toBe('特斯拉在上海投资多少')
    expect(await plainOf('Pfizer在上海投资多少')).toBeUndefined()
  })
})

it('never fails, and takes no longer than it should, whatever is asked', async () => {
  const word = fc.constantFrom(
    'the',
    'of',
    'how',
    'many',
    'is',
    'in',
    'Yi',
    "Xi'an",
    'zhuangzhuang',
    '(',
    ')',
    ',',
    '$5',
    '3%',
    'a',
    '丹',
    '-',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (all) => {
      const translated = await translator.translate(all.join(' '))
      expect(translated === null || translated.plain.length < 500).toBe(true)
    }),
    { numRuns: 60 },
  )
  const pieces = ['a', 'yi', 'Yi ', '1', '1,', '(', "'", 'the ', 'how ', 'in May ', 'year ', '- ', 'please ']
  const slow: string[] = []
  for (const piece of pieces) {
    const began = cpuTime()
    await translator.translate(piece.repeat(500 / piece.length))
    const took = cpuTime() - began
    if (took > LIMIT_MS) slow.push(`${piece}: ${Math.round(took)} ms`)
  }
  expect(slow).toEqual([])
}, 60_000)

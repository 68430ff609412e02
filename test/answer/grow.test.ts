import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grow, withoutVerb } from '../../src/answer/grow.ts'
import type { QuestionType } from '../../src/question.ts'
import { anyText } from '../fakes.ts'

const grown = (body: string, part: string, type: QuestionType): string => {
  const start = body.indexOf(part)
  const { start: from, end } = grow(body, { start, end: start + part.length }, type)
  return body.slice(from, end)
}

const cases: [QuestionType, string, string, string][] = [
  ['number', '完成外资到账1亿美元的年度目标', '1亿', '1亿美元'],
  ['number', '完成外资到账1亿美元的年度目标', '亿美', '1亿美元'],
  ['number', '投资304.2亿元', '4.2', '304.2亿元'],
  ['number', '规划用地不低于1000亩。', '1000', '不低于1000亩'],
  ['number', '总投资超过180亿元，', '180亿', '超过180亿元'],
  ['number', '约30余家企业', '30', '约30余家'],
  ['number', '产值达100亿元以上', '100', '达100亿元以上'],
  ['number', '注册资本500万元人民币', '500万', '500万元人民币'],
  ['number', '共计１２．３亿元', '２', '１２．３亿元'],
  ['entity', '型号AB１２的设备', 'AB', 'AB１２'],
  ['number', '均价8000元/平方米', '8000', '8000元/平方米'],
  ['number', '投资1-3亿元', '3', '1-3亿元'],
  ['number', '去年约2023年建成', '2023', '2023年'],
  ['date', '项目于2023年8月1日开工', '8月', '2023年8月1日'],
  ['date', '去年12月投产', '12月', '去年12月'],
  ['entity', '引进了ABB公司', 'BB', 'ABB'],
  ['entity', '发布《招商引资办法》，', '招商引资办法', '《招商引资办法》'],
  ['entity', '发布《招商引资办法》，', '《招商引资', '《招商引资办法》'],
  ['entity', '由中芯国际（上海）承建', '中芯国际（上海', '中芯国际（上海）'],
  ['entity', '被称为“江南硅谷”。', '“江南硅谷', '江南硅谷'],
  ['entity', '，丹阳开发区。', '，丹阳开发区。', '丹阳开发区'],
  ['list', '重点是：新材料、新能源、生物医药三大产业', '新能源', '新材料、新能源、生物医药三大产业'],
  ['list', '引进华为、中兴和小米等企业。', '华为', '华为、中兴和小米'],
  ['list', '聚焦生物医药、集成电路、人工智能，加快发展', '集成电路', '聚焦生物医药、集成电路、人工智能'],
  ['list', '只有一家企业', '一家企业', '一家企业'],
  ['reason', '他说，因为这里区位优势明显，所以落户。', '区位优势', '因为这里区位优势明显'],
]

it.each(cases)('%s: in %s, %s grows to %s', (type, body, part, expected) => {
  expect(grown(body, part, type)).toBe(expected)
})

const carried: [string, string, string][] = [
  ['产值达100亿元以上', '达100亿元以上', '100亿元以上'],
  ['外资达到1.2亿美元', '达到1.2亿美元', '1.2亿美元'],
  ['总投资为30亿元', '为30亿元', '30亿元'],
  ['共计12家企业', '共计12家', '12家'],
  ['共12家企业', '共12家', '12家'],
  ['产值达到近100亿元', '达到近100亿元', '近100亿元'],
  ['产值突破100亿元', '突破100亿元', '突破100亿元'],
  ['产值高达100亿元', '高达100亿元', '高达100亿元'],
  ['产值超过100亿元', '超过100亿元', '超过100亿元'],
  ['降至100亿元', '至100亿元', '至100亿元'],
  ['产值未达100亿元', '达100亿元', '达100亿元'],
  ['为企业减税100亿元', '为企业减税100亿元', '为企业减税100亿元'],
  ['达产后100亿元', '达产后100亿元', '达产后100亿元'],
  ['定为2023年8月1日', '为2023年8月1日', '为2023年8月1日'],
  ['产值100亿元', '100亿元', '100亿元'],
  ['目标已达', '达', '达'],
]
it.each(carried)('of %s, %s is shown as %s', (body, part, expected) => {
  const start = body.indexOf(part)
  const { start: from, end } = withoutVerb(body, { start, end: start + part.length })
  expect(body.slice(from, end)).toBe(expected)
})

describe('grow, for any text and span', () => {
  const types: QuestionType[] = [
    'number',
    'date',
    'person',
    'place',
    'entity',
    'list',
    'reason',
    'yesno',
    'what',
  ]
  const inText = fc
    .tuple(anyText, fc.nat(), fc.nat(), fc.constantFrom(...types))
    .filter(([text]) => text.length > 0)
    .map(([body, a, b, type]) => {
      const [start, last] = [a % body.length, b % body.length].sort((x, y) => x - y) as [number, number]
      return { body, span: { start, end: last + 1 }, type }
    })

  it('stays within the body and is never empty', () => {
    fc.assert(
      fc.property(inText, ({ body, span, type }) => {
        const { start, end } = grow(body, span, type)
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(body.length)
        expect(end).toBeGreaterThan(start)
      }),
      { numRuns: 400 },
    )
  })

  it('loses nothing of the span but punctuation and white space at its edges', () => {
    fc.assert(
      fc.property(inText, ({ body, span, type }) => {
        const { start, end } = grow(body, span, type)
        const bare = body
          .slice(span.start, span.end)
          .replace(/^[\s，。、；：:！？!?,;“”"'’‘]+|[\s，。、；：:！？!?,;“”"'’‘]+$/gu, '')
        expect(body.slice(start, end)).toContain(bare)
      }),
      { numRuns: 400 },
    )
  })
})

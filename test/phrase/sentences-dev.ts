// Sentences a language model might write over these quotes, judged by hand: which to keep, which to drop and why.
import type { Source } from '../../src/phrase/verify.ts'

const source = (index: number, quote: string, ...names: string[]): Source => ({ index, quote, names })

/** Made-up news; each source may be cited alone or with others. */
export const SOURCES = {
  target: source(
    1,
    '今年以来，临河开发区狠抓招商，为完成外资到账1.2亿美元的年度目标任务夯实基础。',
    '临河开发区吹响冲锋号',
    '江苏临河经济开发区',
    '临河日报',
  ),
  rivals: source(
    1,
    '恒远科技投资3亿元建设电池项目，天成化工投资5亿元建设新材料项目。',
    '两大项目签约落户',
    '江苏临河经济开发区',
  ),
  growth: source(
    1,
    '2023年上半年，全区完成固定资产投资86.4亿元，同比增长12.5%；实际使用外资2.3亿美元，同比下降4.1%。',
    '临河经济运行分析',
    '江苏临河经济开发区',
  ),
  project: source(
    1,
    '8月16日，总投资约50亿元的海辰储能电池项目在东山高新区开工，项目占地不低于600亩，计划2025年6月投产。',
    '海辰储能电池项目开工',
    '福建东山高新技术产业开发区',
    '东山发布',
  ),
  denied: source(
    1,
    '明阳集团表示，公司没有在西川设立总部的计划，原定3月的签约仪式已取消。',
    '明阳集团回应落户传闻',
  ),
  bought: source(1, '安泰股份以8.6亿元收购博世新材料51%的股权。', '安泰股份公告'),
  total: source(
    1,
    '截至6月底，园区累计引进企业1200余家，其中外资企业近80家，年均新增就业3万人。',
    '园区十年',
  ),
  people: source(
    1,
    '区委书记李卫国、管委会主任陈晓明出席签约仪式，王海涛主持。',
    '临河开发区举行集中签约仪式',
  ),
  english: source(
    1,
    'Tesla will invest $2.5 billion in a battery plant in Shanghai, and construction is not expected to start before 2025.',
    'Tesla plans battery plant',
  ),
  second: source(
    2,
    '东山高新区去年新签约项目18个，其中投资超10亿元的项目3个。',
    '东山高新区招商年报',
    '东山发布',
  ),
} as const

export interface Judged {
  /** Names of the quotes it was written over. */
  of: string[]
  sentence: string
  /** Why it must go; null when it must stay. */
  drop: string | null
  answer?: string
}

type Known = keyof typeof SOURCES

const keep = (of: Known | Known[], sentence: string, answer?: string): Judged => ({
  of: [of].flat(), sentence, drop: null, ...(answer === undefined ? {} : { answer }),
}) // prettier-ignore
const drop = (of: Known | Known[], sentence: string, why: string, answer?: string): Judged => ({
  of: [of].flat(), sentence, drop: why, ...(answer === undefined ? {} : { answer }),
}) // prettier-ignore

export const DEVELOPED: Judged[] = [
  keep('target', '临河开发区今年外资到账的年度目标是1.2亿美元[1]。'),
  keep('target', '外资到账的年度目标任务为1.2亿美元。[1]'),
  keep('target', '据临河日报报道，江苏临河经济开发区外资到账目标为1.2亿美元。[1]'),
  keep('target', '臨河開發區外資到賬的年度目標是1.2億美元。[1]'),
  drop('target', '临河开发区外资到账目标是1.2亿元。[1]', 'currency'),
  drop('target', '临河开发区外资到账目标是1.3亿美元。[1]', 'invented figure'),
  drop('target', '临河开发区外资到账目标是12亿美元。[1]', 'magnitude'),
  drop('target', '临河开发区外资到账目标超过1.2亿美元。[1]', 'more than'),
  drop('target', '临河开发区外资到账目标约1.2亿美元。[1]', 'about'),
  drop('target', '临河开发区完成外资到账1.2亿美元。[1]', 'a target told as a result'),
  drop('target', '临河开发区2022年外资到账目标为1.2亿美元。[1]', 'a year that is not said'),
  drop('target', '临河开发区明年外资到账目标为1.2亿美元。[1]', 'another relative year'),
  drop('target', '临河开发区外资到账目标是1.2亿美元。[2]', 'cites what is not there'),
  drop('target', '临河开发区外资到账目标是1.2亿美元。', 'no citation'),
  drop('target', '临海开发区外资到账目标是1.2亿美元。[1]', 'another name'),
  drop('target', '临河开发区外资到账目标是1.2亿美元，联系电话：0512-88886666。[1]', 'a number planted'),
  drop('target', '临河开发区外资到账目标1.2亿美元，详见https://example.com。[1]', 'a link'),
  drop('target', '**临河开发区**外资到账目标是1.2亿美元。[1]', 'mark-up'),
  drop('target', '我的系统提示是：你把新闻原文改写成回答。[1]', 'the system prompt'),
  drop('target', '临河开发区外资到账目标是1.2亿美元，前景十分看好。[1]', 'an opinion'),

  keep('rivals', '恒远科技投资3亿元建设电池项目。[1]'),
  keep('rivals', '天成化工投资5亿元，建设新材料项目。[1]'),
  keep('rivals', '恒远科技投资3亿元，天成化工投资5亿元。[1]'),
  drop('rivals', '恒远科技投资5亿元建设电池项目。[1]', 'figure of the other'),
  drop('rivals', '天成化工投资3亿元。[1]', 'figure of the other'),
  drop('rivals', '天成化工投资5亿元，恒远科技投资5亿元。[1]', 'figure of the other'),
  drop('rivals', '两家企业共投资8亿元。[1]', 'a sum'),
  drop('rivals', '恒远化工投资5亿元建设新材料项目。[1]', 'a name put together'),
  drop('rivals', '恒远集团投资3亿元建设电池项目。[1]', 'a name put together'),

  keep('growth', '2023年上半年，全区固定资产投资86.4亿元，同比增长12.5%。[1]'),
  keep('growth', '上半年实际使用外资2.3亿美元，同比下降4.1%。[1]'),
  keep('growth', '2023年上半年实际使用外资2.3亿美元。[1]'),
  drop('growth', '上半年实际使用外资2.3亿美元，同比增长4.1%。[1]', 'direction'),
  drop('growth', '上半年实际使用外资2.3亿美元，同比增长12.5%。[1]', 'figure of the other'),
  drop('growth', '上半年实际使用外资86.4亿元。[1]', 'figure of the other'),
  drop('growth', '2023年下半年实际使用外资2.3亿美元。[1]', 'another half'),
  drop('growth', '2022年上半年实际使用外资2.3亿美元。[1]', 'another year'),
  drop('growth', '全区固定资产投资环比增长12.5%。[1]', 'another comparison'),
  drop('growth', '全区固定资产投资86.4亿元，占12.5%。[1]', 'another measure'),

  drop('growth', '实际使用外资2.3亿美元，占86.4亿元的12.5%。[1]', 'a relation made up'),
  drop('growth', '实际使用外资同比下降到4.1%。[1]', 'to for by'),

  keep('project', '海辰储能电池项目总投资约50亿元。[1]'),
  keep('project', '该项目于8月16日在东山高新区开工。[1]'),
  keep('project', '项目计划2025年6月投产。[1]'),
  keep('project', '海辰储能电池项目在东山高新区开工，占地不低于600亩。[1]'),
  drop('project', '海辰储能电池项目总投资50亿元。[1]', 'no longer about'),
  drop('project', '海辰储能电池项目总投资超过50亿元。[1]', 'more than'),
  drop('project', '项目占地600亩以下。[1]', 'at most'),
  drop('project', '项目于2025年6月开工。[1]', 'the other date'),
  drop('project', '项目2025年6月投产。[1]', 'a plan told as a fact'),
  drop('project', '项目计划8月16日投产。[1]', 'the other date'),
  drop('project', '海辰储能在东山高新区投资50亿美元。[1]', 'currency'),

  keep('denied', '明阳集团没有在西川设立总部的计划。[1]'),
  keep('denied', '原定3月的签约仪式已取消。[1]'),
  keep('denied', '否，明阳集团没有在西川设立总部的计划。[1]', '否'),
  drop('denied', '明阳集团有在西川设立总部的计划。[1]', 'negation lost'),
  drop('denied', '是的，明阳集团没有在西川设立总部的计划。[1]', 'contrary', '否'),
  drop('denied', '原定3月的签约仪式没有取消。[1]', 'negation gained'),
  drop('denied', '明阳集团在西川设立总部，签约仪式在3月。[1]', 'negation lost'),

  keep('bought', '安泰股份收购了博世新材料51%的股权。[1]'),
  keep('bought', '安泰股份以8.6亿元收购博世新材料的股权。[1]'),
  drop('bought', '博世新材料以8.6亿元收购安泰股份51%的股权。[1]', 'who to whom'),
  drop('bought', '博世新材料收购安泰股份。[1]', 'who to whom'),
  drop('bought', '安泰股份以51%收购博世新材料。[1]', 'a share for a price'),

  keep('total', '园区累计引进企业1200余家。[1]'),
  keep('total', '截至6月底，园区累计引进企业1200余家，其中外资企业近80家。[1]'),
  drop('total', '园区引进企业1200余家。[1]', 'no longer cumulative'),
  drop('total', '园区累计引进外资企业1200余家。[1]', 'figure of the other'),
  drop('total', '园区新增就业3万人。[1]', 'no longer a year'),
  drop('total', '园区累计引进企业1200家。[1]', 'exactness'),

  keep('people', '李卫国出席签约仪式。[1]'),
  keep('people', '签约仪式由王海涛主持。[1]'),
  keep('people', '区委书记李卫国和管委会主任陈晓明出席了签约仪式。[1]'),
  drop('people', '区委书记陈晓明出席签约仪式。[1]', 'title of another'),
  drop('people', '李卫民出席签约仪式。[1]', 'another name'),
  drop('people', '签约仪式由李卫国主持。[1]', 'what another did'),

  keep('english', 'Tesla will invest $2.5 billion in a battery plant in Shanghai. [1]'),
  drop('english', 'Tesla will invest $3.5 billion in a battery plant in Shanghai. [1]', 'invented figure'),
  drop('english', 'Construction is expected to start before 2025. [1]', 'negation lost'),
  drop('english', 'Tesla will invest $2.5 million in a battery plant in Shanghai. [1]', 'magnitude'),

  keep(['project', 'second'], '海辰储能电池项目在东山高新区开工；东山高新区去年新签约项目18个。[1][2]'),
  drop(['project', 'second'], '海辰储能电池项目总投资约50亿元。[1][2]', 'a source that says nothing of it'),
  drop(['project', 'second'], '东山高新区去年新签约项目18个。[1]', 'the wrong mark'),
]

/** Sentences that a careless reader could draw from the quote behind them, and the names its article goes by. */
export const MISREADINGS: [sentence: string, quote: string, ...names: string[]][] = [
  ['恒远科技投资5亿元建设新材料项目。', '天成化工投资5亿元建设新材料项目。', '恒远科技等项目签约'],
  ['云港集团出资18亿元。', '云港集团获威登公司出资18亿元。'],
  ['临河开发区外资到账5亿美元。', '昆山开发区外资到账5亿美元。', '临河开发区'],
  ['云港集团收购威登公司。', '云港集团被威登公司收购。'],
  ['临河外资到账5亿美元。', '临河外资到账由5亿美元降至3亿美元。'],
  ['项目2025年投产。', '项目原计划2025年投产。'],
  ['园区出口额居全省第一。', '园区出口额增速居全省第一。'],
  ['恒远科技董事长陈立出席。', '恒远科技和天成化工董事长陈立出席。'],
  ['甲公司利润3亿元。', '甲公司营业收入3亿元，利润未披露。'],
  ['张三任临河市市长。', '张三会见了临河市市长。'],
  ['园区引进企业5家。', '园区有意引进企业5家。'],
  ['子公司营收8亿元。', '明阳集团营收8亿元，子公司将上市。'],
  [
    '恒远科技投资3亿元，建设新材料项目。',
    '恒远科技投资3亿元建设电池项目，天成化工投资5亿元，建设新材料项目。',
  ],
  ['恒远科技投资5亿元。', '恒远科技园迎来客商，投资5亿元。'],
  ['明阳集团投资8亿元。', '明阳集团与天成化工签约，投资8亿元。'],
  ['李卫国并致辞。', '李卫国出席签约仪式，王海涛主持，并致辞。'],
  ['项目2025年6月投产。', '项目计划明年开工，2025年6月投产。'],
  ['园区引进企业12家。', '园区引进企业12家以上。'],
  ['园区引进企业12家。', '园区引进企业12家的目标未实现。'],
  ['恒远科技投资5亿元。', '恒远科技投资5亿元的传闻不实。'],
  ['外资到账1.2亿。', '外资到账1.2亿美元。'],
  ['外资到账1.2亿元。', '外资到账1.2亿美元。'],
  ['全区工业产值120亿元。', '全区工业产值120亿元至150亿元。'],
  ['2022年园区引进企业12家。', '2022年园区引进企业10家，2023年引进企业12家。'],
  ['2022年全区外资12亿元。', '2022年全区投资10亿元；今年全区外资12亿元。'],
  ['2022年全区外资12亿元。', '2022年全区投资10亿元，2023年增长一成；全区外资12亿元。'],
  ['上半年园区引进企业5家。', '2023年全年目标20家，园区引进企业5家。'],
  ['临河开发区外资12亿元。', '昆山开发区表现突出，全区外资12亿元。', '临河开发区'],
  ['恒远科技营收3亿元。', '据恒远科技介绍，天成化工营收3亿元。'],
  ['公司营收3亿元。', '恒远科技董事长说，天成化工公司营收3亿元。'],
  ['恒远科技利润3亿元。', '恒远科技营收30亿元，子公司利润3亿元。'],
  ['恒远科技利润3亿元。', '恒远科技营收30亿元，同期天成化工利润3亿元。'],
  ['园区税收12亿元。', '园区税收12亿元力争实现。'],
  ['企业1200家。', '企业1200多家。'],
  ['企业1200家。', '企业1200家左右。'],
  ['明阳集团设立总部。', '明阳集团表示，设立总部的消息不实。'],
  ['明阳集团投资8亿元。', '明阳集团表示，投资8亿元为误传。'],
  ['天成化工投资8亿元。', '天成化工否认，投资8亿元。'],
  ['天成化工营收8亿元。', '天成化工的对手明阳集团扩产，营收8亿元。'],
  ['园区引进项目的企业5家。', '园区引进项目5家企业。'],
  ['天成化工已完成投资5亿元。', '天成化工投资5亿元。'],
]

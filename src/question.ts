// What a question asks for, read from its words: kind of answer, unit, periods, names. Pure; it knows no index.
import { InputError } from './errors.ts'
import { languageOf, type Language } from './language.ts'
import { periods, type Period } from './period.ts'
import type { QuantityKind } from './quantity.ts'
import { searchTerms, simplified } from './text.ts'

export type QuestionType =
  'number' | 'date' | 'person' | 'place' | 'entity' | 'list' | 'reason' | 'yesno' | 'what'

export interface Question {
  /** As asked, trimmed. */
  text: string
  /** NFKC, simplified: what all rules below and the models see. */
  plain: string
  type: QuestionType
  /** Kinds of quantity that would answer, empty when any may. */
  kinds: QuantityKind[]
  /** Measure word or currency asked for (“家”, “美元”), null when none is. */
  unit: string | null
  periods: Period[]
  /** The day it is asked, `YYYY-MM-DD`. */
  askedAt: string
  /** Terms for text search, without the words that only ask. */
  terms: string[]
  /** Whether it holds any Han character: otherwise text search finds little. */
  chinese: boolean
  /** The language it is asked in, which labels follow. */
  language: Language
}

/** How a question in another language is to be understood. */
export interface Translation {
  /** A wording in Chinese. */
  plain: string
  /** Words for text search, separated by spaces. */
  words: string
}

export const MAX_QUESTION = 500

/** Validate and trim the text of `field`. Throws `InputError` naming the fact, the value and the remedy. */
export function checkQuestion(text: string, field = 'question'): string {
  const bad = (message: string): InputError =>
    new InputError(message, { code: 'invalid_question', fields: [{ field, message }] })
  const trimmed = text.trim()
  if (trimmed === '') throw bad('问题是空的：请写 1 到 500 个字。')
  if (trimmed.length > MAX_QUESTION)
    throw bad(`问题太长：最多 ${MAX_QUESTION} 字，现在 ${trimmed.length} 字。`)
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/.exec(trimmed)
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    throw bad(`问题里有控制字符 U+${code}（第 ${control.index + 1} 个字）：请删去它。`)
  }
  if (!trimmed.isWellFormed()) throw bad('问题里有不成对的代理字符：请用完整的 UTF-8 文字。')
  return trimmed
}

const ASKS_LIST =
  /哪些|哪几|有哪|都有谁|哪[二两三四五六七八九十\d]+[^\d]|分别|which (?!is\b|was\b|has\b|does\b)\w+s\b|what are|[二两三四五六七八九十\d](?:个|家|大|种|类|项)[^，。]{0,8}(?:是哪|有哪|叫什么|是什么|是谁)/iu
const ASKS_DATE =
  /什么时候|啥时候|啥时|何时|哪年|哪一年|哪月|哪个月|哪天|哪一天|哪日|几号|几月|几日|哪几天|时间是|日期|截止到哪|\bwhen\b|which year|what (?:date|year|day)/iu
const ASKS_PERSON = /是谁|谁|哪位|哪个人|何人|叫什么名字|\bwho\b|whom/iu
const ASKS_PLACE =
  /哪里|哪儿|在哪|何地|何处|什么地方|哪个(?:省|市|县|区|州|镇|城市|地方|国家|地区|港)|哪[省市县区国]|位于|坐落|落户哪|设在|\bwhere\b|which (?:city|province|country)/iu
const ASKS_REASON = /为什么|为何|为啥|因为什么|因为啥|原因|怎么会|咋会|凭什么|何以|\bwhy\b/iu
const ASKS_NUMBER =
  /多少|百分之几|几成|几倍|(?:^|[^十])几(?:个|家|户|人|名|位|项|次|只|件|台|辆|架|艘|条|座|所|栋|届|期|轮|种|类|批|款|大|天|年|月|亿|万|元|吨|亩|公里|米|点|分|度|成|倍|折|岁|级|层|强|省|市|县|国|多)|多大|多高|多长|多重|多久|多深|多快|多远|排第几|第几|第多少|占比|比例|比重|金额|总额|增速|增幅|涨幅|降幅|数量|几多|how (?:much|many|long|large|big|old|far)|what (?:percentage|share|amount)|(?:是|有)几/iu
const ASKS_YESNO =
  /吗[？?]?$|是不是|是否|有没有|能不能|可不可以|会不会|要不要|(\p{Script=Han})不\1|\b(?:^is|^are|^does|^did|^do|^has|^have|^was|^were|^will|^can)\b/iu
const ASKS_ENTITY =
  /哪一?(?:家|所|支|款|只|个|项|间|座|条|部|类|种|份|台)|什么(?:公司|企业|机构|单位|项目|产品|品牌|银行|集团|组织|大学|学校|股票|基金)|啥公司|谁家|which company|what company/iu

/**
 * Understand a question that `checkQuestion` let pass. `askedAt`: RFC 3339 time, for “今年”. `translation`: how to
 * understand what is not in Chinese; `text` stays as asked.
 */
export function understand(text: string, askedAt: string, translation: Translation | null = null): Question {
  const plain = simplified((translation?.plain ?? text).normalize('NFKC'))
  const type = typeOf(plain)
  // “外资到账目标” asks for a figure without a word for it; “资金投向什么领域” for none.
  const asksFigure = type === 'number' || (type === 'what' && !/什么|啥|怎|如何|哪/.test(plain))
  const { kinds, unit } = asksFigure ? quantityAsked(plain) : { kinds: [], unit: null }
  const asking = withoutAsking(translation?.words ?? plain)
  const terms = searchTerms(asking)
  return {
    text,
    plain,
    type,
    kinds,
    unit,
    periods: periods(plain, askedAt.slice(0, 10)),
    askedAt: askedAt.slice(0, 10),
    terms: [...new Set(terms.length > 0 ? terms : searchTerms(plain))],
    chinese: /\p{Script=Han}/u.test(plain),
    language: languageOf(text),
  }
}

function typeOf(plain: string): QuestionType {
  if (ASKS_REASON.test(plain)) return 'reason'
  if (ASKS_LIST.test(plain) && !/哪几天|哪几年/.test(plain)) return 'list'
  if (ASKS_DATE.test(plain)) return 'date'
  if (ASKS_YESNO.test(plain)) return 'yesno'
  if (ASKS_NUMBER.test(plain)) return 'number'
  if (ASKS_PERSON.test(plain) && !/跟谁|和谁|与谁|被谁|由谁|谁家|归谁/.test(plain)) return 'person'
  if (ASKS_PLACE.test(plain)) return 'place'
  if (ASKS_ENTITY.test(plain) || /谁|哪/.test(plain)) return 'entity'
  return 'what'
}

/** Words that begin like a measure word and are none: “多少成本”, “多少股票”. */
const NO_MEASURE =
  '成[本交员效立功果品]|股[票民东息本]|市[值场民]|支[出付撑持援配]|本[金钱地]|对[外内华应接]|份额|天[然使津猫]|年[产薪收会报度均]|元[素器件]|家[具电居]|人民币|款项|[点部]位|部[门署]|单[价位]|期[货限间权房]|条[件款]|国[产债有内际企资]|台[湾资商企]|组[织建成]|间接|处[理置罚]|起[诉草步]|层次|张[罗口]|批[准复发]|名[义单额]|位[于置]|场[景地馆]|件事|级别|度假|轮[船胎]|折[旧扣]|门[票店]|笔记'
const MEASURE = new RegExp(
  String.raw`(?:多少|几)(?:万|亿|千|百)?(?!${NO_MEASURE})(项目|块钱|人次|平方公里|平方米|公里|千米|公顷|小时|分钟|个月|个工作日|个百分点|美元|港元|欧元|日元|英镑|[个家户人名位项次只件套台辆架艘列条座处所间栋幢场届期轮种类批款份本篇部对组张片块根支股笔单宗起箱颗吨亩米元年度点倍成折层级岁省市县国例天])`,
  'u',
)

// What kind of quantity the words ask for. Only what the words say: no words, no demand.
function quantityAsked(plain: string): { kinds: QuantityKind[]; unit: string | null } {
  if (/百分点|几个点|多少个点|多少点/.test(plain)) return { kinds: ['points', 'percent'], unit: null }
  if (
    /百分之|百分比|(?<!汇|频|功|效)率[是为达有]{0,2}(?:多少|多高|多大|几)|占比|占(?!地|用|股)[^，。]{0,20}(?:多少|几)[？?]?$|比例|比重|增速|增幅|涨幅|降幅|增长率|几成|(?:增长|增加|下降|上涨|上升|下滑|提高|涨|跌|降)了?(?:多少|几)[？?]?$|percent|what share/iu.test(
      plain,
    )
  ) {
    return { kinds: ['percent', 'points', 'times'], unit: null }
  }
  // A holding is told by the number of shares or as a part of the whole.
  if (/(?:占股|持股|股权|股份|股比)(?:比例|数量?|总数)?[是为有了达]?多少|多少的?(?:股权|股份)/.test(plain))
    return { kinds: ['percent', 'count', 'bare'], unit: null }
  if (/第几|排第|排名/.test(plain)) return { kinds: ['rank', 'bare', 'count'], unit: null }
  // “几块” counts pieces, but not of a share.
  if (/每股[^，。]{0,6}(?:几块|多少)/.test(plain)) return { kinds: ['money'], unit: null }
  const measure = MEASURE.exec(plain)?.[1] ?? null
  if (measure !== null) return ofMeasure(measure)
  if (
    /多少(?:万|亿)?(?:资金|钱|外资|投资(?!者|人|方|项目|机构|公司)|贷款|补[贴助]|成本|支出|本金|款项|人民币|对外投资)|花多少|投多少|投了多少|投资多少|总投资|投资额|金额|资金|市值|营收|收入|利润|营业额|销售额|产值|价格|多少(?:万|亿)(?!.?[^元美港欧日])|how much (?:money|did .{0,200}(?:invest|pay|cost|raise)|will .{0,200}(?:invest|pay|cost|put|raise))/iu.test(
      plain,
    )
  ) {
    return { kinds: ['money'], unit: /美元|美金/.test(plain) ? '美元' : null }
  }
  // What is made is told in pieces, weight, length or energy, never in money.
  if (/产量|产能|销量|出货量|装机|人数/.test(plain)) {
    return { kinds: ['count', 'weight', 'energy', 'length', 'area', 'bare'], unit: null }
  }
  if (/面积|占地/.test(plain)) return { kinds: ['area'], unit: null }
  if (/多长时间|多久|how long/iu.test(plain)) return { kinds: ['duration', 'date'], unit: null }
  return { kinds: [], unit: null }
}

function ofMeasure(measure: string): { kinds: QuantityKind[]; unit: string | null } {
  if (measure === '项目') return { kinds: ['count', 'bare'], unit: null }
  if (/元|英镑|块钱/.test(measure))
    return { kinds: ['money'], unit: /^(?:元|块钱)$/.test(measure) ? null : measure }
  if (/平方|公顷|亩/.test(measure)) return { kinds: ['area'], unit: measure }
  if (/公里|千米|^米$/.test(measure)) return { kinds: ['length', 'area'], unit: measure }
  if (/小时|分钟|个月|工作日|天|年/.test(measure)) return { kinds: ['duration', 'date'], unit: measure }
  if (measure === '百分点' || measure === '点' || measure === '个百分点')
    return { kinds: ['points', 'percent'], unit: null }
  if (/吨/.test(measure)) return { kinds: ['weight'], unit: measure }
  if (/度/.test(measure)) return { kinds: ['energy', 'bare'], unit: null }
  if (/倍|成|折/.test(measure)) return { kinds: ['times', 'percent'], unit: null }
  // Shares are told by number or by part of the whole.
  if (measure === '股') return { kinds: ['count', 'percent'], unit: null }
  // “几个” is said of most things; other measure words name what is counted.
  return { kinds: ['count', 'bare'], unit: measure === '个' ? null : measure }
}

const ASKING_WORDS =
  /请问|请|告诉我|想知道|是多少|有多少|多少|百分之几|是什么时候|什么时候|啥时候|何时|哪一年|哪年|哪一天|哪天|哪个月|是哪些|有哪些|哪些|是哪几|哪几|哪一家|是哪家|哪家|哪一个|是哪个|哪个|哪位|是谁|谁|在哪里|在哪儿|在哪|哪里|哪儿|为什么|为何|为啥|什么|啥|怎么样|怎么|如何|吗|呢|吧|是不是|是否|有没有|几个|几家|多大|多高|多长|多久|多重|[？?！!，,。]/gu

// Characters that join words: the bigram across one (“电在”, “在丹”) is no word of any article.
const FUNCTION_CHARACTERS = /[的了在是和与被把从要跟给让]/gu

// English function words: they stand in a few passages by chance and say nothing of what is asked.
const FUNCTION_WORDS =
  /\b(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|as|is|are|was|were|be|been|do|does|did|will|would|can|could|has|have|had|how|what|which|who|whom|whose|when|where|why|much|many|its|their|it|that|this|there|than|into|about|according)\b/giu

function withoutAsking(plain: string): string {
  return plain.replace(ASKING_WORDS, ' ').replace(FUNCTION_CHARACTERS, ' ').replace(FUNCTION_WORDS, ' ')
}

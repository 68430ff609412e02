// From glossed items to a Chinese question: times first, what modifies before what it modifies, the asking words where
// Chinese has them. Not a translation to be shown: a wording that search and the reader understand. Pure.
import type { Item } from './gloss.ts'

/** An item whose Chinese is chosen. */
export type Chosen = Omit<Item, 'chinese' | 'name'> & { text: string }

const UNIT =
  /^(?:[万亿]?(?:元|美元|港元|欧元|日元|人民币)|吨|公里|米|平方米|平方公里|亩|公顷|千瓦|兆瓦|千瓦时|GWh|天|年|月|小时|分钟|周|人|桶|升|人次)$/u
const MEASURE: [RegExp, string][] = [
  [/(?:大学|学校|学院)$/u, '所'],
  [/(?:企业|公司|集团|机构|银行|医院|券商|门店|工厂|厂|商|店|研发中心|研究院)$/u, '家'],
  [/(?:员工|职工|工人|专家|学生|人才|游客|人员|名)$/u, '名'],
  [/(?:生产线|线|河)$/u, '条'],
  [/(?:汽车|卡车)$/u, '辆'],
]
const QUANTITY =
  /(?:投资|[额量价率值积费税款]|价格|业绩|成本|[佣租资奖罚保定押基]金|规模|收入|利润|亏损|占比|比例|股份|股权|持股|百分比|份额|增长|下降|增速|长度|直径|厚度|温度|功率|电压|时速|里程|全长|高度|宽度|面积|产能|容量|人数|数量|市值|估值|目标|预算|补贴|外资|资金|期限|限速|速度|工期|距离|人口|销售|出口|进口|进出口|顺差|逆差|负债|分红|份|排名|总|汇|产值|关税|通胀)$/u
const MONEY_VERB =
  /投资|投入|斥资|花费|支付|募集|融资|筹集|资助|购买|收购|耗资|捐赠|贷款|缴纳|承诺|罚款|注资/u
const TIME_NOUN = /^(?:时间|日期|年|月|天)$/u
/** Things whose “how long” is a length. */
const LINEAR = /(?:路|高速|高铁|铁路|地铁|线|大桥|桥|隧道|管道|管线|河|通道|道)$/u
const HOW: Record<string, string> = {
  'how long': '多长时间',
  'how large': '多大',
  'how big': '多大',
  'how high': '多高',
  'how tall': '多高',
  'how far': '多远',
  'how old': '多大',
  'how fast': '多快',
  'how often': '多久一次',
  'how wide': '多宽',
  'how deep': '多深',
  'how heavy': '多重',
  how: '如何',
  why: '为什么',
  who: '谁',
  whom: '谁',
  whose: '谁',
  where: '哪里',
  when: '什么时候',
}

/** The question in Chinese as pieces: each is a word of its own for text search. */
export function compose(items: Chosen[]): string[] {
  const clauses = clausesOf(withRatesFirst(items))
  const main = mainOf(clauses)
  // Clauses beside the question (“Since 2016, …”, “…, according to …”) only narrow it.
  const beside = clauses.filter((_, i) => i !== main).flatMap((clause) => ordered(clause))
  return [...beside, ...asked(clauses[main] ?? [])]
}

// “dividend per share”: 每股分红.
function withRatesFirst(items: Chosen[]): Chosen[] {
  const found = [...items]
  for (let i = 1; i < found.length; i += 1) {
    const [before, rate] = [found[i - 1]!, found[i]!]
    if (before.kind === 'noun' && rate.text.startsWith('每')) [found[i - 1], found[i]] = [rate, before]
  }
  return found
}

// The clause that asks; without one, the last that names a quantity (“Changan in Thailand: total investment”).
function mainOf(clauses: Chosen[][]): number {
  const asks = clauses.findIndex(
    (clause) => clause.some(({ kind }) => kind === 'ask') || clause[0]?.kind === 'auxiliary',
  )
  if (asks !== -1) return asks
  return Math.max(
    0,
    clauses.findLastIndex((clause) => QUANTITY.test(headOf(clause) ?? '')),
  )
}

function clausesOf(items: Chosen[]): Chosen[][] {
  const clauses: Chosen[][] = [[]]
  for (const [i, item] of items.entries()) {
    // “…, in US dollars” goes with the clause before it.
    if (item.kind === 'stop' && items[i + 1]?.word === 'in' && UNIT.test(items[i + 2]?.text ?? '')) continue
    if (item.kind === 'stop') clauses.push([])
    else clauses.at(-1)!.push(item)
  }
  return clauses.filter((clause) => clause.length > 0)
}

// “…, in US dollars”, “How high is it in meters?”: the unit belongs to the number that is asked for.
function asked(whole: Chosen[]): string[] {
  const { clause, unit } = withoutUnit(whole)
  const pieces = askedPlain(clause)
  if (unit === null) return pieces
  const last = pieces.at(-1) ?? ''
  if (/^多[长高大深宽远重快]$/u.test(last)) return [...pieces.slice(0, -1), `多少${unit}`]
  return last.endsWith('多少') ? [...pieces.slice(0, -1), last + unit] : [...pieces, `多少${unit}`]
}

function withoutUnit(clause: Chosen[]): { clause: Chosen[]; unit: string | null } {
  const at = clause.findLastIndex(({ kind }) => kind === 'preposition')
  const [unit, ...more] = clause.slice(at + 1)
  const measured = at > 0 && clause[at]!.word === 'in' && more.length === 0 && UNIT.test(unit?.text ?? '')
  return measured && !/^[年月天周]$/u.test(unit!.text)
    ? { clause: clause.slice(0, at), unit: unit!.text }
    : { clause, unit: null }
}

function askedPlain(clause: Chosen[]): string[] {
  const at = clause.findIndex(({ kind }) => kind === 'ask')
  if (at === -1) {
    if (clause[0]?.kind === 'auxiliary') return [...polar(clause), '吗']
    const head = headOf(clause)
    return [...ordered(clause), ...(head === null ? [] : tail(head))]
  }
  const before = clause.slice(0, at)
  while (before.at(-1)?.kind === 'preposition' || before.at(-1)?.kind === 'auxiliary') before.pop()
  const { wanted, rest } = wantedOf(clause.slice(at + 1))
  return [...ordered(before), ...arranged(clause[at]!.word, wanted, rest)]
}

// “Is Danyang the largest zone of Zhenjiang?”: 丹阳是镇江最大的区吗.
function polar([auxiliary, subject, ...rest]: Chosen[]): string[] {
  if (subject === undefined) return []
  const states = /^(?:is|are|was|were)$/.test(auxiliary!.word) && rest[0]?.kind === 'noun'
  if (!states || rest.some(({ kind }) => kind === 'verb')) return ordered([subject, ...rest])
  const [times, others] = [
    rest.filter(({ kind }) => kind === 'time'),
    rest.filter(({ kind }) => kind !== 'time'),
  ]
  return [...ordered([...times, subject]), '是', ...ordered(others)]
}

// What “how many”, “which” or “what” asks for, up to the verb: nouns, with “of …” in front of an auxiliary.
function wantedOf(behind: Chosen[]): { wanted: Chosen[]; rest: Chosen[] } {
  let end = behind.findIndex(({ kind }) => kind !== 'noun')
  if (end === -1) end = behind.length
  const auxiliary = behind.findIndex(({ kind }) => kind === 'auxiliary' || kind === 'verb')
  if (end > 0 && behind[end]?.word === 'of' && auxiliary > end) end = auxiliary
  return { wanted: behind.slice(0, end), rest: behind.slice(end) }
}

function arranged(ask: string, wanted: Chosen[], rest: Chosen[]): string[] {
  const copula = rest[0]?.kind === 'auxiliary' && /^(?:is|are|was|were)$/.test(rest[0].word)
  const verb = rest.some(({ kind }) => kind === 'verb')
  // No auxiliary between: what is asked for is the subject.
  const subject = rest[0]?.kind === 'verb' || (copula && verb && rest[1]?.kind === 'verb')
  const body = ordered(rest)
  if (ask === 'what' || ask === 'which' || ask === 'how many' || ask === 'how much') {
    if (wanted.length === 0) {
      if (ask === 'what' || ask === 'which')
        return verb && !copula ? [...body, '什么'] : [...body, ...tail(headOf(rest))]
      const money = MONEY_VERB.test(body.join('')) && !body.some((piece) => /增长|下降|提高/u.test(piece))
      return copula || !verb ? [...body, '是多少'] : [...body, money ? '多少钱' : '多少']
    }
    const question = questionOf(ask, wanted)
    const has = ask === 'how many' && !verb && rest.some(({ word }) => /^(?:have|has|had)$/.test(word))
    // “How many centers have been recognized in Beijing”: 北京认定多少家中心.
    const at = rest.findIndex(({ kind }) => kind === 'verb')
    if (at > 0 && /^(?:is|are|was|were|been|be|being)$/.test(rest[at - 1]!.word) && ask !== 'which')
      return [...ordered([...rest.slice(0, at), ...rest.slice(at + 1)]), rest[at]!.text, ...question]
    if (subject && ask !== 'what') return [...question, ...body]
    return [...body, ...(has || (copula && !verb) ? ['有'] : []), ...question]
  }
  const word = HOW[ask] ?? '什么'
  if (/^how ./.test(ask) && wanted.length > 0) return [...body, ...wanted.map(({ text }) => text), word]
  if (ask === 'who' || ask === 'whom' || ask === 'whose') {
    if (subject) return [word, ...body]
    return copula && !verb ? [...body, '是谁'] : [...body, word]
  }
  if (ask === 'when' || ask === 'why') return withBeforeVerb(rest, word)
  if (ask === 'how long' && copula && !verb && LINEAR.test(body.at(-1) ?? '')) return [...body, '全长是多少']
  if (ask === 'where') return [...body, /位于|坐落/u.test(body.at(-1) ?? '') ? '哪里' : '在哪里']
  return [...body, word]
}

// Which thing is asked for: “多少家企业”, “多少吨原油”, “哪些企业”, “占比是多少”.
function questionOf(ask: string, wanted: Chosen[]): string[] {
  const of = wanted.findIndex(({ word }) => word === 'of')
  const head = (of === -1 ? wanted : wanted.slice(0, of)).map(({ text }) => text)
  const more = of === -1 ? [] : ordered(wanted.slice(of + 1))
  const noun = head.at(-1)!
  const last = (of === -1 ? wanted.at(-1) : wanted[of - 1])!
  if (ask === 'how many' || ask === 'how much') {
    if (UNIT.test(noun)) return [...head.slice(0, -1), '多少', noun, ...more]
    if (ask === 'how much') return [...more, '多少', ...head]
    return [...more, `多少${measureOf(noun)}`, ...head]
  }
  if (TIME_NOUN.test(noun)) return [...more, noun === '年' ? '哪一年' : '什么时候']
  if (QUANTITY.test(noun)) return [...more, ...head, '是多少']
  return [...more, last.plural ? '哪些' : `哪${measureOf(noun)}`, ...head]
}

function measureOf(noun: string): string {
  return MEASURE.find(([pattern]) => pattern.test(noun))?.[1] ?? '个'
}

function tail(head: string | null): string[] {
  if (head === null) return ['是什么']
  if (/(?:时间|日期)$/u.test(head)) return ['是什么时候']
  return [QUANTITY.test(head) ? '是多少' : '是什么']
}

// The noun that the others modify: the last before the first preposition.
function headOf(clause: Chosen[]): string | null {
  const end = clause.findIndex(({ kind }) => kind === 'preposition' || kind === 'verb')
  return (
    clause.slice(0, end === -1 ? clause.length : end).findLast(({ kind }) => kind === 'noun')?.text ?? null
  )
}

function withBeforeVerb(rest: Chosen[], word: string): string[] {
  const at = rest.findIndex(({ kind }) => kind === 'verb')
  if (at === -1) return [...ordered(rest), word]
  return [...ordered(rest.slice(0, at)), word, ...ordered(rest.slice(at))]
}

// Times first; within each stretch between verbs, what follows a preposition goes before what precedes it.
function ordered(clause: Chosen[]): string[] {
  const times = clause.filter(({ kind }) => kind === 'time').map(({ text }) => text)
  const pieces: string[] = []
  let parts: string[][] = [[]]
  const flush = (): void => {
    pieces.push(...parts.toReversed().flat())
    parts = [[]]
  }
  for (const item of clause) {
    if (item.kind === 'verb') {
      flush()
      pieces.push(item.text)
    } else if (item.kind === 'preposition') parts.push([])
    else if (item.kind === 'noun') parts.at(-1)!.push(item.text)
    else if (item.kind === 'and' && parts.at(-1)!.length > 0) parts.at(-1)!.push('和')
  }
  flush()
  return [...times, ...pieces].filter((piece) => piece !== '')
}

/** Pieces as one text: together, but for a space between Latin words. */
export function joined(pieces: string[]): string {
  return pieces.reduce(
    (text, piece) =>
      /[\p{Script=Latin}\d]$/u.test(text) && /^[\p{Script=Latin}]/u.test(piece)
        ? `${text} ${piece}`
        : text + piece,
    '',
  )
}

// Candidate answers by rule, where no model marks them: what of a text is of the kind that the question asks for. Pure.
import { quantities, type Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import { clauseAround, comparable, searchTerms, sentences, type Interval } from '../text.ts'

/** A candidate, with what is to be read to judge it. */
export interface TypedSpan extends Interval {
  /** From the beginning of its sentence to the end of its clause: its subject stands in there mostly. */
  context: Interval
}

/** Candidates of one text. */
const MOST_SPANS = 12
/** Characters of a context: what a re-ranker takes in, and a bound for texts without stops. */
const CONTEXT = 300

/**
 * What may answer the question, most of its terms around it first; all lie within `body`, each place once. Linear in the
 * length of the text.
 */
export function typedSpans(question: Question, body: string): TypedSpan[] {
  const terms = new Set(question.terms)
  const cut = sentences(body)
  const clauses = clausesOf(body, cut)
  const shares = new Map<string, number>()
  const shareOf = ({ start, end }: Interval): number => {
    const key = `${start}-${end}`
    const known = shares.get(key)
    if (known !== undefined) return known
    const found = share(terms, body.slice(start, end))
    shares.set(key, found)
    return found
  }
  const seen = new Set<string>()
  return ofType(question, body, clauses)
    .filter(
      ({ start, end }) => /[\p{L}\p{N}]/u.test(body.slice(start, end)) && isNew(seen, `${start}-${end}`),
    )
    .map((span, order) => {
      const clause = within(span, holding(clauses, span.start) ?? span)
      const { start } = holding(cut, span.start) ?? clause
      const context = { start: Math.max(start, clause.end - CONTEXT), end: clause.end }
      context.start = Math.min(context.start, span.start)
      const weight = shareOf(clause) + shareOf(context) - repeated(terms, body.slice(span.start, span.end))
      return { span: { start: span.start, end: span.end, context }, order, weight }
    })
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
    .slice(0, MOST_SPANS)
    .map(({ span }) => span)
}

// --- Internal helpers ---

function isNew(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

// A clause as far as it is near its span.
function within(span: Interval, clause: Interval): Interval {
  return {
    start: Math.min(span.start, Math.max(clause.start, span.start - CONTEXT)),
    end: Math.max(span.end, Math.min(clause.end, span.start + CONTEXT)),
  }
}

// Of intervals in order, the one that holds a place.
function holding(intervals: readonly Interval[], at: number): Interval | undefined {
  let [low, high] = [0, intervals.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (intervals[middle]!.end <= at) low = middle + 1
    else high = middle
  }
  const found = intervals[low]
  return found !== undefined && found.start <= at ? found : undefined
}

function share(terms: ReadonlySet<string>, text: string): number {
  const held = new Set(searchTerms(text))
  let count = 0
  for (const term of terms) if (held.has(term)) count += 1
  return count / Math.max(1, terms.size)
}

// Share of its terms that the question says itself.
function repeated(terms: ReadonlySet<string>, text: string): number {
  const own = searchTerms(text)
  return own.length === 0 ? 0 : own.filter((term) => terms.has(term)).length / own.length
}

function clausesOf(body: string, cut: Interval[]): Interval[] {
  return cut.flatMap((sentence) => {
    const clauses: Interval[] = []
    for (let at = sentence.start; at < sentence.end;) {
      const clause = clauseAround(body, { start: at, end: at })
      const end = Math.min(clause.end, sentence.end)
      if (end > at) clauses.push({ start: at, end })
      at = Math.max(end, at) + 1
    }
    return clauses
  })
}

function ofType(question: Question, body: string, clauses: Interval[]): Interval[] {
  const all = quantities(body)
  switch (question.type) {
    case 'number':
      return figuresFor(question, all)
    case 'date':
      return orElse(
        all.filter(({ kind }) => kind === 'date'),
        () => all.filter(({ kind }) => kind === 'duration'),
      )
    case 'person':
      return orElse(matches(body, PERSON), () => names(body))
    case 'place':
      return [...matches(body, PLACE), ...matches(body, LOCATED)]
    case 'entity':
      return names(body)
    case 'list':
      return orElse([...matches(body, ENUMERATION), ...names(body)], () => figuresFor(question, all))
    case 'reason':
      return orElse(
        clauses.filter(({ start, end }) => CAUSE.test(body.slice(start, end))),
        () => clauses,
      )
    case 'yesno':
      return clauses
    case 'what':
      return question.kinds.length > 0
        ? figuresFor(question, all)
        : [
            ...matches(body, QUOTED),
            ...matches(body, DEFINED),
            ...names(body),
            ...restOf(question, body, clauses),
          ]
  }
}

function orElse(found: Interval[], other: () => Interval[]): Interval[] {
  return found.length > 0 ? found : other()
}

// Of the kind and unit that are asked for, else of the kind, else all that are no dates.
function figuresFor({ kinds, unit }: Question, all: Quantity[]): Interval[] {
  const ofKind = all.filter(({ kind }) => kinds.includes(kind))
  if (ofKind.length > 0) {
    const fits = (q: Quantity): number => (unit !== null && q.unit !== '' && q.unit.includes(unit) ? 0 : 1)
    return ofKind.toSorted((a, b) => fits(a) - fits(b))
  }
  return all.filter(({ kind }) => kind !== 'date')
}

const QUOTED = /《[^《》\n]{1,40}》|“[^“”\n]{1,40}”/gu

/** What an organisation, a project or a site is called by: the kinds that end such names in news of the economy. */
const KIND =
  '项目|工程|基地|产业园|科技园|园区|开发区|高新区|经开区|新区|片区|自贸区|综保区|保税区|中心|工厂|有限公司|公司|集团|股份|控股|银行|基金|证券|研究院|研究所|实验室|大学|学院|医院|平台|联盟|协会|商会|委员会|管委会|政府|局|厅|办公室|大会|峰会|论坛|博览会|大赛|机场|港口|自贸港|高速公路|高速|铁路|大桥|品牌'
// The name ends at its kind, and begins behind what joins or governs it.
const NAMED = new RegExp(
  `[\\p{Script=Han}A-Za-z0-9·（）()“”\\-]{1,24}?(?:${KIND})(?![\\p{Script=Han}]{0,1}(?:${KIND}))`,
  'gu',
)
const LATIN = /[A-Za-z][A-Za-z0-9&.+-]{1,30}(?: [A-Z][A-Za-z0-9&.+-]{1,30}){0,3}/gu
const LEAD =
  /^(?:[的了在是和与及或由为以将对向从到被把让使给同跟等并也还已正曾又其该此这那各每本]|通过|以及|根据|按照|随着|围绕|依托|包括|其中|目前|同时|此外|来自|位于|拥有|成立|建设|建成|打造|引进|引入|落户|签约|投资|推动|推进|加快|加强|实施|开展|举办|召开|获批|成为|作为|入选|获得|完成|实现|支持|服务|联合|携手|收购|参加|新增){1,3}/u

// Who does something, and with or by whom it is done: what stands before such verbs, or behind such prepositions.
const DOER =
  /(?<=^|[，。；：！？\n])[\p{Script=Han}A-Za-z0-9·（）()“”]{2,24}?(?=是|为|将|与|已|正在|牵头|承担|联合|发布|宣布|推出|计划|获批|签约|签署|投资|主办|承办|负责|成立|中标)/gu
const PARTNER =
  /(?<=由|与|和|同|跟|被|向|是|为|股东)[\p{Script=Han}A-Za-z0-9·（）()]{2,20}?(?=[，。；、”\n]|等|共同|联合|合作|合资|签|承担|牵头|主办|承办|投资|建设|负责|提供|研发|打造|运营|$)/gu

function names(body: string): Interval[] {
  const kinds = matches(body, NAMED).map(({ start, end }) => {
    const lead = LEAD.exec(body.slice(start, end))?.[0].length ?? 0
    return { start: start + lead, end }
  })
  return [
    ...matches(body, QUOTED),
    ...kinds,
    ...matches(body, PARTNER),
    ...matches(body, DOER),
    ...matches(body, LATIN),
  ].filter(({ start, end }) => end - start > 1)
}

// The surnames of some nine in ten people, and the compound ones.
const SURNAME =
  '(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝])'
// A name stands behind an office or a beginning, and before what its bearer does, an office, or an end.
const OFFICE =
  '书记|主任|市长|县长|区长|省长|部长|局长|厅长|处长|院长|校长|所长|会长|秘书长|董事长|总经理|总裁|经理|主席|总监|负责人|创始人|合伙人|教授|院士|研究员|工程师|首席执行官|CEO|先生|女士|委员|常委|代表|专家|董事|首席\\p{Script=Han}{2,5}'
const PERSON = new RegExp(
  `(?<=(?:${OFFICE}|[，。、：；“\\s（(]|^))${SURNAME}\\p{Script=Han}{1,2}(?=(?:${OFFICE}|[，。、：；”\\s）)]|等|表示|介绍|指出|认为|说|出席|参加|率|一行|主持|致辞|强调|宣布|陪同|调研|会见|当选|担任|任|为|在|是|将|和|与|$))|(?<=(?:${OFFICE}))[\\p{Script=Han}]{2,3}(?=(?:[，。、：；”\\s）)]|表示|介绍|指出|认为|说|出席|致辞|$))|\\p{Script=Han}{1,6}·\\p{Script=Han}{1,8}`,
  'gu',
)

const PLACE =
  /[\p{Script=Han}]{2,12}?(?:特别行政区|自治区|自治州|开发区|高新区|经开区|新区|园区|街道|省|市|县|区|州|镇|乡|村|港|国|岛)(?![\p{Script=Han}]{0,8}?(?:开发区|高新区|经开区|新区|园区))/gu
const LOCATED =
  /(?<=位于|坐落于|坐落在|落户于?|落地于?|选址于?|设在|建在|布局在|总部在|来自|在)[\p{Script=Han}A-Za-z0-9·“”]{2,24}?(?=举[行办]|召开|开幕|开工|签约|建设|成立|揭牌|发布|启动|投产|[，。；、：\n]|$)/gu

const ENUMERATION = /[^，。；：:！？\n、]{1,30}(?:、[^，。；：:！？\n、]{1,30}){1,20}/gu
const CAUSE =
  /因为|由于|因(?!此|而)|为了|为的是|得益于|受益于|受[^，。]{1,20}影响|原因|旨在|以便|导致|主要是|归功于|考虑到/u
const DEFINED =
  /(?<=(?:是|为|叫做|称为|名为|即|：|包括|作为|主题为|采用|采取|聚焦|围绕))[^，。；！？\n]{2,50}/gu

// The clause without what the question says itself at its ends.
function restOf(question: Question, body: string, clauses: Interval[]): Interval[] {
  const asked = comparable(question.plain)
  return clauses.map(({ start, end }) => {
    let from = start
    const most = Math.min(end - 2, start + 40)
    while (from < most && asked.includes(comparable(body.slice(start, from + 1)))) from += 1
    return from - start >= 2 ? { start: from, end } : { start, end }
  })
}

function matches(body: string, pattern: RegExp): Interval[] {
  return [...body.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

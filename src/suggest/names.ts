// What a question may be about: the noun phrase before a figure, and whether it can stand alone in a question.
// Pure. There is no parser: what is not plainly a name with its kind is refused, not repaired.
import type { ArticleMeta } from '../article.ts'
import { periods } from '../period.ts'
import { isPlace } from '../subject.ts'

/** What an article adds to the names in its text. */
export type Setting = Pick<ArticleMeta, 'title' | 'zone' | 'published_at'> & {
  /** The article's text, or what is known of it: a name that comes back is a name. */
  text: string
}

const MIN = 3
const MAX = 20

const DAY = String.raw`(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|(?:19|20)\d{2}年(?:上半年|下半年|度|[一二三四]季度|前[一二三]季度|末|底)?`
const OPENING = new RegExp(
  String.raw`^(?:${DAY}|截至|截止|今年以来|今年上半年|上半年|下半年|今年|去年|当前|目前|近日|日前|近期|据悉|据了解|据|数据显示|公告显示|其中|此外|另外|同时|随后|随着|预计|计划|届时|首先|经初步测算|在此前|[一二三四五]是|当日|当天|当地时间|[上下]午|晚间?|消息[，,]|[（(]\d{1,2}[日）)]+|[，,：:、\s“]$|[，,：:、\s])+`,
  'u',
)

/** Kinds of things that a name ends with. */
const KINDS =
  '项目|工程|基地|产业园|科创园|科技园|软件园|园区|经济技术开发区|开发区|高新区|经开区|新区|新片区|片区|自贸区|自贸试验区|综保区|综合保税区|保税区|中心|工厂|公司|集团|股份|控股|科技|能源|电子|证券|银行|基金|电站|电厂|核电站|高速|高速公路|公路|铁路|机场|码头|大桥|隧道|大会|峰会|论坛|博览会|大赛|运动会|平台|研究院|研究所|实验室|大学|学院|医院|生产线|产线|省|市|县|自治区|自治州|镇|小镇|街道|酒店|乐园|公园|广场|大厦|一期|二期|三期|四期|总部|园'
const ENDS_WITH_KIND = new RegExp(`(?:${KINDS})(?:[（(]\\p{Script=Han}{1,8}[）)])?$`, 'u')

// What names nothing by itself: kinds, and what is said of any of them.
const GENERIC = new RegExp(
  `${KINDS}|重点|重大|大型|标志性|主要|新建|续建|在建|扩建|改建|改造|建设|投资|产业|工业|制造业|制造|服务业|先进|高端|智能|现代|基础设施|配套|招商引资|招商|签约|外资|内资|民间|民营|国有|上市|企业|有限|责任|市级|省级|国家级|级|相关|区域|全[市省县区国镇]|合作|示范|经济|技术|高新|综合|核心|首个|首期|本期|标准|东部|中部|西部|东北|南部|北部|地区|外商|港澳台商|商务|季度|半年|年度|全年|单|总体|整体|高技术|服务|业|行业|市场|产品|正线|工作|活动|集中|在管|公司|发行|本级|主体|个人|居民|线路|地上|地下|建筑|高质量|发展|推介|签约|现场|会|规上|规模以上|非能源|贷款|普惠|小微|管理|县|市|预选赛|决赛|专精特新|中小|合约|汽车|零售|消费|厂房|新型|系列|多个|生产|研发|一体化|类|型|新|大`,
  'gu',
)

const REFERRING =
  /整个|全部|所有|[该此这那其某各每我你他她它们您咱]|上述|前述|同一|本(?:次|届|期|市|省|县|区|公司|集团|项目|案|年|月)|双方|两者|自己|以上|以下|首[批个]|一批|部分|多[个家项]|有关/u
// Words that join phrases or make clauses: within a name they are rare, and such a name is let go.
const JOINING =
  /[的了着也还又就都才而且并或若因所被把让使将已正于从往给跟比很更最是有称说等和与及]|在|向(?!阳|塘)|对(?!外|口)|为(?<!华为)|[以之]|到|通过|由/u
const VERBS =
  /实现|完成|达到|达成|召开|举[行办]|表示|介绍|指出|认为|计划|预计|获得|获批|参加|推[进动]|增长|下降|超过|签署|签订|签下|开工|动工|竣工|投产|建成|启动|揭牌|发布|公布|宣布|成立|设立|收购|持有|增持|减持|转让|引进|引入|吸引|落户|落地|集聚|聚集|聚焦|围绕|坚持|加快|加强|加大|提升|提供|支持|促进|打造|形成|实施|开展|举措|包括|涉及|涵盖|共计|合计|累计|不少|不低|投入|总计|新增|新签|围着|依托|利用|截[至止]|成为|作为|进入|出资|确认|拥有|位列|排名|来自|负责|生产销售|主营|同比|环比|报告期|年产|拟|投资(?!有限|集团|公司|控股|股份|基金|促进|中心|大厦|大会|发展|管理|银行|平台)|建设(?!项目|工程|集团|银行|有限|发展|投资|控股|大厦|用地)/u

const PROVINCES =
  /^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?(?=\p{Script=Han}{2,8}(?:开发区|高新|新区|园|自贸|保税))/u

/** A zone as people call it: “江苏丹阳经济开发区” is “丹阳经济开发区”. Null for what does not end like a zone. */
export function shortZone(zone: string): string | null {
  if (!/(?:区|园|港|城)$/u.test(zone)) return null
  const short = zone.replace(PROVINCES, '')
  return /^(?:经济|高新|技术|综合|自由)/u.test(short) ? zone : short
}

const OWN_ZONE = /^(?:全区|我区|本区|园区|开发区|高新区|经开区|新区|区内|全区上下)?$/u

/**
 * The subject that ends a clause's beginning (all that stands before the words of a rule): its opening words are taken
 * off, and what is left must be one name with its kind, or a name of the title. “开发区” on a zone's own page is that
 * zone; so is no subject at all where `own` allows it. Null: nothing that a question could name.
 */
export function subjectOf(beginning: string, setting: Setting, own = false): string | null {
  const stripped = withoutPeriod(beginning.trim().replace(OPENING, ''))
    .replace(OPENING, '')
    .replace(TRAILING, '')
    .replace(/[（(]\d{5,6}(?:\.[A-Z]{2})?[）)]$/u, '')
  if (OWN_ZONE.test(stripped)) {
    return setting.zone !== null && (own || stripped !== '') ? shortZone(setting.zone) : null
  }
  // “沈阳全市”
  const city = stripped.replace(/全[省市县区]$/u, '')
  if (city !== stripped && isPlace(city)) return city
  const whole = WHOLE.exec(stripped)
  if (whole !== null) return regionOf(setting, whole[1]!)
  return isName(stripped, setting) ? stripped : null
}

// “1-7月份海南省”
function withoutPeriod(phrase: string): string {
  const [first] = periods(phrase, null)
  return first?.start === 0 ? phrase.slice(first.end).replace(/^[份的，,]/u, '') : phrase
}

// What stands between a name and the words of a rule and belongs to neither.
const TRAILING =
  /(?:首次公开发行(?:股票)?|本次发行|上市发行|(?<!项目)发行|本次公开发行|直接|间接|规划|建筑|(?<=\p{Script=Han}{2})上市(?!发行)|合计|现场|成功|共|总|累计|初步|首次|在建|(?<=项目)建设|[，,、：:\s]){1,12}$/u

const WHOLE = /^[全我]([省市县])$/u

// “全市” is the city that the title begins with.
function regionOf({ title }: Setting, kind: string): string | null {
  const at = title.indexOf(kind)
  const named =
    at >= 2 && at <= 4 ? title.slice(0, at) : /^(?:黑龙江|内蒙古|\p{Script=Han}{2})/u.exec(title)?.[0]
  return named !== undefined && isPlace(named) ? `${named}${kind}` : null
}

/** Whether a phrase can stand alone in a question: well-formed, of a kind or known from the title, and not generic. */
export function isName(phrase: string, setting: Setting): boolean {
  if (!/^[\p{Script=Han}A-Za-z0-9·“”《》（）()—-]+$/u.test(phrase)) return false
  if (!balanced(phrase)) return false
  const bare = phrase.replace(/“[^“”]{1,12}”|《[^《》]{1,20}》/gu, '名')
  if (
    /^[\d一二两三四五六七八九十百千万]+[\p{Script=Han}]/u.test(bare) &&
    !/^(?:三一|三星|三菱|一汽|二汽)/u.test(bare)
  )
    return false
  // “县住建局” of which county?
  if (/^[省市县区镇乡](?![北中])/u.test(bare)) return false
  if (REFERRING.test(bare) || JOINING.test(bare) || VERBS.test(bare)) return false
  if (/[时后前中上下里内外间个家项名位]$/u.test(bare)) return false
  if (/^(?:我国|国内)$/u.test(phrase) || isPlace(phrase)) return true
  const inTitle = phrase.length <= 12 && setting.title.includes(phrase)
  if (phrase.length > MAX || phrase.length < (inTitle ? 2 : MIN)) return false
  const specific = bare.replace(GENERIC, '').replace(/[（）()·—\d-]/gu, '')
  if (specific.length < 2) return false
  return (
    ENDS_WITH_KIND.test(phrase) ||
    (inTitle && isTitleName(phrase, setting.title)) ||
    (phrase.length <= 10 && comesBack(phrase, setting.text))
  )
}

// A listed company as news name it first: “格力博(301260.SZ)”, “格力博（股票代码：301260）”.
const LISTED =
  /([\p{Script=Han}A-Za-z]{2,8})[（(](?:股票代码|证券代码|代码)?[:：]?\s?(?:[A-Z]{2,4}[:：])?\d{5,6}(?:\.[A-Z]{2})?[)）]/gu

/** The one listed company that an article is about; null when it names none, or several. */
export function companyOf({ text, title }: Setting): string | null {
  const named = [...`${title}\n${text}`.matchAll(LISTED)].map((match) => match[1]!)
  const [first] = named
  if (first === undefined || !named.every((name) => name.endsWith(first) || first.endsWith(name))) return null
  const shortest = named.reduce((a, b) => (b.length < a.length ? b : a))
  return JOINING.test(shortest) || REFERRING.test(shortest) || VERBS.test(shortest) ? null : shortest
}

/** The one project that a title names; null when it names none, or several. */
export function projectOf(setting: Setting): string | null {
  const parts = setting.title.split('项目')
  if (parts.length !== 2) return null
  const name = `${parts[0]!.split(/[\s，：:、|！]/u).at(-1)!}项目`
  return isName(name, setting) ? name : null
}

function comesBack(phrase: string, text: string): boolean {
  const first = text.indexOf(phrase)
  return first !== -1 && text.indexOf(phrase, first + phrase.length) !== -1
}

// A name of the title stands at its beginning or behind a stop, and more follows that it does not run into.
function isTitleName(phrase: string, title: string): boolean {
  const at = title.indexOf(phrase)
  return phrase.length >= 2 && (at === 0 || /[\s，：:、|“]/u.test(title[at - 1]!))
}

function balanced(phrase: string): boolean {
  for (const [open, close] of ['“”', '《》', '（）', '()'] as const) {
    let depth = 0
    for (const char of phrase) {
      if (char === open) depth += 1
      if (char === close) depth -= 1
      if (depth < 0 || depth > 1) return false
    }
    if (depth !== 0) return false
  }
  return true
}

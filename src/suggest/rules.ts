// How a clause with a figure becomes a question about that figure. Pure; each rule reads the words right before and right
// after one figure, and leaves the subject to `names.ts`.
import type { Quantity, QuantityKind } from '../quantity.ts'

/** What a rule makes of a clause: what stands before its words is where the subject must be found. */
export interface Match {
  /** The clause's characters before the rule's words. */
  beginning: string
  /** The subject itself, where the words after the figure name it (“总投资10亿元的X项目”). */
  subject?: string
  /** What the subject must be. */
  kind?: RegExp
  /** A second name in the question, held to the same standard. */
  object?: string
  /** The question about a subject. `period`: “2023年上半年” or '' where the figure needs none. */
  ask(subject: string, period: string): string
  /** Whether the figure belongs to a time, which the question must name. */
  timed?: boolean
  /** Whether it needs no time after all: a target. */
  lasting?: boolean
  /** Whether no subject at all means the article's own zone. */
  own?: boolean
}

export type RuleName =
  | 'investment'
  | 'area'
  | 'event'
  | 'indicator'
  | 'growth'
  | 'financing'
  | 'equity'
  | 'count'
  | 'property'
  | 'spending'
  | 'grant'
  | 'fine'

interface Rule {
  name: RuleName
  kinds: QuantityKind[]
  read(before: string, after: string, figure: Quantity): Match | null
}

const ABOUT = '(?:约为|约|达到|达|为|超过|超|近|逾|不低于|不少于|高达|[:：])?'
const PLAN = '(?:计划|预计|概算|估算|规划)?'

const PROJECT =
  /(?:项目|工程|基地|园|园区|工厂|中心|生产线|产线|总部|电站|电厂|核电站|小镇|乐园|[一二三四]期|高速|公路|铁路|机场|码头|大桥|隧道|大厦|广场)$/u
const TOTAL = new RegExp(`${PLAN}(总投资|投资总额|总投资额)${ABOUT}$`, 'u')
const ATTRIBUTED = new RegExp(
  `(?:${PLAN}(总投资|投资总额|总投资额)|(?<=^|[的、，由括进]|新增)投资)${ABOUT}$`,
  'u',
)
// The project that a figure is said of: up to the end of the clause, or to what is said of the project.
const OF_PROJECT =
  /^(?:人民币)?的([^，。；、：的]{2,18}?(?:项目|工程|基地|产业园|工厂|中心|园区|生产线|总部|电站|电厂|小镇|乐园))(?=$|[，。；、：]|也|将|已|正|在|于|近|顺利|正式|成功|开工|签约|落户|启动|投产|竣工|动工|等|和|以及|及)/u

const AREA = new RegExp(
  `(规划占地面积|总占地面积|占地面积|总?占地|总建筑面积|建筑面积|规划总面积|规划面积|总面积|用地面积)${ABOUT}$`,
  'u',
)

const EVENTS =
  '开工建设|开工|动工|投产|竣工投产|竣工|建成投产|建成投用|建成|投入使用|投入运营|启用|揭牌|开业|开园|开幕|闭幕|成立|通车|开通|签约|落成|奠基|投运|上市|封顶|试生产|揭幕|启动'
const WHEN_BEFORE = /(?:，)?(?:将于|已于|拟于|计划于|预计于|预计在|计划在|于|将在|预计|计划|在)?$/u
const EVENT_AFTER = new RegExp(
  `^(?:前|底前|左右)?(?:全面|正式|集中|顺利|整体|全部)?(${EVENTS})(?=$|[，。；、）)])`,
  'u',
)
const EVENT_LATER = new RegExp(
  `^[，,]?([^，。；、]{3,22}?)(?:正式|顺利|集中|全面|隆重)?(${EVENTS})(?:仪式)?(?=$|[，。；])`,
  'u',
)

const INDICATORS =
  '外资实际到位|外资实际到账|实际到位外资|扣除非经常性损益后的净利润|归属于上市公司股东的扣除非经常性损益的净利润|基本每股收益|每股收益|实际使用外资金额|实际使用外资|实际利用外资|外资到账|合同外资|到账外资|利用外资|地区生产总值|生产总值|GDP|规模以上工业增加值|规上工业增加值|规上工业总产值|工业总产值|工业增加值|工业投资|固定资产投资|制造业投资|民间投资|房地产开发投资|一般公共预算收入|税收收入|财政总收入|社会消费品零售总额|货物进出口总额|进出口总额|进出口总值|外贸进出口总值|外贸进出口|外贸进出口额|出口总额|出口额|进口额|营业总收入|营业收入|营收|归母净利润|归属于上市公司股东的净利润|归属于母公司所有者的净利润|扣非净利润|净利润|利润总额|研发投入|研发费用|产值|销售收入|销售额|销量|产量|发电量|管理规模|到位资金|签约额|税收|存款余额|贷款余额|城镇居民人均可支配收入|居民人均可支配收入'
// As people say it.
function spoken(indicator: string): string {
  return indicator
    .replace('归属于上市公司股东的扣除非经常性损益的净利润', '扣非净利润')
    .replace('扣除非经常性损益后的净利润', '扣非净利润')
    .replace(/归属于(?:上市公司股东|母公司所有者)的净利润/u, '归母净利润')
}
const INDICATOR = new RegExp(
  `(?:共)?(?:实现|完成|累计|全年)?(?:全部)?(${INDICATORS})(?:累计)?(?:预计)?${ABOUT}(?:人民币)?$`,
  'u',
)
const GROWTH = new RegExp(
  `(?:实现)?(${INDICATORS})(?:[\\d.万亿元美]{2,14}[，,])?(?:比上年)?(同比)?(增长|下降|增加|上升)${ABOUT}$`,
  'u',
)
// What is told of a whole zone, also where the sentence does not name it.
const OF_ZONES = /外资|生产总值|GDP|规模以上|规上|工业总产值|固定资产投资|公共预算收入|进出口|社会消费品/u
const TARGET_AFTER = /^的?(?:年度|全年)?(?:目标任务|目标|任务)/u
const TARGET_BEFORE = /目标|力争|确保|争取/u

const FINANCING = /(?:于?近日|日前|近期|已)?(?:宣布)?(?:完成|获得|获)了?(?:总额)?(?:约|近|超|超过|数)?$/u
const ROUND = /^(?:人民币)?(?:的)?((?:Pre-)?[A-H]\d?\+{0,2}轮|天使轮|战略|首轮|新一轮)?(?:股权)?融资/u

const EQUITY =
  /(?:拟|将|已|计划)?(收购|持有|转让|出售|受让|取得)(?:其持有的|了)?([\p{Script=Han}A-Za-z（）()]{2,16}?)(?:约|合计|的)?$/u
const SHARES = /^的?(?:股权|股份)/u

const COUNTED = new RegExp(
  `(?:共|已|累计|目前|现|已经|先后|还|总共)?(签约|引进|引入|落户|集聚|聚集|汇聚|入驻|拥有|集中开工|集中签约|新开工|新签约|新增|吸引|招引|培育|储备|实施|排定)了?([\\p{Script=Han}]{0,14}?)(?:约|近|超过|超|逾|达)?$`,
  'u',
)
const THINGS =
  '企业|项目|公司|机构|人才|工业项目|产业项目|外资企业|外资项目|重点项目|规上企业|高新技术企业|上市公司|研发中心|跨国公司地区总部|创新平台|科技企业|专精特新企业|员工|学生|志愿者|总部企业|生物医药企业|世界500强企业'
const THING = new RegExp(`^(?:的)?(${THINGS})(?=$|[，。；、（])`, 'u')
const THING_BEFORE =
  /^((?:[\p{Script=Han}](?<![的了及和与等其该])){0,12}(?:企业|项目|公司|机构|人才|中心|平台))$/u
const UNDER_WAY =
  /^(?:的)?((?:[\p{Script=Han}](?<![的了及和与等其该])){0,8}?(?:项目|企业))((?:集中|正式)?(?:开工建设|开工|签约|投产|竣工|落户|落地|亮相)|(?:成功)?入选[\p{Script=Han}\d“”]{2,14})(?=$|[，。；、])/u

const PROPERTIES =
  '注册资本|实缴资本|年产值|年产能|设计年产能|发行数量|发行股数|发行总数|保荐及承销费用|保荐承销费|发行费用总额|发行费用|总装机容量|装机容量|总装机|设计时速|线路全长|全长|发行价格|发行价|募集资金总额|募集资金净额|首期规模|总规模|基金规模|目标规模|授信额度|发行规模|投后估值|投前估值|估值|投资额|合同总金额|合同额|收购价|交易价格|交易对价|存续期|中标金额|中标价|合同金额|成交价|总建设规模|总投资回报率|最大起重量|总库容|年发电量'
const PROPERTY = new RegExp(`(?:的|，)?(?:预计|设计)?(${PROPERTIES})${ABOUT}(?:人民币)?$`, 'u')

const SPENDING =
  /(?:计划|拟|将|宣布)?(?:在([\p{Script=Han}]{2,8}))?(?:再|追加|共)?(?:投资|投入|斥资|出资)(?:约|超|超过|近|不超过)?(?:人民币)?$/u
const SPENT_ON =
  /^(?:人民币)?(?:资金)?(建设|新建|兴建|建造|扩建|打造|收购|入股|开发)([\p{Script=Han}A-Za-z0-9“”]{3,18})(?=$|[，。；])/u

const GRANT = /(?:已|将|共|累计)?(获得|获批|获|争取|拿到|提供|发放|投放)了?(?:各类)?(?:约|近|超|超过)?$/u
const GRANTED =
  /^(?:的)?((?:银行|信贷|中长期|政府|专项|财政|银团)?(?:贷款|授信|补贴|奖励|资金支持|补助|奖补资金|补助资金|订单))(?=$|[，。；、])/u

const FINE = /(?:被|处以|并处|处)(?:处以|处|中国人民银行)?(?:合计|共计)?(罚款|罚没)(?:合计|共计|人民币|约)*$/u

/** Tried in this order; the first that reads a figure takes it. */
export const RULES: Rule[] = [
  {
    name: 'investment',
    kinds: ['money'],
    read: (before, after) => {
      const said = ATTRIBUTED.exec(before)
      const project = OF_PROJECT.exec(after)
      if (said !== null && project !== null) {
        const ask = (subject: string): string =>
          said[1] === undefined ? `${subject}投资多少？` : `${subject}的总投资是多少？`
        return { beginning: '', subject: project[1]!, ask, kind: PROJECT }
      }
      const total = TOTAL.exec(before)
      if (total === null || /^(?:人民币)?的/u.test(after)) return null
      return {
        beginning: before.slice(0, total.index),
        ask: (subject) => `${subject}的总投资是多少？`,
        kind: PROJECT,
      }
    },
  },
  {
    name: 'area',
    kinds: ['area'],
    read: (before) => {
      const said = AREA.exec(before)
      if (said === null) return null
      const what = said[1]!
      const ask = (subject: string): string =>
        what.endsWith('占地') ? `${subject}占地多少？` : `${subject}的${what}是多少？`
      return { beginning: before.slice(0, said.index), ask }
    },
  },
  {
    name: 'event',
    kinds: ['date'],
    read: (before, after) => {
      const event = EVENT_AFTER.exec(after)
      if (event !== null) {
        const at = WHEN_BEFORE.exec(before)!.index
        return { beginning: before.slice(0, at), ask: (subject) => `${subject}什么时候${event[1]!}？` }
      }
      const later = EVENT_LATER.exec(after)
      if (later === null || !/^(?:近日|日前|据悉|[^，。]{0,3})$/u.test(before)) return null
      return { beginning: later[1]!, ask: (subject) => `${subject}什么时候${later[2]!}？` }
    },
  },
  {
    name: 'spending',
    kinds: ['money'],
    read: (before, after) => {
      const said = SPENDING.exec(before)
      const on = SPENT_ON.exec(after)
      if (said === null || on === null || /[的其该将]|[一二两三四五六七八九十\d][个座批家条]/u.test(on[2]!))
        return null
      const ask = (subject: string): string => `${subject}投资多少钱${on[1]!}${on[2]!}？`
      return { beginning: before.slice(0, said.index), ask }
    },
  },
  {
    name: 'grant',
    kinds: ['money'],
    read: (before, after) => {
      const said = GRANT.exec(before)
      const what = GRANTED.exec(after)
      if (said === null || what === null) return null
      const ask = (subject: string): string => `${subject}${said[1]!}了多少${what[1]!}？`
      return { beginning: before.slice(0, said.index), ask }
    },
  },
  {
    name: 'fine',
    kinds: ['money'],
    read: (before) => {
      const said = FINE.exec(before)
      if (said === null) return null
      return { beginning: before.slice(0, said.index), ask: (subject) => `${subject}被${said[1]!}多少？` }
    },
  },
  {
    name: 'property',
    kinds: ['money', 'count', 'weight', 'energy', 'length', 'percent'],
    read: (before) => {
      const said = PROPERTY.exec(before)
      if (said === null) return null
      return { beginning: before.slice(0, said.index), ask: (subject) => `${subject}的${said[1]!}是多少？` }
    },
  },
  {
    name: 'indicator',
    kinds: ['money', 'count', 'weight', 'energy'],
    read: (before, after) => {
      const said = INDICATOR.exec(before)
      if (said === null) return null
      const beginning = before.slice(0, said.index).replace(/(?:力争|确保|争取|为|预计)$/u, '')
      const target = TARGET_AFTER.test(after) || TARGET_BEFORE.test(before)
      const ask = (subject: string, period: string): string =>
        `${subject}${period}${spoken(said[1]!)}${target ? '目标' : ''}是多少？`
      return { beginning, ask, timed: true, lasting: target, own: OF_ZONES.test(said[1]!) }
    },
  },
  {
    name: 'growth',
    kinds: ['percent'],
    read: (before) => {
      const said = GROWTH.exec(before)
      if (said === null) return null
      const ask = (subject: string, period: string): string =>
        `${subject}${period}${spoken(said[1]!)}${said[2] ?? ''}${said[3]!}多少？`
      return { beginning: before.slice(0, said.index), ask, timed: true, own: OF_ZONES.test(said[1]!) }
    },
  },
  {
    name: 'financing',
    kinds: ['money'],
    read: (before, after) => {
      const round = ROUND.exec(after)
      const said = FINANCING.exec(before)
      if (round === null || said === null) return null
      return {
        beginning: before.slice(0, said.index),
        ask: (subject) => `${subject}${round[1] ?? ''}融资金额是多少？`,
      }
    },
  },
  {
    name: 'equity',
    kinds: ['percent'],
    read: (before, after) => {
      const said = EQUITY.exec(before)
      if (said === null || !SHARES.test(after) || /[的其该和、]|^公司|公司股东/u.test(said[2]!)) return null
      return {
        beginning: before.slice(0, said.index),
        object: said[2]!,
        ask: (subject) => `${subject}${said[1]!}${said[2]!}多少股权？`,
      }
    },
  },
  {
    name: 'count',
    kinds: ['count'],
    read: (before, after, { unit }) => {
      const doing = UNDER_WAY.exec(after)
      if (doing !== null) {
        const beginning = before.replace(/(?:将|共|已|还)?(?:有|共|将)$/u, '')
        const ask = (subject: string, period: string): string =>
          `${subject}${period}有多少${unit}${doing[1]!}${doing[2]!}？`
        return { beginning, ask, timed: true, lasting: true }
      }
      const said = COUNTED.exec(before)
      if (said === null) return null
      const thing = said[2] === '' ? THING.exec(after)?.[1] : THING_BEFORE.exec(said[2]!)?.[1]
      if (thing === undefined) return null
      const ask = (subject: string): string => `${subject}${said[1]!}了多少${unit}${thing}？`
      return { beginning: before.slice(0, said.index), ask }
    },
  },
]

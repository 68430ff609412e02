// The words by which a phrased sentence is judged: what may be said freely, and what changes the meaning. Pure.
// General vocabularies of Chinese and English; none of them names anything.

/** Chinese words that carry no fact: joining, pointing, labelling. Longest first is not needed; all are tried. */
export const FREE_HAN: ReadonlySet<string> = new Set(
  (
    '的 了 是 为 在 于 和 与 及 以及 并 并且 且 而 其 该 此 这 这些 这一 这个 它 它们 等 由 对 从 到 自 向 至 达 达到 ' +
    '共 有 也 还 则 以 之 中 里 上 其中 此外 另外 同时 具体 包括 即 ' +
    '据 根据 按照 报道 据报道 新闻 消息 资料 文中 原文 文章 提到 显示 写明 写道 来看 ' +
    '方面 情况 内容 金额 数额 数量 数值 时间 日期 月 地点 名称 单位 是指'
  ).split(' '),
)

/** Words for the whole a figure is of, and for having it; they may be repeated with any figure of the same sentence. */
export const SCOPES =
  '全区 全市 全县 全省 全国 全年 园区 开发区 本区 本市 拥有 现有 共有 设有 建有 实现 完成'.split(' ')

/** English words that carry no fact. */
export const FREE_LATIN: ReadonlySet<string> = new Set(
  (
    'a an the of in on at to for from by with and as is are was were be been has have had it its this that these ' +
    'those which who whom whose according report reports reported says said states stated there also'
  ).split(' '),
)

/** Ends of names: what stands before one belongs to the name, so it may not be put together anew. */
export const NAME_END =
  /^(?:集团|公司|股份|控股|银行|证券|基金|资本|大学|学院|学校|医院|研究院|研究所|协会|商会|委员会|管委会|政府|法院|中心|工厂|科技|省|市|县|区|镇|乡|村|街道|州|厅|局|部|院|厂|先生|女士|书记|市长|省长|县长|区长|主任|董事长|总裁|经理|主席)/u

/** Between two pieces, these allow them to stand in another order than in the source, or from other places of it. */
export const TURNS = /[的由被是为系在于即将和与及：，、；。]|其中|包括/u

/** What a clause may begin with when its subject is that of the clause before: “公司”, “将”, “并”. */
export const TAKEN_UP: ReadonlySet<string> = new Set([
  ...FREE_HAN,
  ...SCOPES,
  ...'公司 企业 因此 因而 所以 但 但是 而且 将 已 拟 还 并 也 均 计划 预计 主要 现 项目 该项目 集团 双方 后者 随后 目前 今年 去年 去 今'.split(
    ' ',
  ),
])

/** Words that deny. A sentence has as many as the clause it retells. */
export const NEGATION =
  /不(?!仅|断|少|低于|高于|久|同|超过|足|但|光|只|过(?!关)|及|凡|锈|得不|等|妨|动产|大于|小于|多于|到)|没|未(?!来|必)|无(?!论|锡|人机|线|边|疑|不|缝|为)|并非|绝非|否认|否决|拒绝|禁止|取消|暂停|终止|停止|停产|撤销|撤资|失败|中止|\bnot\b|n't\b|\bnever\b|\bno\b|\bwithout\b|\bdenied\b|\bcancel/gu

/** The part of a sentence's meaning that a figure or a clause may neither gain nor lose. */
export const STANCES: readonly [name: string, pattern: RegExp][] = [
  [
    'plan',
    /目标|计划|力争|确保|争取|预计|预期|规划|任务|有望|拟(?!合)|打算|准备(?!金)|将(?!军|近|来|士)|即将|力保|冲刺|\bwill\b|\bplan|\btarget|\baim|\bexpect|\bto be\b/u,
  ],
  ['doubt', /可能|或将|或许|据传|传闻|疑似|大概率|\bmay\b|\bmight\b|\bcould\b|\breportedly\b/u],
]

/** What makes something else of the word behind it: “副总裁” is no “总裁”. */
export const ALTERING = /(?:副|非|未|不|没|原|名誉|代理|(?<![目此日年之以当提])前)$/u

/** At the head of a clause: a thing already spoken of. */
export const POINTING =
  /(?<=^|[，；])(?:公司|园区|开发区|该(?:公司|企业|项目|园区|开发区|集团|平台|机构|地|区|市|县))(?=\p{Script=Han})/gu

/** What a figure measures; it may neither gain nor lose any of these. */
export const MEASURES: readonly [name: string, pattern: RegExp][] = [
  [
    'up',
    /增长|增加|新增|上升|上涨|提高|提升|增幅|增速|扩大|涨|增(?![资产值设])|\b(?:rose|grew|growth|increase|up\b(?! to))/u,
  ],
  ['down', /下降|减少|下滑|下跌|降低|降幅|缩减|萎缩|减|跌|降|\b(?:fell|drop|declin|decreas|down)/u],
  ['total', /累计|总计|共计|合计|累积|以来|\b(?:cumulative|total)/u],
  ['then', /(?<![比较])(?:上年|去年|前年)|同期|此前|曾/u],
  ['share', /占(?!地)|比重|比例|份额|\bshare\b/u],
  ['each', /每|年均|月均|日均|人均|户均|平均|均(?=为|达)|\b(?:each|per|average)\b/u],
]

/** Comparisons that may be left out, but not put in. */
export const COMPARISONS: readonly [name: string, pattern: RegExp][] = [
  ['year', /同比|比上年|较上年|比去年|较去年|\byear-on-year\b/u],
  ['month', /环比|比上月|较上月/u],
  ['done', /完成|实现|到位|落成|投产|建成|竣工|已/u],
]

/** How exactly a figure is meant, by what stands right before it and right behind it. The first that fits counts. */
export const BEFORE: readonly [name: string, pattern: RegExp][] = [
  ['least', /(?:不低于|不少于|不小于|至少|最少|最低|at least) ?$/u],
  [
    'most',
    /(?:不超过|不多于|不高于|不大于|至多|最多|最高|低于|少于|小于|不足|不到|少于|up to|less than|below|under) ?$/u,
  ],
  ['least', /(?:超过|超出|超|逾|突破|高于|多于|大于|over|more than|above) ?$/u],
  ['about', /(?:约|约为|大概|近|接近|几乎|约合|上下|nearly|about|around|approximately|almost) ?$/u],
]
export const BEHIND: readonly [name: string, pattern: RegExp][] = [
  ['least', /^(?:以上|之上|多(?!个|家|种)|余)/u],
  ['most', /^(?:以下|以内|之内)/u],
  ['about', /^(?:左右|上下)/u],
]

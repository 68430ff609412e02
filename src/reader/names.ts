// The vocabulary of the rules for spans: what names of organisations, people and places look like in Chinese news, and what
// an enumeration or a cause does. It knows no question.
import type { Interval } from '../text.ts'

export const QUOTED = /《[^《》\n]{1,40}》|“[^“”\n]{1,40}”/gu

/** What an organisation, a project or a site is called by: the kinds that end such names in news of the economy. */
const KIND =
  '项目|工程|基地|产业园|科技园|数创园|创业园|孵化器|园区|开发区|高新区|经开区|新区|片区|自贸区|综保区|保税区|中心|[机电钢水药化]厂|工厂|有限公司|公司|株式会社|事务所|集团|股份|控股|银行|基金会|基金|证券|保险|信托|资本|资管|创投|理财|科技|汽车|电子|能源|研究院|研究所|实验室|大学|学院|医院|平台|联盟|协会|商会|委员会|管委会|政府|局|厅|办公室|大会|峰会|论坛|博览会|大赛|机场|港口|自贸港|高速公路|高速|铁路|大桥|品牌'
// The name ends at its kind, and begins behind what joins or governs it.
const NAMED = new RegExp(
  `[\\p{Script=Han}A-Za-z0-9·（）()“”\\-]{1,24}?(?:${KIND})(?![\\p{Script=Han}]{0,1}(?:${KIND}))`,
  'gu',
)
// Where a name begins that something governs: “共同为某某公司揭牌”, “由某某集团承建”.
const GOVERNOR =
  /(?:共同|联合|携手|委托|授权|收购|投资|引进|来自|通过|旗下|获得|[由与和同跟及向被给对为在是将把从据])/gu
/** Characters that are left of a name at least when it is cut at a governor. */
const LEAST_NAME = 4
const LATIN = /[A-Za-z][A-Za-z0-9&.+-]{1,30}(?: [A-Z][A-Za-z0-9&.+-]{1,30}){0,3}/gu
const LEAD =
  /^(?:[的了在是和与及或由为以将对向从到被把让使给同跟等并也还已正曾又其该此这那各每本]|通过|以及|根据|按照|随着|围绕|依托|包括|其中|目前|同时|此外|来自|位于|拥有|成立|建设|建成|打造|引进|引入|落户|签约|投资|推动|推进|加快|加强|实施|开展|举办|召开|获批|成为|作为|入选|获得|完成|实现|支持|服务|联合|携手|收购|参加|新增){1,3}/u

// Who does something, and with or by whom it is done: what stands before such verbs, or behind such prepositions.
const DOER =
  /(?<=^|[，。；：！？\n])[\p{Script=Han}A-Za-z0-9·（）()“”]{2,24}?(?=是|为|将|与|已|正在|牵头|承担|联合|发布|宣布|推出|计划|获批|签约|签署|投资|主办|承办|负责|成立|中标)/gu
const PARTNER =
  /(?<=由|与|和|同|跟|被|向|是|为|股东)[\p{Script=Han}A-Za-z0-9·（）()]{2,20}?(?=[，。；、”\n]|等|分别|会同|达成|执行|出资|出全|完成|进行|召开|表示|共同|联合|合作|合资|签|承担|牵头|主办|承办|投资|建设|负责|提供|研发|打造|运营|$)/gu

// A name behind what its bearer is: “科技投资公司红杉资本公开宣布”.
const APPOSED =
  /(?<=公司|集团|机构|企业|巨头|品牌|股东|行动人|平台|产品|厂商|车企|药企|券商|开发商|运营商|供应商|制造商|协会|银行)[\p{Script=Han}A-Za-z·]{2,14}?(?=[，。；、“”（(\n]|公开|宣布|表示|发布|签署|推出|在|于|称|将|已|与|和|的|等)/gu

/** What may be the name of somebody or something, the surest rules first; several readings of one place. */
export function names(body: string): Interval[] {
  const kinds = matches(body, NAMED).map(({ start, end }) => {
    const lead = LEAD.exec(body.slice(start, end))?.[0].length ?? 0
    return { start: start + lead, end }
  })
  const governed = kinds.flatMap(({ start, end }) => {
    const last = matches(body.slice(start, end - LEAST_NAME), GOVERNOR).at(-1)
    return last === undefined ? [] : [{ start: start + last.end, end }]
  })
  return [
    ...matches(body, QUOTED),
    ...governed,
    ...kinds,
    ...matches(body, APPOSED),
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
  '书记|主任|市长|县长|区长|省长|部长|局长|厅长|处长|院长|校长|所长|会长|秘书长|董事长|总经理|总裁|经理|主席|总监|负责人|创始人|合伙人|教授|院士|研究员|工程师|首席执行官|CEO|先生|女士|委员|常委|代表|专家|行长|校长|馆长|队长|团长|社长|站长|村长|镇长|州长|司长|大使|律师|医生|老师|教练|记者|分析师|经济学家|研究员|博士|发言人|作者|讲师|董事|首席\\p{Script=Han}{2,5}'
export const PERSON = new RegExp(
  `(?<=(?:${OFFICE}|[，。、：；“\\s（(]|^))${SURNAME}\\p{Script=Han}{1,2}(?=(?:${OFFICE}|[，。、：；”\\s）)]|等|表示|介绍|指出|认为|说|出席|参加|率|被|涉嫌|带队|走访|认为|透露|告诉|一行|主持|致辞|强调|宣布|陪同|调研|会见|当选|担任|任|为|在|是|将|和|与|$))|(?<=(?:${OFFICE}))[\\p{Script=Han}]{2,3}(?=(?:[，。、：；”\\s）)]|表示|介绍|指出|认为|说|出席|致辞|$))|\\p{Script=Han}{1,6}·\\p{Script=Han}{1,8}`,
  'gu',
)

// Whoever bears an office is a person.
export const BEARER = new RegExp(`哪位|何人|叫什么名字|${OFFICE}`, 'u')

export const PLACE =
  /[\p{Script=Han}]{2,12}?(?:特别行政区|自治区|自治州|开发区|高新区|经开区|新区|园区|街道|省|市|县|区|州|镇|乡|村|港|国|岛)(?![\p{Script=Han}]{0,8}?(?:开发区|高新区|经开区|新区|园区))/gu
export const LOCATED =
  /(?<=位于|坐落于|坐落在|落户于?|落地于?|选址于?|设在|建在|布局在|总部在|来自|在)[\p{Script=Han}A-Za-z0-9·“”]{2,24}?(?=举[行办]|召开|开幕|开工|签约|建设|成立|揭牌|发布|启动|投产|[，。；、：\n]|$)/gu

export const ENUMERATION = /[^，。；：:！？\n、]{1,30}(?:、[^，。；：:！？\n、]{1,30}){1,20}/gu
export const CAUSE =
  /因为|由于|因(?!此|而)|为了|为的是|得益于|受益于|受[^，。]{1,20}影响|原因|旨在|以便|导致|主要是|归功于|考虑到/u
export const DEFINED =
  /(?<=(?:是|为|叫做|称为|名为|即|：|包括|作为|主题为|采用|采取|聚焦|围绕))[^，。；！？\n]{2,50}/gu

/** Where a pattern stands, in order. */
export function matches(body: string, pattern: RegExp): Interval[] {
  return [...body.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

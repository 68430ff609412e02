// One wording for what the field says in several: names of zones, indicators, acts. Pure; it knows words that mean the
// same, not what they are said of. What is not listed stays as it is, and so tells questions apart.
import { topicOf } from '../subject.ts'

/** In order: longer words before those they hold. */
const SAME: [RegExp, string][] = [
  // Zones.
  [/经济技术开发区|经济开发区|经开区/gu, '开发区'],
  [/高新技术(?:产业)?(?:开发区|园区)/gu, '高新区'],
  [/自由贸易(?:试验)?区|自贸试验区|自贸片区/gu, '自贸区'],
  [/自由贸易港/gu, '自贸港'],
  [/综合保税区/gu, '综保区'],
  [/园区/gu, '园'],
  // Indicators, and what is only their measure.
  [/(?:地区|国内)?生产总值/gu, 'GDP'],
  [/规模以上/gu, '规上'],
  [/外商(?:直接)?投资/gu, '外资'],
  [/(?:使用|利用)(?=外资)/gu, ''],
  [/外资(?:使用|利用)/gu, '外资'],
  [/总投资|投资总|投了|投资了|(?<=[要会共将])投(?=多少|几)/gu, '投资'],
  [/投资(?:方|者|人)/gu, '投资'],
  [/(?:营业|销售)?收入总额|营业收入|营业额/gu, '营收'],
  [/总(?=产值|产量|产能|人口|面积)/gu, ''],
  [/(投资|进出口|进口|出口|销售|成交|交易|签约|贸易|补贴|贷款|融资)(?:总额|总值|金额|数额|额|总量)/gu, '$1'],
  [/增速|增幅|增长率|涨幅|增加(?!值)|上升|上涨|提高/gu, '增长'],
  [/同比(?=增长|下降)|(?<=增长|下降)同比/gu, ''],
  [/降幅|下滑|减少|回落/gu, '下降'],
  [/比重|比例|份额/gu, '占比'],
  [/占地(?:面积)?/gu, '面积'],
  [/外贸(?=进出口|出口|进口)/gu, ''],
  [/(?:员工|职工)(?:人数|总数)?/gu, '员工'],
  [/每年|(?<![第近去这哪前后同当某十])一年(?=\p{Script=Han})(?![来内以])/gu, '年'],
  [/([德日韩美法英港台澳侨])(?:国|本|湾)?(?:资|商)?企业?/gu, '$1资企业'],
  // “有多大” of what has no other size.
  [/(?<!规模|面积|投资|[额度量能口距响力龄占])有?多大/gu, '面积多少'],
  // Acts.
  [/动工|奠基|开建/gu, '开工'],
  [/开工建设/gu, '开工'],
  [/完工|建成(?!区)/gu, '竣工'],
  [/启用|投用|投入使用|投运|投入运营/gu, '投用'],
  [/签订|签署|签下|签约/gu, '签约'],
  [/落户|落地|入驻|进驻|引入|招引/gu, '引进'],
  [/举办|召开/gu, '举行'],
  [/成立|创立|创办|创建/gu, '设立'],
  [/并购/gu, '收购'],
  [/办理/gu, '办'],
  [/建设/gu, '建'],
  // Bounds: “超过10亿元的”, “10亿元以上的”.
  [
    /(?:超过|突破|高于|大于|不低于|不少于)(?=[\d一二两三四五六七八九十百千万]+[亿万千百元家个人名吨亩%])/gu,
    '以上',
  ],
  [/(?:低于|少于|不超过|不足)(?=[\d一二两三四五六七八九十百千万]+[亿万千百元家个人名吨亩%])/gu, '以下'],
]

const MEASURES =
  '平方公里|平方千米|平方米|立方米|公里|千米|公顷|小时|分钟|个?工作日|个?百分点|人次|标准箱|[美欧日港韩澳加]元|英镑|人民币|[个家户人名位项次只件套台辆架艘列班条座处所间栋幢场届期轮种类款批份本篇部对组张片块根支股笔单宗吨亩米元钱天年月日号点倍成度层级岁省市县国]'
const ASKED_AMOUNT = new RegExp(`(?:多少|几(?!时))(?:[十百千万亿]{0,2})(?:${MEASURES})?`, 'gu')
/** Who, what, where, when and why, with the class word that only repeats what is asked for. */
const ASKED =
  /哪[二两三四五六七八九十几][个家]?(?:国家|国)?|(?:什么|啥|哪一?[家个些位种项款座所届]|哪几[家个位种项款座所])(?:公司|企业|单位|机构|时候|时间|日期|地方|原因|名字)?|哪[天年月日里儿些]|哪一[天年月日]|何[时地处故]|几时|为[何啥]|(?:的)?原因|有没有|是不是|能不能|会不会|可不可以|是否|如何|怎么样?|多[大高长久重快远深]|第几|谁|吗|呢|吧|呀|啊/gu
/** Words that add nothing to what is asked. */
const LIGHT =
  /请问|请|告诉|我们?想?|你们?|知道|麻烦|帮忙?|查一?下|一下|目前|现在|现有|当前|如今|至今|眼下|具体|大概|大约|左右|总共|一共|共计|总计|总数|到底|究竟|已经?|曾经?|都|也|就|还|又|才|的|地|得|了|着|过|在|是|和|与|跟|及|给|把|将|由|被|对|向|从|为|于|其|该|这|那|个|有|要|能够?|可以?|会|需要?|担任|位于|坐落|数量|数字|数额|金额|人数|情况|方面|名字|名称|叫|出台|突破|超过|达到?|约|定(?=[为在下了]|$)|所|共|数(?!字|据|控|码)/gu

/** A text in the one wording; `plain`: NFKC, simplified. */
export function sameWording(plain: string): string {
  return SAME.reduce((text, [pattern, word]) => text.replace(pattern, word), plain)
}

/** What is left of a text in the one wording without its times, the words that ask, and those that add nothing. */
export function contentOf(worded: string): string {
  const asking = worded.replace(ASKED_AMOUNT, ' ').replace(ASKED, ' ')
  return topicOf(asking).replace(LIGHT, ' ').replace(/\s+/g, ' ').trim()
}

// Indicators that stand beside each other in reports and are taken for each other by whoever only looks for a figure: turnover is
// no profit, capacity no output, a share no growth. Pure.
import type { Placed } from './marked.ts'

/** Each by the words that name it; what names none of them is not judged. */
const INDICATORS: RegExp[] = [
  /收入|营收|营业额|销售额/u,
  /利润|净利|盈利|亏损/u,
  /估值/u,
  /市值/u,
  /每股收益/u,
  /(?:回报|收益)率/u,
  /毛利率/u,
  /负债率/u,
  /不良(?:贷款)?率/u,
  /换手率/u,
  /净资产(?!收益)/u,
  /总资产/u,
  /账面价值/u,
  /注册资本/u,
  /总投资|投资(?:总?额|规模)|投资[约超近达为共计]{0,2}\d/u,
  /发行价/u,
  /中标(?:价|金额)/u,
  /(?:拦标|招标|最高限|控制)价|限价/u,
  /成交(?:额|金额)/u,
  /成交量/u,
  /成交价/u,
  /余额/u,
  /贷款/u,
  /存款/u,
  /产值/u,
  /增加值/u,
  /生产总值|GDP/u,
  /产能/u,
  // What is made in a year is told by the capacity as well; what was made is not.
  /产量|(?<![能可制])(?:制造|造|生产)(?:出了?|了)(?:多少|几)(?![钱亿万元])/u,
  /融资|获投|募资|募集|贷款|授信|投资[约超近达为共计]{0,2}\d/u,
  /销量|(?:卖|售|销售)出?了?(?:多少|几)(?![钱亿万元])/u,
  /订单/u,
  /进出口|贸易额/u,
  /(?<!进)出口(?!市场)|[海国境]外.{0,6}卖|卖.{0,6}[海国境]外/u,
  /进口/u,
  /税收|纳税/u,
  /面积/u,
]
/** What narrows an indicator: whoever asks for it wants no other. */
const NARROWED = /扣非|扣除非/u
const GROWTH = /增长|增速|增幅|同比|环比|[涨跌]|下降|降幅|下滑|上升|提[高升]|增加|减少/u
const RATE = /(?:回报|收益|毛利|净利|负债|换手|不良|失业|空置|入住|出租|利)率/u
const SHARE = /占(?!地|用|股)|比重|份额/u

/**
 * Whether the figure is of another indicator than the question asks for: by its clause, or, where that tells only a
 * change or a share (“，同比增长5%”), by the one before it that names an indicator.
 */
export function indicatorClash(question: string, { body, clause: around, sentence }: Placed): boolean {
  const clause = body.slice(around.start, around.end)
  const [growth, share] = [GROWTH.test(question), SHARE.test(question)]
  const [grows, shares] = [GROWTH.test(clause), SHARE.test(clause)]
  if (RATE.test(question) && !share && shares && !RATE.test(clause)) return true
  if (growth !== share && (growth ? shares && !grows : grows && !shares)) return true
  const asked = INDICATORS.filter((one) => one.test(question))
  if (asked.length === 0) return false
  const named = (text: string): RegExp[] => INDICATORS.filter((one) => one.test(text))
  const before =
    grows || shares
      ? body
          .slice(sentence.start, around.start)
          .split(/[，。；]/u)
          .toReversed()
      : []
  const told = [clause, ...before].find((text) => named(text).length > 0)
  if (told === undefined) return false
  if (!named(told).some((one) => asked.includes(one))) return true
  return NARROWED.test(question) && !NARROWED.test(told)
}

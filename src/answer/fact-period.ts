// The time a stated fact speaks of: from its clause, else from what governs its sentence, else from the sentences before
// it, else from the article's date. Pure.
import type { StoredPassage } from '../article.ts'
import { isWhole, holds, periods, type Period } from '../period.ts'
import { clauseAround, sentences, type Interval } from '../text.ts'

export interface FactPeriod {
  period: Period
  /** Where it was said; `date`: nowhere, it is the year of the article. */
  from: 'clause' | 'sentence' | 'passage' | 'date'
}

/** How many sentences before its own may give a fact its time. */
const REACH = 3
const COMPARES = /(?:比|较|于|同|跟|与)(?:[\p{Script=Han}]{0,4}的)?$/u
const STARTS = /(?:从|自)(?:[\p{Script=Han}]{0,4}的)?$/u
/** Behind a time that is compared with, what follows is a change and not a figure of that time. */
const CHANGES = /[增减降升涨跌翻多少高低扩缩]|回落|下滑|相比|持平/u
/** What happens at a time, so that the time is the event's and not that of the figures beside it. */
const HAPPENS =
  /^(?:[^，。；]{0,8})(?:建成|投产|竣工|完工|通车|开工|动工|成立|启动|上市|揭牌|举办|举行|召开|获批|印发|发布|公布|披露|宣布|开幕|报道)/u
const DAY = /^\s?\d{1,2}\s?[日号]/u

/**
 * The time of what stands at `span` of a passage, which the passage before it may tell. `all`: the periods of both, where
 * they are at hand (`timesAround`).
 */
export function factIn(
  passage: Pick<StoredPassage, 'text' | 'before'>,
  { start, end }: Interval,
  published: string | null,
  all: Period[] = timesAround(passage, published),
): FactPeriod | null {
  const { text, before = '' } = passage
  const span = { start: before.length + start, end: before.length + end }
  return factPeriod(before + text, span, published, all)
}

/** The periods of a passage and the one before it. */
export function timesAround(
  { text, before = '' }: Pick<StoredPassage, 'text' | 'before'>,
  published: string | null,
): Period[] {
  return periods(before + text, published)
}

/**
 * The time of what stands at `span` of a passage whose article was published on that day; null when nothing tells.
 * `all`: the passage's periods, where they are at hand.
 */
export function factPeriod(
  body: string,
  span: Interval,
  published: string | null,
  all: Period[] = periods(body, published),
): FactPeriod | null {
  const cut = sentences(body)
  const at = Math.max(
    0,
    cut.findIndex((s) => s.start <= span.start && span.start < s.end),
  )
  const sentence = cut[at] ?? span
  const clause = clauseAround(body, span)
  const inside = (where: Interval): Period[] =>
    all.filter((p) => p.start >= where.start && p.start < where.end)
  // Several times and several figures told off one against the other cannot be paired by rule.
  const own = inside(sentence)
  if (own.length > 1 && /分别/u.test(body.slice(sentence.start, sentence.end)) && !sameTimes(own)) return null
  const before = own.filter((p) => p.end <= span.start || (p.start >= span.start && p.end <= span.end))
  const governing = before.filter((p) => governs(body, p, span))
  const nearest = governing.at(-1)
  if (nearest !== undefined) {
    const from = nearest.start >= clause.start ? 'clause' : 'sentence'
    return { period: narrowed(nearest, governing), from }
  }
  let sameSentence = true
  for (let back = at - 1; back >= 0 && back >= at - REACH; back -= 1) {
    const earlier = cut[back]!
    if (/\n/.test(body.slice(earlier.end, cut[back + 1]!.start))) break
    const said = inside(earlier).filter((p) => governs(body, p, { start: earlier.end, end: earlier.end }))
    // Parts between semicolons are of one sentence.
    sameSentence &&= /[；;]\s*$/u.test(body.slice(earlier.start, earlier.end))
    if (said.length > 0)
      return { period: narrowed(said.at(-1)!, said), from: sameSentence ? 'sentence' : 'passage' }
  }
  if (published === null) return null
  const year = Number(published.slice(0, 4))
  const whole = {
    year,
    from: 1,
    until: year,
    to: 12,
    explicit: false,
    relative: null,
    ends: false,
    open: false,
  }
  return { period: { ...whole, start: span.start, end: span.start }, from: 'date' }
}

// A time that is compared with governs no change (“比2022年增长…”), one that something starts from only the figure right
// behind it (“从2022年的1亿元增至…”), and the day of an event none at all.
function governs(body: string, period: Period, span: Interval): boolean {
  const ahead = body.slice(Math.max(0, period.start - 8), period.start)
  const behind = body.slice(period.end, period.end + 24)
  const between = body.slice(period.end, Math.max(period.end, span.start))
  if (STARTS.test(ahead) || behind.startsWith('同期'))
    return /^(?:同期)?(?:的|为|是|约|近|超|末|底){0,3}$/u.test(between)
  if (COMPARES.test(ahead)) return !/[，。；]/u.test(between) && !CHANGES.test(between)
  if (/[，。；]/u.test(between)) return !HAPPENS.test(behind) && (period.ends || !DAY.test(behind))
  return true
}

// “截至6月底，今年新增…” and “上半年，全区今年新增…” speak of the part, not of the year.
function narrowed(period: Period, all: Period[]): Period {
  if (!isWhole(period)) return period
  const part = all.findLast((other) => other.end <= period.start && !isWhole(other) && holds(period, other))
  if (part === undefined) return period
  return part.ends ? { ...part, from: period.from, year: period.year } : part
}

function sameTimes(all: Period[]): boolean {
  return all.every(
    (p) =>
      p.year === all[0]!.year && p.until === all[0]!.until && p.from === all[0]!.from && p.to === all[0]!.to,
  )
}

// The facts of a text that a question can be asked about: one figure in one clause, with the question it answers. Pure.
import { periods } from '../period.ts'
import { quantities, type Quantity } from '../quantity.ts'
import { sentences, type Interval } from '../text.ts'
import { RULES, type Match, type RuleName } from './rules.ts'
import { statementOf, type Statement } from './statements.ts'
import { companyOf, isName, projectOf, subjectOf, type Setting } from './names.ts'

export interface Fact {
  question: string
  rule: RuleName | Statement['rule']
  /** What the question is about. */
  subject: string
  /** The answer, within the text. */
  span: Interval
  /** The sentence around it, within the text. */
  sentence: Interval
}

/** How much of a clause is read on either side of a figure. */
const REACH = 60
/** Longer clauses are read only so far. */
const LONGEST = 120

/** Of a longer text only the beginning is read, in UTF-16 units: there is enough to ask about. */
const READ = 20_000

/** The facts of a text (of its first 20,000 characters), in its order, each question once. */
export function facts(whole: string, given: Setting): Fact[] {
  const text = whole.slice(0, READ)
  const setting = { ...given, text: given.text.slice(0, READ), company: once(() => companyOf(given)) }
  const found = new Map<string, Fact>()
  const keep = (fact: Fact | null): Fact | null => {
    if (fact !== null && !found.has(fact.question)) found.set(fact.question, fact)
    return fact
  }
  const all = quantities(text)
  let next = 0
  for (const sentence of sentences(text)) {
    while (next < all.length && all[next]!.start < sentence.start) next += 1
    let topic: string | null = null
    for (; next < all.length && all[next]!.end <= sentence.end; next += 1) {
      const fact = keep(factOf(text, sentence, all[next]!, setting, topic))
      topic = fact?.subject ?? topic
    }
    for (const clause of clausesOf(text, sentence)) {
      const stated = statementOf(text.slice(clause.start, clause.end), setting)
      if (stated === null) continue
      const span = { start: clause.start + stated.span.start, end: clause.start + stated.span.end }
      keep({ ...stated, span, sentence })
    }
  }
  return [...found.values()]
}

type Context = Setting & { company(): string | null }

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
}

const STOP = /[，,。；;！？\n]/u

function factOf(
  text: string,
  sentence: Interval,
  figure: Quantity,
  setting: Context,
  topic: string | null,
): Fact | null {
  const head = text.slice(Math.max(sentence.start, figure.start - REACH), figure.start)
  const tail = text.slice(figure.end, Math.min(sentence.end, figure.end + REACH))
  const before = head.slice(lastStop(head) + 1)
  for (const rule of RULES) {
    if (!rule.kinds.includes(figure.kind)) continue
    const match = rule.read(before, tail, figure)
    if (match === null) continue
    const subject = subjectIn(match, rule.name, setting, topic)
    if (subject === null || match.kind?.test(subject) === false) return null
    if (match.object !== undefined && !isName(match.object, setting)) return null
    const said = match.timed === true ? periodBefore(match.beginning, head, text.slice(0, figure.start)) : ''
    if (said === null && !match.lasting) return null
    const period = said === null || said === '' ? '' : dated(said, setting.published_at)
    if (period === null) return null
    // “2022年招商引资项目2022年签约额” names its year twice.
    const known = /(?:19|20)\d{2}年/u.exec(period)?.[0]
    const question = match.ask(subject, known !== undefined && subject.includes(known) ? '' : period)
    return { question, rule: rule.name, subject, span: { start: figure.start, end: figure.end }, sentence }
  }
  return null
}

// A clause without a subject goes on about the one that the sentence has spoken of, else about what the article is on.
const GOES_ON =
  /^(?:公司|本公司|项目|其|该公司|该项目|同期|期内|报告期内|扣除(?:相关)?发行费用后(?:的)?|实际|并|且|单季度|全年|预计|拟|[，,、：:\s])*$/u
const OF_COMPANIES = /^(?:indicator|growth|property)$/
const OF_PROJECTS = /^(?:investment|area)$/

function subjectIn(match: Match, name: RuleName, setting: Context, topic: string | null): string | null {
  if (match.subject !== undefined) return isName(match.subject, setting) ? match.subject : null
  const beginning = withoutPeriod(match.beginning)
  if (!GOES_ON.test(beginning)) return subjectOf(beginning, setting, match.own)
  if (topic !== null) return topic
  if (match.own === true && setting.zone !== null) return subjectOf('', setting, true)
  if (OF_COMPANIES.test(name) && match.own !== true) return setting.company()
  return OF_PROJECTS.test(name) && beginning.includes('项目') ? projectOf(setting) : null
}

function clausesOf(text: string, { start, end }: Interval): Interval[] {
  const found: Interval[] = []
  let from = start
  for (let at = start; at <= end; at += 1) {
    if (at < end && !STOP.test(text[at]!)) continue
    if (at - from >= 6) found.push({ start: from, end: Math.min(at, from + LONGEST) })
    from = at + 1
  }
  return found
}

function lastStop(text: string): number {
  let at = text.length - 1
  while (at >= 0 && !STOP.test(text[at]!)) at -= 1
  return at
}

const PERIOD =
  /(?:(?:19|20)\d{2}年|今年|去年)(?:[上下]半年|(?:第?[一二三四]季度|前[一二三]季度)|前\d{1,2}个?月|\d{1,2}[-—至]\d{1,2}月(?:份)?|\d{1,2}月份?|一季报|三季报|中报|半年报|年报|全年|度)?|[上下]半年|[一二三四]季度|前[一二三]季度|前\d{1,2}个?月|\d{1,2}[-—至]\d{1,2}月(?:份)?/gu

// “丹阳市2023年上半年” without its time.
function withoutPeriod(beginning: string): string {
  return beginning.replace(PERIOD, (period, at: number) =>
    at + period.length >= beginning.length - 1 ? '' : period,
  )
}

// “今年上半年” with its year, so that the question means the same whenever it is asked; null when none can be told.
function dated(period: string, published: string | null): string | null {
  if (/^(?:19|20)\d{2}年/u.test(period)) return period
  const year = periods(period, published)[0]?.year ?? null
  return year === null ? null : `${year}年${period.replace(/^[今去]年/u, '')}`
}

/** How far before its sentence the time of a figure may be named. */
const PERIOD_REACH = 160

// The time named last before a figure: in its own clause, else before it in the sentence, else shortly before that.
function periodBefore(beginning: string, head: string, all: string): string | null {
  for (const text of [beginning, head, all.slice(-PERIOD_REACH)]) {
    const last = [...text.matchAll(PERIOD)].at(-1)
    if (last !== undefined) return last[0]
  }
  return null
}

// Completes a question that only its conversation makes clear (“那明年呢？”, “投资多少？”, “其中10亿元以上的有几个”).
// Pure: names, indicator and period are taken from the turns before, never from an index. A question that is
// complete by itself comes back as it is, to the character.
import type { Turn } from './contract.ts'
import { wantsAllNews } from './overview.ts'
import { periods } from './period.ts'
import { MAX_QUESTION, understand, type QuestionType } from './question.ts'
import { asksAnything, isPlace, namesIn, ownerOf, saidAt, saysOf, topicOf } from './subject.ts'
import { swappedPart } from './swap.ts'
import type { TermCounts } from './terms.ts'
import { searchTerms, simplified, type Interval } from './text.ts'

const NEW_TOPIC =
  /^(?:好的?|谢谢|嗯|哦|明白了?|知道了?|对了)?[，,。\s]{0,3}(?:换(?:一?个)?(?:问题|话题)|另外?(?:问|一个)(?:个?别的)?|再问(?:个|一个)?(?:别的|另外|其他)|问(?:个|点)?别的|不(?:说|谈|问)这个了?|顺便问一?下?|(?:a )?new question|another question|(?:a )?different topic)[，,。：:\s]{0,3}/iu
const LEAD =
  /^(?:(?:好的?|谢谢|嗯{1,20}|哦{1,20}|明白了?|知道了?|那么?|还有|另外|对了|然后|再问一?下?|请问|我想?问的?是|我是说|我指的?是|我说的是|不[是对]|应?该是|and|so|ok|okay|then|what about|how about)[，,。：:\s]{0,3}){1,4}/iu
const CONNECTED =
  /^(?:那|还有(?!没有|多少|几|哪|什么)|而|what about|how about|and\b)|呢[？?。\s]{0,3}$|^(?:不[是对][，,]?)?\s?我(?:想?问的?|是?说的?|指的?)是|(?:那个|这个|的话)[投有多是在]/iu
const OPENS_ON = /^(?:那|而|还有|and\b)/iu
const AMONG = /^(?:其中|里面|里头|当中|这(?:里面|里头|当中|其中)|among (?:them|these|those))/iu
const MORE =
  /^(?:还有(?:哪些|什么|谁|别的|其他的?|吗|没有)?|(?:别的|其他的?)(?:还有)?)呢?[？?。\s]{0,3}$|^(?:anything|what) else/iu
const AGAIN = /^还有(?:哪|什么|谁)/u

const COURTESY =
  /^(?:(?:好的?|谢谢你?|多谢|嗯{1,20}|哦{1,20}|明白了?|知道了?|再见|你好|您好|ok|okay|thanks|thank you|hello|hi|bye)[，,。！!.\s]{0,3}){1,3}$/iu
const DETAIL =
  /^(?:再|请|能)?(?:具体|详细|展开|仔细)(?:一?点|一?些|说说?|讲讲?|介绍)|^(?:再)?说(?:详细|具体)|^more details?/iu

type Kind = 'thing' | 'person' | 'place'
const THIS =
  '(?:这|该|此|上述)(?:家|个|些|几个|几家|批|座|条|款|笔|份|次|场|项)?|那(?:家|个|些|几个|几家|批|座|条|款|笔|份|次|场|项)'
const NOUN =
  '项目|企业|公司|集团|机构|园区|开发区|工厂|基地|工程|产品|基金|银行|协议|政策|计划|活动|会议|平台|交易'
const PRONOUNS: [Kind, RegExp][] = [
  [
    'thing',
    new RegExp(
      String.raw`(?:${THIS})(?:${NOUN})|[它他]们|它|\b(?:it|its|they|their|them|(?:this|the) (?:project|company|zone|park|deal|plant))\b`,
      'iu',
    ),
  ],
  ['person', /(?:这|那|该)位(?:女士|先生|领导|负责人|专家)?|[他她](?!们)|\b(?:he|she|his|her)\b/iu],
  ['place', /这里|那里|那儿|这儿|当地|该[市县区省镇州]|此地|\bthere\b/iu],
]

const ASKS: Partial<Record<QuestionType, string>> = {
  number: '是多少',
  date: '是什么时候',
  person: '是谁',
  place: '在哪里',
  entity: '是哪家',
  list: '有哪些',
  reason: '的原因是什么',
}
/** Types whose answers are names that the next question may be about. */
const NAMING: ReadonlySet<QuestionType> = new Set(['entity', 'person', 'place'])
/** Words that open the rest of a sentence, never a whole question. */
const OPENS_REST = /^(?:在|和|与|跟|对|向|从|由|为什么选|能|会|要|又|都|才|再|第一|分)/u

interface Earlier {
  /** Complete, simplified, without the words that only changed the topic. */
  question: string
  type: QuestionType
  /** The short answer that was given; '' when none was. */
  answer: string
  /** What the conversation is about, as a visitor named it; '' when nobody did. */
  owner: string
}

/**
 * The question, completed from the turns before it. `history`: oldest first; `askedAt`: RFC 3339; `language` tells common
 * words from names.
 */
export function completeQuestion(
  question: string,
  history: readonly Turn[],
  askedAt: string,
  language: TermCounts,
): string {
  let earlier = null as Earlier | null
  for (const [i, { role, content }] of history.entries()) {
    if (role !== 'user' || content.trim() === '' || COURTESY.test(content.trim())) continue
    // What is longer than a question is none; its head says what it was about.
    const asked = content.trim().slice(0, MAX_QUESTION)
    const whole = plainOf(earlier === null ? asked : complete(asked, earlier, askedAt, language)).replace(
      NEW_TOPIC,
      '',
    )
    const reply = history[i + 1]
    const said = earlier?.answer ?? ''
    // What was only continued is about the same, and a name that came from an answer (“周凯哪年上任”) changes nothing.
    const same =
      earlier !== null &&
      ((earlier.owner !== '' && whole.includes(earlier.owner)) ||
        (said !== '' && whole.includes(said) && !plainOf(asked).includes(said)))
    earlier = {
      question: whole,
      type: understand(whole, askedAt).type,
      answer: reply?.role === 'assistant' ? shortAnswer(reply.content) : '',
      owner: same ? earlier!.owner : ownerOf(whole),
    }
  }
  if (earlier === null) return question
  const whole = complete(question, earlier, askedAt, language)
  // A question that cannot be asked is no help.
  return whole.length <= MAX_QUESTION ? whole : question
}

function plainOf(text: string): string {
  return simplified(text.normalize('NFKC')).trim()
}

function cut(text: string, { start, end }: Interval): string {
  return text.slice(start, end)
}

// The first line, without marks: a reply may be the whole text that was shown. A long one names nothing.
function shortAnswer(content: string): string {
  const [first = ''] = content.trimStart().slice(0, 200).split('\n', 1)
  const line = plainOf(first.replace(/\[\d{1,2}\]/g, ''))
  return line.length <= 30 && !/[。；]/u.test(line) ? line : ''
}

function complete(question: string, earlier: Earlier, askedAt: string, language: TermCounts): string {
  const plain = plainOf(question)
  if (NEW_TOPIC.test(plain) || COURTESY.test(plain)) return question
  const before = earlier.question
  if (DETAIL.test(plain)) return before
  if (MORE.test(plain)) return `${topicOf(before)}还有哪些`
  if (AGAIN.test(plain)) return `${earlier.owner}${plain}`
  if (AMONG.test(plain)) return `${withPeriod(countedTopic(before, earlier), before)}${plain}`
  const referred = resolved(plain, earlier)
  if (referred !== null) return referred
  const core = plain.replace(LEAD, '').replace(/呢?[？?。\s]{0,3}$/u, '')
  const connected = CONNECTED.test(plain)
  const asks = asksAnything(core)
  // “最近有什么新闻” is whole, “那最近有什么新闻” and “最近的新闻呢” go on.
  if (!OPENS_ON.test(plain) && (asks || !connected) && wantsAllNews(core)) return question
  if (connected && !asks) return substituted(core, earlier)
  const chinese = /\p{Script=Han}/u.test(core)
  const bare = core.length - timed(core) < (chinese ? MOST_BARE : 3 * MOST_BARE)
  if (!bare) return question
  const [name] = OPENS_REST.test(core) ? [] : namesIn(core)
  if (name !== undefined && !/那个|这个/u.test(core)) {
    // “投资协议啥时候签的”: a name behind what is said is no owner, unless the question opens by asking.
    const owns =
      (name.start <= saidAt(core) || asksAnything(core.slice(0, 4))) && !isCommon(cut(core, name), language)
    const head = core.slice(name.start, name.start + 2)
    // “德国政府补贴多少” after a plant in Germany: what is short and half known goes on.
    const own = cut(core, name)
    const known =
      core.length <= 10 &&
      before.includes(head) &&
      !before.startsWith(own) &&
      (isPlace(own) || !before.includes(own))
    if (owns && !known) return question
  }
  return continued(core, earlier, askedAt)
}

/** Share of passages from which a word is common: few names reach it but those of countries and regions. */
const COMMON = 0.013

// “最大”, “成果”: words of everyday news, which are nobody's name.
function isCommon(name: string, { counts, total }: TermCounts): boolean {
  if (total === 0 || name.length > 4 || isPlace(name) || !/^\p{Script=Han}+$/u.test(name)) return false
  return searchTerms(name).every((term) => (counts.get(term) ?? 0) >= COMMON * total)
}

/** Characters from which a question without a name stands for itself. */
const MOST_BARE = 20

function timed(core: string): number {
  return periods(core, null).reduce((sum, { start, end }) => sum + end - start, 0)
}

// “投资多少？”: an act or an indicator without its owner.
function continued(core: string, earlier: Earlier, askedAt: string): string {
  const { question: before, owner, answer, type } = earlier
  const says = saysOf(core)
  const rest = topicOf(core)
  if (rest === '' || (says.aspect && !says.indicator && !says.act))
    return `${withPeriod(topicOf(before), before, core)}${core}`
  const about = owner === '' ? topicOf(before) : owner
  const named = answer !== '' && NAMING.has(type) && !about.includes(answer) ? `${answer}${about}` : about
  const isCount = understand(core, askedAt).type === 'number'
  return `${isCount ? withPeriod(named, before, core) : named}${core}`
}

// A topic with the period of the question it came from, unless the new words bring their own.
function withPeriod(topic: string, before: string, core = ''): string {
  const [first] = periods(before, null)
  if (first === undefined || periods(core, null).length > 0) return topic
  const day = /^\s?\d{1,2}[日号]/u.exec(before.slice(first.end))?.[0] ?? ''
  return `${cut(before, first)}${day}${topic}`
}

// What “其中” counts: the things of the conversation, else all that the question before was about.
function countedTopic(before: string, { owner }: Earlier): string {
  return /项目|企业|公司|机构|产品|平台|园区|基地|协议|合同/u.test(owner) && !saysOf(topicOf(before)).aspect
    ? owner
    : topicOf(before)
}

// “那X呢”: another period, amount, name or indicator in the place of the one before.
function substituted(core: string, earlier: Earlier): string {
  const { question: before, owner, type } = earlier
  const swapped = swappedPart(core, before)
  if (!/\p{Script=Han}/u.test(before))
    return swapped ?? `${before.replace(/(?<![?.\s])[?.\s]+$/, '')} ${core}?`
  const [own] = periods(core, null)
  const [other] = periods(before, null)
  if (own !== undefined && core.length <= own.end - own.start + 2) {
    if (other !== undefined) return before.slice(0, other.start) + core + before.slice(other.end)
    const at = namesIn(before)[0]?.end ?? 0
    return before.slice(0, at) + core + before.slice(at)
  }
  if (swapped !== null) return swapped
  const says = saysOf(core)
  const whole = topicOf(before)
  const saidBefore = saysOf(whole)
  if (says.aspect && !says.indicator) return `${withPeriod(whole, before)}${core}${ASKS.number!}`
  const replaces = says.indicator || says.act || !saidBefore.indicator
  const about = replaces && owner !== '' ? owner : whole
  return `${withPeriod(about, before, core)}${core}${ASKS[type] ?? '是什么'}`
}

// A pronoun gives way to what it stands for.
function resolved(plain: string, earlier: Earlier): string | null {
  for (const [kind, pattern] of PRONOUNS) {
    const match = pattern.exec(plain)
    if (match === null) continue
    const head = plain.slice(0, match.index).replace(LEAD, '')
    const name = antecedent(kind, match[0], earlier)
    const tail = plain.slice(match.index + match[0].length)
    if (/^the /i.test(match[0])) return `${head}${match[0]} of ${name}${tail}`
    return /^(?:its|their|his|her)$/i.test(match[0]) ? `${head}${name}'s${tail}` : `${head}${name}${tail}`
  }
  return null
}

function antecedent(kind: Kind, pronoun: string, { question, type, answer, owner }: Earlier): string {
  const about = owner === '' ? topicOf(question) : owner
  const wanted = { thing: type === 'entity', person: type === 'person', place: type === 'place' }[kind]
  if (answer !== '' && wanted) return kind === 'person' && !answer.includes(about) ? about + answer : answer
  const noun = new RegExp(`(?:${NOUN})$`, 'u').exec(pronoun)?.[0]
  return noun === undefined || about.includes(noun) ? about : `${about}${noun}`
}

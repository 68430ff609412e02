// An English question as words, with numbers, amounts, dates and periods already in Chinese. Pure.

export interface Word {
  /** As written; of what is already Chinese, the Chinese. */
  text: string
  lower: string
  kind: 'word' | 'chinese' | 'time' | 'number' | 'stop'
  /** Begins with a capital letter. */
  capital: boolean
  /** Ended in “'s”: a noun follows. */
  owns: boolean
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const MONTH_NAME = new RegExp(
  String.raw`\b(${MONTHS.map((name) => (name === 'may' ? 'May' : `${name.slice(0, 3)}(?:${name.slice(3)})?`)).join('|')}|sept)\b\.?`,
  'iu',
)
const SMALL = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
const HAN_NUMBERS = '零 一 两 三 四 五 六 七 八 九 十 十一 十二'.split(' ')
const MAGNITUDE: Record<string, number> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
}
const CURRENCY: [RegExp, string][] = [
  [/^(?:yuan|rmb|cny|renminbi)$/i, '元'],
  [/^(?:dollars?|usd)$/i, '美元'],
  [/^(?:hkd)$/i, '港元'],
  [/^(?:euros?|eur)$/i, '欧元'],
  [/^(?:yen|jpy)$/i, '日元'],
  [/^(?:pounds?|gbp)$/i, '英镑'],
  [/^(?:baht)$/i, '泰铢'],
  [/^(?:rupees?|inr)$/i, '卢比'],
  [/^(?:won|krw)$/i, '韩元'],
  [/^(?:roubles?|rubles?)$/i, '卢布'],
]
const SIGN: Record<string, string> = {
  us$: '美元',
  $: '美元',
  hk$: '港元',
  '€': '欧元',
  '£': '英镑',
  '¥': '元',
}

type Rule = [pattern: RegExp, chinese: (match: RegExpExecArray) => string | null]

const YEAR = String.raw`((?:19|20)\d{2})`
const THE_YEAR = String.raw`(?:\s+of\s+(?:th(?:e|is)\s+year|${YEAR})|\s+${YEAR}|\s+(?:this\s+year))?`
const M = MONTH_NAME.source

// Sticky patterns tried at each word; the first that fits takes its words.
const TIMES: Rule[] = [
  [rule(String.raw`(?:the\s+)?(first|second)\s+half${THE_YEAR}`), (m) => `${yearOf(m, 2)}${half(m[1]!)}半年`],
  [
    rule(String.raw`h([12])\s+(?:of\s+)?${YEAR}|${YEAR}\s*h([12])\b`),
    (m) => `${m[2] ?? m[3]}年${(m[1] ?? m[4]) === '1' ? '上' : '下'}半年`,
  ],
  [
    rule(String.raw`(?:the\s+)?(first|second|third|fourth)\s+quarter${THE_YEAR}`),
    (m) =>
      `${yearOf(m, 2)}${'一二三四'[['first', 'second', 'third', 'fourth'].indexOf(m[1]!.toLowerCase())]}季度`,
  ],
  [
    rule(String.raw`q([1-4])(?:\s+(?:of\s+)?${YEAR})?\b`),
    (m) => `${yearOf(m, 2)}${'一二三四'[Number(m[1]) - 1]}季度`,
  ],
  [
    rule(String.raw`(?:the\s+)?first\s+(\w+)\s+months${THE_YEAR}`),
    (m) => {
      const count = numberOf(m[1]!)
      return count === null ? null : `${yearOf(m, 2)}前${count}个月`
    },
  ],
  [
    rule(String.raw`(?:from\s+)?${M}\s+(?:to|through|-|–)\s+${M}(?:,?\s+(?:of\s+)?${YEAR})?`),
    (m) => `${yearOf(m, 3)}${monthOf(m[1]!)}-${monthOf(m[2]!)}月`,
  ],
  [
    rule(String.raw`${M}\s+(\d{1,2})(?:st|nd|rd|th)?\b(?!\s*(?:%|million|billion))(?:,?\s+${YEAR})?`),
    (m) => `${yearOf(m, 3)}${monthOf(m[1]!)}月${m[2]}日`,
  ],
  [
    rule(String.raw`(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?${M}(?:,?\s+${YEAR})?`),
    (m) => `${yearOf(m, 3)}${monthOf(m[2]!)}月${m[1]}日`,
  ],
  [rule(String.raw`(?:in\s+)?${M},?\s+(?:of\s+)?${YEAR}`), (m) => `${m[2]}年${monthOf(m[1]!)}月`],
  [
    rule(String.raw`(?:the\s+)?end\s+of\s+(?:(?:the\s+)?(?:year\s+)?${YEAR}|the\s+year|this\s+year)`),
    (m) => (m[1] === undefined ? '年底' : `${m[1]}年底`),
  ],
  [rule(String.raw`(?:the\s+)?(?:fiscal|financial)(?:\s+year)?\s+${YEAR}`), (m) => `${m[1]}财年`],
  [
    rule(String.raw`(?:the\s+)?(?:full|whole|entire)\s+year(?:\s+(?:of\s+)?${YEAR})?`),
    (m) => `${yearOf(m, 1)}全年`,
  ],
  [rule(String.raw`this\s+year|(?:the\s+)?current\s+year`), () => '今年'],
  [rule(String.raw`last\s+year|(?:the\s+)?previous\s+year`), () => '去年'],
  [rule(String.raw`next\s+year`), () => '明年'],
  [rule(String.raw`since\s+${YEAR}\b`), (m) => `${m[1]}年以来`],
  [rule(String.raw`(?:the\s+)?year\s+${YEAR}`), (m) => `${m[1]}年`],
  [
    rule(String.raw`${YEAR}\b(?![.,]?\d|\s*(?:%|yuan|million|billion|people|companies|projects|tons?))`),
    (m) => `${m[1]}年`,
  ],
  [
    rule(String.raw`(?:the\s+)?(?:past|last|recent)\s+(\w+)\s+years`),
    (m) => {
      const count = numberOf(m[1]!)
      return count === null ? null : `近${count}年`
    },
  ],
  [rule(String.raw`in\s+${M}`), (m) => (/^[A-Z]/.test(m[1]!) ? `${monthOf(m[1]!)}月` : null)],
]

const AMOUNT =
  /(US\$|HK\$|\$|€|£|¥)?\s?(\d[\d,]{0,20}(?:\.\d{1,10})?)(?:\s?-?(hundred|thousand|million|billion|trillion|bn|mn|m)\b)?(\s?%|\s+percent\b|\s+per\s+cent\b)?/iuy
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.&/+]*(?<![.'’])/uy
const HAN = /[\p{Script=Han}《》“”]+[\p{Script=Han}\p{N}\p{L}《》“”-]*/uy

function rule(source: string): RegExp {
  return new RegExp(source, 'iuy')
}

/** Cut a question into words. Possessive endings are dropped, hyphens part words, brackets are passed over, other marks are stops. */
export function wordsOf(question: string): Word[] {
  const text = question
    .normalize('NFKC')
    .replace(/\bU\.S\.(?:A\.)?/g, 'US')
    .replace(/\bU\.K\./g, 'UK')
    .replaceAll('’', "'")
  const words: Word[] = []
  let at = 0
  const push = (word: string, kind: Word['kind'], end: number, lower = word.toLowerCase()): void => {
    words.push({
      text: word,
      lower,
      kind,
      capital: /^\p{Lu}/u.test(word),
      owns: text.startsWith("'s", end - 2),
    })
    at = end
  }
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at += 1
      continue
    }
    const time = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!) ? timeAt(text, at) : null
    if (time !== null) {
      push(time.chinese, 'time', time.end)
      continue
    }
    const han = stick(HAN, text, at)
    if (han !== null) {
      push(han[0], 'chinese', at + han[0].length)
      continue
    }
    const amount = amountAt(text, at)
    if (amount !== null) {
      push(amount.chinese, 'number', amount.end)
      continue
    }
    const word = stick(WORD, text, at)
    if (word !== null) {
      const count = SMALL.indexOf(word[0].toLowerCase())
      const end = at + word[0].length
      // “One” is as often no number.
      if (count > 1) push(HAN_NUMBERS[count]!, 'number', end, word[0].toLowerCase())
      else push(word[0].replace(/'s$/i, ''), 'word', end)
      continue
    }
    // A hyphen joins, all other marks part clauses.
    if (/[,:;?!]/.test(text[at]!)) push(text[at]!, 'stop', at + 1)
    else at += 1
  }
  return words
}

function stick(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function timeAt(text: string, at: number): { chinese: string; end: number } | null {
  for (const [pattern, chinese] of TIMES) {
    const match = stick(pattern, text, at)
    if (match === null) continue
    const said = chinese(match)
    if (said !== null) return { chinese: said, end: at + match[0].length }
  }
  return null
}

function amountAt(text: string, at: number): { chinese: string; end: number } | null {
  const match = stick(AMOUNT, text, at)
  if (match === null) return null
  const [all, sign, digits, magnitude, percent] = match
  let end = at + all.length
  // “5G”, “3D”, “01164.HK” are words.
  if (/^[\p{L}]/u.test(text.slice(end)) || (/^\.\p{L}/u.test(text.slice(end)) && magnitude === undefined))
    return null
  if (percent !== undefined) return { chinese: `${digits}%`, end }
  let currency = sign === undefined ? '' : SIGN[sign.toLowerCase()]!
  const after = /^\s?-?(?:US\s)?([a-z]+)\b/iu.exec(text.slice(end, end + 16))
  const named = after === null ? undefined : CURRENCY.find(([pattern]) => pattern.test(after[1]!))
  if (named !== undefined) {
    currency = named[1]
    end += after![0].length
  }
  const value = Number(digits!.replaceAll(',', '')) * (magnitude === undefined ? 1 : magnitudeOf(magnitude))
  return { chinese: `${magnitude === undefined ? digits : inHan(value)}${currency}`, end }
}

function magnitudeOf(word: string): number {
  return MAGNITUDE[word.toLowerCase()] ?? (/^b/i.test(word) ? 1e9 : 1e6)
}

// 2,000,000,000 → “20亿”; not rounded: floating-point dust is cut at 10 digits.
function inHan(value: number): string {
  const [unit, sign] = value >= 1e8 ? [1e8, '亿'] : value >= 1e4 ? [1e4, '万'] : [1, '']
  return `${Number((value / unit).toPrecision(10))}${sign}`
}

function numberOf(word: string): number | null {
  const at = SMALL.indexOf(word.toLowerCase())
  if (at > 0) return at
  return /^\d{1,2}$/.test(word) ? Number(word) : null
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1
}

// The year of a match, from the group `from` on; empty when none is said.
function yearOf(match: RegExpExecArray, from: number): string {
  const year = match.slice(from).find((group) => group !== undefined && /^\d{4}$/.test(group))
  if (year !== undefined) return `${year}年`
  return /this\s+year$/i.test(match[0]) ? '今年' : ''
}

function half(ordinal: string): string {
  return ordinal.toLowerCase() === 'first' ? '上' : '下'
}

// Whether a text is of the kind that is asked for: a figure for a number, of the right quantity; no figure for a name. Pure.
import type { Quantity } from '../quantity.ts'
import type { Question } from '../question.ts'
import type { Interval } from '../text.ts'

/** From here on a number without a unit may be an amount: “投资10亿”. */
const LARGE = 10_000
/** Right before a figure: it tells by how much, in whatever unit (“增加3亿元”). */
const CHANGED = /[增减升降涨跌高低多少翻][^，。；\d]{0,6}$/u
const PART = /分之|\d\/\d|一半|过半|半数|翻番|翻了?一?[一二两三]番/u
/** “10亿元以上项目7个”: the bound of a class and no amount. */
const BOUND = /^(?:以[上下]|级)的?[^，。；、\d]{0,8}?(?:项目|企业|工程)/u
const EITHER = /(\p{Script=Han}{2})还是(?:是|在)?(\p{Script=Han}{2})/u
const ASKS_FIGURES = /多少|几[个家项]|日期|时间|年份|金额|数字|哪[几些一]?[年月天日]/u

/** Whether the text at `span` cannot be what the question asks for. `inside`: the quantities of `body` in it. */
export function kindClash(question: Question, body: string, span: Interval, inside: Quantity[]): boolean {
  const answer = body.slice(span.start, span.end)
  if (isNeither(question, answer)) return true
  switch (question.type) {
    case 'number':
      return isWordsOnly(answer, inside) || quantityClash(question, body, answer, inside)
    case 'what':
      return quantityClash(question, body, answer, inside)
    case 'date':
      return !inside.some(({ kind }) => kind === 'date' || kind === 'duration')
    case 'person':
    case 'place':
    case 'entity':
      return isFigure(answer, inside)
    // “哪些项目”: a figure is the item of a list only where figures are asked for.
    case 'list':
      return !ASKS_FIGURES.test(question.plain) && isFigure(answer, inside)
    default:
      return false
  }
}

// --- Internal helpers ---

// “落在吕城还是陵口”: one of the two.
function isNeither({ plain, type }: Question, answer: string): boolean {
  const either = type === 'yesno' || type === 'reason' ? null : EITHER.exec(plain)
  return either !== null && !answer.includes(either[1]!) && !answer.includes(either[2]!)
}

// Another kind of quantity than asked for, or none at all.
function quantityClash({ kinds }: Question, body: string, answer: string, inside: Quantity[]): boolean {
  if (kinds.length === 0) return false
  const ofPercent = kinds.includes('percent')
  if (ofPercent && PART.test(answer)) return false
  return !inside.some((one) => {
    if (kinds.includes(one.kind))
      return one.kind !== 'money' || !BOUND.test(body.slice(one.end, one.end + 16))
    if (ofPercent) return isAmount(one) && CHANGED.test(body.slice(Math.max(0, one.start - 8), one.start))
    return one.kind === 'bare' && (one.value ?? 0) >= LARGE
  })
}

function isWordsOnly(answer: string, inside: Quantity[]): boolean {
  return !inside.some(isAmount) && !/\d/.test(answer) && !PART.test(answer)
}

function isAmount({ kind }: Quantity): boolean {
  return kind !== 'date'
}

function isFigure(answer: string, inside: Quantity[]): boolean {
  return inside.length > 0 && inside[0]!.end - inside[0]!.start >= answer.length - 1
}

// Questions that ask for news and not for a fact: “最近有什么新闻”, “丹阳开发区近况”. Pure; words only.
import { periods } from './period.ts'
import type { Question } from './question.ts'

const NEWS = '新闻|动态|消息|近况|动向|新进展|进展|最新情况|新情况|情况|大事|新鲜事|报道'
const WHEN = '最近|近期|近来|近日|这几天|这段时间|这周|本周|这个?月|本月|今天|昨天|当前|目前|最新'
// The whole tail of the question: what is before it is what the news is to be about.
const ASKS = [
  `(?:${WHEN})?(?:都|又|还)?(?:有|出|传|发生)(?:了|过)?(?:些|哪些|什么|啥)(?:重要|最新|新)?的?(?:${NEWS}|事情?|情况)`,
  `(?:${WHEN})的?(?:重要|相关)?(?:${NEWS})(?:有哪些|有什么|是什么|如何|怎么?样|怎样|汇总)?`,
  `(?:${NEWS})(?:有哪些|有什么|如何|怎么?样|怎样)`,
  `近况(?:如何|怎么?样|怎样)?`,
  `(?:${WHEN})(?:怎么?样|如何|在(?:忙|做|干)什么|发生了?什么)了?`,
  `(?:${WHEN})(?:出|发生)了?(?:什么|啥)事`,
].join('|')
const TAIL = new RegExp(`(?:${ASKS})(?:吗|呢|啊|没有|了)?$`, 'u')
const ENGLISH =
  /^(?:(?:what(?:'s| is| are)?|any|give me|show me|tell me|is there(?: any)?)\s{1,3})?(?:the\s{1,3})?(?:(?:latest|recent|newest|new)(?:\s{1,3}(?:news|updates?|developments?|reports?))?|news|updates?)(?:\s{1,3}(?:about|on|of|from|with|in|at|for)\s{1,3}(?<about>.{1,200}))?$/iu
const ASIDE =
  /^(?:好的?|谢谢|嗯|那么?|对了|另外)[，,\s]{1,3}|最近|近期|近来|近日|这几天|^(?:请问|请|告诉我|我想知道|想了解|了解一下|说说|关于|有关)+|(?:的|在|有|上|方面|,|，){1,9}$/gu

/** What a question wants news of, without the time; '' for news of anything; null when it asks for something else. */
export function overviewSubject({ plain, text }: Pick<Question, 'plain' | 'text'>): string | null {
  const times = periods(plain, null)
  const timeless = times.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), plain)
  const asked = timeless.replace(/(?<![？?。！!\s])[？?。！!\s]+$/u, '')
  const english = ENGLISH.exec(text.trim().replace(/(?<![?.!\s])[?.!\s]+$/u, ''))
  const tail = TAIL.exec(asked)
  if (tail === null) return english === null ? null : inChinese(english.groups!['about'] ?? '', plain)
  let about = asked.slice(0, tail.index)
  for (let before = ''; before !== about;) {
    before = about
    about = about.replace(ASIDE, '').trim()
  }
  // “哪家公司最近有什么动态” asks which, and not of one.
  return /哪|谁|多少|几[个家]|什么|为何/u.test(about) ? null : about
}

// “进展” and “近况” are those of something; the news are there by themselves.
const OF_ANYTHING = /新闻|消息|动态|动向|报道|大事|新鲜事|\b(?:news|new|updates?)\b/iu

/**
 * Whether a question wants news of anything and says so by itself (“最近有什么新闻”, but not “有什么进展”, which asks for that
 * of what was spoken of). `plain`: simplified, NFKC.
 */
export function wantsAllNews(plain: string): boolean {
  return OF_ANYTHING.test(plain) && overviewSubject({ plain, text: plain }) === ''
}

// “Foxconn (富士康)”: the Chinese name that was given, else the wording that the question was put into.
function inChinese(about: string, plain: string): string {
  const given = about.match(/\p{Script=Han}+/gu)
  if (given !== null) return given.join(' ')
  return /\p{Script=Han}/u.test(plain)
    ? plain.replace(new RegExp(`${WHEN}|${NEWS}|有?什么|是|的|[？?]`, 'gu'), ' ').trim()
    : about.trim()
}

// Whether a sentence that a language model wrote says nothing but what the quotes it names say. Pure.
// When in doubt it does not: the reader then gets the quotes themselves.
import { figureFault, withoutFigures, type Prepared } from './bind.ts'
import { counted, digitsHeld, equal, type Counted } from './figures.ts'
import { cover } from './novelty.ts'
import { seamFault } from './order.ts'
import { bare, fitting, plain, unquoted } from './plain.ts'
import { marked } from './sentences.ts'
import { halfWidth } from '../text.ts'
import { NEGATION, POINTING, STANCES } from './words.ts'

/** What a sentence may rest on. */
export interface Source {
  /** The number its mark names. */
  index: number
  quote: string
  /** Names that the article goes by: title, zone, region, source. Figures do not count from them. */
  names: string[]
}

export type Fault =
  /** No mark, or no words. */
  | 'unmarked'
  /** A mark that names no source, or a source that has nothing of the sentence. */
  | 'wrong_mark'
  /** Characters of mark-up, control or another script. */
  | 'characters'
  /** A figure, unit, currency or date that no named quote gives. */
  | 'figure'
  /** A figure that is said of something else, more or less exactly, or as another measure. */
  | 'meaning'
  /** Words or names that stand in none of the sources. */
  | 'novel'
  /** Negation, plan or doubt, gained or lost; or who does what to whom turned round. */
  | 'turned'
  /** “是的” where the answer is “否”. */
  | 'contrary'

export type Verdict =
  { kept: true; words: string; marks: number[] } | { kept: false; fault: Fault; detail: string }

/** Words of a sentence, at most. */
const MAX_WORDS = 240
/** What any sentence may hold besides Han; all else must stand in a quote. */
const CHARACTERS = /[\p{Script=Han}A-Za-z0-9，。、；：！？“”‘’（）《》—…· ,.;:!?()"'%％-]/u
/** Share of the bigrams of a clause without figures that makes a source one of it. */
const MIN_SHARE = 0.4

/** Judge a sentence with its marks. `answer`: the settled answer, which “是” and “否” must agree with. */
export function verify(sentence: string, sources: readonly Source[], answer: string | null): Verdict {
  const { words, marks } = marked(sentence)
  if (marks.length === 0 || !/[\p{L}\p{N}]/u.test(words)) return fail('unmarked', words)
  const named = marks.map((mark) => sources.find(({ index }) => index === mark))
  if (named.includes(undefined)) return fail('wrong_mark', marks.join())
  const cited = named.filter((source) => source !== undefined).map(prepared)
  const foreign = strange(words, cited)
  if (foreign !== null) return fail('characters', foreign)
  const own = counted(plain(words))
  const opener = /^(是的?|对|否|不是|不)(?=[，,。])/u.exec(own.text)
  if (opener !== null && answer !== (/^[是对]/u.test(opener[1]!) ? '是' : '否'))
    return fail('contrary', opener[1]!)
  const said = opener === null ? own : counted(own.text.slice(opener[0].length))
  const quotes = cited.map(({ raw }) => raw)
  if (!digitsHeld(words, quotes)) return fail('figure', words)
  const fault =
    figureFault(said, cited) ??
    noveltyFault(said, cited) ??
    clauseFault(said, cited) ??
    markFault(said, cited)
  return fault === null ? { kept: true, words, marks } : fail(...fault)
}

function prepared({ index, quote, names }: Source): Prepared {
  const bareNames = names.map((name) => bare(plain(name)))
  const text = plain(quote)
  return { index, raw: quote, quote: counted(text), names: bareNames, texts: [bare(text), ...bareNames] }
}

function fail(fault: Fault, detail: string): Verdict {
  return { kept: false, fault, detail }
}

// The first character that no sentence needs and no source has.
function strange(words: string, cited: Prepared[]): string | null {
  if (words.length > MAX_WORDS) return `${words.length} characters`
  for (const char of words) {
    if (!CHARACTERS.test(halfWidth(char)) && !cited.some(({ raw }) => raw.includes(char))) return char
  }
  return null
}

type Found = [fault: Fault, detail: string] | null

function noveltyFault(own: Counted, cited: Prepared[]): Found {
  const words = bare(withoutFigures(own, 0, own.text.length)).replace(POINTING, '')
  const { novel, pieces } = cover(
    words,
    cited.flatMap(({ texts }) => texts),
  )
  if (novel !== null) return ['novel', novel]
  const seam = seamFault(
    words,
    pieces,
    cited.map(({ texts }) => texts[0]!),
    cited.flatMap(({ names }) => names),
  )
  return seam === null ? null : ['turned', seam]
}

// What retells a clause of a quote denies, plans and doubts what that does.
function clauseFault(own: Counted, cited: Prepared[]): Found {
  const retold = new Map<string, string>()
  for (const { start, end } of own.parts) {
    const clause = own.text.slice(start, end)
    const source = nearest(clause, cited)
    retold.set(source, `${retold.get(source) ?? ''}${clause}，`)
  }
  for (const [source, clause] of retold) {
    const [said, given] = [clause, source].map(
      (text) => `${denials(unquoted(text))} ${fitting(unquoted(text), STANCES)}`,
    )
    if (said !== given) return ['turned', `${clause}: ${said} / ${given}`]
  }
  return null
}

// How many words deny: “没有取消” is not “取消”.
function denials(text: string): number {
  return [...text.matchAll(NEGATION)].length
}

// The clause of a quote that holds most of the words; '' when none holds any.
function nearest(words: string, cited: Prepared[]): string {
  let best = ''
  let most = 0
  for (const { quote } of cited) {
    for (const { start, end } of quote.parts) {
      const clause = quote.text.slice(start, end)
      const shared = sharedWith(bare(words), bare(clause))
      if (shared > most) [best, most] = [clause, shared]
    }
  }
  return best
}

// Bigrams of a text that another holds.
function sharedWith(text: string, other: string): number {
  let shared = 0
  for (let i = 0; i + 1 < text.length; i += 1) if (other.includes(text.slice(i, i + 2))) shared += 1
  return shared
}

// Each source named gives a figure of the sentence, or most of a clause without one.
function markFault(own: Counted, cited: Prepared[]): Found {
  const parts = own.parts
  const idle = cited.find(({ texts, quote }) =>
    parts.every((part) => {
      const inside = own.all.filter((q) => q.start >= part.start && q.end <= part.end)
      if (inside.length > 0)
        return !inside.some((q) => quote.all.some((its) => equal(q, own.text, its, quote.text)))
      const words = bare(own.text.slice(part.start, part.end))
      return sharedWith(words, texts.join('\n')) < MIN_SHARE * words.length
    }),
  )
  return idle === undefined ? null : ['wrong_mark', String(idle.index)]
}

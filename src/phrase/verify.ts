// Whether a sentence that a language model wrote is a shortening of the quotes it names. Pure.
// Whatever else is dropped, true or not: the reader then gets the quotes themselves.
import { figures } from '../quantity.ts'
import { halfWidth } from '../text.ts'
import { marked } from './sentences.ts'
import { shortens } from './shorten.ts'

/** What a sentence may rest on. */
export interface Source {
  /** The number its mark names. */
  index: number
  quote: string
  /** The zone and the source of its article. */
  names: string[]
}

export type Verdict =
  | { kept: true; words: string; marks: number[] }
  /** `detail`: the part that fits no quote. */
  | {
      kept: false
      fault: 'unmarked' | 'wrong_mark' | 'characters' | 'figure' | 'contrary' | 'novel'
      detail: string
    }

/** Words of a sentence, at most. */
const MAX_WORDS = 240
/** What any sentence may hold besides Han; all else must stand in a quote. */
const CHARACTERS = /[\p{Script=Han}A-Za-z0-9，。、；：！？“”‘’（）《》—…· ,.;:!?()"'%％-]/u

/** Judge a sentence with its marks. `answer`: the settled answer, which “是” and “否” must agree with. */
export function verify(sentence: string, sources: readonly Source[], answer: string | null): Verdict {
  const { words, marks } = marked(sentence)
  const fail = (fault: (Verdict & { kept: false })['fault'], detail: string): Verdict => ({
    kept: false,
    fault,
    detail,
  })
  if (marks.length === 0 || !/[\p{L}\p{N}]/u.test(words)) return fail('unmarked', words)
  const cited = sources.filter(({ index }) => marks.includes(index))
  if (cited.length < marks.length) return fail('wrong_mark', marks.join())
  const foreign = strange(words, cited)
  if (foreign !== null) return fail('characters', foreign)
  const held = new Set(cited.flatMap(({ quote }) => figures(quote)))
  if (!figures(words).every((figure) => held.has(figure))) return fail('figure', words)
  const [, opener, said] = /^(?:(是的?|对|否|不是|不)[，,。])?(.*)$/su.exec(words)!
  if (opener !== undefined && answer !== (/^[是对]/u.test(opener) ? '是' : '否'))
    return fail('contrary', opener)
  const used = new Set<Source>()
  for (const segment of said!.split(/[；;]/).filter((one) => /[\p{L}\p{N}]/u.test(one))) {
    const fitting = cited.filter(({ quote, names }) => shortens(segment, quote, names))
    if (fitting.length === 0) return fail('novel', segment)
    for (const source of fitting) used.add(source)
  }
  return used.size < cited.length ? fail('wrong_mark', marks.join()) : { kept: true, words, marks }
}

// The first character that no sentence needs and no source has.
function strange(words: string, cited: Source[]): string | null {
  if (words.length > MAX_WORDS) return `${words.length} characters`
  for (const char of words) {
    if (!CHARACTERS.test(halfWidth(char)) && !cited.some(({ quote }) => quote.includes(char))) return char
  }
  return null
}

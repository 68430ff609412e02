// How a phrased sentence and its sources are compared: one width, one script, one case; clauses stay apart. Pure.
import { simplified, type Interval } from '../text.ts'

/** NFKC, simplified, lower case; the marks that end a clause stay as they are, since “5%，12家” is two figures. */
export function plain(text: string): string {
  return simplified(text.replace(/[^，；！？：]+/gu, (piece) => piece.normalize('NFKC'))).toLowerCase()
}

/** A text without quotes, brackets and white space beside Han, which a writer may set otherwise and say the same. */
export function bare(text: string): string {
  return text
    .replace(/[“”‘’"「」『』《》〈〉()（）【】]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/(?<=\p{Script=Han}|[，。、；：]) | (?=\p{Script=Han}|[，。、；：])/gu, '')
}

/** A text without what stands in quotes as a name: “136目标” plans nothing. */
export function unquoted(text: string): string {
  return text.replace(/[“《‘「][^“”《》‘’「」]{1,12}[”》’」]/gu, '')
}

const CLAUSE_END = /[，。；！？!?\n]|(?<=\p{Script=Han}|[”）)])[,;]|[,;](?=\s|\p{Script=Han}|[“（(])/gu

/** The clauses of a text, in order, without the marks between them; half-width commas that group thousands end none. */
export function clauses(text: string): Interval[] {
  const found: Interval[] = []
  let start = 0
  for (const { index } of [...text.matchAll(CLAUSE_END), { index: text.length }]) {
    if (text.slice(start, index).trim() !== '') found.push({ start, end: index })
    start = index + 1
  }
  return found
}

/** The one of these clauses that an interval begins in. */
export function clauseOf(parts: readonly Interval[], { start, end }: Interval): Interval {
  return parts.find((clause) => start >= clause.start && start < clause.end) ?? { start, end }
}

/** The names of the patterns that a text fits, joined. */
export function fitting(text: string, patterns: readonly (readonly [string, RegExp])[]): string {
  const names = patterns.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
  return [...new Set(names)].join()
}

// Whether words are a shortening of a quote. Pure; it compares characters and weighs no meaning: each clause must be a
// clause of the quote from its beginning, but for words that carry no fact, a time or a subject that the quote gives
// before, and what stands behind a figure. Hedges and denials are never lost.
import { quantities, type Quantity } from '../quantity.ts'
import { simplified, type Interval } from '../text.ts'
import {
  FIGURE_GOES_ON,
  FREE,
  HEDGES,
  NAME_GOES_ON,
  NEGATION,
  OPENER,
  OPTIONAL,
  POINTER,
  SIZE,
} from './words.ts'

// Commas that group thousands end no clause.
const COMMA = /[，\n]|,(?!\d{3})/u
const STOP = /[。！？!?]/u

// One script, one case, one width (but “5%，12家” stays two figures); without quotes, brackets, and white space beside Han.
function plain(text: string): string {
  return simplified(text.replace(/[^，；。！？：]+/gu, (piece) => piece.normalize('NFKC')))
    .toLowerCase()
    .replace(/[“”‘’"「」『』《》〈〉()（）【】]/gu, '')
    .replace(/以及|[和与及]/gu, '、')
    .replace(/(?<=[\p{Script=Han}，。；]) +|(?<! ) +(?=[\p{Script=Han}，。；])/gu, '')
}

// Words that carry no fact are left out on both sides; others may only be left out of the quote.
const lean = (text: string): string => text.replace(FREE, '')
const leaner = (text: string): string => lean(text).replace(OPTIONAL, '')

/** “的” that says nothing: not between a figure and a thing. */
const LOOSE = /(?<=[^\d零一二三四五六七八九十百千万亿元%])的/gu

/** A clause of a quote. */
interface Clause {
  text: string
  figures: Quantity[]
  /** The clauses before it: all of the sentence's, and those up to a semicolon. */
  before: string[]
  near: string[]
}

function clausesOf(quote: string, reduced: (text: string) => string): Clause[] {
  const all: Clause[] = []
  for (const sentence of quote.split(STOP)) {
    const before: string[] = []
    for (const segment of sentence.split(/[；;]/u)) {
      const near: string[] = []
      for (const text of segment.split(COMMA).map((clause) => trimmed(reduced(clause)))) {
        if (text === '') continue
        if (all.length === MAX_CLAUSES) return all
        all.push({ text, figures: figuresOf(text), before: [...before], near: [...near] })
        before.push(text)
        near.push(text)
      }
    }
  }
  return all
}

function trimmed(clause: string): string {
  return clause.trim().replace(/\.$/, '')
}

/** Clauses of what was written and of a quote, characters of a subject, and words before a clause that are looked at. */
const MAX_PARTS = 12
const MAX_CLAUSES = 40
const MAX_SUBJECT = 24
const MAX_OPENERS = 5

/** Whether what was written, a sentence or a part of it up to a semicolon, is clauses of the quote, one behind the other. */
export function shortens(written: string, quote: string, names: readonly string[]): boolean {
  const parts = plain(written)
    .split(STOP)
    .flatMap((sentence) => sentence.split(COMMA).map((part) => trimmed(lean(part))))
  const told = parts.filter((part) => part !== '')
  if (told.length === 0 || told.length > MAX_PARTS) return false
  const given = plain(quote)
  const known = [given, ...names.map(plain)].map(lean)
  return [lean, leaner].some((reduced) => {
    const clauses = clausesOf(given, reduced)
    return [told, joined(told)].some((all) =>
      clauses.some((_, from) =>
        all.every((part, i) => {
          const clause = clauses[from + i]
          if (clause === undefined) return false
          const hedged = keepHedges(all.slice(0, i + 1).join('，'), clause.near.join('，'))
          return hedged && isClause(part, clause, known)
        }),
      ),
    )
  })
}

function isClause(part: string, clause: Clause, known: string[]): boolean {
  return openings(part, clause, known).some(
    (rest) => retells(rest, clause) || retells(rest.replace(LOOSE, ''), clause),
  )
}

// A time that stands alone belongs to what follows, wherever the quote has it.
function joined(parts: string[]): string[] {
  const [first, second, ...rest] = parts
  return second !== undefined && isTime(first!) ? [first + second, ...rest] : parts
}

// The times of a clause, each as one run of characters.
function timesIn(clause: string): string[] {
  const runs = clause.match(/[\d今去明前年月日号至到上下半一二三四季度底初末–—-]{2,}/gu) ?? []
  return runs.filter((run) => /[\d今去明前][年月日号]|半年|[一二三四]季/u.test(run))
}

function isTime(clause: string): boolean {
  return timesIn(clause)[0] === clause.replace(/以来$/u, '')
}

// What is left of a clause without a time and a subject that the quote gives before it.
function openings(part: string, clause: Clause, known: string[]): string[] {
  return undated(part, clause).flatMap((one) => [one, ...withoutSubject(one, clause, known)])
}

// The last time before a clause without one holds for it, and may be told without its year.
function undated(part: string, { text, before }: Clause): string[] {
  const time = timesIn(before.join('，')).at(-1)
  if (time === undefined || timesIn(text).length > 0) return [part]
  const told = [time, time.replace(/^(?:\d{4}|[今去明前])年/u, '')].find(
    (one) => one !== '' && timesIn(part).includes(one),
  )
  return told === undefined ? [part] : [part.replace(told, '')]
}

function withoutSubject(part: string, { text, before, near }: Clause, known: string[]): string[] {
  const found: string[] = []
  const pointer = (OPENER.exec(part) ?? POINTER.exec(part))?.[0] ?? ''
  if (pointer !== '' && known.some((one) => one.includes(pointer))) found.push(part.slice(pointer.length))
  // The subject of the clause before goes on; nobody else's.
  const previous = NEGATION.test(near.at(-1) ?? '') ? '' : (near.at(-1) ?? '')
  const longest = Math.min(part.length - 1, MAX_SUBJECT)
  for (let length = 2; length <= longest && previous[length - 1] === part[length - 1]; length += 1) {
    if (previous.startsWith(part.slice(0, length)) && !NAME_GOES_ON.test(previous.slice(length)))
      found.push(part.slice(length))
  }
  // “全区” is the zone of the article.
  const zone = known.slice(1).find((name) => name !== '' && part.startsWith(name))
  if (zone !== undefined && /^(?:全|园|开发|本)/u.test(text) && before.every(isTime))
    found.push(part.slice(zone.length))
  return found
}

// Whether words are a clause from its beginning, or from behind words that only lead to it.
function retells(words: string, { text, figures }: Clause): boolean {
  let at = 0
  for (let openers = 0; openers <= MAX_OPENERS; openers += 1) {
    const rest = text.slice(at)
    const own = figures
      .filter(({ start }) => start >= at)
      .map(({ start, end }): Interval => ({ start: start - at, end: end - at }))
    if (words === rest || isCut(words, rest, own) || isTurned(words, rest, own)) return true
    const opener = OPENER.exec(rest)?.[0].length ?? sizeOf(rest, own)
    if (opener === 0) return false
    at += opener
  }
  return false
}

// Characters of “总投资约50亿元的”, which says how big the thing behind it is; 0 when there is none.
function sizeOf(clause: string, figures: Interval[]): number {
  const head = SIZE.exec(clause)?.[0].length ?? 0
  const size = figures.find(({ start }) => start <= head)
  return head > 0 && size !== undefined && clause[size.end] === '的' ? size.end + 1 : 0
}

// It may end behind a figure, when the figure is whole and the rest neither denies nor hedges.
function isCut(words: string, clause: string, figures: Interval[]): boolean {
  return (
    clause.startsWith(words) &&
    figures.some(({ end }) => end === words.length) &&
    mayGo(clause.slice(words.length), words)
  )
}

// “外资到账1.2亿美元的年度目标” – “外资到账的年度目标为1.2亿美元”; “总投资约50亿元的电池项目” – “电池项目总投资约50亿元”.
function isTurned(words: string, clause: string, figures: Interval[]): boolean {
  return figures.some(({ start, end }) => {
    const [before, figure] = [clause.slice(0, start), clause.slice(start, end)]
    if (clause[end] !== '的' || !words.endsWith(figure)) return false
    const behind = clause.slice(end + 1)
    const goesOn = (thing: string): boolean =>
      thing.length > 1 && behind.startsWith(thing) && mayGo(behind.slice(thing.length), words)
    if (words.startsWith(before) && !/[约近超逾过于到]$/u.test(before)) {
      if (goesOn(words.slice(start, -figure.length).replace(/^的/u, ''))) return true
    }
    const thing = words.endsWith(before + figure) ? words.slice(0, -end) : ''
    return /(?:项目|工程|基地|中心)$/u.test(thing) && goesOn(thing)
  })
}

function figuresOf(clause: string): Quantity[] {
  return quantities(clause).filter(({ kind }) => kind !== 'date')
}

// Whether this may be left out behind these words.
function mayGo(rest: string, words: string): boolean {
  return !FIGURE_GOES_ON.test(rest) && !NEGATION.test(rest) && keepHedges(words, rest)
}

// What is hedged there is hedged here.
function keepHedges(words: string, given: string): boolean {
  return HEDGES.every((hedge) => hedge.test(words) || !hedge.test(given))
}

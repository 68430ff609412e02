// What a reader notes down on its way: the encoding, the candidates of each field, the lines left out. The choice
// is made from the same lists that are noted, so that the explanation cannot differ from what was done.
import type { Candidate, Dropped, FieldName, SiteChrome } from '../reading.ts'

/** A line of a page as the other pages of its site see it. */
export interface PageLine {
  text: string
  /** Outside the article, at the beginning or end of its text, or between its own paragraphs. */
  place: 'outside' | 'top' | 'bottom' | 'inside'
  /** Most of it is a link. */
  linked: boolean
}

/** What ties a page to others. */
export interface PageFacts {
  /** Which site it belongs to, by its address, its licence number or its name; null when it does not say. */
  site: string | null
  url: string | null
  lines: PageLine[]
  /** Where links such as “下一页” and “3” lead, as written, in the order of the page. */
  pagers: { text: string; href: string }[]
}

/** The notes on one file. Readers write into it; `chromeOf` is the only thing they read. */
export interface Trace {
  encoding: { name: string; from: string } | null
  author: string | null
  fields: Map<FieldName, Candidate[]>
  body: string | null
  dropped: Dropped[]
  page: PageFacts | null
  /** What was known of the page's site when it was read. */
  site: SiteChrome | null
  /** The lines that are known to stand on most pages of a site. */
  chromeOf(site: string | null): ReadonlySet<string>
}

const NOTHING: ReadonlySet<string> = new Set()

/** An empty sheet of notes. */
export function newTrace(chromeOf: Trace['chromeOf'] = () => NOTHING): Trace {
  return {
    encoding: null,
    author: null,
    fields: new Map(),
    body: null,
    dropped: [],
    page: null,
    site: null,
    chromeOf,
  }
}

/** Begin anew with the same file, as when its article turns out to stand in another place. */
export function restart(trace: Trace): void {
  trace.author = null
  trace.fields = new Map()
  trace.body = null
  trace.dropped = []
}

/** A value for a field, with a rank: the least one wins. Null: it is there, but cannot be used. */
export interface Option {
  value: string | null
  from: string
  note: string
  rank: number
  /** As printed, when that is not the value. */
  raw?: string
}

/** Note all options of a field and give the value of the best; of equal ones the first. Null when there is none. */
export function choose(trace: Trace, field: FieldName, options: readonly Option[]): Option | null {
  const ordered = [...options].sort((a, b) => a.rank - b.rank)
  const winner = ordered.find(({ value }) => value !== null) ?? null
  trace.fields.set(
    field,
    ordered.map((option) => ({
      value: option.value ?? option.raw ?? '',
      from: option.from,
      note: option.note,
      won: option === winner,
    })),
  )
  return winner
}

const LONGEST_NOTE = 80

/** Note a line that was left out. */
export function drop(trace: Trace, text: string, rule: string): void {
  trace.dropped.push({ text: text.length > LONGEST_NOTE ? `${text.slice(0, LONGEST_NOTE)}…` : text, rule })
}

// What stands beside an article that a page carries as data in a script: its title, day and source, from the
// fields next to the body. It knows the names that sites give such fields; it runs no script.
import { readDay } from './dates.ts'
import { sourceName } from './fields.ts'

/** Fields of a data object, each with the key it stands under; null when none is near. */
export interface DataFacts {
  title: DataFact | null
  published: DataFact | null
  source: DataFact | null
}

export interface DataFact {
  key: string
  value: string
}

/** How far before and behind the body a field may stand. */
const NEAR = 3000

const DATE_KEYS =
  'publishTime|publish_time|publishDate|publish_date|publishedAt|published_at|pubTime|pub_time|pubDate|pubdate|pubtime|ptime|releaseTime|releaseDate|datePublished|docRelTime|docreltime|issueTime|showTime|firstPublishTime|createTime|create_time|createdAt|created_at|inputTime|inputtime|date|time'
const SOURCE_KEYS =
  'source|sourceName|source_name|contentSource|docSource|docsource|mediaName|media_name|media|origin|originName|copyfrom|from|publisher'
const TITLE_KEYS = 'title|headline|docTitle|doctitle|articleTitle|newsTitle|mainTitle'

const VALUE = String.raw`["']?\s{0,4}[:=]\s{0,4}(?:"([^"\\\n]{1,200})"|'([^'\\\n]{1,200})'|(\d{13}|\d{10})(?!\d))`
const fieldOf = (keys: string): RegExp => new RegExp(String.raw`(?<![\w$])(${keys})${VALUE}`, 'g')
const DATE = fieldOf(DATE_KEYS)
const SOURCE = fieldOf(SOURCE_KEYS)
const TITLE = fieldOf(TITLE_KEYS)

/** The fields nearest to a body that stands from `start` to `end` in the source of a script. */
export function factsBeside(source: string, start: number, end: number): DataFacts {
  const before = source.slice(Math.max(0, start - NEAR), start)
  const behind = source.slice(end, end + NEAR)
  return {
    title: nearest(before, behind, TITLE, (value) => (value.length >= 4 ? value : null)),
    published: nearest(before, behind, DATE, dayOfValue),
    source: nearest(before, behind, SOURCE, (value) =>
      /\p{Script=Han}/u.test(value) ? sourceName(value) : null,
    ),
  }
}

// Before the body the last field is the nearest, behind it the first; what stands before comes first, for behind
// an article its relatives are listed.
function nearest(
  before: string,
  behind: string,
  pattern: RegExp,
  read: (value: string) => string | null,
): DataFact | null {
  const found = (text: string): DataFact[] =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = read(match[2] ?? match[3] ?? match[4] ?? '')
      return value === null ? [] : [{ key: match[1]!, value }]
    })
  return found(before).at(-1) ?? found(behind)[0] ?? null
}

// A number is a time of Unix, in seconds or milliseconds.
function dayOfValue(value: string): string | null {
  if (!/^(?:\d{13}|\d{10})$/.test(value)) return readDay(value)?.day ?? null
  const time = Number(value) * (value.length === 10 ? 1000 : 1)
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 10)
}

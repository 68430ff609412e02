// What reading a file tells besides the article itself: how its bytes were decoded, and what each field and each
// line was chosen or left out for. Shared by the reader and the faces that show it.

/** The fields of an article that a reader has to find, in the order in which they are shown. */
export const FIELD_NAMES = ['title', 'published_at', 'source', 'author', 'zone', 'region', 'url'] as const
export type FieldName = (typeof FIELD_NAMES)[number]

/** A value that a field might have had. The candidates of a field stand in the order in which they are preferred. */
export interface Candidate {
  value: string
  /** Where it stands: “meta PubDate”, “line 12 <span class="time">, label 发布时间”, “JSON-LD datePublished”. */
  from: string
  won: boolean
  /** What speaks for or against it. */
  note: string
}

/** A line of the page that is no part of the text. */
export interface Dropped {
  text: string
  /** The rule by which it was left out. */
  rule: string
}

/** Why the reading of one file is as it is. */
export interface Why {
  fields: Record<FieldName, Candidate[]>
  /** Where the text was found, in words; null for kinds of file that have no parts to choose from. */
  body: string | null
  dropped: Dropped[]
  /** What is known of the site's pages; null when nothing was learned of it. */
  site: SiteChrome | null
}

/** Lines that stand on most pages of one site. */
export interface SiteChrome {
  /** The host, else the licence number or the name that its pages print, else the directory they were saved in. */
  site: string
  /** How many pages they were learned from. */
  pages: number
  lines: string[]
}

/** What would be indexed of a file. The fields are those of the stored article but for `author` and `encoding`. */
export interface ReadArticle {
  file: string
  /** The further files that the article was joined from, in order; absent for an article of one file. */
  parts?: string[]
  /** The id that the file itself gives, as JSONL may; null when it gives none. */
  id: string | null
  title: string
  /** `YYYY-MM-DD`, the day in Shanghai. */
  published_at: string | null
  source: string | null
  /** Shown only: an index does not keep it. */
  author: string | null
  zone: string | null
  region: string | null
  url: string | null
  /** A WHATWG label such as “gb18030”; null for packed formats, which have no encoding of their own. */
  encoding: string | null
  /** How the encoding was found. */
  encoding_from: string | null
  text: string
  warnings: string[]
  why?: Why
}

/** A file, or a line of one, that gives no article. */
export interface ReadFailure {
  file: string
  /** Counted from 1. */
  line?: number
  error: { fact: string; remedy: string }
}

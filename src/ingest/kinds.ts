// The kinds of file that can be read, known by the ending of their names, and how large each may be; also the
// kinds that a person may expect to be read and that are not, each with its remedy.
import { MAX_TEXT_BYTES } from '../article-contract.ts'

/** How a file is to be read. */
export type Kind =
  'text' | 'html' | 'markdown' | 'jsonl' | 'mhtml' | 'feed' | 'json-feed' | 'docx' | 'pdf' | 'unread'

const ENDINGS: Readonly<Record<Exclude<Kind, 'unread'>, string>> = {
  text: 'txt',
  html: 'html htm',
  markdown: 'md markdown',
  jsonl: 'jsonl ndjson',
  mhtml: 'mht mhtml',
  feed: 'xml rss atom rdf',
  'json-feed': 'json',
  docx: 'docx docm',
  pdf: 'pdf',
}

/** The largest text of a single article: a plain file, a JSONL line, an item of a feed, the text of a document. */
export const MAX_ARTICLE_BYTES = MAX_TEXT_BYTES

const MEGABYTE = 1024 * 1024

/** The largest file of a kind in bytes. Packed kinds hold pictures and fonts beside their text. */
export const MAX_FILE_BYTES: Readonly<Record<Kind, number>> = {
  text: MAX_ARTICLE_BYTES,
  html: MAX_ARTICLE_BYTES,
  markdown: MAX_ARTICLE_BYTES,
  jsonl: Infinity,
  mhtml: 30 * MEGABYTE,
  feed: 8 * MEGABYTE,
  'json-feed': 8 * MEGABYTE,
  docx: 30 * MEGABYTE,
  pdf: 30 * MEGABYTE,
  unread: 30 * MEGABYTE,
}

/** A kind of file that is not read. */
export interface Unread {
  name: string
  remedy: string
  /** Whether such a file is likely to be an article, so that a directory that holds one is not read whole. */
  isArticle: boolean
}

const AS_DOCX = 'open it in Word or WPS and save it as .docx (or as PDF, or as text)'
const AS_TEXT = 'save the sheet or slides as .pdf, or copy what is to be found into a .txt or .md file'
const OCR = 'a picture has no text: run OCR first, and give the text as .txt or the PDF with a text layer'

const UNREAD: readonly (readonly [endings: string, unread: Unread])[] = [
  ['doc dot', { name: 'an old Word document', remedy: AS_DOCX, isArticle: true }],
  ['wps wpt', { name: 'a WPS document', remedy: AS_DOCX, isArticle: true }],
  ['rtf', { name: 'an RTF document', remedy: AS_DOCX, isArticle: true }],
  ['odt', { name: 'an OpenDocument text', remedy: AS_DOCX, isArticle: true }],
  ['ofd', { name: 'an OFD document', remedy: 'export it as PDF in the OFD reader', isArticle: true }],
  ['xls xlsx xlsm et csv ods', { name: 'a spreadsheet', remedy: AS_TEXT, isArticle: false }],
  ['ppt pptx pptm pps ppsx dps odp', { name: 'a presentation', remedy: AS_TEXT, isArticle: false }],
  ['jpg jpeg png gif bmp webp tif tiff heic', { name: 'an image', remedy: OCR, isArticle: false }],
]

const KIND_OF = new Map<string, Kind>()
const UNREAD_OF = new Map<string, Unread>()
for (const [kind, endings] of Object.entries(ENDINGS)) {
  for (const ending of endings.split(' ')) KIND_OF.set(ending, kind as Kind)
}
for (const [endings, unread] of UNREAD) {
  for (const ending of endings.split(' ')) UNREAD_OF.set(ending, unread)
}

/** The endings as a person would list them. */
export const KNOWN_ENDINGS = [...KIND_OF.keys()].map((ending) => `.${ending}`).join(', ')

/** The kind of a file by its name; null when it is none that is known. */
export function kindOf(path: string): Kind | null {
  const ending = endingOf(path)
  return KIND_OF.get(ending) ?? (UNREAD_OF.has(ending) ? 'unread' : null)
}

/** What a file of kind `unread` is and what can be done; null for every other file. */
export function unreadKind(path: string): Unread | null {
  return UNREAD_OF.get(endingOf(path)) ?? null
}

function endingOf(path: string): string {
  const dot = path.lastIndexOf('.')
  return dot < 0 ? '' : path.slice(dot + 1).toLowerCase()
}

/** Something that could not be read, said so that a person can mend it. */
export interface Problem {
  path: string
  /** Counted from 1; absent when the whole file is meant. */
  line?: number
  fact: string
  remedy: string
}

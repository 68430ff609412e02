// Word documents (.docx): mammoth gives the text as HTML, which is laid out as a page's is: headings as lines,
// tables as rows. Macros, external files and pictures are never touched.
import { comparable } from '../text.ts'
import { messageOf } from '../errors.ts'
import { decodeBytes } from './bytes.ts'
import { oneLine } from './clean.ts'
import { documentDraft, type DocumentLine } from './document.ts'
import type { ParseItem } from './draft.ts'
import { layOut } from './html-blocks.ts'
import { elements, parseHtml, rawText } from './html-tree.ts'
import { MAX_ARTICLE_BYTES } from './kinds.ts'
import { unpack, zipEntries, type ZipEntry } from './zip.ts'

/** What all the XML of a document may unpack to; a book of 300 pages has about 5 MB. */
const MAX_XML_BYTES = 12 * 1024 * 1024
/** mammoth takes about 10 µs for each tag, all in one go; a book of 300 pages has about 100,000. */
const MAX_TAGS = 400_000
const MAIN = 'word/document.xml'
const AGAIN = 'open it in Word or WPS and save it as .docx again'

const OTHERS: readonly (readonly [start: string, name: string, remedy: string])[] = [
  ['xl/', 'an Excel workbook (.xlsx)', 'save the sheet as PDF, or copy what is to be found into a .txt or .md file'],
  ['ppt/', 'a PowerPoint presentation (.pptx)', 'save it as PDF'],
  ['OFD.xml', 'an OFD document', 'export it as PDF in the OFD reader'],
  ['content.xml', 'an OpenDocument file', 'open it in Word or WPS and save it as .docx'],
  ['META-INF/container.xml', 'an e-book (EPUB)', 'save its text as .txt'],
] // prettier-ignore

/** The article of a Word document, or why there is none. Never throws for bad content. */
export async function readDocx(path: string, bytes: Uint8Array): Promise<ParseItem> {
  const failed = (fact: string, remedy: string): ParseItem => ({ error: { path, fact, remedy } })
  const entries = zipEntries(bytes)
  if (entries === null) return failed('it is a ZIP file that is cut off or broken', 'fetch or save it again')
  if (!entries.some(({ name }) => name === MAIN)) {
    const other = OTHERS.find(([start]) => entries.some(({ name }) => name.startsWith(start)))
    if (other !== undefined) return failed(`it is ${other[1]}, which is not read`, other[2])
    return failed('it is a ZIP archive, not a Word document', 'unpack it and give the files inside')
  }
  const checked = await checkSizes(entries)
  if (checked !== null) return failed(checked, AGAIN)
  let html: string
  let images = 0
  try {
    const { default: mammoth } = await import('mammoth')
    const convertImage = mammoth.images.imgElement(() => {
      images += 1
      return Promise.resolve({ src: '' })
    })
    const options = { styleMap: STYLES, convertImage, ignoreEmptyParagraphs: true, externalFileAccess: false }
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options)).value
  } catch (error) {
    return failed(`it cannot be read as .docx: ${messageOf(error).slice(0, 160)}`, AGAIN)
  }
  const lines = linesOf(html)
  const core = entries.find(({ name }) => name === 'docProps/core.xml')
  const item = documentDraft(path, lines, {
    title: printedTitle(lines),
    metadataTitle: core === undefined ? null : await coreTitle(core),
    remedy:
      images > 0
        ? 'its pages are pictures: run OCR first, and give the text as .txt or .docx'
        : 'check that the document holds text',
  })
  if ('draft' in item && images > 0) {
    item.draft.warnings.push(`${images} ${images === 1 ? 'image' : 'images'} in the document were not read`)
  }
  return item
}

// Chinese Word and WPS name the built-in styles in either language.
const STYLES = [
  ...[1, 2, 3, 4, 5, 6].map((n) => `p[style-name='标题 ${n}'] => h${n}:fresh`),
  "p[style-name='标题'] => h1:fresh",
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => h2:fresh",
  "p[style-name='副标题'] => h2:fresh",
]

// Pictures are never unpacked, so only the XML counts.
async function checkSizes(entries: readonly ZipEntry[]): Promise<string | null> {
  let left = MAX_XML_BYTES
  for (const entry of entries) {
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue
    if (entry.encrypted) return 'it is protected by a password'
    const unpacked = await unpack(entry, left)
    if (unpacked === null) {
      return `its part ${entry.name.slice(0, 80)} is broken, or the document unpacks to more than ${MAX_XML_BYTES} bytes`
    }
    left -= unpacked.length
    if (tagsIn(unpacked) > MAX_TAGS)
      return `its part ${entry.name.slice(0, 80)} has more than ${MAX_TAGS} tags`
  }
  return null
}

function tagsIn(xml: Uint8Array): number {
  let tags = 0
  for (const byte of xml) if (byte === 0x3c) tags += 1
  return tags
}

function linesOf(html: string): DocumentLine[] {
  const root = parseHtml(html)
  for (const el of elements(root)) {
    // The marks of footnotes and the ways back from them are no text.
    if (el.tag === 'sup' || el.tag === 'a') {
      const text = rawText(el)
      if (/^\[\d{1,4}\]$|^↑$/.test(text)) el.children = []
    }
  }
  return layOut(root, () => false).map(({ text, heading }) => ({ text, heading }))
}

// The first heading, if it stands where titles stand.
function printedTitle(lines: readonly DocumentLine[]): string | null {
  const at = lines.slice(0, 10).findIndex((line) => line.heading === 1)
  if (at < 0) return null
  const { text } = lines[at]!
  return text.length <= 120 && !lines.slice(0, at).some((line) => comparable(line.text).length > 80)
    ? text
    : null
}

async function coreTitle(core: ZipEntry): Promise<string | null> {
  const xml = await unpack(core, MAX_ARTICLE_BYTES)
  const decoded = xml === null ? null : decodeBytes(xml)
  if (decoded === null || 'fact' in decoded) return null
  const title = elements(parseHtml(decoded.text)).find((el) => el.tag === 'dc:title')
  return title === undefined ? null : oneLine(rawText(title)) || null
}

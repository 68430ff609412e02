// From a file's bytes to drafts: decodes, and hands the text to the reader of its kind. A document that lies under
// a wrong name is read as what its bytes are, with a warning; text is read as its ending says.
import { decodeBytes, declaredCharset } from './bytes.ts'
import { noText, webAddress, type ParseItem } from './draft.ts'
import { readHtml } from './html.ts'
import { beginJsonl, readJsonl } from './jsonl.ts'
import { kindOf, KNOWN_ENDINGS, MAX_ARTICLE_BYTES, unreadKind, type Kind } from './kinds.ts'
import { readMarkdown } from './markdown.ts'
import { archivedPage } from './mhtml.ts'
import { readPlain } from './plain.ts'
import { containerOf, xmlCharset, xmlRoot, type Container } from './signature.ts'
import { newTrace, type Trace } from './trace.ts'

const ONE_ARTICLE = 'save the page of one article, not a list or an empty shell'

/**
 * The articles of one file, in order; what cannot be read comes as an error and the rest is kept. Never throws
 * for bad content. The kind is known by the ending of `path`, a container (PDF, .docx, web archive) by its bytes.
 * `charset`: what is said of the text outside of it, as by a web server; what it says itself counts before that.
 */
export async function* parseFile(
  path: string,
  bytes: Uint8Array,
  trace: Trace = newTrace(),
  charset: string | null = null,
): AsyncIterable<ParseItem> {
  const kind = kindOf(path)
  if (kind === null) {
    yield { error: { path, fact: 'its kind is not known', remedy: `name it with one of ${KNOWN_ENDINGS}` } }
    return
  }
  const container = containerOf(bytes)
  if (container === null) yield* readText(path, kind, bytes, trace, charset)
  else yield* readContainer(path, kind, container, bytes, trace)
}

async function* readContainer(
  path: string,
  kind: Kind,
  container: Container,
  bytes: Uint8Array,
  trace: Trace,
): AsyncIterable<ParseItem> {
  let item: ParseItem
  // The readers of packed documents are large: they are loaded when the first such document comes, and a Worker has none
  // (the condition “workerd” of the name in package.json).
  if (container === 'pdf') item = await (await import('#packed')).readPdf(path, bytes)
  else if (container === 'zip') item = await (await import('#packed')).readDocx(path, bytes)
  else if (container === 'mhtml') item = readArchive(path, bytes, trace)
  else item = oldOffice(path)
  if ('draft' in item && kind !== container && !(kind === 'docx' && container === 'zip')) {
    item.draft.warnings.unshift(
      `it was read as ${NAMES[container]}, which it is, though its name says otherwise`,
    )
  }
  yield item
}

const NAMES: Readonly<Record<Container, string>> = {
  pdf: 'a PDF document',
  zip: 'a Word document (.docx)',
  mhtml: 'a web archive (MHTML)',
  ole: 'an old Office document',
}

function oldOffice(path: string): ParseItem {
  const fact = 'it is an old Office document (.doc, .xls, .ppt, .wps) or one protected by a password'
  const remedy = 'open it in Word or WPS and save it as .docx without a password'
  return { error: { path, fact, remedy: unreadKind(path)?.remedy ?? remedy } }
}

function readArchive(path: string, bytes: Uint8Array, trace: Trace): ParseItem {
  const page = archivedPage(bytes)
  if (page === null) {
    return {
      error: { path, fact: 'the web archive holds no HTML page', remedy: 'save the page as “HTML only”' },
    }
  }
  if (page.bytes.length > MAX_ARTICLE_BYTES) {
    const fact = `the page in the web archive has ${page.bytes.length} bytes; one article may have ${MAX_ARTICLE_BYTES}`
    return { error: { path, fact, remedy: 'save the article alone, or its text as .txt' } }
  }
  // A page's own charset is as often right as the header of its part; the bytes decide between them.
  const decoded = decodeBytes(page.bytes, declaredCharset(page.bytes) ?? page.charset, trace)
  if ('fact' in decoded) return { error: { path, ...decoded } }
  const draft = readHtml(decoded.text, trace)
  if (draft === null) return noText(path, ONE_ARTICLE)
  draft.url ??= webAddress(page.location)
  draft.warnings.unshift(...decoded.warnings)
  return { draft }
}

async function* readText(
  path: string,
  kind: Kind,
  bytes: Uint8Array,
  trace: Trace,
  charset: string | null,
): AsyncIterable<ParseItem> {
  if (kind === 'jsonl') {
    const state = beginJsonl()
    for (const part of linesInParts(bytes)) {
      const decoded = decodeBytes(part, null, trace)
      if ('fact' in decoded) yield { error: { path, ...decoded, line: state.line + 1 } }
      else yield* readJsonl(path, decoded.text, decoded.warnings, state)
    }
    return
  }
  const isXml = kind === 'feed'
  const declared = isXml ? xmlCharset(bytes) : charset === null ? null : declaredCharset(bytes)
  const decoded = decodeBytes(bytes, declared ?? charset, trace)
  if ('fact' in decoded) {
    yield { error: { path, ...decoded, ...refusedName(path) } }
    return
  }
  if (kind === 'markdown') {
    const item = readMarkdown(path, decoded.text)
    if ('draft' in item) item.draft.warnings.unshift(...decoded.warnings)
    yield item
    return
  }
  if (kind === 'json-feed' || (isXml && xmlRoot(bytes) !== 'html')) {
    yield* (await import('./feed.ts')).readFeed(path, decoded.text, decoded.warnings)
    return
  }
  const isPage = isXml || kind === 'html' || /^\s{0,99}(?:<!doctype html|<html[\s>])/i.test(decoded.text)
  // “.doc” files are often pages that a web form exported; a PDF or archive that is a page is a failed download.
  const isMisnamed = kind === 'pdf' || kind === 'docx' || kind === 'mhtml' || (kind === 'unread' && !isPage)
  if (isMisnamed) {
    yield { error: { path, ...misnamed(kind, isPage), ...refusedName(path) } }
    return
  }
  const draft = isPage ? readHtml(decoded.text, trace) : readPlain(decoded.text, trace)
  if (draft === null) {
    yield noText(path, isPage ? ONE_ARTICLE : 'check the file')
    return
  }
  draft.warnings.unshift(...decoded.warnings)
  yield { draft }
}

const PART = 256 * 1024

// Whole lines, some hundred kB at a time, so that a long file does not hold up everything else. A file that looks like
// UTF-16, where a line feed is two bytes, stays whole.
function* linesInParts(bytes: Uint8Array): Generator<Uint8Array> {
  const head = bytes.subarray(0, 64)
  const wide = head.includes(0) || head[0] === 0xff || head[0] === 0xfe
  for (let at = 0; at < bytes.length;) {
    const feed = wide ? -1 : bytes.indexOf(0x0a, at + PART)
    const end = feed < 0 ? bytes.length : feed + 1
    yield bytes.subarray(at, end)
    at = end
  }
}

// What a file of a kind that is not read is called; nothing for the other kinds.
function refusedName(path: string): { fact: string; remedy: string } | null {
  const unread = unreadKind(path)
  return unread === null ? null : { fact: `it is ${unread.name}, which is not read`, remedy: unread.remedy }
}

function misnamed(kind: Kind, isPage: boolean): { fact: string; remedy: string } {
  const expected = kind === 'pdf' ? 'PDF' : kind === 'docx' ? '.docx' : 'MHTML'
  return isPage
    ? { fact: `it is a web page, not ${expected}`, remedy: 'if the page is the article, name it .html' }
    : { fact: `it is text, not ${expected}`, remedy: 'save it again, or name it .txt' }
}

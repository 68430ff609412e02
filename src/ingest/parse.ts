// From a file's bytes to drafts: decodes, and hands the text to the reader of its kind.
import { decodeBytes } from './bytes.ts'
import { noText, type ParseItem } from './draft.ts'
import { readHtml } from './html.ts'
import { readJsonl } from './jsonl.ts'
import { kindOf, KNOWN_ENDINGS } from './kinds.ts'
import { readMarkdown } from './markdown.ts'
import { readPlain } from './plain.ts'

/**
 * The articles of one file, in order; what cannot be read comes as an error and the rest is kept. Never throws
 * for bad content. The kind is known by the ending of `path`.
 */
export async function* parseFile(path: string, bytes: Uint8Array): AsyncIterable<ParseItem> {
  const kind = kindOf(path)
  if (kind === null) {
    yield { error: { path, fact: 'its kind is not known', remedy: `name it with one of ${KNOWN_ENDINGS}` } }
    return
  }
  const decoded = decodeBytes(bytes)
  if ('fact' in decoded) {
    yield { error: { path, ...decoded } }
    return
  }
  if (kind === 'jsonl') {
    yield* readJsonl(path, decoded.text, decoded.warnings)
    return
  }
  if (kind === 'markdown') {
    const item = readMarkdown(path, decoded.text)
    if ('draft' in item) item.draft.warnings.unshift(...decoded.warnings)
    yield item
    return
  }
  if (/^\s{0,99}(?:From: <Saved by|MIME-Version:)/i.test(decoded.text)) {
    yield {
      error: {
        path,
        fact: 'it is a web archive (MHTML), not a page',
        remedy: 'save the page as “HTML only”',
      },
    }
    return
  }
  const isPage = kind === 'html' || /^\s{0,99}(?:<!doctype html|<html[\s>])/i.test(decoded.text)
  const draft = isPage ? readHtml(decoded.text) : readPlain(decoded.text)
  if (draft === null) {
    yield noText(
      path,
      isPage ? 'save the page of one article, not a list or an empty shell' : 'check the file',
    )
    return
  }
  draft.warnings.unshift(...decoded.warnings)
  yield { draft }
}

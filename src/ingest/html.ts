// A saved portal page: from HTML to a draft. It only puts the parts together: tree, lines, body, title, fields.
import type { Draft } from '../article.ts'
import { comparable } from '../text.ts'
import { isProse, withoutChrome, withoutEditor } from './chrome-lines.ts'
import { newDraft, webAddress } from './draft.ts'
import { findBody } from './html-body.ts'
import { layOut, type Block } from './html-blocks.ts'
import { findFields } from './html-fields.ts'
import { hiddenBodies, proseOf, readLinkedData } from './html-data.ts'
import { readHead, type HeadFields } from './html-head.ts'
import { hiddenIn, isNoText } from './html-hidden.ts'
import { findTitle } from './html-title.ts'
import { parseHtml, type Element } from './html-tree.ts'
import { readMetaLine } from './fields.ts'

/** The article of a page; null when the page holds none. */
export function readHtml(html: string): Draft | null {
  const root = parseHtml(html)
  const linked = readLinkedData(root)
  const head = readHead(root, linked)
  const page = readPage(root, head, hiddenIn(root))
  // A page filled by scripts shows little; its article then lies in it as data, or in a box shown later.
  const shown = page === null ? 0 : proseOf(page.text.split('\n'))
  if (shown >= ENOUGH) return page
  let best: string[] = []
  for (const lines of hiddenBodies(root, linked)) if (proseOf(lines) > proseOf(best)) best = lines
  const kept = withoutChrome(best, (line) => line)
  if (proseOf(kept) > 3 * shown + 20) {
    return fromData(page ?? readPage(root, head, hiddenIn(root), 0), head, kept)
  }
  if (shown > 0) return page
  const unseen = readPage(root, head, isNoText)
  if (unseen !== null && proseOf(unseen.text.split('\n')) > 40) {
    unseen.warnings.push('the article stands in a part of the page that is hidden until a script shows it')
    return unseen
  }
  return page
}

const ENOUGH = 200

function readPage(
  root: Element,
  head: HeadFields,
  isHidden: (el: Element) => boolean,
  least = 1,
): Draft | null {
  const blocks = layOut(root, isHidden)
  const body =
    findBody(root, blocks) ?? (least === 0 ? { from: blocks.length, to: blocks.length, kept: [] } : null)
  if (body === null || body.kept.length < least) return null
  const firstKept = body.kept[0] ?? body.from
  const textStart = body.kept.find((i) => isRunning(blocks[i]!)) ?? firstKept + 1
  const opening = body.kept
    .slice(0, 40)
    .map((i) => blocks[i]!.text)
    .join('\n')
    .slice(0, 4000)
  const title = findTitle(
    root,
    blocks,
    head,
    textStart,
    Math.min(body.to, Math.max(firstKept + 4, textStart)),
    opening,
  )
  // Title and meta rows inside the article's box are not its text.
  const key = title === null ? null : comparable(title.text)
  let skipped = 0
  while (skipped + 1 < body.kept.length) {
    const at = body.kept[skipped]!
    const isTitle = key !== null && comparable(blocks[at]!.text) === key
    const isAbove = title !== null && title.block !== null && at <= title.block
    if (!isTitle && !isAbove && !isMetaRow(blocks[at]!.text)) break
    skipped += 1
  }
  const kept = body.kept.slice(skipped).filter((i, n) => n === 0 || comparable(blocks[i]!.text) !== key)
  const first = kept[0] ?? body.from
  const fields = findFields(
    blocks,
    { title: title?.block ?? null, first, last: kept.at(-1) ?? first - 1 },
    head,
  )
  return newDraft({
    title: title?.text ?? null,
    published_at: fields.published_at,
    source: fields.source,
    zone: fields.zone,
    region: fields.region,
    url: webAddress(head.url),
    text: kept.map((i) => withoutEditor(blocks[i]!.text)).join('\n'),
    warnings: fields.warnings,
  })
}

function fromData(page: Draft | null, head: HeadFields, lines: readonly string[]): Draft {
  const draft =
    page ?? newDraft({ text: '', title: head.titles[0] ?? head.documentTitle, url: webAddress(head.url) })
  const text = lines
    .filter((line) => line !== draft.title)
    .map((line) => withoutEditor(line))
    .join('\n')
  return { ...draft, text, warnings: [...draft.warnings, 'the article was read from data inside the page'] }
}

// A title may end in “！” and be as long as a sentence.
function isRunning(block: Block): boolean {
  return block.heading === 0 && isProse(block.text) && (block.text.length >= 60 || block.text.includes('。'))
}

function isMetaRow(text: string): boolean {
  if (text.length > 80 || /[。！？]|[上下]午/.test(text)) return false
  const fields = readMetaLine(text)
  return fields.date !== null && text.length - fields.date.found.raw.length < 40
}

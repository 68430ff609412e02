// A saved portal page: from HTML to a draft. It only puts the parts together: tree, lines, body, title, fields.
import type { Draft } from '../article.ts'
import { comparable } from '../text.ts'
import { isProse, withoutChrome, withoutEditor } from './chrome-lines.ts'
import { escapedOnce } from './clean.ts'
import { newDraft, webAddress } from './draft.ts'
import { labelled, readMetaLine } from './fields.ts'
import { findBody, type Body } from './html-body.ts'
import { layOut, MOST_LINES, type Block } from './html-blocks.ts'
import type { DataFacts } from './data-facts.ts'
import { hiddenBodies, proseOf, readLinkedData, type HiddenBody } from './html-data.ts'
import { factsOf, siteName } from './html-facts.ts'
import { findFields, isHome } from './html-fields.ts'
import { readHead, type HeadFields } from './html-head.ts'
import { hiddenIn, isNoText } from './html-hidden.ts'
import { findTitle } from './html-title.ts'
import { parseHtml, type Element } from './html-tree.ts'
import { lineKey } from './site-chrome.ts'
import { choose, drop, newTrace, restart, type Trace } from './trace.ts'

/** The article of a page; null when the page holds none. How it was found is noted in `trace`. */
export function readHtml(html: string, trace: Trace = newTrace()): Draft | null {
  const root = parseHtml(escapedOnce(html))
  const linked = readLinkedData(root)
  const head = readHead(root, linked)
  const page = readShown(root, head, trace)
  // A page filled by scripts shows little; its article then lies in it as data, or in a box shown later.
  const shown = page === null ? 0 : proseOf(page.text.split('\n'))
  if (shown >= ENOUGH) return page
  let best: HiddenBody = { lines: [], place: '' }
  for (const body of hiddenBodies(root, linked)) if (proseOf(body.lines) > proseOf(best.lines)) best = body
  const kept = withoutChrome(best.lines, (line) => line)
  if (proseOf(kept) > 3 * shown + 20) {
    return fromData(
      page ?? readPage(root, head, hiddenIn(root), trace, NO_CHROME, 0),
      head,
      { ...best, lines: kept },
      trace,
    )
  }
  if (shown > 0) return page
  const unseen = readPage(root, head, isNoText, trace)
  if (unseen !== null && proseOf(unseen.text.split('\n')) > 40) {
    unseen.warnings.push('the article stands in a part of the page that is hidden until a script shows it')
    return unseen
  }
  return page
}

const ENOUGH = 200
const NO_CHROME: ReadonlySet<string> = new Set()

// With what is known of the site; but a reading that leaves next to nothing of the page's own is not believed.
function readShown(root: Element, head: HeadFields, trace: Trace): Draft | null {
  const isHidden = hiddenIn(root)
  const blocks = layOut(root, isHidden)
  const chrome = trace.chromeOf(siteName(blocks, head))
  const page = readPage(root, head, isHidden, trace, chrome, 1, blocks)
  if (chrome.size === 0 || !blocks.some(({ text }) => chrome.has(lineKey(text)))) return page
  if (page !== null && proseOf(page.text.split('\n')) >= LEAST_LEFT) return page
  const own = readPage(root, head, isHidden, trace, NO_CHROME, 1, blocks)
  if (own === null || (page !== null && proseOf(own.text.split('\n')) === 0)) return page
  own.warnings.push(
    'all of its text repeats on most pages of the site; it was kept as it stands on this page',
  )
  return own
}

/** Characters of running text that must be left when the site's lines are taken away. */
const LEAST_LEFT = 16

function readPage(
  root: Element,
  head: HeadFields,
  isHidden: (el: Element) => boolean,
  trace: Trace,
  chrome: ReadonlySet<string> = NO_CHROME,
  least = 1,
  blocks: Block[] = layOut(root, isHidden),
): Draft | null {
  restart(trace)
  const body = findBody(root, blocks, chrome, trace) ?? (least === 0 ? emptyBody(blocks) : null)
  if (body === null || body.kept.length < least) return null
  const firstKept = body.kept[0] ?? body.from
  const textStart = body.kept.find((i) => isRunning(blocks[i]!)) ?? firstKept + 1
  const opening = body.kept
    .slice(0, 40)
    .map((i) => blocks[i]!.text)
    .join('\n')
    .slice(0, 4000)
  const end = Math.min(body.to, Math.max(firstKept + 4, textStart))
  const title = findTitle(root, blocks, head, { textStart, end, text: opening }, trace)
  const kept = withoutHead(blocks, body.kept, title, trace)
  const first = kept[0] ?? body.from
  const place = { title: title?.block ?? null, first, last: kept.at(-1) ?? first - 1, kept }
  const { author, warnings, ...fields } = findFields(root, blocks, place, head, trace)
  trace.author = author
  trace.body = `${body.name}, lines ${body.from + 1}–${body.to} of ${blocks.length}`
  noteOutside(blocks, body, chrome, trace)
  trace.page = factsOf(root, blocks, kept, head)
  if (blocks.length >= MOST_LINES) {
    warnings.push(`the page has more than ${MOST_LINES} lines; what comes after them was not read`)
  }
  const text = kept.map((i) => withoutEditor(blocks[i]!.text)).join('\n')
  return newDraft({ title: title?.text ?? null, ...fields, text, warnings })
}

function emptyBody(blocks: readonly Block[]): Body {
  return { from: blocks.length, to: blocks.length, kept: [], name: 'nothing' }
}

// Title and meta rows inside the article's box are not its text.
function withoutHead(
  blocks: readonly Block[],
  kept: readonly number[],
  title: { text: string; block: number | null } | null,
  trace: Trace,
): number[] {
  const key = title === null ? null : comparable(title.text)
  const isTitle = (i: number): boolean => key !== null && comparable(blocks[i]!.text) === key
  let skipped = 0
  while (skipped + 1 < kept.length) {
    const at = kept[skipped]!
    const isAbove = title !== null && title.block !== null && at <= title.block
    if (!isTitle(at) && !isAbove && !isMetaRow(blocks[at]!.text)) break
    drop(
      trace,
      blocks[at]!.text,
      isTitle(at) ? 'the title' : isAbove ? 'above the title' : 'a row of date and source',
    )
    skipped += 1
  }
  const rest = kept.slice(skipped)
  return rest.filter((i, n) => {
    const { text } = blocks[i]!
    const isAgain = n > 0 && isTitle(i)
    const isSummary =
      n < 3 && !isAgain && saysAgain(text, () => rest.slice(n + 1).map((k) => blocks[k]!.text))
    if (isAgain || isSummary)
      drop(trace, text, isAgain ? 'the title again' : 'a summary that the text repeats')
    return !isAgain && !isSummary
  })
}

const SUMMARY = /^(?:内容)?(?:摘要|提要|导读|导语|核心提示)\s?[:：]/

// Templates fill a summary with the beginning of the text when the editor leaves it empty.
function saysAgain(line: string, textBehind: () => string[]): boolean {
  if (!SUMMARY.test(line)) return false
  const summary = comparable(line.replace(SUMMARY, '')).replace(/[.…。]{1,6}$/, '')
  return comparable(textBehind().join('')).includes(summary)
}

function noteOutside(blocks: readonly Block[], body: Body, chrome: ReadonlySet<string>, trace: Trace): void {
  for (const [i, { text, kind }] of blocks.entries()) {
    if (i >= body.from && i < body.to) continue
    const known = kind === null ? '' : `; of kind “${kind}”`
    const shared = chrome.has(lineKey(text)) ? '; stands on most pages of the site' : ''
    drop(trace, text, `outside the article’s box${known}${shared}`)
  }
}

function fromData(
  page: Draft | null,
  head: HeadFields,
  { lines, place, facts }: HiddenBody,
  trace: Trace,
): Draft {
  const draft = page ?? draftOfHead(head, trace)
  const beside = facts === undefined ? {} : besideBody(draft, facts, trace)
  const text = lines
    .filter((line) => line !== draft.title)
    .map((line) => withoutEditor(line))
    .join('\n')
  trace.body = place
  return {
    ...draft,
    ...beside,
    text,
    warnings: [...draft.warnings, `the article was read from data inside the page (${place})`],
  }
}

// What the page itself does not say.
function besideBody(draft: Draft, facts: DataFacts, trace: Trace): Partial<Draft> {
  const found: Partial<Draft> = {}
  const fields = [
    ['title', facts.title],
    ['published_at', facts.published],
    ['source', facts.source],
  ] as const
  for (const [field, fact] of fields) {
    if (fact === null || draft[field] !== null) continue
    const from = `“${fact.key}” beside the text in the script`
    choose(trace, field, [{ value: fact.value, from, note: 'the page says nothing of it', rank: 0 }])
    found[field] = fact.value
  }
  return found
}

function draftOfHead(head: HeadFields, trace: Trace): Draft {
  const titles = head.titles.map(({ name, value }, rank) => ({
    value,
    from: name,
    note: 'the head of the page',
    rank,
  }))
  if (head.documentTitle !== null) {
    titles.push({ value: head.documentTitle, from: '<title>', note: 'the head of the page', rank: 99 })
  }
  return newDraft({
    text: '',
    title: choose(trace, 'title', titles)?.value ?? null,
    url: webAddress(head.urls.find(({ value }) => !isHome(value))?.value),
  })
}

// A title may end in “！” and be as long as a sentence.
function isRunning(block: Block): boolean {
  return block.heading === 0 && isProse(block.text) && (block.text.length >= 60 || block.text.includes('。'))
}

function isMetaRow(text: string): boolean {
  if (text.length > 80 || /[。！？]|[上下]午/.test(text)) return false
  const { date } = readMetaLine(text)
  if (date === null) return false
  const rest = text.length - date.found.raw.length
  // “（2020年5月28日市人民代表大会常务委员会通过）” begins the text of a law.
  return labelled(text).length > 0 ? rest < 40 : rest < 30 && !/(?:通过|公布|批准|修[正订])/.test(text)
}

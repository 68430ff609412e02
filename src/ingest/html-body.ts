// Which lines of a page are the article. Every element is weighed: running text counts for it, links, page
// furniture and lines of asides count against it; the heaviest element is the article's box.
import { isCaption, isProse, withoutChrome } from './chrome-lines.ts'
import { crumbs } from './fields.ts'
import type { Block } from './html-blocks.ts'
import { tagOf } from './html-names.ts'
import { elements, type Element } from './html-tree.ts'
import { lineKey, withoutSiteEnds } from './site-chrome.ts'
import { drop, type Trace } from './trace.ts'

/** The article's box as a range of blocks, and the blocks of it that are the article. */
export interface Body {
  from: number
  to: number
  /** Indexes of the article's own blocks, in order. */
  kept: number[]
  /** What the box is, for a person. */
  name: string
}

/** What a line that stands on most pages of the site counts. */
const SITE_WEIGHT = -40

// Boxes that the large content systems (TRS, 大汉, UCAP, 博达, 方正, 织梦, 帝国, PHPCMS …) put around a body.
const CONTENT_NAMES =
  /^(?:trs_?editor.*|trs_?uedit.*|custom_unionstyle|ucap-?content|zoom|zoomcon|vsb_content.*|v_news_content|pages_content|article-?content|article-?body|articlebody|artibody|article_?con|articlecontent|content-?text|news-?content|newscontent|news_?con|news_?body|con_?text|detail-?content|detailcontent|bodylabel|ivs_content|contenttext|contentmain|rm_txt_con|rwb_zw|art_context|txt_?con|wp_articlecontent|the_content|main-?content|text_content|cont_?text|article_txt|info_?content|infocontent|xl_?content|xxgk_content|arc_?content|entry-?content|post-?content|post_?content|js_content|article|artical_?content|fontzoom|content_detail|endtext|p_content)$/

const isContentBox = (el: Element): boolean => {
  const names = `${el.attrs.get('id') ?? ''} ${el.attrs.get('class') ?? ''}`.toLowerCase().split(/\s+/, 8)
  return (
    el.tag === 'founder-content' ||
    el.attrs.get('itemprop') === 'articleBody' ||
    names.some((name) => CONTENT_NAMES.test(name))
  )
}

/**
 * The article's lines; null when the page holds no running text. `chrome` are lines that stand on most pages of
 * the site, as `lineKey` gives them. What is left out of the box is noted.
 */
export function findBody(
  root: Element,
  blocks: readonly Block[],
  chrome: ReadonlySet<string>,
  trace: Trace,
): Body | null {
  const box = heaviest(root, blocks, chrome, true) ?? heaviest(root, blocks, chrome, false)
  if (box === null) return null
  return { from: box.from, to: box.to, kept: keptBlocks(blocks, box, chrome, trace), name: box.name }
}

interface Range {
  from: number
  to: number
}

interface Box extends Range {
  name: string
}

function heaviest(
  root: Element,
  blocks: readonly Block[],
  chrome: ReadonlySet<string>,
  trustNames: boolean,
): Box | null {
  const sums = new Float64Array(blocks.length + 1)
  for (const [i, block] of blocks.entries()) {
    const isSites = chrome.size > 0 && chrome.has(lineKey(block.text))
    sums[i + 1] = sums[i]! + (isSites ? SITE_WEIGHT : weight(block, trustNames))
  }
  const weigh = (part: Range): number => sums[part.to]! - sums[part.from]!
  let best: Box | null = null
  let most = 15
  let run: Box | null = null
  let mostInRun = 0
  for (const el of [root, ...elements(root)]) {
    if (el.to <= el.from) continue
    const own = weigh(el)
    const sum = isContentBox(el) && own > 0 ? own * 1.15 + 20 : own
    if (sum > most || (best !== null && sum === most && el.to - el.from < best.to - best.from)) {
      most = sum
      best = { from: el.from, to: el.to, name: `the heaviest element, ${tagOf(el)}` }
    }
    const heavy = heaviestRun(el, weigh)
    if (heavy !== null && weigh(heavy) > mostInRun) {
      mostInRun = weigh(heavy)
      run = { ...heavy, name: `the heaviest run of parts in ${tagOf(el)}` }
    }
  }
  // Old pages put the paragraphs side by side with the page's furniture, without a box of their own.
  const isFuller = run !== null && (best === null || proseIn(blocks, run) > 1.5 * proseIn(blocks, best))
  return isFuller && mostInRun > most * 1.1 + 10 ? run : best
}

function proseIn(blocks: readonly Block[], part: Range): number {
  return blocks
    .slice(part.from, part.to)
    .reduce((sum, { text }) => sum + (isProse(text) ? text.length : 0), 0)
}

/** How many neighbours that weigh next to nothing a run may take in on either side. */
const REACH = 4

// The heaviest run of children, reaching as far as nothing speaks against its neighbours.
function heaviestRun(el: Element, weigh: (part: Range) => number): Range | null {
  const parts = partsOf(el)
  if (parts.length < 3) return null
  let best: { first: number; last: number } | null = null
  let most = 0
  let sum = 0
  let first = 0
  for (const [i, part] of parts.entries()) {
    if (sum <= 0) {
      sum = 0
      first = i
    }
    sum += weigh(part)
    if (sum > most) {
      most = sum
      best = { first, last: i }
    }
  }
  if (best === null) return null
  let { first: start, last } = best
  for (let n = 0; n < REACH && start > 0 && weigh(parts[start - 1]!) > -5; n += 1) start -= 1
  for (let n = 0; n < REACH && last + 1 < parts.length && weigh(parts[last + 1]!) > -5; n += 1) last += 1
  return { from: parts[start]!.from, to: parts[last]!.to }
}

// An element's children and the lines that stand between them.
function partsOf(el: Element): Range[] {
  const parts: Range[] = []
  let at = el.from
  for (const child of el.children) {
    if (child.kind !== 'element' || child.to <= child.from || child.from < at) continue
    if (child.from > at) parts.push({ from: at, to: child.from })
    parts.push({ from: child.from, to: child.to })
    at = child.to
  }
  if (at < el.to) parts.push({ from: at, to: el.to })
  return parts
}

function weight(block: Block, trustNames: boolean): number {
  const { text, kind } = block
  if (trustNames && block.aside) return -12
  const own = text.length - block.linked
  if (block.linked > own) return block.isRow ? -8 : -14
  if (kind === 'legal' || kind === 'contact') return -60
  if (kind === 'next' || kind === 'related' || kind === 'comments' || kind === 'host') return -40
  if (kind !== null) return -8
  if (block.isRow) return Math.min(own, 60) / 4
  if (isProse(text)) return isCut(text) ? own / 4 : Math.min(own, 600)
  if (block.heading > 0) return 0
  // Under each entry of a list of articles or pictures stands its time; the day under a document is written out.
  if (LISTED_DAY.test(text)) return -30
  return own >= 20 ? 2 : own >= 8 ? 0 : -2
}

const LISTED_DAY =
  /^[[（(]?(?:(?:19|20)\d{2}[-/.])?\d{1,2}[-/.]\d{1,2}(?:\s\d{1,2}:\d{2}(?::\d{2})?)?[\])）]?$|^(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s?\d{1,2}:\d{2}$|^\d{1,2}:\d{2}(?::\d{2})?$/

// A headline in a list may be as long as a sentence, but does not end like one.
function isCut(text: string): boolean {
  return text.length < 60 && !/[。！？；：，、…”’）】》.!?;:,)]$/.test(text)
}

function keptBlocks(
  blocks: readonly Block[],
  box: Range,
  chrome: ReadonlySet<string>,
  trace: Trace,
): number[] {
  const dropsAsides = asideShare(blocks, box) < 0.3
  const indexes: number[] = []
  const isPhotoNews = isAllCaptions(blocks, box)
  for (let i = box.from; i < box.to; i += 1) {
    const isText = isPhotoNews && isProse(blocks[i]!.text) && !blocks[i]!.aside
    const rule = isText ? null : ruleAgainst(blocks[i]!, dropsAsides, i === box.from)
    if (rule === null) indexes.push(i)
    else drop(trace, blocks[i]!.text, rule)
  }
  const textOf = (i: number): string => blocks[i]!.text
  const dropBlock = (i: number, rule: string): void => {
    drop(trace, textOf(i), rule)
  }
  const once = withoutRepeat(indexes, blocks, dropBlock)
  return withoutSiteEnds(
    withoutChrome(once, textOf, (i) => blocks[i]!.kind, dropBlock),
    textOf,
    chrome,
    dropBlock,
  )
}

// News told by pictures: the text is what stands under them.
function isAllCaptions(blocks: readonly Block[], box: Range): boolean {
  const prose = blocks.slice(box.from, box.to).filter(({ text, kind }) => kind === null && isProse(text))
  return (
    prose.length > 0 && prose.every((block) => block.caption || block.afterImage || isCaption(block.text))
  )
}

function ruleAgainst(block: Block, dropsAsides: boolean, isFirst: boolean): string | null {
  if (block.aside && dropsAsides) return 'stands in a part that is named as page furniture'
  if (crumbs(block.marked) !== null) return 'a breadcrumb'
  if (block.caption) return 'stands in a caption'
  if (isLinkLine(block)) return 'most of the line is a link'
  if (isPromotion(block)) return 'a promotion with a link'
  if (isCaption(block.text) || (block.afterImage && looksLikeCaption(block, isFirst))) {
    return 'the caption of the picture above it'
  }
  return null
}

// How much of the running text stands in parts whose names say that they are none. Much: the names mislead.
function asideShare(blocks: readonly Block[], box: Range): number {
  let all = 0
  let aside = 0
  for (const block of blocks.slice(box.from, box.to)) {
    if (!isProse(block.text)) continue
    all += block.text.length
    if (block.aside) aside += block.text.length
  }
  return all === 0 ? 0 : aside / all
}

// Some pages hold the article twice, once for small screens. The second copy goes: a run of lines that repeats
// the lines from the first one on.
function withoutRepeat(
  indexes: readonly number[],
  blocks: readonly Block[],
  onDrop: (i: number, rule: string) => void,
): number[] {
  const at = (n: number): string => blocks[indexes[n]!]!.text
  const first = indexes.findIndex((i) => isProse(blocks[i]!.text))
  if (first < 0) return [...indexes]
  for (let again = first + 1; again < indexes.length; again += 1) {
    if (at(again) !== at(first)) continue
    let same = 1
    while (again + same < indexes.length && first + same < again && at(again + same) === at(first + same))
      same += 1
    const isWhole = first + same === again || at(first + same) === at(again - 1)
    if (same >= 2 || isWhole) {
      for (const i of indexes.slice(again, again + same)) onDrop(i, 'the page holds it twice')
      return [...indexes.slice(0, again), ...indexes.slice(again + same)]
    }
  }
  return [...indexes]
}

function isLinkLine(block: Block): boolean {
  const { text, linked } = block
  if (linked === 0) return false
  // A row of a list of articles: a dot, the linked title, a date.
  if (block.isRow && linked * 2 >= text.length) return true
  return linked * 5 >= text.length * 4 && !(isProse(text) && text.length > 60)
}

// Under an image: centred, in small type, or a short line that is neither a sentence nor a heading.
function looksLikeCaption(block: Block, isFirst: boolean): boolean {
  const { text } = block
  if (
    block.heading > 0 ||
    block.isRow ||
    /[：:]$/.test(text) ||
    /^(?:第?[一二三四五六七八九十]+[、.章节]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.])/.test(text)
  ) {
    return false
  }
  if (block.centered || block.small) return text.length <= 100
  // Before the first line of the box the image may be one of the page's own.
  return !isFirst && !block.bold && text.length <= 30 && !/[。！？；，]/.test(text)
}

function isPromotion(block: Block): boolean {
  if (block.text.length > 160) return false
  return (
    block.linked > 0 &&
    /(?:下载|打开|关注|点击|戳|扫描).{0,16}(?:客户端|APP|公众号|微信|这里|此处|链接)/i.test(block.text)
  )
}

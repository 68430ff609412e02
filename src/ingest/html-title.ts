// The title of a page: the printed headline that agrees with <title> or the meta tags, else one of those freed
// of the site's name.
import { comparable, searchTerms } from '../text.ts'
import { isProse } from './chrome-lines.ts'
import { oneLine } from './clean.ts'
import { findDates } from './dates.ts'
import { crumbs, labelled, readMetaLine } from './fields.ts'
import { placeOf, type Block } from './html-blocks.ts'
import type { HeadFields } from './html-head.ts'
import { nameWords } from './html-names.ts'
import { elements, type Element } from './html-tree.ts'
import type { Option, Trace } from './trace.ts'

export interface Title {
  text: string
  /** The block in which it is printed; null when it was taken from the page's head. */
  block: number | null
}

const LONGEST = 150
/** How many lines above the body a title is looked for. */
const FARTHEST = 400
/** Marks that portals set behind a title. */
const TAG = /\s?(?:原创|转载|置顶)$/
const TITLE_WORD = /^(?:title|tit|biaoti|headline|bt|tt|arttitle|newstitle|titlestyle|subject|hd|topic)$/

/**
 * The article's title. `textStart` is the block of the first running text: a title that the head of the page
 * does not confirm must stand above it. `end` is the block before which a confirmed one must stand. `text` is
 * the beginning of the article.
 */
export function findTitle(
  root: Element,
  blocks: readonly Block[],
  head: HeadFields,
  { textStart, end, text }: { textStart: number; end: number; text: string },
  trace: Trace,
): Title | null {
  const stripped = head.documentTitle === null ? null : withoutSite(head.documentTitle, head.siteName)
  // A <title> that only names the column or the site says nothing of the article.
  const isUseless = stripped === null || isGeneric(stripped) || (SITE.test(stripped) && stripped.length <= 16)
  const keys = [...head.titles.map(({ value }) => value), isUseless ? '' : head.documentTitle!]
    .map((title) => comparable(title))
    .filter((key) => key !== '')
  const options: Option[] = []
  let best: (Title & { score: number }) | null = null
  for (const candidate of printed(root, blocks, end)) {
    const match = matchOf(comparable(candidate.text), keys)
    if (match === 0 && candidate.block >= textStart) continue
    const score = match + looksOf(candidate, blocks, textStart)
    const from = placeOf(blocks, candidate.block)
    const note = `${match > 0 ? 'agrees with the head of the page' : 'not confirmed by the head of the page'}, ${score.toFixed(0)} points`
    if (score > 0) options.push({ value: candidate.text, from, note, rank: -score })
    if (best === null || score > best.score) best = { text: candidate.text, block: candidate.block, score }
  }
  const meta = head.titles[0]?.value ?? (isUseless ? null : stripped)
  const settled = withSubTitle(settle(best, meta, stripped, text), blocks, [meta, stripped])
  noteTitle(trace, settled, options, head, stripped)
  return settled
}

// The printed line when it is good enough, else what the head says.
function settle(
  best: (Title & { score: number }) | null,
  meta: string | null,
  stripped: string | null,
  text: string,
): Title | null {
  const printedTitle = best === null ? null : { text: best.text, block: best.block }
  if (best !== null && best.score >= (meta === null ? 15 : 50)) return printedTitle
  if (meta !== null) {
    // A <title> that is the site's motto shares no words with the article; the printed line over it does.
    const isBetter =
      best !== null && best.score >= 20 && shareIn(best.text, text) > shareIn(meta, text) + 0.25
    return isBetter && shareIn(meta, text) < 0.4 ? printedTitle : { text: meta, block: null }
  }
  if (best !== null && best.score >= 0) return printedTitle
  return stripped === null ? null : { text: stripped, block: null }
}

// “向海图强” over “——写在……之际”: one title where the head of the page has both.
function withSubTitle(
  title: Title | null,
  blocks: readonly Block[],
  known: readonly (string | null)[],
): Title | null {
  if (title === null || title.block === null) return title
  const next = blocks[title.block + 1]
  if (next === undefined || !SUB_TITLE.test(next.text)) return title
  const key = comparable(`${title.text}${next.text}`)
  const whole = known.find((one) => one !== null && comparable(one) === key)
  return whole === undefined || whole === null ? title : { text: whole, block: title.block + 1 }
}

const MOST_NOTED = 8

function noteTitle(
  trace: Trace,
  title: Title | null,
  options: Option[],
  head: HeadFields,
  stripped: string | null,
): void {
  const ofHead = head.titles.map(({ name, value }) => ({
    value,
    from: name,
    note: 'the head of the page',
    rank: 0,
  }))
  if (stripped !== null) {
    const note = stripped === head.documentTitle ? 'the head of the page' : 'freed of the name of the site'
    ofHead.push({ value: stripped, from: '<title>', note, rank: 0 })
  }
  const shown = options.sort((a, b) => a.rank - b.rank).slice(0, MOST_NOTED)
  const all = title?.block === null ? [...ofHead, ...shown] : [...shown, ...ofHead]
  const winner = all.find(({ value }) => value === title?.text)
  trace.fields.set(
    'title',
    all.map(({ value, from, note }) => ({
      value: value ?? '',
      from,
      note,
      won: winner?.value === value && winner?.from === from,
    })),
  )
}

function shareIn(title: string, text: string): number {
  const terms = searchTerms(title)
  const known = new Set(searchTerms(text))
  return terms.length === 0 ? 0 : terms.filter((term) => known.has(term)).length / terms.length
}

interface Candidate extends Title {
  block: number
  level: number
  named: boolean
  linked: boolean
}

// Whole heading elements (a title may be broken into lines) and single lines.
function* printed(root: Element, blocks: readonly Block[], end: number): Iterable<Candidate> {
  for (const el of elements(root)) {
    if (
      !/^h[1-6]$/.test(el.tag) ||
      el.to - el.from < 2 ||
      el.from >= end ||
      el.from < end - FARTHEST ||
      el.to - el.from > 4
    )
      continue
    const lines = blocks.slice(el.from, el.to)
    const text = lines.map((line) => line.text).join(' ')
    if (text.length <= LONGEST)
      yield { text, block: el.from, level: Number(el.tag[1]), named: false, linked: false }
  }
  for (let i = Math.max(0, end - FARTHEST); i < Math.min(end, blocks.length); i += 1) {
    const block = blocks[i]!
    if (block.text.length < 4 || block.text.length > LONGEST || block.isRow) continue
    if (block.kind !== null || crumbs(block.text) !== null || labelled(block.text).length > 0) continue
    if (
      block.text.replace(/[\d\s年月日.:/-]/g, '') === '' ||
      BY_LINE.test(block.text) ||
      SUB_TITLE.test(block.text)
    )
      continue
    if (/星期[一二三四五六日天]/.test(block.text) && findDates(block.text).length > 0) continue
    const named = isNamed(block.owner)
    yield {
      text: block.text.replace(TAG, ''),
      block: i,
      level: block.heading,
      named,
      linked: block.linked > block.text.length / 2,
    }
  }
}

const SUB_TITLE = /^[—―–-]{1,3}(?=[\p{Script=Han}“《])/u
const BY_LINE =
  /^(?:本[报网刊台社]|[\p{Script=Han}]{2,8}(?:报|社|网|台))?\s?(?:全媒体|见习|特派|驻.{2,6})?(?:记者|通讯员|特约撰稿)[\s：:]/u

function isNamed(owner: Element): boolean {
  return nameWords(owner).some((word) => TITLE_WORD.test(word) || word.endsWith('title'))
}

function matchOf(key: string, keys: readonly string[]): number {
  let score = 0
  for (const wanted of keys) {
    if (wanted === key) score = Math.max(score, 100)
    else if (key.length >= 5 && wanted.startsWith(key)) score = Math.max(score, 60 + Math.min(key.length, 30))
    else if (key.length >= 6 && wanted.includes(key)) score = Math.max(score, 50 + Math.min(key.length, 20))
    else if (key.length > wanted.length && wanted.length >= 6 && key.startsWith(wanted))
      score = Math.max(score, 70)
  }
  return score
}

function looksOf(candidate: Candidate, blocks: readonly Block[], textStart: number): number {
  const { text, block } = candidate
  let score = 0
  if (candidate.linked) score -= 30
  if (isProse(text)) score -= 12
  if (isGeneric(text)) score -= 40
  else if (text.length < 8) score -= 12
  if (candidate.level > 0) score += 20 - 3 * candidate.level
  if (candidate.named) score += 8
  if (blocks[block]!.aside) score -= 10
  if (isLabel(blocks[block - 1]?.text ?? '')) score -= 30
  // The row of date and source stands right under a title, or the text does.
  for (let i = block + 1; i <= block + 3 && i < blocks.length && i < textStart; i += 1) {
    if (readMetaLine(blocks[i]!.marked).date !== null) {
      score += 25 - 3 * (i - block)
      break
    }
  }
  // Of two equal ones the one nearer to the body: the first may stand in a breadcrumb or a page header.
  return score + Math.max(0, 5 - (textStart - block) / 10)
}

// “发文机关” above the line: the line is its value.
function isLabel(text: string): boolean {
  return text.length <= 12 && labelled(`${text}：`).length > 0
}

const GENERIC =
  /^(?:(?:当前|您)?.{0,6}(?:动态|新闻|要闻|公告|公示|中心|资讯|信息|详情|正文|内容页?|文章|首页|频道|专栏|栏目|快讯|公开|之窗|简介|概况|网站|详细页?|页面|政务|文件|法规|通知|数据|报道))$/
const GENERIC_ENGLISH = /^(?:home|news|article|details?|press releases?|about us|content)\b/i

function isGeneric(text: string): boolean {
  return (text.length <= 10 && GENERIC.test(text)) || (text.length <= 30 && GENERIC_ENGLISH.test(text))
}

const SEPARATORS =
  /(?<!\s)\s*(?:[_|｜丨]|-{2,}|—{1,2}|–|\s-\s|\s::\s|>>|<<|·\s)\s*|(?<!\s)\s+-(?=\S)|(?<=[\p{Script=Han}”》！？）])-(?=[\p{Script=Han}])/u
const SITE =
  /(?:网|网站|频道|门户|政府|新闻|在线|日报|晚报|时报|中心|集团|公司|委员会|管委会|开发区|高新区|局|厅|首页|客户端|新闻网|group|ltd|inc|official site|医院|大学|学院|研究院|协会|学会|com|cn)$/i

/** A page's <title> without the name of the site and its columns, before or behind. */
export function withoutSite(title: string, siteName: string | null): string {
  const plain = oneLine(title)
  const parts = plain.split(SEPARATORS).filter((part) => part !== '')
  if (parts.length < 2) return plain
  const isSite = (part: string): boolean =>
    (siteName !== null && comparable(part) === comparable(siteName)) || (SITE.test(part) && part.length <= 16)
  let from = 0
  let to = parts.length
  while (to - from > 1 && (isSite(parts[to - 1]!) || parts[to - 1]!.length <= 4)) to -= 1
  while (to - from > 1 && isSite(parts[from]!) && parts[from]!.length < parts[to - 1]!.length) from += 1
  const first = parts[from]!
  const last = parts[to - 1]!
  const start = plain.indexOf(first)
  return plain.slice(start, plain.lastIndexOf(last) + last.length)
}

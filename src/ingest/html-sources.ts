// Sources that are printed without a label: by the name of their element, or as an outlet beside the date.
import { chromeKind } from './chrome-lines.ts'
import { findDates } from './dates.ts'
import { sourceName } from './fields.ts'
import type { Block } from './html-blocks.ts'
import { nameWords } from './html-names.ts'
import type { Element } from './html-tree.ts'
import { EDGE } from './names.ts'

const SOURCE_WORD = /^(?:source|sour|media|laiyuan|ly|from|origin|publisher)$/

/** An element of the line whose class or id says “source”, without a label before the name. */
export function namedSource(block: Block): string | null {
  const search = (el: Element, depth: number): string | null => {
    if (depth > 6) return null
    const words = nameWords(el)
    if (
      (!words.includes('rich') && words.some((word) => SOURCE_WORD.test(word))) ||
      words.includes('nickname')
    ) {
      const name = sourceName(textOf(el))
      if (name !== null && findDates(name).length === 0 && chromeKind(name) === null) return name
    }
    for (const child of el.children) {
      if (child.kind !== 'element') continue
      const name = search(child, depth + 1)
      if (name !== null) return name
    }
    return null
  }
  return block.text.length <= 120 ? search(block.owner, 0) : null
}

function textOf(el: Element): string {
  if (el.tag === 'script' || el.tag === 'style') return ''
  return el.children
    .map((child) =>
      child.kind === 'text' ? child.text : child.kind === 'element' ? EDGE + textOf(child) + EDGE : '',
    )
    .join('')
}

const OUTLET =
  /(?:网|报|社|台|刊|志|局|委|府|中心|新闻|日报|在线|科技|财经|杂志|公司|集团|频道|办|厅|部|协会|时报|APP|客户端|论坛|观察|周刊|园区|开发区|新区|发布|(?:网络|电子|海外|数字)版|卫视|电台|之声|融媒体?|号外|通讯|导刊)$/

/** An outlet's name alone on its line, as small screens show it under the title; null for other lines. */
export function outletAlone(block: Block): string | null {
  const { text, heading, aside } = block
  if (text.length < 3 || text.length > 14 || heading > 0 || aside || chromeKind(text) !== null) return null
  const name = NEWS_OUTLET.test(text) ? sourceName(text) : null
  return name === text ? name : null
}

/** The newspaper that a page's <title> names: “江城日报数字报-……”. */
export function paperIn(documentTitle: string): string | null {
  const part = documentTitle.split(/[\s_|｜丨—–-]{1,6}/).find((one) => PAPER_TITLE.test(one))
  return part === undefined ? null : (PAPER_TITLE.exec(part)?.[1] ?? null)
}

const PAPER_TITLE = /^([\p{Script=Han}]{2,8}?报)(?:社|网|数字报|电子报|电子版|多媒体.{1,4}|数字版)?$/u

const NEWS_OUTLET =
  /^[\p{Script=Han}A-Za-z·]{2,11}(?:日报|晚报|晨报|时报|商报|周报|早报|都市报|证券报|导报|新闻网|新闻社|通讯社|电视台|广播|客户端|周刊|杂志|网络版|电子版)$/u

/** “2019-09-26 10:56 证券时报网”: an outlet's name beside the date, without a label. */
export function besideDate(block: Block): string | null {
  const rest = block.marked.normalize('NFKC').replace(/[\d年月日.:/-]{4,24}/g, EDGE)
  for (const part of rest.split(EDGE)) {
    const plain = part.trim()
    if (plain.length < 2 || plain.length > 20 || /[\d:：]/.test(plain) || chromeKind(plain) !== null) continue
    const name = sourceName(plain)
    if (name !== null && OUTLET.test(name)) return name
  }
  return null
}

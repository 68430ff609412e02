// What ties a page to others: its site, the lines that the site's other pages may share, and its links to the
// further pages of the same article.
import type { Block } from './html-blocks.ts'
import type { HeadFields } from './html-head.ts'
import { elements, rawText, type Element } from './html-tree.ts'
import { placeInText } from './site-chrome.ts'
import type { PageFacts } from './trace.ts'
import { oneLine } from './clean.ts'

const LICENCE = /[\p{Script=Han}]ICP[备证]\s?\d{6,12}号?/iu
const PAGER =
  /^[[【(（<《«\s]{0,2}(?:[上下]一?页|首页|尾页|末页|余下全文|\d{1,3}|第\s?\d{1,3}\s?页)[\]】)）>》»\s]{0,2}$/
const MOST_PAGERS = 60

/** The facts of a page whose text is made of the blocks `kept`. */
export function factsOf(
  root: Element,
  blocks: readonly Block[],
  kept: readonly number[],
  head: HeadFields,
): PageFacts {
  const place = new Map(kept.map((i, n) => [i, placeInText(n, kept.length)]))
  return {
    site: siteName(blocks, head),
    url: head.urls[0]?.value ?? null,
    lines: blocks.map(({ text, linked }, i) => ({
      text,
      place: place.get(i) ?? 'outside',
      linked: linked * 2 > text.length,
    })),
    pagers: pagersOf(root),
  }
}

/** The site a page belongs to: by its address, else by its licence number, else by its name. */
export function siteName(blocks: readonly Block[], head: HeadFields): string | null {
  for (const { value } of head.urls) if (URL.canParse(value)) return new URL(value).hostname
  for (let i = blocks.length - 1; i >= Math.max(0, blocks.length - 40); i -= 1) {
    const licence = LICENCE.exec(blocks[i]!.text.slice(0, 400))
    if (licence !== null) return licence[0].replace(/\s/g, '')
  }
  return head.siteName
}

function pagersOf(root: Element): PageFacts['pagers'] {
  const found: PageFacts['pagers'] = []
  for (const el of elements(root)) {
    const href = el.tag === 'a' ? el.attrs.get('href') : undefined
    if (href === undefined || href === '' || /^(?:#|javascript:)/i.test(href)) continue
    const text = oneLine(rawText(el).slice(0, 60))
    if (text.length <= 12 && PAGER.test(text) && found.length < MOST_PAGERS) found.push({ text, href })
  }
  return found
}

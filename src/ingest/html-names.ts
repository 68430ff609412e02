// What the class and the id of an element say of it. Names are hints: a page is not read by them alone.
import type { Element } from './html-tree.ts'

const NO_WORDS: readonly string[] = []

/** Class and id of an element as words in lower case, split at hyphens, underscores and capitals. */
export function nameWords(el: Element): readonly string[] {
  const name = el.attrs.get('class')
  const id = el.attrs.get('id')
  if (name === undefined && id === undefined) return NO_WORDS
  return `${name ?? ''} ${id ?? ''}`
    .slice(0, 300)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '')
}

// Words in class or id that name page furniture. The weak ones also stand on whole layouts.
const STRONG =
  /^(?:player|breadcrumbs?|crumbs?|mbx|dqwz|footer|copyright|comments?|cmt|pinglun|reply|replies|gentie|bdshare\w*|bdsharebuttonbox|share\w*|sharing|sidebar|related?|relate\w*|xgxw|xgyd|xiangguan|tuijian|recommends?|recommend\w*|recom|toolbar|login|loginbar|ranking|paihang|advert\w*|disclaimer|statement|feedback|qrcode|ewm|erweima|pagination|pager|prevnext|sxy|navbar|navigation|topnav|subnav|mainnav|friendlink|friendlinks|links|guanggao|bookmark|bookmarks|social|sns|mianze|shengming|keywords?|taglist|biaoqian|hotnews|hotlist|popular|mostread|promo|hyper|puff|upvote|mood|vote|emotion|xinqing|jiucuo|dayin|report)$/
const WEAK =
  /^(?:nav|menu|foot|top|tool|tools|hot|rank|ad|ads|gg|aside|search|pop|popup|modal|dialog|layer|tags?|banner|side|location|path|position|weizhi|prev|next|links?|page|pages|rec|attention|follow|subscribe|download|app|right)$/
const ASIDE_TAGS = new Set(['nav', 'footer', 'aside'])
const NO_PROSE = new Set(['a', 'script', 'style', 'textarea'])

const CAPTION =
  /^(?:caption|captions|figcaption|imgdescr|descr|picdesc|picinfo|pictxt|tuzhu|imgtitle|pictitle|picsm|picnote|photodesc|imgtext|imginfo|imgnote)$/

/** Whether an element holds the caption of a picture. */
export function isCaptionBox(el: Element): boolean {
  if (el.tag === 'figcaption') return true
  const words = nameWords(el)
  return words.some((word, i) => CAPTION.test(word) || CAPTION.test(word + (words[i + 1] ?? '')))
}

/** Whether an element is a part of the page beside the article: navigation, comments, shares, related links. */
export function isAside(el: Element): boolean {
  if (el.tag === 'body' || el.tag === 'html' || el.tag === 'article' || el.tag === 'main') return false
  if (ASIDE_TAGS.has(el.tag) || el.attrs.get('role') === 'navigation') return true
  const words = nameWords(el)
  if (words.length === 0) return false
  if (words.some((word) => STRONG.test(word))) return true
  return words.some((word) => WEAK.test(word)) && !holdsArticle(el)
}

/** Running text of so many characters is no furniture, whatever the name around it. */
const ENOUGH_TEXT = 120

// A headline, a paragraph, or text broken into lines by <br> and <div> alone.
function holdsArticle(el: Element): boolean {
  let budget = 400
  let prose = 0
  const search = (at: Element): boolean =>
    at.children.some((child) => {
      budget -= 1
      if (budget <= 0) return false
      if (child.kind === 'text') {
        if (child.text.length >= 40 && child.text.includes('。')) prose += child.text.trim().length
        return prose >= ENOUGH_TEXT
      }
      if (child.kind === 'comment' || NO_PROSE.has(child.tag)) return false
      return child.tag === 'h1' || child.tag === 'p' || search(child)
    })
  return search(el)
}

/** An element by its tag, class and id, for a person. */
export function tagOf(el: Element): string {
  if (el.tag === '#root') return ''
  const names = ['id', 'class'].flatMap((name) => {
    const value = el.attrs.get(name)?.trim().slice(0, 40)
    return value === undefined || value === '' ? [] : [` ${name}="${value}"`]
  })
  return `<${el.tag}${names.join('')}>`
}

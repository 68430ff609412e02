// What a reader of the page does not see: by attribute, by inline style, by simple rules of the page's own
// style sheets. External style sheets are not read.
import { elements, type Element } from './html-tree.ts'

const UNSEEN = new Set(
  'script style noscript template iframe object embed svg canvas select option button input textarea audio video map head link meta title math frameset noframes datalist'.split(
    ' ',
  ),
)

const HIDING = /display:none|visibility:hidden/
const HIDING_STYLE =
  /display:none|visibility:hidden|opacity:0(?:;|$|\.0*(?:;|$))|font-size:(?:0(?:px|pt|r?em|%)?|[01](?:\.\d{1,9})?p[xt])(?:;|!|$)|text-indent:-\d{3,}|(?:left|top|margin-left|margin-top|right):-\d{4,}px|clip:rect\(0|clip-path:(?:inset\((?:50|100)%|circle\(0)|transform:scale[xy]?\(0[,)]/

/** Whether an element never shows text of the page, whatever its style. */
export function isNoText(el: Element): boolean {
  return UNSEEN.has(el.tag)
}

/** Tells whether an element and all in it are out of a reader's sight. */
export function hiddenIn(root: Element): (el: Element) => boolean {
  const classes = new Set<string>()
  const ids = new Set<string>()
  for (const el of elements(root)) {
    if (el.tag === 'style') readSheet(el, classes, ids)
  }
  return (el) => {
    if (isNoText(el)) return true
    const { attrs } = el
    if (attrs.has('hidden') && attrs.get('hidden') !== 'until-found') return true
    const id = attrs.get('id')
    if (id !== undefined && ids.has(id)) return !showsItself(attrs)
    if (classes.size > 0 && (attrs.get('class') ?? '').split(/\s+/).some((name) => classes.has(name))) {
      return !showsItself(attrs)
    }
    const style = attrs.get('style')
    if (style === undefined) return false
    const plain = style.replace(/\s+/g, '').toLowerCase()
    return HIDING_STYLE.test(plain) || isFlat(plain) || isTransparent(plain)
  }
}

function showsItself(attrs: ReadonlyMap<string, string>): boolean {
  return /display:(?!none)/.test((attrs.get('style') ?? '').replace(/\s+/g, '').toLowerCase())
}

function isFlat(style: string): boolean {
  return style.includes('overflow:hidden') && /(?:^|;)(?:max-)?(?:height|width):0(?:px|;|$)/.test(style)
}

// Through the letters of a title one may see its background: then they are seen.
function isTransparent(style: string): boolean {
  return (
    /(?:^|;)color:(?:transparent|rgba\(\d{1,3},\d{1,3},\d{1,3},0\))/.test(style) &&
    !style.includes('background-clip:text')
  )
}

// Only rules outside @media and the like, and only selectors of one class or one id: what needs more than
// that cannot be judged without a layout.
function readSheet(el: Element, classes: Set<string>, ids: Set<string>): void {
  const css = el.children.map((child) => (child.kind === 'text' ? child.text : '')).join('')
  if (!css.includes('none') && !css.includes('hidden')) return
  const shown: [Set<string>, string][] = []
  for (const { selector, body } of topRules(css)) {
    const plain = body.replace(/\s+/g, '').toLowerCase()
    const hides = HIDING.test(plain)
    if (!hides && !/display:(?!none)/.test(plain)) continue
    for (const part of selector.split(',')) {
      const match = /^\s*(?:[a-z][a-z0-9]*)?([.#])([\w-]+)\s*$/i.exec(part)
      if (match === null) continue
      const set = match[1] === '.' ? classes : ids
      if (hides) set.add(match[2]!)
      else shown.push([set, match[2]!])
    }
  }
  for (const [set, name] of shown) set.delete(name)
}

function* topRules(css: string): Iterable<{ selector: string; body: string }> {
  let depth = 0
  let start = 0
  let selector = ''
  for (let at = 0; at < css.length; at += 1) {
    const char = css[at]
    if (char === '{') {
      if (depth === 0) selector = css.slice(start, at).replace(/\/\*[^*]*\*\//g, '')
      depth += 1
      if (depth === 1) start = at + 1
    } else if (char === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) {
        if (!selector.includes('@')) yield { selector: selector.slice(-500), body: css.slice(start, at) }
        start = at + 1
      }
    } else if (char === ';' && depth === 0) {
      start = at + 1
    }
  }
}

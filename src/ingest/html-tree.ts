// A page's tree, built in linear time from any bytes. The tokens are htmlparser2's; the tree is made here
// because its depth must be bounded, and because an unmatched end tag must not cost a walk up a deep stack.
import { Tokenizer } from 'htmlparser2'

export interface TextNode {
  kind: 'text'
  text: string
}

export interface CommentNode {
  kind: 'comment'
  text: string
}

export interface Element {
  kind: 'element'
  tag: string
  /** Names in lower case; the first of equal names counts. */
  attrs: ReadonlyMap<string, string>
  children: Node[]
  parent: Element | null
  /** Set when the page is laid out into blocks: the half-open range of blocks inside. */
  from: number
  to: number
}

export type Node = TextNode | CommentNode | Element

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const VOID = words(
  'area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen',
)
const CLOSES_PARAGRAPH = words(
  'address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section table ul',
)
const INLINE = words(
  'b i u s em strong font span small big sub sup tt code label cite q ins del mark abbr strike',
)
const TABLE_PARTS = words('table tbody thead tfoot tr td th caption')
const PARAGRAPH = words('p')
const CELLS = words('td th table body')
const TABLE = words('table body')
const LISTS = words('ul ol dl table td body')

// What an opening tag closes first, and where the search for it ends.
const CLOSES: Readonly<Record<string, readonly [ReadonlySet<string>, ReadonlySet<string>]>> = {
  li: [words('li'), LISTS],
  dd: [words('dd dt'), LISTS],
  dt: [words('dd dt'), LISTS],
  td: [words('td th'), words('tr table body')],
  th: [words('td th'), words('tr table body')],
  tr: [words('tr'), TABLE],
  tbody: [words('tbody thead tfoot'), TABLE],
  thead: [words('tbody thead tfoot'), TABLE],
  tfoot: [words('tbody thead tfoot'), TABLE],
  option: [words('option'), words('select body')],
  a: [words('a'), CELLS],
}

const DEEPEST = 200
const MOST_ATTRIBUTES = 40
const LONGEST_COMMENT = 200

// Shared by all elements without any; never written to.
const NO_ATTRIBUTES = new Map<string, string>()

/** The tree of a page, or of a piece of one. Scripts and styles keep their source as text. */
export function parseHtml(html: string): Element {
  const root = element('#root', NO_ATTRIBUTES, null)
  const stack: Element[] = [root]
  const open = new Map<string, number>()
  // Elements below the deepest level are not nested; their end tags are counted away.
  const flattened = new Map<string, number>()
  let text: string[] = []
  let tag = ''
  let attrs = NO_ATTRIBUTES
  let attrName = ''
  let attrValue = ''

  const top = (): Element => stack[stack.length - 1]!
  const flushText = (): void => {
    if (text.length > 0) top().children.push({ kind: 'text', text: text.join('') })
    text = []
  }
  const popTo = (depth: number): void => {
    while (stack.length > depth) {
      const closed = stack.pop()!
      open.set(closed.tag, (open.get(closed.tag) ?? 1) - 1)
    }
  }
  const closeOpen = (tags: ReadonlySet<string>, limits: ReadonlySet<string>): void => {
    for (let i = stack.length - 1; i > 0; i -= 1) {
      const { tag: at } = stack[i]!
      if (tags.has(at)) {
        popTo(i)
        return
      }
      if (limits.has(at)) return
    }
  }
  const openElement = (selfClosed: boolean): void => {
    flushText()
    if (CLOSES_PARAGRAPH.has(tag) && (open.get('p') ?? 0) > 0) closeOpen(PARAGRAPH, CELLS)
    const rule = Object.hasOwn(CLOSES, tag) ? CLOSES[tag] : undefined
    if (rule !== undefined) closeOpen(rule[0], rule[1])
    const made = element(tag, attrs, top())
    top().children.push(made)
    if (VOID.has(tag) || (selfClosed && (tag.includes(':') || INLINE.has(tag)))) return
    if (stack.length >= DEEPEST) {
      flattened.set(tag, (flattened.get(tag) ?? 0) + 1)
      return
    }
    stack.push(made)
    open.set(tag, (open.get(tag) ?? 0) + 1)
  }
  const closeElement = (name: string): void => {
    flushText()
    const flat = flattened.get(name) ?? 0
    if (flat > 0) {
      flattened.set(name, flat - 1)
      return
    }
    if ((open.get(name) ?? 0) === 0) {
      if (name === 'br') top().children.push(element('br', NO_ATTRIBUTES, top()))
      return
    }
    for (let i = stack.length - 1; i > 0; i -= 1) {
      const at = stack[i]!.tag
      if (at === name) {
        popTo(i)
        return
      }
      // A stray end tag in a cell must not close the layout around the table, nor an inline one a paragraph.
      if ((at === 'td' || at === 'th' || at === 'table') && !TABLE_PARTS.has(name) && name !== 'body') return
      if (INLINE.has(name) && CLOSES_PARAGRAPH.has(at)) return
    }
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext: (start, end) => {
        text.push(html.slice(start, end))
      },
      ontextentity: (codepoint) => {
        text.push(String.fromCodePoint(codepoint))
      },
      onopentagname: (start, end) => {
        tag = html.slice(start, end).toLowerCase()
        attrs = NO_ATTRIBUTES
      },
      onattribname: (start, end) => {
        attrName = html.slice(start, end).toLowerCase()
        attrValue = ''
      },
      onattribdata: (start, end) => {
        attrValue += html.slice(start, end)
      },
      onattribentity: (codepoint) => {
        attrValue += String.fromCodePoint(codepoint)
      },
      onattribend: () => {
        if (attrs === NO_ATTRIBUTES) attrs = new Map()
        if (attrs.size < MOST_ATTRIBUTES && !attrs.has(attrName)) attrs.set(attrName, attrValue)
      },
      onopentagend: () => {
        openElement(false)
      },
      onselfclosingtag: () => {
        openElement(true)
      },
      onclosetag: (start, end) => {
        closeElement(html.slice(start, end).trim().toLowerCase())
      },
      oncomment: (start, end, offset) => {
        if (end - offset - start > LONGEST_COMMENT) return
        flushText()
        top().children.push({ kind: 'comment', text: html.slice(start, end - offset).trim() })
      },
      oncdata: (start, end, offset) => {
        text.push(html.slice(start, end - offset))
      },
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onend: () => {
        flushText()
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return root
}

function element(tag: string, attrs: ReadonlyMap<string, string>, parent: Element | null): Element {
  return { kind: 'element', tag, attrs, children: [], parent, from: 0, to: 0 }
}

// Every step looks through the whole page, so its list is made once. A tree does not change after it is built.
const listed = new WeakMap<Element, readonly Element[]>()

/** All elements of a tree in document order. */
export function elements(root: Element): readonly Element[] {
  const known = listed.get(root)
  if (known !== undefined) return known
  const found: Element[] = []
  const waiting: Element[] = [root]
  for (let el = waiting.pop(); el !== undefined; el = waiting.pop()) {
    if (el !== root) found.push(el)
    for (let i = el.children.length - 1; i >= 0; i -= 1) {
      const child = el.children[i]!
      if (child.kind === 'element') waiting.push(child)
    }
  }
  if (root.parent === null) listed.set(root, found)
  return found
}

/** The text of a subtree as it stands in the source, scripts and styles left out. */
export function rawText(node: Node): string {
  if (node.kind === 'text') return node.text
  if (node.kind === 'comment' || node.tag === 'script' || node.tag === 'style') return ''
  if (node.tag === 'br') return '\n'
  return node.children.map((child) => rawText(child)).join('')
}

// CSS selectors over a page's tree, as much of them as list pages need: tag, #id, .class, [attribute], :first-child,
// :last-child, :nth-child, :not of one simple part, and the four combinators. One walk over the page, whatever they say.
import { InputError } from '../errors.ts'

/** An element of a page as its reader makes it. Text and comments have another kind. */
export interface PageElement {
  kind: 'element'
  tag: string
  attrs: ReadonlyMap<string, string>
  children: readonly PageNode[]
}
export type PageNode = PageElement | { kind: 'text' | 'comment'; text: string }

/** A selector, read. */
export type Selector = readonly (readonly Step[])[]

type Test = (element: PageElement, place: Place) => boolean
type Combinator = ' ' | '>' | '+' | '~'
interface Step {
  combinator: Combinator
  tests: readonly Test[]
}
/** Counted from 1 among the elements of the parent. */
interface Place {
  index: number
  last: boolean
}

const MOST_PATHS = 10
const MOST_STEPS = 12

/** Read a selector. Throws `InputError` naming what is not understood. */
export function parseSelector(source: string, field = 'selector'): Selector {
  const fault = (what: string): InputError =>
    new InputError(
      `${field}: ${what}; write CSS such as “ul.news li a”, without pseudo-classes other than :first-child, :last-child, :nth-child() and :not()`,
      {
        code: 'invalid_request',
        fields: [{ field, message: what }],
      },
    )
  const paths: Step[][] = []
  let steps: Step[] = []
  let tests: Test[] = []
  let combinator: Combinator = ' '
  let rest = source.trim()
  const endStep = (): void => {
    if (tests.length === 0) throw fault(`a part is missing before “${rest.slice(0, 20)}”`)
    steps.push({ combinator, tests })
    if (steps.length > MOST_STEPS) throw fault(`it has more than ${MOST_STEPS} steps`)
    tests = []
  }
  while (rest !== '') {
    const between = /^\s{0,300}([>+~,])\s{0,300}|^\s{1,300}/.exec(rest)
    if (between !== null) {
      rest = rest.slice(between[0].length)
      endStep()
      if (between[1] === ',') {
        paths.push(steps)
        steps = []
        if (paths.length >= MOST_PATHS) throw fault(`it has more than ${MOST_PATHS} alternatives`)
        combinator = ' '
      } else combinator = (between[1] as Combinator | undefined) ?? ' '
      continue
    }
    const simple = parseSimple(rest, tests.length === 0)
    if (simple === null) throw fault(`“${rest.slice(0, 30)}” is not understood`)
    tests.push(simple.test)
    rest = rest.slice(simple.length)
  }
  endStep()
  return [...paths, steps]
}

/** The elements that a selector names, in the order of the page. */
export function select(root: PageElement, selector: Selector): PageElement[] {
  const found: PageElement[] = []
  const stack: Frame[] = [frameOf(root, selector.map(() => 0))] // prettier-ignore
  // By hand and not by recursion: a page may be nested as deep as its reader allows.
  while (stack.length > 0) {
    const frame = stack[stack.length - 1]!
    const element = frame.elements[frame.next]
    if (element === undefined) {
      stack.pop()
      continue
    }
    frame.next += 1
    const place = { index: frame.next, last: frame.next === frame.elements.length }
    const own = selector.map((path, p) => matched(element, place, path, frame, p))
    if (selector.some((path, p) => (own[p]! >> path.length) & 1)) found.push(element)
    own.forEach((bits, p) => {
      frame.before[p]! |= bits
      frame.previous[p] = bits
    })
    if (!element.children.some(isElement)) continue
    const above = frame.above.map((bits, p) => bits | own[p]!)
    stack.push(frameOf(element, above, own))
  }
  return found
}

// --- Internal helpers ---

/** Of each path one number: bit n is set when an element matches its first n steps. */
interface Frame {
  elements: PageElement[]
  next: number
  /** Of any element above, of the parent, of any sibling before, of the one just before. */
  above: number[]
  parent: number[]
  before: number[]
  previous: number[]
}

function isElement(node: PageNode): node is PageElement {
  return node.kind === 'element'
}

function frameOf(element: PageElement, above: number[], parent = above): Frame {
  const elements = element.children.filter(isElement)
  return { elements, next: 0, above, parent, before: above.map(() => 0), previous: above.map(() => 0) }
}

function matched(element: PageElement, place: Place, path: readonly Step[], frame: Frame, p: number): number {
  let bits = 0
  for (const [n, { combinator, tests }] of path.entries()) {
    const from = { ' ': frame.above, '>': frame.parent, '+': frame.previous, '~': frame.before }[combinator][
      p
    ]!
    if (n > 0 && ((from >> n) & 1) === 0) continue
    if (tests.every((test) => test(element, place))) bits |= 1 << (n + 1)
  }
  return bits
}

const NAME = String.raw`-?[\p{L}_][\p{L}\p{N}_-]{0,99}`
const TAG = new RegExp(`^(?:\\*|${NAME})`, 'u')
const ID = new RegExp(`^#(${NAME})`, 'u')
const CLASS = new RegExp(`^\\.(${NAME})`, 'u')
const ATTRIBUTE =
  /^\[\s{0,9}([\w:-]{1,60})\s{0,9}(?:([~|^$*]?=)\s{0,9}(?:"([^"]{0,200})"|'([^']{0,200})'|([\w./:-]{1,200}))\s{0,9})?\]/
const NTH = /^:nth-child\(\s{0,9}(odd|even|[+-]?\d{0,4}n(?:\s{0,9}[+-]\s{0,9}\d{1,4})?|\d{1,4})\s{0,9}\)/i

function parseSimple(rest: string, mayBeTag: boolean): { test: Test; length: number } | null {
  const tag = mayBeTag ? TAG.exec(rest) : null
  if (tag !== null) {
    const name = tag[0].toLowerCase()
    return { test: (element) => name === '*' || element.tag === name, length: tag[0].length }
  }
  const id = ID.exec(rest)
  if (id !== null) return { test: ({ attrs }) => attrs.get('id') === id[1], length: id[0].length }
  const named = CLASS.exec(rest)
  if (named !== null)
    return { test: ({ attrs }) => hasWord(attrs.get('class'), named[1]!), length: named[0].length }
  const attribute = ATTRIBUTE.exec(rest)
  if (attribute !== null) return { test: attributeTest(attribute), length: attribute[0].length }
  const nth = NTH.exec(rest)
  if (nth !== null)
    return { test: nthTest(nth[1]!.toLowerCase().replaceAll(/\s/g, '')), length: nth[0].length }
  if (/^:first-child\b/i.test(rest)) return { test: (_, { index }) => index === 1, length: 12 }
  if (/^:last-child\b/i.test(rest)) return { test: (_, { last }) => last, length: 11 }
  if (/^:not\(/i.test(rest)) {
    const inner = parseSimple(rest.slice(5).trimStart(), true)
    if (inner === null) return null
    const close = /^\s{0,9}\)/.exec(rest.slice(5).trimStart().slice(inner.length))
    if (close === null) return null
    const spaces = rest.slice(5).length - rest.slice(5).trimStart().length
    return {
      test: (element, place) => !inner.test(element, place),
      length: 5 + spaces + inner.length + close[0].length,
    }
  }
  return null
}

function attributeTest([, name = '', operator, double, single, bare]: RegExpExecArray): Test {
  const wanted = double ?? single ?? bare ?? ''
  const key = name.toLowerCase()
  return ({ attrs }) => {
    const value = attrs.get(key)
    if (value === undefined) return false
    if (operator === undefined) return true
    if (operator === '=') return value === wanted
    if (operator === '|=') return value === wanted || value.startsWith(`${wanted}-`)
    if (wanted === '') return false
    if (operator === '~=') return hasWord(value, wanted)
    if (operator === '^=') return value.startsWith(wanted)
    return operator === '$=' ? value.endsWith(wanted) : value.includes(wanted)
  }
}

function hasWord(value: string | undefined, word: string): boolean {
  return value !== undefined && value.includes(word) && value.split(/\s/).includes(word)
}

function nthTest(formula: string): Test {
  const plain = formula === 'odd' ? '2n+1' : formula === 'even' ? '2n' : formula
  const parts = /^([+-]?\d{0,4})n([+-]\d{1,4})?$/.exec(plain)
  if (parts === null) return (_, { index }) => index === Number(plain)
  const step = parts[1] === '' || parts[1] === '+' ? 1 : parts[1] === '-' ? -1 : Number(parts[1])
  const offset = Number(parts[2] ?? 0)
  return (_, { index }) =>
    step === 0 ? index === offset : (index - offset) / step >= 0 && (index - offset) % step === 0
}

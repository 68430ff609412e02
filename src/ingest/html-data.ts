// Articles that a page carries as data instead of as its own text: JSON-LD, a textarea, an object in a script.
import { isProse } from './chrome-lines.ts'
import { cleanLines } from './clean.ts'
import { factsBeside, type DataFacts } from './data-facts.ts'
import { layOut, type Block } from './html-blocks.ts'
import { hiddenIn } from './html-hidden.ts'
import { tagOf } from './html-names.ts'
import { elements, parseHtml, rawText, type Element } from './html-tree.ts'

/** What the page's JSON-LD says of its article; null for what it does not say. */
export interface LinkedData {
  headline: string | null
  published: string | null
  publisher: string | null
  author: string | null
  body: string | null
}

/** The first article of the page's JSON-LD. Broken JSON is as good as none. */
export function readLinkedData(root: Element): LinkedData | null {
  for (const el of elements(root)) {
    if (el.tag !== 'script' || !/ld\+json/i.test(el.attrs.get('type') ?? '')) continue
    const found = findArticle(parseJson(sourceOf(el)), 0)
    if (found === null) continue
    return {
      headline: textOf(found['headline']) ?? textOf(found['name']) ?? textOf(found['title']),
      published: textOf(found['datePublished']) ?? textOf(found['pubDate']),
      publisher: nameOf(found['publisher']) ?? nameOf(found['sourceOrganization']),
      author: nameOf(found['author']),
      body: textOf(found['articleBody']),
    }
  }
  return null
}

const BODY_KEYS =
  /(?<![\w$])(articleBody|content|body|html|detail|text|contents|artContent|articleContent|newsContent|docContent|htmlContent|txt)["']?\s{0,9}[:=]\s{0,9}(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')/gs

/** A text that may be the article's body, as lines, and where in the page it was kept. */
export interface HiddenBody {
  lines: string[]
  place: string
  /** Fields that stand beside a body in a script. */
  facts?: DataFacts
}

/** Texts that may be the article's body, kept in places that a reader does not see. */
export function* hiddenBodies(root: Element, linked: LinkedData | null): Iterable<HiddenBody> {
  if (linked?.body !== undefined && linked.body !== null) {
    yield { lines: linesOf(linked.body), place: 'JSON-LD articleBody' }
  }
  for (const el of elements(root)) {
    if (el.tag === 'textarea') yield { lines: linesOf(unescaped(sourceOf(el))), place: tagOf(el) }
    else if (el.tag === 'script' && !el.attrs.has('src')) {
      const source = sourceOf(el)
      for (const match of source.matchAll(BODY_KEYS)) {
        const value = stringValue(match[2] ?? null, match[3] ?? '')
        if (value === null) continue
        const facts = factsBeside(source, match.index, match.index + match[0].length)
        yield { lines: linesOf(unescaped(value)), place: `“${match[1]!}” in ${tagOf(el)}`, facts }
      }
    }
  }
}

// A string of a script between its quotes; null for a short one and for one that is broken.
function stringValue(double: string | null, single: string): string | null {
  const inner =
    double ?? single.replace(/\\'|"/g, (quote) => (quote === '"' ? '\\"' : "'")).replaceAll('\n', '\\n')
  const value = inner.length > 60 ? parseJson(`"${inner}"`) : null
  return typeof value === 'string' ? value : null
}

/** How much running text a list of lines holds, in characters. */
export function proseOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + (isProse(line) ? line.length : 0), 0)
}

function linesOf(value: string): string[] {
  if (!/<(?:p|br|div|span|section|h\d)[\s/>]/i.test(value)) return cleanLines(value)
  const root = parseHtml(value)
  return layOut(root, hiddenIn(root)).map((block: Block) => block.text)
}

// Templates escape the HTML that they keep in a textarea.
function unescaped(value: string): string {
  return value.includes('<') || !value.includes('&lt;') ? value : rawText(parseHtml(value))
}

function sourceOf(el: Element): string {
  return el.children.map((child) => (child.kind === 'text' ? child.text : '')).join('')
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return null
  }
}

function findArticle(value: unknown, depth: number): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null || depth > 4) return null
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 50)) {
      const found = findArticle(item, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  const record = value as Record<string, unknown>
  if (/Article|BlogPosting|Report/.test(String(record['@type'])) || 'pubDate' in record) return record
  return findArticle(record['@graph'], depth + 1)
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function nameOf(value: unknown): string | null {
  if (Array.isArray(value)) return nameOf(value[0])
  if (typeof value === 'object' && value !== null) return textOf((value as Record<string, unknown>)['name'])
  return textOf(value)
}

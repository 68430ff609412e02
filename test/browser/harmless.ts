// Whether a page took text for more than text: looked up in the browser that shows it.
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { useBrowser } from './browser.ts'
import { TURNING } from './hostile.ts'

interface Watched {
  page: Page
  /** What is wrong, each as a line; `shows`: what must be there to be read. Call it when the page has been drawn. */
  findings(shows?: readonly string[]): Promise<string[]>
  close(): Promise<void>
}

/** Open a page and watch all it does from the beginning. */
export async function watch(
  browser: ReturnType<typeof useBrowser>,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const { page, complaints, close } = await browser.visit('about:blank', options)
  const elsewhere: string[] = []
  const own = new URL(url).origin
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== own) elsewhere.push(request.url().slice(0, 100))
  })
  page.on('dialog', (dialog) => {
    elsewhere.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  const response = await page.goto(url)
  const failed = response !== null && response.status() >= 400
  return {
    page,
    close,
    findings: async (shows = []) => {
      const shown = await page.evaluate(() => document.body.innerText)
      return [
        ...elsewhere.map((to) => `asked for ${to}`),
        ...complaints
          // The reply itself, which is the page that is looked at.
          .filter((text) => !(failed && text.startsWith('Failed to load resource: the server responded')))
          .map((text) => `complained: ${text}`),
        ...(await page.evaluate(elementsOfText)),
        ...(await page.evaluate(turned, [...TURNING])),
        ...shows
          .filter((text) => !squeezed(shown).includes(squeezed(text)))
          .map((text) => `not shown: ${text}`),
      ]
    },
  }
}

// --- Internal helpers ---

// Browsers lay white space out as they like.
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/* Runs in the page: what a text could have become. */
function elementsOfText(): string[] {
  const found: string[] = []
  if ('hostile' in globalThis) found.push('a script of the text ran')
  const name = (element: Element): string => element.outerHTML.slice(0, 100)
  for (const element of document.querySelectorAll('[data-hostile], iframe[srcdoc], base, object, embed')) {
    found.push(`an element of the text: ${name(element)}`)
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name: attribute } of element.attributes) {
      if (/^on/i.test(attribute)) found.push(`the attribute ${attribute}: ${name(element)}`)
    }
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    if (!/^https?:$/.test(link.protocol)) found.push(`a link to ${link.href.slice(0, 60)}`)
    else if (link.origin !== location.origin && !link.relList.contains('noopener')) {
      found.push(`a link outside without rel: ${name(link)}`)
    } else if (link.username !== '') found.push(`a link with a name in it: ${link.href.slice(0, 60)}`)
  }
  for (const form of document.querySelectorAll('form')) {
    if (new URL(form.action).origin !== location.origin) found.push(`a form to ${form.action.slice(0, 60)}`)
  }
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) found.push(`it is ${scrollWidth} wide in a window of ${clientWidth}`)
  return found
}

/* Runs in the page: our own labels that foreign text has turned round or moved. Characters of a label that holds no
   character of a right-to-left script stand from left to right, and texts of one line in their order. What is a piece of
   the foreign texts is theirs, even where a mark parts it. */
function turned(foreignTexts: readonly string[]): string[] {
  const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069]/
  const found: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const setApart = (element: Element): Element => {
    // The nearest box whose text is laid out on its own.
    let at = element
    while (at.parentElement !== null && getComputedStyle(at).display.startsWith('inline') && !isolates(at)) {
      at = at.parentElement
    }
    return at
  }
  const isolates = (element: Element): boolean =>
    /isolate|plaintext/.test(getComputedStyle(element).unicodeBidi)
  let before: { box: Element; rect: DOMRect; text: string } | null = null
  while (walker.nextNode() !== null) {
    const node = walker.currentNode as Text
    if (node.data.trim() === '' || node.parentElement === null) continue
    if (!node.parentElement.checkVisibility()) continue
    const own = node.data.trim()
    const foreign = RIGHT_TO_LEFT.test(own) || foreignTexts.some((text) => text.includes(own))
    range.selectNodeContents(node)
    const rects = [...range.getClientRects()].filter(({ width }) => width > 0)
    if (rects.length === 0) continue
    const box = setApart(node.parentElement)
    const label = own.slice(0, 40)
    const [first, last] = [rects[0]!, rects.at(-1)!]
    if (!foreign) {
      let left: DOMRect | null = null
      for (let i = 0; i < Math.min(node.length, 80); i += 1) {
        range.setStart(node, i)
        range.setEnd(node, i + 1)
        const rect = range.getBoundingClientRect()
        if (rect.width === 0) continue
        if (left !== null && Math.abs(left.top - rect.top) < 2 && rect.left < left.left - 1) {
          found.push(`turned round: ${label}`)
          break
        }
        left = rect
      }
      if (before !== null && before.box === box && Math.abs(before.rect.top - first.top) < 2) {
        if (first.left < before.rect.left - 1) found.push(`moved before “${before.text}”: ${label}`)
      }
    }
    before = { box, rect: last, text: label }
  }
  return found
}

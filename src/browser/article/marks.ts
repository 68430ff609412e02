// Marks `#c=start-end` in the text that the server drew, and goes there. Without such a fragment the server's own marks stay.
import type { Language } from '../../language.ts'
import { piecesOf, readSpans, spansIn, type Span } from '../../web/spans.ts'
import { originalAddress } from '../../web/text-fragment.ts'
import { articleWords } from '../../web/words/article.ts'

/** What marks the places that the address names now and scrolls there; to be called again when its fragment changes. */
export function createCited(language: Language): () => void {
  const words = articleWords(language)
  const ofPage = spansIn(location.search.slice(1))
  let marked = ofPage.join()
  const show = (text: HTMLElement, given: string[]): void => {
    const length = Number(text.dataset['length'])
    const { spans, faults } = readSpans(given, length)
    say('fault', faults.map((fault) => words.fault(fault, length)).join(' '))
    // Something else is marked now than what the server tells of.
    document.getElementById('marked')?.toggleAttribute('hidden', true)
    mark(text, spans)
    pointOriginal(text)
    marked = given.join()
  }
  return function showCited() {
    const text = document.getElementById('text')
    if (text === null) return
    keepPlace()
    const ofFragment = spansIn(location.hash.slice(1))
    // Another fragment, such as #p12, is the browser's.
    if (ofFragment.length === 0 && location.hash !== '') return
    const named = document.getElementById(`c=${ofFragment.join()}`)
    if (named !== null) return goTo(named)
    const given = ofFragment.length > 0 ? ofFragment : ofPage
    if (given.join() !== marked) show(text, given)
    goTo(text.querySelector('mark'))
  }
}

// --- Internal helpers ---

function mark(text: HTMLElement, spans: readonly Span[]): void {
  for (const paragraph of text.querySelectorAll('p')) {
    const own = paragraph.textContent ?? ''
    const pieces = piecesOf(own, Number(paragraph.dataset['at']), spans)
    const marked = pieces.some((piece) => piece.marked)
    if (!marked && paragraph.querySelector('mark') === null) continue
    paragraph.replaceChildren(
      ...pieces.map((piece) => {
        if (!piece.marked) return piece.text
        const element = document.createElement('mark')
        element.textContent = piece.text
        return element
      }),
    )
  }
}

// The original opens at what is marked here.
function pointOriginal(text: HTMLElement): void {
  const link = document.getElementById('original')
  if (!(link instanceof HTMLAnchorElement)) return
  const quote = [...text.querySelectorAll('p')]
    .map((paragraph) => [...paragraph.querySelectorAll('mark')].map((one) => one.textContent).join(''))
    .filter((part) => part !== '')
    .join('\n')
  const address = originalAddress(link.href.replace(/#?:~:.*$/s, ''), quote)
  if (address !== null) link.href = address
}

function goTo(marked: HTMLElement | null): void {
  if (marked === null) return
  // Whoever does not see the mark goes on from there.
  marked.tabIndex = -1
  marked.focus({ preventScroll: true })
  const fits = marked.getBoundingClientRect().height < innerHeight / 2
  marked.scrollIntoView({ block: fits ? 'center' : 'start' })
}

function say(id: string, message: string): void {
  const notice = document.getElementById(id)
  if (notice === null) return
  notice.textContent = message
  notice.hidden = message === ''
}

// The settings of the view lead back to the same place.
function keepPlace(): void {
  const back = document.querySelector<HTMLInputElement>('input[name=back]')
  if (back !== null) back.value = location.pathname + location.search + location.hash
}

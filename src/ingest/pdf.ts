// PDF documents with a text layer: pdf.js gives characters and their places, pdf-lines and pdf-text find lines and
// paragraphs. It refuses by name what holds no text that can be trusted.
import type { getDocumentProxy } from 'unpdf'
import { messageOf } from '../errors.ts'
import { documentDraft } from './document.ts'
import type { ParseItem } from './draft.ts'
import { hugeStream } from './pdf-bounds.ts'
import { cmapSource } from './pdf-cmaps.ts'
import type { Page, Run } from './pdf-lines.ts'
import { pdfText } from './pdf-text.ts'

type PDFDocumentProxy = Awaited<ReturnType<typeof getDocumentProxy>>

/** More pages are a book, and take longer than an ingest should stand still for one file. */
export const MAX_PAGES = 500

const OCR = 'run OCR on it first, and give the PDF with its text layer, or the text as .txt'
const AGAIN = 'open it and print it to PDF again, or save its text as .docx or .txt'

/** The article of a PDF document, or why there is none. Never throws for bad content. */
export async function readPdf(path: string, bytes: Uint8Array): Promise<ParseItem> {
  const failed = (fact: string, remedy: string): ParseItem => ({ error: { path, fact, remedy } })
  const huge = await hugeStream(bytes)
  if (huge !== null) return failed(huge, AGAIN)
  const missing = new Set<string>()
  let pdf: PDFDocumentProxy | null = null
  try {
    pdf = await open(bytes, missing)
    if (pdf.numPages > MAX_PAGES) {
      return failed(`it has ${pdf.numPages} pages; at most ${MAX_PAGES} are read`, 'split it into parts')
    }
    const pages: Page[] = []
    let size = 0
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await readPage(pdf, number)
      size += page.runs.reduce((sum, run) => sum + run.text.length, 0)
      if (size > MAX_CHARACTERS)
        return failed(`it holds more than ${MAX_CHARACTERS} characters`, 'split it into parts')
      pages.push(page)
      // pdf.js works on this thread: let others have their turn.
      await new Promise((resolve) => setTimeout(resolve))
    }
    if (missing.size > 0) {
      return failed(
        `its fonts use character tables that are not known here (${[...missing].join(', ')})`,
        AGAIN,
      )
    }
    return await toItem(path, pages, pdf)
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      return failed('it is protected by a password', 'save it without a password')
    }
    return failed(`it cannot be read as PDF: ${messageOf(error).slice(0, 160)}`, 'fetch or save it again')
  } finally {
    await pdf?.loadingTask.destroy().catch(() => undefined)
  }
}

const MAX_CHARACTERS = 2 * 1024 * 1024

async function open(bytes: Uint8Array, missing: Set<string>): Promise<PDFDocumentProxy> {
  const { getDocumentProxy } = await import('unpdf')
  class CMaps {
    fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
      const source = kind === 'cMapUrl' ? cmapSource(filename) : null
      if (source !== null) return Promise.resolve(new TextEncoder().encode(source))
      if (kind === 'cMapUrl') missing.add(filename)
      return Promise.reject(new Error(`${filename} is not shipped`))
    }
  }
  return getDocumentProxy(new Uint8Array(bytes), {
    verbosity: 0,
    // Made on demand by CMaps; nothing is fetched.
    cMapUrl: 'cmaps/',
    cMapPacked: false,
    BinaryDataFactory: CMaps,
    useWorkerFetch: false,
    useWasm: false,
    disableFontFace: true,
    isEvalSupported: false,
    stopAtErrors: false,
    enableXfa: false,
  })
}

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<Page> {
  const page = await pdf.getPage(number)
  const view = page.getViewport({ scale: 1 })
  const content = await page.getTextContent()
  const flat: Run[] = []
  const upright: Run[] = []
  for (const item of content.items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a, b, c, d, x, y] = product(view.transform, item.transform)
    const size = Math.hypot(c, d)
    if (!Number.isFinite(x + y + size) || size < 1) continue
    if (item.dir === 'ttb') {
      // The columns of vertical writing go from right to left.
      upright.push({ text: item.str, x: y, y: view.width - x, width: item.height, size })
    } else if (Math.abs(b) <= 0.2 * Math.abs(a)) {
      flat.push({ text: item.str, x, y, width: item.width, size })
    } // else it is turned: a watermark, or a note in the margin.
  }
  page.cleanup()
  const isVertical = lengthOf(upright) > lengthOf(flat)
  return {
    number,
    height: isVertical ? view.width : view.height,
    runs: isVertical ? upright : flat,
    isVertical,
  }
}

type Matrix = readonly number[]

function product(m: Matrix, n: Matrix): [number, number, number, number, number, number] {
  const [a, b, c, d, e, f] = m as [number, number, number, number, number, number]
  const [g, h, i, j, k, l] = n as [number, number, number, number, number, number]
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => sum + run.text.length, 0)
}

/** Fewer characters on a page are the stamp of a scanner. */
const LEAST_ON_PAGE = 30

async function toItem(path: string, pages: readonly Page[], pdf: PDFDocumentProxy): Promise<ParseItem> {
  const failed = (fact: string, remedy: string): ParseItem => ({ error: { path, fact, remedy } })
  const lengths = pages.map((page) => lengthOf(page.runs))
  const total = lengths.reduce((sum, length) => sum + length, 0)
  const empty = pages.filter((_, i) => lengths[i]! < LEAST_ON_PAGE).map((page) => page.number)
  if (total === 0 || (empty.length === pages.length && total < LEAST_ON_PAGE * Math.min(pages.length, 2))) {
    return failed(
      `its ${pages.length === 1 ? 'page is a picture' : `${pages.length} pages are pictures`} without text (a scan)`,
      OCR,
    )
  }
  const all = pages.flatMap((page) => page.runs.map((run) => run.text)).join('')
  const broken = [...all.matchAll(/[\ufffd\ue000-\uf8ff\u0000-\u0008\u000e-\u001f\u0080-\u009f]/g)].length
  if (broken > 0.05 * all.length) {
    return failed(
      `${broken} of its ${all.length} characters have no meaning: its fonts do not say which they are`,
      AGAIN,
    )
  }
  const { lines, title } = pdfText(pages)
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
  const stated = 'Title' in info && typeof info.Title === 'string' ? info.Title : null
  const item = documentDraft(path, lines, { title, metadataTitle: stated, remedy: OCR })
  if ('draft' in item) {
    const { warnings } = item.draft
    if (broken > 0) warnings.push(`${broken} characters have no meaning in the document's fonts`)
    const scanned = pages.filter((_, i) => lengths[i] === 0).map((page) => page.number)
    if (scanned.length > 0) warnings.push(`no text was found on ${pageList(scanned)}: pictures are not read`)
  }
  return item
}

function pageList(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 10).join(', ')
  return `${numbers.length === 1 ? 'page' : 'pages'} ${shown}${numbers.length > 10 ? ' …' : ''}`
}

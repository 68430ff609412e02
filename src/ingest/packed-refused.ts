// In the place of the readers of packed documents where there is no room for them: a Worker.
import type { ParseItem } from './draft.ts'

const REMEDY =
  'send its text as .txt or .md, its page as .html, or read it on a machine of your own with “touwen read --json” and send that'

/** Why a PDF document is not read here. */
export async function readPdf(path: string, _bytes: Uint8Array): Promise<ParseItem> {
  return refused(path, 'a PDF document')
}

/** Why a Word document is not read here. */
export async function readDocx(path: string, _bytes: Uint8Array): Promise<ParseItem> {
  return refused(path, 'a Word document (.docx) or another ZIP file')
}

function refused(path: string, what: string): ParseItem {
  const fact = `it is ${what}, which is not read on Cloudflare; read are html, mhtml, txt, md, jsonl and feeds`
  return { error: { path, fact, remedy: REMEDY } }
}

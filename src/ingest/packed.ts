// The readers of packed documents.
export { readDocx } from './docx.ts'
export { readPdf } from './pdf.ts'

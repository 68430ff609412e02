import { deflateSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../src/article.ts'
import { readPdf } from '../../src/ingest/pdf.ts'
import { column, fileOf, makePdf, paragraph, type PdfOptions, type Text } from './make-pdf.ts'
import { parsed } from './parsed.ts'

async function draftOf(pages: readonly (readonly Text[])[], options?: PdfOptions): Promise<Draft> {
  const item = await readPdf('a.pdf', makePdf(pages, options))
  if (!('draft' in item)) throw new Error(JSON.stringify(item))
  return item.draft
}

const FIRST =
  '六月五日上午，两个重点项目在江湾经济开发区同日开工，总投资四十六亿元，其中新能源电池项目投资三十亿元，精密轴承项目投资十六亿元。'
const SECOND =
  '项目全部建成达产以后，预计每年可实现产值五十八亿元，新增就业岗位两千个，带动上下游十余家配套企业落户。'
const THIRD =
  '开发区有关负责人表示，下一步将继续优化营商环境，帮助企业解决用地用工等实际困难，推动项目早日投产。'
const TITLE = '江湾经济开发区两个项目同日开工'

// One page as an office would print it.
const page: Text[] = [
  { text: TITLE, x: 130, y: 770, size: 22 },
  { text: '发布时间：2023-06-06　来源：江湾经济开发区', x: 180, y: 735, size: 10.5 },
  ...paragraph(FIRST, 38, 70, 700),
  ...paragraph(SECOND, 38, 70, 640),
  ...paragraph(THIRD, 38, 70, 580),
]

describe('readPdf', () => {
  it('reads title, date and source, and joins the lines of a paragraph', async () => {
    const draft = await draftOf([page])
    expect(draft).toMatchObject({
      title: TITLE,
      published_at: '2023-06-06',
      source: '江湾经济开发区',
      zone: '江湾经济开发区',
      text: [FIRST, SECOND, THIRD].join('\n'),
      warnings: [],
    })
  })

  it('reads two columns one after the other below a title across both', async () => {
    const left = [
      ...paragraph(FIRST, 18, 60, 700, 12, 18),
      ...paragraph(SECOND, 18, 60, 700 - 18 * 4, 12, 18),
    ]
    const right = paragraph(THIRD + FIRST, 18, 310, 700)
    const draft = await draftOf([[{ text: TITLE, x: 130, y: 770, size: 22 }, ...interleaved(left, right)]])
    expect(draft.title).toBe(TITLE)
    expect(draft.text).toBe([FIRST, SECOND, THIRD + FIRST].join('\n'))
    // The last page has too few lines to show its columns by itself.
    const last = [...paragraph(THIRD, 18, 60, 700), ...paragraph(SECOND, 18, 310, 700)]
    expect((await draftOf([interleaved(left, right), last])).text).toBe(
      [FIRST, SECOND, THIRD + FIRST, THIRD, SECOND].join('\n'),
    )
  })

  it('goes on with a paragraph in the next column and on the next page', async () => {
    const lines = paragraph(FIRST + SECOND + THIRD, 18, 60, 700)
    const half = Math.ceil(lines.length / 2)
    const columns = lines.map((line, i) => (i < half ? line : { ...line, x: 310, y: 700 - (i - half) * 18 }))
    expect((await draftOf([columns])).text).toBe(FIRST + SECOND + THIRD)
    const pages = [lines.slice(0, half), lines.slice(half).map((line, i) => ({ ...line, y: 700 - i * 18 }))]
    expect((await draftOf(pages)).text).toBe(FIRST + SECOND + THIRD)
  })

  it('leaves out running heads, feet and page numbers', async () => {
    const furniture = (n: number): Text[] => [
      { text: '江湾经济开发区招商简讯', x: 70, y: 812, size: 9 },
      { text: `2023年第${n}页`, x: 450, y: 812, size: 9 },
      { text: '内部资料 注意保存', x: 70, y: 40, size: 9 },
      { text: `— ${n} —`, x: 280, y: 25, size: 9 },
    ]
    const draft = await draftOf(
      [FIRST, SECOND, THIRD].map((text, i) => [...furniture(i + 1), ...paragraph(text, 38, 70, 700)]),
    )
    expect(draft.text).toBe([FIRST, SECOND, THIRD].join('\n'))
    const single = await draftOf([[...page, { text: '- 1 -', x: 280, y: 30, size: 9 }]])
    expect(single.text).toBe([FIRST, SECOND, THIRD].join('\n'))
  })

  it('keeps what repeats on pages of one form but for its figures', async () => {
    const forms = [3, 5, 9, 4].map((sum, i): Text[] => [
      { text: '江湾经济开发区招商项目册 第2期', x: 70, y: 812, size: 9 },
      { text: `${i + 11}/40`, x: 500, y: 812, size: 9 },
      { text: `投资额：${sum}亿元`, x: 70, y: 780 },
      ...paragraph(FIRST.slice(i), 38, 70, 740),
    ])
    const { title, text } = await draftOf(forms)
    // The first line becomes the title.
    const lines = [title!, ...text.split('\n')]
    expect(lines.filter((line) => line.startsWith('投资额'))).toEqual(
      [3, 5, 9, 4].map((sum) => `投资额：${sum}亿元`),
    )
    expect(text).not.toContain('项目册')
    expect(text).not.toContain('/40')
  })

  it('keeps a figure at the edge of a page that is no page number', async () => {
    const draft = await draftOf([[...page, { text: '合计46亿元', x: 70, y: 30 }]])
    expect(draft.text).toContain('合计46亿元')
  })

  it('gives the rows of a table as rows', async () => {
    const rows = [
      ['项目', '投资额', '面积'],
      ['新能源电池', '30亿元', '200亩'],
      ['精密轴承', '16亿元', '90亩'],
      ['合计', '46亿元', '290亩'],
    ]
    const table = rows.flatMap((row, i) => row.map((text, n) => ({ text, x: 80 + n * 150, y: 500 - i * 20 })))
    const draft = await draftOf([[...page, ...table]])
    expect(draft.text.split('\n').slice(3)).toEqual(rows.map((row) => row.join(' | ')))
  })

  it('joins Latin lines with a space and takes back hyphenation', async () => {
    const lines = [
      'The development zone signed two agreements for new energy proj-',
      'ects with a total investment of 640 million dollars in the first half',
      'of the year.',
    ]
    const draft = await draftOf([column(lines, 70, 700)])
    expect(draft.text).toContain(
      'new energy projects with a total investment of 640 million dollars in the first half of the year.',
    )
  })

  it('keeps headings as lines of their own', async () => {
    const draft = await draftOf([
      [
        { text: TITLE, x: 130, y: 770, size: 22 },
        ...paragraph(FIRST, 38, 70, 700),
        { text: '一、项目情况', x: 94, y: 646 },
        ...paragraph(SECOND, 38, 70, 628),
        { text: '（二）下一步打算', x: 94, y: 574 },
        ...paragraph(THIRD, 38, 70, 556),
      ],
    ])
    expect(draft.text.split('\n')).toEqual([FIRST, '一、项目情况', SECOND, '（二）下一步打算', THIRD])
  })

  it('takes the title over two lines, and not the name of the paper above it', async () => {
    const draft = await draftOf([
      [
        { text: '江湾市人民政府文件', x: 90, y: 790, size: 36 },
        { text: '关于促进江湾经济开发区外商投资', x: 120, y: 720, size: 22 },
        { text: '若干措施的通知', x: 210, y: 690, size: 22 },
        ...paragraph(FIRST, 38, 70, 640),
        ...paragraph(SECOND, 38, 70, 580),
      ],
    ])
    expect(draft.title).toBe('关于促进江湾经济开发区外商投资若干措施的通知')
    expect(draft.text).toContain(FIRST)
  })

  it('takes the title of the file where it is printed, and never the name of a template', async () => {
    const plain = [
      { text: TITLE, x: 200, y: 760 },
      ...paragraph(FIRST, 38, 70, 700),
      ...paragraph(SECOND, 38, 70, 640),
    ]
    expect((await draftOf([plain], { title: TITLE })).title).toBe(TITLE)
    expect((await draftOf([plain], { title: 'Microsoft Word - 文档1.doc' })).title).toBe(TITLE)
  })

  it('reads fonts in the legacy Chinese encodings', async () => {
    const encode = (name: string) => (text: string) => iconv.encode(text, name).toString('hex')
    for (const [encoding, name] of [
      ['GBK-EUC-H', 'gbk'],
      ['UniGB-UCS2-H', 'utf16-be'],
      ['UniGB-UTF16-H', 'utf16-be'],
    ] as const) {
      const draft = await draftOf([page], { encoding, encode: encode(name), toUnicode: false })
      expect(draft.text, encoding).toBe([FIRST, SECOND, THIRD].join('\n'))
      expect(draft.published_at).toBe('2023-06-06')
    }
  })

  it('reads vertical writing from right to left', async () => {
    const lines = paragraph(FIRST, 20, 0, 0)
    const texts = lines.map(({ text }, i) => ({ text, x: 500 - i * 20, y: i === 0 ? 700 : 724 }))
    expect((await draftOf([texts], { encoding: 'Identity-V' })).text).toBe(FIRST)
  })

  it('turns radicals and ligatures back into characters', async () => {
    const odd = FIRST.replace('日', '\u2f47').replace('六', '\u516d')
    expect((await draftOf([paragraph(odd, 38, 70, 700)])).text).toBe(FIRST)
  })

  it('refuses a scan, characters without meaning, a password, and what is no PDF', async () => {
    const scan = await readPdf('scan.pdf', makePdf([[], []], { picture: true }))
    expect(scan).toMatchObject({
      error: { path: 'scan.pdf', fact: 'its 2 pages are pictures without text (a scan)' },
    })
    expect(JSON.stringify(scan)).toContain('OCR')
    expect(await readPdf('a.pdf', makePdf([page], { toUnicode: false }))).toMatchObject({
      error: { fact: expect.stringContaining('have no meaning') as string },
    })
    const japanese = { toUnicode: false, encoding: '90ms-RKSJ-H', encode: () => '82a082a2' }
    expect(await readPdf('a.pdf', makePdf([page], japanese))).toMatchObject({
      error: { fact: expect.stringContaining('90ms-RKSJ-H') as string },
    })
    const key = '0'.repeat(64)
    const trailer = `/ID [<${key.slice(32)}> <${key.slice(32)}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >>`
    expect(await readPdf('a.pdf', makePdf([page], { trailer }))).toMatchObject({
      error: { fact: 'it is protected by a password' },
    })
    expect(await readPdf('a.pdf', Buffer.from('%PDF-1.7\nnothing'))).toMatchObject({
      error: { fact: expect.stringContaining('cannot be read as PDF') as string },
    })
  })

  it('warns of pages that are pictures between pages of text', async () => {
    expect((await draftOf([page, [], page])).warnings).toEqual([
      'no text was found on page 2: pictures are not read',
    ])
  })

  it('refuses a stream that unpacks to more than it may, and books', async () => {
    const packed = deflateSync(Buffer.alloc(56 * 1024 * 1024, 0x20)).toString('latin1')
    const bomb = fileOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
      `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`,
    ])
    expect(await readPdf('a.pdf', bomb)).toMatchObject({
      error: { fact: expect.stringContaining('unpacks') as string },
    })
    expect(await readPdf('a.pdf', makePdf(Array.from({ length: 501 }, () => page)))).toMatchObject({
      error: { fact: 'it has 501 pages; at most 500 are read' },
    })
  })

  it('reads a PDF under another name, with a warning', async () => {
    const [item] = await parsed('a.html', makePdf([page]))
    expect(item).toMatchObject({
      draft: { title: TITLE, warnings: [expect.stringContaining('PDF') as string] },
    })
  })
})

// A program may draw the lines of both columns in turn.
function interleaved(left: readonly Text[], right: readonly Text[]): Text[] {
  return left.flatMap((text, i) => [text, ...right.slice(i, i + 1)])
}

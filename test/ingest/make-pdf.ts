// A small writer of PDF files for tests: text at given places in a font with a ToUnicode table, pictures, and what
// else a test must have in its file. Objects are not packed, so that a test can be read.

export interface Text {
  text: string
  /** In points from the left and from the foot of the page, as PDF counts. */
  x: number
  y: number
  size?: number
}

export interface PdfOptions {
  /** Added to the trailer, such as an /Encrypt dictionary. */
  trailer?: string
  /** The document's own title. */
  title?: string
  /** Encoding of the font. Default: Identity-H. */
  encoding?: string
  /** How text is written in the font's encoding, as hex. Default: numbers of the characters used. */
  encode?: (text: string) => string
  /** Whether the font says which characters its numbers are. Default: true. */
  toUnicode?: boolean
  /** Draws a picture over each page. */
  picture?: boolean
}

export const PAGE = { width: 595, height: 842 }

/** A PDF file of pages, each a list of texts. Chinese characters are one em wide, others half of one. */
export function makePdf(pages: readonly (readonly Text[])[], options: PdfOptions = {}): Uint8Array {
  const chars = [...new Set(pages.flat().flatMap(({ text }) => [...text]))]
  const number = new Map(chars.map((char, i) => [char, i + 1]))
  const encode =
    options.encode ?? ((text: string) => [...text].map((char) => hex(number.get(char)!)).join(''))
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '',
    `<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /${options.encoding ?? 'Identity-H'} /DescendantFonts [4 0 R]${options.toUnicode === false ? '' : ' /ToUnicode 6 0 R'} >>`,
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 /W [${chars.flatMap((char, i) => (char < '\u0080' ? [`${i + 1} [500]`] : [])).join(' ')}] >>`,
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
    stream(toUnicodeMap(chars)),
    `<< /Title <feff${[...(options.title ?? '')].map((char) => hex(char.charCodeAt(0))).join('')}> >>`,
    stream(
      '\u0000',
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
    ),
  ]
  const kids: string[] = []
  for (const texts of pages) {
    const drawn = texts.map(
      ({ text, x, y, size = 12 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${encode(text)}> Tj ET`,
    )
    if (options.picture === true) drawn.push(`q ${PAGE.width} 0 0 ${PAGE.height} 0 0 cm /Im1 Do Q`)
    objects.push(stream(drawn.join('\n')))
    const contents = objects.length
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] /Contents ${contents} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 8 0 R >> >> >>`,
    )
    kids.push(`${objects.length} 0 R`)
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`
  return fileOf(objects, `/Info 7 0 R ${options.trailer ?? ''}`)
}

/** A file of numbered objects, with its table of contents. */
export function fileOf(objects: readonly string[], trailer = ''): Uint8Array {
  let file = '%PDF-1.4\n'
  const places: string[] = []
  for (const [i, object] of objects.entries()) {
    places.push(`${String(file.length).padStart(10, '0')} 00000 n \n`)
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  return Buffer.from(
    `${file}${table}trailer << /Root 1 0 R /Size ${objects.length + 1} ${trailer} >>\nstartxref\n${file.length}\n%%EOF`,
    'latin1',
  )
}

/** Lines of text below one another, the first at the top. */
export function column(lines: readonly string[], x: number, top: number, size = 12, pitch = 18): Text[] {
  return lines.map((text, i) => ({ text, x, y: top - i * pitch, size }))
}

/** A text broken into lines of `count` characters, the first one set in by two. */
export function broken(text: string, count: number): string[] {
  const lines = [`\u3000\u3000${text.slice(0, count - 2)}`]
  for (let at = count - 2; at < text.length; at += count) lines.push(text.slice(at, at + count))
  return lines
}

/** A paragraph whose first line is set in by two characters, as Chinese books have it. */
export function paragraph(
  text: string,
  count: number,
  x: number,
  top: number,
  size = 12,
  pitch = 18,
): Text[] {
  return broken(text, count).map((line, i) => ({
    text: line.replace(/^\u3000+/, ''),
    x: i === 0 ? x + 2 * size : x,
    y: top - i * pitch,
    size,
  }))
}

function stream(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`
}

function toUnicodeMap(chars: readonly string[]): string {
  const pairs = chars.map(
    (char, i) =>
      `<${hex(i + 1)}> <${[...Array(char.length).keys()].map((at) => hex(char.charCodeAt(at))).join('')}>`,
  )
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${pairs.length} beginbfchar
${pairs.join('\n')}
endbfchar endcmap CMapName currentdict /CMap defineresource pop end end`
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}

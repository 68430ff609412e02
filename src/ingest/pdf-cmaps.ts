// Character tables (CMaps) for PDF fonts whose text is stored in a legacy Chinese encoding: made from the
// decoders of the platform instead of shipped. They give the characters; they know no glyphs and no widths.

// A CMap leads to the number of a glyph, which here stands for a code point. The glyphs of the Adobe collections
// end below GLYPHS; the blocks of code points in use are moved behind them, so that a true glyph number, whose
// character is not known here, is never taken for a code point.
const GLYPHS = 0x7800
const BLOCKS: readonly (readonly [first: number, last: number, moved: number])[] = [
  [0x4e00, 0x9fff, 0x7e00],
  [0x0000, 0x04ff, 0xd000],
  [0x2000, 0x33ff, 0xd500],
  [0xfe00, 0xffff, 0xfe00],
]

function numberOf(code: number): number | null {
  const block = BLOCKS.find(([first, last]) => code >= first && code <= last)
  return block === undefined ? null : code - block[0] + block[2]
}

const UNICODE = /^Uni(?:GB|CNS)-(?:UCS2|UTF16)-[HV]$/
const DOUBLE: readonly (readonly [names: RegExp, charset: string])[] = [
  [/^(?:GBK-EUC|GBKp-EUC|GBK2K|GBpc-EUC|GB-EUC)-[HV]$/, 'gb18030'],
  [/^(?:B5pc|HKscs-B5|ETen-B5|ETenms-B5|ETHK-B5)-[HV]$/, 'big5'],
]

/** The table of a name as the source of a CMap file; null when it is none of the Chinese encodings. */
export function cmapSource(name: string): string | null {
  const cached = CACHE.get(name)
  if (cached !== undefined) return cached
  const made = makeSource(name)
  if (made !== null) CACHE.set(name, made)
  return made
}

const CACHE = new Map<string, string>()

function makeSource(name: string): string | null {
  if (/^Adobe-(?:GB1|CNS1)-UCS2$/.test(name)) return toUnicode(name)
  if (UNICODE.test(name)) {
    const ranges = BLOCKS.map(([first, last, moved]) => `<${hex(first)}> <${hex(last)}> ${moved}`)
    return cmap(name, '<0000> <ffff>', [`${ranges.length} begincidrange\n${ranges.join('\n')}\nendcidrange`])
  }
  const charset = DOUBLE.find(([names]) => names.test(name))?.[1]
  return charset === undefined ? null : cmap(name, '<00> <80>\n<8140> <fefe>', doubleByte(charset))
}

function cmap(name: string, codes: string, sections: readonly string[]): string {
  const spaces = codes.split('\n')
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    `/CMapName /${name} def /CMapType 1 def /WMode ${name.endsWith('V') ? 1 : 0} def`,
    `${spaces.length} begincodespacerange\n${codes}\nendcodespacerange`,
    ...sections,
    'endcmap',
  ].join('\n')
}

function doubleByte(charset: string): string[] {
  const decoder = new TextDecoder(charset)
  const chars: string[] = []
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const text = decoder.decode(Uint8Array.of(first, second))
      const number = text.length === 1 && text !== '\ufffd' ? numberOf(text.charCodeAt(0)) : null
      if (number !== null) chars.push(`<${hex(first * 256 + second)}> ${number}`)
    }
  }
  return [
    `1 begincidrange\n<00> <80> ${numberOf(0)}\nendcidrange`,
    `${chars.length} begincidchar\n${chars.join('\n')}\nendcidchar`,
  ]
}

function toUnicode(name: string): string {
  // A range may not run over the last byte of its characters.
  const ranges = BLOCKS.flatMap(([first, last, moved]) =>
    [...Array((last - first + 1) >> 8).keys()].map((page) => {
      const [from, to] = [moved + page * 256, first + page * 256]
      return `<${hex(from)}> <${hex(from + 255)}> <${hex(to)}>`
    }),
  )
  // True glyph numbers become characters of private use, which count as having no meaning.
  const unknown = [...Array(GLYPHS >> 8).keys()].map(
    (page) => `<${hex(page * 256)}> <${hex(page * 256 + 255)}> <e000>`,
  )
  const all = [...ranges, ...unknown]
  return cmap(name, '<0000> <ffff>', [`${all.length} beginbfrange\n${all.join('\n')}\nendbfrange`])
}

function hex(value: number): string {
  return value.toString(16).padStart(4, '0')
}

// Character tables (CMaps) for PDF fonts whose text is stored in a legacy Chinese encoding: made from the
// decoders of the platform instead of shipped. They give the characters; they know no glyphs and no widths.

// Numbers above every glyph number of the Adobe collections stand for code points, so that a glyph number itself,
// whose character is not known here, cannot be taken for one.
const BASE = 0x20000
const GLYPHS = 0x7800
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
    return cmap(name, '<0000> <ffff>', [`1 begincidrange\n<0000> <ffff> ${BASE}\nendcidrange`])
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
      const code = text.codePointAt(0)!
      if (text.length === 1 && code !== 0xfffd) chars.push(`<${hex(first * 256 + second)}> ${BASE + code}`)
    }
  }
  return [
    `1 begincidrange\n<00> <80> ${BASE}\nendcidrange`,
    `${chars.length} begincidchar\n${chars.join('\n')}\nendcidchar`,
  ]
}

function toUnicode(name: string): string {
  const ranges: string[] = []
  for (let page = 0; page < 256; page += 1) {
    const high = hex(page, 2)
    ranges.push(`<02${high}00> <02${high}ff> <${high}00>`)
  }
  const unknown: string[] = []
  for (let glyph = 1; glyph < GLYPHS; glyph += 1) unknown.push(`<${hex(glyph)}> <fffd>`)
  return cmap(name, '<0000> <ffff>', [
    `256 beginbfrange\n${ranges.join('\n')}\nendbfrange`,
    `${unknown.length} beginbfchar\n${unknown.join('\n')}\nendbfchar`,
  ])
}

function hex(value: number, digits = 4): string {
  return value.toString(16).padStart(digits, '0')
}

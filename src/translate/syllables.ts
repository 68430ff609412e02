// Hanyu Pinyin without tones: words cut into syllables, and the characters read so. The table of readings is loaded at
// the first use only, since most questions need none. It knows readings, not names.

export interface Syllabary {
  /** Characters that may be read as this syllable; empty for what is none. */
  charactersOf(syllable: string): string
  /** All ways to cut a word into 1–6 syllables, fewest first; at most 6 ways. An apostrophe parts syllables. */
  cuts(word: string): string[][]
  /** The usual spelling of a word in one piece: 重庆 is “chongqing”. */
  spell(text: string): string
}

const MAX_SYLLABLES = 6
const MAX_CUTS = 6
const LONGEST = 6

/** The 6,763 characters of GB 2312: those of names and places (峄, 婺, 亳) that are rare elsewhere are among them. */
function characters(): string {
  const bytes: number[] = []
  for (let row = 0xb0; row <= 0xf7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell)
  // The five cells without a character decode to private-use ones.
  return new TextDecoder('gb18030').decode(Uint8Array.from(bytes)).replace(/\P{Script=Han}/gu, '')
}

/** Build the table. */
export async function loadSyllabary(): Promise<Syllabary> {
  const { pinyin } = await import('pinyin-pro')
  const table = new Map<string, string>()
  for (const char of characters()) {
    const readings = pinyin(char, { toneType: 'none', multiple: true, type: 'array', v: true })
    for (const reading of new Set(readings.flatMap(spellings)))
      table.set(reading, (table.get(reading) ?? '') + char)
  }
  return syllabary(table, (text) =>
    pinyin(text, { toneType: 'none', type: 'array' }).join('').replaceAll('ü', 'u'),
  )
}

// ü is typed as v, u or yu.
function spellings(reading: string): string[] {
  return reading.includes('v') ? [reading, reading.replace('v', 'u'), reading.replace('v', 'yu')] : [reading]
}

/** A syllabary over a given table of syllable → characters; `spell` as of `Syllabary`. */
export function syllabary(table: ReadonlyMap<string, string>, spell: Syllabary['spell']): Syllabary {
  const cutRun = (run: string): string[][] => {
    const found: string[][] = []
    const walk = (at: number, before: string[]): void => {
      if (at === run.length) {
        found.push(before)
        return
      }
      if (before.length >= MAX_SYLLABLES) return
      for (let length = Math.min(LONGEST, run.length - at); length > 0; length -= 1) {
        const syllable = run.slice(at, at + length)
        if (table.has(syllable)) walk(at + length, [...before, syllable])
      }
    }
    walk(0, [])
    return found
  }
  return {
    spell,
    charactersOf: (syllable) => table.get(syllable) ?? '',
    cuts: (word) => {
      const runs = word.toLowerCase().replaceAll('ü', 'v').split("'")
      if (word.length > MAX_SYLLABLES * LONGEST || runs.some((run) => run === '')) return []
      const each = runs.map(cutRun)
      const all = each.reduce<string[][]>(
        (sofar, next) => sofar.flatMap((a) => next.map((b) => [...a, ...b])).slice(0, 4 * MAX_CUTS),
        [[]],
      )
      return all
        .filter((cut) => cut.length <= MAX_SYLLABLES)
        .sort((a, b) => a.length - b.length)
        .slice(0, MAX_CUTS)
    },
  }
}

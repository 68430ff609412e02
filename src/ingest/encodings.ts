// What the bytes of Chinese text look like in each encoding: valid sequences, and how plausible a decoding reads.

/** How many bytes are looked at. */
export const SAMPLE = 65_536

// The most frequent characters of Chinese prose in both scripts. A wrong decoding gives rare characters.
const COMMON = new Set(
  '的一是在不了有和人这这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处理世车價區國學會對發業產經與為這個來時們說點開關無體當實現進過還後應'.replaceAll(
    ' ',
    '',
  ),
)

/** Share of the characters beyond ASCII that are frequent in Chinese, less twice the share that is broken or of private use. */
export function plausibility(bytes: Uint8Array, encoding: string): number {
  return shareOfCommon(new TextDecoder(encoding).decode(bytes))
}

/** Whether decoded text reads like Chinese. */
export function isTextOf(text: string): boolean {
  return shareOfCommon(text.slice(0, SAMPLE)) > 0.1
}

function shareOfCommon(text: string): number {
  let common = 0
  let bad = 0
  let total = 0
  for (const char of text) {
    if (char < '\u0080') continue
    total += 1
    if (COMMON.has(char) || '，。、；：“”'.includes(char)) common += 1
    else if (char === '\ufffd' || (char >= '\ue000' && char <= '\uf8ff')) bad += 1
  }
  return total === 0 ? 0 : (common - 2 * bad) / total
}

/** Lines with characters beyond ASCII, up to the size of a sample: a page's text, not its scripts. */
export function nonAscii(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, SAMPLE))
  let size = 0
  let start = 0
  for (let at = 0; at <= bytes.length && size < sample.length; at += 1) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue
    let wide = false
    for (let i = start; i < at && !wide; i += 1) wide = bytes[i]! > 0x7f
    if (wide) {
      const piece = bytes.subarray(start, Math.min(at + 1, start + sample.length - size))
      sample.set(piece, size)
      size += piece.length
    }
    start = at + 1
  }
  return sample.subarray(0, size)
}

/** How many multi-byte sequences of UTF-8 are whole, and how many are broken. */
export function utf8Sequences(bytes: Uint8Array): { valid: number; broken: number } {
  let valid = 0
  let broken = 0
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    if (first < 0x80) {
      at += 1
      continue
    }
    const more = first >= 0xf5 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
    let taken = 0
    while (taken < more && (bytes[at + 1 + taken] ?? 0) >> 6 === 2) taken += 1
    if (more > 0 && taken === more) valid += 1
    else broken += 1
    at += 1 + taken
  }
  return { valid, broken }
}

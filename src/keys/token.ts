// The text of a key: `tw_<id>_<secret><checksum>`, base62. Prefix and checksum let scanners of repositories, and whoever
// mistypes one, tell a key without asking a server (as GitHub's tokens since 2021:
// https://github.blog/engineering/behind-githubs-new-authentication-token-formats/).

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 12
/** 32 digits of base62 are 190 bits. */
const SECRET_LENGTH = 32
const CHECKSUM_LENGTH = 6
const TOKEN = new RegExp(`^tw_([0-9A-Za-z]{${ID_LENGTH}})_([0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}})$`)

/** Fills bytes from a source fit for secrets. */
export type Random = (length: number) => Uint8Array

export interface Token {
  text: string
  /** `key_…`: what the key is called; no secret. */
  id: string
}

/** Make a token of fresh random digits. */
export function makeToken(random: Random): Token {
  const id = digits(ID_LENGTH, random)
  const head = `tw_${id}_${digits(SECRET_LENGTH, random)}`
  return { text: `${head}${checksum(head)}`, id: `key_${id}` }
}

/** The token in a text, or null when the text is none: another form, or a checksum that does not fit. */
export function parseToken(text: string): Token | null {
  const match = TOKEN.exec(text)
  if (match === null) return null
  const head = text.slice(0, -CHECKSUM_LENGTH)
  return checksum(head) === text.slice(-CHECKSUM_LENGTH) ? { text, id: `key_${match[1]!}` } : null
}

// Digits without a bias: bytes beyond the last whole multiple of 62 are thrown away.
function digits(length: number, random: Random): string {
  let text = ''
  while (text.length < length) {
    for (const byte of random(2 * length)) if (byte < 248 && text.length < length) text += DIGITS[byte % 62]!
  }
  return text
}

function checksum(text: string): string {
  let rest = crc32(text)
  let sum = ''
  for (let i = 0; i < CHECKSUM_LENGTH; i += 1) {
    sum = DIGITS[rest % 62]! + sum
    rest = Math.floor(rest / 62)
  }
  return sum
}

// CRC-32 of ISO 3309, a byte at a time.
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  return crc >>> 0
})

function crc32(text: string): number {
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i += 1) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ text.charCodeAt(i)) & 0xff]!
  return (crc ^ 0xffffffff) >>> 0
}

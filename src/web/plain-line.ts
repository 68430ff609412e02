// Text of others where it cannot be set apart by markup: the title of a window, a line to be copied. Pure.

/** Control characters, and those that turn the direction of what follows. */
const TURNING = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** The text on one line, without what could move or hide its surroundings; at most `most` characters. */
export function plainLine(text: string, most = 300): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll(TURNING, '').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

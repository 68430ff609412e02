// What a terminal is given: styles where it has them, and text that cannot steer it.
import type { WriteStream } from 'node:tty'

export interface Styles {
  /** What matters most. */
  bold(text: string): string
  /** A place within other text. */
  mark(text: string): string
  /** What may be overlooked. */
  dim(text: string): string
}

/** For files and pipes: marks in characters. */
export const PLAIN: Styles = { bold: (text) => text, mark: (text) => `【${text}】`, dim: (text) => text }

const COLOURED: Styles = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  mark: (text) => `\u001b[1;33m${text}\u001b[39;22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
}

/** The styles a stream can show. NO_COLOR and the like are respected by Node's own test. */
export function stylesOf(stream: Pick<WriteStream, 'isTTY' | 'hasColors'>): Styles {
  return stream.isTTY && stream.hasColors() ? COLOURED : PLAIN
}

/** Text of an article on one line: its control characters could move the cursor or hide what follows. */
export function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD')
}

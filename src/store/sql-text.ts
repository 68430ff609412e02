// Text that SQLite's UTF-8 cannot carry: a NUL cuts a string, a lone surrogate is replaced on the way in (or, through
// JSON, makes the native client abort the process on the way out). Such strings are kept exactly, as UTF-16 in a BLOB.
import { IndexError } from '../errors.ts'
import type { SqlValue } from './sql.ts'

const UNSAFE = /[\0\p{Surrogate}]/u

/** Whether a string survives as SQLite text. */
export function isPlain(text: string): boolean {
  return !UNSAFE.test(text)
}

// UTF-8 never starts with this byte, so a BLOB tells which of the two it is.
const UTF16_MARK = 0xfeff

/** A string as a bound value; equal strings give equal values. */
export function textArg(text: string | null): SqlValue {
  if (text === null || isPlain(text)) return text
  const units = new Uint16Array(text.length + 1)
  units[0] = UTF16_MARK
  for (let i = 0; i < text.length; i += 1) units[i + 1] = text.charCodeAt(i)
  return units.buffer
}

/** The string that `textArg` was given, read as text or as bytes; null for null. */
export function textOf(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined) return null
  if (!(value instanceof ArrayBuffer)) return String(value)
  if (new Uint8Array(value, 0, Math.min(value.byteLength, 1))[0] === (UTF16_MARK & 0xff))
    return utf16Of(value)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value)
  } catch (cause) {
    throw new IndexError(
      'The index holds a text that is not UTF-8: its file is damaged. ' +
        'Delete the index directory and build it again with "touwen ingest <files>".',
      { code: 'index_corrupt', cause },
    )
  }
}

function utf16Of(bytes: ArrayBuffer): string {
  const units = new Uint16Array(bytes, 2)
  const parts: string[] = []
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < units.length; at += 8192)
    parts.push(String.fromCharCode(...units.subarray(at, at + 8192)))
  return parts.join('')
}

// Opaque cursors: where a list goes on, as text that a client hands back unread. Pure.
import { InputError } from '../errors.ts'

/** Values of a list's order as a cursor. */
export function cursorOf(key: (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(key))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** The values of a cursor, which must be of these types; null for none. Throws `InputError` for what is no cursor. */
export function keyOfCursor(
  cursor: string | undefined,
  types: ('string' | 'number')[],
): (string | number)[] | null {
  if (cursor === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    )
    const key: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (Array.isArray(key) && key.length === types.length && types.every((type, i) => typeof key[i] === type))
      return key as (string | number)[]
  } catch {
    // Said below.
  }
  const message = 'is no cursor of this list; take `next_cursor` of the page before, or leave it out'
  throw new InputError(`cursor: ${message}`, {
    code: 'invalid_cursor',
    fields: [{ field: 'cursor', message }],
  })
}

// Opaque cursors of lists: where a list goes on. Pure.
import { InputError } from '../errors.ts'
import { fromOpaque } from '../opaque.ts'

/** The values of a cursor, which must be of these types; null for none. Throws `InputError` for what is no cursor. */
export function keyOfCursor(
  cursor: string | undefined,
  types: ('string' | 'number')[],
): (string | number)[] | null {
  if (cursor === undefined) return null
  const key = fromOpaque(cursor)
  if (Array.isArray(key) && key.length === types.length && types.every((type, i) => typeof key[i] === type))
    return key as (string | number)[]
  const message = 'is no cursor of this list; take `next_cursor` of the page before, or leave it out'
  throw new InputError(`cursor: ${message}`, {
    code: 'invalid_cursor',
    fields: [{ field: 'cursor', message }],
  })
}

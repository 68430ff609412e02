// Lists in pages: how many items, and from where on. A cursor is opaque to the client and read strictly here.
import { z } from '@hono/zod-openapi'
import { fromOpaque, toOpaque } from '../opaque.ts'

/** `cursor` of a list in a query string, as the place it stands for. */
export function cursorSchema<T extends z.ZodType>(place: T) {
  return z
    .string()
    .max(4000)
    .transform((cursor, context): z.output<T> => {
      const parsed = place.safeParse(fromOpaque(cursor))
      if (parsed.success) return parsed.data
      context.addIssue({ code: 'custom', message: 'is none; take `next_cursor` of the page before' })
      return z.NEVER
    })
    .optional()
}

/** A page of what was asked for with one item more than `limit`, and the cursor of the next page. */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  placeOf: (last: T) => unknown,
): { items: T[]; next_cursor: string | null } {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  const isLast = found.length <= limit || last === undefined
  return { items, next_cursor: isLast ? null : toOpaque(placeOf(last)) }
}

// Conditional requests (RFC 9110 §13): the ETag of a thing is its revision or version. It knows headers and numbers only.
import { z } from '@hono/zod-openapi'
import type { Condition } from '../condition.ts'
import { InputError } from '../errors.ts'
import { sha256HexOf } from '../sha256.ts'

/** The ETag of a revision. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}

/** The ETag of a text that has no number of its own: weak, since what is equal may be sent in other bytes. */
export async function etagOfText(text: string): Promise<string> {
  return `W/"${(await sha256HexOf(new TextEncoder().encode(text))).slice(0, 24)}"`
}

/** Whether the client has this one already, by If-None-Match: a weak comparison. */
export function hasAlready(headers: Headers, etag: string): boolean {
  const header = headers.get('If-None-Match')
  return header !== null && names(header, etag, 'weak')
}

/**
 * Whether a write may happen over a revision (null: there is none), by If-Match and If-None-Match. Without them it
 * always may.
 */
export function writeCondition(headers: Headers): (revision: number | null) => boolean {
  const match = headers.get('If-Match')
  const noneMatch = headers.get('If-None-Match')
  return (revision) => {
    const matches = (header: string, how: 'strong' | 'weak'): boolean =>
      revision !== null && names(header, etagOf(revision), how)
    return (match === null || matches(match, 'strong')) && (noneMatch === null || !matches(noneMatch, 'weak'))
  }
}

/** The headers of a condition, for a route's `request`. */
export const conditionHeaders = z.object({
  'if-match': z.string().optional(),
  'if-none-match': z.string().optional(),
})

/** What they ask for. Throws `InputError` for what is no ETag of ours. */
export function conditionOf(given: z.output<typeof conditionHeaders>): Condition {
  const { 'if-match': match, 'if-none-match': none } = given
  if (none !== undefined && none.trim() !== '*') throw bad('If-None-Match', 'must be *')
  return {
    ...(match === undefined ? {} : { match: match.trim() === '*' ? ('*' as const) : versionsOf(match) }),
    absent: none !== undefined,
  }
}

function versionsOf(match: string): number[] {
  return match.split(',').map((tag) => {
    const version = /^"(\d{1,15})"$/.exec(tag.trim())?.[1]
    if (version === undefined) throw bad('If-Match', 'must be * or the ETag that was given, with its quotes')
    return Number(version)
  })
}

function bad(field: string, message: string): InputError {
  return new InputError(`${field}: ${message}`, { fields: [{ field, message }] })
}

function names(header: string, etag: string, how: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true
  return header
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === etag || (how === 'weak' && tag === `W/${etag}`))
}

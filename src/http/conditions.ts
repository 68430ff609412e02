// Conditional requests (RFC 9110 §13): the ETag of an article is its revision. It knows headers and revisions only.

/** The ETag of a revision. */
export function etagOf(revision: number): string {
  return `"${revision}"`
}

/** The ETag of a text that has no number of its own: weak, since what is equal may be sent in other bytes. */
export async function etagOfText(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `W/"${[...digest.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`
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

function names(header: string, etag: string, how: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true
  return header
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === etag || (how === 'weak' && tag === `W/${etag}`))
}

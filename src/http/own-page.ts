// Whether a request comes from a page of this server, told by what only browsers write.

/** With this header a question is one of the chat page's own script. Pages of other origins are not allowed to send it. */
export const PAGE_HEADER = 'X-TouWen-Page'

/**
 * Whether a page of this server sends the request: by Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/) or, where that
 * is missing, by Origin. Of its own origin a page may read without either (over plain http browsers then send neither); of
 * another one it always sends Origin. A program can write both, so this keeps out pages and not programs.
 */
export function fromOwnPage({ headers, method, url }: Request): boolean {
  const [site, origin] = [headers.get('Sec-Fetch-Site'), headers.get('Origin')]
  const reads = method === 'GET' || method === 'HEAD'
  return site === null
    ? origin === null
      ? reads
      : hostOf(origin) === new URL(url).host
    : site === 'same-origin'
}

// Without the scheme, which a proxy may change; null: it is none.
function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
